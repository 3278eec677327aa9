"""`glued-small-words`: words that lost what parted them, a blank or a dash, known by small words that never join."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.checkers.finder import finder
from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.lines import breaks
from repair.text.span import Edit, Span

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_JOINED = (  # what the words of the first row lose the blank to
    ("of in to for on with from by at and that is was has had it as but they who said when will", "the an his their its this that"),
    ("it they that who he she there this", "is was has had have are were will"),
    ("that is was has had have", "to"),
    ("this that was is are", "in of for"),
    ("that as but and when", "he she they we it"),
)
_REAL = {"behave", "hadis", "overt"}
_PAIRS = sorted({first + second for row, others in _JOINED for first in row.split() for second in others.split()} - _REAL)
_PAIRS = [pair for pair in _PAIRS if len(pair) > 4]
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

    likely = finder(rf"\b(?:{_PAIR}|[a-z]{{4,30}}(?:{'|'.join(_TAILS)})|(?:{'|'.join(_HEADS)})[a-z]{{2,20}})\b", case=True)

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        matches = [match for place in likely(article) if (match := _GLUE.match(text, place.start))]
        found = [match for match in matches if match.group() not in _REAL_ENDS and not article.is_verbatim(Span(*match.span()))]
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
                and not breaks(text, match.end(), following.start())
            ):
                done = number + 1
                edits = tuple(Edit(_border(one), "", " — ") for one in (match, following))
                yield Hit(Span(match.start(), following.end()), (edits,))
            else:
                yield Hit(Span(*match.span()), ((Edit(_border(match), "", " "),),))
        for match in _ENDED.finditer(text):
            if match["word"] in article.vocabulary and match.group() not in _REAL_WORDS and article.tokens.count(match.group()) == 1:
                yield Hit(Span(*match.span()), ((Edit(match.start("tail"), "", " "),),))

    return check


def glued_small_words_words() -> list[str]:
    """The joined pairs."""
    return _PAIRS


def glued_small_words_strings() -> list[str]:
    """A letter too many beside a word that parts clauses."""
    ends = (letter + tail for letter in _LETTERS for tail in (*_TAILS[:-1], "if "))
    return [*ends, *(head + letter for head in _HEADS for letter in _LETTERS if letter != "e")]


def _border(match: re.Match[str]) -> int:
    """Where the blank was."""
    if match["pair"]:
        return match.start() + max(
            len(first)
            for row, others in _JOINED
            for first in row.split()
            if match["pair"].startswith(first) and match["pair"][len(first) :] in others.split()
        )
    return match.start("tail") if match["tail"] else match.start("rest")
