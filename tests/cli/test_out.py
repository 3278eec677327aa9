"""`repair apply --out`: repaired copies in a folder of their own."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import CLEAN, DAMAGED, SAFE, Here

HTML = "<p>The council met.</p>\n<p>Advertisement</p>\n<p>It rained.</p>\n"
GERMAN = "Der Rat hat am Montag getagt, und die Brücke wird nun doch nicht gebaut, wie er sagte. " * 3


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def crawl(project: Path) -> Path:
    """A folder with a file of every kind: damaged, sound, foreign, broken."""
    folder = project / "crawl"
    (folder / "deep").mkdir(parents=True)
    line = json.dumps({"n": 1, "text": DAMAGED}) + "\n"
    (folder / "a.txt").write_text(DAMAGED)
    (folder / "b.html").write_text(HTML)
    (folder / "deep" / "c.md").write_text("# Council\n\nAdvertisement\n\nIt met.\n")
    (folder / "d.jsonl").write_text(line * 3)
    (folder / "deep" / "e.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    (folder / "clean.txt").write_text(CLEAN)
    (folder / "clean.jsonl").write_text(json.dumps({"text": CLEAN}))
    (folder / "german.txt").write_text(GERMAN)
    (folder / "binary.txt").write_bytes(b"a\0b")
    (folder / "broken.jsonl.gz").write_bytes(gzip.compress(line.encode())[:-9])
    return folder


def out(here: Here, *more: str) -> tuple[int, str, str]:
    done = here("apply", "crawl", "--field", "text", "--select", "advert-line", "--out", "clean", *more)
    return done.code, done.out, done.err


def test_copies_are_repaired_and_the_files_stay(project: Path, crawl: Path, here: Here) -> None:
    before = tree(crawl)
    code, told, _ = out(here)
    assert code == 2, "broken.jsonl.gz and binary.txt"
    assert "7 fixes made" in told
    assert tree(crawl) == before
    after = tree(project / "clean")
    assert set(after) == {f"crawl/{name}" for name in before}, "every file of the run, also those left as they are"
    same = {name for name in before if after[f"crawl/{name}"] == before[name]}
    assert same == {"clean.txt", "clean.jsonl", "german.txt", "binary.txt", "broken.jsonl.gz"}
    assert after["crawl/a.txt"].decode() == SAFE
    assert json.loads(gzip.decompress(after["crawl/deep/e.jsonl.gz"]))["text"] == SAFE
    here("apply", "crawl", "--field", "text", "--select", "advert-line")
    assert {f"crawl/{name}": data for name, data in tree(crawl).items()} == after, "the same bytes as in place"


def test_a_second_time_nothing_is_written_over(project: Path, crawl: Path, here: Here) -> None:
    out(here)
    first = {path: path.stat().st_mtime_ns for path in (project / "clean").rglob("*") if path.is_file()}
    out(here)
    assert {path: path.stat().st_mtime_ns for path in (project / "clean").rglob("*") if path.is_file()} == first
    (project / "clean" / "crawl" / "a.txt").write_text("mine")
    (project / "clean" / "crawl" / "clean.txt").write_text("mine")
    code, _, err = out(here)
    assert code == 2
    for name in ("a.txt", "clean.txt"):
        assert f"crawl/{name}: left as it is: the copy is not written: another file is there already" in err
        assert (project / "clean" / "crawl" / name).read_text() == "mine"


def test_undo_makes_the_copies_what_the_files_are(project: Path, crawl: Path, here: Here) -> None:
    out(here)
    assert here("runs").out.count("\n") == 1
    shown = here("runs", "--show", "2").out
    assert "clean/crawl/a.txt: advert-line" in shown
    assert here("undo").code == 0
    assert tree(project / "clean") == {f"crawl/{name}": data for name, data in tree(crawl).items()}


@pytest.mark.parametrize("where", ["crawl", "crawl/deep/new", ".", "crawl/a.txt", ""])
def test_a_folder_that_is_read_is_refused(project: Path, crawl: Path, here: Here, where: str) -> None:
    before = tree(project)
    done = here("apply", "crawl", "--out", where)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("repair: --out")
    assert tree(project) == before


def test_names_that_lead_elsewhere_are_refused(project: Path, crawl: Path, here: Here, tmp_path_factory: pytest.TempPathFactory) -> None:
    done = here("apply", "../a.txt", "--out", "../new", cwd=crawl)
    assert done.code == 2
    assert "../a.txt lies outside of the working folder" in done.err
    assert here("apply", "-", "--out", "new").code == 2
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project / "clean").mkdir()
    os.symlink(elsewhere, project / "clean" / "crawl")
    done = here("apply", "crawl", "--out", "clean")
    assert done.code == 2
    assert "a link leads out of the folder of --out" in done.err
    assert not [path for path in elsewhere.rglob("*") if path.is_file()]


def test_a_pattern_in_quotation_marks_means_files(project: Path, crawl: Path, here: Here) -> None:
    told = json.loads(here("lint", "crawl/**/[a-e].*", "--select", "house", "--format", "json").out)
    assert [one["path"] for one in told["articles"]] == [
        f"crawl/{name}" for name in ("a.txt", "b.html", "d.jsonl", "d.jsonl", "d.jsonl", "deep/c.md", "deep/e.jsonl.gz")
    ]
    (crawl / "odd[1].txt").write_text(DAMAGED)
    assert "crawl/odd[1].txt:3:1" in here("lint", "crawl/odd[1].txt", "--select", "house").out
    assert "no such file or folder" in here("lint", "crawl/*.none").err


def test_a_dry_run_makes_no_folder(project: Path, crawl: Path, here: Here) -> None:
    out(here, "--dry-run")
    assert not (project / "clean").exists()


def test_stopped_and_gone_on_with(project: Path, crawl: Path, here: Here) -> None:
    out(here)
    wanted = tree(project / "clean")
    (path,) = (project / ".repair" / "runs").glob("*.jsonl")
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:-1]))  # as if it had been stopped before its end
    gone = ("crawl/d.jsonl", "crawl/german.txt")
    for name in gone:
        (project / "clean" / name).unlink()
    done = here("apply", "--resume")
    assert "done before" in done.err
    assert tree(project / "clean") == wanted
    assert here("undo").code == 0
    assert tree(project / "clean") == {f"crawl/{name}": data for name, data in tree(crawl).items()}
