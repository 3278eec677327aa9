"""Characters spelt wrongly by software, read again as they were meant; and what changes nothing but such spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from repair.text.lazy import lazy

INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2028\u2029"
_UNSEEN = lazy(f"[\\s\\x00-\\x1f\\x7f-\\x9f{INVISIBLE}]+")
ENTITY = r"&(?:amp;){0,4}(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,30});"
_ENTITY = lazy(ENTITY)
_PERHAPS = lazy("[\x80-\x9f\xaa-\xff\u0100-\u017f\u0370-\u05ff\u2500-\u257f√∂∫≈]")  # what the first byte of a character may be taken for
_MOST_ROUNDS = 4
_LETTER = lazy("[A-Za-z]")
_LOST_TAIL = lazy("(?:â€|Ã¢â‚¬)(?=$|[^\\w€-™])")


def unescape(text: str) -> str:
    """The text with its character references resolved, however often they were escaped; unknown ones stay."""
    for _ in range(_MOST_ROUNDS):
        plain = _ENTITY.sub(_resolved, text)
        if plain == text:
            break
        text = plain
    return text


def _resolved(match: re.Match[str]) -> str:
    import html  # its table of names is long, and few texts hold references
    from html.entities import html5

    reference = match.group()
    if reference[1] == "#":
        return html.unescape(reference)
    name, semicolon, rest = reference[1:].partition(";")
    return html5.get(name + semicolon, reference[: len(name) + 2]) + rest


@lru_cache(maxsize=1000)  # a text damaged once is damaged the same way all along
def redecode(text: str) -> str:
    """The text as it was before its bytes were read in a wrong encoding, once or more; unchanged when they were not.

    Quotation marks keep their shape.
    """
    if _PERHAPS.search(text) is None:
        return text
    import ftfy  # slow to import, rarely wanted

    plain = ftfy.fix_encoding(text, ftfy.TextFixerConfig(unescape_html=False, uncurl_quotes=False))
    return _LOST_TAIL.sub("”", plain)


def only_respelt(text: str, start: int, old: str, new: str) -> bool:
    """True when putting `new` for `old` at `start` changes nothing but encoding, spacing or an apostrophe inside a word.

    Blanks between digits count: taking one out or putting one in makes other numbers.
    """
    end = start + len(old)
    before, after = text[start - 1 : start], text[end : end + 1]
    if _seen(old) == _seen(new):
        return not (_splits_digits(before + old + after) or _splits_digits(before + new + after))
    if new in ("'", "’") and old in ("", " ", "?", "'", "’", "`", "´", "\ufffd", " '", "' ", "’ ", " ’", " ''"):
        return (before.isalpha() and after.isalpha()) or before in ("s", "S")
    if old.isascii() and "&" not in old:
        return False
    plain = unescape(old)
    if _seen(plain) == _seen(new):
        return True
    return _letters(plain) == _letters(new) and _seen(redecode(plain)) == _seen(new)


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text)


def _letters(text: str) -> list[str]:
    """The letters that are the same in every encoding."""
    return _LETTER.findall(text)


def _splits_digits(text: str) -> bool:
    return re.search(f"\\d[\\s{INVISIBLE}]+\\d", text) is not None
