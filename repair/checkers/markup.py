"""Markup that was left in plain text: tags and shortcodes, page scripts, tracking parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from repair.checkers.finder import finder
from repair.checkers.hit import Check, Hit
from repair.checkers.paired import Stretch, bunches
from repair.checkers.pattern import cut, expand
from repair.text.article import Article
from repair.text.blocks import Block, removal
from repair.text.lazy import lazy, regex
from repair.text.span import Edit, Span

_ADDRESS = lazy(r"https?://[^\s<>“”\"?]{1,300}\?[^\s<>“”\"]{1,2000}")
_CODE = lazy(r"[{}();=<>\[\]_$|\\]")
_APART = lazy(r"[>\]}][ \t\xa0]+[<\[{]")
_TIGHT = lazy(r"[^\s.,;:!?)”’]")
_PROSE_REACH = 60
_LONGEST_CODE = 20_000
_MOST_BOUND = 8
_FAR_APART = 5_000


def markup_residue(
    *,
    find: str,
    lists: dict[str, list[str]] | None = None,
    breaks: str | None = None,
    unless: str | None = None,
    near: int = 40,
    doubt: str | None = None,
    sign: str | None = None,
) -> Check:
    """Marks that are no text: every match of `find`, neighbours with only blanks between them taken together.

    `<name>` stands for any entry of `lists[name]`. A line of nothing else goes whole. Where words stand on both sides
    and one of the marks matches `breaks`, a line break takes their place, which is no sure fix. Passed over when
    `unless` is found in the block within `near` characters of the marks. No fix is sure in a text with `doubt` in it, or in
    which a line that ends in a colon announces a line of marks: it may show code. `sign` is a simpler expression that is found
    wherever `find` is: a text without it is not looked at.

    The marks of a pair go together, in one fix, or stay: each has the same fix, and none when one of them is passed over or
    not understood.
    """
    compiled = regex(expand(find, lists))
    breaking = regex(expand(breaks, lists)) if breaks else None
    exception = regex(unless) if unless else None
    doubtful = regex(doubt) if doubt else None

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        excepted: dict[int, bool] = {}

        def passed_over(place: Span) -> bool:
            block = article.block_at(place.start)
            if block is None or place.end > block.end:
                return True
            if exception is None:
                return False
            if block.number not in excepted:
                excepted[block.number] = exception.search(block.text) is not None
            if not excepted[block.number]:
                return False
            around = Span(max(block.start, place.start - near), min(block.end, place.end + near))
            return exception.search(text[slice(*around)]) is not None

        together = [*bunches(text, _stretches_of_marks(compiled, text))]
        shown = any(_is_announced(article, bunch.stretches[0].span) for bunch in together)
        shown = shown or (doubtful is not None and bool(together) and doubtful.search(text) is not None)
        for bunch in together:
            places = [stretch.span for stretch in bunch.stretches]
            found = [place for place in places if not passed_over(place)]
            whole = len(found) == len(places) and not bunch.torn
            edits = _out_together(article, places, breaking) if whole else None
            for place in found:
                if not whole:
                    yield Hit(place)
                elif edits:
                    yield Hit(place, (edits,), sure=not shown and not any(edit.new.strip(" ") for edit in edits))
                else:
                    yield Hit(place, ((_out(article, place, breaking),),), sure=False)

    return check


def markup_residue_gate(*, find: str, lists: dict[str, list[str]] | None = None, sign: str | None = None, **_rest: object) -> list[str]:
    """The sign, without one the marks themselves."""
    return [sign or expand(find, lists)]


def _stretches_of_marks(compiled: re.Pattern[str], text: str) -> list[Stretch]:
    """What matches, taken together where only blanks part them."""
    found: list[Stretch] = []
    for match in compiled.finditer(text):
        mark = Span(*match.span())
        if mark.start == mark.end:
            continue
        if found and not text[found[-1].span.end : mark.start].strip(" \t\xa0"):
            last = found.pop()
            found.append(Stretch(Span(last.span.start, mark.end), (*last.marks, mark)))
        else:
            found.append(Stretch(mark, (mark,)))
    return found


def _is_announced(article: Article, place: Span) -> bool:
    """True for marks that begin a line below one that ends in a colon."""
    block = article.block_at(place.start)
    return block is not None and block.start == place.start and block.number > 0 and article.blocks[block.number - 1].text.endswith(":")


def _out_together(article: Article, places: list[Span], breaking: re.Pattern[str] | None) -> tuple[Edit, ...] | None:
    """The edits that take all marks of a bunch out; None where they are too many or too far apart, or come too close."""
    if len(places) > _MOST_BOUND or places[-1].end - places[0].start > _FAR_APART:
        return None
    edits: list[Edit] = []
    lines: list[Block] = []
    for place, following in zip(places, [*places[1:], None], strict=True):
        block = article.block_at(place.start)
        if block and block.span == place:
            lines.append(block)
            if following and following == (article.blocks[block.number + 1].span):
                continue
            edits.append(removal(article.text, lines[0], lines[-1]))
            lines = []
        else:
            edits.append(_out(article, place, breaking))
    return None if any(one.end >= two.start for one, two in pairwise(edits)) else tuple(edits)


def _out(article: Article, place: Span, breaking: re.Pattern[str] | None) -> Edit:
    """The edit that takes marks out."""
    block = article.block_at(place.start)
    if block and place == block.span:
        return removal(article.text, block)
    if block and breaking and place.start > block.start and place.end < block.end and breaking.search(article.text, *place):
        return _line_break(article, place)
    edit = cut(article.text, place)
    glues = _TIGHT.match(article.text, edit.end) and article.text[edit.start - 1 : edit.start].strip()
    return edit._replace(new=" ") if glues and _APART.search(article.text, *place) else edit


def _line_break(article: Article, place: Span) -> Edit:
    text = article.text
    start, end = place
    while text[start - 1] in " \t\xa0":
        start -= 1
    while text[end] in " \t\xa0":
        end += 1
    return Edit(start, text[start:end], article.line_break * 2)


def script_text(*, markers: list[str], code: list[str], sign: str | None = None) -> Check:
    """Script or style rules of the page: from a marker to the last sign of code before prose goes on.

    `markers` are expressions that only a page's own machinery writes. `code` are what program code in general
    looks like; it counts where a marker stands in the same text, so that an article about programming keeps its
    examples. A line of nothing else goes whole. `sign` is a short expression that is found wherever a marker is.
    """
    sure = regex("|".join(markers))
    either = regex("|".join([*markers, *code]))
    signs = finder(sign or "")

    def check(article: Article) -> Iterator[Hit]:
        if not any(True for _ in signs(article)) or not sure.search(article.text):
            return
        lines: list[Block] = []
        for place, block in _stretches(article, either):
            if lines and (place != block.span or block.number > lines[-1].number + 1):
                yield _lines_go(article.text, lines)
                lines = []
            if place == block.span:
                lines.append(block)
            else:
                yield Hit(place, ((cut(article.text, place),),))
        if lines:
            yield _lines_go(article.text, lines)

    return check


def _stretches(article: Article, signs: re.Pattern[str]) -> Iterator[tuple[Span, Block]]:
    """The stretches of code in text order, each with its block; the whole block where next to nothing else is in it."""
    at = 0
    for match in signs.finditer(article.text):
        block = article.block_at(match.start())
        if match.start() < at or block is None:
            continue
        place = Span(match.start(), _code_end(article.text, match.end(), block))
        if len(article.text[block.start : place.start].split()) < 3 and not article.text[place.end : block.end].strip("\"' "):
            place = block.span
        at = place.end
        yield place, block


def _lines_go(text: str, lines: list[Block]) -> Hit:
    return Hit(Span(lines[0].start, lines[-1].end), ((removal(text, lines[0], lines[-1]),),))


def script_text_gate(*, markers: list[str], sign: str | None = None, **_rest: object) -> list[str]:
    """The sign, without one a marker."""
    return [sign] if sign else markers


def _code_end(text: str, start: int, block: Block) -> int:
    """The end of the last sign of code that follows the one before within a short stretch."""
    end = start
    limit = min(block.end, start + _LONGEST_CODE)
    for match in _CODE.finditer(text, start, limit):
        if match.start() - end > _PROSE_REACH:
            break
        end = match.end()
    while end < limit and text[end] in ";'\"":
        end += 1
    return end


def tracking_address(*, parameters: list[str]) -> Check:
    """Addresses with parameters that tell where a reader came from; the fix leaves the same address without them.

    `parameters` are expressions for whole parameter names.
    """
    tracking = regex("|".join(f"(?:{name})" for name in parameters))

    def check(article: Article) -> Iterator[Hit]:
        for match in _ADDRESS.finditer(article.text):
            address = match.group().rstrip(".,;:!?)]’'")
            base, _, query = address.partition("?")
            query, hash_mark, fragment = query.partition("#")
            parts = re.split(r"&(?:amp;)?", query)
            kept = [part for part in parts if not tracking.fullmatch(part.partition("=")[0])]
            if len(kept) == len(parts):
                continue
            clean = base + ("?" + "&".join(kept) if any(kept) else "") + hash_mark + fragment
            start = match.start() + len(base)
            yield Hit(
                Span(match.start(), match.start() + len(address)),
                ((Edit(start, address[len(base) :], clean[len(base) :]),),),
                facts={"clean": clean},
            )

    return check


def tracking_address_gate(*, parameters: list[str]) -> list[str]:
    """A tracking parameter."""
    return [rf"[?&;](?:{name})=" for name in parameters]


_ADDRESS_LINE = lazy(r"https?://[^\s<>“”\"/]{3,100}/[^\s<>“”\"]{8,1000}")
_EMBEDDED = lazy(
    r"https?://(?:www\.|m\.)?(?:youtu|vimeo|instagram|tiktok|dailymotion|twitter\.com/\w+/status|facebook\.com/[^/]+/(?:videos|posts))"
)


def address_line() -> Check:
    """A line that is nothing but an address: of a player or post anywhere, any other beside whole sentences.

    In a list of addresses, or below a line that announces one, it is the text itself.
    """

    def check(article: Article) -> Iterator[Hit]:
        blocks = article.blocks
        for word in ("http", "https"):
            for block in article.openings.get(word, ()):
                if not _ADDRESS_LINE.fullmatch(block.text):
                    continue
                beside = [blocks[number] for number in (block.number - 1, block.number + 1) if 0 <= number < len(blocks)]
                listed = any("://" in other.text[:8] for other in beside)
                announced = beside and beside[0].number < block.number and beside[0].text.endswith(":")
                told = beside and all(other.ends_sentence for other in beside)
                if _EMBEDDED.match(block.text) or (told and not listed and not announced):
                    yield Hit(block.span, ((removal(article.text, block),),))

    return check


def address_line_openings() -> list[str]:
    """How an address begins."""
    return ["http", "https"]
