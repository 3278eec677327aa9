"""`doubled-item`: enumerations that name an item twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.echo import Echo
from repair.text.lazy import lazy
from repair.text.lines import breaks
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span

_WINDOW = 240
_LONGEST_ITEM = 44
_FEW_JOINS, _SPACING = 200, 80  # joins looked at, and how many characters allow one more: no prose has as many
_MOST_WORDS = 5
_BREAK = lazy(r"[.!?;:](?=\s)|[\r\n“”\"()\[\]–—]")
_JOIN = (" and ", " or ", " nor ", " & ")
_START = lazy(r"(?:(?:the|an?|his|her|its|their|our|my|your|to|of|in) )?[\w’'-]{1,44}")
_REST = lazy(r"(?P<middle>(?:, [^,.;:!?()\r\n“”\"]{1,44}){0,8})(?P<comma>,?) (?:and|or|nor|&) (?P<last>[^,.;:!?()\r\n“”\"]{1,60})")
_WORD = lazy(r"\w[\w'’.&-]*")
_AFTER_ITEM = lazy(r"(?![\w’'-])(?P<gap>[ \xa0]?)(?P<word>[\w'’-]*)(?P<mark>[^\w\s]?)")
_NAME_AFTER = lazy(r", ?[A-Z]")
_AGAIN = lazy(
    r"(?<![\w’'-])(?P<item>[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,3}), (?P<between>[^,.;:!?()\r\n“”\"]{2,44})"
    r"(?P<more>(?:, [^,.;:!?()\r\n“”\"]{2,44}){0,4}?)(?P<mark>, (?P=item))(?=,? (?:and|or|nor|&)(?: [\w’'-]+|,))(?!,? (?:and|or) (?P=item))"
)
_SMALL_WORDS = frozenset("of the and de la le el al von van da di du des for in on a an to & at".split())
_NO_ITEM = frozenset(
    "i you he she it we they him her us them me this that these those there here one ones so not then now yes no more most"
    " less much many very too again back first second third".split()
)
_FOLK = frozenset(
    "fans supporters voters officials players residents citizens nationals troops forces soldiers students government police lawmakers"
    " allies families workers owners users customers city county state region area border embassy team side squad club members leaders"
    " people men women children executives employees shares stock proper itself itinerary time style territory airspace coast".split()
)
_OFFICES = frozenset(
    "judge magistrate minister president secretary director professor manager officer chairman chair coach captain editor governor mayor"
    " senator commissioner doctor dean chief head member founder partner owner analyst reporter engineer principal superintendent inspector"
    " sergeant deputy vice-president ambassador attorney counsel producer".split()
)
_FOLLOWERS = frozenset(
    "in on at to for from with by as that which who whom whose when where while is are was were has have had will would can could"
    " may might must should did do does because but so if than into during after before without about through among between and or"
    " against under over until since per via within across including such until last this next ago today yesterday not all said"
    " says only both also each each".split()
)
_OBJECTS = frozenset("it him them me us".split())
"""What a verb before it takes: "drive to the tip, find it shut, and tip" lists what is done."""
_ADDRESSED = ("my ", "O ", "dear ", "sweet ")
"""What is spoken to between two calls: "rise, my heart, and rise"."""
_JOINS = frozenset(("and", "or", "nor", "but", "&"))
_OPENERS = frozenset(
    "in on at to for from with by of and or but the across between among near against when while if as after before".split()
)


class _List(NamedTuple):
    """An enumeration up to its last item: where each item before the join stands, and how the last is joined on."""

    items: list[Span]
    comma: str
    word: str
    last: int


def doubled_item(
    *,
    countries: list[str],
    regions: list[str],
    twins: list[str],
    keep: list[str],
) -> Check:
    """Enumerations (`A, B, C and B`, `A, A, and B`) in which an item is named twice; the fix names it once.

    `countries` and `regions` tell a place that says where a city lies (`Lille, France, and Lille`) from an item of its own.
    `twins` are cities called like their region, `keep` words that are said twice for effect.
    """
    country, region = frozenset(countries), frozenset(regions)
    twin, spared = frozenset(twins), frozenset(keep)

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for echo in article.echoes:
            if echo.words <= _MOST_WORDS and text[echo.first.end : echo.second.start] in (", ", ",\xa0"):
                hit = _adjacent(article, echo, twin, spared)
                if hit:
                    yield hit
        joins = _joins(text)
        for match in _within_lists(text, joins):
            hit = _within(article, match, country, region, spared)
            if hit:
                yield hit
        for join in _joining_again(text, joins):
            hit = _echoed(text, join, country, region, spared)
            if hit:
                yield hit

    return check


def doubled_item_gate(**_lists: object) -> list[str]:
    """A comma with a join behind it."""
    return [r",[^.;:\r\n]{0,200}\s(?:and|or|nor|&)\s"]


def _joins(text: str) -> list[tuple[int, int]]:
    """The words that join a last item to a list, with the blanks around them, in order: few strings are found faster than an expression."""
    found = []
    for join in _JOIN:
        at = text.find(join)
        while at >= 0:
            found.append((at, at + len(join)))
            at = text.find(join, at + 1)
    found.sort()
    return found


def _joining_again(text: str, joins: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The joins of which the first word behind stands in what comes before."""
    budget = _FEW_JOINS + len(text) // _SPACING
    for at, end in joins:
        low = max(0, at - _WINDOW)
        item = _START.match(text, end)
        if not item or text.rfind(item.group(), low, at) < 0 or item.group().casefold() in _NO_ITEM:
            continue
        comma = text.rfind(",", low, at - 1)
        if comma >= 0 and text.find(". ", comma, at) < 0 and not breaks(text, comma, at):
            budget -= 1
            if budget < 0:
                return
            yield Span(at, end)


def _adjacent(article: Article, echo: Echo, twins: frozenset[str], keep: frozenset[str]) -> Hit | None:
    """`A, A and B`: the second goes."""
    text = article.text
    item = text[slice(*echo.second)]
    if text[slice(*echo.first)] != item or echo.run > echo.words or item in twins or item.casefold() in keep | _NO_ITEM:
        return None
    rest = _REST.match(text, echo.second.end)
    if not rest or any(character.isdigit() for character in item) or _says(rest["middle"] + " " + rest["last"], item):
        return None
    before = text[max(0, echo.first.start - 40) : echo.first.start]
    listed = before.endswith((", ", ",\xa0"))
    if not listed and _belongs_to_words_before(before, item):
        return None
    if article.is_quoted(echo.second) and not (item[0].isupper() or listed):
        return None
    end, new = echo.second.end, ""
    if rest["comma"] and not rest["middle"] and not listed:
        end += 1
    edit = Edit(echo.first.end, text[echo.first.end : end], new)
    return Hit(Span(echo.first.start, echo.second.end), ((edit,),), (echo.first,), {"item": item}, sure=False)


def _within_lists(text: str, joins: Iterable[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Where the item before a join stands earlier in its list."""
    for start, _ in joins:
        end = start - (text[start - 1] == ",")
        comma = text.rfind(", ", max(0, end - _LONGEST_ITEM - 2), end)
        if comma <= 0 or end - comma < 4:
            continue
        at = text.rfind(f"{text[comma + 2 : end]}, ", max(0, end - _WINDOW), comma)
        match = _AGAIN.match(text, at) if at >= 0 else None
        if match and match.end() == end:
            yield match


def _within(article: Article, match: re.Match[str], countries: frozenset[str], regions: frozenset[str], keep: frozenset[str]) -> Hit | None:
    """`A, B, A and C`: the second A goes."""
    text, item = article.text, match["item"]
    others = (match["between"] + match["more"]).split(", ")
    named = item[0].isupper()
    if item.casefold() in keep | _NO_ITEM or not _is_item(item, named) or not all(_is_item(other, named) for other in others):
        return None
    if any(_says(other, item) for other in others) or _lies_in(item, others[0], countries, regions):
        return None
    whole = text[max(0, match.start() - 2) : match.start()] == ", " or item.startswith(("a ", "an ", "the "))
    if not named and not whole and len({other.count(" ") for other in (item, *others)}) > 1:
        return None  # the first may be the end of a longer one
    if named and _OFFICES.intersection(item.casefold().split()):  # names, each with an office behind it
        return None
    before = text[max(0, match.start() - 40) : match.start()]
    first, second = Span(*match.span("item")), Span(*match.span("mark"))
    if _belongs_to_words_before(before, item) or article.touches_quotation(second):
        return None
    return Hit(Span(first.start, second.end), ((Edit(second.start, match["mark"], ""),),), (first,), {"item": item}, sure=False)


def _echoed(text: str, join: Span, countries: frozenset[str], regions: frozenset[str], keep: frozenset[str]) -> Hit | None:
    """`A, B, C and B`: the last goes and the join moves up."""
    listed = _before(text, join)
    if listed is None:
        return None
    place = _named_before(text, listed)
    if place is None:
        return None
    number, length = place
    item = text[listed.last : listed.last + length]
    if item.casefold() in keep or any(character.isdigit() for character in item):
        return None
    between = listed.items[number + 1 :]
    if any(text.startswith(_ADDRESSED, start) for start, _ in between):
        return None
    located = len(between) == 1 and _lies_in(item, text[slice(*between[0])], countries, regions)
    named = item[0].isupper()
    if not all(_is_item(text[slice(*span)], named) and not _says(text[slice(*span)], item) for span in between):
        return None
    head = number
    while head > 0 and _is_item(text[slice(*listed.items[head])], named):
        head -= 1
    listed = listed._replace(items=listed.items[head:])
    number -= head
    if not between and (len(listed.items) < 3 or listed.word == "&"):
        return None
    end = listed.last + length
    after = _AFTER_ITEM.match(text, end)
    if not after or not _ends_item(after, item, located):
        return None
    first = Span(listed.items[number].end - length, listed.items[number].end)
    if number == 0 and _belongs_to_words_before(text[max(0, first.start - 40) : first.start], item):
        return None
    edit = _located(text, listed, end, after) if located else _moved(text, listed, end)
    candidates = [(edit,)]
    if not located and len(listed.items) == 2 and named:
        candidates.append((Edit(listed.items[-1].end, text[listed.items[-1].end : end], ""),))
    return Hit(Span(first.start, end), tuple(candidates), (), {"item": item}, sure=False)


def _before(text: str, join: Span) -> _List | None:
    """The items before a join, of the same sentence, none long but the first, whose beginning is not known."""
    low = max(0, join.start - _WINDOW)
    start = low
    for stop in _BREAK.finditer(text, low, join.start):
        start = stop.end()
    while start < join.start and text[start].isspace():
        start += 1
    comma_before = text[join.start - 1] == ","
    items: list[Span] = []
    end = join.start - comma_before
    while True:
        comma = text.rfind(",", start, end)
        begin = comma + 1 if comma >= 0 else start
        while begin < end and text[begin] in " \xa0":
            begin += 1
        items.append(Span(begin, end))
        if comma < 0 or end - begin > _LONGEST_ITEM or len(items) > 12:
            break
        end = comma
    items.reverse()
    if len(items) < 2 or items[-1].start >= items[-1].end:
        return None
    return _List(items, "," if comma_before else "", text[join.start : join.end].strip(), join.end)


def _named_before(text: str, listed: _List) -> tuple[int, int] | None:
    """The number and length of the item that stands again behind the join: the longest, and of equals the nearest.

    A piece that is no item itself may end in one: the first item of a list has the sentence's beginning before it.
    """
    named = text[listed.last].isupper()
    best, length = None, 2
    for number in range(len(listed.items) - 1, -1, -1):
        start, end = listed.items[number]
        whole = number > 0 and _is_item(text[start:end], named)
        words = [start] if whole else [word.start() for word in _WORD.finditer(text, max(start, end - _LONGEST_ITEM), end)][-_MOST_WORDS:]
        for begin in words:
            if end - begin > length and text.startswith(text[begin:end], listed.last) and not _goes_on(text, listed.last + end - begin):
                best, length = number, end - begin
        if not whole:
            break
    return None if best is None else (best, length)


def _goes_on(text: str, end: int) -> bool:
    """True when a word does not end here."""
    return _AFTER_ITEM.match(text, end) is None


def _ends_item(after: re.Match[str], item: str, located: bool) -> bool:
    """True when what follows cannot make a longer item of the last one (`Orlsby, Marbury and Orlsby fans`)."""
    word = after["word"]
    if not word:
        return not _NAME_AFTER.match(after.string, after.end() - 1) and after["mark"] not in ("&", "/")
    if word[0].isupper() or word[0].isdigit():
        return False
    if word in ("by", "per") and item[0].islower():  # delivery or shopping by telephone
        return False
    return located or word in _FOLLOWERS or (item[0].isupper() and word not in _FOLK)


def _is_item(text: str, named: bool) -> bool:
    """True for what looks like an item of a list of names, or of a list of other things."""
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or words[0].casefold() in _JOINS:
        return False
    if named:
        capitals = (word[0].isupper() or word.casefold() in _SMALL_WORDS or not word[0].isalpha() for word in words)
        return words[0][0].isupper() and all(capitals)
    return len(words) <= 3 and words[0].casefold() not in _NO_ITEM and not _JOINS.intersection(words) and not _OBJECTS.intersection(words)


def _lies_in(city: str, place: str, countries: frozenset[str], regions: frozenset[str]) -> bool:
    """True when `place` says where `city` is."""
    if not city[0].isupper() or city in countries or city == place:
        return False
    return place in countries or (place in regions and city not in regions)


def _moved(text: str, listed: _List, end: int) -> Edit:
    """The join stands before the item that is now the last."""
    start, stop = listed.items[-1]
    first = listed.items[-2].end
    comma = listed.comma if len(listed.items) > 2 else ""
    return Edit(first, text[first:end], f"{comma} {listed.word} {text[start:stop]}")


def _located(text: str, listed: _List, end: int, after: re.Match[str]) -> Edit:
    """The city stays with its country behind it; with other cities before it the join moves up to it."""
    close = "," if after["word"] and after["gap"] else ""
    if len(listed.items) == 2:
        start = listed.items[-1].end
        return Edit(start, text[start:end], close)
    first = listed.items[-3].end
    city, country = listed.items[-2:]
    comma = listed.comma if len(listed.items) > 3 else ""
    return Edit(first, text[first:end], f"{comma} {listed.word} {text[city.start : country.end]}{close}")


def _belongs_to_words_before(before: str, item: str) -> bool:
    """True when the item is but the end of what is named: of a longer name, or of a pair (`men and women`)."""
    words = before.split()
    if not words or not before[-1].isspace():
        return False
    word = words[-1]
    if word in _JOINS:
        return True
    return item[0].isupper() and word[0].isupper() and word.casefold() not in _OPENERS and word[-1] not in ",.;:"


def _says(text: str, item: str) -> bool:
    return item.casefold().rstrip("s") in text.casefold()
