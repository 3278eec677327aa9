"""Findings that a project has looked at and wants to hear no more of, each with a reason and perhaps an end date."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from repair.formats.document import Document
from repair.formats.registry import has_comments
from repair.project.terms import Terms
from repair.project.walk import matches
from repair.rulebook.rule import Finding
from repair.rulebook.shelf import nearest
from repair.text.named import NamedTuple
from repair.text.span import Span

if TYPE_CHECKING:
    import datetime

KEYS = ("rule", "path", "text", "key", "reason", "until")
_CONDITIONS = ("rule", "path", "text", "key")
MARK = "repair:"
"""What a comment to us holds."""


class SuppressionError(ValueError):
    """A suppression cannot be taken; the message says why."""


class Suppression(NamedTuple):
    """Findings that fit every condition given are silent up to the end date. `line` is where the file has it."""

    reason: str
    rule: str = ""
    path: str = ""
    text: str = ""
    key: str = ""
    until: str = ""
    line: int = 1

    def ended(self, today: datetime.date) -> bool:
        """True from the day after `until`."""
        return bool(self.until) and self.until < today.isoformat()

    def fits(self, place: str, root: str, finding: Finding) -> bool:
        """True when every condition given holds. `path` is a pattern for the file or a folder it lies in, as in `exclude`."""
        return (
            (not self.rule or self.rule in (finding.rule.id, finding.rule.pack) or self.rule in finding.rule.formerly)
            and self.key in ("", finding.key)
            and (not self.text or " ".join(self.text.split()) == " ".join(finding.text.split()))
            and (not self.path or self.reaches(place, root))
        )

    def reaches(self, place: str, root: str) -> bool:
        """True when `path` speaks of this file."""
        while not matches(self.path, place, root):
            above = os.path.dirname(place)
            if above in (place, root):
                return False
            place = above
        return True

    def __str__(self) -> str:
        return ", ".join(f"{name} {getattr(self, name)!r}" for name in _CONDITIONS if getattr(self, name))


def suppression(table: Any, line: int = 1) -> Suppression:
    """One `[[suppress]]` table. Raises `SuppressionError`."""
    if not isinstance(table, dict):
        raise SuppressionError("suppress must be a list of tables: [[suppress]]")
    values = {}
    for key, value in table.items():
        if key not in KEYS:
            raise SuppressionError(f'unknown key "{key}" in a suppression{nearest(key, KEYS)}')
        if key == "until" and hasattr(value, "isoformat"):  # TOML has dates
            value = value.isoformat()
        if not isinstance(value, str) or not value.strip():
            raise SuppressionError(f"{key} of a suppression must be a text")
        values[key] = value
    if "reason" not in values:
        raise SuppressionError("a suppression needs a reason")
    if not any(key in values for key in _CONDITIONS):
        raise SuppressionError("a suppression needs at least one of rule, path, text, key")
    if "until" in values:
        until(values["until"])
    return Suppression(**values, line=line)


def until(value: str) -> str:
    """An end date. Raises `SuppressionError`."""
    import datetime

    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise SuppressionError(f'until is a date such as 2027-01-31, not "{value}"') from None


class Heard(NamedTuple):
    """The findings that are not silent, and what to say of the comments that silenced nothing: place and message."""

    findings: list[Finding]
    idle: list[tuple[Span, str]]


def _ended(suppressions: Sequence[Suppression]) -> list[Suppression]:
    if not any(one.until for one in suppressions):
        return []
    import datetime

    today = datetime.date.today()
    return [one for one in suppressions if one.ended(today)]


class Silence:
    """The suppressions of one configuration at work; remembers which were of use."""

    def __init__(
        self,
        suppressions: Iterable[Suppression],
        root: str,
        terms: Iterable[str] = (),
        in_force: Mapping[str, str] | None = None,
        every: Callable[[], Iterable[str]] = tuple,
    ):
        """`in_force` has the id of each rule in force under all its names; comments are idle only where they speak of such.

        `every` gives the names of all rules there are.
        """
        self._root = root
        self._all = list(suppressions)
        self._ended = _ended(self._all)
        active = [one for one in self._all if one not in self._ended]
        self._by_key: dict[str, list[Suppression]] = {}
        self._others = [one for one in active if not one.key]
        for one in active:
            if one.key:
                self._by_key.setdefault(one.key, []).append(one)
        self._used: set[Suppression] = set()
        self._terms = Terms(terms)
        self._in_force = in_force or {}
        self._every = every

    def may_fit(self, place: str, source: str) -> bool:
        """False when nothing in this file can be silent."""
        return bool(self._by_key or self._others or self._terms or (MARK in source and has_comments(place)))

    def heard(self, place: str, source: str, findings: Sequence[Finding], document: Callable[[], Document]) -> Heard:
        """The findings of a file that neither configuration nor comments silence."""
        kept = list(findings)
        idle: list[tuple[Span, str]] = []
        if MARK in source and has_comments(place):
            from repair.project.comments import heard_in_comments

            kept, idle = heard_in_comments(document(), kept, self._in_force, self._every)
        if kept and (self._by_key or self._others):
            kept = _without_shared(kept, [finding for finding in kept if not self._silenced(place, finding)])
        return Heard(self._terms.beyond(kept, source), idle)

    def _silenced(self, place: str, finding: Finding) -> bool:
        for one in (*self._by_key.get(finding.key, ()), *self._others):
            if one.fits(place, self._root, finding):
                self._used.add(one)
                return True
        return False

    def idle(self, places: Iterable[str], whole: bool) -> list[tuple[Suppression, str]]:
        """The suppressions that silenced nothing, each with why. `places` are the files judged, all of the project when `whole`.

        One that these files say nothing about, or whose rule is not in force, is not told.
        """
        judged = list(places)
        told = []
        for one in self._all:
            covered = whole or (one.path and not _is_open(one.path) and any(one.reaches(place, self._root) for place in judged))
            if one in self._used or not covered or (one.rule and one.rule not in self._in_force):
                continue
            told.append((one, f"ended on {one.until}" if one in self._ended else "fits nothing that is found"))
        return told


def _without_shared(findings: Sequence[Finding], kept: list[Finding]) -> list[Finding]:
    """The findings kept, without the fixes of a rule that also mend one which is silent: of a pair that stays, no half goes."""
    if len(kept) == len(findings):
        return kept
    told = {id(finding) for finding in kept}
    stay = {(finding.rule.id, fix.edits) for finding in findings if id(finding) not in told for fix in finding.fixes}
    return [
        finding._replace(fixes=tuple(fix for fix in finding.fixes if (finding.rule.id, fix.edits) not in stay))
        if finding.fixes
        else finding
        for finding in kept
    ]


def _is_open(pattern: str) -> bool:
    """True for a pattern that may speak of several files."""
    return bool(re.search(r"[*?\[]", pattern)) or "." not in pattern.rsplit("/", 1)[-1]
