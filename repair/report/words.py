"""Changes for people: the words that go and the words that come, in the line they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from repair.engine.changes import Change
from repair.report.colour import Paint
from repair.report.visible import visible
from repair.text.lazy import lazy
from repair.text.lines import Lines

_AROUND = 60
_LINE_END = lazy(r"\r\n?|\n")


def words(path: str, text: str, changes: Sequence[Change], paint: Paint) -> str:
    """The changes of one article, each with its place, its rules and some of its surroundings."""
    lines = Lines(text)
    parts = []
    for number, change in enumerate(changes):
        line, column = lines.place(change.start)
        floor = changes[number - 1].end if number else 0
        roof = changes[number + 1].start if number + 1 < len(changes) else len(text)
        parts.append(f"{paint(f'{visible(path)}:{line}:{column}', 'bold')}: {', '.join(change.rules)}\n")
        start, end = _whole_words(text, change, floor, roof)
        old = text[start:end]
        new = text[start : change.start] + change.new + text[change.end : end]
        parts.append(f"    {_before(text, start, floor)}{_marked(old, new, paint)}{_after(text, end, roof)}\n")
    return "".join(parts)


def _whole_words(text: str, change: Change, floor: int, roof: int) -> tuple[int, int]:
    start, end = change.start, change.end
    inside = change.old + change.new
    if inside[:1].isalnum():
        while start > floor and text[start - 1].isalnum():
            start -= 1
    if inside[-1:].isalnum():
        while end < roof and text[end].isalnum():
            end += 1
    return start, end


def _marked(old: str, new: str, paint: Paint) -> str:
    if paint.on:
        return paint(_on_one_line(old), "removed") + paint(_on_one_line(new), "added")
    return (f"[-{_on_one_line(old)}-]" if old else "") + (f"{{+{_on_one_line(new)}+}}" if new else "")


def _on_one_line(text: str) -> str:
    shown = visible(_LINE_END.sub("⏎", text))
    return shown if len(shown) <= 3 * _AROUND else f"{shown[:_AROUND]} … {shown[-_AROUND:]}"


def _before(text: str, start: int, floor: int) -> str:
    low = max(floor, start - _AROUND)
    near = _LINE_END.split(text[low:start])[-1]
    cut = low > floor and len(near) == start - low and text[low - 1 : low] not in ("\n", "\r")
    return visible(f"…{near.partition(' ')[2]}" if cut and " " in near else near)


def _after(text: str, end: int, roof: int) -> str:
    high = min(roof, end + _AROUND)
    near = _LINE_END.split(text[end:high])[0]
    cut = high < roof and len(near) == high - end and text[high] not in "\n\r"
    return visible(f"{near.rpartition(' ')[0]}…" if cut and " " in near else near)
