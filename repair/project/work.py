"""What is done to one article, in this process or in another: here it is inspected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from repair.engine.find import CheckerFailed
from repair.engine.inspect import inspect
from repair.project.config import Settings
from repair.project.limit import TimedOut, limited
from repair.project.rules import Shelf, every_name, names_in_force
from repair.project.scan import Skipped, Source, Target, parse
from repair.project.suppress import Silence
from repair.rulebook.book import Book
from repair.rulebook.outside import Missed
from repair.rulebook.rule import Finding
from repair.text.decode import Stored
from repair.text.named import NamedTuple

if TYPE_CHECKING:  # settling is not for those who only look
    from repair.engine.settle import Hearing, Settled


class Task(NamedTuple):
    """An article for another process; `settings` is the number of what holds for it."""

    settings: int
    place: str
    path: str
    like: str
    host: str
    data: bytes


class Repaired(NamedTuple):
    """An article with its fixes made, and its bytes then. `raw` is all that is found in it then, also what is silenced.

    `braked` says why no fix was made in one that is left for review; `words` is how many changed, for those who tell.
    """

    target: Target
    data: bytes
    stored: Stored
    settled: Settled
    after: bytes
    raw: tuple[Finding, ...]
    braked: str = ""
    words: int = 0

    @property
    def changed(self) -> bool:
        return self.after != self.data


class Partial(NamedTuple):
    """What came of an article without the backend, which had nothing to say about it, and why it had not."""

    outcome: list[Finding] | Repaired | Told
    missed: Missed


class Told(NamedTuple):
    """What is told of an article besides findings: a value that is still the same when it has gone through JSON, lists for tuples."""

    target: Target
    data: bytes
    value: Any


Outcome = list[Finding] | Repaired | Told | Skipped | Partial
_NOWHERE = Target("", "", Settings())


class Workshop:
    """The work of one run. Called, it does a task for another process; `do` does it here."""

    def __init__(self, settings: Sequence[Settings], shelf: Shelf, timeout: float) -> None:
        self.settings = list(settings)
        self._numbers = {id(one): number for number, one in enumerate(self.settings)}
        self._shelf = shelf
        self._books: dict[int, Book] = {}
        self.timeout = timeout
        self._silences: dict[int, Silence] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_numbers": {}, "_silences": {}, "_books": {}}

    def __call__(self, task: Task) -> bytes:
        from repair.project.wire import packed

        outcome = self.do(Target(task.place, task.path, self.settings[task.settings], None, task.like, task.host), task.data)
        return packed(_rid(outcome, _NOWHERE, b""))

    def task(self, target: Target, data: bytes) -> Task:
        """The work on an article as something that can be sent."""
        return Task(self._numbers[id(target.settings)], target.place, target.path, target.like, target.host, data)

    def outcome(self, target: Target, data: bytes, sent: bytes) -> Outcome:
        """What came back."""
        from repair.project.wire import unpacked

        outcome: Outcome = unpacked(sent, self.book(target.settings).by_id)
        return _rid(outcome, target, data)

    def book(self, settings: Settings) -> Book:
        """The rules that hold."""
        book = self._books.get(id(settings))
        if book is None:
            book = self._books[id(settings)] = self._shelf.book(settings)
        return book

    def silence(self, settings: Settings) -> Silence:
        """What need not be heard."""
        known = self._silences.get(id(settings))
        if known is None:
            in_force = names_in_force(self.book(settings).rules)
            known = self._silences[id(settings)] = Silence(
                settings.suppress, settings.root, settings.terms, in_force, lambda: every_name(settings)
            )
        return known

    def hearing(self, target: Target, text: str) -> Hearing | None:
        """What leaves out the silenced findings of an article; None when there can be none."""
        silence = self.silence(target.settings)
        if not silence.may_fit(target.place, text):
            return None
        return lambda current, findings: silence.heard(target.place, current.source, findings, lambda: current).findings

    def do(self, target: Target, data: bytes) -> Outcome:
        """The work on one article, within its time."""
        outside = self.book(target.settings).outside
        if outside:
            outside.missed()  # what it missed before concerns another article
        try:
            with limited(self.timeout):
                source = parse(target, data)
                outcome = source if isinstance(source, Skipped) else self._do(source)
        except TimedOut:
            outcome = self.late(target)
        except CheckerFailed as error:
            outcome = Skipped(target.path, "internal-error", self._about(str(error)))
        if isinstance(outcome, Skipped):
            return outcome._replace(data=data)
        missed = outside.missed() if outside else None
        return Partial(outcome, missed) if missed else outcome

    def late(self, target: Target) -> Skipped:
        """An article that took too long."""
        return Skipped(target.path, "timeout", self._about(f"took longer than {self.timeout:g} s; --timeout gives it more"))

    def crashed(self, target: Target, code: int | None) -> Skipped:
        """An article at which a process died."""
        how = f"signal {-code}" if code and code < 0 else f"exit code {code}"
        return Skipped(target.path, "internal-error", self._about(f"the process at work on it died ({how}); perhaps memory ran out"))

    def distinct(self, target: Target) -> bytes:
        """What decides the outcome besides the article's bytes and the rules; without any, the findings are the outcome's."""
        return b""

    def recalled(self, target: Target, data: bytes, findings: list[Finding]) -> Outcome | None:
        """The outcome when these findings, kept from an earlier run, tell it; else None."""
        return None

    def _do(self, source: Source) -> list[Finding] | Repaired | Told | Skipped:
        raise NotImplementedError

    def _about(self, reason: str) -> str:
        return reason


def _rid(outcome: Outcome, target: Target, data: bytes) -> Outcome:
    """The outcome with this target and data in place of its own, which both sides know."""
    if isinstance(outcome, Partial):
        inner = _rid(outcome.outcome, target, data)
        return outcome._replace(outcome=cast("list[Finding] | Repaired | Told", inner))
    if isinstance(outcome, Skipped):
        return outcome._replace(data=data)
    return outcome if isinstance(outcome, list) else outcome._replace(target=target, data=data)


class Inspecting(Workshop):
    """All findings of each article, also those that are silenced."""

    def recalled(self, target: Target, data: bytes, findings: list[Finding]) -> Outcome | None:
        return findings

    def _do(self, source: Source) -> list[Finding]:
        return self.found(source)

    def found(self, source: Source | None) -> list[Finding]:
        """What is found in an article, or in nothing."""
        return inspect(source.document, self.book(source.target.settings)) if source else []
