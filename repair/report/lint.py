"""What every report of findings offers, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from repair.formats.records import Locator
from repair.report.spelt import Head
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


class Speller(Report, Protocol):
    """A report that tells an article apart from its path, so that what it says can be kept.

    `article` tells the same as `spelt` of what `spell` says.
    """

    @property
    def identity(self) -> str:
        """Names all that decides what `spell` says, besides what it is given."""

    def spell(self, sha256: str, text: str, findings: Sequence[Finding]) -> str:
        """What is said of an article, but for its path."""

    def spelt(self, path: str, heads: Sequence[Head], said: str, locator: Locator | None = None) -> str:
        """The article of this path, of which this is said."""


class Summary:
    """The figures at the end of a report."""

    def __init__(self) -> None:
        self.articles = self.findings = self.fixable = self.safe = 0

    def add(self, heads: Sequence[Head]) -> None:
        """Count one article."""
        self.articles += 1
        self.findings += len(heads)
        self.fixable += sum(head.safety != "none" for head in heads)
        self.safe += sum(head.safety == "safe" for head in heads)
