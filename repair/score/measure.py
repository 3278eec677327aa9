"""One article scored, before and after its repair; several articles as a set; gates."""

from __future__ import annotations

from collections.abc import Sequence

from repair.engine.find import find
from repair.engine.inspect import inspect
from repair.engine.settle import Hearing
from repair.formats.document import Document
from repair.formats.records import Locator
from repair.rulebook.book import Book
from repair.score.damage import Damage, damage, mean_quality
from repair.score.readability import Readability, Reader
from repair.text.named import NamedTuple


class Measure(NamedTuple):
    """A text's damage, and how hard it is to read (None: not asked for, or no running text)."""

    damage: Damage
    readability: Readability | None

    @property
    def quality(self) -> float:
        return self.damage.quality


class Scored(NamedTuple):
    """An article measured as it is and as its repair would leave it (None: the fixes do not come to rest)."""

    path: str
    sha256: str
    before: Measure
    after: Measure | None
    failed: tuple[str, ...] = ()
    locator: Locator | None = None

    @property
    def name(self) -> str:
        """What people are shown."""
        return f"{self.path}{self.locator or ''}"


class Gates(NamedTuple):
    """Limits for CI; None is no limit."""

    min_quality: float | None = None
    max_grade: float | None = None
    min_set_quality: float | None = None
    max_set_grade: float | None = None

    def of_article(self, measure: Measure) -> tuple[str, ...]:
        """What an article fails, as phrases for a person."""
        return _failed(measure.quality, grade_of(measure), self.min_quality, self.max_grade)

    def of_set(self, quality: float, grade: float | None) -> tuple[str, ...]:
        """What the set fails."""
        return _failed(quality, grade, self.min_set_quality, self.max_set_grade)


class Whole(NamedTuple):
    """The set: quality and grade before and after, every article counting by its words."""

    articles: int
    words: int
    quality: float
    quality_after: float | None
    grade: float | None
    grade_after: float | None


def measure(document: Document, book: Book, reader: Reader | None, hear: Hearing | None = None) -> Measure:
    """The measure of one text. Findings that `hear` leaves out do not exist. Raises `CheckerFailed`."""
    article = document.article
    findings = [finding for finding in find(article, book) if document.speaks_at(finding.span)]
    if hear:
        heard = {finding.key for finding in hear(document, inspect(document, book))}
        findings = [finding for finding in findings if finding.key in heard]
    return Measure(damage(article.text, findings), reader.read(article) if reader else None)


def whole(scored: Sequence[Scored]) -> Whole:
    """The articles taken as one text."""
    after = [one.after or one.before for one in scored]
    return Whole(
        len(scored),
        sum(one.before.damage.words for one in scored),
        mean_quality(one.before.damage for one in scored),
        mean_quality(one.damage for one in after) if scored else None,
        _mean_grade([one.before for one in scored]),
        _mean_grade(after),
    )


def worst_first(scored: Sequence[Scored]) -> list[Scored]:
    """The lowest quality first, then by name."""
    return sorted(scored, key=lambda one: (round(one.before.quality, 1), one.path))


def grade_of(measure: Measure) -> float | None:
    """The years of school a reader needs."""
    return measure.readability.grade if measure.readability else None


def _mean_grade(measures: Sequence[Measure]) -> float | None:
    known = [one.readability for one in measures if one.readability]
    words = sum(one.words for one in known)
    return sum(one.grade * one.words for one in known) / words if words else None


def _failed(quality: float, grade: float | None, least: float | None, most: float | None) -> tuple[str, ...]:
    failed = []
    if least is not None and round(quality, 1) < least:
        failed.append(f"quality {quality:.1f} is under {least:g}")
    if most is not None and grade is not None and round(grade, 1) > most:
        failed.append(f"grade {grade:.1f} is over {most:g}")
    return tuple(failed)
