"""Answers kept between runs."""

from __future__ import annotations

import pickle
import sqlite3
from pathlib import Path

import pytest

from repair.backends.answer import Match
from repair.backends.remembered import Remembered
from repair.text.span import Span

ANSWER = [Match("RULE", Span(0, 3), "says “so”", ("new", "newer")), Match("OTHER", Span(4, 5), "", ())]


def test_an_answer_is_remembered_for_its_text_and_identity(tmp_path: Path) -> None:
    path = str(tmp_path / "a" / "answers.sqlite")
    memory = Remembered("6.8", path)
    assert memory.get("text") is None
    memory.put("text", ANSWER)
    memory.put("nothing", [])
    assert Remembered("6.8", path).get("text") == ANSWER
    assert Remembered("6.8", path).get("nothing") == []
    assert Remembered("6.9", path).get("text") is None
    assert Remembered("6.8", path).get("texts") is None


def test_another_process_opens_the_file_anew(tmp_path: Path) -> None:
    memory = Remembered("6.8", str(tmp_path / "answers.sqlite"))
    memory.put("lone \ud800", ANSWER)
    assert pickle.loads(pickle.dumps(memory)).get("lone \ud800") == ANSWER


@pytest.mark.parametrize("there", ["no database", None])
def test_a_file_that_cannot_be_used_is_done_without(tmp_path: Path, there: str | None) -> None:
    path = tmp_path / "answers.sqlite"
    path.mkdir() if there is None else path.write_text(there * 100)
    memory = Remembered("6.8", str(path))
    memory.put("text", ANSWER)
    assert memory.get("text") is None


def test_an_entry_that_is_none_is_asked_for_anew(tmp_path: Path) -> None:
    path = str(tmp_path / "answers.sqlite")
    memory = Remembered("6.8", path)
    memory.put("text", ANSWER)
    with sqlite3.connect(path) as base:
        base.execute("UPDATE answers SET value = '[[1, 2]]'")
    base.close()
    assert memory.get("text") is None
