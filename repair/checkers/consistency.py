"""Things said in two ways in one text: `odd-name`, `spelling-mix`, `number-twice`, `weekday`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from repair.checkers.finder import finder
from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.span import Edit, Span

_NAME = lazy(r"[A-ZÀ-Þ](?<![\w’'-].)[a-zß-ÿ]{4,24}(?![\w-])")  # begins with what is rare, to be quick
_NAME_BEFORE = lazy(r"([A-ZÀ-Þ][\w’'.-]*) $")
_NAME_BEHIND = lazy(r" [A-ZÀ-Þ][a-zß-ÿ]")
_TITLES = frozenset(
    "Mr Mrs Ms Miss Dr Sir Dame Lord Lady Prof Professor President Senator Sen Rep Gov Governor Mayor Judge Justice Coach Captain Capt Col"
    " Gen Sgt Officer Detective Rev Father Sister Brother Prince Princess King Queen St The New San Saint Los Las Van Von De La".split()
)
_SENTENCE_START = lazy(r"(?:^|[\r\n.!?:…|•·])[\s\"'“‘(\[]*$")
_WORD = lazy(r"(?<![\w’'@#/.-])[a-z]{4,20}(?![\w@/-]|\.\w)")
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: number for number, word in enumerate(_ONES.split())} | {word: 20 + 10 * n for n, word in enumerate(_TENS.split())}
_FIGURE = lazy(r" \((\d{1,3})\)")
_TOLD = lazy(rf"(?i)\b(?:(?P<tens>{_TENS.replace(' ', '|')})-)?(?P<word>{(_ONES + ' ' + _TENS).replace(' ', '|')})$")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATED = lazy(
    rf"\b(?P<day>{'|'.join(_DAYS)}),? (?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)? )?"
    rf"{_MONTH} (?:(?P<second>\d{{1,2}})(?:st|nd|rd|th)?,? )?(?P<year>(?:19|20)\d\d)\b"
)


def odd_name(*, fewest: int = 3, keep: list[str]) -> Check:
    """A name spelt once or twice with two letters swapped, or with one letter lost or added, that the text spells otherwise all along.

    The usual spelling stands at least `fewest` times, and twice (swapped) or three times as often. Swapped letters are enough evidence
    in a name of five letters or more; a letter lost or added is only told where the same first name stands before both,
    as Johnson and Johnston may be two people. `keep` are words that are no slip of the other.
    """
    spared = frozenset(keep)

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        counts = Counter(_NAME.findall(text))
        usual: dict[str, list[str]] = {}  # by the first letter, which no slip touches
        for name, count in counts.items():
            if count >= fewest:
                usual.setdefault(name[0], []).append(name)
        odd: dict[str, str] = {}
        for name, count in counts.items():
            if count >= fewest or name[0] not in usual or name in spared:
                continue
            times, twin = _twin(name, usual[name[0]])
            if twin and counts[twin] >= times * count and (count == 1 or counts[twin] > 4):
                odd[name] = twin
        if odd:
            yield from _odd(article, odd)

    return check


def _twin(name: str, usual: list[str]) -> tuple[int, str | None]:
    """The usual name that this one may be a slip of, and how many times as often that has to stand in the text."""
    size, second, last = len(name), name[1], name[-1]
    near = [other for other in usual if -1 <= len(other) - size <= 1 and (other[1] == second or other[-1] == last)]
    for other in near:
        if len(other) == size and _swapped(name, other):
            return 2, other
    for other in near if size > 5 else ():
        if len(other) != size and _one_off(name, other):
            return 3, other
    return 0, None


def _swapped(name: str, other: str) -> bool:
    """True when two neighbouring letters change places, but for Theatre and Theater."""
    at = _parting(name, other)
    return name[at:] not in ("re", "er") and name[at:] == other[at + 1 : at + 2] + other[at : at + 1] + other[at + 2 :]


def _one_off(name: str, other: str) -> bool:
    """True when one of the two has one letter more, but for one at its end."""
    shorter, longer = sorted((name, other), key=len)
    at = _parting(shorter, longer)
    return at < len(shorter) and shorter[at:] == longer[at + 1 :]


def _parting(name: str, other: str) -> int:
    """How many letters two names begin with alike."""
    return next((at for at, (one, two) in enumerate(zip(name, other, strict=False)) if one != two), min(len(name), len(other)))


def _odd(article: Article, odd: dict[str, str]) -> Iterator[Hit]:
    text = article.text
    first_names: dict[str, set[str]] = {}
    places: list[tuple[Span, str]] = []
    wanted = set(odd.values())
    for match in _NAME.finditer(text):
        name = match.group()
        if name in odd:
            places.append((Span(*match.span()), name))
        elif name in wanted:
            before = _NAME_BEFORE.search(text, max(0, match.start() - 24), match.start())
            first_names.setdefault(name, set()).add(before[1] if before and before[1].rstrip(".") not in _TITLES else "")
    for place, name in places:
        twin = odd[name]
        before = _NAME_BEFORE.search(text, max(0, place.start - 24), place.start)
        swapped = len(name) == len(twin)
        agrees = before is not None and before[1] in first_names.get(twin, ())
        inner = before is not None and _NAME_BEHIND.match(text, place.end) is not None  # one of the names of somebody else
        begins = _SENTENCE_START.search(text, max(0, place.start - 8), place.start) is not None
        if (swapped and not begins and not inner) or agrees:
            yield Hit(place, ((Edit(place.start, name, twin),),), facts={"usual": twin}, sure=False)


def spelling_mix(*, pairs: dict[str, str], fewest: int = 2) -> Check:
    """American and British spellings in one text. `pairs` gives the American spelling of each British one.

    Told once for a text, at the first word of the variety that is rarer, and only when the other one has at least `fewest`
    different words. Names and quoted words do not count.
    """
    american = {value: key for key, value in pairs.items()}
    likely = finder("|".join(map(re.escape, [*pairs, *american])), case=True)

    def check(article: Article) -> Iterator[Hit]:
        british_at: dict[str, int] = {}
        american_at: dict[str, int] = {}
        for place in likely(article):
            match = _WORD.match(article.text, place.start)
            if match and match.group() in pairs:
                british_at.setdefault(match.group(), place.start)
            elif match and match.group() in american:
                american_at.setdefault(match.group(), place.start)
        if not british_at or not american_at or len(british_at) == len(american_at):
            return
        rare, common, other = (
            (british_at, american_at, pairs) if len(british_at) < len(american_at) else (american_at, british_at, american)
        )
        if len(common) < fewest:
            return
        word, start = min(rare.items(), key=lambda item: item[1])
        place = Span(start, start + len(word))
        if article.is_quoted(place):
            return
        yield Hit(place, ((Edit(start, word, other[word]),),), facts={"other": other[word]}, sure=False)

    return check


def spelling_mix_gate(*, pairs: dict[str, str], **_rest: object) -> list[str]:
    """A British spelling."""
    return ["|".join(map(re.escape, pairs))]


def number_twice() -> Check:
    """A number in words and, in brackets behind it, in figures, that differ."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for figure in _FIGURE.finditer(text):
            told = _TOLD.search(text[max(0, figure.start() - 20) : figure.start()])
            if not told:
                continue
            number = _NUMBERS.get((told["tens"] or "").casefold(), 0) + _NUMBERS[told["word"].casefold()]
            if number != int(figure[1]):
                yield Hit(Span(figure.start() - len(told.group()), figure.end()), facts={"number": str(number)})

    return check


def number_twice_gate() -> list[str]:
    """Figures in brackets behind a letter."""
    return [r"(?:[enortxy]) \(\d{1,3}\)"]


def weekday() -> Check:
    """A date whose day of the week is another one."""

    from datetime import date  # slow to import, and most texts name no day

    days = finder("|".join(_DAYS), case=True)

    def check(article: Article) -> Iterator[Hit]:
        for place in days(article):
            match = _DATED.match(article.text, place.start)
            number = match and (match["first"] or match["second"])
            if not match or not number or (match["first"] and match["second"]):
                continue
            try:
                day = date(int(match["year"]), 1 + _MONTHS.index(match["month"][:3]), int(number))
            except ValueError:
                continue
            if _DAYS[day.weekday()] != match["day"]:
                yield Hit(Span(*match.span()), facts={"day": _DAYS[day.weekday()]})

    return check


def weekday_gate() -> list[str]:
    """A day of the week with a year not far behind."""
    return [rf"(?:{'|'.join(_DAYS)}),? [A-Z0-9][^\r\n]{{2,20}}(?:19|20)\d\d"]
