"""`cut-off`: paragraphs that end in the middle of a sentence, after a word that cannot be the last."""

from __future__ import annotations

from collections.abc import Iterator

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.blocks import Block
from repair.text.lazy import lazy
from repair.text.span import Span

_NEVER_LAST = (
    "a|an|the|and|or|but|nor|of|as|than|because|although|whether|if|while|into|from|among|between|during|toward|towards|upon|per"
    "|its|their|his|our|my|your|every|is|was|were|are|has|had|have|been|be|will|would|could|should|may|might|must|which|whose|including|despite|via"
)
_SELDOM_LAST = (
    "to|for|with|at|by|in|on|about|against|through|under|over|after|before|since|until|that|who|where|when|within|without|her|this|these"
)
_LAST = lazy(rf"((?:[^\s.!?]+\s){{1,3}})({_NEVER_LAST}|{_SELDOM_LAST})$")
_VERBS = frozenset("is was were are has had have been be will would could should may might must".split())
_STANDS = lazy(r"(?i)\b(?:to|there|it|he|she|they|we|you|i|that|what|who|as|not)\s$")
_NUMBERED = lazy(r"\d{1,2}[.)] ")
_SENTENCE = lazy(r"(?:[a-z]|(?<!^)\d\d)[.!?][\"”’)]?\s+[\"“‘(]?[A-Z]")
_HANGING = lazy(r"[ \t]{0,3}\r?\n(?: {3,}|\t)\S")  # the rest of a long line of verse stands further in
_ENDS = rf"(?:{_NEVER_LAST}|{_SELDOM_LAST})"


def cut_off(*, shortest: int = 60, shortest_with_particle: int = 90) -> Check:
    """Blocks that end with a function word and no stop.

    Words that may end a sentence or a heading ("what to look for") count only in a block of `shortest_with_particle` characters, the
    others in one of `shortest`, or where the block holds a finished sentence before. A block that goes on after a line break is not cut.
    """
    never = frozenset(_NEVER_LAST.split("|"))
    ends = never | frozenset(_SELDOM_LAST.split("|"))

    def check(article: Article) -> Iterator[Hit]:
        blocks = article.blocks
        for block in article.unstopped:
            if block.text.rsplit(maxsplit=1)[-1] not in ends:
                continue
            match = _LAST.search(block.text, max(0, len(block.text) - 80))
            if match is None or _heading(block.text) or _goes_on(blocks, block.number):
                continue
            if match[2] in ("and", "or") and match[1].endswith("; "):  # a limb of a list that the next line goes on with
                continue
            if match[2] in _VERBS and _STANDS.search(match[1]):  # as soon as they were
                continue
            least = shortest if match[2] in never else shortest_with_particle
            whole = len(block.text) >= least or _SENTENCE.search(block.text)
            if whole and not article.goes_on(block) and not _HANGING.match(article.text, block.end):
                yield Hit(Span(block.start + match.start(), block.end), facts={"last": match[2]})

    return check


def cut_off_gate(*, shortest: int = 60, shortest_with_particle: int = 90) -> list[str]:
    """A line that ends with such a word; the last line is looked at apart, as the gate knows no end of a text."""
    return [rf"\s{_ENDS}[ \t]{{0,3}}[\r\n]", rf"\s{_ENDS}\s{{0,3}}\Z"]


def _heading(text: str) -> bool:
    """True where most words have a capital."""
    words = [word for word in text.split()[:12] if word[0].isalpha()]
    return sum(word[0].isupper() for word in words) * 2 > len(words)


def _goes_on(blocks: tuple[Block, ...], number: int) -> bool:
    """True where the next block, or the one after a short one (the text of a link), continues the sentence."""
    for following in blocks[number + 1 : number + 3]:
        if following.text[0] in "–—-" and following.text[1:3].strip()[:1].isupper():  # a line of its own: who helped, who posted
            return False
        if following.text[0].islower() or following.text[0] in ",.;:()[’'”&–—-•*·▪◦‣$£€":
            return True
        if following.text[0].isdigit() and not _NUMBERED.match(following.text):
            return True
        if len(following.text) > 60:
            return False
    return False
