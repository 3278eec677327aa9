"""Text made fit for a terminal: what would be invisible, or would steer the terminal, is spelt out."""

from __future__ import annotations

from repair.text.lazy import lazy

_UNSEEN = lazy("[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]")

_UNUSUAL = lazy("[^\x00-\u02ff\u2010-\u205e]")  # all others, such as quotation marks and dashes, take one column


def visible(text: str) -> str:
    """The text with control, zero-width and direction characters as `<U+200B>`, tabs as a blank."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(lambda match: " " if match[0] == "\t" else f"<U+{ord(match[0]):04X}>", text)


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    unusual = _UNUSUAL.findall(text)
    if not unusual:
        return len(text)
    from unicodedata import combining, east_asian_width

    wide = sum(-1 if combining(character) else east_asian_width(character) in "WF" for character in unusual)
    return len(text) + wide


def number(count: int, one: str, many: str = "") -> str:
    """`1 article`, `2 articles`."""
    return f"{count} {one if count == 1 else many or one + 's'}"
