"""One run over articles: everything that can be wrong with the call is found before the first is read."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Iterable, Iterator

from repair.cli.options import project
from repair.cli.output import said
from repair.project.rules import Shelf, hashes
from repair.project.scan import Skipped, Source, Target, gather, read_one
from repair.rulebook.book import Book
from repair.rulebook.rule import SEVERITIES, Finding


class Job:
    """The articles of a call, the rules for each, and what was skipped so far.

    Making one raises `ConfigError` or `RuleError` for all that is wrong before an article is read.
    """

    def __init__(self, options: Namespace) -> None:
        self.exit_zero: bool = getattr(options, "exit_zero", False)
        self.skipped: list[Skipped] = []
        self.failed = False
        settings = project(options)
        self.targets, missing = gather(options.paths or ["."], settings)
        self._shelf = Shelf()
        self._met = {target.settings for target in self.targets} or {settings.settings(_here())}
        for one in self._met:
            self._shelf.book(one)
        for skip in missing:
            self.skip(skip)

    @property
    def hashes(self) -> tuple[str, str]:
        """What names the rules and the settings of this run."""
        return hashes(self._met)

    @property
    def tool(self) -> dict[str, str]:
        """What reports and the journal say of the program that made them."""
        from repair import __version__

        rules, config = self.hashes
        return {"name": "repair", "version": __version__, "rules_sha256": rules, "config_sha256": config}

    def book(self, target: Target) -> Book:
        """The rules that hold for an article."""
        return self._shelf.book(target.settings)

    def sources(self) -> Iterator[Source]:
        """The articles that can be read, one after the other; the others are told and kept in `skipped`."""
        for target in progress(self.targets):
            source = read_one(target)
            if isinstance(source, Skipped):
                self.skip(source)
            else:
                yield source

    def skip(self, skipped: Skipped) -> None:
        """Note and say that an input was not judged."""
        self.skipped.append(skipped)
        _clear_line()
        said(f"{skipped.path}: {skipped.reason}")

    def judge(self, source: Source, findings: Iterable[Finding]) -> None:
        """Note whether these findings make the run fail."""
        bar = SEVERITIES.index(source.target.settings.fail_on)
        if any(SEVERITIES.index(finding.severity) >= bar for finding in findings):
            self.failed = True

    def code(self, failed: bool | None = None) -> int:
        """The exit code: 2 when an input was wrong, 1 when the run failed, else 0."""
        if any(skip.wrong for skip in self.skipped):
            return 2
        return 1 if (self.failed if failed is None else failed) and not self.exit_zero else 0


def _here() -> str:
    import os

    return os.getcwd()


def progress(targets: list[Target]) -> Iterator[Target]:
    """The targets, with a bar on standard error while it takes long and somebody looks."""
    if len(targets) < 2 or sys.stderr is None or not sys.stderr.isatty():
        yield from targets
        return
    begun = shown = time.monotonic()
    try:
        for number, target in enumerate(targets):
            now = time.monotonic()
            if now - begun > 1 and now - shown > 0.1:
                shown = now
                done = 24 * number // len(targets)
                print(f"\r\033[K[{'#' * done}{'.' * (24 - done)}] {number} of {len(targets)}", end="", file=sys.stderr, flush=True)
            yield target
    finally:
        _clear_line()


def _clear_line() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
