"""Character references, such as `&amp;`, as Markdown and HTML have them."""

from __future__ import annotations

import html

_UNSEEN = frozenset("\xad\u200b\u200c\u200d\u2060")


def reference(spelt: str) -> str:
    """What a character reference such as `&amp;` is in the article.

    Characters that nobody sees, spelt out, say where a word may be broken. They were meant, and are nothing in the article.
    """
    text = html.unescape(spelt)
    return "" if text in _UNSEEN else text
