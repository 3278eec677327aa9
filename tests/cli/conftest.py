"""A project with rules of its own, and the installed command to run in it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

COMMAND = Path(sys.executable).parent / "repair"

PACK = r"""
pack: house
stage: words
about: Rules for trying the command.
rules:
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
  - id: plain-word
    message: '"{match}" is a long word for a short one'
    why: Short words are read faster.
    checker: pattern
    with: {find: '\butilise\b', replace: [use]}
    safety: review
    because: a person may like the long word
    examples:
      - bad: They [[utilise]] it.
        good: They use it.
      - keep: The utility is theirs.
  - id: filler
    message: the text was never written
    why: Dummy text means that the true text is missing.
    checker: pattern
    with: {find: 'Lorem ipsum'}
    severity: error
    safety: none
    examples:
      - bad: "[[Lorem ipsum]] dolor."
      - keep: The lorry left.
  - id: whisper
    message: worth a look
    why: It may be nothing.
    checker: pattern
    with: {find: 'perchance'}
    severity: info
    safety: none
    examples:
      - bad: "It may [[perchance]] rain."
      - keep: The chance was missed.
  - id: ping
    message: ping
    why: To see fixes that undo each other.
    checker: pattern
    with: {find: 'zingping', replace: [zingpong]}
    safety: safe
    because: it is a trial
    examples:
      - bad: "a [[zingping]] b"
        good: a zingpong b
      - keep: ping
  - id: pong
    message: pong
    why: To see fixes that undo each other.
    checker: pattern
    with: {find: 'zingpong', replace: [zingping]}
    safety: safe
    because: it is a trial
    examples:
      - bad: "a [[zingpong]] b"
        good: a zingping b
      - keep: pong
  - id: curly
    message: needs a character beyond the old code pages
    why: To see what cannot be written.
    checker: pattern
    with: {find: 'zingstar', replace: ['★']}
    safety: safe
    because: it is a trial
    examples:
      - bad: "a [[zingstar]] b"
        good: a ★ b
      - keep: star
"""

BROKEN = r"""
pack: broken
stage: words
about: A rule that fails when it finds something.
rules:
  - id: no-such-fact
    message: '{nothing_of_the_kind}'
    why: To see an error inside a rule.
    checker: pattern
    with: {find: 'zingboom'}
    safety: none
    examples:
      - bad: "[[zingboom]]"
      - keep: boom
"""

CONFIG = 'rules = ["house.yaml"]\nselect = ["house"]\n'

ADVERT = "Advertisement"
DAMAGED = "The council met on Monday.\n\nAdvertisement\n\nIts members utilise the hall.\n"
SAFE = "The council met on Monday.\n\nIts members utilise the hall.\n"
REVIEWED = "The council met on Monday.\n\nIts members use the hall.\n"
CLEAN = "The council met on Monday. Nobody objected.\n"


class Done:
    """What a call left behind."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.code = done.returncode
        self.bytes = done.stdout
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8")
        assert "Traceback" not in self.err, self.err


Call = Callable[..., Done]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Run the installed command in the project."""

    def run(*arguments: str | os.PathLike[str], stdin: bytes = b"", cwd: Path = tmp_path, env: dict[str, str] | None = None) -> Done:
        command: Sequence[Any] = [COMMAND, *arguments]
        done = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env={**os.environ, **(env or {})}, check=False)
        return Done(done)

    return run


@pytest.fixture(scope="session")
def shared_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house rules at one place for all tests of a worker, so that they are read from YAML once."""
    pack = tmp_path_factory.mktemp("shared") / "house.yaml"
    pack.write_text(PACK, encoding="utf-8")
    return pack


@pytest.fixture
def project(tmp_path: Path, shared_pack: Path) -> Path:
    """A folder with the house rules in force and one damaged article, `a.txt`; `house.yaml` is for settings of the test's own."""
    (tmp_path / "house.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "repair.toml").write_text(CONFIG.replace("house.yaml", shared_pack.as_posix()), encoding="utf-8")
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    return tmp_path


@pytest.fixture
def own_pack(project: Path) -> Path:
    """The rules in force, for a test that changes them."""
    (project / "repair.toml").write_text(CONFIG, encoding="utf-8")
    return project / "house.yaml"


class Said:
    """What a call in this process left behind."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.bytes = out
        self.out = out.decode("utf-8", "replace")
        self.err = err.decode()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and (self.code, self.bytes, self.err) == (other.code, other.bytes, other.err)


Here = Callable[..., Said]


@pytest.fixture
def here(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Here:
    """Run the command as `call` does, but in this process: where nothing hangs on its being started, ten times as fast."""
    from repair.cli.main import main

    def run(command: str, *more: str, stdin: bytes = b"", cwd: Path = tmp_path, env: dict[str, str] | None = None) -> Said:
        jobs = ("--jobs", "1") if command in ("lint", "apply", "diff", "score") and "--jobs" not in more else ()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(cwd)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            capfdbinary.readouterr()
            try:
                code = main([command, *jobs, *more])
            except SystemExit as end:  # --help
                code = int(end.code or 0)
            said = Said(code, *capfdbinary.readouterr())
        assert "Traceback" not in said.err, said.err
        return said

    return run
