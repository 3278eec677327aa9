"""The road of many files: read, remembered or worked on, by one process or several, told in the order they were given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from typing import TYPE_CHECKING, BinaryIO

from repair.project.config import Settings
from repair.project.files import Ended, File, Passed, files, holds_many, located
from repair.project.scan import Skipped, Target
from repair.project.work import Outcome, Partial, Repaired, Task, Told, Workshop

if TYPE_CHECKING:
    from repair.project.cache import Cache

FEW = 24
"""So few files cost less than other processes and a cache do."""
_WARM = 4  # done here before the first process splits off, which then finds loaded what they needed
_BATCH_FILES, _BATCH_BYTES = 256, 4_000_000


Done = tuple[File, Outcome | Ended | Passed]


def outcomes(
    targets: Sequence[Target], workshop: Workshop, jobs: int | None = None, cached: bool = True, stdin: BinaryIO | None = None
) -> Iterator[Done]:
    """What comes of each article, in order. `jobs` None means one for each core where there is enough to do.

    `stdin` is what standard input is read from, unless from itself.
    """
    many = len(targets) > FEW or holds_many(targets)
    if jobs is None:
        jobs = cores() if many else 1
    if not cached or not many:
        yield from _worked(files(targets, stdin), workshop, jobs if many else min(jobs, len(targets)), None)
        return
    from repair.project.cache import Cache

    with Cache() as cache:
        memory = _Memory(cache, workshop)
        yield from _worked(memory.recalled(files(targets, stdin)), workshop, jobs, memory)


def cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _worked(articles: Iterator[File], workshop: Workshop, jobs: int, memory: _Memory | None) -> Iterator[Done]:
    def noted(file: File, outcome: Outcome) -> Done:
        if memory:
            memory.note(file, outcome)
        return file, located(file.target, outcome) if isinstance(outcome, Skipped) else outcome

    def here(file: File) -> Done:
        return noted(file, workshop.do(file.target, file.data)) if file.outcome is None else (file, file.outcome)

    if jobs <= 1:
        yield from map(here, articles)
        return
    from repair.project.pool import Lost, Pool

    def items() -> Iterator[tuple[Task | None, tuple[File, Outcome | Ended | Passed | None]]]:
        warm = 0
        for file in articles:
            if file.outcome is not None or warm < _WARM:
                warm += file.outcome is None
                yield None, here(file)
            else:
                yield workshop.task(file.target, file.data), (file, None)

    pool: Pool[Task, tuple[File, Outcome | Ended | Passed | None], bytes] = Pool(workshop, jobs, workshop.timeout)
    with closing(pool):
        for (file, known), result in pool.run(items()):
            if known is not None:
                yield file, known
            elif isinstance(result, Lost):
                lost = workshop.late(file.target) if result.why == "timeout" else workshop.crashed(file.target, result.code)
                yield file, located(file.target, lost)
            elif result is not None:
                yield noted(file, workshop.outcome(file.target, file.data, result))


class _Memory:
    """What the cache knows of files."""

    def __init__(self, cache: Cache, workshop: Workshop) -> None:
        self._cache = cache
        self._workshop = workshop
        self._fingerprints: dict[int, bytes] = {}

    def recalled(self, articles: Iterable[File]) -> Iterator[File]:
        """The files, with what is known already; looked up many at a time."""
        batch: list[File] = []
        size = 0
        for file in articles:
            batch.append(file)
            size += len(file.data)
            if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
                yield from self._looked_up(batch)
                batch, size = [], 0
        yield from self._looked_up(batch)

    def note(self, file: File, outcome: Outcome) -> None:
        """Remember what was found; of a mended file, what is found in it afterwards."""
        if isinstance(outcome, Partial):
            return
        if isinstance(outcome, Repaired):
            self._cache.put(self._name(file.target, outcome.after), list(outcome.raw))
        elif not isinstance(outcome, Skipped) or not outcome.wrong:
            self._cache.put(self._name(file.target, file.data), outcome)

    def _looked_up(self, batch: list[File]) -> Iterator[File]:
        from repair.project.cache import kept

        names = [b"" if file.outcome is not None else self._name(file.target, file.data) for file in batch]
        known = self._cache.get(filter(None, names))
        for file, name in zip(batch, names, strict=True):
            value = known.get(name)
            if value is not None:
                found = kept(value, file.target.path, self._workshop.book(file.target.settings).by_id)
                if isinstance(found, Skipped):
                    file = file._replace(outcome=located(file.target, found._replace(data=file.data)))
                elif isinstance(found, Told):
                    file = file._replace(outcome=found._replace(target=file.target, data=file.data))
                elif found is not None:
                    file = file._replace(outcome=self._workshop.recalled(file.target, file.data, found))
            yield file

    def _name(self, target: Target, data: bytes) -> bytes:
        from repair.project.cache import entry_name, fingerprint

        known = self._fingerprints.get(id(target.settings))
        if known is None:
            settings: Settings = target.settings
            known = self._fingerprints[id(settings)] = fingerprint(settings, self._workshop.book(settings))
        distinct = self._workshop.distinct(target)
        return entry_name(blake2b(known + distinct, digest_size=32).digest() if distinct else known, target.kind, data, target.host)
