"""A real LanguageTool server for all tests, and something between it and us that spoils what it says."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest

from repair.backends.client import Server
from repair.backends.keeper import BRIEF
from repair.backends.servers import Kept, running, serving, start, stop
from tests.conftest import languagetool as installed

ROUND = """They said that the the a thing was done.

The mayor told reporters that the council was forced to chose between two plans, and the crowd went home before the rain came.

It was a long day for the town. However it was worth the wait, the shopkeepers agreed as they swept the square.
"""
"""An article with an error that LanguageTool knows: `to chose`; and a sentence that lacks a comma."""


class Started(NamedTuple):
    """A real server, and its processes."""

    server: Server
    kept: Kept


@contextmanager
def state(folder: Path) -> Iterator[None]:
    """Servers are written down in this folder; LanguageTool is where the tests have it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        patch.setenv("LTP_PATH", str(installed()))
        patch.setenv("JAVA_TOOL_OPTIONS", BRIEF)  # all of them are short of life here
        yield


@contextmanager
def started(folder: Path) -> Iterator[Started]:
    """A server of one's own, for what it does not survive."""
    with state(folder), serving() as server:
        (kept,) = (one for one in running() if one.url == server.url)
        yield Started(server, kept)


@pytest.fixture(scope="session")
def languagetool(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Started:
    """The server that all workers share: whoever is first starts it, and the session ends it."""
    base = tmp_path_factory.getbasetemp()
    with state(_shared(base if worker_id == "master" else base.parent)):
        kept, server, _ = start(600)
    return Started(server, kept)


def pytest_sessionfinish(session: pytest.Session) -> None:
    factory = getattr(session.config, "_tmp_path_factory", None)
    if factory and not hasattr(session.config, "workerinput"):
        folder = _shared(factory.getbasetemp())
        if folder.exists():
            with state(folder):
                stop()


def _shared(base: Path) -> Path:
    return base / "languagetool"


@contextmanager
def between(url: str, spoil: Callable[[int, bytes], bytes | None]) -> Iterator[str]:
    """The address of a server that hands on what the one at `url` says, spoilt; `None` is to hang up.

    `spoil` is told how many texts were checked before and what the answer is.
    """
    checked: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._hand_on(None)

        def do_POST(self) -> None:
            self._hand_on(self.rfile.read(int(self.headers["Content-Length"])))

        def _hand_on(self, data: bytes | None) -> None:
            with urlopen(f"{url}{self.path}", data, 60) as response:
                answer: bytes | None = response.read()
            if data is not None and answer is not None:
                checked.append(data)
                answer = spoil(len(checked) - 1, answer)
            if answer is None:
                self.close_connection = True
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def alive(process: int) -> bool:
    """True while a process runs (one that only waits to be reaped does not)."""
    try:
        with open(f"/proc/{process}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[0] != b"Z"
    except FileNotFoundError:
        if os.path.isdir("/proc/self"):
            return False
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True
