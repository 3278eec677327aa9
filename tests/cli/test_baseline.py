"""Old findings stay silent while texts move, and new ones are told."""

from __future__ import annotations

import importlib
import json
import random
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import CLEAN, DAMAGED, Here

ROOT = Path(__file__).resolve().parent.parent.parent


def lint(here: Here, folder: Path, *options: str) -> list[tuple[str, str, str]]:
    """Path, rule and text of all that is told."""
    done = here("lint", "--format", "json", *options, cwd=folder)
    assert done.code in (0, 1), done.err
    return [(one["path"], finding["rule"], finding["text"]) for one in json.loads(done.out)["articles"] for finding in one["findings"]]


def test_what_is_known_is_silent_and_one_more_is_not(project: Path, here: Here) -> None:
    assert here("lint", "--baseline", "known.json", "--update-baseline").code == 0
    assert here("lint", "--baseline", "known.json").code == 0
    (project / "a.txt").write_text("News of the day.\n\n" + DAMAGED.replace("Its members", "It was raining.\n\nIts members"))
    assert lint(here, project, "--baseline", "known.json") == []
    (project / "a.txt").rename(project / "renamed.txt")
    assert lint(here, project, "--baseline", "known.json") == []
    (project / "b.txt").write_text(DAMAGED)
    assert len(lint(here, project, "--baseline", "known.json")) == 2, "a copy is new"


def test_what_is_known_stays_known_where_the_words_beside_it_change(project: Path, here: Here) -> None:
    here("lint", "--baseline", "known.json", "--update-baseline")
    edited = DAMAGED.replace("members utilise the", "friends utilise a")
    assert edited != DAMAGED
    (project / "a.txt").write_text(edited)
    assert lint(here, project, "--baseline", "known.json") == []
    assert here("lint", "--baseline", "known.json", "--strict-baseline").code == 0
    (project / "a.txt").write_text(edited + "\nThey utilise all.\n")
    assert lint(here, project, "--baseline", "known.json") == [("a.txt", "plain-word", "utilise")], "one more is new"
    (project / "a.txt").rename(project / "c.txt")
    assert len(lint(here, project, "--baseline", "known.json")) == 2, "in another file such a likeness says nothing"


def test_the_file_named_in_the_settings(project: Path, here: Here) -> None:
    with (project / "repair.toml").open("a") as file:
        file.write('baseline = "old.json"\n')
    assert "old.json: cannot be read: No such file or directory; --update-baseline writes it" in here("lint").err
    assert here("lint", "--update-baseline").err == "repair: old.json: 2 findings known now\n"
    (project / "sub").mkdir()
    assert here("lint", "..", cwd=project / "sub").code == 0
    assert here("apply", "--dry-run").out.startswith("a.txt: 1 fix"), "a baseline is for `lint`; fixing pays debts"


def test_paid_debts_can_be_asked_for(project: Path, here: Here) -> None:
    here("lint", "--baseline", "known.json", "--update-baseline")
    assert here("lint", "--baseline", "known.json", "--strict-baseline").code == 0
    here("apply")
    assert here("lint", "--baseline", "known.json").code == 0
    done = here("lint", "--baseline", "known.json", "--strict-baseline")
    assert done.code == 1
    assert done.err.startswith('repair: known.json: gone from a.txt: advert-line "Advertisement" (v1:')
    assert here("lint", "--baseline", "known.json", "--strict-baseline", "--ignore", "advert-line").code == 0, "not looked for"
    assert here("lint", "--baseline", "known.json", "--update-baseline").code == 0
    assert len(json.loads((project / "known.json").read_text())["findings"]) == 2
    assert here("lint", "--baseline", "known.json", "--strict-baseline").code == 0
    (project / "a.txt").unlink()
    assert here("lint", "--baseline", "known.json", "--strict-baseline").code == 1


def test_updating_for_some_files_or_rules_keeps_the_rest(project: Path, here: Here) -> None:
    (project / "b.txt").write_text(DAMAGED)
    here("lint", "--baseline", "known.json", "--update-baseline")
    whole = (project / "known.json").read_bytes()
    assert here("lint", "--baseline", "known.json", "--update-baseline", "a.txt").err.endswith("4 findings known now\n")
    assert (project / "known.json").read_bytes() == whole
    here("lint", "--baseline", "known.json", "--update-baseline", "--select", "advert-line")
    assert (project / "known.json").read_bytes() == whole


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[]", "not a baseline of version 1"),
        (b'{"version": 2, "findings": []}', "not a baseline of version 1"),
        (b'{"version": 1, "findings": [["a", "b", 0, "c", "d"]]}', "is no entry; take the line out"),
        (b'{"version": 1, "findings": [["a", "b", "c"]]}', "is no entry; take the line out"),
        (b"<<<<<<< ours\n=======\n>>>>>>> theirs\n", "holds merge conflict marks"),
    ],
)
def test_what_is_no_baseline(project: Path, here: Here, content: bytes, said: str) -> None:
    (project / "known.json").write_bytes(content)
    for more in ((), ("--update-baseline",)):
        done = here("lint", "--baseline", "known.json", *more)
        assert done.code == 2
        assert done.out == ""
        assert said in done.err
        assert (project / "known.json").read_bytes() == content
    assert "no baseline is named" in here("lint", "--update-baseline").err


@pytest.mark.needs("git")
def test_branches_merge(project: Path, here: Here) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True)

    def known() -> None:
        here("lint", "--baseline", "known.json", "--update-baseline")
        git("add", "--all")
        git("commit", "--message", "more")

    for number in range(8):
        (project / f"n{number}.txt").write_text(DAMAGED)
    git("init", "--initial-branch=main")
    known()
    git("switch", "--create", "work")
    (project / "n1.txt").write_text(CLEAN)
    (project / "m.txt").write_text(DAMAGED)
    known()
    git("switch", "main")
    (project / "n5.txt").write_text(CLEAN)
    (project / "z.txt").write_text(DAMAGED)
    known()
    git("merge", "--no-edit", "work")
    merged = (project / "known.json").read_bytes()
    assert here("lint", "--baseline", "known.json", "--strict-baseline").code == 0
    here("lint", "--baseline", "known.json", "--update-baseline")
    assert (project / "known.json").read_bytes() == merged


def stories(count: int) -> list[str]:
    """Damaged articles of fiction, each from paragraphs of two of the seeds, and none like another."""
    dice = random.Random(4)
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")) if ".expected." not in path.name]
    pool = [[block for block in re.split(r"\n\s*\n", seed) if block.strip()] for seed in seeds]
    return [
        "\n\n".join(f"{block}" for one in dice.sample(pool, 2) for block in dice.sample(one, min(len(one), 6))) + "\n" for _ in range(count)
    ]


def test_a_hundred_articles_shuffled_renamed_and_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    figures = importlib.import_module("baseline").experiment(stories(100), garbled=30)
    assert figures["findings known"] > 300
    assert figures["told again at once"] == 0
    assert figures["told after the move, of rules that look at one block"] == 0, figures["of the others"]
    assert figures["articles with one garble more"] == figures["of these told"] >= 25
    assert figures["told besides, of rules that look at one block"] == 0
