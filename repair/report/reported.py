"""What every report is made from: an article with what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote

from repair.rulebook.rule import Finding, Rule


class Reported(NamedTuple):
    """An article as a report needs it. Offsets of the findings count code points of `text`."""

    path: str
    text: str
    findings: Sequence[Finding]


def rules_met(articles: Iterable[Reported]) -> list[Rule]:
    """The rules that found something, each once, in rank order."""
    met = {finding.rule.id: finding.rule for article in articles for finding in article.findings}
    return sorted(met.values(), key=lambda rule: rule.rank)


def uri(path: str) -> str:
    """A relative path as a URI reference; a first part with a colon is kept from looking like a scheme."""
    spelt = quote(path, safe="/~!$&'()*+,;=@")
    return f"./{spelt}" if "%3A" in spelt.split("/", 1)[0] else spelt


def printable(text: str) -> str:
    """The text without characters that XML and terminals cannot hold: each is shown as its escape."""
    return "".join(c if c in "\t\n" or (c >= " " and c not in _UNFIT) else f"\\x{ord(c):02x}" for c in text)


_UNFIT = frozenset([*map(chr, range(0x7F, 0xA0)), "\ufffe", "\uffff", *map(chr, range(0xD800, 0xE000))])
