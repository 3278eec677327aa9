"""What a rule is and what a reader is shown of it: `Rule`, `Example`, `Fix`, `Finding`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from repair.checkers.hit import Severity
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span

Safety = Literal["none", "review", "safe"]
Scope = Literal["span", "article"]

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
SAFETIES: tuple[Safety, ...] = ("none", "review", "safe")
SCOPES: tuple[Scope, ...] = ("span", "article")
STAGES = ("bytes", "blocks", "sentences", "words")


class Cue(NamedTuple):
    """One of these must be found: strings in any case (all in lower case then), RE2 expressions, words in lower case that
    begin a short line, words in lower case, or two or three words in lower case in a row, a blank between. `always`: no such thing.
    """

    kind: Literal["strings", "expressions", "openings", "words", "neighbours", "always"]
    sought: tuple[str, ...] = ()
    expression: tuple[int, int] | None = None
    """Which of its checker's expressions this stands for, and how many characters that matches at most: where the check asks for it."""
    neighbours: Mapping[str, str] = MappingProxyType({})
    """The last but one of the words, and those that may follow it, a blank between; of three words the first stands before the
    last, a tab between. Plain texts, as thousands are loaded at every start of which an article needs a few dozen.
    """


class Rule(NamedTuple):
    """One kind of damage: what to look for, what to say, how far its fix may be trusted.

    Of `cues` one must be found in a text for the checker to have anything to say there; None when nothing is that certain.
    `rank` orders all rules of a book totally. `items` are the kinds of damage in `taxonomy` that the rule covers. Fixes are
    safe only in a text with at least `safe_from` findings of the rule: one alone may be a slip of the writer's, several
    are damage. `alone`, when given, is the severity of its findings in a text that holds neither other damage nor many of
    the kind: writers slip too. A `preview` rule runs only when previews are asked for. `formerly` are names that the rule
    had, the first one first: that name stays in the keys of its findings. `confidence` is the share of right findings that
    it reaches at least, by what was measured (see `evidence`); None when it was not.
    """

    id: str
    pack: str
    rank: int
    severity: Severity
    scope: Scope
    message: str
    why: str
    checker: str
    params: Mapping[str, Any]
    safety: Safety
    because: str
    cues: tuple[Cue, ...] | None
    items: tuple[str, ...] = ()
    safe_from: int = 1
    alone: Severity | None = None
    preview: bool = False
    formerly: tuple[str, ...] = ()
    confidence: float | None = None

    @property
    def first_name(self) -> str:
        """The name that the keys of findings are made with: it does not change when the rule is renamed."""
        return self.formerly[0] if self.formerly else self.id


class Example(NamedTuple):
    """A text that proves a rule.

    `bad`: the rule finds exactly `spans` and its fix gives `good` (None when the rule offers no fix).
    `keep`: the rule finds nothing. `gap`: a known miss, to be found one day.
    """

    kind: Literal["bad", "keep", "gap"]
    text: str
    spans: tuple[Span, ...]
    good: str | None
    line: int


class Fix(NamedTuple):
    """One way to mend a finding, whole or not at all. `safety` is `safe` or `review`."""

    title: str
    safety: Safety
    edits: tuple[Edit, ...]
    witness: tuple[Span, ...] = ()


class Finding(NamedTuple):
    """One spot of an article that a rule objects to; `fixes` are alternatives, most likely first."""

    rule: Rule
    severity: Severity
    span: Span
    text: str
    message: str
    key: str
    fixes: tuple[Fix, ...] = ()
    group: str | None = None
    confidence: float | None = None
