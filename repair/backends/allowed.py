"""The rules of LanguageTool that are listened to, read from `rules/languagetool.txt`, as rules of ours."""

from __future__ import annotations

import os
from functools import cache

from repair.rulebook.evidence import ENOUGH, lower_bound
from repair.rulebook.rule import Rule
from repair.rulebook.shelf import RULES
from repair.text.named import NamedTuple

PACK = "languagetool"
ABOUT = "What LanguageTool finds beyond our own rules; --languagetool has it asked."
FILE = os.path.join(RULES, "languagetool.txt")
SURE = 0.85
"""A rule that was right less often than this is only worth a look."""

_FAMILIES = ("EN_COMPOUNDS",)  # rules that answer under a name for each word: asked for, and listed, by the first part
_APART = "two words"
_PREFIX = "lt-"
_RANK = 1_000_000  # behind every rule of a file


class Allowed(NamedTuple):
    """A rule of LanguageTool by its own id (`name`), the rule it is for us, and what it is heard for.

    That are the words of `only`, all when it is empty, or where `apart` two words with a blank between them.
    """

    name: str
    rule: Rule
    only: frozenset[str] = frozenset()
    apart: bool = False

    def hears(self, words: str) -> bool:
        """Whether an objection to these words is worth a look."""
        return (not self.only or words in self.only) and (" " in words or not self.apart)


def listed(name: str) -> str:
    """What a rule that answers under this name is listed as."""
    return next((family for family in _FAMILIES if name.startswith(f"{family}_")), name)


@cache
def allowed() -> tuple[Allowed, ...]:
    """All of them, in the order of the file."""
    with open(FILE, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return tuple(_allowed(number, *row) for number, row in enumerate(rows))


def _allowed(number: int, name: str, item: str, right: str, wrong: str, fix: str, only: str, says: str) -> Allowed:
    good, read = int(right), int(right) + int(wrong)
    rule = Rule(
        id=our_id(name),
        pack=PACK,
        rank=_RANK + number,
        severity="warning" if good >= SURE * read else "info",
        scope="span",
        message=f'"{{match}}": {says}',
        why=f"LanguageTool's rule {name}: {says}. {good} of the {read} places it found in development texts were wrong indeed.",
        checker="",
        params={},
        safety="review" if fix == "yes" else "none",
        because="LanguageTool's first proposal is often not what the writer meant" if fix == "yes" else "what it proposes was wrong",
        cues=None,
        alone="info",
        items=(item,),
        confidence=round(lower_bound(good, read), 2) if read >= ENOUGH else None,
    )
    return Allowed(name, rule, frozenset() if only in ("-", _APART) else frozenset(only.split(", ")), only == _APART)


def our_id(name: str) -> str:
    """What we call a rule that LanguageTool calls by this name."""
    return _PREFIX + name.lower().replace("_", "-")
