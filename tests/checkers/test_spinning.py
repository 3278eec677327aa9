"""`looks-spun`: the verdict on a whole article."""

import hashlib
from pathlib import Path

import pytest
import yaml

from repair.checkers import spinning
from repair.checkers.article_choice import article_choice
from repair.checkers.spinning import Signs, verdict
from repair.checkers.spunmarks import looks_spun
from repair.checkers.words import place
from repair.engine.inspect import inspect
from repair.formats.registry import document
from repair.rulebook.book import rule_book
from repair.text.article import Article

ROOT = Path(__file__).resolve().parents[2]
(RULE,) = (rule for rule in yaml.safe_load((ROOT / "rules/spun.yaml").read_text("utf-8"))["rules"] if rule["id"] == "looks-spun")
SPUN = [example["bad"].replace("[[]]", "") for example in RULE["examples"] if "bad" in example]
ORDINARY = [example["keep"] for example in RULE["examples"] if "keep" in example]


@pytest.mark.parametrize("text", SPUN)
def test_the_whole_article_is_judged(text: str) -> None:
    (hit,) = looks_spun()(Article(text))
    assert hit.span == (0, 0)
    assert hit.candidates == ()
    assert 50 <= int(hit.facts["score"]) <= 100
    assert hit.facts["marks"].count('"') >= 2


@pytest.mark.parametrize("text", [SPUN[0].replace("'", "’"), SPUN[0].replace(". ", ".\r\n\r\n"), "\ufeff" + SPUN[0]])
def test_quotes_line_ends_and_marks_change_nothing(text: str) -> None:
    assert verdict(Article(text)).spun


@pytest.mark.parametrize("text", ["", "utilize " * 20, " ".join(SPUN[0].split()[:80]), "\0" * 5000, "1,2;3 " * 2000])
def test_short_and_wordless_texts_are_not_judged(text: str) -> None:
    assert verdict(Article(text)) == (0.0, ())


def test_a_long_text_is_judged_by_its_beginning() -> None:
    assert verdict(Article("\n\n".join(SPUN * 60))).spun
    assert not verdict(Article("\n\n".join([ORDINARY[2]] * 20 + SPUN * 60))).spun


def test_a_glance_at_an_ordinary_article_opens_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened() -> None:
        raise AssertionError("the model was opened")

    monkeypatch.setattr(spinning, "wording", opened)
    assert not verdict(Article(ORDINARY[0])).spun
    with pytest.raises(AssertionError):
        verdict(Article(SPUN[0]))


def test_signs_are_words_and_words_in_a_row() -> None:
    signs = Signs({"as of now": 1.0, "in excess of": 1.0, "utilize": 1.0, "a few": 1.0, "more than": 1.0})
    assert set(signs.found(Article("As of now, a lot. Few utilize it in excess; more THAN that."))) == {"as of now", "utilize", "more than"}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.txt", SPUN[0]),
        ("a.md", f"---\ntitle: Balcony\ndate: 2024-05-01\n---\n\n# Balcony\n\n{SPUN[0]}\n"),
        ("a.html", f"<html><head><title>Balcony</title></head><body><article><p>{SPUN[0]}</p></article></body></html>"),
    ],
)
def test_in_every_kind_of_file_the_verdict_stands_at_the_start(name: str, source: str) -> None:
    verdicts = [finding for finding in inspect(document(source, name), rule_book()) if finding.rule.id == "looks-spun"]
    assert [(finding.span, finding.text, finding.fixes) for finding in verdicts] == [((0, 0), "", ())]


def test_what_was_fitted_is_of_the_model_that_ships() -> None:
    digest = hashlib.sha256(Path(place("spun-wording.bin")).read_bytes()).hexdigest()
    assert digest in Path(place("spun-model.txt")).read_text("utf-8").splitlines()[1]


def test_an_article_is_not_sure_to_be_wrong_where_the_word_behind_it_may_be():
    slip = "It was an bridge of stone."
    assert [hit.sure for text in (slip, f"{SPUN[0]} {slip}") for hit in article_choice()(Article(text))] == [True, False]
