"""Where a text quotes somebody, as far as its marks tell."""

from __future__ import annotations

from collections.abc import Iterator

from repair.text.lazy import lazy
from repair.text.span import Span

_QUOTED = lazy(  # each begins with its mark, to be quick
    r"“[^“”]*(?:”|$)"  # curly; a paragraph of a longer speech is left open on purpose
    r'|"(?<![\w"]")[^"]*(?:"|$)'
    r"|‘(?<!\w‘)[^‘’]*(?:’(?=\w)[^‘’]*)*’(?!\w)"
)


def quotations(text: str, offset: int = 0) -> Iterator[Span]:
    """The quoted stretches of one block, marks included; `offset` is added to each.

    A mark that is never closed quotes to the end of the block, as in speech of several paragraphs.
    """
    if "“" not in text and '"' not in text and "‘" not in text:
        return
    for match in _QUOTED.finditer(text):
        yield Span(match.start() + offset, match.end() + offset)


def is_curly(text: str) -> bool:
    """True when a text sets its quotation marks and apostrophes curly more often than straight, or not at all."""
    curly = text.count("’") + text.count("“") + text.count("”")
    return curly >= text.count("'") + text.count('"')


def is_comma_outside(text: str) -> bool:
    """True when a text sets the comma behind the closing mark."""
    return text.count("”,") + text.count('",') > 2 * (text.count(",”") + text.count(',"'))


def in_house_style(mark: str, curly: bool) -> str:
    """A curly mark or a text that holds some, curly or made straight."""
    return mark if curly else mark.translate(_STRAIGHT)


_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
