"""What the page around an article leaves in its text: lines and stretches that speak of the page, not of the news.

`page_line` knows them by a grammar of short sentences that a rule spells out as data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from repair.checkers.hit import Check, Hit
from repair.checkers.pattern import cut
from repair.text.article import Article
from repair.text.blocks import Block, removal
from repair.text.lazy import lazy, regex
from repair.text.span import Edit, Span

_CAPITAL, _LETTER = lazy(r"(?<!\\)[A-Z]"), lazy(r"(?<!\\)[A-Za-z]")
_REFERENCE = lazy(r"<([a-z][a-z-]*)>")
_BEFORE = r"[^\w\s@#$£€\"“‘'’(-]{0,3}\s?[(\[*]{0,3}"  # arrows, bullets and brackets that dress a line up
_AFTER = r"[\s.!…:;>»→↓*|)\]–—-]{0,6}"
_ENDED = r"(?<=[.!?…:)\]>|]{0}.)|(?<=[.!?…,][”\"’]{0}.)"
_CUT = lazy(  # where a sentence may begin or was glued on; the character comes first, so that `re` leaps from one to the next
    r"(?s)[A-Z0-9“\"‘'(\[>*@#•►▶»|—–-](?:"
    + "|".join(_ENDED.replace("{0}", blanks) for blanks in ("", r"[ \t\xa0]", r"[ \t\xa0]{2}"))
    + r"|(?<=[a-z0-9,;][A-Z])(?=[a-z]|[A-Z]{3})|(?<= [(\[]))"
)
_ADDRESS = lazy(r"https?://\S{4,300}[ \t\xa0](?=[A-Z“])")
_BRACKET = r"[(\[>»*•►▶|—–-]{0,3}\s?"
_END = (
    r"[ \t\xa0]?[.!…:;>»→↓*)\]]{0,4}"
    r"(?-i:(?=[ \t\xa0]*(?:[\r\n]|\Z)|(?:(?<=[.!?…:)\]>|])|(?<=[.!?…,][”\"’]))[ \t\xa0]*[A-Z0-9“\"‘'(\[>*@#•►▶»|—–-]"
    r"|(?<=[a-z])[A-Z][a-z](?!\w*\.[a-z])))"
)
_REACH = 240  # no stretch has its cue further in
_TRIES, _SPACING = 200, 100  # stretches tried in a line, and how many characters allow one more
_REMEMBERED = 1000  # lines whose answer is kept: labels come again and again
_SERIES = 3
_LONG_TEXT = 5  # paragraphs from which on a first short one may be a standfirst


Places = Mapping[int, tuple[int, Sequence[int] | None]] | None
"""The numbers of the cues that a text may hold, with how long each is at most and where; None for one that may stand anywhere.

None when any may.
"""


def page_line(
    *,
    say: list[str],
    inside: list[str] | None = None,
    cue: list[str] | None = None,
    opens: str = "",
    amid: list[str] | None = None,
    lists: dict[str, list[str]] | None = None,
    unless: str | None = None,
    longest: int = 160,
    shape: Literal["any", "title"] = "any",
    place: Literal["anywhere", "below", "end", "edge"] = "anywhere",
    most: int = 0,
    late: list[str] | None = None,
    home: list[str] | None = None,
    heads: str | None = None,
    beneath: str | None = None,
    title: str | None = None,
    series: str | None = None,
) -> Check:
    """Whole lines that `say` matches and, in longer lines, the stretches that `inside` matches.

    The expressions ignore case; `<name>` stands for any expression of `lists[name]`, which may name further lists. Dressing (arrows,
    brackets, a closing stop) need not be spelt out. A stretch begins where a sentence may begin or was glued on, ends where one may end,
    and never lies within quotation marks. Looked at are the lines that begin with a word of `opens` ("0": with a number) and the lines
    and stretches that hold a match of `cue`, plain expressions that are quick to look for; without either, all lines. A line that holds
    one may match `amid` instead of `say`: expressions that begin with any words are slow to fail. `shape: title` asks for lines in
    capitals or with a capital on every longer word. `place: below` asks for prose before, other than a standfirst over a long text, `end`
    for no prose after, `edge` for none before or none after. What `late` matches counts with no prose after only. What `home` matches is
    in its place there, and told as an `info`. A line whose next line `heads` is found in heads a passage of the article and stays; so
    does one right below a line in which `beneath` is found, as a part of it. A first line in which `title` is found is the article's own
    headline; lines that `series` matches stay where three or more are found: they head the entries of a live report. A cue is looked for
    in the text in lower case, where the gate has found its strings. Lines longer than `longest` or in which `unless` is found stay. With
    more than `most` (0: any number) lines found the article is taken to be made of such lines, and none is reported. A text of one word
    is no article with a page around it.
    """
    known = _Lists(lists)
    grammar = _Grammar(say, amid, inside, unless, known)
    closing = _Closing(late, home, known)
    heading, upper = (regex(expression) if expression else None for expression in (heads, beneath))
    headline, entry = (regex(expression, re.IGNORECASE) if expression else None for expression in (title, series))
    cues = _Cues([_spelt(expression, known) for expression in cue or ()])
    words = frozenset(opens.split())

    def stays(article: Article, block: Block) -> bool:
        return bool(
            (headline and block.number == 0 and headline.search(block.text))
            or (heading and _beside(article, block, 1, heading))
            or (upper and _beside(article, block, -1, upper))
            or article.goes_on(block)
        )

    def check(article: Article, places: Places = None) -> Iterator[Hit]:
        candidates = _candidates(article, cues, words, longest, places)
        if not candidates or (len(article.blocks) == 1 and " " not in article.blocks[0].text):
            return
        hits = []
        prose = _Prose(article)
        for block, near in candidates:
            if len(block.text) <= longest and (shape == "any" or _titled(block.text)) and grammar.says(block.text, bool(near)):
                if prose.placed(block, place) and not stays(article, block):
                    hits.append(Hit(block.span, ((removal(article.text, block),),)))
            elif inside and near:
                hits += [taken_out(article, block, found) for found in _merged(article.text, grammar.stretches(article, block, near))]
        if entry and len(hits) >= _SERIES:
            others = [hit for hit in hits if not entry.fullmatch(article.text[slice(*hit.span)])]
            hits = others if len(hits) - len(others) >= _SERIES else hits
        if not most or len(hits) <= most:
            yield from (weighed for hit in hits for weighed in closing.weighed(article, hit, prose))

    return check


def page_line_gate(
    *, cue: list[str] | None = None, opens: str = "", lists: dict[str, list[str]] | None = None, **_rest: object
) -> list[str]:
    """The cues; without them and words that begin a line any text may hold such a line."""
    known = _Lists(lists)
    cues = [_spelt(expression, known) for expression in cue or ()]
    return [f"(?i){one}" if _LETTER.search(one) else one for one in cues] or ([] if opens else [""])


def page_line_openings(*, opens: str = "", **_rest: object) -> list[str]:
    """The words that begin a line."""
    return opens.split()


class _Grammar:
    """The expressions of a rule, compiled when a text first holds one of its cues: most texts never do."""

    def __init__(self, say: list[str], amid: list[str] | None, inside: list[str] | None, unless: str | None, lists: _Lists) -> None:
        self._say = _any(say, lists)
        self._amid = _any(amid or ["(?!)"], lists)
        self._inside = _any(inside or [], lists)
        self._unless = _spelt(unless, lists) if unless else ""
        self._said: tuple[dict[str, bool], dict[str, bool]] = {}, {}

    @cached_property
    def _line(self) -> re.Pattern[str]:
        return regex(_BEFORE + self._say + _AFTER, re.IGNORECASE)

    @cached_property
    def _cued_line(self) -> re.Pattern[str]:
        return regex(_BEFORE + self._amid + _AFTER, re.IGNORECASE)

    @cached_property
    def _stretch(self) -> re.Pattern[str]:
        return regex(_BRACKET + self._inside + _END, re.IGNORECASE)

    @cached_property
    def _exception(self) -> re.Pattern[str]:
        return regex(self._unless or r"(?!)", re.IGNORECASE)

    def says(self, line: str, cued: bool) -> bool:
        """Whether a whole line matches, which has a cue or was looked at for its first word."""
        said = self._said[cued]
        if line not in said:
            if len(said) > _REMEMBERED:
                said.clear()
            plain = line.replace("\xa0", " ")
            matches = self._line.fullmatch(plain) or (cued and self._cued_line.fullmatch(plain))
            said[line] = bool(matches) and not self._exception.search(plain)
        return said[line]

    def stretches(self, article: Article, block: Block, near: Sequence[Span]) -> Iterator[Span]:
        """The stretches of a block that match and begin not far before one of the places `near`, not overlapping."""
        text, at = article.text, block.start
        start = max(block.start, near[0].start - _REACH)
        borders = [block.start] if start == block.start else []
        end = min(block.end, near[-1].end)
        borders += [border.start() for border in _CUT.finditer(text, start, end)]
        if text.find("://", start, end) >= 0:  # an address ends the sentence before
            borders = sorted({*borders, *(address.end() for address in _ADDRESS.finditer(text, start, end))})
        cue = 0
        tries = _TRIES + (block.end - block.start) // _SPACING
        for start in borders:
            while cue < len(near) and near[cue].end < start:
                cue += 1
            if start < at or cue == len(near) or near[cue].start > start + _REACH:
                continue
            tries -= 1
            if tries < 0:
                return  # nothing but cues: no prose that a stretch could stand in
            match = self._stretch.match(article.blanks, start, block.end)
            if not match or match.end() == start or (start > block.start and article.splits_verbatim(start)):
                continue
            place = Span(start, start + len(match.group().rstrip()))
            if article.is_quoted(place) or self._exception.search(match.group()):
                continue
            if article.splits_verbatim(place.end):
                continue  # the capital inside a handle or address begins no sentence
            at = place.end
            yield place


class _Prose:
    """Where a block stands among those that read as paragraphs."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def placed(self, block: Block, place: Literal["anywhere", "below", "end", "edge"]) -> bool:
        """Whether a block stands where it is asked for: "below" the first paragraph, behind the last, or outside of both."""
        if place == "anywhere":
            return True
        if place == "end":
            return self.over(block.number)
        numbers = self._article.paragraphs
        if place == "edge":
            return bool(numbers) and not numbers[0] < block.number < numbers[-1]
        under_standfirst = len(numbers) > _LONG_TEXT and numbers[0] < 2 and numbers[0] < block.number < numbers[1]
        return bool(numbers) and block.number > numbers[0] and not under_standfirst

    def over(self, number: int) -> bool:
        """True when no paragraph stands behind the block of this number."""
        return not self._article.paragraphs or number > self._article.paragraphs[-1]


class _Closing:
    """What belongs at the end of a text: `late` is nothing elsewhere, `home` is in its place there."""

    def __init__(self, late: list[str] | None, home: list[str] | None, lists: _Lists) -> None:
        self._late, self._home = (_any(expressions or ["(?!)"], lists) for expressions in (late, home))
        self._idle = not late and not home

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        return regex(_BEFORE + self._late + _AFTER, re.IGNORECASE), regex(_BEFORE + self._home + _AFTER, re.IGNORECASE)

    def weighed(self, article: Article, hit: Hit, prose: _Prose) -> Iterator[Hit]:
        """The hit, unless it stands too early; as an `info` where it is in its place."""
        if self._idle:
            yield hit
            return
        late, home = self._patterns
        block = article.block_at(hit.span.start)
        said = article.text[slice(*hit.span)]
        closes = block is not None and (prose.over(block.number) or (hit.span.end == block.end and prose.over(block.number + 1)))
        if not closes and late.fullmatch(said):
            return
        yield hit._replace(severity="info") if closes and home.fullmatch(said) else hit


def _beside(article: Article, block: Block, step: int, expression: re.Pattern[str]) -> bool:
    number = block.number + step
    return 0 <= number < len(article.blocks) and expression.search(article.blocks[number].text) is not None


def _candidates(
    article: Article,
    cues: _Cues,
    words: frozenset[str],
    longest: int,
    places: Places,
) -> Sequence[tuple[Block, Sequence[Span]]]:
    """The blocks worth a closer look, in order, each with the places of its cues: of those found at `places`, where given."""
    if not cues and not words:
        return [(block, ()) for block in article.blocks]
    found: dict[int, tuple[Block, Sequence[Span]]] = {}
    if places is None or places:
        found = {number: (article.blocks[number], near) for number, near in cues.near(article, places).items()}
    for word in words.intersection(article.openings):
        for block in article.openings[word]:
            if len(block.text) <= longest:
                found.setdefault(block.number, (block, ()))
    return [found[number] for number in sorted(found)]


class _Cues:
    """The cues of a rule, each looked for by itself: all together they make `re` slow and RE2 long to prepare."""

    def __init__(self, expressions: Sequence[str]) -> None:
        self._patterns = [lazy(expression, re.IGNORECASE if _CAPITAL.search(expression) else 0) for expression in expressions]
        self._last = [expression.endswith("(?m:$)") for expression in expressions]

    def __len__(self) -> int:
        return len(self._patterns)

    def near(self, article: Article, places: Places) -> dict[int, list[Span]]:
        """Where cues stand in blocks that hold any, by the numbers of these."""
        lower = article.lower
        found: dict[int, list[Span]] = {}
        anywhere = dict.fromkeys(range(len(self)), (len(lower), None))
        for number, (widest, at) in (anywhere if places is None else places).items():
            pattern = self._patterns[number]
            if at is not None:
                for block, inside in blocks_at(article, at):  # behind the last character that a cue may have, as `$` matches there
                    start, end = max(block.start, inside[0] - widest), min(block.end, inside[-1] + widest + 1)
                    for match in pattern.finditer(lower, start, end):
                        found.setdefault(block.number, []).append(Span(*match.span()))
            elif self._last[number]:
                for block in article.blocks:
                    last = pattern.search(lower, max(block.start, block.end - widest), block.end)
                    if last:
                        found.setdefault(block.number, []).append(Span(*last.span()))
            else:
                for match in pattern.finditer(lower):
                    holder = article.block_at(match.start())
                    if holder and match.end() <= holder.end:
                        found.setdefault(holder.number, []).append(Span(*match.span()))
        for spans in found.values():
            spans.sort()
        return found


def blocks_at(article: Article, places: Iterable[int]) -> Iterator[tuple[Block, list[int]]]:
    """The blocks at these places, in order, each with those in it."""
    block: Block | None = None
    inside: list[int] = []
    for place in sorted(places):
        if block is None or place >= block.end:
            if block is not None:
                yield block, inside
            block, inside = article.block_at(place), []
        inside.append(place)
    if block is not None:
        yield block, inside


class _Lists(dict[str, str]):
    """An expression for each list of a rule, put together when it is first asked for."""

    def __init__(self, lists: dict[str, list[str]] | None) -> None:
        self._entries = dict(lists or {})

    def __missing__(self, name: str) -> str:
        entries = self._entries.pop(name, None)
        if entries is None:
            raise ValueError(f"no list named {name!r}, or it holds itself")
        self[name] = _any(entries, self)
        return self[name]


def _any(expressions: Iterable[str], lists: _Lists) -> str:
    return "(?:" + "|".join(_spelt(expression, lists) for expression in expressions) + ")"


def _spelt(expression: str, lists: _Lists) -> str:
    """The expression with lists put in their places. Raises `ValueError` for an unknown list or one that holds itself."""

    def alternatives(match: re.Match[str]) -> str:
        return match.group() if expression[: match.start()].endswith(("(?P", "(?")) else lists[match[1]]

    return _REFERENCE.sub(alternatives, expression)


def _merged(text: str, places: Iterable[Span]) -> list[Span]:
    """The stretches with neighbours made one."""
    merged: list[Span] = []
    for place in places:
        if merged and not text[merged[-1].end : place.start].strip():
            place = Span(merged.pop().start, place.end)
        merged.append(place)
    return merged


def taken_out(article: Article, block: Block, place: Span) -> Hit:
    """The hit whose fix takes a stretch of a block out; the block with its line end where that is all of it."""
    if place == block.span:
        return Hit(place, ((removal(article.text, block),),), sure=False)
    return Hit(place, ((_without(article.text, block, place),),), sure=False)


def _without(text: str, block: Block, place: Span) -> Edit:
    """The edit that takes a stretch out; two sentences it stood between keep a blank."""
    edit = cut(text, place)
    glued = place.start > block.start and not text[place.start - 1].isspace()
    if glued and place.end < block.end and text[place.end].isspace() and edit.end == place.end:
        return Edit(place.start, text[place.start : place.end], "")
    return edit


def _titled(line: str) -> bool:
    """True for a line in capitals or with a capital on every word but the short ones."""
    words = re.findall(r"[^\W\d_][\w'’.]*", line)
    return bool(words) and (words[0][0].isupper() or words[0][0].isdigit()) and all(word[0].isupper() or len(word) <= 4 for word in words)
