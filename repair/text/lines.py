"""Line and column of an offset, and how many lines end in a stretch. Lines end at LF, CRLF or CR only."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from repair.text.lazy import lazy

_END = lazy(r"\r\n?|\n")
_NEXT_LETTER = lazy(r"A[ \t][^\r\n]{0,200}\s{1,4}(?:\*\s)?B[ \t]\S")


def breaks(text: str, start: int, end: int) -> int:
    """How many lines end in a stretch: at LF, CRLF or CR."""
    returns = text.count("\r", start, end)
    return text.count("\n", start, end) + (returns and returns - text.count("\r\n", start, end))


def is_letter_of_list(text: str, at: int) -> bool:
    """Whether the "A" that stands here names the first of several answers or sections: it begins its line, and "B" begins the next."""
    return text.startswith("A", at) and text[max(0, at - 1) : at] in ("", "\n", "\r") and _NEXT_LETTER.match(text, at) is not None


class Lines:
    """The lines of a text, numbered from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        if "\r" in text:
            self._starts = [0, *(match.end() for match in _END.finditer(text))]
        else:
            self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, columns in code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def text(self, line: int) -> str:
        """The line without its end."""
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._text[self._starts[line - 1] : end].rstrip("\r\n")
