"""The process that keeps a LanguageTool server: starts it, writes down where it is, and sees that it ends.

`python -m repair.backends.keeper NOTE JAVA JAR PORT IDLE PARENT` runs until the server ends, NOTE is gone, PARENT (0: none) is
gone, or nobody has touched NOTE for IDLE seconds (0: no matter). So a server outlives neither the run that it was
started for, however that run ends, nor the interest in it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

FRUGAL = ("-Xmx768m", "-XX:+UseSerialGC")
BRIEF = "-XX:TieredStopAtLevel=1"
"""Half the work for a server that lives for some minutes; one that lives for hours answers faster without."""
MARK = "-Drepair.note="
_STEP = 0.25
_GRACE = 3.0


def keep(note: str, java: str, jar: str, port: int, idle: float, parent: int) -> int:
    """Run the server; gives its exit code, 0 when it was we who ended it."""
    log = open(f"{note}.log", "wb")  # noqa: SIM115 - open as long as the server
    call = [
        java,
        *FRUGAL,
        *([BRIEF] if parent else []),
        f"{MARK}{note}",
        "-cp",
        jar,
        "org.languagetool.server.HTTPServer",
        "--port",
        str(port),
    ]
    server = subprocess.Popen(call, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=_with_us())
    # from here on a signal only ends the loop, so that the server always ends with us
    ended: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        ended.append(number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    with open(f"{note}.new", "w", encoding="utf-8") as out:
        json.dump({"keeper": os.getpid(), "java": server.pid, "port": port, "idle": idle, "parent": parent}, out)
    os.replace(f"{note}.new", note)
    while server.poll() is None:
        if ended or not _wanted(note, idle, parent):
            _end(server)
            _remove(note)
            _remove(f"{note}.log")
            return 0
        time.sleep(_STEP)
    _remove(note)  # but not the log, which says why it ended
    return server.returncode


def _wanted(note: str, idle: float, parent: int) -> bool:
    if parent and os.getppid() != parent:
        return False
    try:
        return not idle or time.time() - os.stat(note).st_mtime < idle
    except OSError:
        return False


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_GRACE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _with_us() -> Callable[[], None] | None:
    """On Linux, what makes the kernel kill the server when we are killed ourselves."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    try:
        control = ctypes.CDLL(None).prctl
    except (OSError, AttributeError):
        return None
    return lambda: control(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


if __name__ == "__main__":
    note, java, jar, port, idle, parent = sys.argv[1:]
    sys.exit(min(abs(keep(note, java, jar, int(port), float(idle), int(parent))), 125))
