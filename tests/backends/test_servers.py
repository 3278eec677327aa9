"""Servers of ours: started, found again, ended, and cleared away after a crash. Real ones, but for what cannot start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from repair.backends import servers
from repair.backends.client import Client
from repair.backends.installed import VERSION, jar, java
from repair.backends.keeper import BRIEF
from repair.problem import Problem
from tests.backends.conftest import alive
from tests.conftest import languagetool

real = pytest.mark.needs("languagetool", "posix")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = languagetool()
    if folder:
        monkeypatch.setenv("LTP_PATH", str(folder))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", BRIEF)


@pytest.fixture
def stays() -> Iterator[servers.Kept]:
    kept, _, _ = servers.start(600)
    yield kept
    servers.stop()
    assert not alive(kept.java)


def gone(process: int, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while alive(process) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(process)


@real
def test_a_server_stays_serves_every_run_and_ends_when_idle(stays: servers.Kept) -> None:
    again, server, now = servers.start(600)
    assert (again.java, now, server.release) == (stays.java, False, VERSION)
    with servers.serving() as used:
        assert used.url == stays.url
    assert servers.at(stays.url, 60).note == str(stays.note)
    assert alive(stays.java)
    # its note is touched whenever it is asked, so that it does not end under a long run
    os.utime(stays.note, (time.time() - 300,) * 2)
    Client(used, ["DT_DT"], 60).matches("It is.")
    assert os.stat(stays.note).st_mtime > time.time() - 200
    # and it ends when nobody asks
    os.utime(stays.note, (0, 0))
    assert gone(stays.java)
    assert gone(stays.keeper)
    assert servers.running() == []
    assert not list(servers.folder().glob("*.json*"))


@real
def test_a_server_ends_with_its_keeper() -> None:
    script = """
import sys
from repair.backends import servers
with servers.serving() as server:
    (kept,) = servers.running()
    print(kept.keeper, kept.java, flush=True)
    sys.stdin.read()
"""
    run = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert run.stdout
    keeper, process = map(int, run.stdout.readline().split())
    assert alive(process)
    os.kill(keeper, signal.SIGKILL)
    assert gone(keeper)
    assert servers.running() == []
    assert gone(process)
    run.communicate()


def test_without_java_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(Problem, match="needs Java 17 or later, and there is no java"), servers.serving():
        pass


@pytest.mark.needs("posix")
@pytest.mark.parametrize(("says", "told"), [('openjdk version "11.0.2"', "is Java 11"), ("hello", "does not say its version")])
def test_a_java_that_is_too_old_is_not_taken(says: str, told: str, monkeypatch: pytest.MonkeyPatch, program: Callable[..., Path]) -> None:
    program("java", f"echo '{says}' >&2")
    with pytest.raises(Problem, match=told):
        java()


def test_without_the_jar_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LTP_PATH", str(tmp_path))
    with pytest.raises(Problem, match="not installed; `repair languagetool install` fetches it"):
        jar()


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """Programs in place of the ones on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    def make(name: str, script: str) -> Path:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    return make


@pytest.mark.needs("posix")
def test_a_server_that_ends_at_once_is_told_with_its_last_words(
    program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program("java", 'case $1 in -version) echo \'openjdk version "17.0.1"\' >&2;; *) echo "Error: out of luck" >&2; exit 3;; esac')
    there = tmp_path / f"LanguageTool-{VERSION}"
    there.mkdir()
    (there / "languagetool-server.jar").touch()
    monkeypatch.setenv("LTP_PATH", str(tmp_path))
    with pytest.raises(Problem, match="LanguageTool did not start: Error: out of luck"):
        servers.start(60)
    assert list(servers.folder().glob("*.json*")) == []


@real
def test_a_port_in_use_is_said() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Problem, match=f"port {port} is in use"):
            servers.start(60, port)


@real
def test_a_note_that_is_none_is_cleared_away() -> None:
    servers.folder().mkdir(parents=True)
    note = servers.folder() / "staying.json"
    for text in ("", "[]", '{"keeper": 1, "java": 1, "port": 1, "idle": 0}'):
        note.write_text(text)
        assert servers.running() == []
        assert not note.exists()


@real
def test_the_package_finds_the_same_copy(tmp_path: Path) -> None:
    script = "import language_tool_python as l; t = l.LanguageTool('en-US'); print(len(t.check('This are a tests.'))); t.close()"
    environment = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", env=environment)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0
