"""Fixes that are alike: equal in rule and in old and new text once names and numbers are folded; and how much an answer settles."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from repair.rulebook.rule import Finding, Fix
from repair.score.damage import weighed
from repair.text.fold import fold
from repair.text.lazy import lazy

_NUMBER = lazy(r"\d+(?:[.,:/-]\d+)*")
_NAME = lazy(r"(?<![\w’'])[A-ZÀ-Þ]\w*(?:[’'-]\w+)*(?:\s+(?:(?:of|the|and|de|van|von|al)\s+)?[A-ZÀ-Þ]\w*(?:[’'-]\w+)*)*")


def folded(text: str) -> str:
    """The text with every run of capitalised words and every number as a sign for it, the rest in lower case with single blanks."""
    if not text.strip():
        return text
    return fold(_NUMBER.sub("0", _NAME.sub("\x02", text)))


def alike(fix: Fix) -> tuple[str, ...]:
    """What two fixes of one rule have in common when they are alike."""
    return tuple(folded(part) for edit in fix.edits for part in (edit.old, edit.new))


def cluster_of(finding: Finding) -> str:
    """A name for all findings of the same rule whose first fixes are alike."""
    return blake2b("\0".join((finding.rule.id, *alike(finding.fixes[0]))).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def gain(findings: Iterable[Finding]) -> float:
    """About how many damaged words these findings stand for, each as heavy as the score takes it."""
    return sum((weighed(finding)[0] + 0.05) * (len(finding.text.split()) or 1) for finding in findings)
