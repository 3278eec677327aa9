"""Blanks inside numbers and amounts."""

from __future__ import annotations

from collections.abc import Iterator

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.span import Edit, Span

_CURRENCY = lazy(r"(?<![\w$£€])(?P<sign>[$£])(?P<gap>[ \xa0])(?P<amount>\d[\d,.]*)")
_SHORTENED = lazy(r"(?:m|bn|k|tn| million| billion| trillion)\b")
_PLAIN_CURRENCY = lazy(r"[$£]\d")


def currency_space() -> Check:
    """A blank between "$" or "£" and its amount, in an article that does not set one throughout."""

    def check(article: Article) -> Iterator[Hit]:
        found = list(_CURRENCY.finditer(article.text))
        plain = len(_PLAIN_CURRENCY.findall(article.text))
        if len(found) > 1 and len(found) >= plain:
            return  # house style
        for match in found:  # the only amount may be set in a house's own way
            told = plain or _SHORTENED.match(article.text, match.end())
            yield Hit(Span(*match.span()), ((Edit(match.start("gap"), match["gap"], ""),),), severity=None if told else "info")

    return check


def currency_space_gate() -> list[str]:
    """The sign, a blank, a digit."""
    return [r"[$£][ \xa0]\d"]


_BROKEN = lazy(r"[0-9](?:[0-9]{1,2})?(?P<gap>, | ,)[0-9]{3}(?!\d|-\d)")  # one digit first: `re` leaps from one to the next
_NOT_ONE = lazy(r",? (?:and )?\d{1,3}[, ]")
_DECIMALS = lazy(r"\.\d")


def broken_number() -> Check:
    """A blank beside the comma of thousands: "$17, 000", "15 ,000", "8, 570.66". Two numbers of a list stay."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in _BROKEN.finditer(text):
            start, end = match.span()
            before = text[start - 1 : start]
            if (before and (before in ",.-–/" or before.isalnum())) or _NOT_ONE.match(text, end):
                continue
            if text[max(0, start - 2) : start] in (", ", "- "):
                continue
            proved = before in ("$", "£", "€") if before else False
            if not (proved or match["gap"] == " ," or text[end - 3 : end] == "000" or _DECIMALS.match(text, end)):
                continue
            yield Hit(Span(start, end), ((Edit(match.start("gap"), match["gap"], ","),),))

    return check


def broken_number_gate() -> list[str]:
    """A blank beside a comma between digits."""
    return [r"[0-9][, ]{2}[0-9]{3}"]
