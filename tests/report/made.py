"""Articles with findings that reports have a hard time with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from repair.checkers.hit import Severity
from repair.report.lint import Unjudged
from repair.report.reported import Reported
from repair.rulebook.rule import Finding, Fix, Rule
from repair.text.span import Edit, Span

ASTRAL = "a\U00010400b 😀😀 zing 𝔷 é zing"
CONTROLS = "one\x01\x02\x1b[31m\x7f\x85 zing ]]> <&\"' \u2028\ufffe zing\x0b\x0c end"
LINES = "first zing\r\nsecond zing\rthird 😀 zing\n\n  zing\n"
PATHS = (
    "with space.txt",
    "tag #1.txt",
    "100%.txt",
    "new\nline.txt",
    "a:b,c.txt",
    "<&\"'>.txt",
    "日本/😀.txt",
    "non-utf8-\udcff.txt",
    "a%0A::error::b.txt",
)
FORGED = "::error file=x::zing forged\n::stop-commands::zing\n##[error]zing\r::warning::zing"

SKIPPED = (
    Unjudged("gone.txt", "missing", "no such file or folder; check the spelling"),
    Unjudged("fr <1>.txt", "not-english", "not English (fr); --language en has it read", wrong=False),
)


def rule(name: str = "doubled-zing", severity: Severity = "warning") -> Rule:
    return Rule(
        id=name,
        pack="zings",
        rank=sum(map(ord, name)) % 97,
        severity=severity,
        scope="span",
        message="{match} stands here",
        why="A zing is *what* is [left](over) of <a zang>,\nand nobody wants it.",
        checker="pattern",
        params={},
        safety="review",
        because="a person may like zings",
        cues=None,
    )


def reported(path: str, text: str, severity: Severity = "warning", word: str = "zing", fail_on: str = "warning") -> Reported:
    """One finding for each time the word stands in the text, with two fixes: to replace it, and to take the line's words with it."""
    findings, at, low, end = [], text.find(word), 0, 0
    while at >= 0:
        low = max(low, *(text.rfind(mark, end, at) + 1 for mark in "\r\n"))
        end = at + len(word)
        around = text[max(0, at - 6) : end + 6]
        fixes = (
            Fix(f'replace "{word}" by "zang"', "safe", (Edit(at, word, "zang\U0001f600"),)),
            Fix(f'remove "{around}"', "review", (Edit(low, text[low:at], ""), Edit(at, word, "")) if low < at else (Edit(at, word, ""),)),
        )
        message = f'"{around}" stands here: 100% [of](it)'
        findings.append(Finding(rule(f"{severity}-zing", severity), severity, Span(at, end), word, message, f"v1:{at:x}", fixes))
        at = text.find(word, end)
    return Reported(path, text, findings, fail_on)


def verdict(path: str) -> Reported:
    """A finding about the whole text, without a place and without a fix."""
    whole = rule("stub", "error")._replace(scope="article", safety="none")
    return Reported(path, "Short.\n", [Finding(whole, "error", Span(0, 0), "", "the article is cut short", "v1:whole")])


MANY = "😀 A zing it was.\n" * 5000 + "One zing and 😀 then. " * 5000

_CASES: dict[str, Callable[[], tuple[Reported, ...]]] = {
    "nothing at all": lambda: (),
    "no finding": lambda: (Reported("a.txt", "", []),),
    "one": lambda: (reported("a.txt", "A zing.\n"), Reported("b.txt", "", [])),
    "ten thousand": lambda: (reported("a.txt", MANY),),
    "astral": lambda: (reported("a.txt", ASTRAL),),
    "controls": lambda: (reported("a.txt", CONTROLS),),
    "line ends": lambda: (reported("a.txt", LINES), reported("b.txt", LINES, "error"), reported("c.txt", LINES, "info")),
    "paths": lambda: tuple(reported(path, "A zing.\n", severity) for path in PATHS for severity in ("info", "warning", "error")),
    "whole text": lambda: (verdict("a.txt"), reported("-", "A zing.")),
    "forged": lambda: (reported("a.txt", FORGED, "error"), reported("::error::a.txt", "zing")),
    "no end of line": lambda: (reported("a.txt", "zing"), reported("b.txt", "\n\nzing", fail_on="error")),
}
"""What every format must hold."""

NAMES = tuple(_CASES)


@cache
def made(name: str) -> tuple[Reported, ...]:
    """The articles of this case."""
    return _CASES[name]()
