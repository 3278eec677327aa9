"""How much of an article is damaged, by kind of damage: its quality from 0 to 100.

Quality is the share of words that are whole, in percent. A word inside a finding counts as damaged, for as much as the
finding weighs: an error whole, a warning a little less, a mere hint not at all, and wording (grammar, spun phrases,
consistency) a tenth, as such a word can still be read. A fault between words, or in one or two, harms the word on either side
as well, unless it is one of wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from repair.rulebook.rule import Finding, Rule
from repair.rulebook.taxonomy import TAXONOMY
from repair.text.named import NamedTuple
from repair.text.span import Span

SEVERITY_WEIGHTS = {"error": 1.0, "warning": 0.9, "info": 0.0}
WORDING = frozenset(("grammar", "spun wording", "consistency"))
WORDING_WEIGHT = 0.1
_SMALL = 2
"""Findings in no more words than this harm their neighbours, unless they are of wording."""

_CLASS_OF = {item: name for name, items in TAXONOMY.items() for item in items}


class Cause(NamedTuple):
    """One kind of damage: how many findings, in how many words, and the points of quality that they cost."""

    kind: str
    findings: int
    words: int
    points: float


class Damage(NamedTuple):
    """The damage of a text of so many words. `causes` have the costliest first; their points and the quality add up to 100.

    `verdicts` are the rules that judge the whole text; no share of words can be told for them, so they cost nothing.
    """

    words: int
    causes: tuple[Cause, ...]
    verdicts: tuple[str, ...]

    @property
    def quality(self) -> float:
        """From 0 to 100 (no damage found)."""
        return max(0.0, 100.0 - sum(cause.points for cause in self.causes))


def damage(text: str, findings: Sequence[Finding]) -> Damage:
    """The damage that these findings of a text make up. A word in several findings counts once, for the weightiest."""
    begun = _words_begun(text, findings)
    words = begun[len(text)]
    worst: dict[int, tuple[float, str]] = {}
    counts: dict[str, int] = {}
    for finding in findings:
        weight, kind = weighed(finding)
        if not weight or finding.rule.scope == "article":
            continue
        counts[kind] = counts.get(kind, 0) + 1
        for number in _harmed(text, finding.span, begun, kind not in WORDING):
            if (weight, kind) > worst.get(number, (0.0, "")):
                worst[number] = (weight, kind)
    causes = []
    for kind, count in counts.items():
        weights = [weight for weight, of in worst.values() if of == kind]
        causes.append(Cause(kind, count, len(weights), 100.0 * sum(weights) / words if words else 0.0))
    verdicts = sorted({finding.rule.id for finding in findings if finding.rule.scope == "article" and finding.severity != "info"})
    return Damage(words, tuple(sorted(causes, key=lambda cause: (-cause.points, cause.kind))), tuple(verdicts))


def kind_of(rule: Rule) -> str:
    """The class of damage a rule stands for; rules of a project's own are known by their pack."""
    kinds = dict.fromkeys(_CLASS_OF[item] for item in rule.items if item in _CLASS_OF)
    return next((kind for kind in kinds if kind not in WORDING), next(iter(kinds), rule.pack))


def mean_quality(all_damage: Iterable[Damage]) -> float:
    """The quality of several texts taken as one."""
    known = list(all_damage)
    words = sum(one.words for one in known)
    return sum(one.quality * one.words for one in known) / words if words else 100.0


def weighed(finding: Finding) -> tuple[float, str]:
    """How much a damaged word of a finding counts, and the class of damage."""
    kind = kind_of(finding.rule)
    return SEVERITY_WEIGHTS[finding.severity] * (WORDING_WEIGHT if kind in WORDING else 1.0), kind


def _words_begun(text: str, findings: Iterable[Finding]) -> dict[int, int]:
    """How many words begin before the ends of each finding and of the text."""
    offsets = {len(text), *(offset for finding in findings for offset in finding.span)}
    begun: dict[int, int] = {}
    count = at = 0
    for offset in sorted(offsets):
        if offset > at:
            count += len(text[at:offset].split()) - _is_inside(text, at)
            at = offset
        begun[offset] = count
    return begun


def _is_inside(text: str, offset: int) -> bool:
    """True between two characters of one word."""
    return 0 < offset < len(text) and not text[offset - 1].isspace() and not text[offset].isspace()


def _harmed(text: str, span: Span, begun: Mapping[int, int], spreads: bool) -> range:
    """The numbers of the words that a finding harms; with `spreads` also those on either side of a small one."""
    words = begun[len(text)]
    first, last = begun[span.start] - _is_inside(text, span.start), begun[span.end]
    if spreads and last - first <= _SMALL:
        first, last = max(0, first - 1), min(words, max(last, first + 1) + 1)
    return range(first, max(last, min(first + 1, words)))
