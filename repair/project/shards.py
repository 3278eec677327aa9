"""Shards: a few files, or some lines of a large one. Only their names travel; who works on one reads it himself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from typing import BinaryIO

from repair.formats.document import MissingExtra
from repair.formats.json_records import JsonLines
from repair.formats.packed import stream_of
from repair.formats.places import is_remote, opened
from repair.formats.records import is_lines, is_records
from repair.project.config import Settings
from repair.project.files import Drained, Ended, File, Seen, articles, fields_of, files
from repair.project.scan import STDIN, Skipped, Target, why
from repair.text.named import NamedTuple

SIZE = 1 << 20
"""Bytes of a shard, and some to its last line's end."""
_LEAST = 1 << 16
_EACH = 16  # shards at least for each process, where there is enough for so many
_FEW = 256  # files of one shard
_PIECE = 1 << 16


class Place(NamedTuple):
    """A file by its name; `settings` is the number of what holds for it."""

    settings: int
    place: str
    path: str
    host: str = ""


class Shard(NamedTuple):
    """Whole files, or, with an `end`, the lines of a file that begin from `start` on and before `end`; `number` lines stand before them.

    Articles of records up to the number `behind` (of the only file), and the first `skip` of the others, are told already.
    """

    places: tuple[Place, ...]
    start: int = 0
    end: int = 0
    number: int = 0
    behind: int = 0
    skip: int = 0


def splits(target: Target) -> bool:
    """True for a file of which some lines can be read without the others."""
    return target.place != STDIN and is_lines(target.kind)


def ranges(target: Target, number: int, behind: int, jobs: int) -> Iterator[Shard | Skipped | Ended]:
    """The shards of a file that splits, for `jobs` processes, and behind them its end, or why it cannot be read.

    `number` is that of its settings. Each shard begins and ends with a line; those before the record `behind` are left out.
    """
    digest = sha256()
    place = (Place(number, target.place, target.path, target.host),)
    start = lines = 0
    try:
        with opened(target.place) as file:
            there = SIZE if is_remote(target.place) else os.fstat(file.fileno()).st_size // (jobs * _EACH)
            size = min(SIZE, max(_LEAST, there))
            while True:
                end, more = start, 0
                for piece in _to_line_end(file, size):
                    digest.update(piece)
                    end += len(piece)
                    more += piece.count(b"\n")
                if end == start:
                    break
                if lines + more >= behind:
                    yield Shard(place, start, end, lines, behind)
                start, lines = end, lines + more
    except MissingExtra as error:
        yield Skipped(target.path, "missing-extra", f"left as it is: {error}")
        return
    except OSError as error:
        yield Skipped(target.path, "unreadable", why(error))
        return
    yield Ended(digest.hexdigest())


def wholes(targets: Iterable[Target], numbers: Mapping[int, int], behind: Mapping[str, int]) -> Iterator[Shard]:
    """Shards of whole files: many small ones together, a file of records by itself. `numbers` are those of settings, by identity."""
    places: list[Place] = []
    size = 0
    for target in targets:
        place = Place(numbers[id(target.settings)], target.place, target.path, target.host)
        if is_records(target.kind):
            if places:
                yield Shard(tuple(places))
                places, size = [], 0
            yield Shard((place,), behind=behind.get(target.place, 0))
            continue
        places.append(place)
        with suppress(OSError):  # told when it is read
            size += os.stat(target.place).st_size
        if len(places) >= _FEW or size >= SIZE:
            yield Shard(tuple(places))
            places, size = [], 0
    if places:
        yield Shard(tuple(places))


def target_of(shard: Shard, settings: Sequence[Settings], number: int = 0) -> Target:
    """A file of a shard."""
    one = shard.places[number]
    return Target(one.place, one.path, settings[one.settings], host=one.host)


def told(shard: Shard, settings: Sequence[Settings]) -> Iterator[File]:
    """The articles of a shard; the end of a shard of lines is `Drained`."""
    return islice(_lines_of(shard, settings) if shard.end else _files_of(shard, settings), shard.skip, None)


def _files_of(shard: Shard, settings: Sequence[Settings]) -> Iterator[File]:
    targets = [target_of(shard, settings, number) for number in range(len(shard.places))]
    return files(targets, {shard.places[0].place: shard.behind})


def _lines_of(shard: Shard, settings: Sequence[Settings]) -> Iterator[File]:
    target = target_of(shard, settings)
    fields = fields_of(target.settings)
    seen = Seen()
    try:
        with opened(target.place) as file:
            file.seek(shard.start)
            stream = stream_of(_pieces(file, shard.end - shard.start))
            source = JsonLines(stream, fields, "utf-8", target.settings.max_size, shard.number, shard.start)
            for one in articles(target, source, seen, shard.behind):
                yield one._replace(read=shard.start)
    except OSError as error:
        yield File(target, b"", Skipped(target.path, "unreadable", why(error)))
        return
    yield File(target, b"", Drained(seen), read=shard.end)


def _to_line_end(file: BinaryIO, size: int) -> Iterator[bytes]:
    """About `size` bytes to the end of a line, in pieces."""
    yield file.read(size)
    while line := file.readline(_PIECE):
        yield line
        if line.endswith(b"\n"):
            return


def _pieces(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (piece := file.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece
