"""What a page left above the first and below the last paragraph of a text that was not dumped whole.

There a region begins or ends with a line that names a part of a page, and needs several such signs of different kinds, one of them
beyond doubt; what stands between them needs none. A headline or paragraph with the words of the article is the article's.
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
_NAMED = lazy(  # lines of a page that `opens_tail` does not know
    r"(?:explore more|next up|must[- ](?:read|watch|see)$|top (?:stories|news|videos|picks|headlines)$|in case you missed"
    r"|(?:text|font) size|(?:recent|other|similar|featured) (?:stories|posts|news|articles|videos)|(?:recent|more|all|other) stories by"
    r"|leave a (?:comment|reply)|load(?:ing)? (?:more|comments)|print$|bookmark$|like this:|share (?:on|via|this)\b|shop now|buy now"
    r"|add to (?:cart|watchlist|basket)|check price|already a (?:subscriber|member)|log ?in$|sign in$|live tv$|photo gallery$"
    r"|categories:?$|keywords:?$)",
    re.IGNORECASE,
)
_PERHAPS = lazy(  # lines that may be a page's or an article's
    r"(?:explore|have your say|join (?:the|our|us)\b|stay (?:connected|informed|ahead|up[- ]to)|support (?:us|our|local)|donate"
    r"|get (?:the (?:latest|best|app|daily|free)|our|unlimited)|download (?:our|the|now|here|app)|our (?:standards|team|partners)"
    r"|(?:report|submit|suggest|send) (?:an?|us|your)\b|watch (?:live|now|more)|listen (?:to|live)|(?:previous|next)(?:$|:)"
    r"|see (?:all|more)|view |click here|categories|keywords|sections|bookmark|like this|share |shop (?:now|all)|add (?:to|us)|log ?in"
    r"|sign in|editorial (?:standards|policy|guidelines))",
    re.IGNORECASE,
)
_LONGEST_DATE = 60
_BY = lazy(r"(?i:(?:\w{4,9} )?by|author|reporter|correspondent|writer)\b ?:?(?: [A-Z][^.]{3,60})?")
_BODY = 1.0  # prose from which on a line is surely a paragraph: 20 words
_LONG = 3.0  # 60 words: the last paragraph of an article, cut off by advertisements, leans away but has its words
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
    if opens_tail(part.text) or _NAMED.match(part.text):
        found.add(part.text.lower()[:12])
    return found


def named(part: Unit) -> set[str]:
    """The kinds of parts of a page that a short line names, beyond doubt or perhaps."""
    perhaps = _PERHAPS.match(part.text) if is_short(part) else None
    return signs(part) or ({perhaps.group().lower()} if perhaps else set())


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
    below = below[next((at for at, index in enumerate(below) if named(parts[index])), len(below)) :]
    if len(below) < _LEAST or _kinds(parts, below) < kinds:
        below = below[:0]
    above = range(body[0] - 1, 0, -1)
    above = above[next((at for at, index in enumerate(above) if named(parts[index]) or _figures(parts[index].text)), len(above)) :]
    if _kinds(parts, above, bool(below)) < kinds:
        above = above[:0]
    words = set().union(*(_telling(parts[index].text) for index in body)) if above or below else set()
    adverts = True  # and nothing else since the article's last paragraph
    for index in below:
        part = parts[index]
        goes_on = adverts and part.stops and part.prose >= _LONG and _shared(part, words) >= _PARAGRAPH
        outside[index] = lean[index] < 0 and not goes_on
        adverts = adverts and (goes_on or part.text.casefold().startswith("advert"))
    for index in above:
        part = parts[index]
        by = _BY.match(part.text) or _BY.fullmatch(parts[index - 1].text)
        outside[index] = lean[index] < 0 and not (part.stops or by or _heads(part, words))
    return outside


def _kinds(parts: Sequence[Unit], region: Iterable[int], before: int = 0) -> int:
    """How many of some units show a sign of another kind than those before: dates and numbers that stand alone are signs as well.

    `before` such signs were seen elsewhere. None where no sign is beyond doubt.
    """
    told: set[str] = set()
    count = sure = before
    for index in region:
        found = named(parts[index]) or _figures(parts[index].text)
        count += not found <= told
        told |= found
        sure += bool(signs(parts[index]))
    return count if sure else 0


def _figures(text: str) -> set[str]:
    """What a line with nothing but figures and the words of a date shows."""
    if len(text) > _LONGEST_DATE or not any(map(str.isdigit, text)):
        return set()
    beside = _WORD.findall(text.lower())
    return {"date" if beside else "number"} if _DATE.issuperset(beside) else set()
