"""The blocks of a plain text and what each seems to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count, groupby, pairwise
from typing import Literal

from repair.text.lazy import lazy
from repair.text.lines import breaks
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span

Kind = Literal[
    "headline",
    "byline",
    "dateline",
    "timestamp",
    "credit",
    "caption",
    "subheading",
    "label",
    "promo",
    "paragraph",
    "list item",
    "quotation",
]

_CLOSING = "\"'”’)]"
_STOPS = tuple(".!?…:;,")


class Block(NamedTuple):
    """One non-blank line without surrounding white space; `number` is its place among the blocks."""

    start: int
    end: int
    text: str
    number: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def ends_sentence(self) -> bool:
        """True when it closes with a stop (or colon, comma), quotation marks and brackets aside."""
        return self.text.rstrip(_CLOSING).endswith(_STOPS)


def split_blocks(text: str) -> tuple[Block, ...]:
    """The non-blank lines in order. Lines end at LF, CRLF or CR only."""
    blocks: list[Block] = []
    at = 0
    for line in text.replace("\r", "\n").split("\n"):  # three times as quick as an expression
        body = line.strip()
        if body:
            start = at + len(line) - len(line.lstrip())
            blocks.append(Block(start, start + len(body), body, len(blocks)))
        at += len(line) + 1
    return tuple(blocks)


def removal(text: str, first: Block, last: Block | None = None) -> Edit:
    """The edit that takes out the blocks from `first` to `last` with the line ends and blank lines on one side of them.

    Where fewer blank lines are; where as many are, behind them in the first half of the text and before them in the second,
    so that neighbours that both go, at the head or at the tail, share no line end. What ended the text still ends it.
    """
    last = last or first
    start, end = _line_start(text, first.start), last.end
    before, behind = start, end
    while before > 0 and text[before - 1].isspace():
        before -= 1
    while behind < len(text) and text[behind].isspace():
        behind += 1
    if behind == len(text):
        return Edit(before, text[before:end], "")
    behind = _line_start(text, behind)
    fewer = breaks(text, end, behind) - breaks(text, before, start)
    if before == 0 or fewer < 0 or (fewer == 0 and 2 * start < len(text)):
        return Edit(start, text[start:behind], "")
    before, end = _line_end(text, before), _line_end(text, end)
    return Edit(before, text[before:end], "")


def removals(text: str, blocks: Sequence[Block]) -> list[Edit]:
    """One edit a block for blocks that follow each other: their borders meet, and together they are `removal(text, first, last)`."""
    whole = removal(text, blocks[0], blocks[-1])
    if whole.start < _line_start(text, blocks[0].start):
        inner = [_line_end(text, block.end) for block in blocks[:-1]]
    else:
        inner = [_line_start(text, block.start) for block in blocks[1:]]
    return [Edit(start, text[start:end], "") for start, end in pairwise([whole.start, *inner, whole.end])]


def rows(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks in order, those together that follow each other."""
    places = count()
    return [list(row) for _, row in groupby(blocks, key=lambda block: block.number - next(places))]


def _line_start(text: str, offset: int) -> int:
    while offset > 0 and text[offset - 1] not in "\r\n":
        offset -= 1
    return offset


def _line_end(text: str, offset: int) -> int:
    while text[offset] not in "\r\n":
        offset += 1
    return offset


_AGENCY = (
    r"(?:AP|AFP|Reuters|REUTERS|PA|EPA|EFE|dpa|ANSA|Kyodo|Xinhua|TASS|Anadolu(?: Agency)?|Bloomberg|UPI|AAP|ANI|PTI|IANS"
    r"|NurPhoto|ZUMA|Rex|REX|Shutterstock|Alamy|WireImage|FilmMagic|Hulton|SOPA(?: Images)?|LightRocket|Corbis|Getty(?: Images)?)"
)
_BYLINE = lazy(r"^(?:By|BY|Written by|Reported by) [A-Z][\w.'’-]+(?:,? (?:and |& )?[A-Z][\w.'’-]+){0,8}(?:,.{0,60})?$")
_DATELINE = lazy(
    r"^[A-Z][A-Z .'’-]{2,40}(?:, [A-Z][\w. ]{1,20})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})? (?:\([A-Z][\w ./]{1,24}\) ?)?(?:—|–|--?) "
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_TIMESTAMP = lazy(
    r"^(?:(?:First |Last )?(?:published|updated|posted|modified)(?: on| at)?:?\s.{0,60}\d.{0,40}"
    r"|(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}).{{0,40}})$",
    re.IGNORECASE,
)
_CREDIT = lazy(
    rf"^\(?(?:(?:Photo(?:graph)?s?|Image|Picture|Credit|Pic|File photo)s?(?: credit| courtesy)?(?: by|:| of(?! the\b))\s*\S.{{0,80}}"
    rf"|(?:[A-Z][\w.'’-]+ ){{0,3}}?[A-Z][\w.'’-]+ ?[/|] ?{_AGENCY}.{{0,40}}"
    rf"|{_AGENCY}(?: ?[–—|/,-] ?{_AGENCY})+|{_AGENCY} Photo/.{{0,60}})\)?\.?$"
)
_CAPTION = lazy(r"^(?:File photo|FILE PHOTO|FILE|An archive image|Image|Pictured|Above|Left|Right)\b.{0,20}[:–—-]")
_PICTURED = lazy(  # apart from the other, to begin with what is quick to find
    r"\((?:File|file|FILE|File photo|archive picture|Photo.{0,80}|Image.{0,80}|AP Photo.{0,60}|Picture.{0,60})\)\.?$"
    r"| (?:(?<=\bis )|(?<=\bare ))(?:seen|pictured|shown)\b.{0,200}\b(?:19|20)\d\d\b"
)
_ITEM = lazy(r"^(?:[•‣▪◦●*·–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_PROMO = lazy(
    r"^(?:advertisement|story continues|continue reading|scroll down|read more|see also|also read|related|subscribe|sign up"
    r"|follow us|click here|share this"
    r"|download|don['’]t miss|most read|watch:|watch now|view gallery|newsletter)\b",
    re.IGNORECASE,
)
_LABEL = lazy(r"^(?:[A-Z][\w&'’-]*(?: (?:of|the|and|&|in|to|for|[A-Z>|/][\w&'’-]*)){0,4})$")


def classify(blocks: Sequence[Block]) -> tuple[Kind, ...]:
    """What each block seems to be, from its shape and place; a guess for use as evidence, never proof."""
    kinds: list[Kind] = []
    at_top = True  # neither a headline nor prose has come yet
    for block in blocks:
        kinds.append(_kind(block, blocks, at_top))
        at_top = at_top and kinds[-1] not in ("headline", "paragraph", "quotation", "dateline")
    return tuple(kinds)


def _kind(block: Block, blocks: Sequence[Block], at_top: bool) -> Kind:
    text = block.text
    if len(text) <= 200:
        for pattern, kind in _SHAPES:
            if pattern.search(text):
                return kind
    if len(text) <= 140 and not block.ends_sentence:
        if at_top:
            following = blocks[block.number + 1].text if block.number + 1 < len(blocks) else ""
            if len(text.split()) >= 4 or len(following) > 140:
                return "headline"
        if len(text.split()) <= 4 and _LABEL.match(text):
            return "label"
        return "subheading"
    if len(text) <= 100 and text.endswith("?"):
        return "subheading"
    if _DATELINE.match(text):
        return "dateline"
    if text[0] in '“"' and text[-1] in '”"' and text.count(text[0]) == 1 + (text[0] == '"'):
        return "quotation"
    return "paragraph"


_SHAPES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_ITEM, "list item"),
    (_BYLINE, "byline"),
    (_TIMESTAMP, "timestamp"),
    (_CREDIT, "credit"),
    (_CAPTION, "caption"),
    (_PICTURED, "caption"),
    (_PROMO, "promo"),
)
