"""Reports that can only be written when everything is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from repair.report.reported import Reported
from repair.rulebook.rule import Finding


class Whole:
    """Collects the articles and renders them at the end."""

    def __init__(self, render: Callable[[Sequence[Reported]], str]) -> None:
        self._render = render
        self._articles: list[Reported] = []

    def begin(self) -> str:
        return ""

    def article(self, path: str, sha256: str, text: str, findings: Sequence[Finding]) -> str:
        # the text of an article without findings is not looked at again
        self._articles.append(Reported(path, text if findings else "", findings))
        return ""

    def end(self, skipped: Sequence[tuple[str, str, str]]) -> str:
        return self._render(self._articles)
