"""A file of records with changes made in it, however its records are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import file_digest
from typing import Any, BinaryIO, cast

from repair.formats.hashed import Hashed
from repair.formats.packed import packed, unpacked
from repair.formats.records import CELLS, Locator, Writable
from repair.formats.splice import Splice, spliced

_AT_ONCE = 1 << 18

Placed = tuple[Locator, Splice]


def rewritten(file: BinaryIO, packing: str, changes: Iterable[Placed], out: Writable) -> str:
    """Write a file with these changes, which come in order; gives the SHA-256 of the old one.

    Raises `Stale`, `Unreadable`, `MissingExtra`, and what `out` raises.
    """
    if packing in CELLS:
        from repair.formats.parquet import rewritten as cells_rewritten

        cells_rewritten(file, changes, out)
        file.seek(0)
        return file_digest(cast("Any", file), "sha256").hexdigest()
    head = file.read(1 << 16)
    file.seek(0)
    hashed = Hashed(file)
    pieces = spliced(unpacked(cast("BinaryIO", hashed), packing), (splice for _, splice in changes))
    packed(_together(pieces), out, packing, head)
    return hashed.sum()


def _together(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def reversed_changes(packing: str, made: Iterable[tuple[Locator, Splice, bool]]) -> Iterator[Placed]:
    """What takes back those changes that are marked; all of them have been made, in order and apart."""
    cell: Locator | None = None
    shift = 0
    for locator, splice, back in made:
        if packing in CELLS and locator != cell:
            cell, shift = locator, 0
        if back:
            yield locator, Splice(splice.start + shift, splice.new, splice.old)
        shift += len(splice.new) - len(splice.old)
