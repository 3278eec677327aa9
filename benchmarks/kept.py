"""What people wrote into a page that a program writes: `kept`."""

from __future__ import annotations

import re

_SECTION = re.compile(r"^(?=## )", re.MULTILINE)
_TABLE = re.compile(r"(?:^\|.*\n?)+", re.MULTILINE)


def kept(old: str, new: str) -> str:
    """`new` with what is by hand in `old`: sections that `new` does not have, and what stands below a section's own tables.

    The order is that of `old`; a section that it does not have comes behind the one before it in `new`.
    """
    before, after = _sections(old), _sections(new)
    titles, last = list(before), ""
    for title in after:
        if title not in before:
            titles.insert(titles.index(last) + 1 if last else 0, title)
        last = title
    return "\n\n".join(_section(before.get(title, ""), after.get(title)) for title in titles) + "\n"


def _sections(page: str) -> dict[str, str]:
    """Heading and text of each section; the beginning of the page has no heading."""
    return {part.split("\n", 1)[0] if part.startswith("## ") else "": part for part in _SECTION.split(page)}


def _section(old: str, new: str | None) -> str:
    if new is None:
        return old.strip("\n")
    tables = len(_TABLE.findall(new))
    written = list(_TABLE.finditer(old))[:tables]
    by_hand = old[written[-1].end() :].strip("\n") if written and len(written) == tables else ""
    return new.strip("\n") + (f"\n\n{by_hand}" if by_hand else "")
