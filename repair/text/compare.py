"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Span, common_ends

_WORD = lazy(r"\s*(?:\w+(?:['’-]\w+)*|[^\w\s]|\Z)")
_LINE = lazy(r"\s*[^\r\n]*(?:\r\n?|\n|\Z)")  # with the blank lines before it
_MOST_WORDS = 6_000
_MOST_LINES = 8_000


class Change(NamedTuple):
    """A stretch of the earlier text and what stands in its place in the later one; either may be empty."""

    old: Span
    new: Span


def changes(before: str, after: str) -> list[Change]:
    """What differs, in order, whole words at a time, each word with the white space before it.

    Lines are compared first, then the words of lines that changed. A change of very many words counts as one.
    """
    if before == after:
        return []
    old, new = _split(_LINE, before, Span(0, len(before))), _split(_LINE, after, Span(0, len(after)))
    found: list[Change] = []
    for gone, come in _differences([before[a:b] for a, b in old], [after[a:b] for a, b in new], _MOST_LINES):
        found += _in_lines(before, _whole(old, gone, len(before)), after, _whole(new, come, len(after)))
    return found


def earlier(span: Span, made: Sequence[Change]) -> Span:
    """Where a span of the later text that no change reaches into stood in the earlier one."""
    shift = 0
    for old, new in made:
        if new.end > span.start:
            break
        shift = old.end - new.end
    return Span(span.start + shift, span.end + shift)


def _in_lines(before: str, old: Span, after: str, new: Span) -> Iterator[Change]:
    if old.start == old.end or new.start == new.end:
        yield Change(old, new)
        return
    old_words, new_words = _split(_WORD, before, old), _split(_WORD, after, new)
    said = [before[a:b].lstrip() for a, b in old_words], [after[a:b].lstrip() for a, b in new_words]
    old_at = new_at = 0
    for gone, come in _differences(*said, _MOST_WORDS):
        yield from _spacing(before, old_words[old_at : gone.start], after, new_words[new_at : come.start])
        yield _narrowed(before, _whole(old_words, gone, old.end), after, _whole(new_words, come, new.end))
        old_at, new_at = gone.stop, come.stop
    yield from _spacing(before, old_words[old_at:], after, new_words[new_at:])


def _spacing(before: str, old: Sequence[Span], after: str, new: Sequence[Span]) -> Iterator[Change]:
    """The changes of white space before words that are the same."""
    for one, other in zip(old, new, strict=True):
        said, says = before[one.start : one.end], after[other.start : other.end]
        if said != says:
            word = len(said.lstrip())
            yield Change(Span(one.start, one.end - word), Span(other.start, other.end - word))


def _narrowed(before: str, old: Span, after: str, new: Span) -> Change:
    """The change without the white space that both sides begin with."""
    same = 0
    while same < min(old.end - old.start, new.end - new.start):
        character = before[old.start + same]
        if not character.isspace() or character != after[new.start + same]:
            break
        same += 1
    return Change(Span(old.start + same, old.end), Span(new.start + same, new.end))


def _split(pattern: re.Pattern[str], text: str, span: Span) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(text, *span) if match.group()]


def _differences(old: Sequence[str], new: Sequence[str], most: int) -> Iterator[tuple[range, range]]:
    """The runs that differ. What both begin and end with is not compared; beyond `most` the rest counts as one run."""
    head, tail = common_ends(old, new)
    gone, come = range(head, len(old) - tail), range(head, len(new) - tail)
    if not gone and not come:
        return
    if not gone or not come or len(gone) + len(come) > most:
        yield gone, come
        return
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, old[head : gone.stop], new[head : come.stop], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield range(a + head, b + head), range(c + head, d + head)


def _whole(spans: Sequence[Span], numbers: range, end: int) -> Span:
    if numbers:
        return Span(spans[numbers.start].start, spans[numbers.stop - 1].end)
    at = spans[numbers.start].start if numbers.start < len(spans) else end
    return Span(at, at)
