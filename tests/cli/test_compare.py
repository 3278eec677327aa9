"""`repair compare`: the gate between any rewriting service and a publication."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Call, Here

BEFORE = "The ferry  sailed on Monday.\n\nIts owners utilise three boats, Ann Holm said.\n"
AFTER = "The ferry sailed on Friday.\n\nIts owners use three boats, Ann Holm said.\n"
WORDED = BEFORE.replace("utilise", "use")


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(BEFORE)
    (tmp_path / "b.txt").write_text(AFTER)
    return tmp_path


def test_report_and_exit_code(pair: Path, here: Here) -> None:
    done = here("compare", "a.txt", "b.txt")
    assert done.code == 1
    assert 'a.txt:1:22: error changed-fact: changes the date "Monday" to "Friday"' in done.out
    assert "`repair compare --diff`" in done.out
    (pair / "b.txt").write_text(WORDED)
    assert here("compare", "a.txt", "b.txt").code == 0, "wording alone passes the gate"
    assert here("compare", "a.txt", "b.txt", "--fail-on", "info").code == 1
    assert here("compare", "a.txt", "b.txt", "--fail-on", "info", "--exit-zero").code == 0
    assert here("compare", "a.txt", "a.txt").out == "nothing found in 1 article\n"


def test_json(pair: Path, here: Here) -> None:
    record = json.loads(here("compare", "--format", "json", "a.txt", "b.txt").out)
    assert record["summary"] == {"articles": 1, "findings": 3, "fixable": 3, "safe": 1}
    assert [finding["rule"] for finding in record["articles"][0]["findings"]] == ["changed-spacing", "changed-fact", "changed-wording"]
    for finding in record["articles"][0]["findings"]:
        for edit in finding["fixes"][0]["edits"]:
            assert BEFORE[edit["start"] : edit["end"]] == edit["old"]


@pytest.mark.parametrize("name", ["jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle", "html"])
def test_every_format(pair: Path, here: Here, name: str) -> None:
    done = here("compare", "--format", name, "a.txt", "b.txt")
    assert done.code == 1
    assert "changed-fact" in done.out


@pytest.mark.parametrize(
    ("options", "outcome"),
    [
        ((), BEFORE.replace("  ", " ")),
        (("--safety", "review"), WORDED.replace("  ", " ")),
        (("--safety", "review", "--facts"), AFTER),
        (("--safety", "review", "--select", "changed-wording"), WORDED),
        (("--safety", "review", "--ignore", "changed-spacing"), WORDED),
    ],
)
@pytest.mark.needs("git")
def test_apply_and_diff_do_the_same_and_undo_takes_it_back(pair: Path, here: Here, options: tuple[str, ...], outcome: str) -> None:
    safety = options if "--safety" in options else (*options, "--safety", "safe")
    patch = here("compare", "--diff", *safety, "a.txt", "b.txt").bytes
    done = here("compare", "--apply", *options, "a.txt", "b.txt")
    assert (pair / "a.txt").read_text() == outcome
    assert done.code == (0 if "--facts" in options or "--select" in options else 1)
    assert ("change of fact left out" in done.err) == ("--facts" not in options and "--select" not in options)
    assert here("undo").code == 0
    assert (pair / "a.txt").read_text() == BEFORE
    subprocess.run(["git", "apply", "-"], input=patch, cwd=pair, check=True)
    assert (pair / "a.txt").read_text() == outcome


def test_what_is_left_is_said(pair: Path, here: Here) -> None:
    assert "1 change of fact left out; --facts takes it too" in here("compare", "--diff", "a.txt", "b.txt").err
    assert here("compare", "--diff", "--check", "a.txt", "b.txt").code == 1
    assert "[-utilise-]{+use+}" in here("compare", "--diff", "--word", "a.txt", "b.txt").out
    done = here("compare", "--apply", "--dry-run", "a.txt", "b.txt")
    assert done.out == "1 change would be made in 1 of 1 article; 2 left\n"
    assert (pair / "a.txt").read_text() == BEFORE


def test_onto(pair: Path, here: Here) -> None:
    (pair / "c.txt").write_text("News.\n\n" + BEFORE.replace("The ferry  sailed", "The boat sailed"))
    done = here("compare", "a.txt", "b.txt", "--onto", "c.txt")
    assert done.code == 1
    assert "c.txt:5:12: info changed-wording" in done.out
    assert "warning unplaced: take out a space: not placed" in done.out
    here("compare", "a.txt", "b.txt", "--onto", "c.txt", "--apply", "--safety", "review")
    assert "use three boats" in (pair / "c.txt").read_text()
    assert (pair / "a.txt").read_text() == BEFORE


def test_folders(pair: Path, here: Here) -> None:
    for folder, text in (("old", BEFORE), ("new", AFTER)):
        (pair / folder / "deep").mkdir(parents=True)
        (pair / folder / "deep" / "one.txt").write_text(text)
        (pair / folder / "two.txt").write_text("The same.\n")
    (pair / "old" / "gone.txt").write_text("It is gone.\n")
    (pair / "new" / "extra.txt").write_text("It is new.\n")
    done = here("compare", "old", "new")
    assert done.code == 2
    assert "old/deep/one.txt:1:22: error" in done.out
    assert "new/gone.txt: cannot be read" in done.err
    assert "new/extra.txt: there is none in old" in done.err
    (pair / "old" / "gone.txt").unlink()
    (pair / "new" / "extra.txt").unlink()
    assert here("compare", "old", "new").code == 1
    assert "2 changes made in 1 of 2 articles" in here("compare", "old", "new", "--apply", "--safety", "review").out
    assert (pair / "old" / "deep" / "one.txt").read_text() == WORDED.replace("  ", " ")


def test_standard_input(pair: Path, here: Here) -> None:
    assert "a.txt:1:22: error" in here("compare", "a.txt", "-", stdin=AFTER.encode()).out
    done = here("compare", "-", "b.txt", "--apply", "--safety", "review", stdin=BEFORE.encode())
    assert done.bytes.decode() == WORDED.replace("  ", " ")
    assert "2 changes made" in done.err
    assert here("compare", "-", "-").code == 2


def test_the_file_keeps_its_spelling(pair: Path, here: Here) -> None:
    (pair / "a.txt").write_bytes(b"\xef\xbb\xbf" + BEFORE.replace("\n", "\r\n").encode())
    (pair / "b.txt").write_bytes(AFTER.rstrip("\n").encode())
    assert here("compare", "a.txt", "b.txt", "--apply", "--safety", "review", "--facts").code == 0
    assert (pair / "a.txt").read_bytes() == b"\xef\xbb\xbf" + AFTER.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("b.txt", b"\0\1\2", "not a text file"),
        ("b.txt", b"caf\xe9", "is not utf-8"),
        ("b.html", b"<p>Hello</p>", "another kind of document"),
        (
            "b.txt",
            "Die Fähre fuhr am Montag wieder zu der Insel, und der Kapitän war mit der Fahrt sehr zufrieden. Das Wetter war gut.\n".encode()
            * 9,
            "not English",
        ),
    ],
)
def test_what_cannot_be_compared_says_so_in_one_line(pair: Path, here: Here, name: str, data: bytes, words: str) -> None:
    (pair / name).write_bytes(data)
    done = here("compare", "a.txt", name)
    assert done.code == 2
    assert words in done.err
    assert done.err.count("\n") == 1
    assert here("compare", "--apply", "a.txt", name).code == 2
    assert (pair / "a.txt").read_text() == BEFORE


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("a.txt", "none.txt"), "no such file"),
        (("a.txt", "."), "files are compared with files"),
        (("a.txt", "b.txt", "--word"), "--word goes with --diff"),
        (("a.txt", "b.txt", "--apply", "--format", "json"), "--format is for reports"),
        (("a.txt", "b.txt", "--select", "changed-facts"), 'did you mean "changed-fact"?'),
        (("a.txt", "b.txt", "--format", "json=b.txt"), "is read by this run"),
        (("a.txt", "b.txt", "--diff", "--output-file", "b.txt"), "is read by this run"),
    ],
)
def test_wrong_calls(pair: Path, here: Here, options: tuple[str, ...], words: str) -> None:
    done = here("compare", *options)
    assert done.code == 2
    assert words in done.err
    assert (pair / "b.txt").read_text() == AFTER


def test_empty_files(pair: Path, here: Here) -> None:
    (pair / "e.txt").write_bytes(b"")
    assert here("compare", "e.txt", "e.txt").code == 0
    assert here("compare", "e.txt", "b.txt").code == 1
    here("compare", "e.txt", "b.txt", "--apply", "--safety", "review", "--facts")
    assert (pair / "e.txt").read_text() == AFTER


def test_an_old_code_page_says_what_it_cannot_hold(pair: Path, here: Here) -> None:
    (pair / "b.txt").write_bytes(BEFORE.replace("utilise", "“use”").encode("cp1252"))
    done = here("compare", "--encoding", "latin-1", "--apply", "--safety", "review", "--facts", "a.txt", "b.txt")
    assert done.code == 0, "bytes that are read as control characters come back as they were"
    (pair / "a.txt").write_bytes(BEFORE.encode("ascii"))
    (pair / "b.txt").write_text(BEFORE.replace("utilise", "use ★"))
    assert here("compare", "--encoding", "ascii", "a.txt", "b.txt").code == 2


def test_a_missing_part_is_named(pair: Path, call: Call) -> None:
    (pair / "lame" / "diff_match_patch").mkdir(parents=True)
    (pair / "lame" / "diff_match_patch" / "__init__.py").write_text("raise ImportError")
    done = call("compare", "a.txt", "b.txt", env={"PYTHONPATH": str(pair / "lame")})
    assert done.code == 2
    assert done.err == "repair: comparing needs an extra: pip install 'article-repair[rewrite]'\n"


def test_rules_are_explained(here: Here) -> None:
    assert "says something else" in " ".join(here("explain", "changed-fact").out.split())
