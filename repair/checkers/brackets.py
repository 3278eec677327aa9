"""`unclosed-bracket`: brackets that do not pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.blocks import Block
from repair.text.broken import follows
from repair.text.lazy import lazy
from repair.text.span import Edit, Span

_LONGEST_WORD = 80
_ENUMERATOR = lazy(r"(?:(?<=\s)|^|(?<=[(,;]))(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)|[:;=8][-~]?[()]")
_BRACKETS = lazy(r"[()\[\]]")
_FEW_WORDS = 7
_LINE = 110  # characters of the longest line of verse, or of a paragraph that was broken at a width
_MOST_LINES = 20
_MOST_OPEN = 12
_REMARK = 200  # characters that so few words may have
_SHORT_REMARK = lazy(r"(?:[A-Z]{2,6}s?|(?:19|20)\d\d(?:[–-]\d{2,4})?|\d+(?:\.\d+)?(?:%|[kc]?m|[mk]?g|[°º][CF]))(?= [a-z])")
_EARLY_COMMA = lazy(
    r"(?:[\w%$£€.’'–-]+ ){0,3}[\w%’']+(?=, (?:and|but|which|who|where|when|while|said|says|a|an|the|is|was|has|had|will|he|she|it|they)\b)"
)
_SENTENCE_END = lazy(r"(?<=[a-z])[.!?][”\"]?(?=\s+[A-Z“\"]|\s*$)")


def unclosed_bracket() -> Check:
    """A bracket that opens and is not closed in its line nor the next, nor further down where lines are short.

    The fix closes it where a short remark ends its sentence.
    """

    def check(article: Article) -> Iterator[Hit]:
        text, blocks = article.text, article.blocks
        for block in article.blocks_with("(["):
            body = block.text
            if body.count("(") <= body.count(")") and body.count("[") <= body.count("]"):
                continue
            if "{" in body or ");" in body:
                continue  # script, not prose
            after = _below(text, blocks, block)
            closed_later = {mark for mark, closing in ("()", "[]") if after.count(mark) < after.count(closing)}
            unclosed = _unclosed(body)
            for at, mark in unclosed if len(unclosed) <= _MOST_OPEN else ():  # with more it is no prose
                if mark in closed_later:
                    continue
                closing = ")" if mark == "(" else "]"
                place = block.start + at
                if _ENUMERATOR.search(body[max(0, at - 2) : at + 1]) or article.is_verbatim(Span(place, place + 1)):
                    continue
                fix = _bracket_fix(text, place, block.end, closing)
                yield Hit(from_mark(text, place, block.end), ((fix,),) if fix else ())

    return check


def _below(text: str, blocks: Sequence[Block], block: Block) -> str:
    """The next line, and where it follows without a blank one those that go on with it: the short lines of verse, or lines of a width."""
    found = [one.text for one in blocks[block.number + 1 : block.number + 2]]
    for one, two in pairwise(blocks[block.number : block.number + _MOST_LINES]):
        if len(one.text) > _LINE or not follows(text, one, two):
            break
        found.append(two.text)
    return "\n".join(found)


def unclosed_bracket_gate() -> list[str]:
    """An opening bracket."""
    return [r"[(\[]"]


def _unclosed(body: str) -> list[tuple[int, str]]:
    stack: list[tuple[int, str]] = []
    open_marks = {"(": 0, "[": 0}
    for match in _BRACKETS.finditer(_ENUMERATOR.sub(lambda found: "x" * len(found.group()), body)):
        if match.group() in "([":
            stack.append((match.start(), match.group()))
            open_marks[match.group()] += 1
        else:
            pair = "(" if match.group() == ")" else "["
            while open_marks[pair] and stack:
                opened = stack.pop()[1]
                open_marks[opened] -= 1
                if opened == pair:
                    break
    return stack


def _bracket_fix(text: str, at: int, end: int, closing: str) -> Edit | None:
    token = _SHORT_REMARK.match(text, at + 1, end)
    if token:
        return Edit(token.end(), "", closing)
    early = _EARLY_COMMA.match(text, at + 1, end)
    if early:
        return Edit(early.end(), "", closing)
    end = min(end, at + _REMARK)
    found = _SENTENCE_END.search(text, at, end)
    stop = found.start() if found else end
    return Edit(stop, "", closing) if 0 < len(text[at:stop].split()) <= _FEW_WORDS and stop > at + 1 else None


def from_mark(text: str, at: int, end: int) -> Span:
    """From a mark to the end of the word behind it."""
    stop = at + 1
    end = min(end, at + _LONGEST_WORD)
    while stop < end and not text[stop].isspace():
        stop += 1
    return Span(at, stop)
