"""`share-bar`: what share widgets leave in a text, known by words that only they string together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from repair.checkers.hit import Check, Hit
from repair.checkers.residue import blocks_at, taken_out
from repair.text.article import Article
from repair.text.blocks import Block, removal
from repair.text.lazy import lazy
from repair.text.span import Span

_COUNTED = lazy(r"[0-9][kKmM]? $")
_FIRST = 20
_COUNTER, _FILLERS = 12, 160  # how far a run of a share bar reaches before the first of its words and behind the last
_APART = " \t\xa0|/•·:,+()[].…-"  # what stands between the words of a share bar
_LEANS = (" on", " via", " at", " or", " and", ",")


def share_bar(*, networks: list[str], verbs: list[str], fillers: list[str], least: int = 3) -> Check:
    """Lines, and runs inside a line, made of nothing but the words of a share widget and counters.

    `networks`, `verbs` and `fillers` are plain words or phrases. A line needs two of them, a run inside prose
    `least`, each with a capital, glued together or parted by no more than blanks and bars; either needs two networks,
    or a network or verb said with a counter or another verb.
    """
    strong = _words([*networks, *verbs])
    word = rf"(?:{strong}|{_words(fillers)}|\d[\d.,]{{0,8}}[kKmM]?)"
    item = rf"(?>{word}[ \t\xa0|/•·:,+()\[\]…-]{{0,4}}\.{{0,3}}[ \t\xa0]?)"  # taken one way only: a line is nothing but these
    gap = r"[ \t\xa0|•·:()…-]{0,3}"
    line = lazy(rf"[^\w\s]{{0,3}}\s?(?:{item}){{2,60}}", re.IGNORECASE)
    run = lazy(rf"(?<![\w@#/.])(?:\d[\d.,]{{0,8}}[kKmM]? )?{strong}{gap}(?:{_words([*networks, *verbs, *fillers])}{gap}){{{least - 1},60}}")
    strong_word = lazy(strong, re.IGNORECASE)
    network = lazy(_words(networks), re.IGNORECASE)
    plain = lazy(rf"{_words(networks)} (?:(?:to|and|or|via|on) {_words(networks)}|{_words(networks)}(?: on)?)")  # from Google to Facebook

    def made_of_widgets(text: str) -> bool:
        said = strong_word.findall(text)
        if "Loading" in text and said:
            return True
        return len(network.findall(text)) >= 2 or len(said) >= 3 or (bool(said) and (len(said) >= 2 or any(c.isdigit() for c in text)))

    words = _words([*networks, *verbs, *fillers])
    pair = rf"{strong}[^\w,.]{{0,3}}{words}|{strong} [0-9]"
    begins, paired = lazy(pair), lazy(rf"{pair}|[0-9][km]? {strong}", re.IGNORECASE)
    starts: dict[str, tuple[str, ...]] = {}
    for start in {word.casefold() for entry in (*networks, *verbs, *fillers) for word in entry.split()}:
        starts[start[:2]] = (*starts.get(start[:2], ()), start)

    def begins_so(part: str) -> bool:
        return part.startswith(starts.get(part[:2], ())) or part[0] in starts or not part[0].isalpha()

    def may_be_widgets(text: str) -> bool:
        """A quick look: most lines hold a word that begins like none of a widget's, and most of these do so at once."""
        return begins_so(text[:_FIRST].casefold().split()[0]) and all(map(begins_so, text.casefold().split()))

    letters = [word.lower() for word in (*networks, *verbs) if len(word) == 1]

    def check(article: Article, places: Sequence[int] | None = None) -> Iterator[Hit]:
        text = article.text
        if places is None:
            places = [match.start() for match in strong_word.finditer(text)]
        else:
            places = [at if text[at].isalpha() else at + 1 for at in places]
            for letter in letters:
                places += [article.lower.find(letter, block.start) for block in article.openings.get(letter, ())]
        for block, said in blocks_at(article, places):
            if len(block.text) <= 400 and may_be_widgets(block.text) and line.fullmatch(block.text):
                if paired.search(block.text) and made_of_widgets(block.text):
                    yield Hit(block.span, ((removal(text, block),),))
                continue
            near = [at for at in said if not text[at].islower() and (begins.match(text, at) or _COUNTED.search(text, max(0, at - 3), at))]
            if not near:
                continue
            first, last = max(block.start, near[0] - _COUNTER), min(block.end, near[-1] + _FILLERS)
            for match in run.finditer(text, first, last):
                told = match.group().rstrip(" \t\xa0|/•·:(-")
                place = Span(match.start(), match.start() + len(told))
                if made_of_widgets(told) and not plain.fullmatch(told) and not _part_of_sentence(text, block, place):
                    yield taken_out(article, block, place)

    return check


def _part_of_sentence(text: str, block: Block, place: Span) -> bool:
    """True for words that what stands beside them needs: "follow her on", "@name", "and on our page"."""
    before = text[max(block.start, place.start - 8) : place.start].rstrip()
    after = text[place.end : min(place.end + 4, block.end)].lstrip(" \t\xa0")
    return before.endswith(_LEANS) or after[:1] in ("@", ",") or after[:1].islower()


def share_bar_strings(*, networks: list[str], verbs: list[str], **_rest: object) -> list[str]:
    """A network or verb. A letter by itself needs a mark or blank before it, or to begin a line."""
    words = {word.lower() for word in (*networks, *verbs)}
    shortest = (word for word in words if not any(word != other and word.startswith(other) for other in words if len(other) > 1))
    return sorted(start + word for word in shortest for start in (_APART if len(word) == 1 else [""]))


def share_bar_openings(*, networks: list[str], verbs: list[str], **_rest: object) -> list[str]:
    """A letter that is a network's name."""
    return sorted({word.lower() for word in (*networks, *verbs) if len(word) == 1})


def _words(entries: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(entry).replace(r"\ ", " ") for entry in sorted(dict.fromkeys(entries), key=len, reverse=True)) + ")"
