"""The road of many files: read, remembered or worked on, by one process or several, told in the order they were given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any, BinaryIO

from repair.project.files import NOWHERE, File, files, holds_many
from repair.project.here import Keep, here, kept
from repair.project.scan import Target
from repair.project.work import Workshop

if TYPE_CHECKING:
    from repair.project.hand import Hand
    from repair.project.pool import Pool
    from repair.project.shards import Shard
    from repair.project.way import Label

FEW = 24
"""So few files cost less than other processes and a cache do."""

Done = tuple[File, Any]
Spread = Callable[["Hand", "Iterator[tuple[Shard | None, Label]]"], "Iterator[tuple[Label, Any]]"]
"""Takes shards elsewhere: gives the labels in order, each with every outcome of its shard; None for no shard."""


class Crew:
    """Who works: so many processes (None: one for each core where there is enough to do), or whoever `spread` knows.

    `behind` says up to which record of a file, by place, the articles are left out; `stdin` is what standard input is read from, unless
    from itself. Processes that work `aside` leave the processor to whoever wants it, and may be
    had beside threads: one of our own kind would wait for ever for a lock that another thread had when it split off.
    """

    def __init__(
        self,
        jobs: int | None = None,
        cached: bool = True,
        spread: Spread | None = None,
        behind: Mapping[str, int] = NOWHERE,
        stdin: BinaryIO | None = None,
        aside: bool = False,
    ) -> None:
        self._aside = aside
        self._stdin = stdin
        self._jobs = jobs
        self._cached = cached
        self._spread = spread
        self._behind = behind

    def outcomes(self, targets: Sequence[Target], workshop: Workshop, keep: Keep | None = None) -> Iterator[Done]:
        """What comes of each article, in order, with its file. With `keep` that is all that is kept; files may then be without text."""
        many = len(targets) > FEW or holds_many(targets)
        jobs = self._jobs or (cores() if many else 1)
        jobs = jobs if many else min(jobs, len(targets))
        cached = self._cached and many
        with ExitStack() as stack:
            memory = None
            if cached and not self._spread:
                from repair.project.memory import remembering

                memory = stack.enter_context(remembering(workshop, keep))
            if jobs <= 1 and not self._spread:
                articles = files(targets, self._behind, self._stdin)
                for file, outcome in here(memory.recalled(articles) if memory else articles, workshop, memory):
                    yield file, kept(keep, file, outcome, memory)
                return
            from repair.project.hand import Hand
            from repair.project.way import Way

            hand = Hand(workshop, keep, cached)
            way = Way(hand, jobs, self._behind, self._stdin)
            if self._spread:
                yield from way.joined(self._spread(hand, way.shards(targets)))
                return
            from repair.project import pool as processes

            pool: Pool[Any, Label, Any] = processes.Pool(
                hand, jobs, workshop.timeout, fresh=self._aside and os.name == "posix", aside=self._aside
            )
            stack.enter_context(closing(pool))
            yield from way.joined(pool.run(way.items(targets, memory, split=keep is not None)), memory)


def outcomes(
    targets: Sequence[Target], workshop: Workshop, jobs: int | None = None, cached: bool = True, aside: bool = False
) -> Iterator[Done]:
    """What comes of each article, in order."""
    return Crew(jobs, cached, aside=aside).outcomes(targets, workshop)


def cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
