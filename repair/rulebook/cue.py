"""What must be found in a text for a rule to have anything to say about it, as far as an expression tells: `cue`.

A cue is a Python regular expression *widened* into RE2's syntax: it matches wherever the original matches, and
perhaps elsewhere. `re` stays the judge. RE2 has no look-around and no back-references, and its `\\b`, `\\s`, `\\w` and
`$` mean other things on non-ASCII text (measured: 4 of 202 hits lost without widening); so look-around and word
borders are dropped, and a class takes any character beyond ASCII. Where an expression requires literals, they are its
cue: exact Unicode classes, counts and gaps cost fifty times as much to compile and to search, which every start pays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from repair.rulebook.gate import alike
from repair.rulebook.literals import ORDINARY, required, telling
from repair.rulebook.rule import Cue

_OTHER = "\\x80-\U0010ffff"  # any character beyond ASCII: what it counts as, `re` decides
_SPACE = r"\t-\r\x1c-\x20"
_WORD = r"0-9A-Za-z_"
_CLASSES = {"CATEGORY_DIGIT": "0-9", "CATEGORY_SPACE": _SPACE, "CATEGORY_WORD": _WORD}
_NEGATED = {"CATEGORY_NOT_DIGIT": "[^0-9]", "CATEGORY_NOT_SPACE": f"[^{_SPACE}]", "CATEGORY_NOT_WORD": f"[^{_WORD}]"}
_MOST_REPEATS = 3
_LONGEST = 1200  # beyond, the automaton costs more than the check
_MOST_STRINGS = 250  # beyond, they take longer to put together than RE2 needs for the expression
_GAP = ["", ""]
_TELLING = 2
_PLACED = 4
_WIDEST = 1 << 30
_ANYCASE = "(?i)"


def neighbours(rows: Iterable[str]) -> Cue:
    """The cue of these rows of two or three words."""
    found: dict[str, list[str]] = {}
    for row in rows:
        *before, first, second = row.split(" ")
        found.setdefault(first, []).append("\t".join([*before[-1:], second]))
    return Cue("neighbours", neighbours={first: " ".join(others) for first, others in found.items()})


def numbered(number: int, expression: str) -> Cue | None:
    """The cue of an expression for a check that asks which of its expressions a text may hold, and where. Raises `re.error`."""
    if not expression:
        return None
    widest = _parsed(expression).getwidth()[1]
    return (cue(expression, placed=True) or Cue("always"))._replace(expression=(number, min(widest, _WIDEST)))


def cue(expression: str, *, placed: bool = False) -> Cue | None:
    """What is found in every text in which `expression` is found; None when it would be found in most texts. Raises `re.error`.

    `placed`: who looks will look only where strings stand, so that they may as well be words of ordinary prose.
    """
    tree = _parsed(expression)
    flags = tree.state.flags
    pieces = _sequence(tree, flags)
    strings = required(tree)
    if strings is not None and len(strings) <= _MOST_STRINGS and telling(strings) >= _TELLING:
        small = sorted({alike(string.lower()).replace("i\u0307", "i") for string in strings})
        if (placed and telling(strings) >= _PLACED) or not any(string in alike(ORDINARY.lower()) for string in small):
            return Cue("strings", tuple(small))
        anycase = flags & re.IGNORECASE or _ANYCASE in expression or "(?i:" in expression
        pieces = [*([] if anycase else ["|".join("".join(map(_literal, map(ord, string))) for string in sorted(strings))]), *pieces]
    widened = _best(pieces, flags)
    return None if widened is None else Cue("expressions", (widened,))


def _parsed(expression: str) -> Any:
    """The tree of an expression, which Python has no public way to. Raises `re.error`."""
    from re import _parser  # type: ignore[attr-defined]  # not public, so the stubs leave it out

    return _parser.parse(expression)


def _is_ordinary(widened: str) -> bool:
    """True for what is found in any undamaged article: such a gate is always open."""
    try:
        import re2
    except ImportError:
        return False
    return re2.search(widened, ORDINARY) is not None


def _best(pieces: Iterable[str], flags: int) -> str | None:
    """The first piece that tells damaged copy from ordinary."""
    letters = f"(?{_letters(flags)})" if _letters(flags) else ""
    fit = (letters + piece for piece in pieces if 0 < len(piece) <= _LONGEST)
    return next((piece for piece in fit if not _is_ordinary(piece)), None)


def _sequence(nodes: Iterable[tuple[Any, Any]], flags: int) -> list[str]:
    """What must stand in every match, in order: pieces between which there may be any gap, for a gap multiplies RE2's states."""
    pieces = [""]
    for op, value in nodes:
        first, *others = _node(str(op), value, flags)
        pieces[-1] += first
        pieces += others
    return pieces


def _node(op: str, value: Any, flags: int) -> list[str]:
    match op:
        case "LITERAL":
            return [_literal(value)]
        case "NOT_LITERAL":
            return [f"[^{_literal(value)}]"]
        case "ANY":
            return ["."]
        case "IN":
            return [_class(value)]
        case "BRANCH":
            return _branch([_sequence(branch, flags) for branch in value[1]], flags)
        case "SUBPATTERN":
            _group, add, drop, nodes = value
            return [f"(?{_letters(add)}:{piece})" for piece in _sequence(nodes, flags & ~drop | add)]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, high, nodes = value
            return _repeat(_sequence(nodes, flags), int(low), int(high))
        case "ATOMIC_GROUP":
            return [f"(?:{piece})" for piece in _sequence(value, flags)]
        case "AT" if str(value) == "AT_BEGINNING_STRING":
            return [r"\A"]
        case "AT" if str(value) == "AT_END_STRING":
            return [r"\z"]
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return [""]
        case _:  # GROUPREF and what later Pythons add: anything may stand there
            return _GAP


def _branch(branches: list[list[str]], flags: int) -> list[str]:
    if all(len(pieces) == 1 for pieces in branches):
        return [f"(?:{'|'.join(pieces[0] for pieces in branches)})"]
    best = [_best(pieces, flags) for pieces in branches]
    found = [piece for piece in best if piece is not None]
    return ["", f"(?:{'|'.join(f'(?:{piece})' for piece in found)})", ""] if len(found) == len(best) else _GAP


def _repeat(pieces: list[str], low: int, high: int) -> list[str]:
    """A count is a copy for each turn in RE2's automaton, so beyond a few "at most" becomes "once, then any gap"."""
    if len(pieces) > 1:
        return pieces if low else _GAP
    if high <= _MOST_REPEATS:
        return [f"(?:{pieces[0]})" + ("?" if (low, high) == (0, 1) else f"{{{low},{high}}}")]
    fewest = f"(?:{pieces[0]}){{{min(low, _MOST_REPEATS)}}}"
    return [fewest, fewest] if low else _GAP


def _letters(flags: int) -> str:
    """The flags that RE2 has to share for its expression to match as much."""
    return ("i" if flags & re.IGNORECASE else "") + ("s" if flags & re.DOTALL else "")


def _literal(code: int) -> str:
    character = chr(code)
    if (character.isalnum() and character.isascii()) or character == " " or code > 0xFF:
        return character if not 0xD800 <= code < 0xE000 else f"\\x{{{code:x}}}"  # no UTF-8 has it
    return f"\\x{code:02x}"


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
