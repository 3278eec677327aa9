"""Quotation marks that do not pair, and what stands between a quotation and who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.checkers.brackets import from_mark
from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.blocks import Block
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.quotations import in_house_style
from repair.text.span import Edit, Span

SAYING = (
    r"(?:said|says?|add(?:s|ed)|told|tells|expla(?:ins?|ined)|wr(?:ote|ites?)|not(?:es|ed)|ask(?:s|ed)|insist(?:s|ed)|continue[sd]"
    r"|repli(?:es|ed)|recall(?:s|ed)|tweeted|warn(?:s|ed)|argue[sd]?|claim(?:s|ed)|state[sd]|conclude[sd]|joke[sd]|admit(?:s|ted)"
    r"|comment(?:s|ed)|reveal(?:s|ed)|suggest(?:s|ed)|believes|thinks|remember(?:s|ed)|announced|declare[sd]|predict(?:s|ed)|observe[sd]"
    r"|respond(?:s|ed)|answered|testified|acknowledge[sd]|remarked|emphasi[sz]ed|stresse[sd]|reads|urged|caution(?:s|ed)|reflect(?:s|ed)"
    r"|complain(?:s|ed)|exclaimed|report(?:s|ed)|agree[sd]|point(?:s|ed) out|laugh(?:s|ed)|confirmed|promise[sd])"
)
_NAME = r"[A-Z][\w’'-]*\.?(?: (?:[A-Z][\w’'-]*\.?|de|van|von|bin|al|of|the)){0,4}"
_ACTOR = (
    r"(?:he|she|they|it|we|I|(?:the|The|a|an|his|her|its|their|one|some|many|most|several) [a-z][\w’'-]*(?: [\w’'-]+){0,3}?"
    rf"|[a-z]{{3,}}s|police|one [a-z]+|{_NAME}(?: [a-z]+){{0,2}}?)"
)
_APPOSED = r"(?:, [^.;“”\"\r\n]{2,80},)?"
_HAVING = r"(?:has |had |also |later |then |once |reportedly |recently )?"
_WORDS = r"(?:[\w’'.-]+ ){1,7}?"
_HEARER = r"(?: (?:me|us|reporters|him|her|them|(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}))?"
_AFTER_SAID = r"(?:[.,:;]|\s*(?:$|[\r\n])| (?:in|on|at|during|after|when|last|this|via|while|before)\b)"
_TOLD = lazy(
    rf"[,!?](?= (?:{_WORDS}{SAYING}{_HEARER}{_AFTER_SAID}"
    rf"|{SAYING} (?:[\w’'.-]+ ){{0,6}}[\w’'-]+(?:[.,;(]|\s*(?:$|[\r\n])| in | \()|according to [A-Zta]))"
)
_OTHERS = r"(?:(?!(?:I|we|my|our|you|your|that|which|who|so|if|when|as|and|but|or)\b)[\w’'.-]+ ){1,7}?"
_TOLD_BY = lazy(
    rf"[,!?](?= (?:{_OTHERS}{SAYING}{_HEARER}(?:[.,]|\s*(?:$|[\r\n])| (?:in|on|at|during|after) )|(?:said|says|added) [\w’'.-]+))"
)
_ATTRIBUTION = lazy(rf"[,!?](?= (?:(?:as )?{_ACTOR}{_APPOSED} {_HAVING}{SAYING}|{SAYING} (?:{_ACTOR}|{_NAME}))\b)")
_MARK = lazy("[“”\"]|’’|''(?!')")
_PAIRED = lazy("[^“”]*(?:“[^“”]*”[^“”]*)*")
_GARBLED = lazy(r"&(?:amp;)?(?:[lr]dquo|quot|#822[01]|#34);|Ã¢|â€")
_AFTER_STOP = lazy(r"[.!?…][)\]]?\s$")
_APOSTROPHES = ("’’", "''")
_FAR = 5
_LONGEST_WORD = 80
_SPOKEN = 60
_INNER_STOP = lazy(r"(?<=[a-z]{2})[.!?] (?=[A-Z])")
_MEASURE = lazy(r"(?:\d['’′ ]|\d|[½¼¾])$")


class _Open(NamedTuple):
    at: int
    mark: str


def unclosed_quote() -> Check:
    """A quotation that opens and never closes. Where who said it follows, the fix closes before; a paragraph that is all speech
    closes at its end; else there is no fix.

    Speech of several paragraphs opens each and closes the last, so an open paragraph is right when the next one opens too, or
    when what comes next closes. Inches are no quotation marks. Lines with a doubled mark are left to `doubled_quote`,
    those with a garbled one to the rules that know it.
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for block in article.blocks_with('“”"'):
            if _surely_paired(block.text) or _DOUBLED.search(block.text) or _GARBLED.search(block.text):
                continue
            left, renewed = _pair(text, block)
            if left and article.goes_on(block):
                continue  # it may close on another line of the paragraph
            nested = block.text.count('"') > 1
            for quote in renewed:
                told = _TOLD_BY.search(text, quote.at + 1, _next_mark(text, quote.at + 1, block.end))
                if told:
                    yield Hit(from_mark(text, quote.at, block.end), ((_closing(article, quote, told, block),),))
            for quote in left:
                end = _next_mark(text, quote.at + 1, block.end)
                told = _TOLD.search(text, quote.at + 1, end)
                fragment = text[quote.at + 1 : quote.at + 2].islower()
                if quote is left[-1] and not fragment and _goes_on(article.blocks, block):
                    told = _TOLD_BY.search(text, quote.at + 1, end)
                    if not told:
                        continue
                told = told or _ATTRIBUTION.search(text, quote.at + 1, end)
                fix = _closing(article, quote, told, block) if told else _at_the_end(article, quote, end, block)
                weak = fix is None and nested and quote.mark == '"'  # nested marks look like this
                yield Hit(from_mark(text, quote.at, block.end), ((fix,),) if fix else (), severity="info" if weak else None)

    return check


def unclosed_quote_gate() -> list[str]:
    """A mark that may open."""
    return ["“", r'"']


def _surely_paired(body: str) -> bool:
    """True when the marks of a block pair one after the other, or are straight and even in number."""
    if "“" not in body and "”" not in body:
        return '"' not in body or body.count('"') % 2 == 0
    return '"' not in body and _PAIRED.fullmatch(body) is not None


def _pair(text: str, block: Block) -> tuple[list[_Open], list[_Open]]:
    """The marks of a block that open without closing: those left at its end, and those renewed at a later sentence."""
    left: list[_Open] = []
    renewed: list[_Open] = []
    for match in _MARK.finditer(text, block.start, block.end):
        at, mark = match.start(), match.group()
        if mark in _APOSTROPHES:  # typed for a closing mark
            del left[-1:]
        elif _opens(text, at, mark, block, bool(left)):
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
    may_open = (before.isspace() or before in "([—–-‘'/:") and not (after.isspace() or after in ").,;:!?")
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


def _closing(article: Article, quote: _Open, told: re.Match[str], block: Block) -> Edit:
    """The closing mark at the comma before who said it: behind it, or before it for a few words in a house that sets it so."""
    inside = _begins(article.text, block.start, quote.at) or told.group() != "," or not article.comma_outside
    return Edit(told.end() if inside else told.start(), "", '"' if quote.mark == '"' else "”")


def _at_the_end(article: Article, quote: _Open, end: int, block: Block) -> Edit | None:
    """The closing mark at the end of a block that is all speech or ends with one quoted sentence, or behind a few quoted words."""
    text, mark = article.text, '"' if quote.mark == '"' else "”"
    closes = end == block.end and text[end - 1] in ".!?"
    inner = _INNER_STOP.search(text, quote.at + 1, end)
    if closes and (end - quote.at > _SPOKEN if quote.at == block.start else inner is None):
        last = text[quote.at + 1 : quote.at + 2].islower() and article.comma_outside
        return Edit(end - 1 if last else end, "", mark)
    if inner and text[quote.at + 1 : quote.at + 2].islower() and inner.start() - quote.at <= _SPOKEN:
        return Edit(inner.start() if article.comma_outside else inner.start() + 1, "", mark)
    return None


def _goes_on(blocks: tuple[Block, ...], block: Block) -> bool:
    """True when the speech may go on: the next block opens again, or the next mark in the blocks behind closes."""
    for ahead, following in enumerate(blocks[block.number + 1 : block.number + 1 + _FAR]):
        if ahead == 0 and (following.text[0] in "“\"‘'" or following.text[0].islower()):
            return True  # the next paragraph of a speech, or the next line of a wrapped one
        found = _MARK.search(following.text)
        if found:
            at = found.start() + following.start
            return not _opens_first(following, found.start(), found.group()) or at == following.start
    return False


def _opens_first(block: Block, at: int, mark: str) -> bool:
    before = block.text[at - 1 : at] or " "
    return mark == "“" or (mark == '"' and (before.isspace() or before in "([—–-"))


_DOUBLED = lazy(r"(?<=[\w.,!?…)%])(?P<close>”{2}|\"{2}(?!\"))(?![\w\"])|(?<![\w\"”])(?P<open>“{2}|\"{2}(?=\w))")


def doubled_quote() -> Check:
    """A quotation mark set twice: "word””". A straight pair stays that nested quotations explain; behind a number one may mean inches.

    Nor is a fix sure where each curly mark has its partner.
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        asked, nested, paired = -1, False, ""
        for match in _DOUBLED.finditer(text):
            block = article.block_at(match.start())
            if block is None:
                continue
            if block.number != asked:
                asked, nested = block.number, block.text.count('"') % 2 == 0 and len(_DOUBLED.findall(block.text)) % 2 == 1
                paired = _paired(block.text)
            if nested and match.group()[0] == '"':
                continue
            at = match.end() - 1 if match.lastgroup == "close" else match.start()
            start, end = match.span()
            low = max(0, start - _LONGEST_WORD) if match.lastgroup == "close" else start
            while start > low and not text[start - 1].isspace():
                start -= 1
            inches = match.lastgroup == "close" and match.start() > 0 and text[match.start() - 1].isdigit()
            yield Hit(Span(start, end), ((Edit(at, text[at], ""),),), sure=not inches and match.group()[0] not in paired)

    return check


def _paired(line: str) -> str:
    """The curly marks of which a line has no more than of their partners: a quotation may stand inside another."""
    opening, closing = line.count("“"), line.count("”")
    return "“" * (opening <= closing) + "”" * (closing <= opening)


def doubled_quote_gate() -> list[str]:
    """Two marks."""
    return ["”{2}", "“{2}", '"{2}']


_BEFORE_SAID = lazy(
    rf"(?P<mark>[”\"])(?<=[\w%\]].)(?= (?:(?P<person>(?:he|she|they|we|it|I) {_HAVING}{SAYING}\b)"
    rf"|{SAYING} (?!(?:that|to)\b)|(?:the [\w-]+(?: [\w-]+)?|(?:de |van |von |al-)?{_NAME}) {_HAVING}(?:allegedly )?{SAYING}\b))"
)
_ENDING = {mark: lazy(f"{mark} ") for mark in "”\"’'"}
_FEW = 4
_LONGEST_SPEECH = 4000


def _ended(text: str, *marks: str) -> list[int]:
    """Where one of these marks stands before a blank, in order: few places, each quick to find."""
    return sorted(match.start() for mark in marks for match in _ENDING[mark].finditer(text))


def comma_lost() -> Check:
    """A quoted sentence that runs into who said it without a comma: `It works” said the minister`.

    Quoted words of fewer than five, or such as do not begin a sentence, may be names and terms that need none, unless a pronoun
    and a verb of saying follow.
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for at in _ended(text, "”", '"'):
            match = _BEFORE_SAID.match(text, at)
            block = article.block_at(match.start()) if match else None
            if match is None or block is None:
                continue
            count = article.straight_quotes(block.start, at)
            low = max(block.start, at - _LONGEST_SPEECH)
            if match["mark"] == '"' and count and count % 2 == 0:
                continue
            start = max(text.rfind("“", low, at), text.rfind('"', low, at))
            if start >= 0 and not _is_speech(text, block.start, start, at, match["person"] is not None):
                continue
            outside = article.comma_outside and start >= 0 and not _begins(text, block.start, start)
            low = at
            while low > block.start and (text[low - 1].isalnum() or text[low - 1] in "’'%]"):
                low -= 1
            yield Hit(Span(low, at + 1), ((Edit(at + 1 if outside else at, "", ","),),))

    return check


def comma_lost_gate() -> list[str]:
    """A closing mark right behind a word, and what may be a verb of saying soon after."""
    return [rf"[\w’'%]\]?[”\"] (?:[\w’'.-]+ ){{0,5}}{SAYING}"]


def _begins(text: str, low: int, start: int) -> bool:
    """True when a quotation begins a sentence of its block."""
    while start > low and text[start - 1].isspace():
        start -= 1
    return start == low or text[start - 1] in ".!?:,”\"’'—–"


def _is_speech(text: str, low: int, start: int, end: int, person: bool) -> bool:
    words = text[start + 1 : end].split()
    if not person and len(words) <= _FEW and all(word[0].isupper() for word in words):
        return False  # a title
    if _begins(text, low, start):
        return len(words) > _FEW or (words[:1] != [] and (words[0][:1].isupper() or person))
    return len(words) > (1 if person else 2 * _FEW)


_OWNER = lazy(
    r"(?P<mark>[’'])(?<=[A-Za-z][A-Za-z].)(?<![“\"‘'][A-Za-z]{2}.)(?<=[abcdefghijklmnpqrtuvwy].)(?<![^a]in.)"
    r"(?= (?!(?:and|or|the|an?|of|in|on|is|was|to|for|by|with|that|as|at|from|but|because|when|who|which|while|if|so|then|than|after"
    r"|before|said|says|had|has|have|are|were|will|would|could|can|may|he|she|it|they|we|you|his|her|their)\b)[a-z]{3,})"
)
_AROUND = 300
_CLIPPED = frozenset("the that and with what rock th wi ol fo wit mor ev tha ha gi wha hav mak tak".split())


def lost_possessive() -> Check:
    """An apostrophe that lost its "s": "my family’ favourites". Only where no single quotation mark before it explains it."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for at in _ended(text, "’", "'"):
            match = _OWNER.match(text, at)
            if match is None:
                continue
            low = at
            while low > 0 and text[low - 1].isalpha():
                low -= 1
            owner = text[low:at]
            if (
                text[low - 1 : low] in ("“", '"', "‘", "'", "’")
                or owner.lower() in _CLIPPED
                or _may_close(text[max(0, low - _AROUND) : at])
            ):
                continue
            yield Hit(Span(low, at + 1), ((Edit(at + 1, "", "s"),),), facts={"owner": owner})

    return check


def lost_possessive_gate() -> list[str]:
    """An apostrophe at the end of a word that does not end in s."""
    return [r"[A-Za-z]{2}[abcdefghijklmnpqrtuvwy][’'] [a-z]{3}"]


_SINGLE = lazy(r"‘|(?<![\w’'])['’](?=\w)|`")


def _may_close(before: str) -> bool:
    return _SINGLE.search(before) is not None


def mixed_quotes(*, least: int = 2) -> Check:
    """The first quotation mark of the rarer kind, where an article sets at least `least` both straight and curly."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        straight = text.count('"')
        curly = text.count("“") + text.count("”") if straight >= least else 0
        if curly < least:
            return
        at = text.index('"') if straight <= curly else min(at for at in (text.find("“"), text.find("”")) if at >= 0)
        yield Hit(Span(at, at + 1), facts={"house": in_house_style("“", straight < curly)})

    return check


def mixed_quotes_gate(**_rest: object) -> list[str]:
    """Both kinds cannot be asked for at once, so the curly one."""
    return ["[“”]"]
