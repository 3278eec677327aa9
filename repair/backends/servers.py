"""LanguageTool servers of ours on this machine: one that stays, and those that serve one run.

Each has a note in the user's state folder that says which processes it is. Whoever looks clears away what was left by a
crash: a note without a server, and a server without a keeper.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from repair.backends.client import NoAnswer, Server, probe
from repair.backends.installed import jar, java
from repair.backends.keeper import MARK
from repair.problem import Problem
from repair.text.named import NamedTuple

STARTING = 90.0
STAYING = "staying"
_TRIES = 3
_SOURCES = str(Path(__file__).resolve().parent.parent.parent)


class Kept(NamedTuple):
    """A server of ours that runs: its note, its processes, its address."""

    note: Path
    keeper: int
    java: int
    port: int
    idle: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def folder() -> Path:
    """Where the notes stand."""
    base = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    return Path(base, "article-repair", "languagetool")


def staying() -> Kept | None:
    """The server that stays, if it runs. Clears away what crashes left."""
    return next((kept for kept in running() if kept.note.name == f"{STAYING}.json"), None)


def running() -> list[Kept]:
    """All servers of ours that run and are kept. Clears away what crashes left."""
    found = []
    for note in sorted(folder().glob("*.json")):
        kept = _read(note)
        if kept is not None and _is(kept.keeper, str(note)):
            found.append(kept)
            continue
        if kept is not None and _is(kept.java, f"{MARK}{note}"):
            with contextlib.suppress(OSError):
                os.kill(kept.java, signal.SIGKILL)
        for path in (note, note.with_name(f"{note.name}.log")):
            with contextlib.suppress(OSError):
                path.unlink()
    return found


def start(idle: float, port: int = 0) -> tuple[Kept, Server, bool]:
    """The server that stays, what it says it is, and whether it was started now. Raises `Problem`, `NoAnswer`."""
    with _one_at_a_time():
        kept = staying()
        if kept is not None:
            return kept, _probed(kept), False
        return *_start(STAYING, idle, port, stays=True), True


def at(url: str, seconds: float) -> Server:
    """The server at this address, known for one of ours when it is. Raises `NoAnswer`."""
    server = probe(url, seconds)
    note = next((str(kept.note) for kept in running() if kept.url == url), "")
    return server._replace(note=note)


@contextmanager
def serving() -> Iterator[Server]:
    """A server for one run: the one that stays, when it runs, else one that ends with the run. Raises `Problem`, `NoAnswer`."""
    kept = staying()
    if kept is not None:
        yield _probed(kept)
        return
    kept, server = _start(f"run-{os.getpid()}-{time.monotonic_ns()}", 0, 0, stays=False)
    try:
        yield server
    finally:
        end(kept)


def stop() -> bool:
    """End the server that stays; False when there was none."""
    kept = staying()
    if kept is None:
        return False
    end(kept)
    return True


def end(kept: Kept) -> None:
    """End a server, and wait until it has ended."""
    with contextlib.suppress(OSError):
        os.kill(kept.keeper, signal.SIGTERM)
    until = time.monotonic() + 10
    while time.monotonic() < until and _is(kept.java, f"{MARK}{kept.note}"):
        _reap(kept.keeper)
        time.sleep(0.05)
    with contextlib.suppress(OSError):
        kept.note.unlink()
    until = time.monotonic() + 2
    while time.monotonic() < until and not _reap(kept.keeper) and _is(kept.keeper, str(kept.note)):
        time.sleep(0.05)


def _probed(kept: Kept) -> Server:
    with contextlib.suppress(OSError):
        os.utime(kept.note)
    return probe(kept.url, STARTING)._replace(note=str(kept.note))


def _start(name: str, idle: float, port: int, stays: bool) -> tuple[Kept, Server]:
    if os.name != "posix":
        raise Problem("on this system repair starts no LanguageTool; start one yourself and name its address: --languagetool URL")
    program, archive = java(), jar()
    place = folder()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Problem(f"{error.filename} cannot be written: {error.strerror}") from None
    if port:
        _free(port)
    note = place / f"{name}.json"
    said = ""
    for _ in range(1 if port else _TRIES):  # somebody else may take the free port before the server does
        keeper = _keeper(note, program, str(archive), port or _free(), idle, 0 if stays else os.getpid())
        try:
            kept = _up(note, keeper)
            if kept is not None:
                return kept, _ready(kept, keeper)
        except BaseException:
            keeper.terminate()
            keeper.wait()
            raise
        said = _last_words(note)
    raise Problem(f"LanguageTool did not start: {said}")


def _keeper(note: Path, program: str, archive: str, port: int, idle: float, parent: int) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-m", "repair.backends.keeper", str(note), program, archive, str(port), f"{idle:g}", str(parent)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (_SOURCES, os.environ.get("PYTHONPATH"))))}
    quiet = subprocess.DEVNULL
    # a session of its own: Ctrl-C at the terminal is for us, and we end the server when we end
    return subprocess.Popen(call, stdin=quiet, stdout=quiet, stderr=quiet, env=environment, cwd="/", start_new_session=True)


def _up(note: Path, keeper: subprocess.Popen[bytes]) -> Kept | None:
    """The server's note as soon as something listens; None when the server ended instead."""
    until = time.monotonic() + STARTING
    while time.monotonic() < until and keeper.poll() is None:
        kept = _read(note)
        if kept is not None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", kept.port), 1):
                return kept
        time.sleep(0.05)
    if keeper.poll() is None:
        raise Problem(f"LanguageTool did not start within {STARTING:g} s")
    return None


def _ready(kept: Kept, keeper: subprocess.Popen[bytes]) -> Server:
    server = _probed(kept)
    if keeper.poll() is not None:
        raise NoAnswer("backend-missing", "LanguageTool ended as soon as it had started")
    return server


def _last_words(note: Path) -> str:
    log = note.with_name(f"{note.name}.log")
    try:
        lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
        log.unlink()
    except OSError:
        lines = []
    telling = [line for line in lines if "Exception" in line or "rror" in line]
    return (telling or lines or ["it ended without a word"])[0][:300]


def _read(note: Path) -> Kept | None:
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        return Kept(note, int(told["keeper"]), int(told["java"]), int(told["port"]), float(told["idle"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is(process: int, word: str) -> bool:
    """True when this process runs and has the word in its command line: a number may have been given to another since."""
    try:
        line = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        return os.fsencode(word) in line
    except FileNotFoundError:
        if os.path.isdir("/proc/self"):
            return False
    except OSError:
        return False
    try:
        told = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(process)], capture_output=True, check=False)
    except OSError:
        return False
    return os.fsencode(word) in told.stdout


def _reap(process: int) -> bool:
    """True when this was a child of ours that has ended."""
    try:
        return os.waitpid(process, os.WNOHANG)[0] == process
    except OSError:
        return False


def _free(port: int = 0) -> int:
    """A free port, or this one. Raises `Problem` when it is not free."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError as error:
            raise Problem(f"port {port} is in use or not for us ({error.strerror}); leave --port out for a free one") from None
        found: int = one.getsockname()[1]
        return found


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    try:
        import fcntl
    except ImportError:
        raise Problem("on this system no server is looked after; start one yourself, and give --languagetool its address") from None
    place = folder()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = open(place / "lock", "wb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise Problem(f"{error.filename} cannot be written: {error.strerror}") from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
