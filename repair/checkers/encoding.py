"""Characters that software spelt wrongly: mojibake, character references, invisible and control characters, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy, regex
from repair.text.lines import breaks
from repair.text.recode import ENTITY, INVISIBLE, redecode, unescape
from repair.text.span import Edit, Span, apply_edits

_TRAIL = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_PAIR = f"[\xc2-\xf4][{_TRAIL}]|[\x80-\x9f]|[\xc2\xe2]|Ã "
_SUSPICIOUS = lazy(_PAIR)
_RUN = lazy(r"[^\x00-\x7f]+")
_STRIPPED_APOSTROPHE = lazy(r"(?<=[A-Za-z])â(?=(?:s|re|ve|ll|d|m)\b)|(?<=n)â(?=t\b)")
_STRAY = lazy(r"(?<= )Â+ |Â+(?=[\s.,;:!?)]|$)")
_BOUNDARY = lazy(r"[.!?][^A-Za-z\s]{0,12}\s+[^A-Za-z\s]{0,12}[A-Z]|[\r\n]")
_GRAVE = lazy(r"(?<![^\W\d_])Ã {1,2}(?=[a-z])")
_ABOUT = lazy(
    r"(?<![./\w])(?:html5?|xml|utf-?8|utf-?16|unicode|latin-1|ascii|mojibake|(?:en|de)cod(?:e[ds]?|ings?)"
    r"|character (?:codes?|references?|sets?)|ampersands?)\b",
    re.IGNORECASE,
)
_TALK = 120
_LONE = lazy(r"(?<![^\W\d_])â(?![^\W\d_])|(?<=[\s(])â(?=[A-Z])")


def mojibake() -> Check:
    """Text whose bytes were read in a wrong encoding, once or more: each run of wrong characters, and what it was meant to be.

    Near words about encodings no fix is sure.
    Several runs of one sentence are one hit when the rest of the article is sound.
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        found = [
            hit if _apart_from_talk(text, hit.span.start) else hit._replace(sure=False)
            for match in _RUN.finditer(text)
            if "\ufffd" not in match.group() and _SUSPICIOUS.search(text, match.start(), match.end() + 1)
            for hit in _reread(text, match)
        ]
        if len(found) > 1 and not _BOUNDARY.search(text, found[0].span.start, found[-1].span.end) and all(hit.sure for hit in found):
            yield _as_one(text, found)
        else:
            yield from found

    return check


def _apart_from_talk(text: str, place: int) -> bool:
    """Whether a place is far from words about encodings: near those, odd characters may be what the text speaks of."""
    return not _ABOUT.search(text, max(0, place - _TALK), place + _TALK)


def _as_one(text: str, found: list[Hit]) -> Hit:
    """One hit for a damaged sentence in an otherwise sound article."""
    edits = tuple(edit for hit in found for edit in hit.candidates[0])
    return Hit(Span(edits[0].start, edits[-1].end), (edits,), facts={"meant": apply_edits(text, edits)[edits[0].start :][:60]})


def mojibake_gate() -> list[str]:
    """Only where a character that begins a wrongly read sequence stands before one that goes on with it, or alone."""
    return [_PAIR]


def _reread(text: str, match: re.Match[str]) -> Iterator[Hit]:
    run, (start, end) = match.group(), match.span()
    meant = _printable(redecode(run))
    if meant != run:
        yield Hit(Span(start, end), ((Edit(start, run, meant),),), facts={"meant": meant})
        return
    for pattern, put, sure in ((_STRIPPED_APOSTROPHE, "’", True), (_STRAY, "", True), (_GRAVE, "à ", True), (_LONE, None, False)):
        found = pattern.search(text, start, end + 2)
        if found and found.start() < end:  # what begins later belongs to the next run
            new = _guess(text, found) if put is None else put
            fixes = () if new is None else ((Edit(found.start(), found.group(), new),),)
            yield Hit(Span(*found.span()), fixes, facts={"meant": new or ""}, sure=sure)
            return


def _guess(text: str, found: re.Match[str]) -> str | None:
    """Which mark a lone "â" stood for, from what is on either side."""
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if (before.isspace() or not before or before == "(") and after.isalnum():
        return "“"
    if before in ".,!?" and (after.isspace() or not after):
        return "”"
    return "–" if before == " " and after == " " else None


def _printable(text: str) -> str:
    """The text without what nobody sees; a no-break space becomes a plain one."""
    return _DROPPED.sub("", text.replace("\xa0", " "))


_DROPPED = lazy(f"[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f{INVISIBLE}]")


def entity() -> Check:
    """Character references of HTML ("&rsquo;", "&#39;"), also escaped more than once, outside web addresses.

    References to "<" and ">" are reported but never sure, nor are any near words about encodings: the article may speak of markup.
    """
    found = regex(f"&(?:{ENTITY[1:]}(?:{ENTITY})*|nbsp(?=[\\s.,]|$))")  # begins with one sign, to be quick

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in found.finditer(text):
            old, (start, end) = match.group(), match.span()
            new = _printable(unescape(old if old.endswith(";") else old + ";"))
            inside = article.splits_verbatim(start)
            if new == old or (inside and not new.isspace()):
                continue
            if new.isspace() and (start == 0 or text[start - 1].isspace() or end == len(text) or text[end].isspace()):
                new = ""
            sure = (not set(new) & set("<>&¿\n\r") or new == "&") and not inside and _apart_from_talk(text, start)
            yield Hit(Span(start, end), ((Edit(start, old, new),),), facts={"meant": new}, sure=sure)

    return check


def entity_gate() -> list[str]:
    """A reference."""
    return [r"&#?\w{2,31}(?:;|\s|$)"]


_UNSEEN = f"\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\x81\\x8d\\x8f\\x90\\x9d{INVISIBLE}"
_JOINERS = frozenset("\u200c\u200d")
_DIRECTIONS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
_RIGHT_TO_LEFT = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BREAKS = frozenset("\x0b\x0c\u2028\u2029")


def invisible() -> Check:
    """Characters that cannot be seen: zero-width spaces, soft hyphens, byte-order marks, controls.

    Joiners inside emoji and non-Latin words stay, direction marks stay in lines with right-to-left letters. What
    stands for a line break becomes a blank.
    """
    found = regex(f"[{_UNSEEN}]+")

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in found.finditer(text):
            old, (start, end) = match.group(), match.span()
            before, after = text[start - 1 : start], text[end : end + 1]
            if _has_use(article, old, start, before, after):
                continue
            blank = bool(set(old) & _BREAKS) and not (before.isspace() or after.isspace() or not before or not after)
            yield Hit(Span(start, end), ((Edit(start, old, " " if blank else ""),),), facts={"code": f"U+{ord(old[0]):04X}"})

    return check


def invisible_gate() -> list[str]:
    """Such a character."""
    return [f"[{_UNSEEN}]"]


def _has_use(article: Article, old: str, start: int, before: str, after: str) -> bool:
    if set(old) & _JOINERS and ((before and ord(before) > 0x24F) or (after and ord(after) > 0x24F)):
        return True
    if any("\x80" <= mark <= "\x9f" for mark in old) and any(mark and ord(mark) > 0x7F for mark in (before, after)):
        return True  # the middle of mojibake: mended as a whole
    if set(old) & _DIRECTIONS:
        block = article.block_at(start)
        return block is not None and _RIGHT_TO_LEFT.search(block.text) is not None
    return False


_NO_BREAK_RUN = r"(?<=\S) ?\xa0[ \xa0]*\xa0 ?(?=\S)"
_NO_BREAK_TWO = r"\xa0 *\xa0"
_NO_BREAK_WORDS = r"\xa0(?<=[A-Za-z,].)(?=[A-Za-z])"
_ABBREVIATED = lazy(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Nos|p|pp|Fig|[A-Z]|Prof|Gen|Sen|Rep|Gov|Col|Lt|Ltd|Art|Sec|Vol|vs)\.?|[\d%])$")
_NEAR = 40
_ROW = 3


def no_break_spaces() -> Check:
    """No-break spaces that bind nothing: two and more in a row, or several between the ordinary words of one stretch.

    One finding a stretch. A single one may be meant ("10 km", "Mr X"), so it needs another within 40 characters. Those around a link
    or a title are worth a look only: they were left by an editor's system and part what a blank would part; words that they
    bind into one, or a width that they add, are damage.
    """
    run, two, between = regex(_NO_BREAK_RUN), regex(_NO_BREAK_TWO), regex(_NO_BREAK_WORDS)

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in run.finditer(text) if two.search(text) else ():
            yield _spaced(text, [Span(*match.span())])
        stretch: list[Span] = []
        for match in between.finditer(text):
            place = Span(*match.span())
            if _ABBREVIATED.search(text, max(0, place.start - 8), place.start):
                continue
            if stretch and (place.start - stretch[-1].end > _NEAR or breaks(text, stretch[-1].end, place.start)):
                if len(stretch) > 1:
                    yield _spaced(text, stretch, harmless=not _bound(text, stretch))
                stretch = []
            stretch.append(place)
        if len(stretch) > 1:
            yield _spaced(text, stretch, harmless=not _bound(text, stretch))

    return check


def no_break_spaces_gate() -> list[str]:
    """Two of them."""
    return [r"\xa0[^\r\n]{0,40}\xa0"]


def _bound(text: str, places: list[Span]) -> bool:
    """Whether as many of these as make a row of words unbreakable follow each other without a blank between."""
    row = 1
    for one, two in pairwise(places):
        row = row + 1 if " " not in text[one.end : two.start] else 1
        if row >= _ROW:
            return True
    return False


def _spaced(text: str, places: list[Span], *, harmless: bool = False) -> Hit:
    """One hit from the word before the first to the word after the last; before a mark no blank is left."""
    start, end = places[0].start, places[-1].end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    edits = tuple(Edit(place.start, text[slice(*place)], "" if text[place.end] in ".,;:!?" else " ") for place in places)
    return Hit(Span(start, end), (edits,), severity="info" if harmless else None)
