"""Stretches that are no prose: web and mail addresses, handles, hashtags, file names."""

from __future__ import annotations

import re

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
_SIGNS = ("@", "#", "://", "www.", ".com", ".org", ".net", ".edu", ".gov", ".info", ".io", ".co.uk", ".ac.uk")
_LINE = lazy(r"[^\n]+")


def verbatim(text: str) -> tuple[Span, ...]:
    """These stretches in order, not overlapping; a full stop or comma that ends a sentence is not part of one."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    spans = []
    for line in _LINE.finditer(text):
        if any(sign in line.group() for sign in _SIGNS):  # most lines hold none, and the expression is slow
            for match in _VERBATIM.finditer(text, line.start(), line.end()):
                start, end = match.span()
                while text[end - 1] in ".,;:!?)]’'" and end > start + 1:
                    end -= 1
                spans.append(Span(start, end))
    return tuple(spans)
