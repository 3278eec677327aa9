"""The lines of a stream, none longer than it may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO


def lines(stream: BinaryIO, most: int) -> Iterator[tuple[int, int, bytes | None]]:
    """Number (from 1), first byte and content of each line, its end included; None for one of more than `most` bytes."""
    number = start = 0
    while line := stream.readline(most + 1):
        number += 1
        length = len(line)
        if length > most and not line.endswith(b"\n"):
            while (more := stream.readline(1 << 16)) and not more.endswith(b"\n"):
                length += len(more)
            length += len(more)
            yield number, start, None
        else:
            yield number, start, line
        start += length
