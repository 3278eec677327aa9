"""What a text states that no rewording may change: numbers, units, dates, names, negations, hedges, addresses.

Each fact has a key that is the same however it is spelt: `40 percent`, `forty per cent` and `40%` are one fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.numerals import numeral, value
from repair.text.span import Span
from repair.text.verbatim import verbatim

Kind = Literal["number", "unit", "date", "name", "negation", "hedge", "address"]

_UNITS = {
    "percentage point": "percentage points?",
    "metre": "met(?:re|er)s?|m",
    "kilometre": "kilomet(?:re|er)s?|kms?",
    "centimetre": "centimet(?:re|er)s?|cm",
    "millimetre": "millimet(?:re|er)s?|mm",
    "mile": "miles?",
    "foot": "f(?:oo|ee)t|ft",
    "inch": "inch(?:es)?",
    "yard": "yards?",
    "acre": "acres?",
    "hectare": "hectares?|ha",
    "gram": "gram(?:me)?s?|g",
    "kilo": "kilo(?:gram(?:me)?)?s?|kg",
    "tonne": "tonnes?",
    "ton": "tons?",
    "ounce": "ounces?|oz",
    "pound": "pounds?|lbs?",
    "litre": "lit(?:re|er)s?",
    "gallon": "gallons?",
    "degree": "degrees?",
    "second": "seconds|secs?",
    "minute": "minutes?|mins?",
    "hour": "hours?|hrs?",
    "day": "days?",
    "week": "weeks?",
    "fortnight": "fortnights?",
    "month": "months?",
    "year": "years?|yrs?",
    "decade": "decades?",
    "century": "centur(?:y|ies)",
    "dollar": "dollars?",
    "euro": "euros?",
    "cent": "cents?",
    "penny": "pence|penn(?:y|ies)",
    "crown": "crowns?",
    "yen": "yen",
    "rouble": "r(?:ou|u)bles?",
    "rupee": "rupees?",
    "watt": "[km]?watts?",
    "megawatt": "megawatts?|mw",
    "volt": "volts?",
}
_SHORT_UNITS = frozenset("m km cm mm ft ha g kg oz lb lbs sec secs min mins hr hrs yr yrs mw".split())
_UNIT = lazy(rf"(?<![\w.])(?:{'|'.join(_UNITS.values())})(?!\w)", re.IGNORECASE)

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_DATE = lazy(
    rf"\b(?:{'|'.join(_DAYS + _MONTHS)})\b"
    r"|\b(?:Mon|Tues?|Weds?|Thurs?|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?=,?\s?\d)"
    r"|(?<=\d\s)(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    r"|(?i:\b(?:yesterday|today|tomorrow|tonight|overnight|midnight|noon|midday|dawn|dusk|spring|summer|autumn|winter|christmas|easter"
    r"|morning|afternoon|evening|weekend|weekly|monthly|yearly|annual(?:ly)?|daily"
    r"|(?:last|next|previous|past|this|coming) (?:week|month|year|night|season|century|decade))\b)"
)
_NAMED = {name.casefold()[:3]: name.casefold() for name in [*_DAYS, *_MONTHS]}

_NEGATION = lazy(
    r"\b(?:no[ -]one|not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|scarcely)\b|(?<=n)['’]t\b",
    re.IGNORECASE,
)
_NEGATED = {"cannot": "not", "'t": "not", "’t": "not", "no one": "nobody", "no-one": "nobody"}
_HEDGES = {
    "alleged": "alleged(?:ly)?|alleges?",
    "reportedly": r"reportedly|reported(?= to\b)",
    "apparent": "apparent(?:ly)?|appear(?:s|ed)? to|seem(?:s|ed)?(?: to)?",
    "claimed": "claim(?:s|ed|ing)?",
    "suspected": r"suspected|suspects?(?= (?:that|of)\b)",
    "purported": "purported(?:ly)?",
    "supposed": "supposed(?:ly)?",
    "believed": "believed to",
    "may": "may|might",
    "could": "could",
    "possible": "possibl[ey]|perhaps|maybe",
    "probable": "probabl[ey]|likely",
    "unlikely": "unlikely|improbable",
    "accused": "accus(?:es?|ed|ing)",
    "denied": "den(?:y|ies|ied|ying)|denials?",
    "must": "must|ha(?:s|ve|d) to",
    "should": "should|ought to",
}
_HEDGE = lazy(rf"\b(?:{'|'.join(f'({pattern})' for pattern in _HEDGES.values())})\b", re.IGNORECASE)
_HEDGE_KEYS = tuple(_HEDGES)
_AMOUNTS = {
    "about": "about|around|approximately|roughly|some",
    "nearly": "nearly|almost",
    "over": "over|more than",
    "under": "under|less than|fewer than",
    "at least": "at least",
    "up to": "up to|at most|as many as|as much as",
}
_AMOUNT = lazy(rf"\b(?:{'|'.join(f'({pattern})' for pattern in _AMOUNTS.values())})\s$", re.IGNORECASE)
_AMOUNT_KEYS = tuple(_AMOUNTS)
_CAPITAL = lazy(r"(?<![\w’'])(?:(?:[A-Z]\.){2,}|[^\W\d_a-z][\w]*(?:[’'.&-]?\w+)*)")
_MIXED = lazy(r"\w*\d\w*")
_POSSESSIVE = lazy(r"[’'](?:s|S)?$")
_BEGINS = lazy(r"(?:^|[\r\n.!?:;…|•·–—])[\s\"'“‘’”(\[*_#>-]*$|(?:^|[\s(])[\"“‘]$")
_OWN = frozenset(("i", "i'm", "i'd", "i'll", "i've"))
_TITLED = 0.7
_ORDINARY = frozenset(
    """
    a about according after again all almost already also although always am among an and another any anyone are around as ask asked
    at back be because been before began behind being below besides best better between beyond both but by call came can come critics
    dear despite did do does doing done don't down during each earlier early either else elsewhere even eventually ever every everyone
    everything except experts far few fewer finally first following for former from further get given go good got great had has have
    having he heavy help her here hers herself him himself his how however i i'd i'll i'm i've if in indeed inside instead into is it
    it's its itself just keep last late later least less let like little local long look made make many may me meanwhile men might
    more moreover most mostly much my near nearly neither never new next no nobody none nor not nothing now of off officials often old
    on once one only onto or other others our out outside over own parents part people perhaps please plus police put quite rather
    read really recent reports residents right said say says scientists several shall she should show since so some somebody someone
    something sometimes soon still such take tell than that that's the their theirs them then there there's these they they're this
    those though through throughout thus to together told too toward towards two under until up upon us use very was we we'll we're
    we've were what whatever when where whether which while who whoever whole whom whose why will with within without women workers
    would yes yet you you're young your
    """.split()
)
_WORDLIKE = lazy(
    r"(?:ings?|ed|ly|tions?|sions?|ments?|ness|ists?|ers|ors|ians|ities|ity|ous|ful|less|able|ible|ive|ism|ance|ence|ants|ents)$"
)
_LOWER = lazy(r"(?<![\w’'])[a-zß-ÿ][\w]*(?:[’'-]\w+)*")


class Fact(NamedTuple):
    """Something stated at a place: facts of one kind and key say the same. `text` is how it is put."""

    kind: Kind
    key: str
    span: Span
    text: str


class Known(NamedTuple):
    """What is known of words: in the texts `names` are capitalised in mid-sentence, `words` met in lower case; `common` are no names."""

    names: frozenset[str]
    words: frozenset[str]
    common: frozenset[str] = frozenset()


def known(texts: Iterable[str], common: frozenset[str] = frozenset()) -> Known:
    """What these texts, taken together, tell of their words; `common` are words that are no names unless the texts say so."""
    names: set[str] = set()
    words: set[str] = set()
    for line in (line for text in texts for line in text.splitlines()):
        words.update(_LOWER.findall(line))
        if not _titled(line):
            names.update(_name(match.group()) for match in _capitals(line) if not _begins(line, match.start()))
    return Known(frozenset(names - words), frozenset(words), common)


def facts(text: str, offset: int, about: Known) -> list[Fact]:
    """The facts of one line, in order; `offset` is added to each place."""
    found: list[Fact] = []
    taken = bytearray(len(text))

    def add(kind: Kind, key: str, start: int, end: int) -> None:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Fact(kind, key, Span(start + offset, end + offset), text[start:end]))

    for span in verbatim(text):
        add("address", text[span.start : span.end], *span)
    for match in _DATE.finditer(text):
        word = match.group().casefold().rstrip(".")
        if not (match.group() in ("May", "March", "Mar", "Sun", "Sat") and _begins(text, match.start()) and not _near_digit(text, match)):
            add("date", _NAMED.get(word[:3], word) if match.group()[0].isupper() else word, *match.span())
    for start, end in numeral(text):
        near = _AMOUNT.search(text, max(0, start - 16), start)
        if near:  # what weakens a number goes where the number goes
            add("number", f"{_AMOUNT_KEYS[(near.lastindex or 1) - 1]} {value(text[start:end])}", near.start(), end)
        else:
            add("number", value(text[start:end]), start, end)
    for match in _UNIT.finditer(text):
        if match.group().casefold() not in _SHORT_UNITS or text[max(0, match.start() - 3) : match.start()].rstrip(" \xa0-")[-1:].isdigit():
            add("unit", _unit(match.group()), *match.span())
    for match in _NEGATION.finditer(text):
        word = match.group().casefold()
        add("negation", _NEGATED.get(word, word), *match.span())
    for match in _HEDGE.finditer(text):
        add("hedge", _HEDGE_KEYS[(match.lastindex or 1) - 1], *match.span())
    for start, end in _names(text, about):
        add("name", _name(text[start:end]), start, end)
    for match in _MIXED.finditer(text):
        add("name", match.group().casefold(), *match.span())
    return sorted(found, key=lambda fact: fact.span)


def _names(text: str, about: Known) -> Iterator[Span]:
    titled = _titled(text)
    for match in _capitals(text):
        word = match.group()
        key = _name(word)
        short = len(word) > 1 and word.isupper() and not text.isupper()  # initials, or a shout
        if key in _OWN or (not short and (titled or _begins(text, match.start())) and not _named_at_start(text, match, key, about, titled)):
            continue
        yield Span(match.start(), match.start() + len(_POSSESSIVE.sub("", word)))


def _capitals(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _CAPITAL.finditer(text) if match.group()[0].isupper())


def _named_at_start(text: str, match: re.Match[str], key: str, about: Known, titled: bool) -> bool:
    """Whether a capital is a name's, not just that of a sentence's beginning or of a title."""
    if key in _ORDINARY or key in about.words:
        return False
    if key in about.names:
        return True
    following = text[match.end() : match.end() + 2]
    if following[:1] == " " and following[1:].isupper() and not titled:
        return True
    return len(key) > 1 and key not in about.common and _WORDLIKE.search(key) is None


def _titled(line: str) -> bool:
    """True for a line that is set in capitals as headlines are."""
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= _TITLED * len(words)


def _begins(text: str, start: int) -> bool:
    return _BEGINS.search(text, max(0, start - 8), start) is not None and not text[max(0, start - 6) : start].rstrip().endswith(
        ("Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Sen.", "Rep.", "Gov.", "Gen.")
    )


def _near_digit(text: str, match: re.Match[str]) -> bool:
    return (
        re.search(r"\d\s?$", text[max(0, match.start() - 3) : match.start()]) is not None
        or re.match(r"\s?\d", text[match.end() : match.end() + 3]) is not None
    )


def _name(word: str) -> str:
    return _POSSESSIVE.sub("", word).replace(".", "").replace("’", "'").casefold()


def _unit(word: str) -> str:
    return next(name for name, pattern in _UNITS.items() if re.fullmatch(pattern, word, re.IGNORECASE))
