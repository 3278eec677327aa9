"""The verdict on each change of a rewrite: what of fact it changes, or whether it is wording, order or spacing alone.

Facts are compared in their order, change by change. No repetition excuses a loss: that a name still stands elsewhere does
not make its loss here harmless.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from repair.compare.alike import hidden, only_spacing, opposites, swapped_pronoun
from repair.compare.hunks import Hunk, hunks
from repair.compare.moves import Move, moves
from repair.compare.rules import CONTENT, FACT, MOVED, SPACING, WORDING
from repair.compare.vocabulary import vocabulary
from repair.rulebook.rule import Rule
from repair.text.article import Article
from repair.text.facts import Fact, Known, facts, known
from repair.text.fold import fold_words
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Span

_MOST_NAMED = 4
_CLAUSE = 5
"""So many words more or fewer are no synonym any longer."""
MARK = "quotation mark"
_MARKS = lazy('[“”„"«»]')
_MOST_PAIRS = 250_000
_MOVABLE = ("number", "unit", "date", "name", "address")
"""Facts that may stand elsewhere in their paragraph; a negation or hedge belongs to its word."""


class Verdict(NamedTuple):
    """Changes that belong together, the rule that judges them, and what it says of them."""

    hunks: tuple[Hunk, ...]
    rule: Rule
    message: str


class Difference(NamedTuple):
    """A fact that is said otherwise, was dropped (`new` is None) or added (`old` is None)."""

    kind: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        if self.kind == MARK:
            return f"drops a quotation mark: {self.old}" if self.new is None else f"adds a quotation mark: {self.new}"
        if self.new is None:
            return f'drops the {self.kind} "{self.old}"'
        if self.old is None:
            return f'adds the {self.kind} "{self.new}"'
        return f'changes the {self.kind} "{self.old}" to "{self.new}"'


def judge(before: Article, after: Article) -> list[Verdict]:
    """The verdicts in text order; each change of the text is in exactly one. Raises `MissingExtra`."""
    found = hunks(before.text, after.text)
    return _Judge(before, after, found).run() if found else []


class _Side:
    """One of the two texts, with its facts looked up line by line."""

    def __init__(self, article: Article, about: Known) -> None:
        self.article = article
        self._about = about
        self._facts: dict[int, list[Fact]] = {}

    def line(self, offset: int) -> int:
        """The number of the line at a place, -1 between lines."""
        block = self.article.block_at(offset)
        return block.number if block else -1

    def of_line(self, number: int) -> list[Fact]:
        if number not in self._facts:
            block = self.article.blocks[number]
            self._facts[number] = facts(block.text, block.start, self._about)
        return self._facts[number]

    def touching(self, span: Span) -> list[Fact]:
        """The facts that share a character or a border with a stretch."""
        found: list[Fact] = []
        blocks = self.article.blocks
        number = self._first_from(span.start)
        while number < len(blocks) and blocks[number].start <= span.end:
            here = self.of_line(number)
            low = bisect_left(here, span.start, key=lambda fact: fact.span.end)  # facts of a line do not overlap
            high = bisect_right(here, span.end, key=lambda fact: fact.span.start)
            found += here[low:high]
            number += 1
        return found

    def quoted(self, span: Span) -> list[str]:
        """The words of a stretch that stand inside quotation marks."""
        words: list[str] = []
        for start, end in self._quotations_from(span.start):
            if start >= span.end:
                break
            words += fold_words(self.article.text[max(start, span.start) : min(end, span.end)])
        return words

    def _first_from(self, offset: int) -> int:
        return bisect_left(self._ends, offset)

    def _quotations_from(self, offset: int) -> Iterable[Span]:
        return self.article.quotations[bisect_right(self._quote_ends, offset) :]

    @cached_property
    def _ends(self) -> list[int]:
        return [block.end for block in self.article.blocks]

    @cached_property
    def _quote_ends(self) -> list[int]:
        return [quote.end for quote in self.article.quotations]


class _Judge:
    def __init__(self, before: Article, after: Article, found: Sequence[Hunk]) -> None:
        about = known((before.text, after.text), vocabulary())
        self._old = _Side(before, about)
        self._new = _Side(after, about)
        self._hunks = found
        self._leader = list(range(len(found)))  # which hunk leads the group a hunk belongs to
        self._changed: dict[int, list[Difference]] = defaultdict(list)
        self._moved: dict[int, list[Fact]] = defaultdict(list)
        self._lost: list[tuple[int, Fact]] = []
        self._gained: list[tuple[int, Fact]] = []
        self._moves: list[Move] = []
        self._ordered: dict[tuple[str, int, int], bool] = {}
        self._met_old: set[Fact] = set()
        self._met_new: set[Fact] = set()

    def run(self) -> list[Verdict]:
        spaced = {
            number
            for number, hunk in enumerate(self._hunks)
            if only_spacing(self._old.article.text, hunk.old, self._new.article.text, hunk.new)
        }
        others = [number for number in range(len(self._hunks)) if number not in spaced]
        self._moves = moves(self._old.article, self._new.article, [(number, self._hunks[number]) for number in others])
        for move in self._moves:
            self._join(move.gone, move.come)
            if not move.same:
                self._compare(move.gone, [move.old], [move.new], apart=True)
        pieces = {number: self._pieces(number) for number in others}
        for number in others:
            olds, news = pieces[number]
            self._compare(number, olds, news, apart=len(olds) != 1 or len(news) != 1)
        self._cancel()
        self._pair_marks(others)
        groups: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._hunks)):
            groups[self._find(number)].append(number)
        return [
            self._told(group, [pieces[number] for number in group] if group[0] not in spaced else None) for group in sorted(groups.values())
        ]

    def _join(self, one: int, other: int) -> None:
        one, other = sorted((self._find(one), self._find(other)))
        self._leader[other] = one

    def _find(self, number: int) -> int:
        while self._leader[number] != number:
            self._leader[number] = self._leader[self._leader[number]]
            number = self._leader[number]
        return number

    def _pieces(self, number: int) -> tuple[list[Span], list[Span]]:
        """What a hunk takes out and puts in, without the sentences that only stand elsewhere."""
        hunk = self._hunks[number]
        gone = [move.old for move in self._moves if move.gone == number]
        come = [move.new for move in self._moves if move.come == number]
        return _without(hunk.old, gone), _without(hunk.new, come)

    @staticmethod
    def _within(side: _Side, span: Span) -> list[Fact]:
        return [fact for fact in side.touching(span) if span.covers(fact.span)]

    def _compare(self, number: int, olds: list[Span], news: list[Span], apart: bool) -> None:
        """Note what of fact a hunk changes. `apart`: at the borders stands what is no part of the change."""
        gather = self._within if apart else _Side.touching
        old = [fact for span in olds for fact in gather(self._old, span) if fact not in self._met_old]
        new = [fact for span in news for fact in gather(self._new, span) if fact not in self._met_new]
        for difference, lost, gained in self._differences(old, new):
            if lost and not gained and lost.kind in _MOVABLE:
                self._lost.append((number, lost))
            elif gained and not lost and gained.kind in _MOVABLE:
                self._gained.append((number, gained))
            else:
                self._changed[number].append(difference)
        old_text = " ".join(self._old.article.text[a:b] for a, b in olds)
        new_text = " ".join(self._new.article.text[a:b] for a, b in news)
        quoted = [word for span in olds for word in self._old.quoted(span)], [word for span in news for word in self._new.quoted(span)]
        if quoted[0] != quoted[1]:
            self._changed[number].append(_quote(*quoted))
        elif len(_marks(old_text)) != len(_marks(new_text)):
            self._changed[number].append(_changed_marks(_marks(old_text), _marks(new_text)))
        words = fold_words(old_text), fold_words(new_text)
        if quoted[0] != quoted[1]:
            return
        for one, other in (*opposites(*words), *swapped_pronoun(*words)):
            self._changed[number].append(Difference("word", one, other))

    def _differences(self, old: list[Fact], new: list[Fact]) -> Iterable[tuple[Difference, Fact | None, Fact | None]]:
        """What differs between two rows of facts, kind by kind, in their order."""
        for kind in dict.fromkeys(fact.kind for fact in (*old, *new)):
            ours, theirs = [fact for fact in old if fact.kind == kind], [fact for fact in new if fact.kind == kind]
            keys = [fact.key for fact in ours], [fact.key for fact in theirs]
            if keys[0] != keys[1] and sorted(keys[0]) == sorted(keys[1]):
                yield Difference(f"order of the {kind}s", _row(ours), _row(theirs)), ours[0], theirs[0]
                continue
            if len(ours) * len(theirs) > _MOST_PAIRS and keys[0] != keys[1]:
                yield Difference(f"{kind}s", _row(ours), _row(theirs)), ours[0], theirs[0]
                continue
            matcher = SequenceMatcher(None, *keys, autojunk=False)
            for tag, a, b, c, d in matcher.get_opcodes():
                if tag == "equal":  # of a fact that several hunks touch, the first has spoken
                    self._met_old.update(ours[a:b])
                    self._met_new.update(theirs[c:d])
                    continue
                if tag == "replace":
                    yield Difference(kind, _row(ours[a:b]), _row(theirs[c:d])), ours[a], theirs[c]
                    continue
                yield from ((Difference(kind, fact.text, None), fact, None) for fact in ours[a:b])
                yield from ((Difference(kind, None, fact.text), None, fact) for fact in theirs[c:d])

    def _cancel(self) -> None:
        """A fact that one hunk drops and another puts elsewhere in the same paragraph has moved, when none was passed on the way."""
        waiting: dict[tuple[str, str, int], list[tuple[int, Fact]]] = defaultdict(list)
        for number, fact in self._gained:
            waiting[fact.kind, fact.key, self._old.line(self._hunks[number].old.start)].append((number, fact))
        for number, fact in self._lost:
            line = self._old.line(self._hunks[number].old.start)
            there = waiting.get((fact.kind, fact.key, line))
            if there and line >= 0 and self._in_order(fact.kind, fact, there[0][1]):
                other, _ = there.pop(0)
                self._join(number, other)
                self._moved[number].append(fact)
            else:
                self._changed[number].append(Difference(fact.kind, fact.text, None))
        for number, fact in (one for left in waiting.values() for one in left):
            self._changed[number].append(Difference(fact.kind, None, fact.text))

    def _pair_marks(self, numbers: Sequence[int]) -> None:
        """Hunks of one line that each change one quotation mark go together: half of them would leave a quotation open."""
        last: tuple[int, int] | None = None
        for number in numbers:
            if any(difference.kind == MARK for difference in self._changed[number]):
                line = self._old.line(self._hunks[number].old.start)
                if last and last[0] == line:
                    self._join(last[1], number)
                    last = None
                else:
                    last = line, number

    def _in_order(self, kind: str, gone: Fact, come: Fact) -> bool:
        """Whether the facts of one kind follow each other in the one paragraph as in the other."""
        lines = kind, self._old.line(gone.span.start), self._new.line(come.span.start)
        if lines not in self._ordered:
            old = [fact.key for fact in self._old.of_line(lines[1]) if fact.kind == kind]
            new = [fact.key for fact in self._new.of_line(lines[2]) if fact.kind == kind]
            self._ordered[lines] = old == new
        return self._ordered[lines]

    def _text(self, number: int, new: bool) -> str:
        hunk = self._hunks[number]
        return self._new.article.text[slice(*hunk.new)] if new else self._old.article.text[slice(*hunk.old)]

    def _told(self, group: list[int], pieces: list[tuple[list[Span], list[Span]]] | None) -> Verdict:
        made = tuple(self._hunks[number] for number in group)
        if pieces is None:
            return Verdict(made, SPACING, "blanks or encoding only; every word stays")
        changed = list(dict.fromkeys(difference for number in group for difference in self._changed[number]))
        if changed:
            return Verdict(made, FACT, _listed([str(difference) for difference in changed]))
        unseen = [code for number in group for code in hidden(self._text(number, new=True), self._text(number, new=False))]
        if unseen:
            return Verdict(made, CONTENT, "adds what nobody sees: " + ", ".join(f"U+{ord(code):04X}" for code in unseen[:_MOST_NAMED]))
        moved = [fact for number in group for fact in self._moved[number]]
        if moved:
            return Verdict(made, CONTENT, _listed([f'says the {fact.kind} "{fact.text}" elsewhere in the paragraph' for fact in moved]))
        old = [word for olds, _ in pieces for a, b in olds for word in fold_words(self._old.article.text[a:b])]
        new = [word for _, news in pieces for a, b in news for word in fold_words(self._new.article.text[a:b])]
        gone, come = (Counter(old) - Counter(new)).total(), (Counter(new) - Counter(old)).total()
        if abs(gone - come) >= _CLAUSE and 3 * min(gone, come) < max(gone, come):
            return Verdict(made, CONTENT, f"drops {gone - come} words" if gone > come else f"adds {come - gone} words")
        if any(self._find(move.gone) == self._find(group[0]) for move in self._moves):
            return Verdict(made, MOVED, "whole sentences stand elsewhere; facts are the same")
        if old == new:
            return Verdict(made, WORDING, "other marks, capitals or line breaks; the words are the same")
        return Verdict(made, WORDING, "other words; facts are the same")


def _row(found: Sequence[Fact]) -> str:
    shown = ", ".join(fact.text for fact in found[:_MOST_NAMED])
    return f"{shown} …" if len(found) > _MOST_NAMED else shown


def _without(span: Span, holes: list[Span]) -> list[Span]:
    pieces, at = [], span.start
    for hole in sorted(holes):
        if hole.start > at:
            pieces.append(Span(at, hole.start))
        at = max(at, hole.end)
    return [*pieces, Span(at, span.end)] if at < span.end or not holes else pieces


def _listed(phrases: Sequence[str]) -> str:
    rest = len(phrases) - _MOST_NAMED
    return "; ".join(phrases[:_MOST_NAMED]) + (f"; and {rest} more" if rest > 0 else "")


def _marks(text: str) -> list[str]:
    return _MARKS.findall(text)


def _changed_marks(old: Sequence[str], new: Sequence[str]) -> Difference:
    return Difference(MARK, " ".join(old), None) if len(old) > len(new) else Difference(MARK, None, " ".join(new))


def _quote(old: Sequence[str], new: Sequence[str]) -> Difference:
    return Difference("quoted words", " ".join(old)[:60] or None, " ".join(new)[:60] or None)
