"""One run in full: for people, as a diff, or as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import IO, Any

from repair.cli.diff import name_from, work_tree
from repair.cli.output import said, terminal_encoding
from repair.cli.runs import line
from repair.formats.splice import Stale
from repair.journal.atomic import Refused
from repair.journal.run import Changed, Run, absolute, journal_path
from repair.journal.spool import made
from repair.journal.undo import text_before
from repair.project.config import shown
from repair.report.visible import visible

VERSION = 1


def show(root: str, run: Run, form: str, out: IO[bytes]) -> int:
    """Write a run down; gives 1 when a file can no longer be shown as the run changed it."""
    if form == "json":
        for piece in _json(root, run):
            out.write(piece.encode("utf-8", "backslashreplace"))
        return 0
    if form == "diff":
        return max([_diff(root, run, change, out) for change in run.changed], default=0)
    for told in _text(root, run):
        out.write(told.encode(terminal_encoding(), "backslashreplace") + b"\n")
    return 0


def _edits(root: str, run: Run, change: Changed) -> Iterator[dict[str, Any]]:
    """The changes of a file, one after the other; in a file of records they stand at bytes, in a text at characters."""
    if not change.spool:
        for one in change.changes:
            yield {"start": one.start, "old": one.old, "text": one.new, "rules": one.rules}
        return
    for splice, rules, locator in made(_spool(root, run, change), change.codec):
        old, new = splice.old.decode(change.codec), splice.new.decode(change.codec)
        yield {"byte": splice.start, "old": old, "text": new, "rules": rules, "locator": locator._asdict()}


def _spool(root: str, run: Run, change: Changed) -> str:
    return os.path.join(journal_path(root, run.id).removesuffix(".jsonl"), change.spool)


def _json(root: str, run: Run) -> Iterator[str]:
    yield json.dumps({"version": VERSION, "run": run.header, "ended": run.ended}, ensure_ascii=False)[:-1] + ', "files": ['
    comma = "\n"
    for change in run.changed:
        back = run.undone.get(change.path)
        about = {"path": shown(absolute(root, change.path)), "before": change.before, "after": change.after, "rules": change.rules}
        taken = None if back is None else "all" if back.rules is None else sorted(back.rules)
        yield comma + json.dumps({**about, "taken_back": taken}, ensure_ascii=False)[:-1] + ', "edits": ['
        comma = "\n"
        for edit in _edits(root, run, change):
            yield comma + json.dumps(edit, ensure_ascii=False)
            comma = ",\n"
        yield "]}"
        comma = ",\n"
    yield "]}\n"


def _text(root: str, run: Run) -> Iterator[str]:
    yield line(run)
    tool = run.header.get("tool", {})
    yield f"repair {tool.get('version')}, rules {str(tool.get('rules_sha256'))[:12]}, settings {str(tool.get('config_sha256'))[:12]}"
    for change in run.changed:
        back = run.undone.get(change.path)
        state = "" if back is None else " (taken back)" if back.rules is None else f" (without {', '.join(sorted(back.rules))})"
        rules = ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in change.rules.items())
        yield f"\n{visible(shown(absolute(root, change.path)))}{state}: {rules}"
        yield f"  sha256 {change.before[:16]}… → {change.after[:16]}…"
        for edit in _edits(root, run, change):
            place = f"#{edit['locator']['record']}/{edit['locator']['field']}" if "locator" in edit else edit["start"]
            yield f"  {place}: {edit['old']!r} → {edit['text']!r}"


def _diff(root: str, run: Run, change: Changed, out: IO[bytes]) -> bool:
    """Write the diff of a file; True when that cannot be done any more."""
    place = absolute(root, change.path)
    path = visible(shown(place))
    if change.path in run.undone:
        said(f"{path}: taken back, and therefore not shown")
        return False
    name = name_from(place, work_tree())
    try:
        if change.packed:
            raise Refused("no diff of a file stored like this is of use; --format json shows its changes")
        if change.spool:
            from repair.journal.undo import records_before
            from repair.report.record_diff import record_patch

            folder = journal_path(root, run.id).removesuffix(".jsonl")
            marked = ((one.splice, one.rules) for one in made(_spool(root, run, change), change.codec))
            with records_before(folder, place, change) as before:
                for piece in record_patch(name, before, marked):
                    out.write(piece)
        else:
            from repair.report.diff import patch

            stored, after = text_before(place, change)
            out.write(patch(name, stored, after, change.changes))
    except (Refused, Stale, OSError, ValueError) as error:
        said(f"{path}: {error}")
        return True
    return False
