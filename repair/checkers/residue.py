"""What the page around an article leaves in its text: lines and stretches that speak of the page, not of the news.

`page_line` knows them by a grammar of short sentences that a rule spells out as data; `share_bar` by words that
only share widgets string together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from repair.checkers.hit import Check, Hit
from repair.checkers.pattern import cut
from repair.text.article import Article
from repair.text.blocks import Block, removal
from repair.text.span import Edit, Span

_REFERENCE = re.compile(r"<([a-z][a-z-]*)>")
_DEEPEST = 6
_BEFORE = r"[^\w\s@#$£€\"“‘'’(-]{0,3}\s?[(\[*]{0,3}"  # arrows, bullets and brackets that dress a line up
_AFTER = r"[\s.!…:;>»→↓*|)\]–—-]{0,6}"
_CUT = re.compile(
    r"(?<=[.!?…:”\"’)\]>|])[ \t\xa0]*(?=[A-Z0-9“\"‘'(\[>*@#•►▶»|—–-])"  # a sentence may begin here
    r"|(?<=[a-z0-9,;])(?=[A-Z][a-z]|[A-Z]{4})"  # or was glued on here
    r"|(?<= )(?=[(\[])"
)
_STOP_BEFORE = re.compile(r"[.!?…:”\"’)\]>|]\s*$")
_PROSE = 120


def page_line(
    *,
    say: list[str],
    inside: list[str] | None = None,
    cue: list[str] | None = None,
    lists: dict[str, list[str]] | None = None,
    unless: str | None = None,
    longest: int = 160,
    shape: Literal["any", "title"] = "any",
    place: Literal["anywhere", "below", "end"] = "anywhere",
    most: int = 0,
) -> Check:
    """Whole lines that `say` matches and, in longer lines, the stretches that `inside` matches.

    The expressions ignore case; `<name>` stands for any expression of `lists[name]`, which may name further lists.
    Dressing (arrows, brackets, a closing stop) need not be spelt out. A stretch begins where a sentence may begin or
    was glued on, ends where one may end, and never lies within quotation marks. Each text found holds one of the
    plain lower-case words of `cue`; without `cue` only lines are looked at. `shape: title` asks for lines in
    capitals or with a capital on every longer word. `place: below` asks for prose before, `end` for no prose after.
    Lines longer than `longest` or in which `unless` is found stay. With more than `most` (0: any number) lines found
    the article is taken to be made of such lines, and none is reported.
    """
    line = re.compile(_BEFORE + _any(say, lists) + _AFTER, re.IGNORECASE)
    stretch = re.compile(r"[(\[>»*•►▶|—–-]{0,3}\s?" + _any(inside, lists) + _END, re.IGNORECASE) if inside else None
    exception = re.compile(_spelt(unless, lists), re.IGNORECASE) if unless else None

    def check(article: Article) -> Iterator[Hit]:
        hits = []
        first, last = _prose(article) if place != "anywhere" else (-1, len(article.blocks))
        for block in _cued(article, cue) if cue else article.blocks:
            if (place != "anywhere" and block.number <= first) or (exception and exception.search(block.text)):
                continue
            if len(block.text) <= longest and line.fullmatch(block.text):
                if (shape == "any" or _titled(block.text)) and (place != "end" or block.number > last):
                    hits.append(Hit(block.span, ((removal(article.text, block),),)))
            elif stretch:
                hits += [_taken_out(article, block, place) for place in _merged(article.text, _stretches(article, block, stretch))]
        if not most or len(hits) <= most:
            yield from hits

    return check


def page_line_gate(*, say: list[str], cue: list[str] | None = None, **_rest: object) -> list[str]:
    """The cues; without them any text may hold such a line."""
    return [f"(?i){re.escape(word)}" for word in cue] if cue else [""]


def _any(expressions: Iterable[str], lists: dict[str, list[str]] | None) -> str:
    return "(?:" + "|".join(_spelt(expression, lists) for expression in expressions) + ")"


def _spelt(expression: str, lists: dict[str, list[str]] | None, depth: int = 0) -> str:
    """The expression with lists put in their places. Raises `ValueError` for an unknown list or one that holds itself."""

    def alternatives(match: re.Match[str]) -> str:
        if expression[: match.start()].endswith(("(?P", "(?")):
            return match.group()
        if match[1] not in (lists or {}):
            raise ValueError(f"no list named {match[1]!r}")
        if depth > _DEEPEST:
            raise ValueError(f"list {match[1]!r} holds itself")
        return "(?:" + "|".join(_spelt(entry, lists, depth + 1) for entry in (lists or {})[match[1]]) + ")"

    return _REFERENCE.sub(alternatives, expression)


_END = (
    r"[ \t\xa0]?[.!…:;>»→↓*)\]]{0,4}"
    r"(?-i:(?=[ \t\xa0]*(?:[\r\n]|\Z)|(?<=[.!?…:”\"’)\]>|])[ \t\xa0]*[A-Z0-9“\"‘'(\[>*@#•►▶»|—–-]|(?<=[a-z])[A-Z][a-z]))"
)


def _cued(article: Article, cue: Iterable[str]) -> list[Block]:
    """The blocks that hold one of these lower-case words, in order."""
    found: dict[int, Block] = {}
    for word in cue:
        at = article.lowered.find(word)
        while at >= 0:
            block = article.block_at(at)
            if block is None:
                break
            found[block.number] = block
            at = article.lowered.find(word, max(block.end, at + 1))
    return [found[number] for number in sorted(found)]


def _stretches(article: Article, block: Block, stretch: re.Pattern[str]) -> Iterator[Span]:
    """The stretches of a block that match, in order, not overlapping."""
    at = block.start
    for start in (block.start, *(border.end() for border in _CUT.finditer(article.text, block.start, block.end))):
        if start < at:
            continue
        match = stretch.match(article.text, start, block.end)
        if match and match.end() > start and not match.group().isspace():
            place = Span(start, start + len(match.group().rstrip()))
            if any(quote.covers(place) for quote in article.quotations):
                continue
            if any(other.start < place.end < other.end for other in article.verbatim):
                continue  # the capital inside a handle or address begins no sentence
            at = place.end
            yield place


def _merged(text: str, places: Iterable[Span]) -> list[Span]:
    """The stretches with neighbours made one."""
    merged: list[Span] = []
    for place in places:
        if merged and not text[merged[-1].end : place.start].strip():
            place = Span(merged.pop().start, place.end)
        merged.append(place)
    return merged


def _taken_out(article: Article, block: Block, place: Span) -> Hit:
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


def _prose(article: Article) -> tuple[int, int]:
    """The numbers of the first and the last block that reads as a paragraph; what stands outside is head or tail."""
    numbers = [block.number for block in article.blocks if len(block.text) >= _PROSE or (len(block.text) > 60 and block.ends_sentence)]
    return (numbers[0], numbers[-1]) if numbers else (len(article.blocks), -1)


def _titled(line: str) -> bool:
    """True for a line in capitals or with a capital on every word but the short ones."""
    words = re.findall(r"[^\W\d_][\w'’.]*", line)
    return bool(words) and (words[0][0].isupper() or words[0][0].isdigit()) and all(word[0].isupper() or len(word) <= 4 for word in words)


def share_bar(*, networks: list[str], verbs: list[str], fillers: list[str], least: int = 3) -> Check:
    """Lines, and runs inside a line, made of nothing but the words of a share widget and counters.

    `networks`, `verbs` and `fillers` are plain words or phrases. A line needs two of them, a run inside prose
    `least`, each with a capital, glued together or parted by no more than blanks and bars; either needs two networks,
    or a network or verb said with a counter or another verb.
    """
    strong = _words([*networks, *verbs])
    word = rf"(?:{strong}|{_words(fillers)}|\d[\d.,]{{0,8}}[kKmM]?)"
    item = rf"{word}[ \t\xa0|/•·:,+()\[\]…-]{{0,4}}\.{{0,3}}[ \t\xa0]?"
    gap = r"[ \t\xa0|•·:()…-]{0,3}"
    line = re.compile(rf"[^\w\s]{{0,3}}\s?(?:{item}){{2,60}}", re.IGNORECASE)
    run = re.compile(
        rf"(?<![\w@#/.])(?:\d[\d.,]{{0,8}}[kKmM]? )?{strong}{gap}(?:{_words([*networks, *verbs, *fillers])}{gap}){{{least - 1},60}}"
    )
    strong_word = re.compile(strong, re.IGNORECASE)
    network = re.compile(_words(networks), re.IGNORECASE)

    def made_of_widgets(text: str) -> bool:
        said = strong_word.findall(text)
        if "Loading" in text and said:
            return True
        return len(network.findall(text)) >= 2 or len(said) >= 3 or (bool(said) and (len(said) >= 2 or any(c.isdigit() for c in text)))

    def check(article: Article) -> Iterator[Hit]:
        for block in article.blocks:
            if len(block.text) <= 400 and line.fullmatch(block.text):
                if made_of_widgets(block.text):
                    yield Hit(block.span, ((removal(article.text, block),),))
                continue
            for match in run.finditer(article.text, block.start, block.end):
                text = match.group().rstrip(" \t\xa0|/•·:(-")
                if not made_of_widgets(text):
                    continue
                place = Span(match.start(), match.start() + len(text))
                yield _taken_out(article, block, place)

    return check


def share_bar_gate(*, networks: list[str], verbs: list[str], fillers: list[str], least: int = 3) -> list[str]:
    """Two words of the widget in a row, or one with a counter."""
    word = _words([*networks, *verbs])
    return [rf"(?i){word}[^\w,.]{{0,4}}{_words([*networks, *verbs, *fillers])}", rf"(?i)\d[km]? {word}", rf"(?i){word} \d"]


def _words(entries: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(entry).replace(r"\ ", " ") for entry in sorted(set(entries), key=len, reverse=True)) + ")"
