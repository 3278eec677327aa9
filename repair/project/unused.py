"""The rule `unused-suppression`: what silences nothing is itself worth a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from repair.rulebook.rule import Finding, Rule
from repair.text.digest import blake2b
from repair.text.span import Span

UNUSED = Rule(
    id="unused-suppression",
    pack="suppressions",
    rank=1_000_000,
    severity="info",
    scope="span",
    message="the suppression {match}",
    why="A suppression that fits nothing any more, or whose end date has passed, hides the next finding that happens to fit it. "
    "Take it out, or mend it when it was meant for something else.",
    checker="",
    params={},
    safety="none",
    because="only its writer knows whether it is still meant",
    cues=None,
)
ABOUT = "What the project says about findings, in repair.toml and in comments. It needs no article, and so has no examples."


def unused(text: str, told: Iterable[tuple[Span, str]]) -> list[Finding]:
    """Findings at these places of a file, each saying why."""
    times: Counter[str] = Counter()
    found = []
    for span, why in told:
        matched = text[span.start : span.end]
        times[matched] += 1
        digest = blake2b(f"{UNUSED.id}\0{matched}\0{times[matched]}".encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
        shown = " ".join(matched.split())
        found.append(Finding(UNUSED, UNUSED.severity, span, matched, f"{shown} {why}", f"v1:{digest}"))
    return found
