"""What is known of files from earlier runs, looked up and noted while a run goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from repair.project.config import Settings
from repair.project.files import File, Kept, located
from repair.project.scan import Skipped, Target
from repair.project.work import Outcome, Partial, Repaired, Told, Workshop
from repair.text.digest import blake2b

if TYPE_CHECKING:
    from repair.project.cache import Cache
    from repair.project.here import Keep, Lasting

_BATCH_FILES, _BATCH_BYTES = 256, 4_000_000


@contextmanager
def remembering(workshop: Workshop, keep: Keep | None = None) -> Iterator[Memory]:
    """The memory of the user's cache; what was noted is stored at the end."""
    from repair.project.cache import Cache

    with Cache() as cache:
        yield Memory(cache, workshop, cast("Lasting", keep) if hasattr(keep, "identity") else None)


class Memory:
    """What the cache knows of files: what was found in each, and what a run kept of it where that `lasts`."""

    def __init__(self, cache: Cache, workshop: Workshop, lasts: Lasting | None = None) -> None:
        self._cache = cache
        self._workshop = workshop
        self._lasts = lasts
        self._fingerprints: dict[int, bytes] = {}
        self._begun: dict[tuple[int, str, str, bytes], blake2b] = {}

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

    def note_kept(self, file: File, kept: object) -> None:
        """Remember what was kept of an article, where that lasts."""
        value = self._lasts.stored(kept) if self._lasts else None
        name = self._name_of_kept(file.target, self._name(file.target, file.data)) if value is not None else b""
        if name:
            self._cache.put_value(name, value)

    def _looked_up(self, batch: list[File]) -> Iterator[File]:
        names = [b"" if file.outcome is not None else self._name(file.target, file.data) for file in batch]
        of_kept = [name and self._name_of_kept(file.target, name) for file, name in zip(batch, names, strict=True)]
        values = self._cache.get(filter(None, of_kept))
        kept = [self._kept(values.get(name)) for name in of_kept]
        known = self._cache.get(name for name, one in zip(names, kept, strict=True) if name and not one)
        for file, name, name_of_kept, one in zip(batch, names, of_kept, kept, strict=True):
            if one := one or self._kept(self._cache.latest(name_of_kept)):  # a copy may have been worked on since the look-up
                yield File(file.target, file.data, one, file.part, file.read)
            elif value := known.get(name) or self._cache.latest(name):
                yield self._recalled(file, value)
            else:
                yield file

    def _kept(self, value: str | None) -> Kept | None:
        """What an entry says was kept; None when it says nothing of the sort."""
        if value is None or self._lasts is None:
            return None
        try:
            return Kept(self._lasts.restored(json.loads(value)))
        except (ValueError, TypeError):
            return None

    def _recalled(self, file: File, value: str) -> File:
        """The file with what an entry says was found in it."""
        from repair.project.cache import judged

        target = file.target
        found = judged(value, target.path, self._workshop.book(target.settings).by_id)
        if found is None:
            return file
        if isinstance(found, Skipped):
            return file._replace(outcome=located(target, found._replace(data=file.data)))
        if isinstance(found, Told):
            return file._replace(outcome=found._replace(target=target, data=file.data))
        return file._replace(outcome=self._workshop.recalled(target, file.data, found))

    def _name(self, target: Target, data: bytes) -> bytes:
        """The name of the entry for what is found in this article."""
        kind = target.kind
        dot = kind.rfind(".")
        known = id(target.settings), kind[dot:] if dot >= 0 else "", target.host, self._workshop.distinct(target)
        begun = self._begun.get(known)
        if begun is None:
            from repair.project.cache import entry_name

            begun = self._begun[known] = entry_name(self._fingerprint(target.settings) + known[3], known[1], target.host)
        digest = begun.copy()
        digest.update(data)
        return digest.digest()

    def _name_of_kept(self, target: Target, name: bytes) -> bytes:
        """The name of the entry for what was kept of this article; none where it does not last."""
        identity = self._lasts.identity(target) if self._lasts else b""
        return blake2b(name + identity, digest_size=len(name)).digest() if identity else b""

    def _fingerprint(self, settings: Settings) -> bytes:
        known = self._fingerprints.get(id(settings))
        if known is None:
            from repair.project.cache import fingerprint

            known = self._fingerprints[id(settings)] = fingerprint(settings, self._workshop.book(settings))
        return known
