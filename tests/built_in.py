"""The built-in packs with their examples, read from YAML once for all tests of a worker."""

from __future__ import annotations

from functools import cache

from repair.rulebook.load import Pack, load_packs
from repair.rulebook.rule import Rule
from repair.rulebook.shelf import built_in_files


@cache
def packs() -> tuple[Pack, ...]:
    return tuple(load_packs(built_in_files()))


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(rule for pack in packs() for rule in pack.rules)
