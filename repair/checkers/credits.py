"""Picture credits that come twice: in one line, or again on the next.

A credit is read as a *run*: capitalised words, initials and a few small words, joined by separators (`|`, `/`, `,`,
dashes, "via"), up to a sentence's end or an ordinary word. Known agencies and labels ("Photo by") are evidence, but
names of nobody's list are compared as well: there the repetition itself speaks.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from repair.checkers.finder import finder
from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.blocks import Block, removal
from repair.text.lazy import lazy, regex
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span

_LABELS = "photo photos photograph photographs image images picture pictures pic credit credits caption photographer".split()
_LABEL_WORDS = frozenset(_LABELS)
_SMALL = frozenset(
    "by via for of the courtesy credit should read handout file stock de da di du van von der den del la le bin al el".split()
)
_SHORT = frozenset("jr sr st mr mrs ms dr".split())
_REACH = 160
_DRESSING = 60
_MOST_COPIES = 4  # of a run of more no credit is made
_MOST_WORDS = 32
_LABEL = r"[PpIiCc](?:hoto(?:graph(?:er)?)?s?|mages?|ic(?:ture)?s?|redits?|aption)(?: ?:| by\b| via\b| courtesy\b| credit\b)"
_NAMED = (
    r"(?:(?:FILE|File|AFP|AP|REUTERS|Reuters) )?"
    r"(?:(?:Photo|Image|Picture|Pic|Video|Photograph)s?(?: [Cc]redits?| courtesy)?|Credits?|Courtesy|PHOTOS?|PICTURES?|IMAGES?)"
    r"(?: ?:| [Bb]y\b| BY\b| of\b| via\b) ?"
)
_TWICE = lazy(rf"(?<!\w)(?P<one>{_NAMED}[^\s(][^\r\n()]{{2,80}}?)[ \xa0]{{0,2}}(?P=one)(?![\w-])")
_CREDIT_LINE = lazy(rf"\(?{_NAMED}[^\s(][^\r\n()]{{2,80}}\)?")
_STRONG = lazy(r"[|/]|\bvia\b|\s[–—-]|[–—-]\s")
TOKEN = lazy(r"(?P<word>[@#]?[^\W_]\w*(?:[’'&.-]\w+)*)|(?P<gap>[|/,;:•·©()\[\]–—&-]|[^\S\r\n]+|\.)|(?P<stop>.)", re.DOTALL)


class Run(NamedTuple):
    """The words of what may be a credit: where each stands, folded, and what stands before it since the last word."""

    spans: tuple[Span, ...]
    words: tuple[str, ...]
    gaps: tuple[str, ...]  # one more than words: the last stands behind the last word
    start: int
    end: int

    def strong(self, first: int, last: int) -> bool:
        """True when a separator proper stands before any of these words."""
        return any(_STRONG.search(gap) for gap in self.gaps[first : last + 1])


class Doubling(NamedTuple):
    """The words from `first` come again from `second` up to `end`; `evident` when more than that tells a credit."""

    first: int
    second: int
    end: int
    evident: bool
    keep_first: bool = False


class Agencies:
    """The known agencies; which words of a run name one."""

    def __init__(self, names: Sequence[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            words = tuple(match["word"].casefold() for match in TOKEN.finditer(name) if match["word"])
            self._by_first.setdefault(words[0], []).append(words)
        self.words = frozenset(word for group in self._by_first.values() for name in group for word in name)

    def ends_at(self, words: Sequence[str], start: int) -> int:
        """Where the longest agency name that begins at this word ends; `start` itself when none does."""
        ends = [start + len(name) for name in self._by_first.get(words[start], ()) if tuple(words[start : start + len(name)]) == name]
        return max(ends, default=start)

    def inside(self, words: Sequence[str]) -> bool:
        """True when an agency is named anywhere among these words."""
        return any(self.ends_at(words, start) > start for start in range(len(words)))

    def whole(self, words: Sequence[str]) -> bool:
        """True when these words are one agency's name."""
        return bool(words) and self.ends_at(words, 0) == len(words)

    def closes(self, words: Sequence[str]) -> bool:
        """True when the last words are an agency's name."""
        if not words or words[-1] not in self.words:
            return False
        return any(self.whole(words[start:]) for start in range(max(0, len(words) - 4), len(words)))


def alternatives(names: list[str]) -> str:
    """The names as alternatives of a pattern, longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_BLANK = "[ \t\xa0\u2000-\u200a\u202f\u3000]?"


def _anchors(agencies: list[str]) -> Callable[[Article], Iterator[Span]]:
    """Where a credit may be: a bar or slash before a capital, a label, an agency after another separator."""
    names = alternatives(agencies)
    anchor = regex(rf"[|/]{_BLANK}(?=[A-Z@À-Þ(])|{_LABEL}|[,–—-]{_BLANK}(?:{names})\b|via (?:{names})\b")
    look = finder(rf"[|/]{_BLANK}[A-Z@À-Þ(]|{_LABEL}|[,–—-]{_BLANK}(?:{names})|via (?:{names})", case=True)

    def places(article: Article) -> Iterator[Span]:
        for place in look(article):
            match = anchor.match(article.text, place.start)
            if match:
                yield Span(*match.span())

    return places


def _runs(article: Article, anchors: Callable[[Article], Iterator[Span]], known: Agencies) -> Iterator[Run]:
    at = 0
    for start, end in anchors(article):
        if start < at:
            continue
        run = _run_around(article, Span(start, end), known, at)
        if run is not None:
            at = max(run.end, end)
            if 2 <= len(run.words) <= _MOST_WORDS:
                yield run


def _run_around(article: Article, anchor: Span, known: Agencies, floor: int) -> Run | None:
    block = article.block_at(anchor.start)
    if block is None:
        return None
    low, high = max(block.start, anchor.start - _REACH, floor), min(block.end, anchor.end + _REACH)
    spans: list[Span] = []
    gaps = [""]
    for token in TOKEN.finditer(article.text, low, high):
        word = token["word"]
        if word and (belongs(word, known)):
            if word.casefold() == "via":
                gaps[-1] += " via "
            else:
                spans.append(Span(*token.span()))
                gaps.append("")
        elif token["gap"] and not ends_sentence(token, article.text, spans):
            gaps[-1] += token["gap"]
        elif token.start() >= anchor.end:
            break
        else:
            spans, gaps = [], [""]
    if not spans:
        return None
    words = tuple(article.text[span.start : span.end].casefold() for span in spans)
    return Run(tuple(spans), words, tuple(gaps), spans[0].start, spans[-1].end)


def belongs(word: str, known: Agencies) -> bool:
    """True for a word that may be part of a credit: a capital, a number, a label, an agency's word, "by"."""
    folded = word.casefold()
    return not word[0].islower() or folded in _SMALL or folded in _LABEL_WORDS or folded in known.words


def ends_sentence(token: re.Match[str], text: str, spans: list[Span]) -> bool:
    """True for a full stop that is no abbreviation's."""
    if token.group() != ".":
        return False
    if not spans or spans[-1].end != token.start():
        return True
    last = text[spans[-1].start : spans[-1].end]
    return not (len(last) == 1 and last.isupper()) and last.casefold() not in _SHORT and not re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", last)


def duplicate_credit(*, agencies: list[str]) -> Check:
    """A credit, or a part of it, that comes twice in a row; one copy goes, the other stays.

    `agencies` are names known to sign pictures. Found are a whole credit said twice with anything or nothing between
    ("A / B A / B", "(Photo by A/B)(Photo by A/B)", "A – B| A | B") and a doubled part ("A | A | B", "A/B/B"). What
    names no known agency needs a line of its own, or a label in both copies ("Photo: A Photo: A"). A fix is sure where a
    known agency or a label is part of the credit, but not in the last case.
    """
    known = Agencies(agencies)
    anchors = _anchors(agencies)
    labelled = finder(_NAMED, case=True)

    def check(article: Article) -> Iterator[Hit]:
        told: list[Span] = []
        for run in _runs(article, anchors, known):
            found = _doubled(article, run, known)
            if found:
                hit = _collapsed(article, run, found)
                told.append(hit.span)
                yield hit
        done = 0
        for label in labelled(article):
            match = _TWICE.match(article.text, label.start) if label.start >= done else None
            if not match:
                continue
            place = Span(*match.span())
            done = place.end
            before = bisect_left(told, (place.end, 0)) - 1
            if before >= 0 and told[before].overlaps(place):
                continue
            edit = Edit(match.end("one"), article.text[match.end("one") : place.end], "")
            yield Hit(place, ((edit,),), (Span(*match.span("one")),), {"credit": match["one"]}, sure=False)

    return check


def duplicate_credit_gate(**_rest: object) -> list[str]:
    """The places where a run is looked for; a bar must follow a word."""
    return [r"[^\W\d][.)]?[^\S\r\n]?[|/][^\S\r\n]?[A-Z@À-Þ(]", _LABEL, r"(?:PHOTO|PICTURE|IMAGE)S? BY "]


def duplicate_credit_strings(*, agencies: list[str]) -> list[str]:
    """An agency behind another separator."""
    signs = (*(sign + blank for sign in ",–—-" for blank in ("", " ", "\xa0")), "via ")
    return sorted({sign + name.lower() for sign in signs for name in agencies})


def _doubled(article: Article, run: Run, known: Agencies) -> Doubling | None:
    """The longest doubling in a run that looks like a credit's."""
    words = run.words
    different = len(set(words))
    if different == len(words) or different * _MOST_COPIES < len(words):
        return None
    block = article.block_at(run.start)
    alone = block is not None and not _beside(article.text, block, run)
    named = known.inside(words)
    if alone and named and (swapped := _other_order(run, known)):
        return swapped
    for length in range(len(words) // 2, 0, -1):
        for first in range(len(words) - 2 * length + 1):
            second, end = first + length, first + 2 * length
            if words[first] != words[second] or words[first:second] != words[second:end]:
                continue
            if _compound(run, first, length, known, alone) or _part(run, first, length, known, alone, named):
                return Doubling(first, second, end, named or _labelled(words[first:second]))
    return _longer_name(run, known)


def _beside(text: str, block: Block, run: Run) -> bool:
    """True when a block holds more than the run and its brackets."""
    before, after = Span(max(block.start, run.start - _DRESSING), run.start), Span(run.end, min(block.end, run.end + _DRESSING))
    return bool(text[slice(*before)].strip("([ ") or text[slice(*after)].strip(".)] "))


def _longer_name(run: Run, known: Agencies) -> Doubling | None:
    """A known agency beside its own longer name: "Getty | Getty Images"."""
    words = run.words
    for first in range(len(words) - 2):
        second = known.ends_at(words, first)
        if first < second < len(words) and words[first] == words[second] and re.search(r"[|/]", run.gaps[second]):
            end = known.ends_at(words, second)
            borders = (first == 0 or run.gaps[first].strip()) and (end == len(words) or run.gaps[end].strip())
            if borders and second < end != 2 * second - first and not re.search(r"[()\[\]]", run.gaps[second]):
                return Doubling(first, second, end, False, second - first > end - second)
    return None


def _other_order(run: Run, known: Agencies) -> Doubling | None:
    """The same parts twice, in another order: "A / B, B / A"."""
    starts = [0, *(place for place in range(1, len(run.words)) if run.gaps[place].strip()), len(run.words)]
    parts = [run.words[a:b] for a, b in itertools.pairwise(starts)]
    half = len(parts) // 2
    if (
        half < 2
        or len(parts) % 2
        or sorted(parts[:half]) != sorted(parts[half:])
        or len(set(parts)) != half
        or parts[:half] == parts[half:]
    ):
        return None
    if not run.strong(1, len(run.words) - 1):
        return None
    return Doubling(0, starts[half], len(run.words), False, known.closes(run.words[: starts[half]]))


def _labelled(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[0] in _LABEL_WORDS


def _compound(run: Run, first: int, length: int, known: Agencies, alone: bool) -> bool:
    """True for a whole credit, separators or label and all, said twice."""
    words = run.words[first : first + length]
    if length < 2:
        return False
    second = first + length
    joined = run.strong(first + 1, second - 1) or run.strong(second + 1, second + length - 1)
    if _labelled(words):
        return known.inside(words) or alone or "by" in words
    if known.inside(words):
        return joined or (any("," in gap for gap in run.gaps[first + 1 : second]) and known.closes(words))
    return joined and length >= 3 and alone


def _part(run: Run, first: int, length: int, known: Agencies, alone: bool, named: bool) -> bool:
    """True for one part of a credit, a name or an agency, that stands twice between its separators."""
    words = run.words[first : first + length]
    second, end = first + length, first + 2 * length
    if any(gap.strip() for gap in (*run.gaps[first + 1 : second], *run.gaps[second + 1 : end])):
        return False
    agency = known.whole(words)
    middle = run.gaps[second]
    begins = first == 0 or bool(run.gaps[first].strip()) or (run.words[first - 1] in _LABEL_WORDS or run.words[first - 1] == "by")
    ends = end == len(run.words) or bool(run.gaps[end].strip())
    bars = sum(bool(re.search(r"[|/]|via", gap)) for gap in run.gaps[1:-1])
    if not middle.strip():
        if agency:  # "Photo: Reuters Reuters", "Name / Getty Images Getty Images"
            return alone and ends and first > 0 and begins and bool(run.gaps[first].strip())
        return length >= 2 and alone and named and first == 0 and bool(re.search(r"[|/]|via", run.gaps[end]))
    if re.search(r"[|/]|via", middle) and not re.search(r"[()\[\]]", middle):
        if agency:
            return ends or bars >= 2
        return begins and ends and (named or (alone and bars >= 2 and "|" in middle)) and not words[0].isdigit()
    return agency and alone and begins and ends and not re.search(r"[()\[\]]", middle)


def _collapsed(article: Article, run: Run, found: Doubling) -> Hit:
    """The hit whose fix leaves one copy: the second where the two are written differently or it says more, else the first."""
    text = article.text
    one = Span(run.spans[found.first].start, run.spans[found.second - 1].end)
    two = Span(run.spans[found.second].start, run.spans[found.end - 1].end)
    middle = text[one.end : two.start]
    opened = one.start > 0 and text[one.start - 1] in "(["
    closed = two.end < len(text) and text[two.end] in ")]"
    whole = Span(one.start, two.end)
    opening = max(middle.rfind("("), middle.rfind("["))
    if not closed and opening > max(middle.rfind(")"), middle.rfind("]")):  # (A) (A, B) and A (A, B)
        start = one.start - (opened and middle[0] in ")]")
        edit = Edit(start, text[start : one.end + opening], "")
        stays = Span(one.end + opening, two.end)
        return Hit(Span(start, two.end), ((edit,),), (stays,), {"credit": text[slice(*one)]}, sure=False)
    if closed and re.search(r"[(\[]", middle):  # (A)(A) and A (A)
        kept = one.end + (middle[0] in ")]")
        edit = Edit(kept, text[kept : two.end + 1], "")
        stays, whole = Span(one.start - opened, kept), Span(one.start - opened, two.end + 1)
    elif opened and middle[:1] in (")", "]"):  # (A) A
        edit = Edit(one.end + 1, text[one.end + 1 : two.end], "")
        stays, whole = Span(one.start, one.end + 1), Span(one.start - 1, two.end)
    elif text[one.start : one.end] == text[two.start : two.end] or found.keep_first:
        edit, stays = Edit(one.end, text[one.end : two.end], ""), one
    else:
        edit, stays = Edit(one.start, text[one.start : two.start], ""), two
    return Hit(whole, ((edit,),), (stays,), {"credit": text[stays.start : stays.end]}, sure=found.evident)


def _telling(line: str, known: Agencies) -> bool:
    """A quick look: whether a line holds a separator, a label or an agency's word."""
    return _STRONG.search(line) is not None or any(
        word in known.words or word in _LABEL_WORDS for word in (part.strip("()[].,:") for part in line.casefold().split())
    )


def repeated_credit_line(*, agencies: list[str]) -> Check:
    """A line that is nothing but a credit, after a line that ends in the same credit already; the second one goes."""
    known = Agencies(agencies)

    def check(article: Article) -> Iterator[Hit]:
        for before, block in itertools.pairwise(article.blocks):
            if block.text == before.text and _CREDIT_LINE.fullmatch(block.text):
                yield Hit(block.span, ((removal(article.text, block),),), (before.span,))
                continue
            if len(block.text) > 120 or block.text.strip("()[]. ")[-4:].casefold() != before.text.rstrip(")]. ")[-4:].casefold():
                continue
            if not _telling(block.text, known):
                continue
            run = _run_around(article, Span(block.start, block.start), known, block.start)
            if run is None or _beside(article.text, block, run):
                continue
            compound = run.strong(1, len(run.words) - 1)
            if not compound and not known.inside(run.words) and not _labelled(run.words):
                continue
            tail = [match for match in TOKEN.finditer(before.text, max(0, len(before.text) - 200)) if match["word"]]
            tail = [match for match in tail if match["word"].casefold() != "via"][-len(run.words) :]
            if tuple(match["word"].casefold() for match in tail) != run.words:
                continue
            if not compound and before.text[: tail[0].start()].rstrip()[-1:] not in ("", *'.!?…”"’)([:|/–—'):
                continue
            yield Hit(block.span, ((removal(article.text, block),),), (Span(before.start + tail[0].start(), before.end),))

    return check
