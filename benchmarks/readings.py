"""What people said of findings that no mark decides, kept in `readings.tsv`: no text, only where it stands.

A line names a finding by the hash of its article's text, its rule, its place, and the hash of its first fix, and says `right`
(damage, and the fix is what an editor would do), `found` (damage, but another fix or none) or `wrong`. What changes, in the text or in the
fix, is to be read again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from repair.rulebook.rule import Finding

STORE = Path(__file__).with_name("readings.tsv")
VERDICTS = ("right", "found", "wrong")
_AROUND = 90
_SHOWN = 240


class Place(NamedTuple):
    """A finding as `readings.tsv` has it."""

    rule: str
    article: str
    start: int
    end: int
    fix: str

    @property
    def line(self) -> str:
        return "\t".join(map(str, self))


def place(text: str, finding: Finding) -> Place:
    """The name of a finding of this text. Which of the blanks around its words a fix takes along is left open."""
    fix = repr([(edit.old.strip() or edit.old, edit.new.strip() or edit.new) for edit in finding.fixes[0].edits]) if finding.fixes else ""
    return Place(finding.rule.first_name, _hash(text, 6), *finding.span, _hash(fix, 4))


def load() -> dict[Place, str]:
    """All verdicts."""
    known = {}
    for line in STORE.read_text(encoding="utf-8").splitlines():
        rule, article, start, end, fix, verdict = line.split("\t")
        known[Place(rule, article, int(start), int(end), fix)] = verdict
    return known


def save(known: dict[Place, str]) -> None:
    """Write them down in order."""
    STORE.write_text("".join(f"{one.line}\t{known[one]}\n" for one in sorted(known)), encoding="utf-8")


def sample(places: Iterable[Place], most: int) -> list[Place]:
    """As many of them as are to be read: the same on every run, whatever the fixes, and from as many articles as there are."""

    def lot(one: Place) -> str:
        return _hash(one._replace(fix="").line, 8)

    by_article: dict[str, list[Place]] = defaultdict(list)
    for one in sorted(places, key=lot):
        by_article[one.article].append(one)
    ranked = [(turn, lot(one), one) for group in by_article.values() for turn, one in enumerate(group)]
    return [one for _, _, one in sorted(ranked)[:most]]


def shown(where: str, text: str, finding: Finding) -> str:
    """A finding with what stands around it and its first fix, on lines for a reader; the verdict goes in the place of the question mark."""
    start, end = finding.span
    fix = [(edit.start - start, edit.old[:_SHOWN], edit.new[:_SHOWN]) for edit in finding.fixes[0].edits[:4]] if finding.fixes else []
    level = finding.fixes[0].safety if finding.fixes else "none"
    return (
        f"{place(text, finding).line}\t?\n"
        f"#   {where} ({finding.severity}, {level}) {' '.join(finding.message.split())[:_SHOWN]}\n"
        f"#   {text[max(0, start - _AROUND) : start]!r} [[{text[start:end][:_SHOWN]!r}]] {text[end : end + _AROUND]!r}\n#   {fix!r}\n"
    )


def take(lines: Sequence[str]) -> Counter[str]:
    """Take in the verdicts of lines as `shown` prints them; how many of each, with those left open."""
    known = load()
    counts: Counter[str] = Counter()
    for line in lines:
        if line.strip() and not line.startswith("#"):
            rule, article, start, end, fix, verdict = line.rstrip("\n").split("\t")
            counts[verdict] += 1
            if verdict in VERDICTS:
                known[Place(rule, article, int(start), int(end), fix)] = verdict
    save(known)
    return counts


def _hash(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
