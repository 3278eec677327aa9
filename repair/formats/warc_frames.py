"""Where the records of a WARC file begin and end, in a file as it is or with a gzip member for each."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

from repair.formats.records import Unreadable
from repair.text.lazy import lazy

_AT_ONCE = 1 << 16
_MOST_HEADERS = 1 << 16
_TAIL = b"\r\n\r\n"
_LENGTH = lazy(r"(?i)\r\ncontent-length[ \t]*:[ \t]*([0-9]{1,15})[ \t]*\r\n")


class Frame(NamedTuple):
    """A record: its bytes in the file, and it unpacked (headers, an empty line, the block); nothing of a block that is too large."""

    start: int
    end: int
    headers: bytes
    block: bytes | None

    def names(self) -> Mapping[str, str]:
        """The headers by their names in small letters; the first of each."""
        found: dict[str, str] = {}
        for line in self.headers.decode("utf-8", "replace").split("\r\n")[1:]:
            name, colon, value = line.partition(":")
            if colon:
                found.setdefault(name.strip().lower(), value.strip())
        return found


def frames(file: BinaryIO, most: int) -> Iterator[Frame]:
    """The records of a file, in order; blocks of more than `most` bytes are not held. Raises `Unreadable` where it is broken."""
    first = file.read(_AT_ONCE)
    if not first:
        return
    pieces = _Pieces(file, first)
    packed = first.startswith(b"\x1f\x8b")
    number = 0
    while True:
        start = pieces.at
        source = _Member(pieces) if packed else _Plain(pieces)
        number += 1
        try:
            if not source.more():
                if pieces.at == start:
                    return
                continue  # a member that holds nothing
            headers, block = _record(source, most)
            source.close()
        except zlib.error as error:
            raise Unreadable(f"record {number} is a broken gzip member: {error}") from None
        except ValueError as error:
            raise Unreadable(f"record {number} {error}") from None
        yield Frame(start, pieces.at, headers, block)


def _record(source: _Plain, most: int) -> tuple[bytes, bytes | None]:
    headers = source.until(_TAIL, _MOST_HEADERS)
    length = _LENGTH.search(headers.decode("latin-1"))
    if not headers.startswith(b"WARC/") or length is None:
        raise ValueError("does not begin with the headers of a WARC record")
    size = int(length[1])
    block = source.take(size, keep=size <= most)
    if source.take(len(_TAIL), keep=True) != _TAIL:
        raise ValueError("is not followed by two line ends where its Content-Length says")
    return headers, block


class _Pieces:
    """The bytes of a file, and how many of them have been used."""

    def __init__(self, file: BinaryIO, first: bytes) -> None:
        self._file = file
        self._piece = first
        self.at = 0

    def next(self) -> bytes:
        """What comes next; nothing at the end."""
        piece, self._piece = self._piece or self._file.read(_AT_ONCE), b""
        self.at += len(piece)
        return piece

    def back(self, rest: bytes) -> None:
        """This much of the last piece is not used yet."""
        self._piece = rest
        self.at -= len(rest)


class _Plain:
    """The bytes of a record that is not packed."""

    def __init__(self, pieces: _Pieces) -> None:
        self._pieces = pieces
        self._held = b""

    def more(self) -> bool:
        """True when there is a byte left."""
        self._held = self._held or self._next()
        return bool(self._held)

    def until(self, end: bytes, most: int) -> bytes:
        """Up to these bytes, which are the last of it."""
        data = self._held
        while (at := data.find(end)) < 0:
            piece = self._next()
            if not piece and data.startswith(b"WARC/"):
                raise ValueError("is cut short")
            if not piece or len(data) > most:
                raise ValueError("does not begin with the headers of a WARC record")
            data += piece
        self._held = data[at + len(end) :]
        return data[: at + len(end)]

    def take(self, size: int, keep: bool) -> bytes | None:
        """So many bytes; only passed over unless they are to be kept."""
        kept = []
        while size:
            if not self._held and not self.more():
                raise ValueError("is cut short")
            piece, self._held = self._held[:size], self._held[size:]
            size -= len(piece)
            if keep:
                kept.append(piece)
        return b"".join(kept) if keep else None

    def close(self) -> None:
        """The record is at its end. Raises `ValueError` when it should not be."""
        self._pieces.back(self._held)

    def _next(self) -> bytes:
        return self._pieces.next()


class _Member(_Plain):
    """The bytes of a record that is a gzip member."""

    def __init__(self, pieces: _Pieces) -> None:
        super().__init__(pieces)
        self._unpacker = zlib.decompressobj(31)
        self._began = False

    def close(self) -> None:
        if self._held or self._next():
            raise ValueError("goes on: all is packed together, not each record by itself; `warcio recompress` mends that")

    def _next(self) -> bytes:
        """What comes next of the member, some of it; nothing at its end."""
        while not self._unpacker.eof:
            packed = self._unpacker.unconsumed_tail or self._pieces.next()
            if not packed:
                if self._began:
                    raise ValueError("is cut short")
                return b""
            self._began = True
            piece = self._unpacker.decompress(packed, _AT_ONCE)
            if self._unpacker.eof:
                self._pieces.back(self._unpacker.unused_data)
            if piece:
                return piece
        return b""
