"""Profiles: what `repair learn` found out about the sites of a corpus, put to use by the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from repair.rulebook.rule import Rule
from repair.text.named import NamedTuple

HOST_LINE = "host-line"
"""The checker that looks lines of a profile up; its rules are out of force without one."""
_OF_CREDITS = ("duplicate-credit", "repeated-credit-line")


class Profile(NamedTuple):
    """What is known of a corpus.

    `hosts`: of each host the lines by their form, each with place, trust, the stories it was seen in and of how many. `houses`: names that
    sign pictures. `names`: names that are no slips of others.
    """

    hosts: dict[str, dict[str, list[str]]]
    houses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def read_profiles(paths: Sequence[str]) -> Profile:
    """What these files say together; of a line said twice the later file's word counts. Raises `RuleError`."""
    from repair.rulebook.profile_file import read

    hosts: dict[str, dict[str, list[str]]] = {}
    houses: dict[str, None] = {}
    names: dict[str, None] = {}
    for path in paths:
        one = read(path)
        for host, lines in one.hosts.items():
            hosts.setdefault(host, {}).update(lines)
        houses.update(dict.fromkeys(one.houses))
        names.update(dict.fromkeys(one.names))
    return Profile(hosts, tuple(houses), tuple(names))


def housed(rules: Iterable[Rule], profile: Profile | None) -> list[Rule]:
    """The rules with what a profile knows; without a profile, without those that look its lines up."""
    if profile is None:
        return [rule for rule in rules if rule.checker != HOST_LINE]
    return [_housed(rule, profile) for rule in rules]


def _housed(rule: Rule, profile: Profile) -> Rule:
    if rule.checker == HOST_LINE:
        return rule._replace(params={**rule.params, "hosts": profile.hosts})
    if rule.checker == "odd-name" and profile.names:
        return rule._replace(params={**rule.params, "keep": [*rule.params["keep"], *profile.names]})
    if profile.houses and rule.checker in _OF_CREDITS:
        from repair.rulebook.load import cues

        params = {**rule.params, "agencies": [*rule.params["agencies"], *profile.houses]}
        return rule._replace(params=params, cues=cues(rule.checker, params))
    return rule
