"""The terminal as a review uses it: single keys, lines to edit, its size, other programs in between."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

RESIZED = "resized"
"""What `key` gives when the terminal has another width now."""
_PAUSE = 0.2


class Terminal:
    """Standard input and output, both of them a terminal. Used as a context manager: what was set is set back."""

    def __init__(self) -> None:
        self._typed: list[str] = []
        self._modes: Any = None
        self._width = self.width

    def __enter__(self) -> Terminal:
        try:
            import termios
            import tty
        except ImportError:  # then keys are lines
            return self
        handle = sys.stdin.fileno()
        self._modes = termios.tcgetattr(handle)
        tty.setcbreak(handle)
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()

    @property
    def width(self) -> int:
        """How many columns a line may have."""
        if os.environ.get("COLUMNS", "").isdigit():
            return max(20, int(os.environ["COLUMNS"]))
        return max(20, shutil.get_terminal_size((80, 24)).columns)

    @property
    def height(self) -> int:
        """How many lines the terminal shows."""
        return shutil.get_terminal_size((80, 24)).lines

    def say(self, text: str) -> None:
        """Print."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def key(self, meanwhile: Callable[[], float]) -> str:
        """The next key; until one comes, `meanwhile` is called, each time after as many seconds as it gave before.

        `RESIZED` when the width has changed, "" when the terminal is gone; what arrow and function keys send is passed over.
        """
        if self._modes is None:
            return (sys.stdin.readline() or "q").strip()[:1] or "\n"
        pause = 0.0
        while not self._typed:
            if self._ready(min(pause, _PAUSE)):
                data = os.read(sys.stdin.fileno(), 1024)
                if not data:
                    return ""
                text = data.decode("utf-8", "ignore")
                self._typed = [] if text.startswith("\x1b") and len(text) > 1 else list(text)
            elif pause < inf:
                pause = meanwhile()
            if self._width != self.width:
                self._width = self.width
                return RESIZED
        return self._typed.pop(0)

    def pressed(self) -> bool:
        """True when a key was pressed, which is used up by that."""
        if self._modes is None or not self._ready(0):
            return False
        os.read(sys.stdin.fileno(), 1024)
        return True

    def line(self, prompt: str, text: str = "") -> str | None:
        """A line that the person writes, beginning with `text`; None when they thought better of it (Ctrl-C, Ctrl-D)."""
        with self.lent():
            try:
                import readline
            except ImportError:
                return self._plain_line(prompt)
            readline.set_startup_hook(lambda: readline.insert_text(text))
            try:
                return self._plain_line(prompt)
            finally:
                readline.set_startup_hook(None)

    def _plain_line(self, prompt: str) -> str | None:
        try:
            return input(prompt)
        except (EOFError, KeyboardInterrupt):
            self.say("\n")
            return None

    @contextmanager
    def lent(self) -> Iterator[None]:
        """The terminal as other programs expect it."""
        self._restore()
        try:
            yield
        finally:
            self.__enter__()

    def edit(self, place: str, line: int) -> str:
        """Open a file in the person's editor at a line; gives what went wrong, if anything did."""
        posix = os.name != "nt"
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("vi" if posix else "notepad")
        command = [part.strip('"') for part in shlex.split(editor, posix=posix)]
        name = os.path.splitext(os.path.basename(command[0]))[0].lower()
        if name == "notepad":
            command += [place]
        elif name in ("code", "codium", "cursor"):
            command += ["--wait", "--goto", f"{place}:{line}"]
        elif name in ("hx", "helix", "subl", "zed"):
            command += [f"{place}:{line}"]
        else:
            command += [f"+{line}", place]
        with self.lent():
            try:
                code = subprocess.run(command, check=False).returncode
            except OSError as error:
                return f"{command[0]} cannot be run: {error.strerror}; EDITOR names your editor"
        return f"{command[0]} ended with exit code {code}" if code else ""

    def page(self, text: str) -> None:
        """Show a long text, in the person's pager when it is longer than the terminal."""
        command = shlex.split(os.environ.get("PAGER") or "less -R")
        if text.count("\n") < self.height - 1 or shutil.which(command[0]) is None:
            self.say(text)
            return
        with self.lent():
            subprocess.run(command, input=text.encode(errors="backslashreplace"), check=False, env={"LESSCHARSET": "utf-8", **os.environ})

    def _ready(self, seconds: float) -> bool:
        import select

        return bool(select.select([sys.stdin], [], [], seconds)[0])

    def _restore(self) -> None:
        if self._modes is not None:
            import termios

            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._modes)
