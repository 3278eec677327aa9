"""Sentences and posts that stand again elsewhere in the text: `repeated-sentence`; at once, as the end of the one before: `tail-again`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from repair.checkers.hit import Check, Hit
from repair.checkers.pattern import cut
from repair.text.article import Article
from repair.text.blocks import removal
from repair.text.lazy import lazy
from repair.text.lines import breaks
from repair.text.sentences import split_sentences
from repair.text.span import Span
from repair.text.tokens import Run

_POST = r"(?:https?://\S+|pic\.twitter\.com/\w+|[@#]\w+)"
_TAIL = lazy(rf"(?:[\s.…”\"*]*{_POST})+")
_STOP = lazy(r"[.!?…]*[\"'”’)\]*]*")
_ENDS = lazy(
    r"[\"'”’)\]*]*(?:[.!?…]+[\"'”’)\]*]*(?=\s+[^\da-z]|\s*$|[A-Z@#“]|http|pic\.)|\s*(?:[\r\n]|$))"
    r"|\s*[“\"”]?\s+(?:https?:|pic\.twitter|[@#]\w|[—–] ?[A-Z])"
)
_BEGINS = lazy(rf"(?:^|[\r\n]|[!?…:—–|]|(?<!\b[A-Z])\.|, [“\"]|{_POST}|\b[A-Z][a-z]{{2,8}} \d{{1,2}}, (?:19|20)\d\d)[\s\"'“”‘’(\[)*]*$")
_SPEAKER = lazy(r"\b[A-Z]{3,}(?: \([^()\r\n]{1,40}\))?: $")
_POSTED = lazy(r"[@#]\w|https?:")
_NUMBER = lazy(r"^\d{1,2}[.)] ")
_REACH = 60
_MARKED = "*_“\"‘'"
_HEAD = 4  # blocks among which a copy is a summary or heading of what follows
_REFRAIN = 3  # copies of one sentence from which on it is meant
_LONG = 12  # words from which on two stretches are told to be one though a sentence goes on behind one of them


def repeated_sentence(*, fewest: int = 12) -> Check:
    """A sentence or more, of at least `fewest` words, that has stood before, elsewhere in the text.

    The later copy goes, or the line of its own above the story that says it first. A sentence also begins behind a colon,
    a dash, an address or a year, and ends before an address, a handle, a tag or the dash of a sender, as posts do.
    Capitals and marks do not count. Where one copy goes on, it takes 12 words and nothing is taken out. Copies of whole
    blocks are left to `repeated-block`, a copy directly behind the first to `doubled-sentence`.
    """

    def check(article: Article) -> Iterator[Hit]:
        hits = list(found_again(article))
        said = Counter(article.text[slice(*hit.span)] for hit in hits)
        hits = [hit for hit in hits if said[article.text[slice(*hit.span)]] < _REFRAIN]
        recapped = [hit for hit in hits if _recaps(article, hit)]
        yield from (hit._replace(severity="info") if len(recapped) > 1 and hit in recapped else hit for hit in hits)

    def found_again(article: Article) -> Iterator[Hit]:
        whole: set[int] | None = None
        for run in article.runs:
            if run.words < fewest:
                continue
            for stretch in _lines(article, run):
                found = _sentences(article.text, stretch, fewest)
                if found is None or "(" in article.text[max(0, found[1].start - 1) : found[1].start + 1]:
                    continue  # in brackets: a credit under two pictures
                if whole is None:
                    whole = {number for copy in article.copies for number in (copy.earlier, copy.later)}
                hit = _hit(article, *found, whole)
                if hit:
                    yield hit

    return check


_TAIL_WORDS, _OPENER = 3, 4
_TAIL_REACH = 24  # words of the second sentence at most
_PLAIN_WORD = lazy(r"[\w$£€%][\w’'.,$£€%-]*")
_OPENS_TAIL = lazy(r"(?:he|she|it|they|we) (?:(?:said|says|added|told \w+)(?: that)? )?")
_LONG_TAIL = 5


def tail_again() -> Check:
    """A sentence that only says what the one before it ended in: "He left and walked to Velm. He walked to Velm."

    It may begin with a pronoun that the first did not have, and then has three words of the other; without one it has five. The second
    sentence goes. What stands within quotation marks, or has no verb of its own to say again ("The end. The very end."), may be meant.
    """

    def check(article: Article) -> Iterator[Hit]:
        blocks = {block.number: block for at in article.starts(_near_copies(article)) if (block := article.block_at(at))}
        for block in blocks.values():
            for first, second in pairwise(split_sentences(block.text, block.start)):
                yield from _said_again(article, first, second)

    return check


def _near_copies(article: Article) -> list[int]:
    """The words with which what stood shortly before ends again, no more than an opener between the copies."""
    pairs = {later: later - earlier for later, earlier in article.recurring if later - earlier <= _TAIL_REACH}
    found, start = [], 0
    for later, distance in sorted(pairs.items()):
        if pairs.get(later - 1) != distance:
            start = later
        if pairs.get(later + 1) != distance and 0 <= distance - (later + _TAIL_WORDS - start) <= _OPENER:
            found.append(later)
    return found


def _said_again(article: Article, first: Span, second: Span) -> Iterator[Hit]:
    text = article.text
    if text[first.end - 4 : first.end].lower() != text[second.end - 4 : second.end].lower() or text[first.end - 1] != ".":
        return
    one, two = (_PLAIN_WORD.findall(text[slice(*place)].lower().rstrip(".")) for place in (first, second))
    opener = _OPENS_TAIL.match(" ".join(two)) if one[-len(two) :] != two else None
    own = two[opener.group().count(" ") :] if opener else two
    least = _TAIL_WORDS if opener else _LONG_TAIL
    if least <= len(own) < len(one) and one[-len(own) :] == own and not article.touches_quotation(second):
        yield Hit(Span(first.end - _behind(text, first, own), second.end), ((cut(text, second),),), (first,), sure=False)


def _behind(text: str, sentence: Span, words: list[str]) -> int:
    """How many characters from the end of a sentence these last words of it begin."""
    places = [match.start() for match in _PLAIN_WORD.finditer(text, *sentence)]
    return sentence.end - places[-len(words)]


def _recaps(article: Article, hit: Hit) -> bool:
    """True for a copy that begins its line, of a line of its own further up: several such sum up what the headings said."""
    copy, first = article.block_at(hit.span.start), hit.witness[0]
    heading = article.block_at(first.start)
    if copy is None or heading is None or copy.start != hit.span.start:
        return False
    return _NUMBER.sub("", heading.text, count=1).strip(_MARKED + ".!?”’") == article.text[slice(*first)]


_Place = tuple[int, int]
_Stretch = list[tuple[_Place, _Place]]
"""Words that stand twice: where each stands first, and where again."""


def _lines(article: Article, run: Run) -> Iterator[_Stretch]:
    """The parts of a run that stand on one line, both times; copies that overlap are cut where the second begins."""
    words = min(run.words, run.later - run.earlier)
    stretch: _Stretch = []
    for pair in zip(article.stand(run.earlier, words), article.stand(run.later, words), strict=True):
        if stretch and any(_breaks(article.text, before, after) for before, after in zip(stretch[-1], pair, strict=True)):
            yield stretch
            stretch = []
        stretch.append(pair)
    yield stretch


def _breaks(text: str, before: _Place, after: _Place) -> bool:
    """True where a line ends between two words."""
    gap = text[before[1] : after[0]]
    return "\n" in gap or "\r" in gap


def _sentences(text: str, stretch: _Stretch, fewest: int) -> tuple[Span, Span] | None:
    """The longest part of a stretch that is sentences in both places, or at one of them and long; None when there is none."""
    words = len(stretch)
    starts = (at for at in range(words - fewest + 1) if all(_begins(text, start) for start, _ in stretch[at]))
    start = next(starts, None)
    if start is None:
        return None
    for last in range(words - 1, start + fewest - 2, -1):
        ends = [_ENDS.match(text, end) is not None for _, end in stretch[last]]
        if all(ends) or (any(ends) and last - start + 1 >= _LONG):
            first, second = (Span(begin[0], end[1]) for begin, end in zip(stretch[start], stretch[last], strict=True))
            return first, second
    return None


def _begins(text: str, start: int) -> bool:
    first = text[start]
    return first.isalnum() and not first.islower() and bool(_BEGINS.search(text[max(0, start - _REACH) : start]))


def _hit(article: Article, first: Span, later: Span, whole: set[int]) -> Hit | None:
    """The later copy with its tail, to be taken out; None when another rule tells of it."""
    text = article.text
    blocks = article.block_at(first.start), article.block_at(later.start)
    if blocks[0] is None or blocks[1] is None or (blocks[0] != blocks[1] and {blocks[0].number, blocks[1].number} & whole):
        return None
    if not (text[first.end : later.start].strip(" \t\xa0.!?…\"'“”’)") or _POSTED.search(text, *later)):
        return None
    if blocks[0].number < _HEAD and blocks[0] != blocks[1] and blocks[0].text.strip(_MARKED + ".”’") == text[slice(*first)]:
        return Hit(blocks[0].span, ((removal(text, blocks[0]),),), (later,), sure=False)
    ends = _ENDS.match(text, later.end)
    place = Span(later.start, _end(text, later.end))
    opening = text[place.start - 1 : place.start]
    if opening and opening in _MARKED and text[place.end - 1] in "”\"’'*_":
        place = Span(place.start - 1, place.end)
    introduced = text[max(0, place.start - 8) : place.start].rstrip(' “"')[-1:] in (":", ",")
    # a writer may quote the same words twice, or the post that stands beside; a transcript may hear them again
    spoken = article.is_quoted(later) or article.is_quoted(first) or _SPEAKER.search(text, max(0, later.start - _REACH), later.start)
    edit = removal(text, blocks[1]) if blocks[1].span == place else cut(text, place)
    return Hit(place, ((edit,),) if ends and not introduced else (), (first,), sure=False, severity="info" if spoken else None)


def _end(text: str, end: int) -> int:
    """Where a copy ends with its stop and the addresses, handles and tags behind it."""
    stop = _STOP.match(text, end)
    end = stop.end() if stop else end
    tail = _TAIL.match(text, end)
    return tail.end() if tail and not breaks(text, *tail.span()) else end
