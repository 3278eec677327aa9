"""`glued-small-words`: words that lost what parted them, a blank or a dash, known by small words that never join."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.span import Edit, Span

_FIRST = """
    of in to for on with from by at and that is was has have had will would it this be been are were as but they which who said when
""".split()
_SECOND = """
    the an his its their this that to be been of in is was it they he she we has have had for are were not will
""".split()
_REAL = {"within", "whois", "hadis", "behave"}
_PAIRS = sorted({first + second for first in _FIRST for second in _SECOND if len(first + second) > 4} - _REAL)
_TAILS = ("which", "because", "including", "if")  # few words or none end so
_HEADS = ("which", "because", "including", "although")
_REAL_ENDS = frozenset("motif massif serif aperitif leitmotif".split())
_PAIR = "(?:" + "|".join(_PAIRS) + ")"
_GLUE = lazy(
    rf"(?<![\w@#&./=’'-])(?:(?P<pair>{_PAIR})|(?P<word>[a-z]{{4,30}}?)(?P<tail>{'|'.join(_TAILS)})"
    rf"|(?P<head>{'|'.join(_HEADS)})(?!ever|soever)(?P<rest>[a-z]{{2,20}}))(?![\w@&/=’'-]|\.\w)"
)
_SMALL = "in and of to for with from the that is was has".split()
_ENDED = lazy(rf"(?<![\w@#&./=’'-])(?P<word>[a-z]{{4,30}}?)(?P<tail>{'|'.join(_SMALL)})(?![\w@&/=’'-]|\.\w)")
_REAL_WORDS = frozenset("within bulletin plugin wherein therein basis thesis thereof whereof thereto hereto motto hitherto onto".split())
_ASIDE = 60


def glued_small_words() -> Check:
    """Two small words in one ("thatto"), or one joined to the end or beginning of another ("bridgewhich", "whichhas").

    A joined word before "if" and a joined pair soon after are what two lost dashes leave: "the snowif it comesto stay". Where
    one is found, the article's own words tell of others ("trialin", where it has "trial").
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        found = [
            match for match in _GLUE.finditer(text) if match.group() not in _REAL_ENDS and not article.is_verbatim(Span(*match.span()))
        ]
        if not found:
            return
        done = -1
        for number, match in enumerate(found):
            following = found[number + 1] if number + 1 < len(found) else None
            if number == done:
                continue
            if (
                match["tail"] == "if"
                and following
                and following.start() - match.end() < _ASIDE
                and "\n" not in text[match.end() : following.start()]
            ):
                done = number + 1
                edits = tuple(Edit(_border(one), "", " — ") for one in (match, following))
                yield Hit(Span(match.start(), following.end()), (edits,))
            else:
                yield Hit(Span(*match.span()), ((Edit(_border(match), "", " "),),))
        words = frozenset(article.tokens)
        for match in _ENDED.finditer(text):
            if match["word"] in words and match.group() not in _REAL_WORDS and article.tokens.count(match.group()) == 1:
                yield Hit(Span(*match.span()), ((Edit(match.start("tail"), "", " "),),))

    return check


def glued_small_words_words() -> list[str]:
    """The joined pairs."""
    return _PAIRS


def glued_small_words_gate() -> list[str]:
    """A letter too many beside a word that parts clauses."""
    letters = string.ascii_lowercase.replace("e", "")  # "whichever"
    before = [f"{letter}{word}" for word in (*_TAILS[:-1], "if ") for letter in letters + "e"]
    behind = [f"{word}{letter}" for word in _HEADS for letter in letters]
    return ["|".join(strings) for strings in (before, behind)]


def _border(match: re.Match[str]) -> int:
    """Where the blank was."""
    if match["pair"]:
        first = next(
            first
            for first in sorted(_FIRST, key=len, reverse=True)
            if match["pair"].startswith(first) and match["pair"][len(first) :] in _SECOND
        )
        return match.start() + len(first)
    return match.start("tail") if match["tail"] else match.start("rest")
