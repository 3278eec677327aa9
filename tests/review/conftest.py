"""A corpus to review and a terminal to review it at."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = str(Path(sys.executable).parent / "repair")
PROMPT = r"\[[^\]\n]*,[^\]]*\]\??(?:\x1b\[0m)? $"

PACK = r"""
pack: house
stage: words
about: Rules for trying a review.
rules:
  - id: long-word
    message: '"{match}" is a long word for a short one'
    why: Short words are read faster.
    checker: pattern
    with: {find: '\butilise\b', replace: [use, employ]}
    safety: review
    because: a person may like the long word
    examples:
      - bad: They [[utilise]] it.
        good: They use it.
      - keep: The utility is theirs.
  - id: advert-line
    message: '"{match}" is left over'
    why: The page marks an advertisement.
    checker: pattern
    with: {find: 'Advertisement', span: block, remove: block}
    severity: error
    safety: safe
    because: the line says nothing of the article
    examples:
      - bad: "One.\n\n[[Advertisement]]\n\nTwo."
        good: "One.\n\nTwo."
      - keep: An advertisement ran.
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with the damaged seeds, and nothing else."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for seed in (ROOT / "seeds").glob("*.txt"):
        if not seed.name.endswith(".expected.txt"):
            shutil.copy(seed, folder)
    (folder / "repair.toml").touch()
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with two rules of its own and two articles, three findings in all."""
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "house.yaml").write_text(PACK, encoding="utf-8")
    (folder / "repair.toml").write_text('rules = ["house.yaml"]\nselect = ["house"]\n', encoding="utf-8")
    (folder / "a.txt").write_text("The council met on Monday.\n\nAdvertisement\n\nIts members utilise the hall.\n", encoding="utf-8")
    (folder / "b.txt").write_text("The choir will utilise the church.\n", encoding="utf-8")
    return folder


def articles(folder: Path) -> dict[str, bytes]:
    """The bytes of all articles."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.txt"))}


def repair(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command there."""
    return subprocess.run([COMMAND, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False)


def applied(folder: Path, scratch: Path, *arguments: str) -> dict[str, bytes]:
    """What `repair apply` with these arguments makes of a copy of the articles."""
    copy = scratch / "applied"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".repair"))
    done = repair(copy, "apply", "--exit-zero", *arguments)
    assert done.returncode == 0, done.stderr
    return articles(copy)


class Sitting:
    """A review at a terminal of 60 columns."""

    def __init__(self, folder: Path, *arguments: str, columns: int = 60, **environment: str) -> None:
        import pexpect

        self._eof = pexpect.EOF
        kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "EDITOR", "VISUAL")}
        settings = {**kept, "TERM": "xterm", "NO_COLOR": "1", "PAGER": "cat", "LC_ALL": "C.UTF-8", **environment}
        environ: Any = {name: value for name, value in settings.items() if value}
        self.child = pexpect.spawn(
            COMMAND, ["review", *arguments], cwd=str(folder), env=environ, encoding="utf-8", dimensions=(50, columns), timeout=180
        )
        self.child.delaybeforesend = None
        self.seen = ""

    def asked(self) -> str:
        """What is on the terminal up to the next prompt."""
        self.child.expect(PROMPT)
        told = str(self.child.before) + str(self.child.after)
        self.seen += told
        return re.sub(r"\x1b\[[0-9;]*m", "", told).replace("\r", "")

    def press(self, *keys: str) -> str:
        """Answer prompts, each with a key; what is shown then."""
        told = ""
        for key in keys:
            self.child.send(key)
            told = self.asked()
        return told

    def line(self, key: str, prompt: str, text: str, last: bool = False) -> str:
        """Press a key that asks for a line, and write it; with `last` no prompt comes after it."""
        self.child.send(key)
        self.child.expect_exact(prompt)
        self.child.send(text)
        return "" if last else self.asked()

    def leave(self, key: str = "q") -> int:
        """Press the last key; the exit code. What was said to the end is in `seen`."""
        if key:
            self.child.send(key)
        self.child.expect(self._eof)
        self.seen += str(self.child.before)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)


@pytest.fixture
def sit() -> Iterator[Callable[..., Sitting]]:
    """Begin a review; what is left of it is ended with the test."""
    begun: list[Sitting] = []

    def begin(*arguments: Any, **more: Any) -> Sitting:
        begun.append(Sitting(*arguments, **more))
        return begun[-1]

    yield begin
    for one in begun:
        one.child.close(force=True)
