"""A run taken back, whole or in part: every file byte for byte, or left alone when it is no longer what the run made of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import BinaryIO, Literal

from repair.engine.changes import Change
from repair.formats.document import MissingExtra
from repair.formats.packed import stream_of
from repair.formats.places import opened
from repair.formats.records import Unreadable
from repair.formats.rewrite import reversed_changes, rewritten
from repair.formats.splice import Stale, spliced
from repair.journal.atomic import Refused, digest_of, draft, replace
from repair.journal.run import Changed, Run, absolute, append, journal_path
from repair.journal.spool import made
from repair.text.decode import BOMS, Stored
from repair.text.named import NamedTuple
from repair.text.span import Edit, StaleEdit, apply_edits, reverse_edits


class Outcome(NamedTuple):
    """What became of one file, and for one that was left, why."""

    path: str
    place: str
    state: Literal["taken back", "as before", "left alone"]
    reason: str = ""


def undo(
    root: str, run: Run, *, rules: frozenset[str] | None = None, wanted: Callable[[str], bool] = lambda place: True, dry: bool = False
) -> Iterator[Outcome]:
    """Take the files of a run back that are `wanted`, the last written first; `dry` only tells.

    With `rules`, only the changes that these had a part in; files without any are passed over.
    """
    for change in reversed(run.changed):
        place = absolute(root, change.path)
        if not wanted(place) or (rules is not None and rules.isdisjoint(change.rules)):
            continue
        before = run.undone.get(change.path)
        gone = before.rules if before else frozenset()
        back = None if rules is None or gone is None else gone | rules
        try:
            state, after = _taken_back(root, run, change, place, gone, back, dry)
        except Refused as refusal:
            yield Outcome(change.path, place, "left alone", str(refusal))
            continue
        if not dry and (before is None or before.rules != back):
            told = {"rules": sorted(back), "after": after} if back is not None else {}
            append(journal_path(root, run.id), {"type": "undone", "path": change.path, **told})
        yield Outcome(change.path, place, state)


def _taken_back(
    root: str, run: Run, change: Changed, place: str, gone: frozenset[str] | None, back: frozenset[str] | None, dry: bool
) -> tuple[Literal["taken back", "as before"], str]:
    """Take back what `back` says (None: everything) of a file of which `gone` is taken back already; gives its hash then."""
    now = _hash(place)
    if gone is None or now == change.before:
        return "as before", now
    expected = run.undone[change.path].after if gone else change.after
    if now != expected:
        raise Refused("has changed since the run")
    if not change.spool:
        return "taken back", _text(place, change, gone, back, dry)
    try:
        return "taken back", _records(journal_path(root, run.id).removesuffix(".jsonl"), place, change, gone, back, dry)
    except (OSError, ValueError, MissingExtra, Unreadable) as error:
        raise Refused(f"cannot be taken back: {error}") from None


def _is_back(rules: tuple[str, ...], back: frozenset[str] | None) -> bool:
    return back is None or not back.isdisjoint(rules)


def _text(place: str, change: Changed, gone: frozenset[str], back: frozenset[str] | None, dry: bool) -> str:
    """The text with these changes taken back, proved by its hash when all of them are."""
    now = _read(place)
    stored = _decoded(now, change)
    try:
        before = apply_edits(stored.text, reverse_edits([_edit(one) for one in change.changes if not _is_back(one.rules, gone)]))
        after = apply_edits(before, [_edit(one) for one in change.changes if not _is_back(one.rules, back)])
        data = stored.encode(after)
    except (UnicodeError, StaleEdit, LookupError) as error:
        raise Refused(f"cannot be taken back: {error}") from None
    if back is None and sha256(data).hexdigest() != change.before:
        raise Refused("cannot be taken back: the journal does not give the bytes it was made for")
    if not dry:
        replace(place, now, data)
    return sha256(data).hexdigest()


def text_before(place: str, change: Changed) -> tuple[Stored, bytes]:
    """A text as it was before the run, and its bytes after. Raises `Refused` when it has changed since."""
    now = _read(place)
    if sha256(now).hexdigest() != change.after:
        raise Refused("has changed since the run")
    stored = _decoded(now, change)
    return stored._replace(text=apply_edits(stored.text, reverse_edits([_edit(one) for one in change.changes]))), now


@contextmanager
def records_before(folder: str, place: str, change: Changed) -> Iterator[BinaryIO]:
    """A file of records, not packed, as it was before the run, to be read through. Raises `Refused` when it has changed since."""
    if _hash(place) != change.after:
        raise Refused("has changed since the run")
    with opened(place) as file:
        spool = made(os.path.join(folder, change.spool), change.codec)
        yield stream_of(spliced(file, (splice for _, splice in reversed_changes("", ((one.locator, one.splice, True) for one in spool)))))


def _edit(change: Change) -> Edit:
    return Edit(change.start, change.old, change.new)


def _decoded(data: bytes, change: Changed) -> Stored:
    bom = BOMS.get(change.codec, b"") if change.bom else b""
    try:
        return Stored(data[len(bom) :].decode(change.codec), change.codec, data[: len(bom)])
    except (UnicodeError, LookupError) as error:
        raise Refused(f"cannot be taken back: {error}") from None


def _records(folder: str, place: str, change: Changed, gone: frozenset[str], back: frozenset[str] | None, dry: bool) -> str:
    """The file of records with these changes taken back; when all are, from the old file itself if that was kept."""
    with draft(place) as made_anew:
        if back is None and change.kept:
            with open(os.path.join(folder, change.kept), "rb") as kept:
                while piece := kept.read(1 << 20):
                    made_anew.write(piece)
        else:
            spool = made(os.path.join(folder, change.spool), change.codec)
            active = ((one.locator, one.splice, _is_back(one.rules, back)) for one in spool if not _is_back(one.rules, gone))
            with opened(place) as file:
                try:
                    rewritten(file, change.packed, reversed_changes(change.packed, active), made_anew)
                except Stale as error:
                    raise Refused(f"cannot be taken back: {error}") from None
        after = made_anew.sha256
        if back is None and after != change.before:
            raise Refused("cannot be taken back: the journal does not give the bytes it was made for")
        if not dry:
            made_anew.keep()
            made_anew.put()
    return after


def _read(place: str) -> bytes:
    with _reading(), opened(place) as file:
        return file.read()


def _hash(place: str) -> str:
    with _reading():
        return digest_of(place)


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise Refused("has gone") from None
    except OSError as error:
        raise Refused(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
