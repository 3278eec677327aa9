"""From the files of a run to their articles: one of most files, one of each wanted field of a file of records."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, BinaryIO, cast

from repair.formats.document import MissingExtra
from repair.formats.hashed import Hashed
from repair.formats.places import opened
from repair.formats.records import CELLS, FIELD, Locator, Unreadable, is_records, packing, reader
from repair.project.hosts import host_of
from repair.project.scan import STDIN, Skipped, Target, load, why
from repair.text.named import NamedTuple
from repair.text.span import Edit

if TYPE_CHECKING:
    from repair.formats.records import Field, Record
    from repair.formats.splice import Splice
    from repair.project.work import Outcome


class Ended(NamedTuple):
    """A file of records was read to its end: the SHA-256 of its bytes as stored."""

    sha256: str


class Passed(NamedTuple):
    """A record of standard input without an article, which begins at this byte, was read."""

    start: int


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
    """An article as read, and what came of it; None while nothing has. `part` is where it stands in a file of records."""

    target: Target
    data: bytes
    outcome: Outcome | Ended | Passed | None = None
    part: Part | None = None


def files(targets: Iterable[Target], stdin: BinaryIO | None = None) -> Iterator[File]:
    """The articles of these files, in order. Behind those of a file of records stands one more entry, `Ended` or why it is not."""
    for target in targets:
        if is_records(target.kind):
            yield from _articles(target, stdin)
        else:
            data = load(target)
            yield File(target, b"", data) if isinstance(data, Skipped) else File(target, data)


def holds_many(targets: Iterable[Target]) -> bool:
    """True when one of these files may hold many articles."""
    return any(is_records(target.kind) for target in targets)


def _articles(target: Target, stdin: BinaryIO | None) -> Iterator[File]:
    met = troubled = False
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
            wanted = settings.field or (FIELD,)
            aside = {settings.host_field} - {"", *wanted}
            source = reader(target.kind, stream, (*wanted, *aside), settings.encoding, settings.max_size)
            for record in source:
                if settings.host_field or record.address:
                    target = target._replace(host=_host(record, settings.host_field))
                if record.trouble:
                    troubled = True
                    one = target._replace(locator=Locator(record.number, ""))
                    yield File(one, b"", located(one, Skipped(target.path, *record.trouble)))
                for field in record.fields:
                    if field.name not in aside:
                        met = True
                        yield _article(target, record, field)
                if stdin and all(field.name in aside for field in record.fields):
                    yield File(target._replace(locator=Locator(record.number, "")), b"", Passed(record.start))
            if source.names and not met and not troubled and not {name.split(".")[0] for name in wanted} & set(source.names):
                yield File(target, b"", Skipped(target.path, "no-field", _no_field(wanted, source.names)))
            if stream is opened:
                opened.seek(0)
            yield File(target, b"", Ended(file.sum()))
    except (Unreadable, MissingExtra) as error:
        code = "missing-extra" if isinstance(error, MissingExtra) else "broken"
        yield File(target, b"", Skipped(target.path, code, f"left as it is: {error}"))
    except OSError as error:
        yield File(target, b"", Skipped(target.path, "unreadable", why(error)))


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
    return skipped._replace(reason=f"record {record}{field and ', '}{field}: {skipped.reason}", data=b"")


def _no_field(fields: Sequence[str], names: Sequence[str]) -> str:
    known = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"no record has a text in the field {' or '.join(fields)}; --field names another (the first record has {known})"
