"""How much the lines of a text look like article or like the page around it.

A scraper that dumps a whole page gives menus, language lists, sign-in boxes, share bars, related stories, comments
and footers as runs of short lines without stops, before, after and between the paragraphs. No single line proves
anything ("Sport" may head a section), so each is weighed by its own shape and by its neighbours'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from repair.text.blocks import Block
from repair.text.lazy import lazy
from repair.text.named import NamedTuple

_WORD = lazy(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP = lazy(r"[.!?…][\"'”’)\]]*$")
_DATE = lazy(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b(?:minute|hour|day|month|year)s? ago\b", re.IGNORECASE
)
_REMARK = lazy(
    r"\b(?:repl(?:y|ies)|says:?$|said:$|wrote:$|permalink|likes?$|upvote|report abuse|flag|log in to|at \d{1,2}:\d\d ?[ap]\.?m)",
    re.IGNORECASE,
)
_COMMENTS = lazy(
    r"(?:\d+ )?(?:comments?|responses?|replies|thoughts on|reader comments|join the (?:conversation|discussion)"
    r"|leave a (?:reply|comment)|(?:post|add|write) a comment|(?:view|show) comments)\b",
    re.IGNORECASE,
)
_TAIL = lazy(
    r"(?:related|more (?:from|on|stories|news|in)|most (?:read|popular|viewed|shared|commented)|recommended"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|read (?:more|next|also)|about the author|tags?:?|filed under|share this|topics?:"
    r"|popular|trending|latest|up next|next (?:post|article|story)|previous (?:post|article)|sign up|subscribe|follow us|newsletter"
    r"|advertisement|sponsored|©|copyright|all rights reserved|also (?:on|read|see)|see also|around the web|promoted|from the web"
    r"|don['’]t miss|editor['’]?s['’]? (?:picks|choice)|what to read next|in this (?:article|story)|contact us|about us|terms|privacy"
    r"|view (?:all|more)|load more|back to top|return to)",
    re.IGNORECASE,
)
_FUNCTION = frozenset(
    """a about after an and are as at be been before but by can for from had has have he his i if in into is it its may might my
    of on or our out over said says she should than that the their then there they this to under up was we were when where
    which while who will with would you her could""".split()
)
_HANGING = frozenset(
    """a about after against an and are as at be been before between but by called for from had has have her his in including
    into is it its like my not of on or our over such than that the their these this to under via was were when where which
    while who with your""".split()
)
_LONG = 200  # characters from which on a line is a paragraph whatever its words
_SHORT = 80


class Words(NamedTuple):
    """Words that name parts of a page: `sure` ones hardly ever stand in a heading of an article, `common` ones do."""

    sure: frozenset[str]
    common: frozenset[str]


class Unit(NamedTuple):
    """One or more blocks (from `first` to `last`) that are one broken sentence, and what was counted in them."""

    first: int
    last: int
    text: str
    words: int
    function: int
    sure: tuple[str, ...]
    common: int
    stops: bool

    @property
    def prose(self) -> float:
        """How much running text there is, 0 for none to 3 for a long paragraph."""
        if self.words < 7 or self.function < self.words * 0.2:
            return 0.0
        return min(self.words, 60) * (1 if self.stops else 0.5) / 20

    @property
    def furniture(self) -> float:
        """The share of its telling words that name parts of a page."""
        if not 0 < self.words <= 14:
            return 0.0
        share = (len(self.sure) + self.common * 0.5) / max(1, self.words - self.function)
        return min(1.0, share) * (0.4 if self.stops else 1)

    @property
    def label(self) -> bool:
        return 0 < self.words <= 5 and not self.stops


def units(blocks: Sequence[Block], words: Words) -> list[Unit]:
    """The blocks, those joined that a scraper broke at inline links ("… to the", "old harbour", ", which …")."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and _continues(groups[-1], block):
            groups[-1].append(block)
        else:
            groups.append([block])
    return [_unit(group, words) for group in groups]


def _continues(group: Sequence[Block], block: Block) -> bool:
    before, text = group[-1].text, block.text
    first = text[0]
    if _STOP.search(before[-4:]):
        return first in ",.;:)"
    running = before.count(" ") >= 2 or len(group) > 1
    if first.islower():
        return running or text.count(" ") >= 2
    if first in ",.;)”’'…":
        return not (first in "’'" and text[1:2].isupper())
    if before[-1] in ",(“‘—–":
        return before.count(" ") >= 2
    if first == "(":
        return before.count(" ") >= 4 or len(group) > 1
    return running and before.rsplit(None, 1)[-1] in _HANGING


def _unit(group: Sequence[Block], words: Words) -> Unit:
    text = group[0].text if len(group) == 1 else " ".join(block.text for block in group)
    first, last = group[0].number, group[-1].number
    stops = _STOP.search(text[-6:]) is not None
    if len(text) > _LONG:
        count = text.count(" ") + 1
        return Unit(first, last, text, count, count // 3, (), 0, stops)
    found = _WORD.findall(text.lower())
    return Unit(
        first,
        last,
        text,
        len(found),
        sum(map(_FUNCTION.__contains__, found)),
        tuple(filter(words.sure.__contains__, found)),
        sum(map(words.common.__contains__, found)),
        stops,
    )


# Weights of a logistic regression on dumped pages whose article was known, rounded; positive speaks for the article.
_BIAS, _ANY_WORD, _OVER_7, _OVER_14, _OVER_30 = 0.1, -0.6, -0.2, 0.3, 1.05
_STOPS, _COMMA, _COLON, _DATED = 1.4, 0.45, 1.95, -0.5
_SURE_WORD, _COMMON_SHARE = -0.65, -1.8
_AFTER_TAIL, _AFTER_COMMENTS = -2.05, -2.6
_PROSE_BEFORE, _PROSE_BEHIND = 2.6, 2.7
_FURNITURE_BEFORE, _FURNITURE_BEHIND = -1.7, -1.95
_LABELS_BEFORE, _LABELS_BEHIND = -0.95, -0.6
_REMARKS_BEFORE, _REMARKS_BEHIND = -1.55, -1.55


def leanings(parts: Sequence[Unit]) -> list[float]:
    """For each unit the log-odds that it belongs to the article. Linear in the number of units.

    What stands before and behind a unit counts the less the farther away it is.
    """
    prose = [part.prose for part in parts]
    remarks = [float(is_remark(part.text)) for part in parts]
    around = [
        (weight, most, values)
        for weights, most, decay, series in (
            ((_PROSE_BEFORE, _PROSE_BEHIND), 5.0, 0.75, prose),
            ((_FURNITURE_BEFORE, _FURNITURE_BEHIND), 4.0, 0.8, [part.furniture for part in parts]),
            ((_LABELS_BEFORE, _LABELS_BEHIND), 4.0, 0.8, [float(part.label) for part in parts]),
            ((_REMARKS_BEFORE, _REMARKS_BEHIND), 3.0, 0.8, remarks),
        )
        for weight, values in zip(weights, (_faded(series, decay), _faded(series[::-1], decay)[::-1]), strict=True)
    ]
    whole = sum(prose) or 1.0
    seen = tail = 0.0
    comments = False
    result = []
    for index, part in enumerate(parts):
        short = len(part.text) < _SHORT
        comments = comments or (short and seen / whole > 0.15 and _COMMENTS.match(part.text) is not None)
        tail = 1.0 if short and _TAIL.match(part.text) else tail * 0.85
        seen += prose[index]
        score = _own(part) + _AFTER_TAIL * tail + _AFTER_COMMENTS * comments
        for weight, most, values in around:
            score += weight * min(values[index], most) / most
        result.append(score)
    return result


def _own(part: Unit) -> float:
    count = part.words
    score = _BIAS + _ANY_WORD * (count > 0) + _OVER_7 * (count > 7) + _OVER_14 * (count > 14) + _OVER_30 * (count > 30)
    score += _STOPS * part.stops + _COMMA * ("," in part.text) + _COLON * part.text.endswith(":")
    if 0 < count <= 14:
        score += _SURE_WORD * min(len(part.sure), 3) + _COMMON_SHARE * part.common / count
        if count <= 12 and _DATE.search(part.text):
            score += _DATED
    return score


def _faded(values: Sequence[float], decay: float) -> list[float]:
    """For each place the sum of what came before, each step back worth `decay` times less."""
    result, total = [], 0.0
    for value in values:
        result.append(total)
        total = total * decay + value
    return result


def opens_comments(text: str) -> bool:
    """True for a line such as "12 comments" or "Leave a reply"."""
    return len(text) < _SHORT and _COMMENTS.match(text) is not None


def opens_tail(text: str) -> bool:
    """True for a line such as "Most read" or "More from this author"."""
    return len(text) < _SHORT and _TAIL.match(text) is not None


def is_remark(text: str) -> bool:
    """True for a line around readers' comments: who said it when, "Reply", a date."""
    return len(text) < _SHORT and (_REMARK.search(text) is not None or _DATE.search(text) is not None)
