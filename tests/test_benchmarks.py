"""The page of results keeps what people wrote; damage made on purpose is the same on every run; verdicts hold no text."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from repair.pipeline import check

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"

OLD = """# Results

Old head.

## Speed

old

| a |
| --- |
| 1 |

Slow, by hand.

| by hand |
| --- |
| 9 |

## By hand

More.

## Rest

| b |
| --- |
| 2 |
"""
NEW = """# Results

New head.

## Speed

new

| a |
| --- |
| 3 |
| 4 |

## Fresh

| c |
| --- |
| 5 |

## Rest

| b |
| --- |
| 6 |
"""


def test_sections_and_passages_by_hand_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    kept = importlib.import_module("kept").kept
    by_hand = "\nSlow, by hand.\n\n| by hand |\n| --- |\n| 9 |\n"
    fresh, rest = NEW.index("## Fresh"), NEW.index("## Rest")
    expected = NEW[:fresh] + by_hand[1:] + "\n" + NEW[fresh:rest] + "## By hand\n\nMore.\n\n" + NEW[rest:]
    assert kept(OLD, NEW) == expected
    assert kept(expected, NEW) == expected


def test_damage_made_on_purpose_is_the_same_on_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    damage = importlib.import_module("damage")
    for rule in damage.MAKERS:
        made = list(damage.made(rule))
        assert made == list(damage.made(rule))
        assert all(one.text != one.original and one.heals(one.original) for one in made)
        assert not any(one.heals(one.text) or one.heals(one.original + ".") for one in made)


def test_verdicts_hold_places_and_no_text() -> None:
    line = re.compile(r"[a-z0-9-]+\t[0-9a-f]{12}\t\d+\t\d+\t[0-9a-f]{8}\t(?:right|found|wrong)")
    assert all(line.fullmatch(one) for one in (BENCHMARKS / "readings.tsv").read_text(encoding="utf-8").splitlines())


def test_a_sample_is_from_as_many_articles_as_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    readings = importlib.import_module("readings")
    places = [readings.Place("rule", article, start, start + 5, "0") for article in "abc" for start in range(0, 100, 10)]
    drawn = readings.sample(places, 6)
    assert sorted(one.article for one in drawn) == ["a", "a", "b", "b", "c", "c"]
    again = readings.sample([one._replace(fix="1") for one in places], 6)
    assert again == [one._replace(fix="1") for one in drawn], "what is to be read does not hang on the fixes"


def test_verdicts_are_taken_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    readings = importlib.import_module("readings")
    monkeypatch.setattr(readings, "STORE", tmp_path / "readings.tsv")
    (tmp_path / "readings.tsv").write_text("one\t0a\t1\t2\tff\twrong\n", encoding="utf-8")
    text = "The ferry left.It was late."
    finding = next(one for one in check(text) if one.rule.id == "glued-sentences")
    shown = readings.shown("here", text, finding)
    assert readings.take(shown.splitlines()) == {"?": 1}
    assert readings.take(shown.replace("?\n", "right\n").splitlines()) == {"right": 1}
    assert readings.load()[readings.place(text, finding)] == "right"
    assert len(readings.load()) == 2
