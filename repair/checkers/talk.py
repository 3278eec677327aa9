"""`page-talk`: what a page says to its readers, known by the kinds of words it is made of and not by its wording.

News tells of others: outside quotation marks it neither calls upon its reader nor speaks of the page that it stands on. A line that
does both is the page's own, however it is put ("Grab a seat at our March webinar").
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from repair.checkers.hit import Check, Hit
from repair.checkers.pattern import cut
from repair.text.article import Article
from repair.text.blocks import Block, removal
from repair.text.lazy import lazy
from repair.text.sentences import split_sentences
from repair.text.span import Span

_WORD = lazy(r"[^\W_][\w’'&-]*")
_FIRST = lazy(
    r"[^\w“\"‘]{0,4}(?:(?:please|kindly|also|and|don['’]t forget to|be sure to|click here to|to|or) "
    r"|(?:for|to|if) [^.,:!?]{2,60}[,:] (?:please )?)?"
    r"([^\W_][\w’'-]*)",
    re.IGNORECASE,
)
_REPORTED = lazy(
    r"(?i:\b(?:said|says|saying|told|tells|according|added|asked|argued|wrote|reported|announced|explained|warned|insisted|claimed|found|declined|respond(?:ed)?)\b)"
    r"|[“\"]\w|(?<!\w)[‘']\w"
)
_QUOTED = lazy(r"[“\"][^“”\"]{0,400}[”\"]")
_POINTING = lazy(r"\b(?:here|(?<!for )(?<!by )(?<!until )(?<!till )now|today|below|above|online)[\W_]{0,4}$", re.IGNORECASE)
_STEP = lazy(r"\W{0,2}\d{1,2}[.)]\s|[-•·*–] ?|\W{0,4}[a-z]")  # of a list, or the rest of a broken line
_BEFORE = frozenset("please kindly for to your our we you".split())  # words that may stand before a verb of the page, or do without
_FEWEST = 3  # words of a line without a call
_ENDS_POINTING = tuple(
    f" {word}{stop}{end}" for word in ("here", "now", "below", "today") for stop in ("", ".", "!", ":") for end in "\r\n"
)
_YOU = frozenset("you your yours you're you'll you've".split())
_WE = frozenset("we us our ours we're we'll we've".split())
_OTHERS = frozenset("he she his her him hers they their them who whom i i'm i've i'd i'll my me myself".split())
_SPEAKING = _YOU | _WE | frozenset("i i'm i've i'd my me".split())
_PAST = frozenset("was were had did went came made took became".split())
_SMALL = frozenset("a an the and or of to in on for by with from your our my us this more all at as is are it x".split())
_CHATTY = 0.2  # share of paragraphs that say "we" or "you" from which on the article itself speaks to its reader
_ADDRESS = 30  # characters from which on a line counts as a paragraph
_LONG = 160  # characters from which on a line needs a point more, unless it stands after the last paragraph
_VOICELESS = 100  # characters of a line that names things of pages and speaks to nobody
_FIGURES = 40  # characters of a line within which its first figure stands
_PHRASE = lazy(r"\b(?:of|for|by|with|from|to)\b", re.IGNORECASE)
_LAST = 3  # sentences at the end of a paragraph that are looked at


def page_talk(*, acts: str, sure: list[str], things: list[str], least: int = 2, longest: int = 240) -> Check:
    """Lines, and sentences that close a paragraph, that speak to the reader of the page and of the page.

    `acts` are verbs with which a page calls upon its reader, `sure` names of what only pages and their services have, `things` words
    that pages are full of and articles too. What counts: such a verb in front, each sure word twice, two things, "you", "we", "here"
    at the end; against it "he", "they", the past, a question or colon at the end. A line with `least` points is reported; a long one
    above the last paragraph needs one or two more, a sentence inside a paragraph two more. Reported speech, steps of a list, lines
    longer than `longest` and articles that say "I", "we" or "you" in their own paragraphs stay.
    """
    calls = frozenset(acts.split())
    words = _Words(calls, frozenset(sure), frozenset(things))

    def check(article: Article, places: Sequence[int] | None = None) -> Iterator[Hit]:
        blocks = _worth_a_look(article, calls, words.placed(article) if places is None else places)
        short = [block for block in blocks if block.number and len(block.text) <= longest]
        told = {block.number: points for block in short if (points := words.points(block.text)) >= least}
        others = [block for block in blocks if block.number not in told and block.ends_sentence]
        closing = {block.number: place for block in others if (place := _closing(article, block, words, least + 2))}
        if not (told or closing):
            return
        if _is_chatty(article, told, closing):  # its own paragraphs may say as much, but for what only pages have
            told = {number: points for number, points in told.items() if words.is_sure(article.blocks[number].text)}
            closing = {}
        last = max((number for number in article.paragraphs if number not in told), default=0)
        for block in blocks:
            if block.number in closing:
                place = closing[block.number]
                yield Hit(place, ((cut(article.text, place),),), fallback=True)
            elif told.get(block.number, 0) >= least + words.more(block.text) * (block.number < last) and not article.goes_on(block):
                yield Hit(block.span, ((removal(article.text, block),),), fallback=True)

    return check


def page_talk_openings(*, acts: str, **_rest: object) -> list[str]:
    """The verbs, and words that may stand before one."""
    return sorted({*acts.split(), *_BEFORE})


def page_talk_strings(*, sure: list[str], **_rest: object) -> list[str]:
    """The sure words, and words that point at the end of a line."""
    return sorted([*sure, *_ENDS_POINTING])


class _Words:
    """The vocabulary of pages."""

    def __init__(self, acts: frozenset[str], sure: frozenset[str], things: frozenset[str]) -> None:
        self._acts = acts
        self.sure = sure
        self._things = things
        self._sizes: dict[str, set[int]] = {}
        for phrase in sure:
            self._sizes.setdefault(phrase.partition(" ")[0], set()).add(phrase.count(" ") + 1)

    def placed(self, article: Article) -> list[int]:
        """Where a sure word stands."""
        return [match.start() for phrase in (*self.sure, *_ENDS_POINTING) for match in re.finditer(re.escape(phrase), article.lower)]

    def points(self, text: str) -> int:
        """How much a stretch speaks of the page to its reader."""
        tokens = _plain(text)
        plain = set(tokens)
        sure = self.sure_in(tokens)
        inside = {word for phrase in sure for word in phrase.split()}
        page = 2 * min(2, len(sure)) + min(2, len((plain & self._things) - inside))
        few = len(tokens) < _FEWEST and not self.call(text)
        if not page or few or text[-1] in '”"' or _REPORTED.search(text) or _STEP.match(text):
            return 0
        act = self.call(text)
        again = any(self._calls(text, start) for start in _ends(text))
        voice = act + again + (not plain.isdisjoint(_YOU)) + (not plain.isdisjoint(_WE))
        pointing = _POINTING.search(text) is not None
        score = voice + page + pointing
        score -= 2 * (not plain.isdisjoint(_OTHERS)) + (not plain.isdisjoint(_PAST))
        score -= text.endswith(":") + 2 * (text.endswith("?") and not act)
        return score if voice or pointing or (len(sure) > 1 and len(text) <= _VOICELESS) else 0

    def more(self, text: str) -> int:
        """How many points more a stretch inside an article needs: a long one, and most of all one that begins without a call."""
        return 0 if len(text) <= _LONG else 2 - self.call(text)

    def is_sure(self, text: str) -> bool:
        """Whether a line holds two of the sure words and speaks to its reader."""
        tokens = _plain(text)
        return len(text) <= _LONG and len(self.sure_in(tokens)) > 1 and not _YOU.isdisjoint(tokens)

    def call(self, text: str) -> bool:
        """Whether a stretch begins with a verb of the page."""
        first = _FIRST.match(text)
        return first is not None and first[1].lower().replace("’", "'") in self._acts

    def sure_in(self, tokens: Sequence[str]) -> frozenset[str]:
        """The sure words and phrases among these tokens."""
        sizes = self._sizes
        rows = (" ".join(tokens[at : at + size]) for at, word in enumerate(tokens) if word in sizes for size in sizes[word])
        return self.sure.intersection(rows)

    def _calls(self, text: str, start: int) -> bool:
        word = _WORD.match(text, start)
        return word is not None and word.group().lower() in self._acts


def _plain(text: str) -> list[str]:
    """The words in small letters, without the country that is spelt like a pronoun."""
    return _WORD.findall(text.replace("US ", " ").lower().replace("’", "'"))


def _ends(text: str) -> Iterator[int]:
    """Where the second and further sentences begin."""
    return (span.start for span in list(split_sentences(text))[1:])


def _worth_a_look(article: Article, calls: frozenset[str], places: Sequence[int]) -> list[Block]:
    """The lines that begin with a verb of the page, and those at these places, in order."""
    openings = article.openings
    found = {block.number: block for word in calls.union(_BEFORE).intersection(openings) for block in openings[word]}
    found |= {block.number: block for place in places if (block := article.block_at(place))}
    return [found[number] for number in sorted(found)]


def _closing(article: Article, block: Block, words: _Words, least: int) -> Span | None:
    """The last sentences of a paragraph as far as each speaks to the reader."""
    sentences = list(split_sentences(block.text, block.start))[1:][-_LAST:]
    start = None
    for sentence in reversed(sentences):
        said = article.text[slice(*sentence)]
        if (
            not words.call(said)
            or words.points(said) < least
            or article.touches_quotation(sentence)
            or article.splits_verbatim(sentence.start)
        ):
            break
        start = sentence.start
    return None if start is None else Span(start, block.end)


def _is_chatty(article: Article, told: Container[int], closing: Mapping[int, Span]) -> bool:
    """True for an article that speaks to its reader in its own paragraphs: without the lines of the numbers `told` and what closes some."""
    own = (block for block in article.blocks if block.number not in told and len(block.text) >= _ADDRESS and block.ends_sentence)
    paragraphs = [article.text[block.start : closing.get(block.number, block.span)[block.number not in closing]] for block in own]
    said = 0
    for text in paragraphs:
        said += not _SPEAKING.isdisjoint(_plain(_QUOTED.sub("", text)))
    return said > len(paragraphs) * _CHATTY


def page_words(*, parts: str, sections: str, least: int = 2, most: int = 12) -> Check:
    """Lines without a stop that hold nothing but words for the parts of a page, small words and numbers.

    `parts` are such words, `sections` names of sections, which head passages of articles as well: lines of these alone are reported
    from three on, and from `least` different ones outside the paragraphs. Not the first line, nor one of more than `most` words,
    nor two words with a preposition, a section or figures below.
    """
    own, named = frozenset(parts.split()), frozenset(sections.split())

    def check(article: Article) -> Iterator[Hit]:
        numbers = article.paragraphs
        lines = {block.number: block for word in (own | named).intersection(article.openings) for block in article.openings[word]}
        short = [block for _, block in sorted(lines.items()) if block.number and not block.ends_sentence and block.text.count(" ") < most]
        told = [(block, telling) for block in short if numbers and len(telling := _telling(block.text)) >= least and telling <= own | named]
        inner = [block.number for block, _ in told if numbers[0] < block.number < numbers[-1]]
        chatty = bool(inner) and _is_chatty(article, (), {})
        for block, telling in told:
            few = len(telling) == least
            if few and (_PHRASE.search(block.text) or not telling <= own or _figures(article, block)):
                continue
            if block.number not in inner or (not chatty and (telling & own or len(telling) > least)):
                yield Hit(block.span, ((removal(article.text, block),),), fallback=True)

    return check


def _figures(article: Article, block: Block) -> bool:
    """True for a line over figures: it names them."""
    return any(any(map(str.isdigit, other.text[:_FIGURES])) for other in article.blocks[block.number + 1 : block.number + 2])


def _telling(text: str) -> set[str]:
    """The words of a line without small ones and numbers."""
    said = {word.lower().replace("’", "'") for word in _WORD.findall(text)}
    return {word for word in said - _SMALL if not word[0].isdigit()}


def page_words_openings(*, parts: str, sections: str, **_rest: object) -> list[str]:
    """The words."""
    return sorted({*parts.split(), *sections.split()})
