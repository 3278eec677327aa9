"""A run taken back: every file byte for byte, or left alone when it is no longer what the run made of it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Literal, NamedTuple

from repair.journal.atomic import Refused, replace
from repair.journal.run import Change, Run, absolute, append, journal_path
from repair.text.decode import BOMS, Stored
from repair.text.span import StaleEdit, apply_edits, reverse_edits


class Outcome(NamedTuple):
    """What became of one file, and for one that was left, why."""

    path: str
    place: str
    state: Literal["taken back", "as before", "left alone"]
    reason: str = ""


def undo(root: str, run: Run, *, dry: bool = False) -> Iterator[Outcome]:
    """Take every file of a run back, the last written first; `dry` only tells."""
    for change in reversed(run.changes):
        place = absolute(root, change.path)
        try:
            now = _read(place)
            state: Literal["taken back", "as before"] = "as before"
            if _hash(now) != change.before:
                if _hash(now) != change.after:
                    raise Refused("has changed since the run")
                before = _before(now, change)
                if not dry:
                    replace(place, now, before)
                state = "taken back"
        except Refused as refusal:
            yield Outcome(change.path, place, "left alone", str(refusal))
            continue
        if not dry and change.path not in run.undone:
            append(journal_path(root, run.id), {"type": "undone", "path": change.path})
        yield Outcome(change.path, place, state)


def _read(place: str) -> bytes:
    try:
        with open(place, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise Refused("has gone") from None
    except OSError as error:
        raise Refused(f"cannot be read: {(error.strerror or str(error)).lower()}") from None


def _before(now: bytes, change: Change) -> bytes:
    """The bytes before the run, proved by their hash."""
    try:
        bom = BOMS.get(change.codec, b"") if change.bom else b""
        text = now[len(bom) :].decode(change.codec)
        for edits in reversed(change.passes):
            text = apply_edits(text, reverse_edits(edits))
        before = Stored(text, change.codec, bom).encode()
    except (UnicodeError, StaleEdit, LookupError) as error:
        raise Refused(f"cannot be taken back: {error}") from None
    if _hash(before) != change.before:
        raise Refused("cannot be taken back: the journal does not give the bytes it was made for")
    return before


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
