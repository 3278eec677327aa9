"""Files that hold many articles: each is a text in a field of a record, and is edited where it stands.

A reader goes through the file once and holds one record at a time. Nothing is ever written anew from what was understood:
an edit of a text becomes edits of the bytes that spell it (`splice`), and all other bytes stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import BinaryIO, Protocol

from repair.formats.splice import Splice
from repair.text.decode import same_codec
from repair.text.named import NamedTuple
from repair.text.span import Edit

FIELD = "text"
"""The field that holds the article unless another is named."""
_KINDS = {
    ".jsonl": ("repair.formats.json_records", "JsonLines"),
    ".ndjson": ("repair.formats.json_records", "JsonLines"),
    ".json": ("repair.formats.json_records", "Json"),
    ".csv": ("repair.formats.delimited", "Csv"),
    ".tsv": ("repair.formats.delimited", "Tsv"),
}
_WHOLE = {
    ".parquet": ("repair.formats.parquet", "Parquet"),
    ".warc": ("repair.formats.warc", "Warc"),
    ".warc.gz": ("repair.formats.warc", "Warc"),
}
WHOLE = tuple(_WHOLE)
"""Kinds of files that are read as they are stored, and are no lines of text."""
CELLS = (".parquet",)
"""Those in which places count from the start of a cell."""
ADDED_TO = (".warc", ".warc.gz")
"""Those to which a fix only adds bytes."""
_PACKED = (".gz", ".zst")
_ENDS = (*_KINDS, *WHOLE, *_PACKED)
PATTERNS = (*(f"*{suffix}{packing}" for suffix in _KINDS for packing in ("", *_PACKED)), *(f"*{suffix}" for suffix in WHOLE))


class Unreadable(Exception):
    """The file cannot be read to its end; the message says why."""


class Locator(NamedTuple):
    """Which part of a file an article is: the record, counted from 1, and the dotted name of the field (none: the whole record)."""

    record: int
    field: str

    def __str__(self) -> str:
        return f"#{self.record}/{self.field}" if self.field else f"#{self.record}"


class Writable(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


class Token(Protocol):
    """How a text is spelt in its record."""

    def place(self, edits: Sequence[Edit]) -> list[Edit]:
        """Edits of the text, in order and apart, as edits of the spelling: as small as they can be."""


class AsItIs:
    """The spelling of a text that stands in its record as it is."""

    def place(self, edits: Sequence[Edit]) -> list[Edit]:
        return list(trimmed(edits))


class Field(NamedTuple):
    """A text of a record; `token` is its spelling, which begins at `start` of the record's source.

    `like` is a name whose ending tells what kind of text it is; none means plain.
    """

    name: str
    text: str
    start: int
    token: Token
    like: str = ""


class Record:
    """One record: its number, what it is in characters, where it begins in the file, its texts.

    `trouble` is a code and a reason, when the record cannot be understood and is left as it is. `address` is where it comes from, where
    its format has a place for that.
    """

    address = ""

    def __init__(
        self, number: int, start: int, source: str, codec: str, fields: Sequence[Field] = (), trouble: tuple[str, str] | None = None
    ) -> None:
        self.number = number
        self.start = start
        self.fields = fields
        self.trouble = trouble
        self.codec = codec
        self._source = source
        self._known = (0, start)

    def splices(self, field: Field, edits: Sequence[Edit]) -> list[Splice]:
        """Edits of a field's text, in order and apart, as changes of the file's bytes."""
        made = []
        for edit in field.token.place(edits):
            made.append(Splice(self._byte(field.start + edit.start), edit.old.encode(self.codec), edit.new.encode(self.codec)))
        return made

    def _byte(self, offset: int) -> int:
        at, byte = self._known
        if offset < at:
            return byte - len(self._source[offset:at].encode(self.codec))
        self._known = offset, byte + len(self._source[at:offset].encode(self.codec))
        return self._known[1]


class Reader(Protocol):
    """Goes through the records of a file; `names` are those of the fields of the first one that was understood."""

    names: tuple[str, ...]

    def __init__(self, stream: BinaryIO, fields: Sequence[str], codec: str, most: int) -> None: ...

    def __iter__(self) -> Iterator[Record]: ...


def is_records(path: str) -> bool:
    """True for a file whose name says that it holds records."""
    return path.lower().endswith(_ENDS) and (_suffix(path) in _KINDS or packing(path) in WHOLE)


def is_lines(path: str) -> bool:
    """True for a file with a record on each line, which can be read from any of them on."""
    return path.lower().endswith(_ENDS) and _KINDS.get(_suffix(path), ("", ""))[1] == "JsonLines" and not packing(path)


def takes_codec(path: str) -> bool:
    """False for a kind of file that is in UTF-8 by its definition."""
    return _suffix(path) in (".csv", ".tsv")


def reader(path: str, stream: BinaryIO, fields: Iterable[str], codec: str, most: int) -> Reader:
    """The reader of a file's unpacked bytes. No record may have more than `most` bytes. Raises `Unreadable`."""
    if any(same_codec(codec, wide) for wide in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")):
        raise Unreadable(f"records in {codec} cannot be read; convert the file to UTF-8")
    module, name = _WHOLE.get(packing(path)) or _KINDS[_suffix(path)]
    kind: type[Reader] = getattr(import_module(module), name)
    return kind(stream, tuple(fields) or (FIELD,), codec, most)


def packing(path: str) -> str:
    """How the records of a file are stored: nothing when as they are spelt, `.gz` or `.zst` when packed so, else the kind of file."""
    name = path.lower()
    return next((end for end in (*WHOLE, *_PACKED) if name.endswith(end)), "")


def _suffix(path: str) -> str:
    name = path.lower()
    name = name[: len(name) - len(packing(name))]
    dot = name.rfind(".")
    return name[dot:] if dot > name.rfind("/") + 1 else ""


def too_large(most: int) -> tuple[str, str]:
    """The trouble with a record of more than `most` bytes."""
    return "too-large", f"is over {most:,} bytes; raise --max-size to have it read"


def trimmed(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits without what their two sides share at both ends; nothing of those that change nothing."""
    return (edit.trimmed() for edit in edits if edit.old != edit.new)
