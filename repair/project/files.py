"""From the files of a run to their articles: one of most files, one of each wanted field of a file of records."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from repair.formats.document import MissingExtra
from repair.formats.hashed import Hashed
from repair.formats.places import opened
from repair.formats.records import CELLS, FIELD, Locator, Unreadable, is_records, packing, reader
from repair.project.hosts import host_of
from repair.project.scan import STDIN, Skipped, Target, load, why
from repair.text.named import NamedTuple
from repair.text.span import Edit

if TYPE_CHECKING:
    from repair.formats.records import Field, Reader, Record
    from repair.formats.splice import Splice
    from repair.project.config import Settings
    from repair.project.work import Outcome

NOWHERE: Mapping[str, int] = MappingProxyType({})


class Ended(NamedTuple):
    """A file of records was read to its end: the SHA-256 of its bytes as stored."""

    sha256: str


class Passed(NamedTuple):
    """A record of standard input without an article, which begins at this byte, was read."""

    start: int


class Kept(NamedTuple):
    """What an earlier run kept of an article."""

    value: Any


class Seen:
    """What the records of a file have shown so far: the names of their fields, whether one was wanted, and whether one was broken."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self.met = self.troubled = False

    def add(self, other: Seen) -> None:
        """What records behind these have shown."""
        self.names = self.names or other.names
        self.met |= other.met
        self.troubled |= other.troubled

    def nowhere(self, target: Target) -> Skipped | None:
        """What to say of a file of which all records have been seen and none has a wanted field."""
        wanted = target.settings.field or (FIELD,)
        if not self.names or self.met or self.troubled or {name.split(".")[0] for name in wanted} & set(self.names):
            return None
        return Skipped(target.path, "no-field", _no_field(wanted, self.names))


class Drained(NamedTuple):
    """Some lines of a file of records were read: what they have shown."""

    seen: Seen


class Part(NamedTuple):
    """Where an article stands in its file of records."""

    record: Record
    field: Field

    def splices(self, edits: Sequence[Edit], bom: bool) -> list[Splice]:
        """Edits of the article, in order and apart, as changes of the file's unpacked bytes.

        `bom`: the article begins with a character that was taken for a byte-order mark and not counted.
        """
        return self.record.splices(self.field, [edit._replace(start=edit.start + bom) for edit in edits])


class File(NamedTuple):
    """An article as read, and what came of it; None while nothing has. `part` is where it stands in a file of records.

    `read` is how much of the file, as stored, has been read by then.
    """

    target: Target
    data: bytes
    outcome: Outcome | Ended | Passed | Drained | Kept | None = None
    part: Part | None = None
    read: int = 0


def files(targets: Iterable[Target], behind: Mapping[str, int] = NOWHERE, stdin: BinaryIO | None = None) -> Iterator[File]:
    """The articles of these files, in order. Behind those of a file of records stands one more entry, `Ended` or why it is not.

    `behind` says up to which record of a file, by place, the articles are left out.
    """
    for target in targets:
        if is_records(target.kind):
            yield from _articles(target, behind.get(target.place, 0), stdin)
        else:
            data = load(target)
            yield File(target, b"", data) if isinstance(data, Skipped) else File(target, data, read=len(data))


def holds_many(targets: Iterable[Target]) -> bool:
    """True when one of these files may hold many articles."""
    return any(is_records(target.kind) for target in targets)


def _articles(target: Target, behind: int, stdin: BinaryIO | None) -> Iterator[File]:
    seen = Seen()
    seen.met = behind > 0
    settings = target.settings
    try:
        with _opened(target.place, stdin) as opened:
            file = Hashed(opened)
            stream = cast("BinaryIO", file)
            if packing(target.kind):
                from repair.formats.packed import unpacked

                stream = unpacked(stream, packing(target.kind))
            if packing(target.kind) in CELLS:
                stream = opened
            source = reader(target.kind, stream, fields_of(settings), settings.encoding, settings.max_size)
            for one in articles(target, source, seen, behind, passed=stdin is not None):
                yield one._replace(read=file.count)
            nowhere = seen.nowhere(target)
            if nowhere:
                yield File(target, b"", nowhere)
            if stream is opened:
                opened.seek(0)
            digest = file.sum()
            yield File(target, b"", Ended(digest), read=file.count)
    except (Unreadable, MissingExtra) as error:
        code = "missing-extra" if isinstance(error, MissingExtra) else "broken"
        yield File(target, b"", Skipped(target.path, code, f"left as it is: {error}"))
    except OSError as error:
        yield File(target, b"", Skipped(target.path, "unreadable", why(error)))


def fields_of(settings: Settings) -> tuple[str, ...]:
    """The fields of records that are read: those with articles, and the one that tells the host."""
    wanted = settings.field or (FIELD,)
    return (*wanted, settings.host_field) if settings.host_field not in ("", *wanted) else wanted


def articles(target: Target, source: Reader, seen: Seen, behind: int = 0, *, passed: bool = False) -> Iterator[File]:
    """The articles of the records that a reader gives, but for those up to the number `behind`; what they show is added to `seen`.

    Records without an article are told when those that are `passed` are wanted.
    """
    wanted, host = target.settings.field or (FIELD,), target.settings.host_field
    for record in source:
        if record.number <= behind:
            continue
        if host or record.address:
            target = target._replace(host=_host(record, host))
        if record.trouble:
            seen.troubled = True
            one = target._replace(locator=Locator(record.number, ""))
            yield File(one, b"", located(one, Skipped(target.path, *record.trouble)))
        fields = [field for field in record.fields if field.name != host or host in wanted]
        for field in fields:
            seen.met = True
            yield _article(target, record, field)
        if passed and not fields:
            yield File(target._replace(locator=Locator(record.number, "")), b"", Passed(record.start))
    seen.names = source.names


def _opened(place: str, stdin: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    """A file, or standard input, which is not closed."""
    if place != STDIN:
        return opened(place)
    if stdin is None and sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    return nullcontext(stdin or sys.stdin.buffer)


def _host(record: Record, name: str) -> str:
    """The host that a field of this name tells of, or the record by itself, none when neither does."""
    return next((host_of(field.text) for field in record.fields if name and field.name == name), host_of(record.address))


def _article(target: Target, record: Record, field: Field) -> File:
    one = target._replace(locator=Locator(record.number, field.name), like=field.like)
    try:
        data = field.text.encode(target.settings.encoding)
    except UnicodeEncodeError as error:
        half = f"half a surrogate pair (\\u{ord(error.object[error.start]):04x}) at character {error.start}"
        return File(one, b"", located(one, Skipped(target.path, "undecodable", f"{half}: no character")))
    most = target.settings.max_size
    if len(data) > most:
        return File(one, b"", located(one, Skipped(target.path, "too-large", f"is over {most:,} bytes; raise --max-size to have it read")))
    return File(one, data, None, Part(record, field))


def located(target: Target, skipped: Skipped) -> Skipped:
    """What is said of an article that was skipped, with where it stands in its file."""
    if target.locator is None:
        return skipped
    record, field = target.locator
    return skipped._replace(reason=f"record {record}{field and ', '}{field}: {skipped.reason}", data=b"", locator=target.locator)


def _no_field(fields: Sequence[str], names: Sequence[str]) -> str:
    known = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"no record has a text in the field {' or '.join(fields)}; --field names another (the first record has {known})"
