"""Quotation marks and brackets that do not pair, and what stands between a quotation and who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.blocks import Block
from repair.text.quotations import in_house_style
from repair.text.span import Edit, Span

SAYING = (
    r"(?:said|says|say|added|adds|told|explained|explains|wrote|write|writes|noted|notes|asked|asks|insisted|insists|continued|continues"
    r"|replied|recalled|recalls|tweeted|warned|warns|argued|argues|claimed|claims|stated|states|concluded|concludes|joked|admitted|commented)"
)
_NAME = r"[A-Z][\w’'-]*\.?(?: (?:[A-Z][\w’'-]*\.?|de|van|von|bin|al|of|the)){0,4}"
_ACTOR = rf"(?:he|she|they|it|we|I|(?:the|The|a|his|her|its|their|one) [a-z][\w’'-]*(?: [\w’'-]+){{0,3}}?|{_NAME}(?: [a-z]+){{0,2}}?)"
_ATTRIBUTION = re.compile(rf"(?P<comma>[,!?])(?= (?:{_ACTOR} (?:has |had |also |later )?{SAYING}|{SAYING} {_ACTOR})\b)")
_MARK = re.compile('[“”"]')
_AFTER_STOP = re.compile(r"[.!?…][)\]]?\s$")
_FAR = 5
_MEASURE = re.compile(r"(?:\d['’′ ]|\d|[½¼¾])$")


class _Open(NamedTuple):
    at: int
    mark: str


def unclosed_quote() -> Check:
    """A quotation that opens and never closes. Where who said it follows, the fix closes before; else there is none.

    Speech of several paragraphs opens each and closes the last, so an open paragraph is right when the next one opens too, or
    when what comes next closes. Inches are no quotation marks. Lines with a doubled mark are left to `doubled_quote`.
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for block in article.blocks:
            if ("“" not in block.text and '"' not in block.text) or _DOUBLED.search(block.text):
                continue
            left, renewed = _pair(text, block)
            for quote in renewed:
                fix = _closing(text, quote, _next_mark(text, quote.at + 1, block.end))
                if fix:
                    yield Hit(_head(text, quote.at, block.end), ((fix,),))
            for quote in left:
                fix = _closing(text, quote, _next_mark(text, quote.at + 1, block.end))
                if quote is left[-1] and not (fix and _said_at(text, fix.start)) and _goes_on(article.blocks, block):
                    continue
                yield Hit(_head(text, quote.at, block.end), ((fix,),) if fix else ())

    return check


def unclosed_quote_gate() -> list[str]:
    """A mark that may open."""
    return ["“", r'"']


def _pair(text: str, block: Block) -> tuple[list[_Open], list[_Open]]:
    """The marks of a block that open without closing: those left at its end, and those renewed at a later sentence."""
    left: list[_Open] = []
    renewed: list[_Open] = []
    for match in _MARK.finditer(text, block.start, block.end):
        at, mark = match.start(), match.group()
        if _opens(text, at, mark, block, bool(left)):
            if left and _AFTER_STOP.search(text, max(block.start, at - 3), at):
                renewed.append(left.pop())
            left.append(_Open(at, mark))
        elif left and not (mark == '"' and left[-1].mark == "“" and _MEASURE.search(text, at - 2, at)):
            left.pop()
    return left, renewed


def _opens(text: str, at: int, mark: str, block: Block, inside: bool) -> bool:
    """Whether a mark opens, by its neighbours; where they do not tell, by its shape or by what would pair."""
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1] if at + 1 < block.end else " "
    may_open = (before.isspace() or before in "([—–-‘'/:") and not after.isspace()
    may_close = not before.isspace()
    if mark == "“":
        return may_open or not (may_close and not after.isalnum())
    if mark == "”":
        return may_open and not may_close and not inside and after.isalnum()
    if may_open != may_close:
        return may_open
    return not inside


def _next_mark(text: str, start: int, end: int) -> int:
    found = _MARK.search(text, start, end)
    return found.start() if found else end


def _closing(text: str, quote: _Open, end: int) -> Edit | None:
    """The closing mark behind the comma before who said it."""
    found = _ATTRIBUTION.search(text, quote.at + 1, end)
    if found is None:
        return None
    return Edit(found.end(), "", '"' if quote.mark == '"' else "”")


def _goes_on(blocks: tuple[Block, ...], block: Block) -> bool:
    """True when the speech may go on: the next block opens again, or the next mark in the blocks behind closes."""
    for ahead, following in enumerate(blocks[block.number + 1 : block.number + 1 + _FAR]):
        if ahead == 0 and following.text[0] in "“\"‘'":
            return True
        found = _MARK.search(following.text)
        if found:
            at = found.start() + following.start
            return not _opens_first(following, found.start(), found.group()) or at == following.start
    return False


def _opens_first(block: Block, at: int, mark: str) -> bool:
    before = block.text[at - 1 : at] or " "
    return mark == "“" or (mark == '"' and (before.isspace() or before in "([—–-"))


def _said_at(text: str, at: int) -> bool:
    """True when the words behind a closing mark tell who spoke, and end there: the speech must have closed before."""
    return (
        re.compile(rf" (?:{_ACTOR} (?:has |had |also |later )?{SAYING}|{SAYING} {_ACTOR})(?:[.,]|$| [a-z]+ )").match(text, at) is not None
    )


def _head(text: str, at: int, end: int) -> Span:
    """From a mark to the end of the word behind it."""
    stop = at + 1
    while stop < end and not text[stop].isspace():
        stop += 1
    return Span(at, stop)


_DOUBLED = re.compile(r"(?<=[\w.,!?…)%])(?P<close>”{2}|\"{2}(?!\"))(?![\w\"])|(?<![\w\"”])(?P<open>“{2}|\"{2}(?=\w))")


def doubled_quote() -> Check:
    """A quotation mark set twice: "word””". A straight pair that two nested quotations explain stays."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in _DOUBLED.finditer(text):
            if match.group()[0] == '"':
                block = article.block_at(match.start())
                if block is None or (block.text.count('"') % 2 == 0 and len(_DOUBLED.findall(block.text)) % 2):
                    continue
            at = match.end() - 1 if match.lastgroup == "close" else match.start()
            start, end = match.span()
            while match.lastgroup == "close" and start > 0 and not text[start - 1].isspace():
                start -= 1
            yield Hit(Span(start, end), ((Edit(at, text[at], ""),),))

    return check


def doubled_quote_gate() -> list[str]:
    """Two marks."""
    return ["”{2}", "“{2}", '"{2}']


_ENUMERATOR = re.compile(r"(?:(?<=\s)|^|(?<=[(,;]))(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)|[:;=8][-~]?[()]")
_BRACKETS = re.compile(r"[()\[\]]")
_FEW_WORDS = 7
_SENTENCE_END = re.compile(r"(?<=[a-z])[.!?][”\"]?(?=\s+[A-Z“\"]|\s*$)")


def unclosed_bracket() -> Check:
    """A bracket that opens and is not closed in its line nor the next. The fix closes it where a short remark ends its sentence."""

    def check(article: Article) -> Iterator[Hit]:
        text, blocks = article.text, article.blocks
        for block in blocks:
            body = block.text
            if body.count("(") <= body.count(")") and body.count("[") <= body.count("]"):
                continue
            if "{" in body or ");" in body:
                continue  # script, not prose
            after = blocks[block.number + 1].text if block.number + 1 < len(blocks) else ""
            for at, mark in _unclosed(body):
                closing = ")" if mark == "(" else "]"
                if closing in after and after.count("(" if mark == "(" else "[") < after.count(closing):
                    continue
                place = block.start + at
                if _ENUMERATOR.search(body[max(0, at - 2) : at + 1]) or any(s.covers(Span(place, place + 1)) for s in article.verbatim):
                    continue
                fix = _bracket_fix(text, place, block.end, closing)
                yield Hit(_head(text, place, block.end), ((fix,),) if fix else ())

    return check


def unclosed_bracket_gate() -> list[str]:
    """An opening bracket."""
    return [r"[(\[]"]


def _unclosed(body: str) -> list[tuple[int, str]]:
    stack: list[tuple[int, str]] = []
    for match in _BRACKETS.finditer(_ENUMERATOR.sub(lambda found: "x" * len(found.group()), body)):
        if match.group() in "([":
            stack.append((match.start(), match.group()))
        else:
            pair = "(" if match.group() == ")" else "["
            for index in range(len(stack) - 1, -1, -1):
                if stack[index][1] == pair:
                    del stack[index:]
                    break
    return stack


def _bracket_fix(text: str, at: int, end: int, closing: str) -> Edit | None:
    found = _SENTENCE_END.search(text, at, end)
    stop = found.start() if found else end
    return Edit(stop, "", closing) if 0 < len(text[at:stop].split()) <= _FEW_WORDS and stop > at + 1 else None


_BEFORE_SAID = re.compile(
    rf"(?P<last>[\w’'%]*[\w%])(?P<mark>[”\"])(?= (?:(?:(?:he|she|they|we|I) (?:has |had |also |later )?)?{SAYING}\b"
    rf"|(?:the [a-z-]+(?: [a-z-]+)?|{_NAME}) (?:said|says|added)(?:[.,]| (?:on|in|at|during|to) )))"
)
_FEW = 4


def comma_lost() -> Check:
    """A quoted sentence that runs into who said it without a comma: `It works” said the minister`.

    Quoted words of fewer than five, or such as do not begin a sentence, are names and terms that need none.
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in _BEFORE_SAID.finditer(text):
            block = article.block_at(match.start())
            if block is None or (match["mark"] == '"' and text.count('"', block.start, match.start("mark")) % 2 == 0):
                continue
            start = max(text.rfind("“", block.start, match.start("mark")), text.rfind('"', block.start, match.start("mark")))
            if start < 0 or not _is_speech(text, block.start, start, match.start("mark")):
                continue
            outside = text.count("”,") + text.count('",') > 2 * (text.count(",”") + text.count(',"'))
            at = match.end("mark") if outside else match.start("mark")
            yield Hit(Span(match.start(), match.end()), ((Edit(at, "", ","),),))

    return check


def comma_lost_gate() -> list[str]:
    """A closing mark right behind a word, and what may be a verb of saying soon after."""
    return [rf"[\w’'%][”\"] (?:[\w’'.-]+ ){{0,5}}{SAYING}"]


def _is_speech(text: str, low: int, start: int, end: int) -> bool:
    words = text[start + 1 : end].split()
    before = text[low:start].rstrip()
    begins = not before or before[-1] in ".!?:,”\"’'—–"
    return (bool(words) and begins and (len(words) > _FEW or (words[0][:1].isupper() and len(words) > 2))) or len(words) > 2 * _FEW


_OWNER = re.compile(
    r"(?<![“\"‘'])(?P<owner>\b[A-Za-z]{2,}(?:[abcdefghijklmpqrtuvwy]|(?<=[^i])n|(?<=ai)n))(?P<mark>[’'])"
    r"(?= (?!(?:and|or|the|a|an|of|in|on|is|was|to|for|by|with|that|as|at|from|but)\b)[a-z]{3,})"
)
_CLIPPED = frozenset("rock th wi ol fo wit mor ev tha".split())


def lost_possessive() -> Check:
    """An apostrophe that lost its "s": "my family’ favourites". Only in lines that no single quotation mark explains."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in _OWNER.finditer(text):
            block = article.block_at(match.start())
            if block is None or match["owner"].lower() in _CLIPPED or _may_close(block.text[: match.start("mark") - block.start]):
                continue
            yield Hit(Span(match.start(), match.end()), ((Edit(match.end("mark"), "", "s"),),), facts={"owner": match["owner"]})

    return check


def lost_possessive_gate() -> list[str]:
    """An apostrophe at the end of a word that does not end in s."""
    return [r"[A-Za-z]{2}[abcdefghijklmnpqrtuvwy][’'] [a-z]{3}"]


_SINGLE = re.compile(r"‘|(?<![\w’'])['’](?=\w)|`")


def _may_close(before: str) -> bool:
    return _SINGLE.search(before) is not None


def mixed_quotes(*, least: int = 2) -> Check:
    """The first quotation mark of the rarer kind, where an article sets at least `least` both straight and curly."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        straight, curly = text.count('"'), text.count("“") + text.count("”")
        if min(straight, curly) < least:
            return
        at = text.index('"') if straight <= curly else min(at for at in (text.find("“"), text.find("”")) if at >= 0)
        yield Hit(Span(at, at + 1), facts={"house": in_house_style("“", straight < curly)})

    return check


def mixed_quotes_gate(**_rest: object) -> list[str]:
    """Both kinds cannot be asked for at once, so the curly one."""
    return ["[“”]"]
