"""Terminals, closed pipes, interrupts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, DAMAGED, Call


def at_a_terminal(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    """What a terminal shows of a call."""
    import pty

    main, side = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"} | (env or {})
    process = subprocess.Popen([COMMAND, *arguments], cwd=folder, stdout=side, stderr=side, stdin=side, env=environment)
    os.close(side)
    shown = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    process.wait()
    os.close(main)
    return shown.decode()


@pytest.mark.needs("posix")
def test_colour_only_at_a_terminal(project: Path, call: Call) -> None:
    for command in (["lint"], ["diff", "--word"]):
        assert "\033[" in at_a_terminal(project, *command)
        assert "\033[" not in at_a_terminal(project, *command, env={"NO_COLOR": "1"})
        assert "\033[" in at_a_terminal(project, *command, env={"NO_COLOR": ""})
        assert "\033[" not in call(*command).out
    assert "\033[3" not in at_a_terminal(project, "diff"), "a diff is for git"


@pytest.mark.needs("posix")
def test_reader_that_goes_away_is_no_error(project: Path) -> None:
    for number in range(300):
        (project / f"{number}.txt").write_text(DAMAGED * 5)
    for command in ("lint", "diff", "lint --format json"):
        process = subprocess.Popen([COMMAND, *command.split()], cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.needs("posix")
def test_closed_streams(project: Path) -> None:
    for command in ("lint", "diff", "apply --dry-run", "rules", "lint -", "apply -"):
        done = subprocess.run(f"{COMMAND} {command} >&- <&-", shell=True, cwd=project, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, done.stderr


@pytest.mark.needs("posix")
def test_without_a_standard_error_nothing_else_comes_out(project: Path) -> None:
    done = subprocess.run(f"{COMMAND} lint --format json none.txt 2>&-", shell=True, cwd=project, capture_output=True, check=False)
    assert done.returncode == 2
    assert [one["path"] for one in json.loads(done.stdout)["skipped"]] == ["none.txt"]


@pytest.mark.needs("posix")
def test_interrupt(project: Path) -> None:
    process = subprocess.Popen([COMMAND, "lint", "-"], cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(b"They utilise it.\n" * 100_000)  # more than a pipe holds: now it reads, and waits for the end
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, error = process.communicate()
    assert process.returncode == 130
    assert error == b""


@pytest.mark.needs("posix")
def test_full_disk_is_one_line(project: Path) -> None:
    with Path("/dev/full" if Path("/dev/full").exists() else os.devnull).open("wb") as full:
        done = subprocess.run([COMMAND, "lint"], cwd=project, stdout=full, stderr=subprocess.PIPE, check=False)
    if Path("/dev/full").exists():
        assert done.returncode == 2
        assert done.stderr == b"repair: the output cannot be written: No space left on device\n"


def test_runs_as_a_module(project: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "repair", "--version"], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("repair ")


@pytest.mark.parametrize("codec", ["cp1252", "cp437", "ascii"])
@pytest.mark.parametrize(
    "line", ["lint", "diff", "diff --word", "apply --dry-run --safety review", "lint --statistics", "lint --format github", "score"]
)
def test_a_console_that_cannot_write_all_characters(project: Path, call: Call, codec: str, line: str) -> None:
    (project / "Łódź.txt").write_text("Łódź — “日本” 🙂 they utilise it.\n", encoding="utf-8")
    done = call(*line.split(), env={"PYTHONIOENCODING": codec, "PYTHONUTF8": "0"})
    assert done.code in (0, 1)
    assert b"Traceback" not in done.bytes + done.err.encode()
    if line == "lint":
        shown = done.bytes.decode(codec)
        assert "plain-word" in shown
        assert "\\u65e5" in shown, "what the console cannot show is spelt out"


def test_processes_that_are_not_split_off_find_the_same(project: Path, call: Call) -> None:
    """As on systems where a process begins anew."""
    for number in range(30):
        (project / f"n{number}.txt").write_text(f"They utilise it {number} times.\n", encoding="utf-8")
    for line in (["lint", "--format", "json", "--exit-zero"], ["score", "--format", "json"]):
        anew = (
            "import multiprocessing, sys; from repair.cli.main import main; "
            "multiprocessing.get_all_start_methods = lambda: ['spawn']; "
            f"sys.exit(main({[*line, '--no-cache', '--jobs', '2']!r}))"
        )
        done = subprocess.run([sys.executable, "-c", anew], cwd=project, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout == call(*line, "--no-cache", "--jobs", "1").bytes


def test_files_are_written_where_an_open_file_cannot_be_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from repair.journal import atomic

    monkeypatch.setattr(atomic, "fcntl", None)
    opened: list[object] = []
    fdopen, rename, unlink = os.fdopen, os.replace, os.unlink

    def free() -> None:
        assert all(getattr(file, "closed", False) for file in opened)

    monkeypatch.setattr(os, "fdopen", lambda *arguments: (opened.append(fdopen(*arguments)), opened[-1])[1])
    monkeypatch.setattr(os, "replace", lambda *arguments: (free(), rename(*arguments))[1])
    monkeypatch.setattr(os, "unlink", lambda *arguments: (free(), unlink(*arguments))[1])
    article = tmp_path / "a.txt"
    article.write_text("before")
    atomic.replace(str(article), b"before", b"after")
    assert article.read_text() == "after"
    with pytest.raises(atomic.Refused):
        atomic.replace(str(article), b"before", b"again")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
