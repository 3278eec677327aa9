"""Which rules can have anything to say about a text: one look at it, before any checker runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from repair.rulebook.rule import Cue
from repair.text.article import Article
from repair.text.tokens import known_pairs

_FEW = 8_000
"""So many characters are searched for one string after the other: putting their automaton together takes longer."""
_GRAM = 6
_SETS = 2
_STRETCH = 1 << 16  # characters searched at a time: a text may be nothing but matches

Places = list[int] | dict[int, tuple[int, list[int] | None]] | None
"""Where in a text the strings of a rule stand, or the numbers in `Article.neighbours` of the last but one of the words of its rows.

None when something else opened the rule, of which the place is not known. Of a rule whose expressions are numbered: by the number of
each that may match, how many characters it matches at most, and where.
"""


class Gate:
    """The cues of many rules; `open_for` tells which of them a text passes.

    Plain strings are searched together by Aho and Corasick's method, the expressions proper by RE2.
    Words that begin a line are looked up among the lines' first words, pairs of words among those of the text.
    The first `few` characters are searched for strings one by one.
    """

    def __init__(self, cues: Sequence[tuple[Cue, ...] | None], few: int = _FEW) -> None:
        self._few = few
        self._always = {index for index, alternatives in enumerate(cues) if alternatives is None}
        opens: dict[str, dict[str, list[int]]] = {"strings": {}, "expressions": {}, "openings": {}}
        rows = {}
        self._words: dict[int, frozenset[str]] = {}
        self._parts: dict[int, tuple[int, int, int]] = {}
        for index, alternatives in enumerate(cues):
            for kind, sought, expression, neighbours in alternatives or ():
                owner = index
                if expression:
                    owner = len(cues) + len(self._parts)
                    self._parts[owner] = (index, *expression)
                if kind == "words":
                    self._words[owner] = frozenset(sought)
                    continue
                for one in sought:
                    opens[kind].setdefault(one, []).append(owner)
                if neighbours:
                    rows[index] = neighbours
                if kind == "always":
                    self._always.add(owner)
        self._openings = opens["openings"]
        self._strings = _Strings(opens["strings"])
        self._expressions = opens["expressions"]
        self._neighbours = _Neighbours(rows)

    def open_for(self, article: Article) -> dict[int, Places]:
        """The numbers of the rules that may match an article, in order, each with the places of its strings or rows.

        A rule that only a word opens, or one with which a line begins, has no places: its check knows such words.
        """
        self._few -= len(article.text)
        lower = alike(article.lower)
        opened: set[int] = set()
        for gates, owners in self._automata:
            opened.update(*(owners[found] for found in gates.Match(article.utf8) or ()))
        opened.update(self._always)
        placed = self._strings.few_places(lower) if self._few >= 0 else self._strings.places(lower)
        rows = self._neighbours.places(article.neighbours, self._few >= 0)
        opened.update(rows.keys() & placed)  # known by strings and by rows: these are counted differently
        placed.update(rows)
        for word in self._openings.keys() & article.openings.keys():
            for index in self._openings[word]:
                placed.setdefault(index, [])
        for index, words in self._words.items():
            if index not in placed and not article.vocabulary.isdisjoint(words):
                placed[index] = []
        found: dict[int, Places] = {**placed, **dict.fromkeys(opened)}
        for owner in self._parts.keys() & found:
            index, number, widest = self._parts[owner]
            numbered: Any = found.get(index) or {}
            numbered[number] = widest, found.pop(owner)
            found[index] = numbered
        return {index: found[index] for index in sorted(found)}

    @cached_property
    def _automata(self) -> list[tuple[Any, list[list[int]]]]:
        """Sets of expressions with whom each opens: together their states would multiply, most of all with those that ignore case."""
        try:
            import re2
        except ImportError:  # slower, never wrong, as these rules look for themselves
            self._always.update(*self._expressions.values())
            return []
        options = re2.Options()
        options.max_mem = 256 << 20
        options.log_errors = False
        any_case = [one for one in self._expressions if one.startswith("(?i)")]
        others = [one for one in self._expressions if not one.startswith("(?i)")]
        size = -(-len(others) // _SETS)
        automata = []
        for expressions in filter(None, [any_case, *(others[part * size : (part + 1) * size] for part in range(_SETS))]):
            gates = re2.Set.SearchSet(options)
            for expression in expressions:
                gates.Add(expression)
            gates.Compile()
            automata.append((gates, [self._expressions[one] for one in expressions]))
        return automata


class _Neighbours:
    """Words in a row of many rules, to be looked for at once; rows that several rules share only once."""

    def __init__(self, rows: Mapping[int, Mapping[str, str]]) -> None:
        self._first = {index: next(other for other, known in rows.items() if known == own) for index, own in rows.items()}
        self._rows = {index: rows[index] for index in self._first.values()}

    @cached_property
    def _table(self) -> dict[tuple[str, str], list[tuple[int, str]]]:
        return self._read()

    def places(self, words: Sequence[str], few: bool) -> dict[int, list[int]]:
        """The rules of which some row stands among these words, with the numbers of the last but one of its words.

        `few`: of the rows only those are read of which the text has the last two words.
        """
        table = self._read(frozenset(words)) if few else self._table
        found: dict[int, list[int]] = {}
        for at in known_pairs(words, table):
            before = words[at - 1] if at else ""
            for index, wanted in table[words[at], words[at + 1]]:
                if not wanted or wanted == before:
                    places = found.setdefault(index, [])
                    if at not in places[-1:]:
                        places.append(at)
        return {index: found[first] for index, first in self._first.items() if first in found}

    def _read(self, words: frozenset[str] | None = None) -> dict[tuple[str, str], list[tuple[int, str]]]:
        """The last two words of rows (if these are among `words`), with the rules that look for them and what must stand before them."""
        found: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for index, rows in self._rows.items():
            two = (index, "")
            for first in rows if words is None else rows.keys() & words:
                others = rows[first]
                three = "\t" in others
                for second in others.split(" "):
                    row = two
                    if three:
                        before, _, second = second.rpartition("\t")
                        row = (index, before)
                    if words is None or second in words:
                        found.setdefault((first, second), []).append(row)
        return found


class _Strings:
    """Many strings to be looked for at once, and the numbers that each of them opens."""

    def __init__(self, opens: dict[str, list[int]]) -> None:
        self._strings = opens
        self._opens = list(opens.values())
        self._overlap = max(map(len, opens), default=1) - 1

    @cached_property
    def _automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick, Implementation

        return AhoCorasick(list(self._strings), implementation=Implementation.ContiguousNFA)

    def few_places(self, text: str) -> dict[int, list[int]]:
        """The same as `places`, for a text or two: those are looked for of which the first and the last letters stand in the text."""
        grams = {text[at : at + _GRAM] for at in range(len(text))}
        found = []
        for string in self._strings:
            if len(string) < _GRAM or (string[:_GRAM] in grams and string[-_GRAM:] in grams):
                at = text.find(string)
                while at >= 0:
                    found.append((at + len(string), at, string))
                    at = text.find(string, at + 1)
        placed: dict[int, list[int]] = {}
        for _, at, string in sorted(found):
            for index in self._strings[string]:
                placed.setdefault(index, []).append(at)
        return placed

    def places(self, text: str) -> dict[int, list[int]]:
        """What the strings that stand in the text open, with where they begin. The text is in lower case, `alike`."""
        placed: dict[int, list[int]] = {}
        for start in range(0, len(text), _STRETCH):
            stretch = text[start : start + _STRETCH + self._overlap] if len(text) > _STRETCH else text
            for number, at, _ in self._matches(stretch):
                if at < _STRETCH:
                    for index in self._opens[number]:
                        placed.setdefault(index, []).append(start + at)
        return placed

    def _matches(self, text: str) -> list[tuple[int, int, int]]:
        try:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)  # type: ignore[no-any-return]
        except UnicodeEncodeError:  # a half of a letter, as broken decoding leaves it
            return self._automaton.find_matches_as_indexes(text.encode("utf-8", "replace").decode(), overlapping=True)  # type: ignore[no-any-return]


def alike(lower: str) -> str:
    """A text in lower case with the letters that `re` likens to others when it ignores case written as these: offsets stay."""
    return lower if lower.isascii() else lower.replace("ı", "i").replace("ſ", "s")
