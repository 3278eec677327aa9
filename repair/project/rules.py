"""Which rules are in force for a folder, and the hashes that name them in reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from repair.project.config import ConfigError, Settings
from repair.rulebook.book import Book
from repair.rulebook.compiled import load_rules, rules_hash
from repair.rulebook.rule import Rule
from repair.rulebook.shelf import built_in_files, nearest


class Shelf:
    """The books of all settings met in a run, each made once."""

    def __init__(self) -> None:
        self._books: dict[tuple[tuple[str, ...], ...], Book] = {}

    def book(self, settings: Settings) -> Book:
        """The rules in force. Raises `RuleError` for a rule file, `ConfigError` for an unknown name in select or ignore."""
        wanted = (settings.rules, settings.select, settings.ignore)
        book = self._books.get(wanted)
        if book is None:
            rules = load_rules([*built_in_files(), *settings.rules])
            book = self._books[wanted] = Book(chosen(rules, settings.select, settings.ignore))
        return book


def chosen(rules: Sequence[Rule], select: Sequence[str], ignore: Sequence[str]) -> list[Rule]:
    """The rules named by `select` (all when it is empty), by id or by pack, without those named by `ignore`."""
    known = {name for rule in rules for name in (rule.id, rule.pack)}
    for key, names in (("select", select), ("ignore", ignore)):
        for name in names:
            if name not in known:
                raise ConfigError(f'{key}: no rule or pack is named "{name}"{nearest(name, known)}')
    return [
        rule
        for rule in rules
        if (not select or rule.id in select or rule.pack in select) and rule.id not in ignore and rule.pack not in ignore
    ]


def hashes(settings: Iterable[Settings]) -> tuple[str, str]:
    """SHA-256 of the rule files and of the settings of a run; over both when a run meets several."""
    import json
    from hashlib import sha256

    rules, configs = set(), set()
    for one in settings:
        rules.add(one.rules)
        configs.add(json.dumps(one.stated, sort_keys=True))
    sums = sorted(rules_hash([*built_in_files(), *files]) for files in rules or {()})
    together = sums[0] if len(sums) == 1 else sha256("".join(sums).encode()).hexdigest()
    return together, sha256("\n".join(sorted(configs)).encode()).hexdigest()
