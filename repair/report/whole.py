"""Reports that can only be written when everything is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from repair.formats.records import Locator
from repair.report.lint import Unjudged
from repair.report.reported import Reported
from repair.rulebook.rule import Finding


class Whole:
    """Collects the articles and renders them at the end."""

    def __init__(self, render: Callable[[Sequence[Reported], Sequence[Unjudged]], str]) -> None:
        self._render = render
        self._articles: list[Reported] = []

    def begin(self) -> str:
        return ""

    def article(
        self, path: str, sha256: str, text: str, findings: Sequence[Finding], fail_on: str = "warning", locator: Locator | None = None
    ) -> str:
        # the text of an article without findings is not looked at again
        self._articles.append(Reported(f"{path}{locator or ''}", text if findings else "", findings, fail_on))
        return ""

    def end(self, skipped: Sequence[Unjudged]) -> str:
        return self._render(self._articles, skipped)
