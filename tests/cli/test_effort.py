"""Many files: at once, each within its time, remembered between runs, and always told the same way."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from repair.cli.reports import FORMATS
from tests.cli.conftest import CLEAN, CONFIG, DAMAGED, PACK, Call, Here

FRENCH = (
    "Le maire de la ville a dit que les travaux du port ne sont pas finis et que le pont est dans un état qui inquiète les habitants. " * 5
)
MANY = 60


@pytest.fixture
def many(project: Path, fresh_cache: Path) -> Path:
    """Enough articles for several processes and the cache, which is their own."""
    for number in range(MANY):
        text = (DAMAGED, CLEAN, FRENCH)[number % 3]
        (project / f"n{number:03}.txt").write_text(text if text == FRENCH else f"Story {number}.\n\n{text}", encoding="utf-8")
    (project / "n999.txt").write_bytes(b"\xff\xfe\x00")
    return project


def kept(folder: Path) -> list[tuple[bytes, str]]:
    (file,) = (folder / ".cache").glob("article-repair/findings-*.sqlite")
    base = sqlite3.connect(file)
    try:
        return base.execute("SELECT name, value FROM findings").fetchall()
    finally:
        base.close()


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_report_is_the_same_however_it_comes_about(many: Path, call: Call, form: str) -> None:
    (many / "x.jsonl").write_text("".join(f'{{"text": "Record {number}. They utilise it."}}\n' for number in range(30)))

    def told(*options: str) -> tuple[int, bytes, str]:
        done = call("lint", "--format", form, "--field", "text", *options)
        return done.code, done.bytes, done.err

    first = told("--no-cache", "--jobs", "1")
    assert first[0] == 2, "one of them cannot be read"
    assert first[2].count("not English") == MANY // 3
    for options in (["--no-cache", "--jobs", "4"], ["--jobs", "3"], [], ["--jobs", "1"]):
        assert told(*options) == first, options


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_the_same_from_what_is_remembered(many: Path, here: Here, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    comment = "<!-- repair: ignore plain-word -->"
    (many / "noted.md").write_text(f"{DAMAGED}\n{comment}\n\nThey utilise it.\n\n{comment}\n\nThey use it.\n")
    (many / "x.jsonl").write_text("".join(f'{{"text": "Record {number}. They utilise it."}}\n' for number in range(30)))
    ways: list[list[str]] = [["--field", "text"], ["--select", "plain-word"]] + [["--statistics"]] * (form == "text")
    for options in ways:
        for columns in ("100", "60"):
            monkeypatch.setenv("COLUMNS", columns)
            expected = here("lint", "--format", form, *options, "--no-cache")
            assert expected.code == 2, "n999.txt cannot be read"
            for _ in range(2):
                assert here("lint", "--format", form, *options) == expected


def test_several_reports_are_the_same_from_what_is_remembered(many: Path, here: Here) -> None:
    def told(*options: str) -> tuple[bytes, ...]:
        done = here("lint", "--format", "text", "--format", "json=told.json", "--format", "jsonl=told.jsonl", *options)
        return (done.bytes, (many / "told.json").read_bytes(), (many / "told.jsonl").read_bytes())

    expected = told("--no-cache")
    assert told() == expected
    assert told() == expected
    assert here("lint", "--format", "json").bytes == expected[1]


def test_apply_is_the_same_however_it_comes_about(many: Path, call: Call) -> None:
    outcomes = []
    for number, options in enumerate((["--no-cache", "--jobs", "1"], ["--no-cache", "--jobs", "4"], [], ["--jobs", "2"])):
        folder = many / f"copy{number}"
        folder.mkdir()
        for file in (*many.glob("*.txt"), many / "repair.toml"):
            shutil.copy(file, folder)
        call("lint", cwd=folder)
        done = call("apply", *options, cwd=folder)
        again = call("apply", *options, cwd=folder)
        assert "0 fixes made" in again.out
        told = [line for line in done.out.splitlines() if "run" not in line]
        outcomes.append((done.code, told, [file.read_bytes() for file in sorted(folder.glob("*.txt"))]))
    assert all(outcome == outcomes[0] for outcome in outcomes)


def test_what_is_remembered_is_what_was_found(many: Path, call: Call) -> None:
    first = call("lint", "--format", "json")
    entries = len(kept(many))
    judged = MANY // 3 * 2 + 1
    assert entries == 2 * judged + 1, "findings and what is told of each of the sound and the damaged and a.txt; the French one once"
    assert call("lint", "--format", "json").bytes == first.bytes
    assert len(kept(many)) == entries
    call("lint", "--format", "json", "--no-cache")
    assert len(kept(many)) == entries


def test_nothing_remembered_outlives_what_it_was_found_with(many: Path, own_pack: Path, call: Call) -> None:
    def count(*options: str) -> int:
        return int(json.loads(call("lint", "--format", "json", *options).out)["summary"]["findings"])

    damaged = MANY // 3 + 1
    assert count() == count() == 2 * damaged
    own_pack.write_text(PACK.replace(r"\butilise\b", r"\b(?:utilise|hall)\b"))
    assert count() == 3 * damaged, "another expression in a rule"
    assert count("--ignore", "advert-line") == 2 * damaged, "other rules"
    assert count("--language", "en") == 3 * damaged, "the French ones are judged"
    own_pack.write_text(PACK)
    assert count() == 2 * damaged
    (many / "n000.txt").write_text(DAMAGED * 2)
    assert count() == 2 * damaged + 2, "another content"
    os.replace(many / "n003.txt", many / "n003.md")
    assert count() == 2 * damaged + 2, "another kind of file"
    (many / "repair.toml").write_text(CONFIG + '[[suppress]]\nreason = "x"\nrule = "plain-word"\n')
    assert count() == damaged + 1, "another suppression"


def test_editing_a_word_list_changes_the_name_of_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from repair.rulebook import compiled, shelf

    shutil.copytree(shelf.RULES, tmp_path / "rules")
    monkeypatch.setattr(shelf, "RULES", str(tmp_path / "rules"))
    names = [compiled.rules_hash(shelf.built_in_files())]
    for kind in ("*.txt", "*.yaml"):
        for file in sorted((tmp_path / "rules").glob(kind)):
            file.write_bytes(file.read_bytes() + b"# \n")
            names.append(compiled.rules_hash(shelf.built_in_files()))
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("harm", ["noise", "truncated", "other table", "[[1, 2]]", "[[],[]]", "[[[1]],[2]]", "read-only", "folder"])
def test_a_harmed_cache_harms_nothing(many: Path, call: Call, harm: str) -> None:
    first = call("lint", "--format", "json").bytes
    (file,) = (many / ".cache").glob("article-repair/findings-*.sqlite")
    if harm == "noise":
        file.write_bytes(b"no database at all" * 1000)
    elif harm == "truncated":
        file.write_bytes(file.read_bytes()[:5000])
    elif harm == "folder":
        file.unlink()
        file.mkdir()
    elif harm == "read-only":
        file.chmod(0o400)
        file.parent.chmod(0o500)
    else:
        base = sqlite3.connect(file)
        if harm == "other table":
            base.execute("DROP TABLE findings")
        else:
            base.execute("UPDATE findings SET value = ?", (harm,))
        base.commit()
        base.close()
    try:
        assert call("lint", "--format", "json").bytes == first
        assert call("lint", "--format", "json").bytes == first
    finally:
        file.parent.chmod(0o700)


def test_runs_beside_each_other_do_not_disturb_each_other(many: Path, call: Call) -> None:
    from tests.cli.conftest import COMMAND

    first = call("lint", "--format", "json", "--no-cache").bytes
    runs = [
        subprocess.Popen([COMMAND, "lint", "--format", "json"], cwd=many, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for _ in range(4)
    ]
    assert [run.communicate()[0] for run in runs] == [first] * 4
    assert call("lint", "--format", "json").bytes == first


SLOW = """
pack: slow
stage: words
about: A rule that takes its time.
rules:
  - id: slow
    message: slow
    why: To see that no article takes longer than it may.
    checker: pattern
    with: {find: '(?:x{1,9}){1,9}(?:x{1,9}){1,9}(?:x{1,9}){1,9}(?:x{1,9}){1,9}(?:x{1,9}){1,9}y(?=z)'}
    safety: none
    examples:
      - bad: "[[xxxxxy]]z"
      - keep: xx
"""


@pytest.mark.needs("posix")
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_an_article_that_takes_too_long_is_skipped_and_the_others_are_not(many: Path, call: Call, jobs: str) -> None:
    (many / "slow.yaml").write_text(SLOW)
    (many / "repair.toml").write_text('rules = ["house.yaml", "slow.yaml"]\nselect = ["house", "slow"]\n')
    (many / "n030.txt").write_text("x" * 200 + "y it is.\n")
    (many / "n999.txt").unlink()
    for command in ("lint", "apply"):
        done = call(command, "--timeout", "2", "--jobs", jobs)
        assert done.code == 2
        assert done.err.count("took longer than 2 s; --timeout gives it more") == 1
        assert "n030.txt: " in done.err
        assert "n057.txt" in done.out


@pytest.mark.parametrize("arguments", [("--jobs", "0"), ("--jobs", "many"), ("--timeout", "-1"), ("--timeout", "nan")])
def test_what_is_no_effort(project: Path, call: Call, arguments: tuple[str, str]) -> None:
    done = call("lint", *arguments)
    assert done.code == 2
    assert "is no number" in done.err
