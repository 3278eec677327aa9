"""Singular and plural at short range: `noun-number` behind words of number, `verb-number` behind a subject that opens a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from repair.checkers.finder import finder
from repair.checkers.hit import Check, Hit
from repair.checkers.words import entries
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span

_NEXT = (
    "who|that|which|of|in|on|at|to|for|with|is|are|was|were|have|has|had|will|would|can|could|from|by|where|when|because|the|this|these|his|their"
    "|its|our|he|she|they|we|it|may|might|should|must|did|does|do|also|during|after|before|under|over|into|through|against|between|about|than|since"
    "|while|if|so|including|across|without|within|now|ago|out|up|need|get|go|come|make|take|help|want|seem|how|what|until"
)
_MANY = "these|those|several|various|numerous|many|countless"
_BETWEEN = r"(?: (?:most [a-z]+|[a-z]+est|main|major|key|new|young|big|other|different|such|best|first|few))?"
_ONE_OF = "one of (?:the|these|those|its|his|her|their|our|my)"
_ONE = "an?|each|every|another"
_MORE_THAN_ONE = rf"(?:{_MANY}|{_ONE_OF}){_BETWEEN} [a-z]+[a-rt-z]"
_NO_MORE_THAN_ONE = rf"(?:{_ONE}) [a-z]+(?:[^s\W]s|men|ldren)"
_END = rf"(?:[.,;:!?]| (?:{_NEXT}) )"
_CANDIDATE = rf"\b(?:{_MORE_THAN_ONE}|{_NO_MORE_THAN_ONE}){_END}"  # narrow, as each match costs more than the search
_NUMBERED = lazy(rf"(?i)(?:({_MANY}|{_ONE_OF}){_BETWEEN}|({_ONE})) ([a-z]+)(?={_END})")
_NOT_PLURAL = ("ways", "masters")  # a ways off, a masters at the local college
_BY_DEGREE = ("many", "numerous")
_NOT_COUNTED = lazy(r"(?i)\b(?:how|not|so|as|too|that|more|most|less) $")

_ADJECTIVE = "(?: (?:new|old|young|local|other|first|last|main|big|small|large|public|private))?"
_EITHER = "The|His|Her|Their|Its|Our|My"
_SEVERAL = "Some|All|Most|Both|Many|Several|These|Those"  # a singular behind these is the slip, not the verb
_VERBS = {"is": "are", "was": "were", "has": "have", "does": "do"}
_OTHERS = {more: one for one, more in _VERBS.items()}
_DISAGREEING = (
    rf"\b(?:(?:{_EITHER}|{_SEVERAL}){_ADJECTIVE} [a-z]+(?:s|men|ldren) (?:{'|'.join(_VERBS)})"
    rf"|(?:{_EITHER}|This|That){_ADJECTIVE} [a-z]+[a-rt-z] (?:{'|'.join(_OTHERS)}))(?:n['’]t)? "
)
_SUBJECT = lazy(rf"(?:{_EITHER}|{_SEVERAL}|This|That){_ADJECTIVE} ([a-z]+) ({'|'.join([*_VERBS, *_OTHERS])})(n['’]t)? ")
_SENTENCE_START = lazy(r"(?:^|[.!?]['\"”’)]? |[\r\n]\s*)$")


class Nouns(NamedTuple):
    """Nouns that are counted: the plural of each and the singular of each plural; the singulars of those that are often verbs."""

    plurals: dict[str, str]
    singulars: dict[str, str]
    often_verbs: dict[str, str]


@cache
def nouns() -> Nouns:
    """The nouns, read on first use."""
    pairs = [line.split("\t") for line in entries("nouns.txt")]
    plurals = {noun: plural for noun, plural in pairs if noun[-1] != "*"}
    singulars = {plural: noun for noun, plural in plurals.items() if plural not in plurals}
    return Nouns(plurals, singulars, {plural: noun[:-1] for noun, plural in pairs if noun[-1] == "*"})


def noun_number(*, also: dict[str, str]) -> Check:
    """A singular behind "these", "several" or "one of the", a plural behind "a" or "every": only before what cannot go on with the noun.

    `also` gives the plurals of nouns that are counted only in such company. Quotations are left alone.
    """

    find = finder(_CANDIDATE)

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for place in find(article):
            match = _NUMBERED.match(text, place.start)
            if not match:
                continue
            known, noun = nouns(), match[3]
            if match[1]:
                right = known.plurals.get(noun) or also.get(noun)
            else:
                right = known.singulars.get(noun) or (None if match[2].lower() in ("each", "another") else known.often_verbs.get(noun))
            span = Span(*match.span())
            if right is None or noun in _NOT_PLURAL or article.touches_quotation(span):
                continue
            before = text[max(0, span.start - 8) : span.start]
            if (match[0].lower().startswith(_BY_DEGREE) and _NOT_COUNTED.search(before)) or (
                text[span.start] == "A" and not _SENTENCE_START.search(before)
            ):
                continue
            yield Hit(span, ((Edit(match.start(3), noun, right),),), facts={"right": right})

    return check


def verb_number() -> Check:
    """A subject of two words that opens a sentence, and a verb of the other number right behind it. Quotations are left alone."""

    find = finder(_DISAGREEING, case=True)

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for place in find(article):
            match = _SUBJECT.match(text, place.start)
            if not match or not _SENTENCE_START.search(text, max(0, match.start() - 4), match.start()):
                continue
            noun, verb = match[1], match[2]
            known = nouns()
            right = _VERBS.get(verb) if noun in known.singulars else _OTHERS.get(verb) if noun in known.plurals else None
            span = Span(match.start(), match.end() - 1)
            if right and not article.touches_quotation(span):
                yield Hit(span, ((Edit(match.start(2), verb, right),),), facts={"right": right + (match[3] or "")})

    return check
