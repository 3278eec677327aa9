"""An article as reports tell it, apart from its path: so much is kept of one that did not change, and told again as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from repair.checkers.hit import Severity
from repair.project.suppress import MARK
from repair.rulebook.rule import SEVERITIES, Finding, Safety
from repair.text.decode import decode
from repair.text.digest import sha256
from repair.text.named import NamedTuple

if TYPE_CHECKING:
    from repair.project.files import File
    from repair.project.scan import Target

Spell = Callable[[str, str, Sequence[Finding]], str]
"""What a report says of an article with this SHA-256 and text, but for its path; nothing else decides it."""


class Head(NamedTuple):
    """A finding as figures count it. `safety` is that of its first fix, `none` where there is no fix."""

    rule: str
    severity: Severity
    safety: Safety


class Spelt(NamedTuple):
    """The findings of an article as figures count them, and what each report of the run says of it, but for its path."""

    heads: Sequence[Head]
    said: Sequence[str]

    @property
    def worst(self) -> int:
        """The number of the greatest severity, -1 without findings."""
        return max((SEVERITIES.index(head.severity) for head in self.heads), default=-1)


def heads(findings: Iterable[Finding]) -> list[Head]:
    """The findings as figures count them."""
    return [Head(one.rule.id, one.severity, one.fixes[0].safety if one.fixes else "none") for one in findings]


class Spelling:
    """Keeps of an article what these reports say of it: for a `Crew`. `identity` names the reports with all that decides what they say.

    `hashed`: one of them tells the SHA-256 of the article. Where something may silence findings, the bytes and all findings are kept.
    """

    def __init__(self, identity: str, spells: Sequence[Spell], hashed: bool = True) -> None:
        self._identity = identity.encode()
        self._spells = spells
        self._hashed = hashed

    def __call__(self, file: File, findings: Any) -> Spelt | tuple[bytes, list[Finding]]:
        text = decode(file.data, file.target.settings.encoding).text
        if not self.identity(file.target) or MARK in text:
            return file.data, findings
        digest = sha256(file.data).hexdigest() if self._hashed else ""
        return Spelt(heads(findings), [spell(digest, text, findings) for spell in self._spells])

    def identity(self, target: Target) -> bytes:
        """What decides the outcome besides what decides the findings; nothing where that cannot be told."""
        settings = target.settings
        return b"" if settings.suppress or settings.terms else self._identity

    def stored(self, kept: object) -> object:
        """What was kept as JSON has it; None when it is not to be remembered."""
        return kept if isinstance(kept, Spelt) else None

    def restored(self, value: Any) -> Spelt:
        """What was kept again. Raises `ValueError` or `TypeError` for what cannot be that."""
        found, said = value
        if len(said) != len(self._spells) or not all(isinstance(one, str) for one in said):
            raise ValueError(said)
        return Spelt([Head(*one) for one in found], said)
