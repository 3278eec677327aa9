"""`item-again`: enumerations that come back to an item without a word that closes them ("bread, salt, oil, bread")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.span import Edit, Span

_BACK = 10  # items back to which the first is looked for
_WIDE = 40  # characters of such an item
_LEAST = 4  # letters of its last word
_LONGEST = 4  # words of an item between two that are the same
_LISTED = lazy(  # a short item, and the word at which the next may be the same as one before
    r", (?!which |who |but |when |where |while |as |so |then |not |if |because )(?=[a-z][a-z ’'-]{2,32},"
    r" (?:and |or )?(?:an? |two |three |four |five |six |some )?(?P<word>[a-z][a-z’'-]{3,}))"
)
_REACH = 200  # characters back to which the first is looked for
_ITEM = lazy(
    r"(?:and |or )?(?P<item>(?:(?:an?|two|three|four|five|six|some) )?[a-z][a-z’'-]{3,}(?: [a-z]{4,})?)(?P<after>$|(?=[.!?])| [a-z]+)"
)
_ONE = lazy(r"(?:and |or )?(?P<item>(?:(?:an?|two|three|four|five|six|some) )?[a-z][a-z’'-]{3,})(?P<after>$|(?=[.!?])| [a-z]+)")
_GOES_ON = frozenset("and or like in on at for from with that which who as when while to by is are was were but".split())
_NO_ITEM = frozenset(
    "not but then now so yet which who whom whose that when where while because if as said says including such he she it they we you i"
    " never always again more less later still even only just also too is are was were has had have do did does will would".split()
)
_TURNS = frozenset("very really never always again more well yeah please sometimes maybe perhaps".split())


def item_again() -> Check:
    """An item of a list that stands in it twice, written small, with others between and no join before its second place.

    With one item between, all three are plural. The later one goes.
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        again = [match.start() for match in _LISTED.finditer(text) if _stood(text, match)]
        blocks = {block.number: block for at in again if (block := article.block_at(at))}
        for block in blocks.values():
            place = _again(block.text.split(","))
            if place is None:
                continue
            first, start, end = (block.start + at for at in place)
            if not article.touches_quotation(Span(first, end)):
                yield Hit(Span(first, end), ((Edit(start, text[start:end], ""),),))

    return check


def _stood(text: str, match: re.Match[str]) -> bool:
    """Whether the word stands before a comma shortly before: quick, and false for most."""
    return text.rfind(match["word"] + ",", max(0, match.start() - _REACH), match.start() + 1) >= 0


def _again(parts: Sequence[str]) -> tuple[int, int, int] | None:
    """Where the first item begins, where its repetition with the comma before it begins, and where that ends."""
    ends = []
    for later in range(2, len(parts)):
        ends.append(parts[later - 2].rpartition(" ")[2])
        behind = parts[later].lstrip()
        if not (any(len(end) >= _LEAST and end in behind for end in ends[-_BACK:]) and _short(parts[later - 1])):
            continue
        for pattern in (_ITEM, _ONE):
            match = pattern.match(behind)
            if not match or (match["after"] and match["after"].strip() not in _GOES_ON) or match["item"] in _TURNS:
                continue
            item = match["item"]
            for earlier in range(later - 2, max(-1, later - _BACK), -1):
                if not all(map(_short, parts[earlier + 1 : later])):
                    break
                before = parts[earlier]
                if not before.endswith(f" {item}") or (later - earlier == 2 and not _plural(item, parts[later - 1])):
                    continue
                if _beside(parts, earlier) & _beside(parts, later):
                    continue
                at = sum(map(len, parts[:later])) + later - 1
                first = sum(map(len, parts[:earlier])) + earlier + len(before) - len(item)
                return first, at, at + 1 + len(parts[later]) - len(behind) + match.end("item")
    return None


def _beside(parts: Sequence[str], number: int) -> set[tuple[int, str]]:
    """The words next to an item, in which a list that is said twice is alike."""
    before = parts[number - 1].split()[-1:] if number else []
    behind = parts[number + 1].split()[:1] if number + 1 < len(parts) else []
    return {*((0, word) for word in before), *((1, word) for word in behind if word not in ("and", "or"))}


def _short(part: str) -> bool:
    """True for what may be an item of a list."""
    if len(part) > _WIDE or not part.islower():
        return False
    words = part.split()
    return 0 < len(words) <= _LONGEST + (words[0] in ("and", "or")) and _NO_ITEM.isdisjoint(words)


def _plural(item: str, between: str) -> bool:
    return item.endswith("s") and between.endswith("s")
