"""What is done to one article, in this process or in another: here it is scored."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from repair.engine.settle import Unsettled, by_safety, settle
from repair.project.config import Settings
from repair.project.rules import Shelf
from repair.project.scan import Skipped, Source, Target
from repair.project.work import Told, Workshop
from repair.rulebook.rule import Safety
from repair.score.damage import Cause, Damage
from repair.score.measure import Measure, measure
from repair.score.readability import Readability, Reader


class Scoring(Workshop):
    """Each article measured as it is and as its repair would leave it; `measures` reads what is told."""

    def __init__(self, settings: Sequence[Settings], shelf: Shelf, timeout: float, reader: Reader | None) -> None:
        super().__init__(settings, shelf, timeout)
        self._reader = reader

    def distinct(self, target: Target) -> bytes:
        settings = target.settings
        said: list[object] = [settings.safety, self._reader and (self._reader.source, self._reader.version)]
        if settings.suppress or settings.terms:
            said += [target.place, settings.root, settings.suppress, settings.terms, datetime.date.today()]
        return f"score {said!r}".encode("utf-8", "surrogateescape")

    def _do(self, source: Source) -> Told | Skipped:
        target = source.target
        book, hear = self.book(target.settings), self.hearing(target, source.stored.text)
        before = measure(source.document, book, self._reader, hear)
        if not before.damage.words:
            return Skipped(target.path, "empty", "has no words, and so no quality", wrong=False)
        try:
            safety: Safety = "safe" if target.settings.safety == "safe" else "review"
            settled = settle(source.document, book, by_safety(safety), hear, safety, left=False)
            after = before if settled.after == settled.before else measure(source.document.again(settled.after), book, self._reader, hear)
        except Unsettled:
            after = None
        return Told(target, source.data, (before, after and (after if after is not before else "same")))


def measures(value: Any) -> tuple[Measure, Measure | None]:
    """The measures before and after repair (None: the fixes do not come to rest) of what was told, also when it comes from the cache."""
    before, after = value
    first = _measure(before)
    return first, first if after == "same" else after and _measure(after)


def _measure(value: Any) -> Measure:
    (words, causes, verdicts), readability = value
    return Measure(
        Damage(words, tuple(Cause(*cause) for cause in causes), tuple(verdicts)), None if readability is None else Readability(*readability)
    )
