"""How often each rule was right, in the answers of people; and when that says that its fixes deserve more trust, or less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import sqrt

from repair.review.verdicts import Verdicts
from repair.rulebook.rule import Rule
from repair.text.named import NamedTuple

_Z = 1.96
_ENOUGH = 20
_SAFE_FROM = 0.95
_POOR_BELOW = 0.5


class Row(NamedTuple):
    """The answers to one rule. `safety` is that of its fixes now, empty for a rule that is not known here."""

    rule: str
    safety: str
    yes: int
    edited: int
    no: int

    @property
    def answers(self) -> int:
        return self.yes + self.edited + self.no

    @property
    def rate(self) -> float:
        """The share of fixes taken as they were offered."""
        return self.yes / self.answers

    @property
    def hint(self) -> str:
        """What the answers say of the rule's safety; empty while they are too few or bear it out.

        The bounds are those of the 95 % interval (Wilson) of the share, so that a few answers say nothing.
        """
        if self.answers < _ENOUGH or not self.safety:
            return ""
        low, high = interval(self.yes, self.answers)
        if self.safety == "safe" and high < _SAFE_FROM:
            return "should be review: often refused for a safe fix"
        if self.safety == "review" and high < _POOR_BELOW:
            return "should be none, or a better rule: mostly refused"
        if self.safety == "review" and low >= _SAFE_FROM:
            return "could be safe, if it never changes a fact"
        return ""


def interval(yes: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson)."""
    share = yes / count
    middle = (share + _Z * _Z / (2 * count)) / (1 + _Z * _Z / count)
    reach = _Z / (1 + _Z * _Z / count) * sqrt(share * (1 - share) / count + _Z * _Z / (4 * count * count))
    return middle - reach, middle + reach


def tally(files: Iterable[Verdicts], rules: Iterable[Rule]) -> list[Row]:
    """A row for each rule that was answered, the most answered first. Of several answers to one finding the last one counts."""
    counts: dict[str, Counter[str]] = {}
    for verdicts in files:
        for one in verdicts.holding():
            counts.setdefault(one.rule, Counter())[one.answer] += 1
    safety = {name: rule.safety for rule in rules for name in (*rule.formerly, rule.id)}
    rows = [Row(rule, safety.get(rule, ""), count["yes"], count["edit"], count["no"]) for rule, count in counts.items()]
    return sorted(rows, key=lambda row: (-row.answers, row.rule))
