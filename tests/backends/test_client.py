"""What is asked of a server, and what becomes of servers that are none, with programs that stand in for them."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from repair.backends.client import Client, NoAnswer, Server, base, probe

SOFTWARE = {"name": "LanguageTool", "version": "6.8", "buildDate": "then"}


@contextmanager
def listening(speak: Callable[[socket.socket], None]) -> Iterator[str]:
    """A program on a port of this machine, that deals with each connection in its way."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    try:
                        speak(connection)
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


def saying(answer: bytes, status: str = "200 OK") -> Callable[[socket.socket], None]:
    """A program that gives one answer to whatever it is asked."""

    def speak(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(answer), answer))

    return speak


def silent(connection: socket.socket) -> None:
    time.sleep(30)


def dribbling(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1000):
        connection.sendall(b" ")
        time.sleep(0.05)


def fault(url: str, seconds: float = 5.0) -> NoAnswer:
    with pytest.raises(NoAnswer) as caught:
        probe(url, seconds)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("localhost:8081/", "http://localhost:8081"),
        (" https://lt.example.org/v2/ ", "https://lt.example.org"),
        ("https://example.org/tool/v2/check", "https://example.org/tool"),
    ],
)
def test_addresses_are_understood_however_they_are_written(written: str, meant: str) -> None:
    assert base(written) == meant


@pytest.mark.parametrize("written", ["", "ftp://example.org", "http://", "http://a:port", "http://a/?b=c", "file:///etc/passwd"])
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        base(written)


def test_nothing_at_the_address() -> None:
    with socket.socket() as taken:  # but not listened on: nobody else gets this port meanwhile
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        error = fault(f"http://127.0.0.1:{port}")
    assert (error.code, str(error)) == ("backend-missing", f"LanguageTool at 127.0.0.1:{port} cannot be reached: connection refused")


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>It works!</html>",
        b"[]",
        b"{}",
        b"null",
        b'{"software": {"name": "Another"}, "matches": []}',
        b'{"software": {"name": "LanguageTool"}}',
        b"[" * 100_000,
    ],
)
def test_another_program_at_the_address(answer: bytes) -> None:
    with listening(saying(answer)) as url:
        error = fault(url)
    assert (error.code, str(error)) == ("backend-foreign", f"what answers at {url[7:]} is no LanguageTool server")


def test_another_program_that_refuses() -> None:
    with listening(saying(b"<html>no such page</html>", "404 Not Found")) as url:
        assert fault(url).code == "backend-foreign"


def test_a_program_that_speaks_no_http() -> None:
    with listening(lambda connection: connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")) as url:
        assert fault(url).code in ("backend-foreign", "backend-missing")  # it may hang up before it was asked


@pytest.mark.parametrize("speak", [silent, dribbling])
def test_a_program_that_takes_too_long(speak: Callable[[socket.socket], None]) -> None:
    with listening(speak) as url:
        error = fault(url, 0.3)
    assert (error.code, error.lasting) == ("backend-timeout", False)
    assert str(error) == f"LanguageTool at {url[7:]} gave no answer within 0.3 s"


def test_a_proxy_is_not_asked_for_the_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with listening(saying(json.dumps({"software": SOFTWARE, "matches": []}).encode())) as url:
        assert probe(url, 5).release == "6.8"


def test_the_package_is_named_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "language_tool_python", None)
    with pytest.raises(NoAnswer, match=r"article-repair\[languagetool\]") as caught:
        Client(Server("http://127.0.0.1:9", "6.8"), ["DT_DT"], 1)
    assert (caught.value.code, caught.value.lasting) == ("missing-extra", True)


def test_the_package_is_imported_only_when_a_server_is_asked() -> None:
    import subprocess

    asked = "import sys, repair.backends.languagetool, repair.cli.languagetool; print('language_tool_python' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True).stdout == b"False\n"
