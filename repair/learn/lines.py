"""The lines that the pages of a host share, and which of them can be told from what articles say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from repair.checkers.house import PROVENANCE, own, where
from repair.learn.stories import stories
from repair.rulebook.compiled import load_rules
from repair.rulebook.shelf import built_in_files
from repair.text.blocks import Kind, classify, split_blocks
from repair.text.lazy import lazy
from repair.text.lineform import LONGEST, line_form
from repair.text.quotations import quotations

FEWEST, SHARE = 5, 0.15
"""A line is learnt from so many stories and this share of the host's on."""
SAFE_FEWEST, SAFE_SHARE = 20, 0.5
"""From here on its removal needs no person."""
_EVERY = 0.9  # the share from which on a few words are a page's though none of them says so
_REGULAR = 0.9  # of its stories in which a line stands at the same end
_ODD_ONE = 0.25  # of its pages on which a line may stand twice
_MANY_WORDS = 5
_WORDS = lazy(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STRUCTURE: frozenset[Kind] = frozenset(("byline", "credit", "caption", "dateline", "quotation"))
_SIGNED = lazy(
    r"(?:additional |with )?(?:reporting|report|editing|edited|written|compiled|translated|produced|words|text|story|photos?|pictures?"
    r"|images?|photography|illustrations?|graphics?|video) by\b|(?:with )?(?:agency |agencies )?inputs\b|contributed to this"
    r"|(?:[\w’'.,&-]+ ){0,5}(?:staff|agency|agencies|correspondents?|reporters?|bureau|desk|editors?|editorial board|news service"
    r"|newsroom|columnist|contributor|author|writer)s?:?$"
    r"|(?:the )?(?:associated press|reuters|agence france-presse|press association|press trust of india|ap|afp|pa|pti|ani|ians|upi|dpa|efe"
    r"|tass|xinhua|bloomberg)$",
)
_GOES_ON = lazy(r"\b(?:continue[sd]?|scroll|keep reading)\b")
_STAMPED = lazy(r"(?:last )?(?:updated|modified|published|posted|first published)\b")
_SMALL = frozenset("a an and & at by de for from in of on or the to with von van".split())


class Line(NamedTuple):
    """A line of a host's pages as it is mostly spelt, the stories it was seen in, where it stands, whether it may go unseen."""

    text: str
    seen: int
    place: str
    fix: str


class Found(NamedTuple):
    """What was learnt of a host's lines, and of how many stories."""

    stories: int
    lines: tuple[Line, ...]


class _Seen:
    """What is known of a form: its places in each of its stories, its spellings, its kinds, its pages, and on how many it stands twice."""

    def __init__(self) -> None:
        self.stories: dict[int, Counter[str]] = {}
        self.texts: Counter[str] = Counter()
        self.kinds: Counter[Kind] = Counter()
        self.pages = self.twice = 0

    def place(self) -> str:
        """Where it stands in nearly all of its stories."""
        homes = Counter(next(iter(places)) if len(places) == 1 else "body" for places in self.stories.values())
        place, count = homes.most_common(1)[0]
        return place if count >= _REGULAR * len(self.stories) else "body"


def lines(texts: Iterable[str]) -> Found:
    """The lines of these pages of one host that belong to the pages."""
    pages = [split_blocks(text) for text in texts]
    forms = [[line_form(block.text) if len(block.text) <= LONGEST else block.text for block in page] for page in pages]
    told = stories(forms)
    of = len({number for number in told if number >= 0})
    if of < FEWEST:
        return Found(of, ())
    in_stories: dict[str, set[int]] = {}
    for page, story in zip(forms, told, strict=True):
        for form in page:
            in_stories.setdefault(form, set()).add(story)
    least = max(FEWEST, SHARE * of)
    shared = {form: _Seen() for form, numbers in in_stories.items() if len(numbers - {-1}) >= least and any(map(str.isalpha, form))}
    for blocks, page_forms, story in zip(pages, forms, told, strict=True):
        if story < 0 or shared.keys().isdisjoint(page_forms):
            continue
        ends = own(blocks, {number for number, form in enumerate(page_forms) if form in shared})
        if ends is None:
            continue
        times = Counter(page_forms)
        for block, form, kind in zip(blocks, page_forms, classify(blocks), strict=True):
            seen = shared.get(form)
            if seen:
                seen.stories.setdefault(story, Counter())[where(block.number, ends)] += 1
                seen.texts[block.text] += 1
                seen.kinds[kind] += 1
        for form in times.keys() & shared.keys():
            shared[form].pages += 1
            shared[form].twice += times[form] > 1
    found = [line for form, seen in shared.items() if seen.pages and (line := _judged(form, seen, of)) is not None]
    return Found(of, tuple(sorted(found, key=lambda line: (_ORDER[line.place], -line.seen, line.text))))


_ORDER = {"head": 0, "body": 1, "tail": 2}


def _judged(form: str, seen: _Seen, of: int) -> Line | None:
    """The line, or None where it may be what articles of this host say or who made them."""
    count, place = len(seen.stories), seen.place()
    share = count / of
    text = min(seen.texts.items(), key=lambda item: (-item[1], item[0]))[0]
    kind = seen.kinds.most_common(1)[0][0]
    words = _WORDS.findall(form)
    of_a_page = kind == "promo" or bool(_GOES_ON.search(form)) or not furniture(sure_only=place == "body").isdisjoint(words)
    if count < max(FEWEST, SHARE * of):
        return None
    if (kind == "timestamp" and not _STAMPED.match(form)) or kind in _STRUCTURE or _SIGNED.match(form) or _mostly_quoted(text):
        return None
    if not of_a_page and _may_be_a_name(text):
        return None
    if place == "body":
        refrain = seen.twice > _ODD_ONE * seen.pages
        if not of_a_page and (len(words) < _MANY_WORDS or share < SAFE_SHARE or refrain or text[-1] not in ".!"):
            return None
    elif not of_a_page and len(words) < _MANY_WORDS and share < _EVERY:
        return None
    safe = (
        place != "body"
        and count >= SAFE_FEWEST
        and share >= SAFE_SHARE
        and (of_a_page or len(words) >= _MANY_WORDS)
        and kind != "timestamp"
        and not PROVENANCE.search(form)
    )
    return Line(text, count, place, "safe" if safe else "review")


def _mostly_quoted(text: str) -> bool:
    return 2 * sum(span.end - span.start for span in quotations(text, 0)) >= len(text)


def _may_be_a_name(text: str) -> bool:
    """True for two to five words with capitals: a writer, a paper, a place, or a heading."""
    words = [word for word in _WORDS.findall(text) if word.lower() not in _SMALL]
    return 2 <= len(words) <= 5 and all(word[0].isupper() for word in words)


@cache
def furniture(sure_only: bool = False) -> frozenset[str]:
    """Words that name parts of a page; `sure_only`, without those that name sections and subjects too."""
    params = next(rule.params for rule in load_rules(built_in_files()) if rule.checker == "page-regions")
    return frozenset(params["sure"] if sure_only else (*params["sure"], *params["common"]))
