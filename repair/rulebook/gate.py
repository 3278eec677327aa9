"""Which rules can have anything to say about a text: one pass of RE2 over it, before any checker runs.

A gate is a Python regular expression *widened* into RE2's syntax: it matches wherever the original matches, and
perhaps elsewhere. `re` stays the judge. RE2 has no look-around and no back-references, and its `\\b`, `\\s`, `\\w` and
`$` mean other things on non-ASCII text (measured: 4 of 202 hits lost without widening); so look-around and word
borders are dropped, and a class takes any character beyond ASCII. Where an expression requires literals, they are its
gate: exact Unicode classes, counts and gaps cost fifty times as much to compile and to search, which every start pays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from repair.rulebook.literals import ORDINARY, required, telling
from repair.text.lazy import lazy

_OTHER = r"\x{80}-\x{10ffff}"  # any character beyond ASCII: what it counts as, `re` decides
_SPACE = r"\t-\r\x{1c}-\x{20}"
_WORD = r"0-9A-Za-z_"
_CLASSES = {"CATEGORY_DIGIT": "0-9", "CATEGORY_SPACE": _SPACE, "CATEGORY_WORD": _WORD}
_NEGATED = {"CATEGORY_NOT_DIGIT": "[^0-9]", "CATEGORY_NOT_SPACE": f"[^{_SPACE}]", "CATEGORY_NOT_WORD": f"[^{_WORD}]"}
_MOST_REPEATS = 3
_LONGEST = 20_000  # beyond, the automaton costs more than the check
_LONG = 300
_TELLING = 2
_ANYCASE = "(?i)"
_PROPER = lazy(r"[\[(*+.]|(?<!\\x)\{")  # what only more than a choice of strings holds
_CODE = lazy(r"\\x\{([0-9a-f]+)\}")
_I_S_K = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}  # what `re` takes for these letters when it ignores case
_FEW = 60_000
_TOGETHER = 20


def widen(expression: str) -> str | None:
    """An RE2 expression that is found in every text in which `expression` is found; None when it would be found in most texts."""
    from re import _parser  # type: ignore[attr-defined]

    tree = _parser.parse(expression)
    flags = tree.state.flags
    strings = required(tree)
    if strings is not None and telling(strings) >= _TELLING:
        anycase = flags & re.IGNORECASE or _ANYCASE in expression or "(?i:" in expression
        widened = (_ANYCASE if anycase else "") + "|".join("".join(map(_literal, map(ord, string))) for string in sorted(strings))
        if not _is_ordinary(widened):
            return widened
    widened = (f"(?{_letters(flags)})" if _letters(flags) else "") + _sequence(tree)
    return None if len(widened) > _LONGEST or _is_ordinary(widened) else widened


def _is_ordinary(widened: str) -> bool:
    """True for what is found in any undamaged article: such a gate is always open."""
    try:
        import re2
    except ImportError:
        return False
    return re2.search(widened, ORDINARY) is not None


def _sequence(nodes: Iterable[tuple[Any, Any]]) -> str:
    return "".join(_node(str(op), value) for op, value in nodes)


def _node(op: str, value: Any) -> str:
    match op:
        case "LITERAL":
            return _literal(value)
        case "NOT_LITERAL":
            return f"[^{_literal(value)}]"
        case "ANY":
            return "."
        case "IN":
            return _class(value)
        case "BRANCH":
            return "(?:" + "|".join(_sequence(branch) for branch in value[1]) + ")"
        case "SUBPATTERN":
            _group, add, _drop, nodes = value
            return f"(?{_letters(add)}:{_sequence(nodes)})"
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, high, nodes = value
            return f"(?:{_sequence(nodes)})" + _times(int(low), int(high))
        case "ATOMIC_GROUP":
            return f"(?:{_sequence(value)})"
        case "AT" if str(value) == "AT_BEGINNING_STRING":
            return r"\A"
        case "AT" if str(value) == "AT_END_STRING":
            return r"\z"
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return ""
        case _:  # GROUPREF and what later Pythons add: anything may stand there
            return "(?s:.*)"


def _letters(flags: int) -> str:
    """The flags that RE2 has to share for its expression to match as much."""
    return ("i" if flags & re.IGNORECASE else "") + ("s" if flags & re.DOTALL else "")


def _times(low: int, high: int) -> str:
    """A count is a copy for each turn in RE2's automaton, so beyond a few "at most" becomes "any number"."""
    if high <= _MOST_REPEATS:
        return "?" if (low, high) == (0, 1) else f"{{{low},{high}}}"
    return {0: "*", 1: "+"}.get(low, f"{{{min(low, _MOST_REPEATS)},}}")


def _literal(code: int) -> str:
    character = chr(code)
    return character if (character.isalnum() and character.isascii()) or character == " " else f"\\x{{{code:x}}}"


def _class(items: Sequence[tuple[Any, Any]]) -> str:
    negate = any(str(op) == "NEGATE" for op, _ in items)
    parts: list[str] = []
    alternatives: list[str] = []
    for op, value in items:
        match str(op):
            case "LITERAL":
                parts.append(_literal(value))
            case "RANGE":
                parts.append(f"{_literal(value[0])}-{_literal(value[1])}")
            case "CATEGORY" if str(value) in _CLASSES:
                parts.append(_CLASSES[str(value)] + ("" if negate else _OTHER))
            case "CATEGORY":
                alternatives.append(_NEGATED[str(value)])
    if not alternatives:
        return f"[{'^' if negate else ''}{''.join(parts)}]"
    if negate:  # what is not "no word character" is one, and perhaps more is left out
        return "(?s:.)"
    return "(?:" + "|".join([*alternatives, *([f"[{''.join(parts)}]"] if parts else [])]) + ")"


class Gate:
    """The gates of many rules; `open_for` tells which of them a text passes.

    The first texts are looked through string by string, as RE2 pays only once there is much to read. Then plain strings, with and
    without case, and expressions proper are searched apart: in one automaton their states multiply.
    """

    def __init__(self, expressions: Sequence[tuple[str, ...] | None]) -> None:
        self._expressions = expressions
        self._read = 0

    def open_for(self, text: str) -> list[int]:
        """The numbers of the rules that may match `text`, in order."""
        self._read += len(text)
        return sorted(self._looked_through(text) if self._read <= _FEW else self._searched(text))

    def _looked_through(self, text: str) -> set[int]:
        always, exact, anycase = self._strings
        opened = {number for string, numbers in exact.items() if string in text for number in numbers}
        text = (text if text.isascii() else text.translate(_I_S_K)).lower()
        opened.update(number for string, numbers in anycase.items() if string in text for number in numbers)
        return opened | always

    def _searched(self, text: str) -> set[int]:
        sets = self._sets
        opened = set(self._always)
        for gates, owners in sets:
            opened.update(owners[found] for found in gates.Match(text) or ())
        return opened

    @cached_property
    def _always(self) -> frozenset[int]:
        return frozenset(index for index, alternatives in enumerate(self._expressions) if alternatives is None)

    @cached_property
    def _strings(self) -> tuple[set[int], dict[str, list[int]], dict[str, list[int]]]:
        """The rules that always run, and the strings, with and without case, that open others."""
        always = set(self._always)
        exact: dict[str, list[int]] = {}
        anycase: dict[str, list[int]] = {}
        for index, alternatives in enumerate(self._expressions):
            for expression in alternatives or ():
                strings = _plain(expression)
                ignored = expression.startswith(_ANYCASE)
                if strings is None or (ignored and any(string.lower() != string.casefold() for string in strings)):
                    always.add(index)  # no plain strings: its check looks for itself
                    continue
                for string in strings:
                    (anycase if ignored else exact).setdefault(string.lower() if ignored else string, []).append(index)
        return always, exact, anycase

    @cached_property
    def _sets(self) -> list[tuple[Any, list[int]]]:
        try:
            import re2
        except ImportError:  # slower, never wrong: every rule looks for itself
            self._always = frozenset(range(len(self._expressions)))
            return []
        options = re2.Options()
        options.max_mem = 256 << 20
        options.log_errors = False
        kinds: dict[tuple[int, bool], list[tuple[str, int]]] = {}
        for index, alternatives in enumerate(self._expressions):
            for expression in alternatives or ():
                proper = _plain(expression) is None
                apart = index if len(expression) > _LONG else -1 - index // _TOGETHER
                kind = (apart, True) if proper else (0, expression.startswith(_ANYCASE))
                kinds.setdefault(kind, []).append((expression, index))
        sets = []
        for members in kinds.values():
            gates = re2.Set.SearchSet(options)
            for expression, _ in members:
                gates.Add(expression)
            gates.Compile()
            sets.append((gates, [index for _, index in members]))
        return sets


def _plain(expression: str) -> list[str] | None:
    """The strings that an expression gives the choice of, None when it is more than a choice of strings."""
    body = expression.removeprefix(_ANYCASE)
    if _PROPER.search(body):
        return None
    return [_CODE.sub(lambda match: chr(int(match[1], 16)), string) for string in body.split("|")]
