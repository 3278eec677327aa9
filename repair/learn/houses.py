"""Who signs the pictures of a host: what stands behind the names of its photographers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from repair.rulebook.compiled import load_rules
from repair.rulebook.shelf import built_in_files
from repair.text.fold import fold
from repair.text.lazy import lazy

FEWEST, PEOPLE = 5, 3
"""So many articles must have a name behind those of so many people."""
_LONGEST = 120
_CREDIT = lazy(
    r"[(\[]?(?P<label>(?:Photos?|Photograph|Image|Picture|Pic|Credit|Photo credit)(?: by|:) ?)?"
    r"(?P<who>[A-ZÀ-Þ][\w’'.-]{1,20}(?: [A-ZÀ-Þ][\w’'.-]{1,20}){1,2}) ?(?:[/|]|via\b|(?P<works>for(?: the)?\b)) ?"
    r"(?P<house>[A-ZÀ-Þ][\w’'&-]{1,24}(?: [A-ZÀ-Þ][\w’'&-]{1,24}){0,3})[)\]]?\.?"
)


def houses(texts: Iterable[str]) -> dict[str, int]:
    """The names that sign pictures in these articles of one host and that no rule knows, each with how many articles have it."""
    people: dict[str, set[str]] = {}
    seen: dict[str, int] = {}
    for text in texts:
        met = set()
        for line in text.split("\n"):
            credit = _CREDIT.fullmatch(line) if len(line) <= _LONGEST else None
            if credit and (credit["label"] or not credit["works"]):
                people.setdefault(credit["house"], set()).add(credit["who"])
                met.add(credit["house"])
        for house in met:
            seen[house] = seen.get(house, 0) + 1
    return {
        house: count for house, count in seen.items() if count >= FEWEST and len(people[house]) >= PEOPLE and fold(house) not in _agencies()
    }


@cache
def _agencies() -> frozenset[str]:
    """The names that rules about credits know."""
    return frozenset(fold(name) for rule in load_rules(built_in_files()) for name in rule.params.get("agencies", ()))
