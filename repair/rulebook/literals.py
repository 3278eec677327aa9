"""Literals of which one must stand in every text that a regular expression matches.

A set of plain strings is quick to build and to search, however many there are; classes and repetitions multiply
the states of an automaton.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

_MOST_VARIANTS = 200
_MOST_ALTERNATIVES = 600
_LONGEST = 40
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_COMMON = frozenset("etaoinshrdlu .,'\"-’“”")

ORDINARY = """\
The council voted on Tuesday to close the swimming pool in the old town, which has lost money for most of the past ten
years, and to build a new one beside the school. It would cost about 12 million and open in two years.

“Nobody wants to see it go,” said Anna Berg, who leads the council. “But we have to look at what we can pay for, and at
how many people would use it.” She said that more than 4,000 people had written to her, and that most of them had asked
for a pool that is open in the morning and at the weekend.

Not all of her colleagues agreed. Peter Lund, a member of the other party, said the plan had been made in a hurry. He
told reporters that there was no need to decide now, because the state may yet help. “This is about our children,” he
said, adding that he would try to stop it.

The pool first opened in 1968. A group of local people has said it will run the place from next year if the council
gives it the keys; their story was on the news last week. Work could also be done by a company, the council's report says.

The long-term plan (in two parts) is for lanes of 25 metres at $9.50 a child and/or parent.
"""
"""Copy without damage, in which what is found is found everywhere."""

Strings = frozenset[str]
_EMPTY: Strings = frozenset([""])


def required(tree: Iterable[tuple[Any, Any]]) -> Strings | None:
    """The most telling such set for a parsed expression; None when nothing is certain to stand there."""
    best = _better(*_walk(tree))
    return best and frozenset(string for string in best if not any(other != string and other in string for other in best))


def telling(strings: Strings) -> int:
    """How rarely the least telling of the strings will be met: its length, with a bonus for signs that prose seldom holds."""
    return min(len(string) + sum(2 for character in string if not character.isalnum() and character not in _COMMON) for string in strings)


def _walk(nodes: Iterable[tuple[Any, Any]]) -> tuple[Strings | None, Strings | None]:
    """What a sequence matches exactly, when that is a small set, and the most telling set that it requires."""
    run, best, whole = _EMPTY, None, True
    for op, value in nodes:
        exact, inner = _node(str(op), value)
        again = _repeated(str(op), value)
        if again is not None:  # its first turn stands behind what was, its last one before what comes
            best, whole = _better(_better(best, run), _joined(run, again)), False
            run, exact = again, _EMPTY
        best = _better(best, inner)
        joined = _joined(run, exact) if exact is not None else None
        if joined is None:
            best, whole = _better(best, run), False
            run = exact if exact is not None else _EMPTY
        else:
            run = joined
    return (run if whole else None), _better(best, run)


def _repeated(op: str, value: Any) -> Strings | None:
    """What each turn of a repetition matches, where there is one turn at least and may be more."""
    return _walk(value[2])[0] if op in _REPEATS and int(value[0]) > 0 and int(value[1]) > 1 else None


def _joined(run: Strings, exact: Strings) -> Strings | None:
    if len(run) * len(exact) > _MOST_VARIANTS or max(map(len, run), default=0) + max(map(len, exact), default=0) > _LONGEST:
        return None
    return frozenset(before + after for before in run for after in exact)


def _node(op: str, value: Any) -> tuple[Strings | None, Strings | None]:
    match op:
        case "LITERAL":
            return frozenset([chr(value)]), None
        case "IN":
            members = frozenset(_members(value))
            return (members if 0 < len(members) <= 4 else None), None
        case "BRANCH":
            return _branch([_walk(branch) for branch in value[1]])
        case "SUBPATTERN":
            return _walk(value[3])
        case "ATOMIC_GROUP":
            return _walk(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, high, nodes = value
            exact, best = _walk(nodes)
            if int(low) == 0:
                return (exact | _EMPTY if int(high) == 1 and exact is not None else None), None
            return (exact if int(high) == 1 else None), _better(exact, best)
        case "AT" | "ASSERT_NOT":
            return _EMPTY, None
        case "ASSERT":
            return _EMPTY, required(value[1])
        case _:
            return None, None


def _branch(branches: list[tuple[Strings | None, Strings | None]]) -> tuple[Strings | None, Strings | None]:
    exacts = [exact for exact, _ in branches if exact is not None]
    exact = frozenset().union(*exacts) if len(exacts) == len(branches) else None
    bests = [best for best in (_better(*branch) for branch in branches) if best is not None]
    best = frozenset().union(*bests) if len(bests) == len(branches) else None
    if best is not None and len(best) > _MOST_ALTERNATIVES:
        best = None
    return (exact if exact is not None and len(exact) <= _MOST_VARIANTS else None), best


def _members(items: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """The characters of a class when they are few and spelt out; nothing otherwise."""
    members = []
    for op, value in items:
        if str(op) == "LITERAL":
            members.append(chr(value))
        elif str(op) == "RANGE" and value[1] - value[0] < 4:
            members += map(chr, range(value[0], value[1] + 1))
        else:
            return
    yield from members


def _better(one: Strings | None, other: Strings | None) -> Strings | None:
    if one is None or "" in one:
        return None if other is None or "" in other else other
    if other is None or "" in other:
        return one
    return max(one, other, key=lambda strings: (telling(strings), -len(strings)))
