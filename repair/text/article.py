"""`Article`: one text under inspection, with the views of it that checkers share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, KeysView, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise, starmap

from repair.text.blocks import Block, Kind, classify, split_blocks
from repair.text.broken import follows, is_broken
from repair.text.copies import Copy, copies
from repair.text.echo import Echo, echoes
from repair.text.lazy import lazy
from repair.text.quotations import is_comma_outside, is_curly, quotations
from repair.text.sentences import split_sentences
from repair.text.span import Span
from repair.text.tokens import Run, neighbours, recurring, runs, without_marks
from repair.text.verbatim import verbatim

_SHORT = 600
_LONG, _MIDDLING = 120, 60
_ASCII = bytes(range(128))
_STRAIGHT = lazy('"')
_FIRST_WORD = lazy(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]")


def _overlapped(spans: Sequence[Span], place: Span) -> bool:
    """Whether one of these spans, which are in order and apart, shares a character with a place."""
    at = bisect_left(spans, (place.end, 0)) - 1
    return at >= 0 and spans[at].overlaps(place)


class Article:
    """An immutable text; its views are made on first use and kept.

    `path` is what reports call it; nothing is read from there. `host` is the site it comes from, as far as anybody asks.
    """

    def __init__(self, text: str, path: str = "-", host: str = "") -> None:
        self.text = text
        self.path = path
        self.host = host

    @cached_property
    def lower(self) -> str:
        """The text in lower case, letter for letter: offsets stay."""
        beyond = self.utf8.translate(None, _ASCII).decode("utf-8", "surrogatepass")
        if beyond == beyond.lower():  # quotation marks and dashes: bytes are made small at a third of the work
            return self.utf8.lower().decode("utf-8", "surrogatepass")
        return self.text.replace("İ", "I").lower()  # the only letter that grows longer

    @cached_property
    def utf8(self) -> bytes:
        """The text in UTF-8, for searches that count in bytes; `in_text` puts their offsets right."""
        return self.text.encode("utf-8", "surrogatepass")

    def in_text(self, found: Iterable[tuple[int, int]]) -> Iterator[Span]:
        """Stretches of `utf8`, in order and apart, as stretches of the text."""
        utf8 = self.utf8
        if len(utf8) == len(self.text):
            yield from starmap(Span, found)
            return
        read = count = 0
        for start, end in found:
            count += len(utf8[read:start].decode("utf-8", "surrogatepass"))
            read = start
            yield Span(count, count + len(utf8[start:end].decode("utf-8", "surrogatepass")))

    @cached_property
    def blanks(self) -> str:
        """The text with ordinary blanks for those that do not break: offsets stay."""
        return self.text.replace("\xa0", " ")

    @cached_property
    def plain(self) -> str:
        """The text in lower case without the marks between words: offsets stay."""
        return without_marks(self.lower)

    @cached_property
    def tokens(self) -> list[str]:
        """The words of `plain`."""
        return [*chain.from_iterable(self._words)]

    @cached_property
    def _words(self) -> list[list[str]]:
        """The words of each block."""
        return [self.plain[block.start : block.end].split() for block in self.blocks]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each token stands in the text."""
        return Counter(self.tokens)

    @cached_property
    def _firsts(self) -> list[int]:
        """The number of the first token of each block, and how many tokens there are."""
        return list(accumulate(map(len, self._words), initial=0))

    def stand(self, first: int, count: int = 1) -> list[tuple[int, int]]:
        """Where `count` tokens begin and end, from number `first` on."""
        if not count:
            return []
        number = bisect_right(self._firsts, first) - 1
        first -= self._firsts[number]
        block, words = self.blocks[number], self._words[number]
        if len(block.text) <= _SHORT and first + count <= len(words):  # seldom asked twice: nothing is kept
            ahead = self.plain[block.start : block.end].split(None, first)[first]
            return self._found(words[first : first + count], block.end - len(ahead))
        found: list[tuple[int, int]] = []
        while len(found) < count:
            found += self._places(number)[first : first + count - len(found)]
            number, first = number + 1, 0
        return found

    def starts(self, numbers: Iterable[int]) -> list[int]:
        """Where the tokens of these numbers begin."""
        return [self.stand(number)[0][0] for number in numbers]

    def _places(self, number: int) -> list[tuple[int, int]]:
        """Where the tokens of a block begin and end; most blocks are never asked for."""
        known = self._known_places.get(number)
        if known is None:
            known = self._known_places[number] = self._found(self._words[number], self.blocks[number].start)
        return known

    def _found(self, words: Iterable[str], end: int) -> list[tuple[int, int]]:
        """Where these tokens, the next from an offset on, begin and end."""
        found = []
        for word in words:
            start = self.plain.find(word, end)
            end = start + len(word)
            found.append((start, end))
        return found

    @cached_property
    def _known_places(self) -> dict[int, list[tuple[int, int]]]:
        return {}

    @cached_property
    def vocabulary(self) -> KeysView[str]:
        """The different tokens."""
        return self.counts.keys()

    @cached_property
    def neighbours(self) -> list[str]:
        """The tokens, and behind them those that a hyphen, a dash or a slash joins, parted there, as `tokens.neighbours` tells it."""
        return neighbours(self.plain, self.tokens)

    @cached_property
    def recurring(self) -> list[tuple[int, int]]:
        """Where three tokens in a row stand again, as `tokens.recurring` tells it."""
        return recurring(self.tokens)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The stretches of five and more tokens that have stood before."""
        return runs(self.tokens, self.recurring, 5)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The non-blank lines, in order: in scraped copy a line is a paragraph, heading, credit …"""
        return split_blocks(self.text)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """What each block seems to be; same length and order as `blocks`."""
        return classify(self.blocks)

    @cached_property
    def paragraphs(self) -> list[int]:
        """The numbers of the blocks that read as paragraphs: long ones, and those of some length that end as a sentence does."""
        return [block.number for block in self.blocks if len(block.text) >= _LONG or (len(block.text) > _MIDDLING and block.ends_sentence)]

    def goes_on(self, block: Block) -> bool:
        """True for a line of a paragraph that was broken at a width: another line of it stands right above or below."""
        if not self._broken:
            return False
        around = self.blocks[max(0, block.number - 1) : block.number + 2]
        return any(follows(self.text, one, two) for one, two in pairwise(around))

    @cached_property
    def _broken(self) -> bool:
        return is_broken(self.text, self.blocks)

    def blocks_with(self, marks: str) -> list[Block]:
        """The blocks in which one of these marks stands, in order."""
        numbers = set()
        for mark in marks:
            at = self.text.find(mark)
            while at >= 0:
                block = self.block_at(at)
                if block:
                    numbers.add(block.number)
                at = self.text.find(mark, block.end if block else at + 1)
        return [self.blocks[number] for number in sorted(numbers)]

    @cached_property
    def unstopped(self) -> tuple[Block, ...]:
        """The blocks that do not end a sentence: headings, labels and what is cut off."""
        return tuple(block for block in self.blocks if not block.ends_sentence)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of all blocks, in order, without surrounding white space."""
        return tuple(span for block in self.blocks for span in split_sentences(block.text, block.start))

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """What stands between quotation marks, marks included, in order, never across blocks."""
        return tuple(span for block in self.blocks for span in quotations(block.text, block.start))

    @cached_property
    def verbatim(self) -> tuple[Span, ...]:
        """Web addresses, e-mail addresses, handles, file names: not prose, not to be touched as prose."""
        return verbatim(self.text)

    @cached_property
    def echoes(self) -> tuple[Echo, ...]:
        """The words said twice in a row."""
        return echoes(self.tokens, self.recurring, self.stand)

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        """The blocks that say what an earlier block says."""
        return copies(self._repeating)

    @cached_property
    def _repeating(self) -> list[Block]:
        """The blocks that may be copies: those that stand twice as they are, and those of which one stands elsewhere at least by half."""
        blocks, starts = self.blocks, self._firsts
        texts = Counter(block.text for block in blocks)
        numbers = {block.number for block in blocks if texts[block.text] > 1} if len(texts) < len(blocks) else set()
        shared: Counter[int] = Counter()
        sharing = []
        for run in self.runs:
            of_run = [
                number
                for start in (run.earlier, run.later)
                for number in range(bisect_right(starts, start) - 1, bisect_left(starts, start + run.words))
            ]
            shared.update(dict.fromkeys(of_run, run.words))
            sharing.append(of_run)
        for of_run in sharing:
            if any(2 * shared[number] >= starts[number + 1] - starts[number] for number in of_run):
                numbers.update(of_run)
        return [blocks[number] for number in sorted(numbers)]

    @cached_property
    def curly(self) -> bool:
        """True when quotation marks and apostrophes are set curly, or there are none."""
        return is_curly(self.text)

    @cached_property
    def comma_outside(self) -> bool:
        """True when the text sets the comma behind a closing quotation mark."""
        return is_comma_outside(self.text)

    @cached_property
    def openings(self) -> dict[str, list[Block]]:
        """The lines too short to be a paragraph, by their first word in lower case; "0" for those that begin with a number."""
        found: dict[str, list[Block]] = {}
        for block in self.blocks:
            if len(block.text) <= _SHORT:
                match = _FIRST_WORD.search(block.text)
                if match:
                    word = match.group().lower().replace("’", "'")
                    found.setdefault("0" if word[0].isdigit() else word, []).append(block)
        return found

    @cached_property
    def line_break(self) -> str:
        """What ends the lines of the text."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def _straight(self) -> list[int]:
        return [match.start() for match in _STRAIGHT.finditer(self.text)]

    def straight_quotes(self, start: int, end: int) -> int:
        """How many straight double quotation marks stand in a stretch."""
        return bisect_left(self._straight, end) - bisect_left(self._straight, start)

    def is_quoted(self, place: Span) -> bool:
        """True when a place lies within quotation marks."""
        at = bisect_right(self.quotations, (place.start, len(self.text))) - 1
        return at >= 0 and self.quotations[at].covers(place)

    def touches_quotation(self, place: Span) -> bool:
        """True when a place shares a character with a quotation."""
        return _overlapped(self.quotations, place)

    def is_verbatim(self, place: Span) -> bool:
        """True when a place shares a character with an address, a handle or a file name."""
        return _overlapped(self.verbatim, place)

    def splits_verbatim(self, offset: int) -> bool:
        """True when an offset lies inside an address, a handle or a file name, not at its border."""
        at = bisect_left(self.verbatim, (offset, 0)) - 1
        return at >= 0 and offset < self.verbatim[at].end

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds this offset (its end included), if any."""
        at = bisect_right(self._block_starts, offset) - 1
        return self.blocks[at] if at >= 0 and offset <= self.blocks[at].end else None
