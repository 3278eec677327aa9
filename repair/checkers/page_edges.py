"""What a page left above the first and below the last paragraph of a text that was not dumped whole.

There a region begins or ends with a line that names a part of a page, and needs several signs of different kinds; what stands between such
lines needs none of its own. A line with the words of the article is the article's, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from repair.checkers.page_lines import Unit, opens_comments, opens_tail
from repair.text.lazy import lazy

_WORD = lazy(r"[^\W\d_]+")
_DATE = frozenset(  # what stands beside the digits of a date, a time or a count
    "published updated posted modified first last on at the date time ago read reading min mins minute minutes hour hours"
    " hr hrs day days week weeks month months year years am pm a p m st nd rd th of mon monday tue tues tuesday wed"
    " wednesday thu thur thurs thursday fri friday sat saturday sun sunday jan january feb february mar march apr april may"
    " jun june jul july aug august sep sept september oct october nov november dec december et est edt ct cst pt pst pdt gmt"
    " bst utc ist aest aedt wat sgt".split()
)
_NAMED = lazy(  # lines of a page that, unlike those of `opens_tail`, say little alone
    r"(?:explore|next up|must[- ](?:read|watch|see)|top (?:stories|news|videos|picks|headlines)|(?:recent|other|similar|featured) (?:stories|posts|news|articles|videos)"
    r"|in case you missed|stay (?:connected|informed|ahead|up[- ]to)|get (?:the (?:latest|best|app|daily|free)|our|unlimited)|have your say|join (?:the|our|us)\b"
    r"|support (?:us|our|local)|donate|download (?:our|the|now|here|app)|our (?:standards|team|partners)|(?:report|submit|suggest|send) (?:an?|us|your)\b"
    r"|(?:recent|more|all|other) stories by|see (?:all|more)|view |watch (?:live|now|more)|listen (?:to|live)|previous$|next$|next:|previous:|categories|keywords|sections"
    r"|leave a|load |text size|font size|print$|bookmark|like this|share |shop (?:now|all)|buy now|add to|check (?:price|also)|click here|already a|log ?in|sign in|live tv"
    r"|trending|must watch|photo gallery|about (?:us|the author|the writer)|editorial (?:standards|policy|guidelines)|add us|not? signed)",
    re.IGNORECASE,
)
_LONGEST_DATE = 60
_BY = lazy(r"(?i:(?:(?:written|reported|reporting|words|story|text|edited) )?by)\b:?(?: [A-Z][^.]{3,60})?")
_BODY = 1.0  # prose from which on a line is surely a paragraph: 20 words
_FEWEST = 3  # paragraphs of an article with edges
_SHORTEST, _STEM = 4, 5  # letters of a word that tells what an article is about, and of its stem
_SLIGHTLY = -1.0  # how far (in log-odds) a paragraph may lean away beside others
_HEADLINE, _PARAGRAPH = 0.25, 0.25  # shares of such words from which on a line is the article's
_FEW_WORDS = 8
_LEAST = 3  # lines of a region


def is_short(part: Unit) -> bool:
    """True for a line of a few words without a stop."""
    return not part.stops and part.words <= _FEW_WORDS


def signs(part: Unit) -> set[str]:
    """The kinds of page that a short line names: none for most lines."""
    if not is_short(part):
        return set()
    found = set(part.sure)
    if "©" in part.text:
        found.add("©")
    if opens_comments(part.text):
        found.add("comments")
    named = _NAMED.match(part.text)
    if named:
        found.add(named.group().lower()[:5])
    if opens_tail(part.text):
        found.add(part.text.lower()[:12])
    return found


def own(parts: Sequence[Unit], lean: Sequence[float], outside: Sequence[bool]) -> set[int]:
    """Of the units that were put outside those that are the article's all the same.

    Paragraphs next to others of the article, with its words or leaning away only slightly, and a headline in the first line with its words.
    """
    words = {word for part, out in zip(parts, outside, strict=True) if not out and part.prose >= _BODY for word in _telling(part.text)}
    found: set[int] = set()
    for step in (1, -1):
        inside = False
        for index in range(len(parts))[::step]:
            part = parts[index]
            near = inside and outside[index] and part.prose > 0 and part.stops
            if near and ((lean[index] > _SLIGHTLY and part.prose >= _BODY) or _shared(part, words) >= _PARAGRAPH):
                found.add(index)
                words |= _telling(part.text)
            inside = part.prose > 0 and (not outside[index] or index in found)
    if outside[0] and _heads(parts[0], words):
        found.add(0)
    return found


def _heads(part: Unit, words: set[str]) -> bool:
    """True for a line of some length with the words of the paragraphs: a headline or what stands under it."""
    return part.words >= 4 and _shared(part, words) >= _HEADLINE


def _shared(part: Unit, words: set[str]) -> float:
    """The share of telling words that are among these."""
    telling = _telling(part.text)
    return len(telling & words) / max(3, len(telling))


def _telling(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if len(word) >= _SHORTEST}


def edges(parts: Sequence[Unit], lean: Sequence[float], *, kinds: int) -> list[bool]:
    """For each unit whether it stands in the page's part above or below the article and leans away from the article.

    Below, the region begins with a line that names a part of the page; above, it ends with one or with a date or number alone. What was
    found below counts above as one kind of sign.
    """
    outside = [False] * len(parts)
    body = [index for index, (part, value) in enumerate(zip(parts, lean, strict=True)) if value > 0 and part.prose >= _BODY]
    if len(body) < _FEWEST:
        return outside
    below = range(body[-1] + 1, len(parts))
    below = below[next((at for at, index in enumerate(below) if signs(parts[index])), len(below)) :]
    if len(below) < _LEAST or len(_kinds(parts, below)) < kinds:
        below = below[:0]
    above = range(body[0] - 1, 0, -1)
    above = above[next((at for at, index in enumerate(above) if _kinds(parts, [index])), len(above)) :]
    if len(_kinds(parts, above)) + bool(below) < kinds:
        above = above[:0]
    words = set().union(*(_telling(parts[index].text) for index in body)) if above else set()
    for index in below:
        outside[index] = lean[index] < 0
    for index in above:
        part = parts[index]
        by = _BY.match(part.text) or _BY.fullmatch(parts[index - 1].text)
        outside[index] = lean[index] < 0 and not (part.stops or by or _heads(part, words))
    return outside


def _kinds(parts: Sequence[Unit], region: Iterable[int]) -> set[str]:
    """The kinds of signs in some units, dates and numbers that stand alone among them."""
    told: set[str] = set()
    for index in region:
        told |= signs(parts[index])
        if len(parts[index].text) < _LONGEST_DATE and any(map(str.isdigit, parts[index].text)):
            beside = _WORD.findall(parts[index].text.lower())
            if _DATE.issuperset(beside):
                told.add("date" if beside else "number")
    return told
