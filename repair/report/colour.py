"""Colour on terminals that want it."""

from __future__ import annotations

_CODES = {"bold": "1", "red": "31", "green": "32", "yellow": "33", "cyan": "36", "removed": "31;9", "added": "32;1"}


class Paint:
    """Calls colour a text, or leave it alone when colour is off."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, colour: str) -> str:
        """The text in this colour; line ends stay outside of it."""
        return f"\033[{_CODES[colour]}m{text}\033[0m" if self.on and text else text
