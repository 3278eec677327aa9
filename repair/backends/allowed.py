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

_FAMILIES = ("EN_COMPOUNDS",)  # rules that answer under a name for each word; they are asked for by the first part
_PREFIX = "lt-"
_RANK = 1_000_000  # behind every rule of a file


class Allowed(NamedTuple):
    """A rule of LanguageTool by its own id (`name`), the rule it is for us, and the words it is heard for, all when empty."""

    name: str
    rule: Rule
    only: frozenset[str]

    @property
    def asked(self) -> str:
        """What a server is asked for to have this rule run."""
        return next((family for family in _FAMILIES if self.name.startswith(f"{family}_")), self.name)


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
    return Allowed(name, rule, frozenset() if only == "-" else frozenset(only.split(", ")))


def our_id(name: str) -> str:
    """What we call a rule that LanguageTool calls by this name."""
    return _PREFIX + name.lower().replace("_", "-")
