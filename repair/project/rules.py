"""Which rules are in force for a folder, and the hashes that name them in reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from repair.project.config import ConfigError, Settings, shown
from repair.project.unused import UNUSED
from repair.rulebook.book import Book
from repair.rulebook.compiled import load_rules, rules_hash
from repair.rulebook.outside import Outside
from repair.rulebook.profile import HOST_LINE, Profile, housed, read_profiles
from repair.rulebook.rule import Rule
from repair.rulebook.shelf import built_in_files, nearest


class Shelf:
    """The books of all settings met in a run, each made once."""

    def __init__(self, outside: Outside | None = None) -> None:
        self._books: dict[tuple[object, ...], Book] = {}
        self._profiles: dict[tuple[str, ...], Profile] = {}
        self._outside = outside
        self.notes: dict[str, None] = {}

    def book(self, settings: Settings) -> Book:
        """The rules in force. Raises `RuleError` for a rule file or a profile, `ConfigError` for an unknown name in select or ignore."""
        wanted = (settings.rules, settings.profile, settings.select, settings.ignore, settings.preview)
        book = self._books.get(wanted)
        if book is None:
            theirs = tuple(self._outside.rules) if self._outside else ()
            rules = (*every_rule(settings), *theirs)
            in_force = housed(chosen(rules, settings), self._profile(settings.profile))
            book = self._books[wanted] = Book((rule for rule in in_force if rule.checker or rule in theirs), self._outside)
            self.notes.update(dict.fromkeys(renamed(rules, settings)))
        return book

    def _profile(self, files: tuple[str, ...]) -> Profile | None:
        if files and files not in self._profiles:
            self._profiles[files] = read_profiles(files)
        return self._profiles.get(files)

    def __getstate__(self) -> dict[str, object]:
        return {"_books": {}, "_profiles": {}, "_outside": self._outside, "notes": {}}  # another process makes its own


def every_rule(settings: Settings) -> tuple[Rule, ...]:
    """All rules there are for a folder, in force or not. Raises `RuleError`."""
    return (*load_rules([*built_in_files(), *settings.rules]), UNUSED)


def chosen(rules: Sequence[Rule], settings: Settings) -> list[Rule]:
    """The rules that `select` names (all when it is empty), by id or by pack, without those that `ignore` names.

    Rules in preview are left out unless `preview` is on. Names that rules had formerly count. Raises `ConfigError` for a name
    that nothing answers to, and for a rule in preview that `select` names by its id.
    """
    known = _names(rules)
    silenced = [(f"{shown(settings.source)}:{one.line}: suppress", (one.rule,)) for one in settings.suppress if one.rule]
    for key, names in (("select", settings.select), ("ignore", settings.ignore), *silenced):
        for name in names:
            if name not in known and name not in of_backends():
                raise ConfigError(f'{key}: no rule or pack is named "{name}"{nearest(name, known)}')
    found = []
    for rule in rules:
        if rule.preview and not settings.preview:
            if rule.id in settings.select:
                raise ConfigError(f'select: rule "{rule.id}" is in preview; --preview has it run')
            continue
        if rule.checker == HOST_LINE and not settings.profile and rule.id in settings.select:
            raise ConfigError(f'select: rule "{rule.id}" needs a profile; --profile names one (`repair learn` makes it)')
        if in_force(rule, settings):
            found.append(rule)
    return found


def _names(rules: Iterable[Rule]) -> set[str]:
    return {name for rule in rules for name in (rule.id, rule.pack, *rule.formerly)}


def every_name(settings: Settings) -> set[str]:
    """All names that rules and packs have for a folder, in force or not, those of backends too. Raises `RuleError`."""
    return _names(every_rule(settings)) | of_backends()


def of_backends() -> set[str]:
    """The names of the rules of all backends and of their packs, whether or not these are asked in this run."""
    from repair.backends.allowed import allowed

    return {name for one in allowed() for name in (one.rule.id, one.rule.pack)}


def in_force(rule: Rule, settings: Settings) -> bool:
    """True for a rule that `select` and `ignore` leave in force."""
    names = {rule.id, rule.pack, *rule.formerly}
    return (not settings.select or not names.isdisjoint(settings.select)) and names.isdisjoint(settings.ignore)


def renamed(rules: Sequence[Rule], settings: Settings) -> list[str]:
    """What to say of former names that the settings use."""
    now = {name: rule.id for rule in rules for name in rule.formerly}
    used = [("select", name) for name in settings.select] + [("ignore", name) for name in settings.ignore]
    used += [("suppress", one.rule) for one in settings.suppress]
    return [f'{key}: rule "{name}" is called "{now[name]}" now' for key, name in used if name in now]


def names_in_force(rules: Iterable[Rule]) -> dict[str, str]:
    """The ids of these rules under all their names, those of their packs too."""
    return {name: rule.id for rule in rules for name in (rule.pack, *rule.formerly, rule.id)}


def hashes(settings: Iterable[Settings]) -> tuple[str, str]:
    """SHA-256 of the rule files, profiles among them, and of the settings of a run; over both when a run meets several."""
    import json
    from hashlib import sha256

    rules, configs = set(), set()
    for one in settings:
        rules.add((*one.rules, *one.profile))
        configs.add(json.dumps(one.stated, sort_keys=True))
    sums = sorted(rules_hash([*built_in_files(), *files]) for files in rules or {()})
    together = sums[0] if len(sums) == 1 else sha256("".join(sums).encode()).hexdigest()
    return together, sha256("\n".join(sorted(configs)).encode()).hexdigest()
