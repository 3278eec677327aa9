"""Old findings that a project has accepted for now, so that only new ones are reported.

A finding is known by its key, which holds neither place nor path; so known findings stay known when paragraphs move,
lines are added above or files are renamed. They are counted: one more of the same is new.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from repair.rulebook.rule import Finding

VERSION = 1


class BaselineError(Exception):
    """The file is no baseline; the message names it and says what to do."""


class Entry(NamedTuple):
    """How often a finding was there in one file, with its rule and text for the reader of the baseline."""

    key: str
    path: str
    times: int
    rule: str
    text: str


class Baseline:
    """The known findings, used up as they are met again.

    Meet every article first (`meet`), then ask (`new`): a finding whose file was renamed is recognised only when it is
    clear which known ones are left over.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._known: dict[str, Counter[str]] = {}
        self._entries: dict[tuple[str, str], Entry] = {}
        for entry in entries:
            self._known.setdefault(entry.key, Counter())[entry.path] += entry.times
            self._entries[entry.key, entry.path] = entry
        self._met: set[str] = set()
        self._unmatched: list[tuple[str, Finding]] = []
        self._renamed: set[tuple[str, int]] | None = None

    def meet(self, path: str, findings: Iterable[Finding]) -> None:
        """Take the findings of one article, those known under its own path first."""
        self._met.add(path)
        for finding in findings:
            places = self._known.get(finding.key)
            if places and places[path] > 0:
                places[path] -= 1
            else:
                self._unmatched.append((path, finding))

    def new(self) -> list[tuple[str, Finding]]:
        """The findings that no entry accounts for, with their paths, in the order met."""
        found = []
        for path, finding in self._unmatched:
            places = self._known.get(finding.key)
            other = next((place for place in sorted(places) if places[place] > 0), None) if places else None
            if places is not None and other is not None:
                places[other] -= 1
            else:
                found.append((path, finding))
        self._unmatched = []
        return found

    def stale(self) -> list[Entry]:
        """After `new`: what is known but no longer there, of the files met and of files that are gone."""
        left = []
        for key, places in sorted(self._known.items()):
            for path, count in sorted(places.items()):
                if count > 0 and (path in self._met or not os.path.exists(path)):
                    left.append(self._entries[key, path]._replace(times=count))
        return left


def entries(findings: Iterable[tuple[str, Finding]]) -> list[Entry]:
    """The entries that make these findings known, sorted."""
    counts: Counter[tuple[str, str]] = Counter()
    sample: dict[tuple[str, str], Finding] = {}
    for path, finding in findings:
        counts[finding.key, path] += 1
        sample.setdefault((finding.key, path), finding)
    return [
        Entry(key, path, count, sample[key, path].rule.id, " ".join(sample[key, path].text.split())[:80])
        for (key, path), count in sorted(counts.items(), key=lambda item: (item[0][1], item[0][0]))
    ]


def dump(known: Iterable[Entry]) -> str:
    """The file's text: JSON with one entry a line, sorted, each line complete in itself.

    Two branches that add different lines merge without a conflict in most cases; after a union merge the file still
    reads, and a line that came twice counts once.
    """
    rows = "".join(
        f"{json.dumps([entry.path, entry.key, entry.times, entry.rule, entry.text], ensure_ascii=False)},\n"
        for entry in sorted(known, key=lambda entry: (entry.path, entry.key))
    )
    return f'{{"version": {VERSION}, "findings": [\n{rows}[]\n]}}\n'


def read(path: str) -> list[Entry]:
    """The entries of a baseline file. Raises `BaselineError` when it cannot be read or is none."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise BaselineError(f"{path}: cannot be read: {error}; write one with --update-baseline") from None
    if any(line.startswith(("<<<<<<<", "=======", ">>>>>>>")) for line in text.splitlines()):
        raise BaselineError(f"{path}: holds merge conflict marks; keep the lines of both sides, then run --update-baseline")
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BaselineError(f"{path}: not JSON: {error}; write it anew with --update-baseline") from None
    if not isinstance(data, Mapping) or data.get("version") != VERSION or not isinstance(data.get("findings"), list):
        raise BaselineError(f"{path}: not a baseline of version {VERSION}; write it anew with --update-baseline")
    found: dict[tuple[str, str], Entry] = {}
    for row in data["findings"]:
        if row:
            entry = _entry(path, row)
            twin = found.get((entry.key, entry.path))
            found[entry.key, entry.path] = entry if twin is None else entry._replace(times=max(entry.times, twin.times))
    return list(found.values())


def _entry(path: str, row: Any) -> Entry:
    match row:
        case [str(place), str(key), int(count), str(rule), str(text)] if count > 0:
            return Entry(key, place, count, rule, text)
    raise BaselineError(f"{path}: {json.dumps(row)[:80]} is no entry; write the file anew with --update-baseline")


def write(path: str, known: Iterable[Entry]) -> None:
    """Write the file whole or not at all. Raises `OSError`."""
    folder = os.path.dirname(os.path.abspath(path))
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=folder, delete=False) as out:
        out.write(dump(known))
        out.flush()
        os.fsync(out.fileno())
    os.replace(out.name, path)
