"""Old findings that a project has accepted for now, so that only new ones are reported.

A finding is known by its key, which holds neither place nor path; so known findings stay known when paragraphs move,
lines are added above or files are renamed. They are counted: one more of the same is new. Where the words beside it were
edited, a finding stands for one of the same rule and words that the same file has lost.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from repair.journal.atomic import Draft, Refused
from repair.problem import Problem
from repair.rulebook.rule import Finding
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.ways import way

VERSION = 1
_WIDTH = 80
_WORD = lazy(r"\w")


class BaselineError(Problem):
    """The file is no baseline or cannot be written; the message names it and says what to do."""


class Entry(NamedTuple):
    """How often a finding was there in one file, with its rule and text for the reader of the baseline."""

    path: str
    key: str
    times: int
    rule: str
    text: str


class Baseline:
    """The known findings of a file, used up as they are met again.

    Let every article be met first (`meet`), then ask (`new`): a finding whose article was renamed is recognised only when
    it is clear which known ones are left over. `silent` are the names of rules that are not in force in this run, and
    `partial` is one that meets only some findings of an article: then a known one that is not met is not lost.
    Making one raises `BaselineError`, unless it is `fresh` and there is no such file.
    """

    def __init__(self, file: str, silent: Iterable[str] = (), fresh: bool = False, partial: bool = False) -> None:
        self._file = file
        self._folder = os.path.dirname(os.path.abspath(file))
        self._silent = frozenset(silent)
        self._partial = partial
        self._entries = {} if fresh and not os.path.exists(file) else {(one.path, one.key): one for one in read(file)}
        self._left: dict[str, Counter[str]] = {}
        self._keys: dict[tuple[str, str, str], list[str]] = {}
        for one in self._entries.values():
            self._left.setdefault(one.key, Counter())[one.path] += one.times
            self._keys.setdefault((one.path, one.rule, one.text), []).append(one.key)
        self._met: set[str] = set()
        self._ways: dict[str, str] = {}

    def meet(self, place: str, findings: Iterable[Finding]) -> list[Finding]:
        """The findings of an article that are not known under its own path; `place` is absolute, or - for standard input."""
        path = self._path(place)
        self._met.add(path)
        unknown = []
        for finding in findings:
            left = self._left.get(finding.key)
            if left and left[path] > 0:
                left[path] -= 1
            else:
                unknown.append(finding)
        return unknown

    def new(self, place: str, findings: Iterable[Finding]) -> list[Finding]:
        """Those of the findings that `meet` gave that are known neither from a file that lost them or is gone, nor by their words."""
        unknown = [finding for finding in findings if not self._moved_here(finding)]
        return [finding for finding in unknown if not self._edited_near(self._path(place), finding)]

    def _moved_here(self, finding: Finding) -> bool:
        left = self._left.get(finding.key) or Counter()
        path = next((path for path in sorted(left) if left[path] > 0 and self._judged(path)), None)
        if path is not None:
            left[path] -= 1
        return path is not None

    def _edited_near(self, path: str, finding: Finding) -> bool:
        text = _shown(finding)
        if self._partial or (text and not _WORD.search(text)):  # marks alone are all alike
            return False
        for key in self._keys.get((path, finding.rule.id, text), ()):
            if self._left[key][path] > 0:
                self._left[key][path] -= 1
                return True
        return False

    def stale(self) -> list[Entry]:
        """After `new`: what is known but no longer there, in the files met and in files that are gone."""
        told = [one._replace(times=self._left[one.key][one.path]) for one in self._entries.values() if one.rule not in self._silent]
        return sorted(one for one in told if one.times > 0 and self._judged(one.path))

    def update(self, judged: Iterable[tuple[str, Sequence[Finding]]]) -> int:
        """Write the file anew with these findings by place; gives how many are known now.

        Of files that were not met but are there, and of rules that were not in force, the old entries stay.
        """
        made = [one for place, findings in judged for one in _entries(self._path(place), findings)]
        met = {one.path for one in made} | self._met
        kept = [one for one in self._entries.values() if one.rule in self._silent or (one.path not in met and not self._judged(one.path))]
        write(self._file, [*made, *kept])
        return sum(one.times for one in (*made, *kept))

    def _judged(self, path: str) -> bool:
        return path in self._met or not os.path.exists(os.path.join(self._folder, path))

    def _path(self, place: str) -> str:
        if place == "-":
            return place
        folder, name = os.path.split(place)
        known = self._ways.get(folder)
        if known is None:
            known = self._ways[folder] = way(folder, self._folder)
        return name if known == "." else f"{known}/{name}"


def _entries(path: str, findings: Iterable[Finding]) -> list[Entry]:
    known: dict[str, Entry] = {}
    for finding in findings:
        before = known.get(finding.key)
        one = Entry(path, finding.key, 1, finding.rule.id, _shown(finding))
        known[finding.key] = before._replace(times=before.times + 1) if before else one
    return list(known.values())


def _shown(finding: Finding) -> str:
    return " ".join(finding.text.split())[:_WIDTH]


def dump(known: Iterable[Entry]) -> str:
    """The file's text: JSON with one entry a line, sorted, each line complete in itself.

    So two branches that add or remove different lines merge line by line, also with git's `merge=union`; a line that came
    twice counts once.
    """
    rows = "".join(f"{json.dumps(list(one), ensure_ascii=False)},\n" for one in sorted(known))
    return f'{{"version": {VERSION}, "findings": [\n{rows}[]\n]}}\n'


def read(file: str) -> list[Entry]:
    """The entries of a baseline file. Raises `BaselineError` when it cannot be read or is none."""
    anew = "--update-baseline writes it"
    try:
        with open(file, encoding="utf-8") as opened:
            text = opened.read()
    except (OSError, UnicodeDecodeError) as error:
        raise BaselineError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}; {anew}") from None
    if any(line.startswith(("<<<<<<< ", "=======", ">>>>>>> ")) for line in text.splitlines()):
        raise BaselineError(
            f"{file}: holds merge conflict marks; take the marks out, keep the lines of both sides, and run --update-baseline"
        )
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{file}: not JSON: {error}; {anew} anew when it is gone") from None
    if not isinstance(data, Mapping) or data.get("version") != VERSION or not isinstance(data.get("findings"), list):
        raise BaselineError(f"{file}: not a baseline of version {VERSION}; {anew} anew when it is gone")
    found: dict[tuple[str, str], Entry] = {}
    for row in data["findings"]:
        if row:
            one = _entry(file, row)
            twin = found.get((one.path, one.key))
            found[one.path, one.key] = one if twin is None else one._replace(times=max(one.times, twin.times))
    return list(found.values())


def _entry(file: str, row: Any) -> Entry:
    match row:
        case [str(path), str(key), int(times), str(rule), str(text)] if times > 0:
            return Entry(path, key, times, rule, text)
    raise BaselineError(f"{file}: {json.dumps(row)[:80]} is no entry; take the line out")


def write(file: str, known: Iterable[Entry]) -> None:
    """Write the file whole or not at all. Raises `BaselineError`."""
    try:
        with Draft(os.path.realpath(file), new=True) as draft:
            draft.write(dump(known).encode("utf-8", "backslashreplace"))
            draft.keep()
            draft.put()
    except Refused as refusal:
        raise BaselineError(f"{file}: {refusal}") from None
