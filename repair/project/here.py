"""Articles worked on in this process, remembered, and reduced to what is kept of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from repair.project.files import Drained, Ended, File, Kept, Passed, located
from repair.project.scan import Skipped, Target
from repair.project.work import Outcome, Partial, Repaired, Told, Workshop
from repair.rulebook.rule import Finding

if TYPE_CHECKING:
    from repair.project.memory import Memory

Keep = Callable[[File, "list[Finding] | Repaired | Told"], Any]
"""What is kept of an article that was judged or mended; other processes are sent the function, and send what it gives."""


class Lasting(Protocol):
    """A `Keep` of which the outcomes are remembered for later runs."""

    def __call__(self, file: File, outcome: Any) -> Any: ...

    def identity(self, target: Target) -> bytes:
        """What decides what is kept, besides what decides the findings; nothing where that cannot be told."""

    def stored(self, kept: object) -> object:
        """What was kept as a value for JSON; None when it is not to be remembered."""

    def restored(self, value: Any) -> Any:
        """What was kept again. Raises `ValueError` or `TypeError` for what cannot be that."""


def here(articles: Iterable[File], workshop: Workshop, memory: Memory | None) -> Iterator[tuple[File, Any]]:
    """The outcomes of these articles, worked on in this process; those that are known already pass."""
    for file in articles:
        yield file, noted(file, workshop.do(file.target, file.data), memory) if file.outcome is None else file.outcome


def noted(file: File, outcome: Outcome, memory: Memory | None) -> Outcome:
    """An outcome as it is told, remembered first."""
    if memory:
        memory.note(file, outcome)
    return located(file.target, outcome) if isinstance(outcome, Skipped) else outcome


def kept(keep: Keep | None, file: File, outcome: Outcome | Ended | Passed | Drained | Kept, memory: Memory | None = None) -> Any:
    """What is kept of an outcome, remembered where it lasts."""
    if isinstance(outcome, Kept):
        return outcome.value
    if isinstance(outcome, Partial):
        return outcome._replace(outcome=kept(keep, file, outcome.outcome))
    if keep is None or isinstance(outcome, Skipped | Ended | Passed | Drained):
        return outcome
    made = keep(file, outcome)
    if memory:
        memory.note_kept(file, made)
    return made
