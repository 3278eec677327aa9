"""Examples as tests: whether a rule does what its own file says."""

from __future__ import annotations

from collections.abc import Iterator

from repair.engine.find import find
from repair.engine.settle import Unsettled, by_safety, settle
from repair.rulebook.book import Book
from repair.rulebook.load import Pack
from repair.rulebook.rule import Example, Finding, Rule
from repair.text.article import Article
from repair.text.named import NamedTuple


class Case(NamedTuple):
    """One example of one rule."""

    pack: Pack
    rule: Rule
    example: Example

    @property
    def name(self) -> str:
        return f"{self.pack.path.name}:{self.example.line}:{self.rule.id}:{self.example.kind}"


def cases(pack: Pack) -> Iterator[Case]:
    """Every example of a pack."""
    for rule in pack.rules:
        for example in pack.examples[rule.id]:
            yield Case(pack, rule, example)


def prove(case: Case) -> str | None:
    """What is wrong with this example, None when it holds.

    bad: the rule alone finds exactly the marked spans; its first fixes give exactly `good`; it is silent on `good`.
    keep: the rule finds nothing. gap: the rule does not find the marked spans (when it does, the example is out of date).
    """
    alone = Book([case.rule])
    example = case.example
    found = find(Article(example.text), alone)
    spans = tuple(dict.fromkeys(finding.span for finding in found))
    if example.kind == "gap":
        return "is found now: make it a bad example" if spans == example.spans else None
    if example.kind == "keep":
        return f"must stay, but {_shown(found)} was found" if found else None
    if spans != example.spans:
        wanted = ", ".join(repr(example.text[a:b]) for a, b in example.spans)
        return f"should find {wanted}, found {_shown(found) or 'nothing'}"
    return _cure(case, alone, found)


def _cure(case: Case, alone: Book, found: list[Finding]) -> str | None:
    good = case.example.good
    if good is None:
        return "offers a fix, but the example has no 'good'" if any(finding.fixes for finding in found) else None
    try:
        settled = settle(Article(case.example.text), alone, by_safety("review"))
    except Unsettled as error:
        return str(error)
    if settled.after != good:
        return f"the fix gives {settled.after!r}, not {good!r}"
    left = find(Article(good), alone)
    return f"still finds {_shown(left)} in 'good'" if left else None


def _shown(findings: list[Finding]) -> str:
    return ", ".join(repr(finding.text) for finding in findings)
