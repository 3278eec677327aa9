"""The lines of a stream, none longer than it may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO


def lines(stream: BinaryIO, most: int, number: int = 0, start: int = 0) -> Iterator[tuple[int, int, bytes | None]]:
    """Number, first byte and content of each line, its end included; None for one of more than `most` bytes.

    Before the stream there were `number` lines, of `start` bytes.
    """
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
