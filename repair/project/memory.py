"""What is known of files from earlier runs, looked up and noted while a run goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING

from repair.project.config import Settings
from repair.project.files import File, located
from repair.project.scan import Skipped, Target
from repair.project.work import Outcome, Partial, Repaired, Told, Workshop

if TYPE_CHECKING:
    from repair.project.cache import Cache

_BATCH_FILES, _BATCH_BYTES = 256, 4_000_000


@contextmanager
def remembering(workshop: Workshop) -> Iterator[Memory]:
    """The memory of the user's cache; what was noted is stored at the end."""
    from repair.project.cache import Cache

    with Cache() as cache:
        yield Memory(cache, workshop)


class Memory:
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
