"""What is done to one article, in this process or in another: here it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from repair.engine.changes import BRAKE, FEW_WORDS, changed_words
from repair.engine.inspect import inspect
from repair.engine.settle import Hearing, Settled, Unsettled, by_safety, settle
from repair.formats.document import Document
from repair.formats.registry import document
from repair.project.config import Settings
from repair.project.rules import Shelf
from repair.project.scan import Skipped, Source, Target
from repair.project.work import Outcome, Repaired, Workshop
from repair.rulebook.rule import Finding, Safety
from repair.text.decode import decode


class Mending(Workshop):
    """Each article with all fixes made that are safe enough and not silenced."""

    def __init__(self, settings: Sequence[Settings], shelf: Shelf, timeout: float, default: Safety) -> None:
        super().__init__(settings, shelf, timeout)
        self._default = default

    def recalled(self, target: Target, data: bytes, findings: list[Finding]) -> Outcome | None:
        stored = decode(data, target.settings.encoding)
        silence = self.silence(target.settings)
        heard = silence.heard(target.place, stored.text, findings, lambda: document(stored.text, target.kind)).findings
        if self._has_fixes(target, stored.text, heard):
            return None
        settled = Settled(stored.text, stored.text, (), tuple(heard), ())
        return Repaired(target, data, stored, settled, data, tuple(findings))

    def _do(self, source: Source) -> Repaired | Skipped:
        target, stored = source.target, source.stored
        silence = self.silence(target.settings)
        found: list[Finding] = []

        def hear(current: Document, findings: list[Finding]) -> list[Finding]:
            found[:] = findings
            return silence.heard(target.place, current.source, findings, lambda: current).findings

        try:
            settled = self._settled(source, hear)
            after = stored.encode(settled.after)
        except Unsettled as error:
            return Skipped(target.path, "unsettled", self._about(f"{error}; --ignore one of them"))
        except UnicodeEncodeError as error:
            wanted = error.object[error.start]
            return Skipped(target.path, "unencodable", self._about(f"a fix needs U+{ord(wanted):04X}, which {stored.codec} cannot write"))
        changed, words = changed_words(settled)
        braked = self._braked(target, changed, words)
        if braked:
            left = hear(source.document, inspect(source.document, self.book(target.settings)))
            untouched = Settled(settled.before, settled.before, (), tuple(left), ())
            return Repaired(target, source.data, stored, untouched, source.data, tuple(found), braked)
        return Repaired(target, source.data, stored, settled, after, tuple(found), words=changed)

    def _settled(self, source: Source, hear: Hearing) -> Settled:
        """The article with the chosen fixes made."""
        settings = source.target.settings
        safety = self._safety(source.target)
        return settle(source.document, self.book(settings), by_safety(safety), hear, safety)

    def _has_fixes(self, target: Target, text: str, findings: Sequence[Finding]) -> bool:
        """True when one of these findings of a text has a fix that would be chosen."""
        return any(True for _ in by_safety(self._safety(target))(findings))

    def _braked(self, target: Target, changed: int, words: int) -> str:
        """Why an article is left for review when so many of its words would change: something is wrong with it or with the rules."""
        most = target.settings.brake
        if most is None:
            most = BRAKE[self._safety(target)]
        if changed < FEW_WORDS or changed <= most * words:
            return ""
        return (
            f"left for review: {changed} of {words} words would change, more than the brake's share of {most:g}; "
            "look at it with `repair diff --brake 1`"
        )

    def _safety(self, target: Target) -> Safety:
        return cast("Safety", target.settings.safety or self._default)

    def _about(self, reason: str) -> str:
        return f"left as it is: {reason}"
