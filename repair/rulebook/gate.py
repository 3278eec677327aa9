"""Which rules can have anything to say about a text: one pass of RE2 over it, before any checker runs.

A gate is a Python regular expression *widened* into RE2's syntax: it matches wherever the original matches, and
perhaps elsewhere. `re` stays the judge. RE2 has no look-around and no back-references, and its `\\b`, `\\s`, `\\w` and
`$` mean other things on non-ASCII text (measured: 4 of 202 hits lost without widening); so look-around and word
borders are dropped and character classes are spelt out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

_SPACE = r"\s\pZ\x{0b}\x{1c}-\x{1f}\x{85}"
_WORD = r"\pL\pM\pN_"
_CLASSES = {
    "CATEGORY_DIGIT": r"\p{Nd}",
    "CATEGORY_NOT_DIGIT": r"\P{Nd}",
    "CATEGORY_SPACE": _SPACE,
    "CATEGORY_WORD": _WORD,
}
_NEGATED = {
    "CATEGORY_NOT_SPACE": f"[^{_SPACE}]",
    "CATEGORY_NOT_WORD": r"[^\pL\pN_]",  # a mark is no word character to `re`
}
_MOST_REPEATS = 40


def widen(expression: str) -> str | None:
    """An RE2 expression that is found in every text in which `expression` is found; None when it would match any text."""
    from re import _parser  # type: ignore[attr-defined]

    tree = _parser.parse(expression)
    flags = tree.state.flags
    body = _sequence(tree)
    prefix = ("i" if flags & re.IGNORECASE else "") + "s"
    try:
        import re2

        if re2.search(f"(?{prefix}){body}", "") is not None:
            return None
    except ImportError:
        pass
    return f"(?{prefix}){body}"


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
            flag = "(?i:" if add & re.IGNORECASE else "(?:"
            return flag + _sequence(nodes) + ")"
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, high, nodes = value
            return f"(?:{_sequence(nodes)})" + _times(int(low), int(high))
        case "ATOMIC_GROUP":
            return f"(?:{_sequence(value)})"
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return ""
        case _:  # GROUPREF and what later Pythons add: anything may stand there
            return ".*"


def _times(low: int, high: int) -> str:
    """Wide counts blow up RE2's automaton, so beyond a bound "at most" becomes "any number"."""
    low = min(low, _MOST_REPEATS)
    if high > _MOST_REPEATS:
        return {0: "*", 1: "+"}.get(low, f"{{{low},}}")
    return {(0, 1): "?"}.get((low, high), f"{{{low},{high}}}")


def _literal(code: int) -> str:
    character = chr(code)
    return character if (character.isalnum() and character.isascii()) or character == " " else f"\\x{{{code:x}}}"


def _class(items: Sequence[tuple[Any, Any]]) -> str:
    parts: list[str] = []
    alternatives: list[str] = []
    negate = ""
    for op, value in items:
        match str(op):
            case "NEGATE":
                negate = "^"
            case "LITERAL":
                parts.append(_literal(value))
            case "RANGE":
                parts.append(f"{_literal(value[0])}-{_literal(value[1])}")
            case "CATEGORY":
                name = str(value)
                if name in _CLASSES:
                    parts.append(_CLASSES[name])
                else:
                    alternatives.append(_NEGATED[name])
    if alternatives:
        return "." if negate else "(?:" + "|".join([*alternatives, *([f"[{''.join(parts)}]"] if parts else [])]) + ")"
    if negate and _WORD in parts:  # `re` counts marks as no word characters: let the class match them
        parts = [part.replace(r"\pM", "") for part in parts]
    return f"[{negate}{''.join(parts)}]"


class Gate:
    """The compiled gates of many rules; `open_for` tells which of them a text passes."""

    def __init__(self, expressions: Sequence[tuple[str, ...] | None]) -> None:
        self._always = [index for index, alternatives in enumerate(expressions) if alternatives is None]
        self._owner: list[int] = []
        self._set: Any = None
        try:
            import re2
        except ImportError:  # slower, never wrong: every rule looks for itself
            self._always = list(range(len(expressions)))
            return
        options = re2.Options()
        options.max_mem = 256 << 20
        options.log_errors = False
        gates = re2.Set.SearchSet(options)
        for index, alternatives in enumerate(expressions):
            for expression in alternatives or ():
                gates.Add(expression)
                self._owner.append(index)
        if self._owner:
            gates.Compile()
            self._set = gates

    def open_for(self, text: str) -> list[int]:
        """The numbers of the rules that may match `text`, in order."""
        if self._set is None:
            return self._always
        return sorted({*self._always, *(self._owner[found] for found in self._set.Match(text) or ())})
