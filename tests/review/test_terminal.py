"""The review at the terminal, driven key by key."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from repair.report.visible import columns
from tests.review.conftest import Sitting, applied, articles, repair

pytestmark = pytest.mark.needs("posix")
Sit = Callable[..., Sitting]


def verdicts(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / ".repair" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()]


def test_yes_to_all_writes_what_apply_writes(seeds: Path, tmp_path: Path, sit: Sit) -> None:
    expected = applied(seeds, tmp_path, "--safety", "review", "--brake", "1")
    before = articles(seeds)
    one = sit(seeds)
    told = one.asked()
    while "Make this change" in told:
        told = one.press("y")
    assert "Nothing is left to ask" in told
    assert articles(seeds) == before, "nothing is written before that is asked for"
    assert "Write " in one.press("w")
    assert one.leave("y") == 0
    assert articles(seeds) == expected
    assert "repair undo" in one.seen.replace("\r\n", " ")
    assert repair(seeds, "undo").returncode == 0
    assert articles(seeds) == before


def test_the_second_review_asks_nothing(seeds: Path, sit: Sit) -> None:
    one = sit(seeds, "--order", "gain")
    told = one.asked()
    count = 0
    while "[w,u,q]" not in told:
        told = one.press("n" if count % 3 else "y")
        count += 1
    one.leave()
    again = sit(seeds)
    assert "Nothing is left to ask" in again.asked()
    again.press("w")
    assert again.leave("y") == 0
    last = sit(seeds)
    last.leave("")
    assert "Nothing is left to ask." in last.seen


def test_every_line_fits_and_shows_what_stands_there(house: Path, sit: Sit) -> None:
    wide = "記者団によると、市長は会議で新しい図書館の計画を発表した。" * 2
    (house / "a.txt").write_text(f"{wide} They utilise שלום עולם and مرحبا بالعالم today; a\u202eword, \x1b[31mred.\n", encoding="utf-8")
    one = sit(house, "--language", "en")
    told = one.asked()
    assert "[-utilise-]{+use+} שלום עולם" in re.sub(r"\s+", " ", told)
    assert "<U+202E>" in told
    assert "\x1b" not in one.seen
    assert "<U+001B>" in told
    for line in (told + one.press("?")).split("\n"):
        assert columns(line) <= 61, line  # the last one is the prompt with its blank


def test_colour_only_where_it_is_wanted(house: Path, sit: Sit) -> None:
    one = sit(house, NO_COLOR="")
    told = one.asked()
    assert "\x1b[" in one.seen
    assert "[-" not in told


def test_a_new_width_shows_the_question_anew(house: Path, sit: Sit) -> None:
    one = sit(house)
    one.asked()
    one.child.setwinsize(50, 100)
    assert "advert-line" in one.asked()


def test_help_names_every_key(house: Path, sit: Sit) -> None:
    from repair.review.terminal import KEYS

    one = sit(house)
    one.asked()
    told = one.press("?")
    assert all(f"\n{key} - " in told for key in KEYS)


def test_a_pipe_is_refused(house: Path) -> None:
    done = repair(house, "review")
    assert done.returncode == 2
    assert done.stderr.startswith("repair: review asks at a terminal")
    assert len(done.stderr.splitlines()) == 1
    assert repair(house, "review", "-").returncode == 2


def test_ctrl_c_keeps_the_answers(house: Path, sit: Sit) -> None:
    one = sit(house)
    one.asked()
    one.press("y")
    one.child.sendintr()
    assert one.leave("") == 130
    assert "1 answer in .repair/verdicts.jsonl" in one.seen
    assert [row["answer"] for row in verdicts(house)] == ["yes"]


def test_edit_next_proposal_undo(house: Path, sit: Sit) -> None:
    one = sit(house, "a.txt")
    one.asked()
    assert "long-word" in one.press("y")
    assert "{+employ+}" in one.press("t")
    told = one.line("e", "edit: employ", " gladly\r")
    assert "2 changes accepted" in re.sub(r"\s+", " ", told)
    assert "long-word" in one.press("u")
    one.line("e", "edit: use", "d to book\r")
    one.press("w")
    one.leave("y")
    assert (house / "a.txt").read_text(encoding="utf-8") == "The council met on Monday.\n\nIts members used to book the hall.\n"
    assert [row["answer"] for row in verdicts(house)] == ["yes", "edit", "open", "edit"]


def test_one_answer_for_all(house: Path, sit: Sit) -> None:
    (house / "c.txt").write_text("We utilise it, Mr Stone said.\n", encoding="utf-8")
    one = sit(house)
    one.asked()
    one.press("y")
    told = one.press("a")
    assert told.strip().endswith("[y,n,b]")
    assert "Nothing is left to ask; 4 changes accepted" in one.press("y").replace("\n", " ")
    one.press("w")
    one.leave("y")
    assert (house / "c.txt").read_text(encoding="utf-8") == "We use it, Mr Stone said.\n"


def test_an_answer_for_all_holds_for_what_is_read_later(house: Path, sit: Sit) -> None:
    for number in range(30):
        (house / f"c{number:02}.txt").write_text(f"They utilise hall {number}.\n", encoding="utf-8")
    one = sit(house, "--jobs", "1")
    one.asked()
    one.press("y", "r", "y")
    one.leave()
    assert len({row.get("key") for row in verdicts(house)} - {None}) == 33


def test_never_silences_for_good(house: Path, sit: Sit) -> None:
    one = sit(house)
    one.asked()
    one.press("d")
    one.line("!", "why is it right as it is? right as it stands", " here\r", last=True)
    one.leave("")
    assert "silences it now" in one.seen
    assert "Nothing is left" in one.seen
    assert 'text = "utilise"\nreason = "right as it stands here"' in (house / "repair.toml").read_text(encoding="utf-8")
    assert "utilise" not in repair(house, "lint").stdout


def test_the_editor_opens_at_the_place_and_the_article_is_looked_at_again(house: Path, sit: Sit) -> None:
    editor = house / "editor.sh"
    editor.write_text('#!/bin/sh\necho "$1" > opened\nsed -i s/utilise/use/ "$2"\n', encoding="utf-8")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    one = sit(house, EDITOR=str(editor))
    one.asked()
    told = one.press("o")
    assert "looked at again" in told
    assert (house / "opened").read_text(encoding="utf-8") == "+3\n"
    assert "b.txt:1" in one.press("y")


def test_search_jump_view_and_skip(house: Path, sit: Sit) -> None:
    one = sit(house)
    one.asked()
    assert "b.txt:1" in one.line("/", "search: ", "church\r")
    assert "a.txt:3" in one.line("g", "part of its name): ", "1\r")
    told = one.press("v")
    assert "[-Advertisement" in told
    assert "[-utilise-]{+use+}" in told
    assert "b.txt:1" in one.press("s")


def test_files_changed_since_they_were_read_are_not_written(house: Path, sit: Sit) -> None:
    one = sit(house)
    one.asked()
    one.press("y", "y", "y")
    (house / "b.txt").write_text("The choir will utilise the hall.\n", encoding="utf-8")
    one.press("w")
    assert one.leave("y") in (0, 2)
    assert "b.txt: has changed since it was read" in one.seen
    assert (house / "b.txt").read_text(encoding="utf-8") == "The choir will utilise the hall.\n"


def killed_at(folder: Path, seconds: float, sit: Sit) -> None:
    """Answer as fast as questions come, die after so long; every answered question is on the disk, every article whole."""
    before = articles(folder)
    one = sit(folder)
    answered = 0
    one.child.timeout = seconds
    try:
        one.asked()
        while True:
            one.press("y" if answered % 2 else "n")
            answered += 1
    except Exception:
        pass
    os.kill(one.child.pid, signal.SIGKILL)
    one.child.close(force=True)
    file = folder / ".repair" / "verdicts.jsonl"
    kept = file.read_bytes().count(b"\n") if file.exists() else 0
    assert kept >= answered
    assert articles(folder) == before


def test_kill_loses_no_answer(seeds: Path, sit: Sit) -> None:
    chance = random.Random(7)
    for _ in range(4):
        killed_at(seeds, chance.uniform(0.01, 0.4), sit)
    last = sit(seeds)
    last.asked()
    assert last.leave() == 0


def test_kill_while_writing_harms_no_article(house: Path, sit: Sit) -> None:
    """Every article is as it was or as accepted; what was written is taken back, and the next review writes the rest."""
    for number in range(150):
        (house / f"n{number}.txt").write_text(f"The choir of {number} will utilise the hall.\n", encoding="utf-8")
    before = articles(house)
    after = {name: data.replace(b"utilise", b"use").replace(b"Advertisement\n\n", b"") for name, data in before.items()}
    one = sit(house, "--order", "gain")
    told = one.asked()
    while "[w,u,q]" not in told:
        told = one.press("y")
    one.leave()
    chance = random.Random(3)
    struck = 0
    for _ in range(6):
        last = sit(house)
        last.asked()
        assert "Write " in last.press("w")
        last.child.send("y")
        wanted, until = chance.randrange(100), time.monotonic() + 20
        while sum(data != before[name] for name, data in articles(house).items()) < wanted and time.monotonic() < until:
            pass
        os.kill(last.child.pid, signal.SIGKILL)
        last.child.close(force=True)
        now = articles(house)
        assert all(data in (before[name], after[name]) for name, data in now.items())
        struck += now not in (before, after)
        if now != before:
            done = repair(house, "undo")
            assert done.returncode == 0, done.stderr
            assert articles(house) == before
    last = sit(house)
    last.asked()
    last.press("w")
    assert last.leave("y") == 0
    assert articles(house) == after
    assert struck, "some were killed amid the writing"
