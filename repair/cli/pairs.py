"""The texts that `compare` sets side by side: two files, or the files of two folders that have the same names."""

from __future__ import annotations

import os
from collections.abc import Iterator

from repair.formats.document import Document
from repair.formats.registry import kind
from repair.project.config import ConfigError, Project, shown
from repair.project.scan import STDIN, Skipped, Source, Target, gather, load, parse
from repair.text.named import NamedTuple


class Pair(NamedTuple):
    """An article, what somebody made of it, and, with `--onto`, the later version that is to be mended."""

    before: Source
    after: Document
    later: Source | None

    @property
    def told(self) -> Source:
        """The version that findings are told of and fixes are made in."""
        return self.later or self.before


class Pairs:
    """What is to be compared. Making one raises `ConfigError` for what is wrong with the call."""

    def __init__(self, before: str, after: str, later: str | None, project: Project) -> None:
        named = [path for path in (before, after, later) if path is not None]
        if named.count(STDIN) > 1:
            raise ConfigError("standard input can be one of the versions, not several")
        folders = {os.path.isdir(path) for path in named}
        if len(folders) > 1:
            raise ConfigError("files are compared with files, and folders with folders")
        self._roots = (before, after, later)
        self._folders = folders == {True}
        self.targets, self.missing = gather([before], project)
        others = [path for path in (after, later) if path is not None]
        if not self._folders:
            self.missing += gather(others, project)[1]
        else:
            known = {self._way(target) for target in self.targets}
            for root in others:
                extra = [
                    target for target in gather([root], project)[0] if os.path.relpath(target.place, os.path.realpath(root)) not in known
                ]
                self.missing += [Skipped(target.path, "no-counterpart", f"there is none in {shown(before)}") for target in extra]

    @property
    def places(self) -> list[str]:
        """Every file of the comparison, so that no report overwrites one."""
        return [place for target in self.targets for place in self._others(target) if place] + [target.place for target in self.targets]

    def read(self) -> Iterator[Pair | Skipped]:
        """The pairs one after the other, and what cannot be compared."""
        if self.missing and not self._folders:
            return
        for target in self.targets:
            yield self._pair(target)

    def _pair(self, target: Target) -> Pair | Skipped:
        before = _read(target)
        if isinstance(before, Skipped):
            return before
        versions: list[Source | None] = []
        for place in self._others(target):
            if place is None:
                versions.append(None)
                continue
            path = place if place == STDIN else shown(place)
            if not _alike(target.path, path):
                return Skipped(path, "other-format", f"is another kind of document than {target.path}; compare like with like")
            version = _read(Target(place, path, target.settings))
            if isinstance(version, Skipped):
                return version._replace(wrong=True)
            versions.append(version._replace(document=before.document.again(version.stored.text)))
        after, later = versions
        assert after is not None
        return Pair(before, after.document, later)

    def _others(self, target: Target) -> tuple[str | None, ...]:
        _, *others = self._roots
        if not self._folders:
            return tuple(path if path in (None, STDIN) else os.path.realpath(path) for path in others)
        return tuple(path and os.path.join(os.path.realpath(path), self._way(target)) for path in others)

    def _way(self, target: Target) -> str:
        return os.path.relpath(target.place, os.path.realpath(self._roots[0]))


def _read(target: Target) -> Source | Skipped:
    data = load(target)
    return data if isinstance(data, Skipped) else parse(target, data)


def _alike(one: str, other: str) -> bool:
    """False when a name says that a file is marked up otherwise than the first; a name that says nothing goes with any."""
    return kind(other) in (None, kind(one))
