"""Which rules can have anything to say about a text: one look at it, before any checker runs.

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

from ahocorasick_rs import BytesAhoCorasick, Implementation

from repair.rulebook.literals import ORDINARY, required, telling
from repair.text.article import Article
from repair.text.lazy import lazy

_OTHER = r"\x{80}-\x{10ffff}"  # any character beyond ASCII: what it counts as, `re` decides
_SPACE = r"\t-\r\x{1c}-\x{20}"
_WORD = r"0-9A-Za-z_"
_CLASSES = {"CATEGORY_DIGIT": "0-9", "CATEGORY_SPACE": _SPACE, "CATEGORY_WORD": _WORD}
_NEGATED = {"CATEGORY_NOT_DIGIT": "[^0-9]", "CATEGORY_NOT_SPACE": f"[^{_SPACE}]", "CATEGORY_NOT_WORD": f"[^{_WORD}]"}
_MOST_REPEATS = 3
_LONGEST = 300  # beyond, the automaton costs more than the check
_TELLING = 2
_ANYCASE = "(?i)"
_OPENING = "^"
_PROPER = lazy(r"[\[(*+.]|(?<!\\x)\{")  # what only more than a choice of strings holds
_CODE = lazy(r"\\x\{([0-9a-f]+)\}")


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


def opening(words: Sequence[str]) -> str:
    """The gate of a rule that has something to say where a short line begins with one of these words; no words, no gate."""
    return _OPENING + "|".join(words) if words else ""


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

    Plain strings, with and without case, are searched together by Aho and Corasick's method, the expressions proper by RE2.
    Words that begin a line are looked up among the lines' first words.
    """

    def __init__(self, expressions: Sequence[tuple[str, ...] | None]) -> None:
        self._always: set[int] = set()
        self._openings: dict[str, list[int]] = {}
        exact: dict[str, list[int]] = {}
        anycase: dict[str, list[int]] = {}
        proper: list[tuple[str, int]] = []
        for index, alternatives in enumerate(expressions):
            if alternatives is None:
                self._always.add(index)
            for expression in alternatives or ():
                if expression.startswith(_OPENING):
                    for word in expression.removeprefix(_OPENING).split("|"):
                        self._openings.setdefault(word, []).append(index)
                    continue
                strings = _plain(expression)
                ignored = expression.startswith(_ANYCASE)
                if strings is None:
                    proper.append((expression, index))
                for string in strings or ():
                    (anycase if ignored else exact).setdefault(_alike(string.lower()) if ignored else string, []).append(index)
        self._exact = _Strings(exact)
        self._anycase = _Strings(anycase)
        self._proper = proper

    def open_for(self, article: Article) -> list[int]:
        """The numbers of the rules that may match an article, in order."""
        gates, owners = self._expressions
        opened = set(self._always)
        for word in self._openings.keys() & article.openings.keys():
            opened.update(self._openings[word])
        self._exact.look(article.text, opened)
        self._anycase.look(_alike(article.lower), opened)
        if gates is not None:
            opened.update(owners[found] for found in gates.Match(article.text) or ())
        return sorted(opened)

    @cached_property
    def _expressions(self) -> tuple[Any, list[int]]:
        owners = [index for _, index in self._proper]
        try:
            import re2
        except ImportError:  # slower, never wrong: these rules look for themselves
            self._always.update(owners)
            return None, owners
        options = re2.Options()
        options.max_mem = 256 << 20
        options.log_errors = False
        gates = re2.Set.SearchSet(options)
        for expression, _ in self._proper:
            gates.Add(expression)
        gates.Compile()
        return gates, owners


class _Strings:
    """Many strings to be looked for at once, and the numbers that each of them opens."""

    def __init__(self, opens: dict[str, list[int]]) -> None:
        self._opens = list(opens.values())
        self._automaton = BytesAhoCorasick([_bytes(string) for string in opens], implementation=Implementation.ContiguousNFA)

    def look(self, text: str, opened: set[int]) -> None:
        """Add to `opened` what the strings that stand in the text open."""
        for number in {match[0] for match in self._automaton.find_matches_as_indexes(_bytes(text), overlapping=True)}:
            opened.update(self._opens[number])


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _alike(lower: str) -> str:
    """A text in lower case with the letters that `re` likens to others when it ignores case written as these."""
    return lower if lower.isascii() else lower.replace("ı", "i").replace("ſ", "s").replace("i\u0307", "i")


def _plain(expression: str) -> list[str] | None:
    """The strings that an expression gives the choice of, None when it is more than a choice of strings."""
    body = expression.removeprefix(_ANYCASE)
    if _PROPER.search(body):
        return None
    return [_CODE.sub(lambda match: chr(int(match[1], 16)), string) for string in body.split("|")]
