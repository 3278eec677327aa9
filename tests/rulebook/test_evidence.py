"""What is known of rules: figures, what they allow, and when they are out of date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from repair.rulebook import evidence as module
from repair.rulebook.evidence import Evidence, evidence, fingerprint, fresh, lower_bound
from repair.rulebook.load import load_packs
from repair.rulebook.rule import Rule
from repair.rulebook.shelf import built_in_files
from tests import built_in

ENOUGH = Evidence("", "", right=40, fixed=5, made=20, mended=15, edits=200, read=50)


@pytest.fixture(scope="module")
def rule() -> Rule:
    return next(rule for rule in built_in.rules() if rule.id == "noun-wanted")


@pytest.mark.parametrize(
    ("right", "judged", "bound"), [(0, 0, 0), (0, 10, 0), (10, 10, 0.722), (9, 10, 0.596), (95, 100, 0.888), (50, 100, 0.404)]
)
def test_the_bound_is_wilsons(right: int, judged: int, bound: float) -> None:
    assert lower_bound(right, judged) == pytest.approx(bound, abs=0.001)


@pytest.mark.parametrize(("right", "wrong", "confidence"), [(4, 0, None), (5, 0, 0.57), (40, 0, 0.91), (0, 6, 0.0)])
def test_a_few_findings_give_no_confidence(right: int, wrong: int, confidence: float | None) -> None:
    assert Evidence("", "", right=right, wrong=wrong).confidence == confidence


def test_safe_is_earned() -> None:
    assert ENOUGH.against_safe == ""
    assert ENOUGH._replace(edits=3, read=3).against_safe == ""


@pytest.mark.parametrize(
    ("lacks", "says"),
    [
        ({"mended": 14}, "19 right repairs, of 20 needed"),
        ({"marred": 1}, "1 of 21 repairs were wrong"),
        ({"spoilt": 1}, "1 of 21 repairs were wrong"),
        ({"read": 49}, "49 edits read in edited copy, of 50 needed"),
        ({"edits": 4, "read": 3}, "3 edits read in edited copy, of 4 needed"),
        ({"bad": 1}, "1 of 50 edits read in edited copy were wrong"),
    ],
)
def test_what_keeps_a_rule_from_it_is_said(lacks: dict[str, int], says: str) -> None:
    assert ENOUGH._replace(**lacks).against_safe == says


def test_it_is_told_in_sentences() -> None:
    assert " ".join(ENOUGH.told) == (
        "Of 40 findings judged 40 were right: of all, 91% at least (with 95 % confidence). "
        "Of 5 safe fixes in annotated copy 5 were right. Of 20 articles damaged on purpose 15 were mended, 5 left alone, none marred. "
        "Of 200 safe edits in edited news 50 were read; none were wrong."
    )
    assert Evidence("", "", right=1).told == ["Of 1 finding judged 1 was right."]
    assert Evidence("", "").told == ["Nothing that it finds stood in the texts looked at."]


def test_the_hash_is_of_what_a_rule_does(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(rule)
    assert fingerprint(rule._replace(message="else", why="else", severity="info", rank=7)) == before
    assert fingerprint(rule._replace(safety="none")) != before
    assert fingerprint(rule._replace(params={**rule.params, "words": "else.txt"})) != before
    with monkeypatch.context() as patched:
        patched.setattr(module, "_content", lambda name: b"else")
        assert fingerprint(rule) != before
    sources = {"helpers": "from repair.checkers.hit import Hit\n", "headings": "from repair.checkers.helpers import one\n"}
    monkeypatch.setattr(module, "_source", lambda name: sources.get(name, ""))
    headed = rule._replace(checker="open-heading")
    imported = fingerprint(headed)
    sources["helpers"] += "two = 2\n"
    assert fingerprint(headed) != imported


def test_only_fresh_evidence_gives_confidence(rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "evidence.json"
    monkeypatch.setattr(module, "FILE", str(file))

    def confidence(hashed: str) -> float | None:
        file.write_text(json.dumps({rule.id: {"hash": hashed, "date": "2000-01-01", "right": 40}}), encoding="utf-8")
        found = [one for pack in load_packs(built_in_files()) for one in pack.rules if one.confidence is not None]
        assert [one.id for one in found] in ([], [rule.id])
        return found[0].confidence if found else None

    assert confidence(fingerprint(rule)) == 0.91
    assert confidence("0") is None
    assert fresh(rule, evidence()) is None
    file.unlink()
    assert not evidence()
