"""Headings that are none of this article's: headlines of other stories, quiz questions, headings stacked on headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from repair.checkers.headline import Foreign, Verbs, is_headline
from repair.checkers.hit import Check, Hit, region
from repair.text.article import Article
from repair.text.blocks import Block, removal
from repair.text.lazy import lazy, regex
from repair.text.span import Edit, Span

_TEXT = 60  # characters from which on a line counts as a paragraph
_SPEAKER = lazy(r"\b(?:I|I'm|I've|my|we|our|he|she|they|her|his|you|your|I['’]\w+|you['’]\w+)\b", re.IGNORECASE)
_ANSWER = lazy(r"(?:A|Answer) ?[:.]|(?:Yes|No|Sure|Absolutely|Well|Not (?:really|at all|yet|much))(?:[,.!:;–—-]| [–—-])", re.IGNORECASE)
_QUESTION = lazy(r"[^.?!]{4,118}\?")
_OPEN_QUOTE = lazy(r"(?<=[\w,:;] )(?:‘[^‘’]{2,60}|“[^“”]{2,60})[.!]$")
_LAST_STOP = lazy(r"[.!?…][\"'”’)]*(?=\s?[A-Z][\w'’-]*(?: [\w'’,:%£$€-]+){3,13}$)")
_ENTRY = lazy(r"[(\[][^()\[\]]*\d[^()\[\]]*[)\]]$")  # "(Hart, £7.99)": what the next lines are about
_MOST = 3  # more of them in one text are a manner of its own
_SHOUTED, _MANNER = 5, 2  # words of a headline in capitals, and how many of them make it the manner of a page
_LINES = 24  # headlines of any story beyond which a text is a list of them


def stray_headline(*, verbs: list[str], participles: list[str], shouted: bool = False) -> Check:
    """A line among paragraphs that reads as a headline and shares no telling word with the text around it, or any that has many such words.

    "Mill reopens after fire" in a text on school meals. A subheading is a noun phrase or takes up a word of its
    section. `verbs` are base forms that headlines use, `participles` those that stand alone ("jailed over …").
    With `shouted` only lines all in capitals are looked at: among paragraphs that are not, a shouted headline of five words
    is a link to another story whatever its words. Where two are, all such lines are.
    """
    known = Verbs.of(verbs, participles)

    def check(article: Article) -> Iterator[Hit]:
        lines = list(_between(article, shouted=shouted))
        headlines = [block for block in lines if is_headline(block.text, known, loose=shouted)]
        if shouted:
            found = [block for block in headlines if _is_long(block)]
            if len(found) >= _MANNER:
                found = [block for block in lines if _is_long(block) and block.text[-1] != "?"]
        elif lines and len(headlines) <= _LINES:
            foreign = Foreign(article, known)
            found = [block for block in headlines if foreign.line(block.span, _near(article, block))]
            others = [block for block in lines if block not in found and foreign.wholly(block.span)]
            if len(found) + len(others) <= _MOST:
                found = sorted(found + others)
        else:
            found = []
        if shouted or len(found) <= _MOST:
            yield from (_removed(article, block) for block in found if not article.goes_on(block))

    return check


def stray_headline_gate(*, shouted: bool = False, **_rest: object) -> list[str]:
    """A line without a stop, or one without a small letter."""
    return [r"[\r\n][^a-z\r\n]{18,}[\r\n]"] if shouted else [r"[\w%’][ \t\xa0]*[\r\n]"]


def glued_headline(*, verbs: list[str], participles: list[str]) -> Check:
    """The headline of another story stuck to the end of a paragraph, without a stop of its own."""
    known = Verbs.of(verbs, participles)

    def check(article: Article) -> Iterator[Hit]:
        ends = [span for span in map(_glued_end, article.unstopped) if span]
        lines = [span for span in ends if is_headline(article.text[slice(*span)], known)]
        if not lines or len(lines) > _LINES:
            return
        foreign = Foreign(article, known)
        for line in lines:
            block = article.block_at(line.start)
            if block and foreign.line(line, [Span(block.start, line.start), *_near(article, block)[1:]]) and not article.goes_on(block):
                start = line.start - (article.text[line.start - 1] == " ")
                yield Hit(line, ((Edit(start, article.text[start : line.end], ""),),))

    return check


def _glued_end(block: Block) -> Span | None:
    """What stands behind the last stop of a paragraph that does not end with one, when it is as long as a headline."""
    if block.end - block.start < _TEXT or block.text[-1] in ".!?…:;,\"'”’)]" or block.text.isupper():
        return None
    stop = _LAST_STOP.search(block.text, max(0, len(block.text) - 120))
    if not stop:
        return None
    start = stop.end() + (block.text[stop.end()] == " ")
    if block.text[: stop.end()].strip("().0123456789•*- ") == "":  # a step of a list
        return None
    return Span(block.start + start, block.end)


def stacked_headings(*, verbs: list[str], participles: list[str]) -> Check:
    """Lines that make statements, two to four in a row and none with text of its own below it, between paragraphs.

    They are the headings of sections that were left out, or links. Passed over in a text where such runs are the
    manner (lists, verse, speech).
    """
    known = Verbs.of(verbs, participles)

    def check(article: Article) -> Iterator[Hit]:
        runs = list(_runs(article.blocks))
        if len(runs) != 1:
            return
        run = runs[0]
        if not 2 <= len(run) <= 4 or run[0].number < 2 or article.blocks[run[0].number - 1].text.endswith(":"):
            return
        stating = [block for block in run if is_headline(block.text, known, present=True)]
        if len(stating) == len(run) and not any(_SPEAKER.search(block.text) for block in run):
            yield from region(article, run, f"stack-{run[0].number}")

    return check


def stacked_headings_gate(**_rest: object) -> list[str]:
    """A line without a stop and one more short line."""
    return [r"[\w%’][ \t\xa0]*[\r\n]\s*[^\r\n]+[\w%’.!][ \t\xa0]*[\r\n]"]


def quiz_heading(*, forms: list[str]) -> Check:
    """A line that asks the reader what he knows ("Do you know what tariffs are?"), put between two paragraphs.

    Passed over in interviews and lists of questions: when a question stands two lines before or behind, or the line
    below answers.
    """
    form = regex(rf"(?i)(?:(?:so|but|and|now),? )?(?:{'|'.join(forms)})")

    def check(article: Article) -> Iterator[Hit]:
        blocks = article.blocks
        for block in blocks[1:-1]:
            if len(block.text) > 90 or block.text[-1] != "?" or not form.match(block.text) or block.text.count("?") > 2:
                continue
            around = [blocks[n].text for n in (block.number - 2, block.number + 2) if 0 <= n < len(blocks)]
            below = blocks[block.number + 1].text
            if not any(_QUESTION.fullmatch(text) for text in around) and not _ANSWER.match(below):
                yield _removed(article, block)

    return check


def quiz_heading_gate(**_rest: object) -> list[str]:
    """A line that ends in a question mark."""
    return [r"\?\s*[\r\n]"]


def open_heading() -> Check:
    """A short line of its own that opens a quotation, never closes it and ends with a stop ("Mayor speaks of a ‘trap.")."""

    def check(article: Article) -> Iterator[Hit]:
        for block in article.blocks[1:]:
            if len(block.text) > 80 or block.text[-1] not in ".!" or len(block.text.split()) > 9:
                continue
            quote = _OPEN_QUOTE.search(block.text)
            if quote:
                end = block.end - 1
                mark = "’" if quote.group()[0] == "‘" else "”"
                close = Edit(end, block.text[-1], mark)
                yield Hit(block.span, ((removal(article.text, block),), (close,)))

    return check


def open_heading_gate() -> list[str]:
    """A quotation that a line's end cuts off."""
    return [r"[‘“][^‘’“”\r\n]{2,60}[.!]\s*[\r\n]"]


def _removed(article: Article, block: Block) -> Hit:
    return Hit(block.span, ((removal(article.text, block),),))


def _is_long(block: Block) -> bool:
    return len(block.text.split()) >= _SHOUTED


def _between(article: Article, *, shouted: bool) -> Iterator[Block]:
    """The lines without a stop that stand alone between paragraphs, the first two lines of a text aside."""
    blocks = article.blocks
    for block in blocks[2:-1]:
        if not 18 <= len(block.text) <= 110 or block.text[-1] in ".!:;,…" or block.text.isupper() != shouted or block.text[0].islower():
            continue
        before, after = blocks[block.number - 1], blocks[block.number + 1]
        if (
            len(before.text) >= _TEXT
            and len(after.text) >= _TEXT
            and article.kinds[block.number] in ("subheading", "label")
            and not _ENTRY.search(block.text)
        ):
            yield block


def _near(article: Article, block: Block) -> list[Span]:
    """The paragraphs a heading would belong to: the one before and the two behind."""
    blocks = article.blocks
    return [blocks[n].span for n in (block.number - 1, block.number + 1, block.number + 2) if 0 <= n < len(blocks)]


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs of two or more short lines between paragraphs."""
    run: list[Block] = []
    for block in blocks:
        if len(block.text) <= 90 and (not block.ends_sentence or _OPEN_QUOTE.search(block.text)):
            run.append(block)
            continue
        if len(run) > 1 and len(block.text) >= _TEXT and run[0].number > 0:
            yield run
        run = []
