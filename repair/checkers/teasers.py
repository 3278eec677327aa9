"""Teasers: titles of other stories under a line that announces them or over one that leads to them, and the tags of a story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, count, groupby

from repair.checkers.headline import Verbs, is_headline
from repair.checkers.hit import Check, Hit, region
from repair.checkers.regions import is_title, prose
from repair.text.article import Article
from repair.text.blocks import Block
from repair.text.lazy import lazy, regex

_HEAD = 60  # characters no line is longer than that announces titles, or leads to one
_BEFORE, _FIRST = 6, 3  # prose before titles: two long paragraphs; one, where the line above or below is plain enough
_BEHIND = 3  # lines behind titles that end an article
_ROW, _PAIR = 3, 2  # titles in a row that prove each other: anywhere, and at the end
_WORDS, _WORDY = 5, 8  # words of a lone title, and from which on its form does not matter
_LEAST_BLANKS = 3
_TAGS, _TAG, _TAG_LINE = 12, 40, 160
_OTHER = lazy(  # credits, and lines with an address
    r"(?i)[@{}©]|\b(?:photo(?:graph)?|image|picture|credit|courtesy|getty|file|reuters|via)s?\b ?[:/]|/ ?(?:ap|afp|reuters|getty)\b"
)
_BETWEEN = lazy(  # what stands between titles: counters, and how old they are
    r"(?i)list of \d{1,3} items?|\d{1,3}\.?|\d{1,2}:\d\d|(?:an? |\d{1,3} ?)(?:min|minute|hour|hr|day|week|month)s?(?: ago| read)"
)
_SECTION = lazy(
    r"(?!(?:Best|Top|Most|Runner|Pros|Cons|Price)\b)(?:[A-Z][\w&’'-]*(?: (?:and |& |of |the )?[\w&’'-]+){0,3} ?[|»›:·]"
    r"|[A-Z][\w&’'-]*(?: (?:and |& )?[A-Z][\w&’'-]*){0,2})"
)
"""The name of a section over a title, with a bar or without."""
_CUT_SHORT = ("…", "[…]", "...", "[...]", "…]")
_PARTED = lazy(r"[^\s.!?|/·•,;][^.!?|/·•,;]{0,38}(?:(?:, ?| ?[|/·•;] ?)[^\s.!?|/·•,;][^.!?|/·•,;]{0,38}){1,20},?")
_SENTENCE = lazy(r"(?:[^\s]+ ){5}")
_OPENS_TITLE = lazy(r"(?i)(?:how|why|what|when|where|who|inside|meet|watch|here|this|these|can|is|are|do|does|\d{1,3}) |[^:?]{8,80}[:?]")
_MANNER = 3  # rows beyond which they are the manner of a text
_MARKS = "-–—•*●▪►▶>» "


def teasers(
    *, opens: str, heads: list[str], loose: list[str], leads: list[str], tags: list[str], verbs: list[str], participles: list[str]
) -> Check:
    """Titles of other stories between or below the paragraphs of an article, and lists of tags.

    Below a line that one of the expressions `heads` or `loose` matches whole, or above one that `leads` matches. Three titles in a row
    prove each other, two do at the end of an article, fewer have to read as titles. A line of `loose` is reported with them. What one
    of `tags` matches announces tags: short lines, or lines parted by bars or commas. All these lines begin with a word of `opens`.
    """
    words = frozenset(opens.split())
    known = Verbs.of(verbs, participles)
    head, weak, lead, tag, any_of_them = (
        regex(rf"(?i)[{_MARKS}]*(?:{'|'.join(said)})[\s:>»→.!]*")
        for said in ([*heads, *loose], loose, leads, tags, [*heads, *loose, *leads, *tags])
    )

    def check(article: Article) -> Iterator[Hit]:
        blocks = article.blocks
        begun = (block for word in words.intersection(article.openings) for block in article.openings[word])
        lines = sorted(block for block in begun if len(block.text) <= _HEAD and any_of_them.fullmatch(block.text))
        if not lines:
            return
        before = list(accumulate(map(prose, blocks), initial=0))
        told = -1
        for line in lines:
            if line.number <= told:
                continue
            run: list[Block] = []
            if tag.fullmatch(line.text):
                run = _tags(blocks, line.number + 1)
            if not run and head.fullmatch(line.text):
                run = _below(article, line.number + 1, before, known)
                if run and weak.fullmatch(line.text):
                    run = [line, *run]
            if not run and lead.fullmatch(line.text):
                run = _above(article, line.number - 1, before, told)
            if run:
                told = max(told, run[-1].number)
                yield from region(article, run, f"teasers-{run[0].number}")

    return check


def teasers_openings(*, opens: str, **_rest: object) -> list[str]:
    """The words that begin a line which announces titles or tags, or leads to a story."""
    return opens.split()


def _below(article: Article, first: int, before: Sequence[int], known: Verbs) -> list[Block]:
    """The titles from a line on, with what stands between them; none where nothing tells that they are titles."""
    blocks = article.blocks
    run: list[Block] = []
    titles: list[Block] = []
    sections = 0
    for block in blocks[first:]:
        if _may_be_title(article, block):
            titles.append(block)
        elif not _BETWEEN.fullmatch(block.text) and article.kinds[block.number] not in ("timestamp", "byline"):
            following = blocks[block.number + 1 : block.number + 2]
            if not (
                following and _SECTION.fullmatch(block.text) and _may_be_title(article, following[0]) and following[0].text[0] not in _MARKS
            ):
                break
            sections += 1
        run.append(block)
    run = [block for block in run if titles and block.number <= titles[-1].number]
    left = len(blocks) - first - len(run)
    if not titles or before[first] < _FIRST:
        return run if len(titles) >= _ROW and all(map(is_title, titles)) and before[-1] >= _BEFORE else []
    if sections > 1 and len(titles) > 1 and _SECTION.fullmatch(run[0].text):
        return run
    if len(titles) >= (_PAIR if left <= _BEHIND and before[first] >= _BEFORE else _ROW):
        return run
    goes_on = left == 0 or prose(blocks[run[-1].number + 1]) > 0
    return run if goes_on and all(_reads_as_title(block, known) for block in titles) else []


def _above(article: Article, last: int, before: Sequence[int], told: int) -> list[Block]:
    """The title above a line that leads to the rest of its story, or above the cut-off first sentence of that story."""
    blocks = article.blocks
    if last > 1 and blocks[last].text.endswith(_CUT_SHORT):
        last -= 1
    if last < 1 or last <= told or before[last] < _FIRST or blocks[last].text.count(" ") < _LEAST_BLANKS:
        return []
    return [blocks[last]] if _may_be_title(article, blocks[last]) else []


def _tags(blocks: Sequence[Block], first: int) -> list[Block]:
    """The tags from a line on: two lines or more, one with several tags in it, or the last of a text."""
    run: list[Block] = []
    for block in blocks[first : first + _TAGS]:
        parted = len(block.text) <= _TAG_LINE and _PARTED.fullmatch(block.text)
        if not parted and (len(block.text) > _TAG or block.text[-1] in '.!?:”"' or _SENTENCE.match(block.text)):
            break
        run.append(block)
    several = len(run) > 1 or (run and _PARTED.fullmatch(run[0].text))
    return run if several or first + len(run) == len(blocks) else []


def _may_be_title(article: Article, block: Block) -> bool:
    """True for a line as long as a headline, without a stop, that is no credit, caption or byline."""
    text = block.text.lstrip(_MARKS)
    if not 12 <= len(text) <= 150 or text.count(" ") < 2 or text[-1] in ".:;," or text[0].islower() or _OTHER.search(text):
        return False
    return not (text[0] in '“"' and text[-1] in '”"') and article.kinds[block.number] not in ("byline", "timestamp", "credit", "caption")


def _reads_as_title(block: Block, known: Verbs) -> bool:
    """True for a line long enough, or in a form that headlines have."""
    text = block.text.lstrip(_MARKS)
    words = text.count(" ") + 1
    if words < _WORDS:
        return False
    return words >= _WORDY or text[-1] == "?" or ": " in text or is_title(block) or is_headline(text, known, loose=True)


def title_row(*, verbs: list[str], participles: list[str]) -> Check:
    """Titles of other stories between the paragraphs of an article that no line announces, with the name of their section above them.

    Three or more in title case, most of which read as headlines; a title that stands twice in the row, as the words of a link and of its
    picture, with the others of its row; or one headline in title case alone under the name of a section. Passed over where such rows are
    the manner of a text.
    """
    known = Verbs.of(verbs, participles)

    def check(article: Article) -> Iterator[Hit]:
        rows = [row for run in _runs(article) if (row := _row(article, run, known))]
        if not 0 < len(rows) <= _MANNER:
            return
        for row in rows:
            yield from region(article, row, f"teasers-{row[0].number}")

    return check


def title_row_gate(**_rest: object) -> list[str]:
    """Two lines without a stop, one under the other."""
    return [r"[\w%’?][ \t\xa0]*[\r\n]\s*[^\r\n]{12,150}[\w%’?'\"][ \t\xa0]*[\r\n]"]


def _runs(article: Article) -> Iterator[list[Block]]:
    """Two lines or more without a stop, between paragraphs."""
    places = count()
    for _, row in groupby(article.unstopped, key=lambda block: block.number - next(places)):  # the same in a row
        run = list(row)
        if len(run) > 1 and _stands_between(article.blocks, run):
            yield run


def _stands_between(blocks: Sequence[Block], run: Sequence[Block]) -> bool:
    first, last = run[0].number, run[-1].number + 1
    return (
        first > 0 and last < len(blocks) and prose(blocks[first - 1]) > 0 and prose(blocks[last]) > 0 and blocks[first - 1].text[-1] != ":"
    )


def _row(article: Article, run: Sequence[Block], known: Verbs) -> list[Block]:
    """The titles of a run, from the name of their section on; none where they may be the article's own."""
    titles = [block for block in run if block.text.count(" ") >= _WORDS - 1 and _may_be_title(article, block)]
    if not titles:
        return []
    first = titles[0].number - run[0].number
    section = run[first - 1 : first] if first and run[first - 1].text.count(" ") < _LEAST_BLANKS else []
    cased = [block for block in titles if is_title(block)]
    if len({block.text.casefold() for block in titles}) < len(titles):
        return [*section, *run[first : titles[-1].number - run[0].number + 1]]
    reading = sum(is_headline(block.text, known, loose=True) or _OPENS_TITLE.match(block.text) is not None for block in cased)
    if len(cased) == len(titles) == len(run) - len(section) >= _ROW and 2 * reading >= len(cased):
        return [*section, *titles]
    if section and len(run) == 2 and cased and run[1].text.count(" ") >= _WORDY - 1 and is_headline(run[1].text, known):
        return list(run)
    return []
