"""Findings that a project has looked at and wants to hear no more of, each with a reason and perhaps an end date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from repair.rulebook.rule import Finding
from repair.text.span import Span

KEYS = ("rule", "path", "text", "key", "reason", "until")


class SuppressionError(ValueError):
    """A suppression cannot be taken; the message says why."""


class Suppression(NamedTuple):
    """Findings that fit every condition given are silent until the end date. `origin` says where it is written."""

    reason: str
    rule: str = ""
    path: str = ""
    text: str = ""
    key: str = ""
    until: str = ""
    origin: str = ""

    def expired(self, today: datetime.date) -> bool:
        """True from the day after `until`."""
        return bool(self.until) and datetime.date.fromisoformat(self.until) < today

    def fits(self, path: str, finding: Finding) -> bool:
        """True when every condition given holds. `path` patterns are matched against the path below the configuration's folder."""
        return (
            self.rule in ("", finding.rule.id, finding.rule.pack)
            and self.key in ("", finding.key)
            and (not self.path or fnmatchcase(path, self.path))
            and (not self.text or " ".join(self.text.split()) == " ".join(finding.text.split()))
        )

    def __str__(self) -> str:
        named = ((name, getattr(self, name)) for name in ("rule", "path", "text", "key") if getattr(self, name))
        return ", ".join(f"{name} {value!r}" for name, value in named)


def suppression(table: Any, origin: str = "") -> Suppression:
    """One `[[suppress]]` table. Raises `SuppressionError`."""
    if not isinstance(table, dict):
        raise SuppressionError("suppress must be a list of tables: [[suppress]]")
    for key, value in table.items():
        if key not in KEYS:
            raise SuppressionError(f'unknown key "{key}" in a suppression; known are {", ".join(KEYS)}')
        if key == "until" and isinstance(value, datetime.date):
            continue
        if not isinstance(value, str) or not value.strip():
            raise SuppressionError(f"{key} in a suppression must be a text")
    if "reason" not in table:
        raise SuppressionError("a suppression needs a reason")
    if not any(key in table for key in ("rule", "path", "text", "key")):
        raise SuppressionError("a suppression needs at least one of rule, path, text, key")
    values = {key: str(value) for key, value in table.items()}
    if "until" in values:
        try:
            datetime.date.fromisoformat(values["until"])
        except ValueError:
            raise SuppressionError(f"until must be a date such as 2027-01-31, not {values['until']!r}") from None
    return Suppression(**values, origin=origin)


class Silence:
    """The suppressions of a project at work; remembers which were of use."""

    def __init__(self, suppressions: Iterable[Suppression], terms: Iterable[str] = (), today: datetime.date | None = None) -> None:
        self._today = today or datetime.date.today()
        self._all = list(suppressions)
        self._active = [one for one in self._all if not one.expired(self._today)]
        self._used: set[Suppression] = set()
        self._terms = _any_of(terms)

    def heard(self, path: str, text: str, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that are not silent. What lies wholly inside a name or term of the project's dictionary is."""
        known = [Span(*match.span()) for match in self._terms.finditer(text)] if self._terms and findings else []
        kept = []
        for finding in findings:
            fitting = next((one for one in self._active if one.fits(path, finding)), None)
            if fitting is not None:
                self._used.add(fitting)
            elif not any(term.covers(finding.span) and finding.span.start < finding.span.end for term in known):
                kept.append(finding)
        return kept

    def unused(self) -> list[tuple[Suppression, str]]:
        """The suppressions that silenced nothing, each with why: out of date, or nothing fits any more."""
        return [
            (one, f"ended on {one.until}" if one.expired(self._today) else "nothing fits it any more")
            for one in self._all
            if one not in self._used
        ]


def _any_of(terms: Iterable[str]) -> re.Pattern[str] | None:
    listed = sorted({term.strip() for term in terms if term.strip()}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)") if listed else None


_COMMENT = re.compile(r"<!--\s*repair:\s*(?P<what>[^\n]{0,200}?)\s*-->")


class Note(NamedTuple):
    """A comment in an article that speaks to this tool: `ignore`, `off` or `on`, and the rules it names (none: all)."""

    span: Span
    what: str
    rules: tuple[str, ...]


def notes(source: str) -> list[Note]:
    """The `<!-- repair: … -->` comments of a Markdown or HTML source, in order. Raises `SuppressionError` for one not understood."""
    found = []
    for match in _COMMENT.finditer(source):
        what, *rules = match["what"].replace(",", " ").split() or [""]
        if what not in ("ignore", "off", "on"):
            raise SuppressionError(f'"repair: {match["what"]}" is not understood; write ignore RULE…, off or on')
        found.append(Note(Span(*match.span()), what, tuple(rules)))
    return found


def unsilenced(source: str, findings: Sequence[Finding]) -> tuple[list[Finding], list[Note]]:
    """The findings that no comment silences, and the comments that silenced nothing.

    `off` … `on` silences what lies between (to the end without `on`); `ignore` silences the line it stands on, or, alone on
    its line, the next block of lines.
    """
    spoken = notes(source)
    if not spoken:
        return list(findings), []
    reach = [(note, _reach(source, note, spoken[number + 1 :])) for number, note in enumerate(spoken) if note.what != "on"]
    used: set[Note] = set()
    kept = []
    for finding in findings:
        silencing = [
            note
            for note, span in reach
            if span.covers(finding.span) and (not note.rules or finding.rule.id in note.rules or finding.rule.pack in note.rules)
        ]
        used.update(silencing)
        if not silencing:
            kept.append(finding)
    return kept, [note for note, _ in reach if note not in used]


def _reach(source: str, note: Note, later: Sequence[Note]) -> Span:
    if note.what == "off":
        end = next((one.span.start for one in later if one.what == "on" and one.rules in ((), note.rules)), len(source))
        return Span(note.span.end, end)
    start = max(source.rfind("\n", 0, note.span.start), source.rfind("\r", 0, note.span.start)) + 1
    rest = re.compile(r"[^\r\n]*").match(source, note.span.end)
    end = rest.end() if rest else len(source)
    if source[start : note.span.start].strip() or source[note.span.end : end].strip():
        return Span(start, end)
    block = re.compile(r"\s*(?:[^\r\n]*\S[^\r\n]*(?:\r\n?|\n|\Z))*").match(source, end)
    return Span(start, block.end() if block else end)
