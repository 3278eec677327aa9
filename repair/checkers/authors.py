"""`author-note`: who wrote the article, told in a sentence or two below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.blocks import Block, removal
from repair.text.lazy import lazy, regex

_LONGEST = 320  # characters of a note; longer ones are part of a text about its authors
_LAST, _FOLLOWING = 2, 12  # paragraphs, and lines of all kinds, at the end among which notes stand, other notes aside
_HEAD = 3  # lines at the head, where a byline may give the name
_NAME = r"[A-Z][\w’'.-]+(?: (?:[A-Z][\w’'.-]*|de|van|von|bin|al|da)){1,4}"
_FINAL = lazy(r"[\w’'-]+$")


def author_note(*, roles: list[str]) -> Check:
    """A line among the last of a text that says what its writer is: "Ines Harrow is a fellow at …".

    `roles` are expressions for what writers are. The name must not be told of in a sentence above: then it is somebody of the story.
    """
    apposed = r"(?:, [^.\r\n]{2,80},| \([^()\r\n]{2,40}\))?"
    note = regex(
        rf"[–—-]? ?(?P<name>{_NAME}){apposed} (?:(?:is|was|has been) (?:an? |the |our |currently |also )?"
        rf"[^.\r\n]{{0,120}}?\b(?:{'|'.join(roles)})\b|(?:covers|reports on|writes (?:about|on|for)) [^.\r\n]{{4,120}}(?:\.|$))[^\r\n]*"
    )

    def check(article: Article) -> Iterator[Hit]:
        found: list[Block] = []
        paragraphs = others = 0
        for block in reversed(article.blocks):
            match = note.fullmatch(block.text) if block.number > _HEAD and len(block.text) <= _LONGEST else None
            if match and not _told_of(match["name"], article.blocks[_HEAD : block.number]):
                found.append(block)
                continue
            others += 1
            paragraphs += block.ends_sentence
            if paragraphs >= _LAST or others >= _FOLLOWING:
                break
        for block in reversed(found):
            yield Hit(block.span, ((removal(article.text, block),),))

    return check


def _told_of(name: str, above: Sequence[Block]) -> bool:
    """True when a sentence names them; a line without a stop is a byline."""
    final = _FINAL.search(name.rstrip("."))
    return final is None or any(block.ends_sentence and final.group() in block.text for block in above)
