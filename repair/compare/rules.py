"""The verdicts on a rewrite, as rules: what a report, a journal and `--select` know them by."""

from __future__ import annotations

from repair.checkers.hit import Severity
from repair.rulebook.rule import Rule, Safety

ABOUT = "verdicts of `repair compare` on what somebody made of an article"


def _rule(rank: int, name: str, severity: Severity, safety: Safety, why: str, because: str = "", whole: bool = False) -> Rule:
    return Rule(
        id=name,
        pack="compare",
        rank=rank,
        severity=severity,
        scope="article" if whole else "span",
        message="",
        why=why,
        checker="",
        params={},
        safety=safety,
        because=because,
        cues=None,
    )


FACT = _rule(
    0,
    "changed-fact",
    "error",
    "review",
    "The rewrite adds, drops or changes a name, number, date, unit, address, negation, hedge or quoted words: it says something else.",
    "only somebody who knows the matter can tell whether the new fact is true",
)
CONTENT = _rule(
    1,
    "changed-content",
    "warning",
    "review",
    "The rewrite drops or adds whole clauses, or says a fact at another place of the paragraph: what belongs to it may be something else.",
    "a person compares what is said",
)
MARKUP = _rule(
    2,
    "changed-markup",
    "warning",
    "none",
    "The rewrite changes markup, a link's target or what stands in code or tables: only running text is compared and mended.",
)
UNPLACED = _rule(
    3,
    "unplaced",
    "warning",
    "none",
    "A fix made on an earlier version has no certain place in this one: its text has changed, or stands there several times.",
    whole=True,
)
MOVED = _rule(
    4,
    "moved-text",
    "info",
    "review",
    "The rewrite says whole sentences at another place.",
    "what a sentence speaks of may hang on the one before it",
)
WORDING = _rule(
    5,
    "changed-wording",
    "info",
    "review",
    "The rewrite says in other words, marks or capitals what was said, as far as names, numbers and the like can tell.",
    "whether the meaning stays is for a reader to say",
)
SPACING = _rule(
    6,
    "changed-spacing",
    "info",
    "safe",
    "The rewrite changes blanks or blank lines, or spells rightly what an encoding had broken; every word stays.",
    "no word, mark or number changes",
)

RULES = (FACT, CONTENT, MARKUP, UNPLACED, MOVED, WORDING, SPACING)
