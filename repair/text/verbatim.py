"""Stretches that are no prose: web and mail addresses, handles, hashtags, file names, code between fences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.text.lazy import lazy
from repair.text.span import Span

_VERBATIM = lazy(
    r"\b(?:https?://|www\.)[^\s<>“”\"]{1,2000}"
    r"|\bpic\.twitter\.com/\w{1,40}"
    r"|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|(?<![\w/&])[@#]\w{2,80}"
    r"|\b[\w-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|org|net|edu|gov|info|io|co\.uk|ac\.uk|gov\.uk)\b(?:/[^\s<>“”\"]{0,2000})?",
    re.ASCII,
)
_FENCE = lazy(r"^```", re.MULTILINE)
_SIGNS = ("@", "#", "://", "www.", ".com", ".org", ".net", ".edu", ".gov", ".info", ".io", ".co.uk", ".ac.uk")


def verbatim(text: str) -> tuple[Span, ...]:
    """These stretches in order, not overlapping; a full stop or comma that ends a sentence is not part of one."""
    fences = [match.start() for match in _FENCE.finditer(text)] if "```" in text else []
    spans = [Span(start, end) for start, end in zip(fences[::2], fences[1::2], strict=False)]
    for stretch in sorted({stretch for sign in _SIGNS if sign in text for stretch in _around(text, sign)}):
        for match in _VERBATIM.finditer(text, *stretch):
            start, end = match.span()
            while text[end - 1] in ".,;:!?)]’'" and end > start + 1:
                end -= 1
            spans.append(Span(start, end))
    return tuple(_apart(sorted(spans))) if fences else tuple(spans)


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Those of some spans in order that do not lie in one before."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _around(text: str, sign: str) -> Iterator[tuple[int, int]]:
    """The stretches between blanks and line ends that hold a sign: the expression is slow, and nearly all others hold none."""
    end = 0
    while (at := text.find(sign, end)) >= 0:
        start = text.rfind(" ", end, at) + 1 or end
        start = text.rfind("\n", start, at) + 1 or start
        blank = text.find(" ", at)
        end = blank if blank >= 0 else len(text)
        line = text.find("\n", at, end)
        end = line if line >= 0 else end
        yield start, end
