"""Answers kept, matched again, replayed elsewhere, counted."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from repair.project.limit import limited
from repair.review.tally import interval
from repair.review.verdicts import FILE, Memory, Standing, Verdict, VerdictError, read
from tests.review.conftest import Sitting, applied, articles, repair

Sit = Callable[..., Sitting]


def sample(key: str, answer: str = "yes") -> Verdict:
    return Verdict(answer, key, "offer", "long-word", ())


def test_the_last_answer_holds_and_a_line_cut_short_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / ".repair" / "verdicts.jsonl"
    memory = Memory(str(file))
    memory.add([sample("k1"), sample("k2", "no"), Standing("yes", "rule", ("long-word",))])
    with file.open("ab") as out:
        out.write(b'{"answer": "yes", "rule": "long-wo')
    again = Memory(str(file))
    assert [one.key for one in again.verdicts.holding()] == ["k1", "k2"]
    assert again.standing == [Standing("yes", "rule", ("long-word",))]
    again.add([sample("k1", "open"), sample("k3")])
    again.end_standing()
    last = Memory(str(file))
    assert [one.key for one in last.verdicts.holding()] == ["k2", "k3"]
    assert last.standing == []


def test_two_writers_do_not_mix(tmp_path: Path) -> None:
    file = str(tmp_path / "verdicts.jsonl")
    first, second = Memory(file), Memory(file)
    first.add([sample("k1")])
    second.add([sample("k2")])
    first.add([sample("k3")])
    assert [one.key for one in first.verdicts.holding()] == ["k1", "k2", "k3"]


@pytest.mark.needs("posix")
def test_a_process_that_splits_off_meanwhile_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(str(tmp_path / "verdicts.jsonl"))
    theirs, ours = os.pipe()
    split: list[int] = []

    def splitting(_handle: int) -> None:
        monkeypatch.undo()
        split.append(os.fork())
        if split[0] == 0:  # as a process of the pool, which the reading thread may start at any moment
            os.close(ours)
            os.read(theirs, 1)
            os._exit(0)

    monkeypatch.setattr(os, "fsync", splitting)
    memory.add([sample("k1")])
    try:
        with limited(10):
            memory.add([sample("k2")])
    finally:
        os.close(ours)
        os.waitpid(split[0], 0)
    assert [one.key for one in memory.verdicts.holding()] == ["k1", "k2"]


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"answer": "maybe"}', '{"answer": "yes"}', '{"key": 1}', "\x00"])
def test_what_is_no_verdict_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "theirs.jsonl"
    file.write_text(f'\n{line}\n{{"answer": "yes"}}\n', encoding="utf-8")
    with pytest.raises(VerdictError, match=r"theirs\.jsonl:2: is no verdict"):
        read(str(file))


def test_a_missing_file_is_told(house: Path) -> None:
    for command in ("apply", "review"):
        done = repair(house, command, "--verdicts", "none.jsonl", *(["--export", "x"] if command == "review" else []))
        assert done.returncode == 2
        assert "none.jsonl: cannot be read" in done.stderr


@pytest.mark.needs("posix")
def test_another_fix_is_asked_about_again(house: Path, sit: Sit) -> None:
    one = sit(house)
    one.asked()
    one.press("n", "n", "n")
    one.leave()
    again = sit(house)
    again.leave("")
    assert "Nothing is left to ask" in again.seen
    pack = house / "house.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("[use, employ]", "[employ]").replace("They use it", "They employ it"), "utf-8")
    third = sit(house)
    assert "{+employ+}" in third.asked()


@pytest.mark.needs("posix")
def test_an_answer_is_placed_where_words_near_it_changed(house: Path, sit: Sit) -> None:
    (house / "a.txt").write_text("On Monday the very old council of Stone said its members utilise the hall for music.\n", encoding="utf-8")
    one = sit(house, "a.txt")
    one.asked()
    one.press("n")
    one.leave()
    (house / "a.txt").write_text("On Friday the new councillors said its members utilise the hall for music and more.\n", encoding="utf-8")
    again = sit(house, "a.txt")
    again.leave("")
    assert "Nothing is left to ask" in again.seen


@pytest.mark.needs("posix", "git")
def test_answers_go_to_other_corpora_and_out_as_a_patch(house: Path, tmp_path: Path, sit: Sit) -> None:
    before = articles(house)
    one = sit(house)
    one.asked()
    one.press("n", "y")
    one.line("e", "edit: use", "d to book\r")
    one.leave()
    expected = {
        "a.txt": b"The council met on Monday.\n\nAdvertisement\n\nIts members use the hall.\n",
        "b.txt": b"The choir will used to book the church.\n",
    }
    file = str(house / FILE)
    assert applied(house, tmp_path, "--verdicts", file) == expected
    assert applied(house, tmp_path / "two", "--verdicts", file, "--safety", "safe") == expected, "what was refused is not made"
    assert articles(house) == before
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("house.yaml", "repair.toml"):
        (elsewhere / name).write_bytes((house / name).read_bytes())
    (elsewhere / "moved.txt").write_text("News.\n\nThe choir will utilise the church.\n", encoding="utf-8")
    assert repair(elsewhere, "review", "--verdicts", file, "--export", "out").returncode == 0
    told = json.loads((elsewhere / "out.json").read_text(encoding="utf-8"))["articles"]
    assert told[0]["edits"] == [{"start": 22, "end": 29, "old": "utilise", "text": "used to book", "rules": ["long-word"]}]
    subprocess.run(["git", "init", "-q", "."], cwd=elsewhere, check=True)
    subprocess.run(["git", "apply", "out.patch"], cwd=elsewhere, check=True)
    assert (elsewhere / "moved.txt").read_text(encoding="utf-8") == "News.\n\nThe choir will used to book the church.\n"


def test_answers_are_counted_for_each_rule(house: Path) -> None:
    memory = Memory(str(house / FILE))
    memory.add(
        [sample(f"k{number}") for number in range(80)] + [Verdict("no", f"a{number}", "o", "advert-line", ()) for number in range(25)]
    )
    rows = json.loads(repair(house, "rules", "--verdicts", "--format", "json").stdout)
    assert [(row["rule"], row["yes"], row["no"]) for row in rows] == [("long-word", 80, 0), ("advert-line", 0, 25)]
    assert "could be safe" in rows[0]["hint"]
    assert "should be review" in rows[1]["hint"]
    assert "100 %" in repair(house, "rules", "--verdicts").stdout


def test_few_answers_prove_nothing() -> None:
    low, high = interval(5, 5)
    assert low < 0.6
    assert high <= 1.0001
