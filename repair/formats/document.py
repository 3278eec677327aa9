"""`Document`: a stored text, the article in it, and the way from places in the article back to places in the source.

A plain text is its own article. Of Markdown and HTML the article is the prose alone; everything else (tags, code,
link targets, front matter) is never touched. A fix that cannot be written into the source without touching markup
has no place there and is refused.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from repair.text.article import Article
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span, apply_edits


class MissingExtra(ImportError):
    """An optional part is not installed; the message names the extra."""


class Piece(NamedTuple):
    """A run of article text and where it stands in the source.

    `exact`: the same characters stand there. Otherwise the piece is one unit (an entity, a soft line break) that can
    only be replaced whole, or, not `free`, not at all (code, or a blank with a comment in its middle).
    """

    start: int
    end: int
    source_start: int
    source_end: int
    exact: bool
    free: bool = True


class Part(NamedTuple):
    """A block of the article and the stretch of source that goes when the whole block is removed (None: it must stay)."""

    span: Span
    outer: Span | None


class Comment(NamedTuple):
    """A comment in the source, and the number of the block that it stands in or, between blocks, before."""

    span: Span
    block: int


class Document:
    """A source text with its article. The base class is the plain text, where both are the same."""

    def __init__(self, source: str, path: str = "-") -> None:
        self.source = source
        self.path = path
        self.article = Article(source, path)
        self.comments: Sequence[Comment] = ()

    @classmethod
    def of(cls, article: Article) -> Document:
        """The plain document of an article."""
        document = Document(article.text, article.path)
        document.article = article
        return document

    def again(self, source: str) -> Document:
        """The same kind of document, of the same host, for a changed source."""
        document = type(self)(source, self.path)
        document.article.host = self.article.host
        return document

    def spot(self, span: Span) -> Span:
        """Where a span of the article stands in the source."""
        return span

    def block(self, number: int) -> Span | None:
        """Where the block of this number stands in the source, None when there are fewer."""
        blocks = self.article.blocks
        return Span(blocks[number].start, blocks[number].end) if number < len(blocks) else None

    def place(self, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
        """The same edits as edits of the source, None when they cannot be made there without touching markup."""
        return tuple(edits)

    def speaks_at(self, span: Span) -> bool:
        """False for a span that lies in something that is shown in the article but is no prose of it, such as code."""
        return True

    def faithful(self, edits: Sequence[Edit], placed: Sequence[Edit]) -> bool:
        """True when `placed`, made in the source, change the article exactly as `edits` change its text."""
        return True


class Prose(Document):
    """The prose of a marked-up source, put together from pieces."""

    def __init__(self, source: str, path: str, builder: Builder, escape: Callable[[str], str | None]) -> None:
        self.source = source
        self.path = path
        self.article = Article("".join(builder.text), path)
        self._pieces = builder.pieces
        self._starts = [piece.start for piece in builder.pieces]
        self._parts = builder.parts
        self._part_starts = [part.span.start for part in builder.parts]
        self._escape = escape
        self.comments = builder.comments

    def block(self, number: int) -> Span | None:
        return self.spot(self._parts[number].span) if number < len(self._parts) else None

    def spot(self, span: Span) -> Span:
        """The source from the first to the last character of the span, with whatever markup stands between them."""
        inside = self._pieces_in(span)
        if not inside:
            at = self._point(span.start)
            return Span(at, at)
        first, last = inside[0], inside[-1]
        start = first.source_start + (span.start - first.start if first.exact and span.start > first.start else 0)
        end = last.source_end - (last.end - span.end if last.exact and span.end < last.end else 0)
        return Span(start, end)

    def place(self, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
        placed: list[Edit] = []
        for edit in edits:
            one = self._removed(edit) if not edit.new else None
            one = one or self._replaced(edit) or self._replaced(edit.trimmed())
            if one is None:
                return None
            placed.append(one)
        return tuple(placed)

    def speaks_at(self, span: Span) -> bool:
        inside = self._pieces_in(span)
        return not inside or any(piece.free for piece in inside)

    def faithful(self, edits: Sequence[Edit], placed: Sequence[Edit]) -> bool:
        after = self.again(apply_edits(self.source, placed)).article.text
        return after.split() == apply_edits(self.article.text, edits).split()

    def _removed(self, edit: Edit) -> Edit | None:
        """The edit that takes whole blocks out, when whole blocks are what the edit removes."""
        first = bisect_left(self._part_starts, edit.start)
        while first > 0 and self._parts[first - 1].span.end > edit.start:
            first -= 1
        gone = self._parts[first : bisect_left(self._part_starts, edit.end)]
        if not gone or gone[0].span.start < edit.start or gone[-1].span.end > edit.end:
            return None
        outer = [part.outer for part in gone if part.outer]
        if len(outer) != len(gone):
            return None
        start, end = outer[0].start, outer[-1].end
        between = [self.source[one.end : two.start] for one, two in pairwise(outer)]
        if any(gap.strip() for gap in between):
            return None
        return Edit(start, self.source[start:end], "")

    def _replaced(self, edit: Edit) -> Edit | None:
        """The edit inside one block, when only exact text of one piece, or whole units, are replaced."""
        start, end = edit.span
        new_source = self._escape(edit.new)
        if new_source is None:
            return None
        if start == end:
            at = self._insertion(start)
            return None if at is None else Edit(at, "", new_source)
        inside = self._pieces_in(Span(start, end))
        if not inside or inside[0].start > start or inside[-1].end < end or self._beside_unseen(start, end):
            return None
        for piece in inside:
            if not piece.free or (not piece.exact and (piece.start < start or piece.end > end)):
                return None
        if any(one.source_end != two.source_start or one.end != two.start for one, two in pairwise(inside)):
            return None
        spot = self.spot(Span(start, end))
        return Edit(spot.start, self.source[spot.start : spot.end], new_source)

    def _beside_unseen(self, start: int, end: int) -> bool:
        """Whether something that the article does not show, such as a picture in a line, stands where these offsets are."""
        pieces = self._pieces[bisect_left(self._starts, start) : bisect_right(self._starts, end)]
        return any(piece.start == piece.end and not piece.free for piece in pieces)

    def _insertion(self, offset: int) -> int | None:
        """Where to insert in the source: behind the character before, else before the character behind."""
        before = bisect_left(self._starts, offset) - 1
        if before >= 0 and self._pieces[before].end >= offset:
            piece = self._pieces[before]
            return piece.source_start + (offset - piece.start) if piece.exact else (piece.source_end if offset == piece.end else None)
        after = bisect_left(self._starts, offset)
        if after < len(self._pieces) and self._pieces[after].start == offset:
            return self._pieces[after].source_start
        return None

    def _pieces_in(self, span: Span) -> list[Piece]:
        at = max(0, bisect_right(self._starts, span.start) - 1)
        found = []
        while at < len(self._pieces) and self._pieces[at].start < span.end:
            if self._pieces[at].end > span.start:
                found.append(self._pieces[at])
            at += 1
        return found

    def _point(self, offset: int) -> int:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return self._pieces[0].source_start if self._pieces else 0
        piece = self._pieces[at]
        return piece.source_start + (offset - piece.start) if piece.exact and offset <= piece.end else piece.source_end


class Builder:
    """Puts the article of a marked-up source together, piece by piece and block by block."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text: list[str] = []
        self.pieces: list[Piece] = []
        self.parts: list[Part] = []
        self.comments: list[Comment] = []
        self._length = 0
        self._block: list[_Bit] = []

    def exact(self, start: int, end: int) -> None:
        """The next characters of the block stand in the source just so; runs of white space count as one blank."""
        at = start
        while at < end:
            if self.source[at] in " \t\r\n\f":
                stop = at
                while stop < end and self.source[stop] in " \t\r\n\f":
                    stop += 1
                self.unit(" ", at, stop)
            else:
                stop = at
                while stop < end and self.source[stop] not in " \t\r\n\f":
                    stop += 1
                self._block.append(_Bit(self.source[at:stop], at, stop))
            at = stop

    def unit(self, text: str, start: int, end: int, free: bool = True) -> None:
        """The next characters of the block are spelt otherwise in the source; not `free`, they must not be touched."""
        last = self._block[-1] if self._block else None
        if text == " " and last and last.text == " ":
            joined = last.end == start
            self._block[-1] = last._replace(end=end if joined else last.end, free=last.free and joined)
        else:
            self._block.append(_Bit(text, start, end, free))

    def prefix(self, start: int, end: int) -> None:
        """What the format repeats in front of a continued line goes with the line break before it."""
        last = self._block[-1] if self._block else None
        if last and last.text == " " and last.end == start:
            self._block[-1] = last._replace(end=end)

    def comment(self, start: int, end: int) -> None:
        """Here stands a comment."""
        self.comments.append(Comment(Span(start, end), len(self.parts)))

    def close(self, outer: Span | None) -> bool:
        """End the block; False when there was no text in it. `outer` is what goes when it is removed whole."""
        block = self._block
        self._block = []
        while block and not block[0].text.strip(" "):
            block.pop(0)
        while block and not block[-1].text.strip(" "):
            block.pop()
        if not block:
            return False
        if self.parts:
            self.text.append("\n\n")
            self._length += 2
        first = self._length
        for text, start, end, free in block:
            same = self.source[start:end] == text
            last = self.pieces[-1] if self.pieces else None
            if (
                same
                and last
                and last.exact
                and free
                and last.free
                and last.end == self._length
                and last.source_end == start
                and last.end > first
            ):
                self.pieces[-1] = last._replace(end=last.end + len(text), source_end=end)
            else:
                self.pieces.append(Piece(self._length, self._length + len(text), start, end, same, free))
            self.text.append(text)
            self._length += len(text)
        self.parts.append(Part(Span(first, self._length), outer))
        return True


class _Bit(NamedTuple):
    """Characters of the block that is being put together, and their source."""

    text: str
    start: int
    end: int
    free: bool = True
