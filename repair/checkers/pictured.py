"""`picture-caption`: captions of pictures that did not come along, known by the credit behind or beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from repair.checkers.credits import alternatives
from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.blocks import Block
from repair.text.lazy import lazy, regex
from repair.text.sentences import split_sentences

_LONGEST, _ALONE = 400, 100  # characters of a caption with its credit, and of a credit by itself
_REACH = 130  # characters from the end in which a credit begins
_BRIEF, _SENTENCES = 200, 2
_STORY = 2  # paragraphs of an article that may have lost its pictures
_MANNER = 3  # captions in a row, or a third of all lines: the article is made of its pictures
_TINY = 30  # characters of a line that may be an outlet and nothing else
_LABELS = frozenset(
    "Photo Photos Photograph Photographs PHOTO PHOTOS Picture Pic Image Images Rendering Illustration Credit CREDIT Courtesy AP AFP Reuters"
    " File".split()
)
_SIGNS = ("/", "|", "hoto", "icture", "redit", "REDIT", "PHOTO", "ourtesy", "Pic", "endering", "llustration")
"""One of them stands in each credit without brackets."""
_ENDS = "_.,”\"’'!?)"  # what may stand before a credit, beside letters and digits
_CLOSING = (")\n", ")\r", ").\n", ").\r", "]\n", "]\r")
_MONTHS = ("ary", "arch", "pril", "may", "une", "uly", "ust", "ber")
_WHAT = r"(?:photo(?:graph)?s?|images?|pictures?|pics?|screen ?(?:grab|shot|capture)s?|illustrations?|graphics?|artwork|renderings?)"
_NAME = r"[A-ZÀ-Þ@][\w.’'&-]*"
_NAMES = rf"{_NAME}(?: (?:(?:of|the|for|de|van|and|&) )?{_NAME}){{0,5}}"
_TO = r"(?: ?credits?)?(?: ?[:/] ?| (?:courtesy )?(?:by|via|of|from|courtesy) (?=[A-ZÀ-Þ@“\"])| courtesy (?=[A-ZÀ-Þ@]))"
_PASSED = (
    r"(?i:courtesy|via|screen ?grab|screen ?shot|file photo|handout|submitted photo|contributed(?: photo)?|photo supplied)"
    r"(?: (?:of |by |from )?[A-ZÀ-Þ@][^()\[\]\r\n]{1,60})?"
)
_BARE = (
    r"(?:(?:(?:Photo(?:graph)?s?|PHOTOS?|Picture|Pic|Rendering|Illustration)(?: ?[Cc]redits?)?|Image [Cc]redits?)"
    r"(?: ?: ?| by | courtesy of )|C(?:redit|REDIT)(?:: ?|\.\.\. ?)(?:Credit\.\.\.)?|Courtesy (?:of )?)"
    r"[A-ZÀ-Þ@](?:[^.!?()\r\n]|\.(?=\w)){1,60}"
)
_GIVEN = rf"{_NAMES}/(?i:contributed|courtesy|submitted|handout|supplied|staff)(?: (?i:images?|photos?))?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_TELLING = lazy(
    r"\b(?:this (?:\w+ ){0,3}(?:photo|picture|image|photograph)\b|(?:is|are) (?:seen|pictured|shown|photographed)|pictured|poses?|posing"
    r"|looks? on|gestures?|from left|left to right|second (?:from )?(?:left|right)|top (?:left|right|row)|back row|file photo|undated"
    r"|an artist.s|artist.s (?:rendering|concept|impression)|a view of|a general view|an aerial|aerial view|shown here|seen here)\b"
    r"|[(,] ?(?:left|right|cent(?:er|re)|top|bottom|above|below|l|r|c)[),]",
    re.IGNORECASE,
)
_DATED = lazy(
    r"(?:\b(?:on|in)|,|\b[a-z]{3,12}) (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"(?:{_MONTH} \d{{1,2}},? (?:19|20)\d\d|\d{{1,2}} {_MONTH},? (?:19|20)\d\d)(?:,? (?:in|at|near|outside) [^\r\n]{{2,60}})?\W{{0,3}}$"
)
_BEFORE_YEAR = 40  # characters before a year in which its day begins
_YEAR = lazy(r"(?:19|20)\d\d\b")
_SHOWS = lazy(  # what somebody in a picture does
    r"^(?:[^\s,]+[ ,]+){1,12}?(?:speaks?|arrives?|walks?|stands?|sits?|holds?|waves|talks|attends?|addresses|leaves?|reacts|celebrates?"
    r"|listens|wears|greets|shakes|carries|carry|watches|leads?|smiles|performs|signs|tours|inspects?|hugs|kisses|prays|rides|passes|joins"
    r"|visits|displays|enjoys|prepares|delivers|participates|wait|gather|march|line up|protest|crosses|floats|burns|rises|hangs)\b"
)
_BUTTON = lazy(  # what stands around a picture on its page
    r"[^\w]{0,5}(?:enlarge|expand|close|caption|zoom|gallery|slideshow|previous|next|photos?|images?|advertisement"
    r"|(?:view|see|show|hide|toggle|open|click|tap|more|buy|print)\b.{0,24}|\d{1,3} (?:of|/) \d{1,3})"
    r"(?: (?:next|image|caption|gallery|photos?))?[^\w]{0,4}",
    re.IGNORECASE,
)
_FIGURE = lazy(r"(?:Fig(?:ure)?\.?|Table|Chart|Map|Box) \d|(?:This|The) (?:plot|figure|diagram|chart|graph|map|table)\b")
_REPORTED = lazy(r"\b(?:said|says|told|tells|according to|added)\b")


def picture_caption(*, agencies: list[str], sources: list[str]) -> Check:
    """Lines that end in the credit of a picture, with the caption before it, and lines beside a credit that read as a caption.

    A credit is a name and an outlet ("(Ines Harrow/Argus)"), a label and a name ("Photo: Ines Harrow"), or one of `sources`, which have
    pictures and no news, by itself in brackets; of `agencies` in square brackets as well. A line of two sentences or more needs words
    that only captions have. Without a credit a caption is known by what somebody does in it on a day of the past. A line that is
    nothing but a credit stays unless its caption goes, and so do all lines of an article made of pictures, or of hardly any paragraphs.
    """
    everyone, theirs = alternatives([*agencies, *sources]), alternatives(sources)
    label = rf"(?i:(?:ap |afp |reuters |file |handout |stock )?{_WHAT}){_TO}\S[^()\[\]\r\n]{{1,80}}"
    outlet = rf"{_NAME}(?: {_NAME}){{1,3}}(?:, {_NAMES})? ?[/|] ?(?:for |via )?[A-Za-zÀ-ÿ@][^()\[\]\r\n]{{1,60}}"
    theirs = rf"(?:{everyone}) (?i:photo|file|archive)s?(?:[/:] ?[^()\[\]\r\n]{{2,60}})?|(?:{theirs})|{_NAMES}(?: ?/ ?| via )(?:{everyone})"
    within = rf"(?:{label}|{outlet}|{_PASSED}|{theirs})"
    bracket = rf"(?:\({within}\)|\[(?:{within}|(?:{everyone}))\])\.?"
    agency = rf"{_NAME}(?: {_NAME}){{1,3}} ?[/|] ?(?:{everyone})"
    head = regex(rf"{agency}(?:(?= ?[A-ZÀ-Þ“\"][\w’' -]{{2,80}} [a-z])|(?=[A-Z][a-z]))(?=[^\r\n]{{12}})")
    agency = rf"{agency}(?: (?:via|/|\|) (?:{everyone}))?"
    brackets = regex(bracket)
    tails = regex(rf"(?<=[\w.,”\"’'!?)])[ \xa0]{_BARE}$"), regex(rf"(?<=[\w.,”\"’'!?)])[ \xa0]{agency}$")
    alone = regex(rf"(?:{bracket}|{_BARE}|{agency}|©? ?(?:{everyone})|{label}|{_GIVEN})\.?")

    def is_alone(text: str) -> bool:
        cued = text[0] in "([©" or len(text) < _TINY or "/" in text or "|" in text or text.split(" ", 1)[0].rstrip(":") in _LABELS
        return cued and not text.endswith((",", ":", ";", "?")) and alone.fullmatch(text) is not None

    def credited(text: str) -> int:
        """Where the credit at the end of a line in brackets begins."""
        at = max(text.rfind("("), text.rfind("["))
        before = text[:at].rstrip()[-1:]
        return at if len(text) - at < _REACH and (before.isalnum() or before in _ENDS) and brackets.fullmatch(text, at) else 0

    def bare(text: str) -> int:
        """Where the credit at the end of a line without a stop begins."""
        behind = text[-_REACH:]
        if not any(map(behind.__contains__, _SIGNS)):
            return 0
        named, parted = tails
        match = named.search(text, max(0, len(text) - _REACH))
        if not match and ("/" in behind or "|" in behind):
            match = parted.search(text, max(0, len(text) - _REACH))
        return match.start() if match else 0

    def is_caption(article: Article, block: Block) -> bool:
        text = block.text
        bracketed = text[-1] in ")]" or text.endswith((").", "]."))
        if bracketed or not block.ends_sentence:
            at = credited(text) if bracketed else bare(text)
            return at > 0 and _captioned(text[:at].rstrip(), bracketed)
        behind = text[-_REACH:]
        year = _YEAR.search(behind) if " 20" in behind or " 19" in behind else None
        if year and _DATED.search(behind, max(0, year.start() - _BEFORE_YEAR)):
            return _SHOWS.match(text) is not None
        return "/" in text[:_ALONE] and _near_button(article.blocks, block.number) and head.match(text) is not None

    def check(article: Article) -> Iterator[Hit]:
        found: set[int] = set()
        for block in article.blocks:
            if len(block.text) > _LONGEST:
                continue
            if len(block.text) <= _ALONE and is_alone(block.text):
                others = _beside(article.blocks, block.number)
                found.update(others, [block.number] if others else [])
            elif is_caption(article, block):
                found.add(block.number)
        if not found or len(found.union(article.paragraphs) - found) < _STORY:
            return
        if len(found) > _MANNER and 3 * len(found) > len(article.blocks):
            return
        for number in sorted(found):
            yield Hit(article.blocks[number].span, fallback=True)

    return check


def picture_caption_strings(**_lists: object) -> list[str]:
    """A bracket that closes a line, a mark or label of credits, a year behind a day."""
    return [
        *_CLOSING,
        "/",
        "|",
        "©",
        *(sign.lower() for sign in _SIGNS[2:]),
        "getty",
        ", 20",
        ", 19",
        *(f"{month} 20" for month in _MONTHS),
    ]


def _captioned(text: str, bracketed: bool) -> bool:
    """True for what stands before a credit where it is a caption and no paragraph."""
    if text.count(" ") < 1 or text[0].islower() or _FIGURE.match(text) or text.split(" ", 1)[0].rstrip(":") in _LABELS:
        return False
    if _REPORTED.search(text) and not (bracketed and len(text) < _BRIEF):
        return False
    return sum(1 for _ in split_sentences(text)) < _SENTENCES or _telling(text)


def _beside(blocks: Sequence[Block], number: int) -> list[int]:
    """The lines beside a credit that read as a caption, or stand where one does: between it and a button of the picture."""
    above, below = blocks[max(0, number - 1) : number], blocks[number + 1 : number + 2]
    if above and _may_be(above[0]) and (any(map(_is_button, below)) or (number > 1 and _is_button(blocks[number - 2]))):
        return [number - 1]
    captions = [block for block in above if _may_be(block) and _telling(block.text)]
    return [block.number for block in (*captions, *(block for block in below if _may_be(block) and _TELLING.search(block.text)))]


def _near_button(blocks: Sequence[Block], number: int) -> bool:
    return any(map(_is_button, (*blocks[max(0, number - 1) : number], *blocks[number + 1 : number + 2])))


def _is_button(block: Block) -> bool:
    return len(block.text) < _ALONE and _BUTTON.fullmatch(block.text) is not None


def _may_be(block: Block) -> bool:
    text = block.text
    return len(text) <= _LONGEST and text[0] not in '“"' and text.count(" ") >= 2 and block.ends_sentence and not _REPORTED.search(text)


def _telling(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_TELLING, _DATED, _SHOWS))
