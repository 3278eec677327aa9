"""`pattern`: a regular expression, with word lists and exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from repair.checkers.finder import around, finder
from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.blocks import Block, removal
from repair.text.lazy import lazy, regex
from repair.text.span import Edit, Span

_LIST = lazy(r"<([a-z][a-z-]*)>(?!\w)")


def pattern(
    *,
    find: str,
    replace: list[str] | None = None,
    lists: dict[str, list[str]] | None = None,
    span: Literal["text", "block"] = "text",
    remove: Literal["match", "block"] | None = None,
    unless: str | None = None,
    longest: int = 0,
    spare: list[Literal["quotation", "verbatim"]] | None = None,
    sign: str | None = None,
    reach: int = 0,
) -> Check:
    """Every match of `find`.

    `<name>` in `find` and `unless` stands for any entry of `lists[name]`. With `span: block` the expression must
    match a whole block (a line without surrounding white space). A group named `mark` narrows what is reported and
    replaced. `replace` lists templates (`\\1`, `\\g<name>`), most likely first; `remove` takes the match or its
    whole block out instead. A hit is passed over when `unless` is found in the block it stands in, when the block is
    longer than `longest` characters (0: any length), or when it lies inside a kind of stretch that `spare` names.
    `sign` is a short expression that is found wherever `find` is: a text without it is not looked at, which saves time
    where `find` is long. With `reach`, more characters than a match is long, only so much of the text is looked at
    before and behind each sign, which saves time where `find` begins with something ordinary.
    """
    compiled = regex(expand(find, lists))
    signs = finder(sign, case=True) if sign and reach else None
    exception = regex(expand(unless, lists)) if unless else None
    spared = spare or []
    templates = replace or []

    def check(article: Article) -> Iterator[Hit]:
        asked, excepted = -1, False
        for block, match in _matches(compiled, article, span, around(article, signs, reach) if signs else [Span(0, len(article.text))]):
            if exception and block and block.number != asked:
                asked, excepted = block.number, exception.search(block.text) is not None
            if (longest and block and len(block.text) > longest) or (block and excepted):
                continue
            start, end = match.span("mark") if "mark" in compiled.groupindex and match["mark"] is not None else match.span()
            place = Span(start, end)
            if "quotation" in spared and article.is_quoted(place):
                continue
            if "verbatim" in spared and article.is_verbatim(place):
                continue
            facts = {name: value or "" for name, value in match.groupdict().items()}
            yield Hit(place, _candidates(article, block, match, place, templates, remove), facts=facts)

    return check


def pattern_gate(
    *,
    find: str,
    lists: dict[str, list[str]] | None = None,
    span: Literal["text", "block"] = "text",
    sign: str | None = None,
    **_rest: object,
) -> list[str]:
    """What a text must hold for `pattern` to match: the sign, without one the expression itself."""
    if sign:
        return [sign]
    expanded = expand(find, lists)
    return [_whole_block(expanded) if span == "block" else expanded]


def _whole_block(expression: str) -> str:
    """The expression where a line begins; inline flags stay in front."""
    flags = re.match(r"\(\?[aimsux]+\)", expression)
    head = flags.group() if flags else ""
    return rf"{head}(?:\A|[\r\n])\s*(?:{expression[len(head) :]})"


def expand(expression: str, lists: dict[str, list[str]] | None) -> str:
    """The expression with each `<name>` replaced by the alternatives of that list. Raises `ValueError` for an unknown one."""

    def alternatives(match: re.Match[str]) -> str:
        before = expression[: match.start()]
        if before.endswith(("?P", "\\g", "?", "?<", "\\")):
            return match.group()
        if match[1] not in (lists or {}):
            raise ValueError(f"no list named {match[1]!r}")
        entries = sorted((lists or {})[match[1]], key=len, reverse=True)
        return "(?:" + "|".join(re.escape(entry).replace(r"\ ", " ") for entry in entries) + ")"

    return _LIST.sub(alternatives, expression)


def _matches(
    compiled: re.Pattern[str], article: Article, span: Literal["text", "block"], places: Iterable[Span]
) -> Iterator[tuple[Block | None, re.Match[str]]]:
    if span == "block":
        for block in article.blocks:
            match = compiled.fullmatch(article.text, block.start, block.end)
            if match:
                yield block, match
    else:
        for place in places:
            for match in compiled.finditer(article.text, *place):
                yield article.block_at(match.start()), match


def _candidates(
    article: Article,
    block: Block | None,
    match: re.Match[str],
    place: Span,
    templates: list[str],
    remove: Literal["match", "block"] | None,
) -> tuple[tuple[Edit, ...], ...]:
    old = article.text[place.start : place.end]
    if remove == "block" and block:
        return ((removal(article.text, block),),)
    if remove == "match":
        return ((cut(article.text, place),),)
    return tuple((Edit(place.start, old, match.expand(template)),) for template in templates)


def cut(text: str, place: Span) -> Edit:
    """The edit that takes `place` out of a line and leaves one blank, not two, where it stood."""
    start, end = place
    after_blank = start == 0 or text[start - 1].isspace()
    if after_blank:
        while end < len(text) and text[end] in " \t\xa0":
            end += 1
    if end == len(text) or text[end] in "\r\n.,;:!?)”’":
        while start > 0 and text[start - 1] in " \t\xa0":
            start -= 1
    return Edit(start, text[start:end], "")
