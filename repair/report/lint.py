"""What every report of findings offers, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from repair.formats.records import Locator
from repair.rulebook.rule import Finding
from repair.text.named import NamedTuple


class Unjudged(NamedTuple):
    """An input that was not judged, or not by this backend, and why; `wrong` when it should have been."""

    path: str
    code: str
    reason: str
    wrong: bool = True
    backend: str | None = None


class Report(Protocol):
    """Text in the order it is written; nothing is held back that could be written already."""

    def begin(self) -> str:
        """What comes first."""

    def article(
        self, path: str, sha256: str, text: str, findings: Sequence[Finding], fail_on: str = "warning", locator: Locator | None = None
    ) -> str:
        """One article that was judged; findings of severity `fail_on` or more are the ones that make a run fail.

        With a `locator` it is one of those that the file holds.
        """

    def end(self, skipped: Sequence[Unjudged]) -> str:
        """What comes last."""


class Summary:
    """The figures at the end of a report."""

    def __init__(self) -> None:
        self.articles = self.findings = self.fixable = self.safe = 0

    def add(self, findings: Sequence[Finding]) -> None:
        """Count one article."""
        self.articles += 1
        self.findings += len(findings)
        self.fixable += sum(bool(finding.fixes) for finding in findings)
        self.safe += sum(bool(finding.fixes) and finding.fixes[0].safety == "safe" for finding in findings)
