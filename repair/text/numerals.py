"""Numbers in digits and in words, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.text.lazy import lazy
from repair.text.span import Span

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
}
_ORDINALS.update({f"{word}th": number for number, word in enumerate(_SMALL) if number > 12})
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
_SHORT = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "b": 10**9}
_PLAIN = {word: number for number, word in enumerate(_SMALL)} | {word: 10 * number for number, word in enumerate(_TENS, 2)}
_ALONE = "half halves quarters? dozens hundreds thousands millions billions twice thrice doubled? tripled? triple halved both".split()

_MONEY = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}
_SUM = r"\s(?:dollars?|euros?|pounds|yen)\b"
_PERCENT = r"\s?(?:%|per ?cent\b)"
_DIGITS = (
    r"(?:[£$€¥₹](?:\s|\b)?)?(?<![\w.])[+\-−]?\d+(?:[.,:/–-]?\d+)*"
    r"(?:(?:st|nd|rd|th|[’']?s)\b|[\s-]?(?:hundred|thousand|million|billion|trillion|dozen)\b|(?:k|mn?|bn?|tn)\b|\s?(?:bn|mn|tn)\b"
    rf"|{_PERCENT}|\s?°\s?[CF]?\b|\s?[ap]\.?m\b\.?)?"
)
_WORD = "|".join([*_SCALES, *sorted(_PLAIN, key=len, reverse=True), *_ORDINALS])
_WORDS = (
    r"\ba (?:pair|couple) of\b|"
    rf"\b(?:an? (?=(?:{'|'.join(_SCALES)})\b))?(?:{_WORD})(?:(?:[\s-]|\sand\s)(?:{_WORD}))*\b(?:{_PERCENT})?|\b(?:{'|'.join(_ALONE)})\b"
)
_NUMERAL = lazy(f"(?:{_DIGITS}|{_WORDS})(?:{_SUM})?", re.IGNORECASE)
_PARTS = lazy(r"[a-z]+")
_MOST_DIGITS = 100
_AMBIGUOUS = frozenset(("one",))


def numeral(text: str) -> Iterator[Span]:
    """Where numbers stand. The word "one" alone is no number: it may as well be a pronoun."""
    for match in _NUMERAL.finditer(text):
        if match.group().casefold() not in _AMBIGUOUS:
            yield Span(*match.span())


def value(text: str) -> str:
    """What a number comes to, as a key: equal for `1,200`, `1200` and `twelve hundred`."""
    plain = text.casefold().replace("\xa0", " ").replace("−", "-").strip()
    percent = re.search(rf"{_PERCENT}$", plain)
    if percent:
        return f"{value(plain[: percent.start()])}%"
    money = re.search(rf"{_SUM}$", plain)
    if money:
        return _MONEY[money.group().strip().rstrip("s")] + value(plain[: money.start()])
    match = re.match(r"([£$€¥₹]?)\s?([+-]?\d[\d.,:/–-]*)\s?-?(.*)$", plain)
    return _spelt(plain) if match is None else _figures(*match.groups())


def _figures(sign: str, digits: str, tail: str) -> str:
    tail = tail.replace(".", "").strip()
    time = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?", digits)
    if not sign and time and (tail in ("am", "pm") or ":" in digits):
        return f"{int(time[1]) % (12 if tail else 24) + 12 * (tail == 'pm')}:{time[2] or '00'}"
    if re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    scale = _SCALES.get(tail) or (_SHORT.get(tail) if tail else None)
    if scale and re.fullmatch(r"[+-]?\d+(?:\.\d+)?", digits):
        digits, tail = _scaled(digits, scale), ""
    tail = tail.lstrip("’'")
    tail = "th" if tail in ("st", "nd", "rd") else tail
    return f"{sign}{digits.replace('–', '-')}{tail}"


def _scaled(digits: str, scale: int) -> str:
    whole, _, part = digits.partition(".")
    zeros = len(str(scale)) - 1
    if scale == 12 or len(part) > zeros or len(digits) > _MOST_DIGITS:
        return f"{digits}x{scale}"
    return str(int(whole + part) * 10 ** (zeros - len(part)))


def _spelt(plain: str) -> str:
    words = [word for word in _PARTS.findall(plain) if word not in ("and", "a", "an")]
    if words in (["pair", "of"], ["couple", "of"]):
        return "2"
    if not words or any(word not in _PLAIN and word not in _SCALES and word not in _ORDINALS for word in words):
        return plain
    total = current = 0
    ordinal = ""
    for word in words:
        if word in _SCALES:
            scale = _SCALES[word]
            current = (current or 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
        else:
            current += _PLAIN.get(word, 0) or _ORDINALS.get(word, 0)
            ordinal = "th" if word in _ORDINALS else ""
    return f"{total + current}{ordinal}"
