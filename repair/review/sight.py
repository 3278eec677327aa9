"""What a person is shown of a question: the sentence with what goes and what comes, the facts, what else is alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from repair.engine.guard import lost_facts
from repair.formats.document import MissingExtra
from repair.formats.registry import document
from repair.review.questions import Scope
from repair.review.session import Session
from repair.review.verdicts import fix_of
from repair.rulebook.rule import Fix
from repair.text.article import Article
from repair.text.named import NamedTuple
from repair.text.sentences import split_sentences
from repair.text.span import Edit, Span

Kind = Literal["same", "old", "new", "cut"]
_MOST_AROUND = 240
_MOST_SHOWN = 500
_MOST_PLACES = 4
_MOST_COUNTED = 500
_NEAR, _FAR = 100, 1000


class Piece(NamedTuple):
    """A stretch of text: left as it is, taken out, put in, or a remark in place of what is not shown."""

    kind: Kind
    text: str


def in_sentence(text: str, edits: Sequence[Edit]) -> list[list[Piece]]:
    """The edits in their sentences, whole words marked; one list for each stretch of text that is shown."""
    shown: list[list[Piece]] = []
    groups = _groups(text, sorted(edits))
    for group in groups[:_MOST_PLACES]:
        around = _around(text, group[0].start, group[-1].end)
        made = pieces(text, [widened(text, edit) for edit in group], around)
        if made and all(piece.kind != "same" or piece.text.isspace() for piece in made):  # whole lines: what stands above and below tells
            above, below = _line_above(text, around.start), _line_below(text, around.end)
            shown += [[Piece("cut", above)]] * bool(above) + [made] + [[Piece("cut", below)]] * bool(below)
        else:
            shown.append(made)
    if len(groups) > _MOST_PLACES:
        shown.append([Piece("cut", f"and {len(groups) - _MOST_PLACES} more places")])
    return shown


def pieces(text: str, edits: Sequence[Edit], around: Span) -> list[Piece]:
    """A stretch of text with these edits, which are in order and apart."""
    made: list[Piece] = []
    at = around.start
    for edit in edits:
        made += [Piece("same", text[at : edit.start]), *_short("old", edit.old), *_short("new", edit.new)]
        at = max(at, edit.end)
    made.append(Piece("same", text[at : max(at, around.end)]))
    if around.start > 0 and text[around.start - 1] not in "\r\n":
        made.insert(0, Piece("cut", "… "))
    if around.end < len(text) and text[around.end] not in "\r\n" and text[around.end - 1 : around.end] not in ("\r", "\n", ""):
        made.append(Piece("cut", " …"))
    return [piece for piece in made if piece.text]


def widened(text: str, edit: Edit) -> Edit:
    """The edit with the whole words it cuts into."""
    start, end = edit.start, edit.end
    inside = edit.old + edit.new
    if inside[:1].isalnum():
        while start > 0 and text[start - 1].isalnum():
            start -= 1
    if inside[-1:].isalnum():
        while end < len(text) and text[end].isalnum():
            end += 1
    return Edit(start, text[start:end], text[start : edit.start] + edit.new + text[edit.end : end])


def region(text: str, fix: Fix) -> Edit | None:
    """The stretch that a person who edits a fix writes anew, as the fix would have it; None when its parts lie far apart.

    A mere removal is offered as it stands.
    """
    edits = sorted(fix.edits)
    hull = Span(edits[0].start, edits[-1].end)
    if hull.end - hull.start > _MOST_SHOWN * 4:
        return None
    new, at = "", hull.start
    for edit in edits:
        new += text[at : edit.start] + edit.new
        at = edit.end
    whole = widened(text, Edit(hull.start, text[hull.start : hull.end], new))
    if whole.old == whole.new or not whole.old:
        around = _around(text, hull.start, hull.end)
        left, right = text[around.start : hull.start].rsplit(None, 1)[-1:], text[hull.end : around.end].split(None, 1)[:1]
        start = text.rindex(left[0], 0, hull.start) if left else hull.start
        end = text.index(right[0], hull.end) + len(right[0]) if right else hull.end
        whole = Edit(start, text[start:end], text[start : hull.start] + new + text[hull.end : end])
    return whole


def marked(session: Session, number: int) -> list[Piece]:
    """The whole text a question is about, with the changes that are proposed or accepted in it. Raises `Changed`."""
    question = session.questions[number]
    text = session.text(question)
    edits: list[Edit] = []
    end = -1
    for other in session.articles[question.article].questions:
        one = session.questions[other]
        answer = session.answer_of(other)
        if one.later != question.later:
            continue
        fix = one.fix if answer is None else fix_of(answer, text, one.finding)
        for edit in sorted(widened(text, edit) for edit in fix.edits) if fix else ():
            if edit.start > end:
                edits.append(edit)
                end = edit.end
    return pieces(text, edits, Span(0, len(text)))


@lru_cache(maxsize=1024)
def facts(path: str, text: str, fix: Fix) -> tuple[str, ...]:
    """What of fact a fix would change, as phrases; empty when nothing."""
    article = _article(path, text)
    if article is None or article.text != text:
        return ()  # told in the article's own places, and so in the message already
    return tuple(lost_facts(article, fix.edits, fix.witness))


@lru_cache(maxsize=2)
def _article(path: str, text: str) -> Article | None:
    try:
        return document(text, path).article
    except MissingExtra:
        return None


def title_of(text: str) -> str:
    """The first line of an article."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


Spread = dict[tuple[Scope, tuple[str, ...]], int]


def covers(session: Session, number: int, spread: Spread | None = None) -> list[tuple[str, int, int]]:
    """What the same answer would cover besides: scope, how many questions, in how many articles (0: too many to count).

    `spread` keeps what was counted, for other questions before anything is answered.
    """
    spread = {} if spread is None else spread
    told: list[tuple[str, int, int]] = []
    scopes: tuple[Scope, ...] = ("text", "cluster", "rule")
    for scope in scopes:
        count = session.alike(number, scope)
        if count > 1 or (count and not session.is_open(number)):
            kind = scope, session.questions[number].kind(scope)
            if kind not in spread:
                members = session.covered(number, scope) if count <= _MOST_COUNTED else ()
                spread[kind] = len({session.questions[one].article for one in members})
            told.append((scope, count, spread[kind]))
    return told


def _groups(text: str, edits: Sequence[Edit]) -> list[list[Edit]]:
    """The edits that stand in one sentence or next to each other, together."""
    groups: list[list[Edit]] = []
    for edit in edits:
        if groups and edit.start <= _around(text, groups[-1][-1].start, groups[-1][-1].end).end:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _around(text: str, start: int, end: int) -> Span:
    """The sentence that a place stands in, or as much of it as can be shown."""
    low = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0]
    high = min(ends, default=len(text))
    if text[end - 1 : end] in ("\n", "\r") and end > start:
        high = end
    first, last = max(low, start - 4 * _MOST_AROUND), min(high, end + 4 * _MOST_AROUND)
    for sentence in split_sentences(text[first:last], first):
        if sentence.end < start:
            low = sentence.end
        elif sentence.start > end:
            high = min(high, sentence.start)
            break
    low, high = max(low, start - _MOST_AROUND), min(high, end + _MOST_AROUND)
    while low < start and text[low].isspace():
        low += 1
    while high > end and text[high - 1].isspace():
        high -= 1
    return Span(low, high)


def _line_above(text: str, start: int) -> str:
    """The end of the last line above a place that says something."""
    line = text[max(0, start - _FAR) : start].rstrip().replace("\r", "\n").rpartition("\n")[2]
    return line if len(line) <= _NEAR else f"… {line[-_NEAR:]}"


def _line_below(text: str, end: int) -> str:
    """The beginning of the first line below a place that says something."""
    line = text[end : end + _FAR].lstrip().replace("\r", "\n").partition("\n")[0]
    return line if len(line) <= _NEAR else f"{line[:_NEAR]} …"


def _short(kind: Kind, text: str) -> list[Piece]:
    if len(text) <= _MOST_SHOWN:
        return [Piece(kind, text)]
    head, tail = _MOST_SHOWN // 2, _MOST_SHOWN // 4
    return [Piece(kind, text[:head]), Piece("cut", f" [… {len(text) - head - tail:,} characters …] "), Piece(kind, text[-tail:])]
