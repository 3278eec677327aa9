"""What every report is made from: an article with what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from repair.rulebook.rule import SEVERITIES, Finding, Rule
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Edit, apply_edits

_UNFIT = lazy("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ALONE = lazy("[\ud800-\udfff]")
_MERGED = 4000


class Reported(NamedTuple):
    """An article as a report needs it. Offsets of the findings count code points of `text`.

    Findings of severity `fail_on` or more make a run fail.
    """

    path: str
    text: str
    findings: Sequence[Finding]
    fail_on: str = "warning"

    def fails(self, finding: Finding) -> bool:
        """True when this finding makes a run fail."""
        return SEVERITIES.index(finding.severity) >= SEVERITIES.index(self.fail_on)


def rules_met(articles: Iterable[Reported]) -> list[Rule]:
    """The rules that found something, each once, in rank order."""
    met = {finding.rule.id: finding.rule for article in articles for finding in article.findings}
    return sorted(met.values(), key=lambda rule: rule.rank)


def uri(path: str) -> str:
    """A relative path as a URI reference; a first part with a colon is kept from looking like a scheme."""
    from urllib.parse import quote  # as with `json`: not for those who read the report at a terminal

    # bytes that are no UTF-8 come as lone surrogates: the URI has the bytes
    spelt = quote(path, safe="/~!$&'()*+,;=@", errors="surrogateescape")
    return f"./{spelt}" if "%3A" in spelt.split("/", 1)[0] else spelt


def printable(text: str) -> str:
    """The text without characters that XML and terminals cannot hold: each is shown as its escape."""
    return _UNFIT.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def dumped(value: Any) -> str:
    """JSON for other people's readers: some refuse a whole report for one lone surrogate (a file name that is no UTF-8)."""
    import json

    return _ALONE.sub("\ufffd", json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def merged(text: str, edits: Sequence[Edit]) -> Edit | None:
    """Edits of one fix as a single one, for formats that take no more; None when too much text lies between them."""
    if len(edits) < 2:
        return edits[0] if edits else None
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    if end - start > _MERGED:
        return None
    old = text[start:end]
    return Edit(start, old, apply_edits(old, [edit._replace(start=edit.start - start) for edit in edits]))
