"""Text that stands twice: `doubled-words`, `doubled-sentence`, `repeated-block`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import Literal

from repair.checkers.hit import Check, Hit, Severity
from repair.text.article import Article
from repair.text.blocks import Block, removal
from repair.text.copies import Copy
from repair.text.echo import Echo
from repair.text.lazy import lazy
from repair.text.lines import breaks, is_letter_of_list
from repair.text.span import Edit, Span

_STOP_GAP = lazy(r"[.!?…]+[\"'”’)\]]*[^\S\r\n]+[\"'“‘(\[]*")
_STOP = lazy(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|[\"'”’)\]]*$")
_SENTENCE_BEFORE = lazy(r"(?:[.!?…:][\"'”’)\]]*[^\S\r\n]+|^)[\"'“‘(\[]*$")
_LETTERS = lazy(r"[^\W\d_]{2}")
_FILE_MARK = lazy(r"\s*[(\[](?:file|archive|library|stock|photo|image|picture|pictured|representational)\b[^()\[\]]{0,80}[)\]]\.?$", re.I)
_PROVENANCE = lazy(r"©|\bcopyright\b|\(c\)|\bcorrection\b|\ball rights reserved\b", re.IGNORECASE)
_LISTING = lazy(r"[A-Z][\w ’'&/-]{1,40}:[ \xa0][^,.!?:;]{1,30}(?:, [^,.!?:;]{1,30}){1,30}\.?")
_RECORDS = 50
_FIELD = lazy(r"[A-Z][\w ’'&/-]{1,24}: \w")
_NEXT_WORD = lazy(r"\s([A-Za-z]+)\b")
_POST_END = lazy(r"(?:pic\.twitter\.com/\w+|https?://\S+|[@#]\w+)$")
_POST_REACH = 100
_STORY = frozenset(("paragraph", "dateline", "quotation"))
_PRONOUNS = frozenset("i you he she it we they who what that this there".split())
_THINKING = frozenset("know think believe".split())
_ARTICLES = ("the", "a", "an")
_CONNECTORS = frozenset("and or but by after upon to on in vs versus".split())


def doubled_words(
    *,
    fewest: int,
    most: int,
    only: list[str] | None = None,
    keep: list[str] | None = None,
    keep_after: dict[str, list[str]] | None = None,
    keep_before: dict[str, list[str]] | None = None,
    stranded: list[str] | None = None,
    quoted: int = 1,
    chains: bool = False,
) -> Check:
    """`fewest` to `most` words said twice in a row inside a line, with nothing but blanks between the copies.

    Single words: `only` names the words looked for, `keep` those that may stand doubled, `keep_after` words that
    may stand doubled after certain other words, `keep_before` before such, `stranded` words that may end one clause and begin
    the next ("the firm she worked for for years"), so that no fix is sure. Names, numbers and said-for-effect chains
    (`over and over and over`) stay, and inside quotation marks what has fewer words than `quoted`; with `chains` a single
    word said three times or more is no effect. The copies behind the first go. The message may name the `copy`, and how often it
    stands, `times`.
    """
    wanted = frozenset(only or ())
    spared = frozenset(keep or ())
    after = {word: frozenset(words) for word, words in (keep_after or {}).items()}
    before = {word: frozenset(words) for word, words in (keep_before or {}).items()}
    ending = frozenset(stranded or ())

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for echo in article.echoes:
            if not fewest <= echo.words <= most:
                continue
            gap = text[echo.first.end : echo.second.start]
            if not gap.isspace() or breaks(text, echo.first.start, echo.second.end):
                continue
            first, second = text[slice(*echo.first)], text[slice(*echo.second)]
            word = second.casefold()
            if not _meant(first, second) or (echo.words > 1 and _for_effect(echo, second.casefold().split())):
                continue
            if echo.words == 1 and (
                (first != second and not _opens_sentence(article, echo.first.start))
                or (echo.run > 1 and not chains)
                or word in spared
                or (wanted and word not in wanted)
                or _preceding(text, echo.first) in after.get(word, ())
                or (word in before and _following(text, echo.second) in before[word])
            ):
                continue
            place = Span(echo.first.start, _chain_end(text, echo) if echo.words == 1 else echo.second.end)
            if article.is_verbatim(place) or (word == "a" and is_letter_of_list(text, place.start)):
                continue
            in_quotes = article.is_quoted(place)
            if in_quotes and echo.words < quoted:
                continue
            edit = Edit(echo.first.end, text[echo.first.end : place.end], "")
            times = "twice" if place.end == echo.second.end else "several times"
            limb = "," in second and 1 < echo.words <= _LIMB  # "a mill, an old mill, an old barn" goes on as it began
            facts = {"copy": second, "times": times}
            sure = not in_quotes and word not in ending
            yield Hit(place, ((edit,),), (echo.first,), facts, sure=sure, severity="info" if limb else None)

    return check


_LIMB = 5  # words of a phrase with a comma in it that writers and speakers repeat
_BOUND = lazy(r"\b(?:the|of|to|from|in|at|near|into|across|its|their|his|her) $", re.IGNORECASE)
_CLOSED = lazy(r"[.;](?=\s|$)|, (?!(?:and|or|but|not|then|always|never)\b)")
_PHRASE, _COUNTED_PHRASE = 5, 3  # words from which on a phrase is said again by mistake; fewer where it holds a figure


def echo_after_comma(*, most: int = 40, keep: list[str] | None = None) -> Check:
    """Words said again at once behind a comma: phrases of up to `most` words, and a noun that a small word binds ("at the lake, lake.").

    What `keep` names is called like the place where it lies. What is said three times, or within quotation marks, may be meant.
    """
    spared = frozenset(keep or ())

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for echo in article.echoes:
            copy = text[slice(*echo.second)]
            if text[echo.first.end : echo.second.start] not in (", ", ",\xa0") or text[slice(*echo.first)] != copy:
                continue
            if echo.words == 1:
                bound = len(copy) > 2 and copy.isalpha() and _BOUND.search(text, max(0, echo.first.start - 10), echo.first.start)
                said = bool(bound and copy not in spared and _CLOSED.match(text, echo.second.end))
            else:
                said = _PHRASE <= echo.words <= most or (echo.words >= _COUNTED_PHRASE and any(map(str.isdigit, copy)))
            place = Span(echo.first.start, echo.second.end)
            if said and echo.run <= echo.words and not article.is_quoted(place):
                yield Hit(place, ((Edit(echo.first.end, text[echo.first.end : echo.second.end], ""),),), (echo.first,), {"copy": copy})

    return check


def _opens_sentence(article: Article, start: int) -> bool:
    block = article.block_at(start)
    return block is not None and _SENTENCE_BEFORE.search(article.text[max(block.start, start - 8) : start]) is not None


def _chain_end(text: str, echo: Echo) -> int:
    """Where the last copy of a word ends that is said again and again with nothing but blanks between."""
    end, copy = echo.second.end, text[slice(*echo.second)]
    for _ in range(echo.run - 1):
        start = end
        while text[start : start + 1] in (" ", "\t", "\xa0"):
            start += 1
        if start == end or not text.startswith(copy, start):
            break
        end = start + len(copy)
    return end


def _meant(first: str, second: str) -> bool:
    """True for two copies spelt alike, but for the capital of a sentence's start, that are no name and no number."""
    return (
        first[1:].split() == second[1:].split()
        and bool(re.search(r"(?:^|\s)[a-z]", second))
        and bool(_LETTERS.search(second) or second in "ai")
    )


def _for_effect(echo: Echo, words: list[str]) -> bool:
    """True for chains (`time and time and time again`) and for turns of speech that end as they begin."""
    if echo.words <= 3 and echo.run > echo.words:
        return True
    if words[0] in _PRONOUNS and words[-1] in _THINKING:
        return True  # things that "we don't know we don't know"
    if len(words) < echo.words or (echo.words == 2 and words[1] in _ARTICLES):  # fewer where a mark and no blank parts two
        return False
    if echo.words == 2:
        joins = words[1] in _CONNECTORS and (len(words[0]) < 5 or words[1] not in ("to", "in", "on", "but"))
        return joins or words[0] in _PRONOUNS or words[0] in _CONNECTORS
    return echo.words == 3 and words[-1] == "of"


def _preceding(text: str, span: Span) -> str:
    """The word before a span in its sentence, folded; empty when there is none."""
    before = text[max(0, span.start - 24) : span.start].split()
    return before[-1].casefold() if before and text[span.start - 1].isspace() else ""


def _following(text: str, span: Span) -> str:
    """The word behind a span in its sentence, folded; empty when there is none."""
    behind = _NEXT_WORD.match(text, span.end)
    return behind[1].casefold() if behind else ""


_SURE_SENTENCE = 8


def doubled_sentence(*, fewest: int = 4, quoted: int = 7) -> Check:
    """A sentence that is followed by itself in the same line; the first copy goes.

    It has at least `fewest` words, inside quotation marks `quoted`, for people do say things twice, and writers short ones too:
    no fix of those is sure. Where lines begin with the name of who speaks, it is worth a look only.
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for echo in article.echoes:
            if echo.words < fewest or not _STOP_GAP.fullmatch(text, echo.first.end, echo.second.start):
                continue
            if text[slice(*echo.first)] != text[slice(*echo.second)] or not _LETTERS.search(text, *echo.second):
                continue
            block = article.block_at(echo.first.start)
            stop = _STOP.match(text, echo.second.end, block.end if block else len(text))
            if not block or not stop or not _opens_sentence(article, echo.first.start):
                continue
            if text[echo.first.start].islower():
                continue
            said = _is_said(article, block)
            in_quotes = said or article.is_quoted(echo.second)
            if in_quotes and echo.words < quoted:
                continue
            edit = Edit(echo.first.start, text[echo.first.start : echo.second.start], "")
            sure = not in_quotes and echo.words >= _SURE_SENTENCE
            yield Hit(Span(echo.first.start, stop.end()), ((edit,),), (echo.second,), sure=sure, severity="info" if said else None)

    return check


def _is_said(article: Article, block: Block) -> bool:
    """Whether a line begins with the name of who says it, as others of the article do: a transcript, an interview or a play."""
    if not _SPEAKER.match(block.text):
        return False
    around = article.blocks[max(0, block.number - _TURNS) : block.number + _TURNS + 1]
    return sum(_SPEAKER.match(one.text) is not None for one in around) > 2


_SPEAKER = lazy(r"(?:[A-Z][\w.’'-]{0,20} ){0,3}[A-Z][\w.’'-]{0,20}: ?\S")
_TURNS = 10
_LONG_ALONE, _LONG_ROW = 30, 40
_SIGNED = lazy(r"\([^()]{1,200}\)|[—–-]{1,2} ?[A-Z][^()]{0,80}\(@\w{1,40}\)[^()]{0,40}")
"""A credit in brackets, or whose post it was: two pictures or posts may have the same."""


def repeated_block(
    *,
    what: Literal["paragraph", "line", "headline", "standfirst", "caption", "part"],
    fewest: int = 8,
    safe_from: int = 12,
) -> Check:
    """A block of at least `fewest` words that says again what another block says. Credits and bylines are left to others.

    paragraph: it equals an earlier one, whose later copies go. line: the same for lines that end in no stop.
    headline: the headline comes again before the story has begun. standfirst: the story's opening stands above it, as a
    line of its own, or a label, byline or timestamp parts it from a story that says it further down; the upper copy goes.
    caption: a caption's words are a sentence of the story. part: all its words are in another block (pulled quotes,
    embedded posts). What two entries of a list have in common stays. The fix is sure where both copies are equal
    and have at least `safe_from` words; that of a paragraph where it is no refrain either, nor anything else that may be meant.
    """

    def check(article: Article) -> Iterator[Hit]:
        if what == "caption":
            yield from _file_captions(article)
        if not article.copies:
            return
        often = Counter(copy.earlier for copy in article.copies if copy.shape == "same")
        earlier = {copy.later: copy.earlier for copy in article.copies if copy.shape == "same"}
        heads = _heads(earlier) if what == "paragraph" else {}
        story = tuple(accumulate(kind in _STORY for kind in article.kinds))
        questions = sum(article.blocks[copy.later].text.endswith("?") for copy in article.copies) > 1  # listed first, then answered
        for copy in article.copies:
            if _role(article, copy, story) != what:
                continue
            gone, stays = _sides(article, copy, what)
            words = gone.text.count(" ") + 1
            if questions and gone.text.endswith("?"):
                continue
            if words < fewest or len(_LETTERS.findall(gone.text)) < fewest - 2 or (often[copy.earlier] > 1 and words < safe_from):
                continue
            if (what == "paragraph" and _entries(article, copy)) or article.goes_on(gone) or _is_field(article, gone.text):
                continue
            sure = words >= safe_from and gone.text in stays.text and not gone.text.endswith("?") and not _PROVENANCE.search(gone.text)
            announced = what == "paragraph" and _is_announced(article, copy, heads)
            if sure and what == "paragraph":
                sure = not announced and _is_mistake(article, copy, earlier, often[copy.earlier])
            elif sure and what == "standfirst":
                sure = often[copy.earlier] < 2 and not _entries(article, copy)
            severity: Severity | None = "info" if announced else None
            yield Hit(gone.span, ((removal(article.text, gone),),), (stays.span,), sure=sure, severity=severity)

    return check


def _heads(earlier: Mapping[int, int]) -> dict[int, int]:
    """For each copy the first of the row that it stands in: those that follow each other as the copied ones do."""
    heads: dict[int, int] = {}
    for later, first in earlier.items():
        heads[later] = heads.get(later - 1, later) if earlier.get(later - 1) == first - 1 else later
    return heads


def _is_announced(article: Article, copy: Copy, heads: Mapping[int, int]) -> bool:
    """Whether a line announces the row of paragraphs, or did where they stood first: a letter, a law or a poem may be quoted twice."""
    head = heads.get(copy.later, copy.later)
    above = (head, copy.earlier - (copy.later - head))
    return any(number > 0 and article.blocks[number - 1].text.endswith(":") for number in above)


def _entries(article: Article, copy: Copy) -> bool:
    """Whether both stand in entries of a list: each below a heading or field of its own, or as a field ("Role: driver") behind another."""
    above = [article.blocks[number - 1] for number in copy[:2] if number > 0]
    if len(above) < 2:
        return False
    first, second = (block.text for block in above)
    fields = _FIELD.match(first) is not None and _FIELD.match(second) is not None
    heads = ("subheading", "label") if 3 * len(article.paragraphs) > len(article.blocks) else ("subheading",)  # a dumped page is all labels
    if all(article.kinds[block.number] in heads for block in above):
        return fields or first != second
    return fields and first != second and _FIELD.match(article.blocks[copy.later].text) is not None


def _is_field(article: Article, text: str) -> bool:
    """Whether a line is a field of a record ("Needs: 2 eggs, 1 leek.") that another record of the article fills in otherwise."""
    if not _LISTING.fullmatch(text):
        return False
    label = text[: text.index(":") + 1]
    others = islice(article.openings.get(label.rstrip(":").split()[0].lower(), ()), _RECORDS)
    return any(block.text.startswith(label) and block.text != text for block in others)


def _is_mistake(article: Article, copy: Copy, earlier: Mapping[int, int], times: int) -> bool:
    """Whether nobody can mean a paragraph to stand twice: a long one, one of several copied in a row, one right below the other.

    A shorter one by itself may be a refrain, or what two cases or days have in common.
    """
    blocks = article.blocks
    if blocks[copy.later].text[-1] in ",;:" or blocks[copy.later].text[0].islower():
        return False  # a limb of a clause, which each claim or section of a law says anew
    if earlier.get(copy.later - 1, copy.later - 1) == copy.earlier:
        return True
    beside = [copy.later + step for step in (-1, 1) if earlier.get(copy.later + step) == copy.earlier + step]
    words, *others = (blocks[number].text.count(" ") + 1 for number in (copy.later, *beside))
    return words + sum(others) >= _LONG_ROW if others else words >= _LONG_ALONE and times == 1


def _role(article: Article, copy: Copy, story: Sequence[int]) -> str | None:
    """Which kind of repetition a copy is, None when it is somebody else's business.

    `story` counts the blocks of the story proper up to and with each block.
    """
    earlier, later = article.blocks[copy.earlier], article.blocks[copy.later]
    kinds = {article.kinds[copy.earlier], article.kinds[copy.later]}
    if kinds & {"credit", "byline", "timestamp", "promo"}:
        return None
    if copy.shape != "same" and "caption" in kinds:
        return "caption"
    opening = copy.earlier == 0 or not story[copy.earlier - 1]
    apart = copy.earlier == 0 and article.kinds[1] in ("label", "promo", "byline", "timestamp", "credit")
    above_story = opening and story[copy.later - 1] == story[copy.earlier]
    if copy.shape == "same":
        if not later.ends_sentence:
            if _SIGNED.fullmatch(later.text):
                return None
            return "headline" if above_story and article.kinds[copy.earlier] == "headline" else "line"
        return "standfirst" if above_story or apart else "paragraph"
    part = earlier if copy.shape == "around" else later
    if "headline" in kinds or not (part.ends_sentence or _POST_END.search(part.text[-_POST_REACH:])):
        return None
    if copy.shape == "around" and above_story and later.text.startswith(earlier.text):
        return "standfirst"
    return "part"


def _sides(article: Article, copy: Copy, what: str) -> tuple[Block, Block]:
    """The block that goes and the one that stays."""
    earlier, later = article.blocks[copy.earlier], article.blocks[copy.later]
    if what == "caption":
        return (earlier, later) if article.kinds[copy.earlier] == "caption" else (later, earlier)
    if what == "standfirst" or (what == "part" and copy.shape == "around"):
        return earlier, later
    return later, earlier


def _file_captions(article: Article) -> Iterator[Hit]:
    """Captions that are a neighbouring line with a remark such as `(File)` behind it."""
    blocks = article.blocks
    for block in blocks:
        if not block.text.endswith((")", ").", "]", "].")) or len(block.text) > 400:
            continue
        mark = _FILE_MARK.search(block.text)
        if not mark:
            continue
        bare = block.text[: mark.start()].rstrip(".")
        for other in blocks[max(0, block.number - 2) : block.number + 3]:
            if other.number != block.number and bare.count(" ") >= 2 and other.text.rstrip(".") == bare:
                yield Hit(block.span, ((removal(article.text, block),),), (other.span,), sure=False)
                break
