"""What one process does: an article, or a shard, whose outcomes come one by one and small."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from repair.formats.records import Locator
from repair.project.files import File, located
from repair.project.here import Keep, here, kept
from repair.project.pool import Lost, Pool
from repair.project.scan import Skipped
from repair.project.shards import Shard, target_of, told
from repair.project.work import Task, Workshop
from repair.text.named import NamedTuple

if TYPE_CHECKING:
    from repair.project.memory import Memory


class Sent(NamedTuple):
    """An outcome on its way: of which file of the shard, where in it, of what kind, how much was read by then, what is kept, packed."""

    place: int
    locator: Locator | None
    like: str
    read: int
    kept: bytes


class Hand:
    """The work of a process, on an article or on a shard. Without `keep` outcomes are kept whole."""

    def __init__(self, workshop: Workshop, keep: Keep | None = None, cached: bool = False) -> None:
        self.workshop = workshop
        self.keep = keep
        self._cached = cached

    def __call__(self, task: Task | Shard) -> Any:
        return self.workshop(task) if isinstance(task, Task) else self.through(task)

    def prepare(self) -> None:
        """Load the rules."""
        for settings in self.workshop.settings:
            self.workshop.book(settings)

    def through(self, shard: Shard) -> Iterator[Sent]:
        """The outcomes of a shard, in order."""
        from repair.project.memory import remembering

        numbers = {place.place: number for number, place in enumerate(shard.places)}
        with remembering(self.workshop, self.keep) if self._cached else nullcontext() as memory:
            articles = told(shard, self.workshop.settings)
            for file, outcome in here(memory.recalled(articles) if memory else articles, self.workshop, memory):
                yield self._sent(numbers[file.target.place], file, outcome, memory)

    def got(self, shard: Shard, sent: Sent) -> tuple[File, Any]:
        """The file, without its text, and what came of it."""
        from repair.project.wire import unpacked

        target = target_of(shard, self.workshop.settings, sent.place)._replace(locator=sent.locator, like=sent.like)
        return File(target, b"", read=sent.read), unpacked(sent.kept, self.workshop.book(target.settings).by_id)

    def carried(self, shard: Shard, pool: Pool[Task | Shard, Any, Any], done: int = 0, lost: Lost | None = None) -> Iterator[Sent]:
        """The outcomes of a shard through processes of a pool; of the article that one is lost at, that.

        `done` have come already when a process was `lost`.
        """
        while True:
            if lost:
                shard = shard._replace(skip=shard.skip + done)
                file = next(told(shard, self.workshop.settings), None)
                if file is None:
                    return
                outcome = file.outcome or self.lost(file, lost)
                yield self._sent([one.place for one in shard.places].index(file.target.place), file, outcome)
                shard = shard._replace(skip=shard.skip + 1)
            done, lost = 0, None
            for _, result in pool.run([(shard, None)]):
                if isinstance(result, Lost):
                    lost = result
                elif isinstance(result, Sent):
                    done += 1
                    yield result
            if not lost:
                return

    def lost(self, file: File, lost: Lost) -> Skipped:
        """What to say of an article that a process was lost at."""
        shop = self.workshop
        return located(file.target, shop.late(file.target) if lost.why == "timeout" else shop.crashed(file.target, lost.code))

    def _sent(self, place: int, file: File, outcome: Any, memory: Memory | None = None) -> Sent:
        from repair.project.wire import packed

        if isinstance(outcome, Skipped):
            outcome = outcome._replace(data=b"")
        return Sent(place, file.target.locator, file.target.like, file.read, packed(kept(self.keep, file, outcome, memory)))
