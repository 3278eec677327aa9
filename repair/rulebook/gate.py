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
from typing import Any

from repair.rulebook.literals import required, telling

_OTHER = r"\x{80}-\x{10ffff}"  # any character beyond ASCII: what it counts as, `re` decides
_SPACE = r"\t-\r\x{1c}-\x{20}"
_WORD = r"0-9A-Za-z_"
_CLASSES = {"CATEGORY_DIGIT": "0-9", "CATEGORY_SPACE": _SPACE, "CATEGORY_WORD": _WORD}
_NEGATED = {"CATEGORY_NOT_DIGIT": "[^0-9]", "CATEGORY_NOT_SPACE": f"[^{_SPACE}]", "CATEGORY_NOT_WORD": f"[^{_WORD}]"}
_MOST_REPEATS = 3
_TELLING = 2
_PROPER = re.compile(r"[\[*+.]|\)\?|(?<!\\x)\{")  # an operator besides the bar


def widen(expression: str) -> str | None:
    """An RE2 expression that is found in every text in which `expression` is found; None when it would match any text."""
    from re import _parser  # type: ignore[attr-defined]

    tree = _parser.parse(expression)
    flags = tree.state.flags
    words = required(tree)
    if words is not None and telling(words) >= _TELLING:
        anycase = flags & re.IGNORECASE or "(?i" in expression
        return ("(?i)" if anycase else "") + "|".join("".join(map(_literal, map(ord, word))) for word in sorted(words))
    body = _sequence(tree)
    prefix = f"(?{_letters(flags)})" if _letters(flags) else ""
    try:
        import re2

        if re2.search(prefix + body, "") is not None:
            return None
    except ImportError:
        pass
    return prefix + body


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
    """The compiled gates of many rules; `open_for` tells which of them a text passes.

    Plain strings, with and without case, and expressions proper are searched apart: in one automaton their states multiply.
    """

    def __init__(self, expressions: Sequence[tuple[str, ...] | None]) -> None:
        self._always = [index for index, alternatives in enumerate(expressions) if alternatives is None]
        self._sets: list[tuple[Any, list[int]]] = []
        try:
            import re2
        except ImportError:  # slower, never wrong: every rule looks for itself
            self._always = list(range(len(expressions)))
            return
        options = re2.Options()
        options.max_mem = 256 << 20
        options.log_errors = False
        kinds: dict[int, list[tuple[str, int]]] = {}
        for index, alternatives in enumerate(expressions):
            for expression in alternatives or ():
                kinds.setdefault(_kind(expression), []).append((expression, index))
        for members in kinds.values():
            gates = re2.Set.SearchSet(options)
            for expression, _ in members:
                gates.Add(expression)
            gates.Compile()
            self._sets.append((gates, [index for _, index in members]))

    def open_for(self, text: str) -> list[int]:
        """The numbers of the rules that may match `text`, in order."""
        opened = set(self._always)
        for gates, owners in self._sets:
            opened.update(owners[found] for found in gates.Match(text) or ())
        return sorted(opened)


def _kind(expression: str) -> int:
    """0 for plain strings whatever their case, 1 for plain strings, 2 for expressions proper."""
    if _PROPER.search(expression):
        return 2
    return 0 if expression.startswith("(?i)") else 1
