"""Changes of a stream of bytes, made while it flows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from repair.text.named import NamedTuple

_AT_ONCE = 1 << 20


class Splice(NamedTuple):
    """The bytes `old`, which stand at `start`, become `new`."""

    start: int
    old: bytes
    new: bytes


class Stale(ValueError):
    """Other bytes stand at the place of a splice than it was made for."""


def spliced(stream: BinaryIO, splices: Iterable[Splice]) -> Iterator[bytes]:
    """The bytes of a stream with these changes, which come in order and apart, in pieces. Raises `Stale`."""
    at = 0
    for start, old, new in splices:
        while at < start:
            piece = stream.read(min(_AT_ONCE, start - at))
            if not piece:
                raise Stale(f"the bytes end before {start}")
            at += len(piece)
            yield piece
        there = b""
        while len(there) < len(old) and (piece := stream.read(len(old) - len(there))):
            there += piece
        if at != start or there != old:
            raise Stale(f"other bytes stand at {start}")
        at += len(old)
        yield new
    while piece := stream.read(_AT_ONCE):
        yield piece
