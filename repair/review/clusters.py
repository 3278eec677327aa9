"""Fixes that are alike: equal in rule and in old and new text once names and numbers are folded; and how much an answer settles."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from repair.rulebook.rule import Finding, Fix
from repair.score.damage import weighed
from repair.text.fold import fold
from repair.text.lazy import lazy

_NUMBER = lazy(r"\d+(?:[.,:/-]\d+)*(?:(?:[KkMm]|st|nd|rd|th|s)\b|\s?(?:[AaPp]\.?[Mm]\b|%))?")
_ADDRESS = lazy(r"\[email\s?protected\]|\bhttps?://\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w+|\bwww\.\S+")
_NAME = lazy(r"(?<![\w’'])[A-ZÀ-Þ]\w*(?:[’'.-](?!s\b)\w+)*(?:[’']s?(?!\w)|\.(?=\s+[A-ZÀ-Þ]|\s*/))?")
_NAMES = lazy(r"\x02(?:(?:\s*[,;/&|]\s*|\s+)(?:(?:and|or|of|in|the|de|van|von|al)\s+)*\x02)+")


def folded(text: str) -> str:
    """The text with every run or list of capitalised words or addresses, and every number, as a sign; the rest in lower case."""
    if not text.strip():
        return text
    named = _NAME.sub("\x02", _ADDRESS.sub("\x02", text))
    return fold(_NUMBER.sub("0", _NAMES.sub("\x02", named)))


def alike(fix: Fix) -> tuple[str, ...]:
    """What two fixes of one rule have in common when they are alike; where one name becomes another, the names count."""
    parts: list[str] = []
    for edit in fix.edits:
        pair = [folded(edit.old), folded(edit.new)]
        one_name_for_another = pair[0] == pair[1] and edit.old.split() != edit.new.split()
        parts += (fold(edit.old), fold(edit.new)) if one_name_for_another else pair
    return tuple(parts)


def cluster_of(*region: Finding) -> str:
    """A name for all findings of the same rule whose first fixes are alike, or for all regions of which each part is alike."""
    parts = [part for finding in region for part in (finding.rule.id, *alike(finding.fixes[0]))]
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def gain(findings: Iterable[Finding]) -> float:
    """About how many damaged words these findings stand for, each as heavy as the score takes it."""
    return sum((weighed(finding)[0] + 0.05) * (len(finding.text.split()) or 1) for finding in findings)
