"""Pieces of text set in lines of a terminal: wide characters count twice, what is invisible is spelt out, colour is optional."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from repair.report.colour import Paint
from repair.report.visible import columns, visible
from repair.review.sight import Piece
from repair.text.lazy import lazy

_PARTS = lazy(r"\s+|\S+")
_BREAK = lazy(r"\r\n?|\n")
_COLOURS = {"old": "removed", "new": "added", "cut": "cyan"}


def wrapped(pieces: Iterable[Piece], width: int, paint: Paint, indent: str = "") -> str:
    """The pieces in lines of at most `width` columns, each behind `indent` and ended."""
    lines: list[list[Piece]] = [[]]
    used = 0
    room = max(10, width - len(indent))
    for word in _words(_bracketed(pieces, paint.on)):
        size = sum(columns(part.text) for part in word)
        blank = word[0].text.isspace()
        if used + size > room and not blank and used:
            lines.append([])
            used = 0
        if blank and (not used or used + size > room):
            continue
        for part in word:
            for text in _cut(part.text, room, used):
                if used + columns(text) > room:
                    lines.append([])
                    used = 0
                lines[-1].append(Piece(part.kind, text))
                used += columns(text)
    return "".join(f"{indent}{_painted(line, paint)}\n" for line in lines)


def plain(text: str, width: int, paint: Paint, colour: str = "", indent: str = "") -> str:
    """One text in lines."""
    told = wrapped([Piece("same", text)], width, Paint(False), indent)
    return "".join(f"{paint(line, colour) if colour else line}\n" for line in told.splitlines())


def _bracketed(pieces: Iterable[Piece], colour: bool) -> Iterator[Piece]:
    """The pieces as they are printed: with brackets where there is no colour; line ends in what is changed are shown."""
    for piece in pieces:
        text = visible(_BREAK.sub("⏎" if piece.kind in ("old", "new") else " ", piece.text))
        if not colour and piece.kind in ("old", "new"):
            text = f"[-{text}-]" if piece.kind == "old" else f"{{+{text}+}}"
        yield Piece(piece.kind, text)


def _words(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Words and blanks in turn; a word may be made of several pieces."""
    word: list[Piece] = []
    for piece in pieces:
        for text in _PARTS.findall(piece.text):
            if text.isspace():
                if word:
                    yield word
                    word = []
                yield [Piece(piece.kind, text if piece.kind in ("old", "new") else " ")]
            else:
                word.append(Piece(piece.kind, text))
    if word:
        yield word


def _cut(text: str, room: int, used: int) -> Iterator[str]:
    """A word that is longer than a line in parts that are not."""
    if used + columns(text) <= room:
        yield text
        return
    part, size = "", used
    for character in text:
        wide = columns(character)
        if size + wide > room:
            yield part
            part, size = "", 0
        part += character
        size += wide
    yield part


def _painted(line: Sequence[Piece], paint: Paint) -> str:
    while line and line[-1].kind == "same" and line[-1].text.isspace():
        line = line[:-1]
    runs = groupby(line, key=lambda piece: piece.kind)
    texts = ((kind, "".join(piece.text for piece in run)) for kind, run in runs)
    return "".join(paint(text, _COLOURS[kind]) if kind in _COLOURS else text for kind, text in texts)
