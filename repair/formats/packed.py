"""Packed files: read and written as a stream, in bounded memory."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

from repair.formats.document import MissingExtra
from repair.formats.records import Unreadable, Writable

_FEED = 2048  # of zst at a time: what it unpacks to stays small
_NAMED = 8


def unpacked(file: BinaryIO, packing: str) -> BinaryIO:
    """What a packed file holds, as a stream. Reading it raises `Unreadable` where it is broken. Raises `MissingExtra`."""
    if packing == ".gz":
        return stream_of(_members(file))
    if packing == ".zst":
        return stream_of(_frames(file))
    return file


def stream_of(pieces: Iterator[bytes]) -> BinaryIO:
    """Pieces of bytes as a stream."""
    return cast("BinaryIO", io.BufferedReader(_Careful(pieces), 1 << 18))


def packed(pieces: Iterable[bytes], file: Writable, packing: str, head: bytes) -> None:
    """Write pieces to a file, packed. `head` is how the old file began: a name and a time in it are kept."""
    if packing == ".gz":
        name, time = _gzip_head(head)
        with gzip.GzipFile(filename=name, mode="wb", compresslevel=6, fileobj=cast("BinaryIO", file), mtime=time) as out:
            for piece in pieces:
                out.write(piece)
    elif packing == ".zst":
        compressor = _zstandard().ZstdCompressor(level=3, write_checksum=True)
        with compressor.stream_writer(file, closefd=False) as out:
            for piece in pieces:
                out.write(piece)
    else:
        for piece in pieces:
            file.write(piece)


class _Careful(io.RawIOBase):
    """A stream over pieces of bytes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def _members(file: BinaryIO) -> Iterator[bytes]:
    stream = gzip.GzipFile(fileobj=file)
    try:
        while piece := stream.read(1 << 18):
            yield piece
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(f"is a broken gzip file: {_short(error)}") from None


def _frames(file: BinaryIO) -> Iterator[bytes]:
    zstandard = _zstandard()
    reader = None
    data = b""
    try:
        while data or (data := file.read(_FEED)):
            if reader is None:
                reader = zstandard.ZstdDecompressor().decompressobj()
            yield reader.decompress(data)
            data = reader.unused_data if reader.eof else b""
            if reader.eof:
                reader = None
    except zstandard.ZstdError as error:
        raise Unreadable(f"is a broken zstd file: {_short(error)}") from None
    if reader is not None:
        raise Unreadable("is a broken zstd file: it is cut short")


def _gzip_head(head: bytes) -> tuple[str, int]:
    """The name and the time in the head of a gzip file; nothing where there is none."""
    if len(head) < 10:
        return "", 0
    flags, time = head[3], struct.unpack("<I", head[4:8])[0]
    name = head[10:].split(b"\0", 1)[0].decode("latin-1") if flags & (_NAMED | 4) == _NAMED else ""
    return name, time


def _short(error: Exception) -> str:
    return str(error).lower().removesuffix(".")


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise MissingExtra("reading .zst files needs an extra: pip install 'article-repair[zstd]'") from None
    return zstandard
