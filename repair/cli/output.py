"""Where a command writes: standard output or a file, as bytes or as text, in colour or not."""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Iterator
from contextlib import contextmanager
from typing import IO

from repair.project.config import ConfigError


def spared(path: str | None, inputs: Container[str]) -> None:
    """Raise `ConfigError` when the file to be written is one of these that the run reads, or settings."""
    if path is not None and os.path.realpath(path) in inputs:
        raise ConfigError(f"{path}: is read by this run; what is written there would overwrite it")


@contextmanager
def opened(path: str | None, inputs: Container[str] = ()) -> Iterator[IO[bytes]]:
    """The file named by `--output-file`, or standard output; raises `ConfigError` when it cannot be written.

    `inputs` are the files, without links, that it must not be.
    """
    spared(path, inputs)
    if path is None:
        if sys.stdout is None:
            raise ConfigError("standard output is closed")
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        file = open(path, "wb")  # noqa: SIM115 - closed below, after the body
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from None
    with file:
        yield file


def terminal_encoding() -> str:
    """What text for people is written in."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def coloured(path: str | None = None) -> bool:
    """True when standard output is a terminal that wants colour."""
    return (
        path is None
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
        and sys.stdout is not None
        and sys.stdout.isatty()
    )


def width(path: str | None = None) -> int:
    """How many columns a line may have."""
    if os.environ.get("COLUMNS", "").isdigit():
        return max(40, int(os.environ["COLUMNS"]))
    try:
        return max(40, os.get_terminal_size(1).columns) if path is None else 100
    except OSError:
        return 100


def said(message: str) -> None:
    """Say a line to people on standard error; names of files in it steer neither a terminal nor a CI runner."""
    from repair.report.visible import visible

    print(f"repair: {logged(visible(message))}", file=sys.stderr)


def logged(text: str) -> str:
    """Text for the log of a run; in GitHub Actions nothing in it is taken for a command."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return text
    from repair.report.github import unsteered

    return unsteered(text)


class _Line:
    """The line about what goes on: at most one stands on standard error, and goes before anything else is said."""

    def __init__(self) -> None:
        self._stands = False

    def show(self, text: str) -> None:
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
        self._stands = True

    def clear(self) -> None:
        if self._stands:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self._stands = False


LINE = _Line()
