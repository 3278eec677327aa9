"""The page of results: a new measurement leaves what people wrote."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

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
