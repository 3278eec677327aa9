"""`repair apply`, `undo` and `runs`: what is written, what is kept, what comes back."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import CLEAN, DAMAGED, REVIEWED, SAFE, Call


def test_writes_safe_fixes_and_says_so(project: Path, call: Call) -> None:
    (project / "b.txt").write_text(CLEAN)
    done = call("apply")
    assert done.code == 1, "a finding is left"
    assert (project / "a.txt").read_text() == SAFE
    first, last = done.out.splitlines()
    assert first == "a.txt: 1 fix (advert-line)"
    assert last.startswith("1 fix made in 1 of 2 articles, run 2")
    assert last.endswith("`repair undo` takes it back; 1 finding left, 1 with a fix to review: `repair diff`")
    assert sorted(path.name for path in project.iterdir() if path.suffix == ".txt") == ["a.txt", "b.txt"]


def test_safety_review_leaves_nothing(project: Path, call: Call) -> None:
    assert call("apply", "--safety", "review").code == 0
    assert (project / "a.txt").read_text() == REVIEWED
    before = (project / "a.txt").stat().st_mtime_ns
    assert "0 fixes made" in call("apply", "--safety", "review").out
    assert (project / "a.txt").stat().st_mtime_ns == before
    assert len(call("runs").out.splitlines()) == 1, "a run that changes nothing is none"


def test_safety_from_the_configuration(project: Path, call: Call) -> None:
    with (project / "repair.toml").open("a") as file:
        file.write('safety = "review"\n')
    call("apply")
    assert (project / "a.txt").read_text() == REVIEWED


def test_dry_run_writes_nothing(project: Path, call: Call) -> None:
    done = call("apply", "--dry-run")
    assert "1 fix would be made in 1 of 1 article" in done.out
    assert (project / "a.txt").read_text() == DAMAGED
    assert not (project / ".repair").exists()


def test_exit_codes(project: Path, call: Call) -> None:
    assert call("apply", "--dry-run", "--fail-on", "error").code == 0
    assert call("apply", "--dry-run", "--exit-zero").code == 0
    assert call("apply", "nowhere").code == 2


@pytest.mark.needs("posix")
def test_mode_is_kept_and_links_stay_links(project: Path, call: Call) -> None:
    (project / "a.txt").chmod(0o640)
    (project / "link.txt").symlink_to("a.txt")
    call("apply", "link.txt")
    assert (project / "link.txt").is_symlink()
    assert (project / "a.txt").read_text() == SAFE
    assert stat.S_IMODE((project / "a.txt").stat().st_mode) == 0o640


def test_standard_input_to_standard_output(project: Path, call: Call) -> None:
    done = call("apply", "-", stdin=DAMAGED.replace("\n", "\r\n").encode())
    assert done.bytes == SAFE.replace("\n", "\r\n").encode()
    assert done.code == 1
    assert "1 fix made" in done.err
    assert call("apply", "-", stdin=b"a zingping b").bytes == b"a zingping b"
    assert call("apply", "-", stdin=b"bin\0ary").bytes == b"bin\0ary"
    assert call("apply", "-", stdin=b"").bytes == b""
    assert call("apply", "-", "a.txt", stdin=b"x").code == 2
    assert not (project / ".repair").exists()


def test_undo_gives_the_bytes_back(project: Path, call: Call) -> None:
    texts = {
        "a.txt": b"\xef\xbb\xbfOne.\r\n\r\nAdvertisement\r\n\r\nThey utilise it.\rEnd",
        "b.txt": b"Advertisement",
        "c.txt": DAMAGED.encode(),
    }
    for name, data in texts.items():
        (project / name).write_bytes(data)
    call("apply", "--safety", "review")
    assert all((project / name).read_bytes() != data for name, data in texts.items())
    assert "3 articles would be taken back" in call("undo", "--dry-run").out
    done = call("undo")
    assert done.code == 0
    assert "3 articles taken back" in done.out
    assert {name: (project / name).read_bytes() for name in texts} == texts
    assert call("runs").out.rstrip().endswith("taken back")
    assert call("undo").code == 2


@pytest.mark.parametrize("codec", ["cp1252", "utf-16"])
def test_undo_in_other_encodings(project: Path, call: Call, codec: str) -> None:
    data = DAMAGED.replace("hall", "café").encode(codec)
    (project / "a.txt").write_bytes(data)
    call("apply", "--encoding", codec)
    assert (project / "a.txt").read_bytes() == SAFE.replace("hall", "café").encode(codec)
    call("undo")
    assert (project / "a.txt").read_bytes() == data


def test_undo_leaves_what_has_changed_since(project: Path, call: Call) -> None:
    for name in ("b.txt", "c.txt"):
        (project / name).write_text(DAMAGED)
    call("apply")
    (project / "a.txt").write_text("mine now")
    (project / "b.txt").unlink()
    done = call("undo")
    assert done.code == 1
    assert done.out.splitlines() == [
        "c.txt: taken back",
        "b.txt: left alone: has gone",
        "a.txt: left alone: has changed since the run",
        done.out.splitlines()[-1],
    ]
    assert (project / "a.txt").read_text() == "mine now"
    assert (project / "c.txt").read_text() == DAMAGED
    (project / "a.txt").write_text(SAFE)
    assert call("undo").out.startswith("c.txt: as before\n")
    assert (project / "a.txt").read_text() == DAMAGED


def test_undo_goes_back_run_by_run(project: Path, call: Call) -> None:
    call("apply")
    call("apply", "--safety", "review")
    newest, oldest = (line.split()[0] for line in call("runs").out.splitlines())
    assert call("undo", oldest).code == 1, "the later run is in its way"
    assert (project / "a.txt").read_text() == REVIEWED
    assert newest in call("undo").out
    assert (project / "a.txt").read_text() == SAFE
    assert call("undo").code == 0
    assert (project / "a.txt").read_text() == DAMAGED
    assert call("undo", "1999").code == 2


def test_undo_works_from_below(project: Path, call: Call) -> None:
    below = project / "below"
    below.mkdir()
    (below / "b.txt").write_text(DAMAGED)
    call("apply", "b.txt", cwd=below)
    assert (project / ".repair").is_dir()
    assert call("undo", cwd=below).out.startswith("b.txt: taken back")
    assert (below / "b.txt").read_text() == DAMAGED


def test_files_outside_of_the_project(project: Path, call: Call, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.txt"
    outside.write_text(DAMAGED)
    call("apply", "--config", "repair.toml", str(outside))
    assert outside.read_text() == SAFE
    assert call("undo").code == 0
    assert outside.read_text() == DAMAGED


def test_journal_can_be_read(project: Path, call: Call) -> None:
    call("apply")
    (path,) = (project / ".repair" / "runs").glob("*.jsonl")
    header, change, end = (json.loads(line) for line in path.read_text().splitlines())
    assert header["type"] == "run"
    assert header["tool"]["name"] == "repair"
    assert change["path"] == "a.txt"
    assert change["rules"] == {"advert-line": 1}
    assert change["edits"] == [[28, "Advertisement\n\n", "", ["advert-line"]]]
    assert end["type"] == "end"
    shown = call("runs", "--show", path.stem[:10]).out
    assert "a.txt: advert-line" in shown
    assert "28: 'Advertisement\\n\\n' → ''" in shown


def test_a_crash_leaves_a_journal_that_undo_understands(project: Path, call: Call) -> None:
    call("apply")
    (path,) = (project / ".repair" / "runs").glob("*.jsonl")
    (project / "a.txt").write_text(DAMAGED)  # as if the article had never been written
    with path.open("a") as file:
        file.write('{"type": "file", "pa')  # and the next line had been cut short
    done = call("undo")
    assert done.code == 0
    assert "a.txt: as before" in done.out


def test_damaged_journal_is_one_line(project: Path, call: Call) -> None:
    call("apply")
    (path,) = (project / ".repair" / "runs").glob("*.jsonl")
    path.write_text(path.read_text().splitlines()[0] + "\n{}\n")
    done = call("undo")
    assert done.code == 2
    assert "is damaged" in done.err


def test_journal_that_cannot_be_written_stops_the_run(project: Path, call: Call) -> None:
    (project / ".repair").write_text("in the way")
    done = call("apply")
    assert done.code == 2
    assert "cannot be written" in done.err
    assert (project / "a.txt").read_text() == DAMAGED


def test_journal_stays_out_of_git(project: Path, call: Call) -> None:
    call("apply")
    assert (project / ".repair" / "runs" / ".gitignore").read_text() == "*\n"
