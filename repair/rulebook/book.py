"""`Book`: the rules in force, ready to run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from typing import Any

from repair.checkers import registry
from repair.checkers.hit import Check, Hit
from repair.rulebook.compiled import load_rules
from repair.rulebook.gate import Gate
from repair.rulebook.outside import Outside
from repair.rulebook.rule import SAFETIES, Rule, Safety
from repair.rulebook.shelf import built_in_files
from repair.text.article import Article
from repair.text.span import Span


class Book:
    """Rules in rank order, with their checks made on first use and kept.

    Rules without a checker are those of the backend, which stands `outside`.
    """

    def __init__(self, rules: Iterable[Rule], outside: Outside | None = None) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.rank))
        self.outside = outside
        self._inside = [rule for rule in self.rules if rule.checker]
        self._checks: dict[int, Check] = {}
        self._able: dict[Safety, frozenset[str]] = {}

    @cached_property
    def by_id(self) -> dict[str, Rule]:
        """The rules by their ids."""
        return {rule.id: rule for rule in self.rules}

    def able(self, least: Safety) -> frozenset[str]:
        """The ids of the rules whose fixes may be so safe, and of those that share their first name."""
        ids = self._able.get(least)
        if ids is None:
            bar = SAFETIES.index(least)
            names = {rule.first_name for rule in self.rules if SAFETIES.index(rule.safety) >= bar}
            ids = self._able[least] = frozenset(rule.id for rule in self.rules if rule.first_name in names)
        return ids

    @cached_property
    def tells_slips(self) -> bool:
        """Whether rules are in force whose findings tell that a text is damaged, and not that its writer slipped."""
        return any(rule.alone is None for rule in self.rules)

    @cached_property
    def _gate(self) -> Gate:
        return Gate([rule.cues for rule in self._inside])

    def due(self, article: Article) -> Iterable[tuple[Rule, Check]]:
        """The rules that may have something to say about an article, in rank order, with their checks."""
        for index, places in self._gate.open_for(article).items():
            rule = self._inside[index]
            check: Any = self._checks.get(index)
            if check is None:
                check = self._checks[index] = registry.checker(rule.checker)(**rule.params)
            yield rule, check if places is None or rule.checker not in registry.PLACED else partial(check, places=places)

    def beyond(self, article: Article, found: Sequence[Span]) -> list[tuple[Rule, Hit]]:
        """What the backend has to say, under rules in force, where nothing was `found` yet."""
        return [one for one in self.outside.hits(article, found) if one[0] in self.rules] if self.outside else []


def rule_book(*files: str | os.PathLike[str], profile: str | os.PathLike[str] | None = None) -> Book:
    """The built-in rules together with those of the given files and what a profile knows.

    Raises `RuleError` for a file that cannot be taken.
    """
    from repair.rulebook.profile import housed, read_profiles

    known = read_profiles([os.fspath(profile)]) if profile is not None else None
    rules = load_rules([*built_in_files(), *(os.fspath(file) for file in files)])
    return Book(rule for rule in housed(rules, known) if not rule.preview)
