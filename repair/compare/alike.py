"""When two stretches of text differ in spacing or spelling of characters alone, and when in one telling word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import normalize

from repair.text.fold import fold_words
from repair.text.lazy import lazy
from repair.text.numerals import numeral, value
from repair.text.recode import INVISIBLE, redecode, unescape
from repair.text.span import Span
from repair.text.verbatim import verbatim

_BLANK = lazy(r"\s+")
_HIDDEN = lazy(f"[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f{INVISIBLE}]")
_BREAK = lazy(r"[\r\n]")
_NEAR = 80
_PREFIXES = ("un", "dis", "il", "im", "in", "ir", "non", "mis")
_SHORTEST = 4
_TURNED = """
rise fall, rose fell, rises falls, risen fallen, rising falling, increase decrease, increased decreased, increases decreases, gain
loss, gained lost, win lose, won lost, wins loses, winner loser, up down, upward downward, more less, most least, more fewer,
higher lower, high low, above below, before after, earlier later, first last, start end, started ended, begin end, began ended,
open close, opened closed, opens closes, open closed, accept reject, accepted rejected, accepts rejects, approve reject, approved
rejected, support oppose, supported opposed, supports opposes, for against, success failure, succeeded failed, guilty innocent,
alive dead, true false, right wrong, good bad, better worse, best worst, safe dangerous, old new, all some, always sometimes,
always never, every some, buy sell, bought sold, buys sells, lend borrow, lent borrowed, husband wife, father mother, son
daughter, brother sister, man woman, men women, boy girl, boys girls, north south, east west, left right, inside outside, with
without, hot cold, public private, maximum minimum, victim suspect, arrive leave, arrived left, employer employee, plaintiff
defendant, allow forbid, allowed forbade, confirm deny, confirmed denied
"""
_HE, _SHE = frozenset(("he", "him", "his", "himself")), frozenset(("she", "her", "hers", "herself"))


def only_spacing(before: str, old: Span, after: str, new: Span) -> bool:
    """True when a change leaves every word, mark and line as it was, but for blanks, blank lines and broken encoding made whole.

    Words joined or split, lines joined or split, and characters added that nobody sees, are more than that.
    """
    gone, come = before[old.start : old.end], after[new.start : new.end]
    if hidden(come, gone) or _breaks(before, old) != _breaks(after, new):
        return False
    ours, theirs = _with_neighbours(before, old), _with_neighbours(after, new)
    if _shown(gone) != _shown(come):
        ours, theirs = normalize("NFC", redecode(unescape(ours))), normalize("NFC", theirs)
        if _shown(ours) != _shown(theirs) or set("<>") & set(come) - set(gone):
            return False
    elif _figures(ours) != _figures(theirs) or [ours[a:b] for a, b in verbatim(ours)] != [theirs[a:b] for a, b in verbatim(theirs)]:
        return False
    return fold_words(_HIDDEN.sub("", ours)) == fold_words(_HIDDEN.sub("", theirs))


def hidden(come: str, gone: str) -> list[str]:
    """The characters that nobody sees in `come`, when there are more of them than in `gone`."""
    found = _HIDDEN.findall(come)
    return sorted(set(found)) if len(found) > len(_HIDDEN.findall(gone)) else []


def opposites(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words that were turned round: `legal` and `illegal`, `rose` and `fell`."""
    gone, come = set(old) - set(new), set(new) - set(old)
    for one, other in (pair.split() for pair in _TURNED.split(",")):
        if one in gone and other in come:
            yield one, other
        if other in gone and one in come:
            yield other, one
    for plain, prefixed, turned in ((gone, come, False), (come, gone, True)):
        for word in sorted(plain):
            for prefix in _PREFIXES:
                if len(word) >= _SHORTEST and prefix + word in prefixed:
                    yield (prefix + word, word) if turned else (word, prefix + word)


def swapped_pronoun(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A man who has become a woman, or the other way round."""
    he, she = (sorted(kind & set(old)) for kind in (_HE, _SHE))
    he_now, she_now = (sorted(kind & set(new)) for kind in (_HE, _SHE))
    if he and not she and she_now and not he_now:
        yield he[0], she_now[0]
    if she and not he and he_now and not she_now:
        yield she[0], he_now[0]


def _shown(text: str) -> str:
    return _BLANK.sub("", _HIDDEN.sub("", text))


def _with_neighbours(text: str, span: Span) -> str:
    """The stretch with the rest of the words it touches."""
    start, end = span
    while start > max(0, span.start - _NEAR) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), span.end + _NEAR) and not text[end].isspace():
        end += 1
    return text[start:end]


def _breaks(text: str, span: Span) -> bool:
    """Whether a line ends in a stretch or in the blanks around it."""
    start, end = span
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return _BREAK.search(text, start, end) is not None


def _figures(text: str) -> list[str]:
    return [value(text[a:b]) for a, b in numeral(text)]
