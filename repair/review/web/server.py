"""The server behind the pages: on this machine's loopback only, gone with the command."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable

import uvicorn

from repair.project.config import ConfigError
from repair.review.session import Session
from repair.review.web.app import Pages
from repair.review.web.guard import Secrets
from repair.review.writing import Wrote


def serve(session: Session, write: Callable[[], Wrote], port: int) -> None:
    """Serve until Ctrl-C, and read articles meanwhile. Raises `ConfigError` when the port is taken."""
    known = Secrets()
    listening = _listening(port)
    port = listening.getsockname()[1]
    pages = Pages(session, write, known)
    config = uvicorn.Config(pages.app(port), log_level="error", access_log=False, lifespan="off", server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    session.advance()  # what starts processes comes before what starts threads
    thread.start()
    print(f"http://127.0.0.1:{port}/{known.token}/\nopen this address in a browser on this machine; Ctrl-C ends the review", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        while session.advance(pages.alone):
            time.sleep(0)
        while thread.is_alive():
            thread.join(0.5)
    server.should_exit = True
    thread.join(2)


def _listening(port: int) -> socket.socket:
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(("127.0.0.1", port))
        found.listen(128)  # who comes before the server is up waits a moment
    except (OSError, OverflowError) as error:
        found.close()
        raise ConfigError(f"--port {port}: cannot be listened on: {getattr(error, 'strerror', None) or error}") from None
    return found
