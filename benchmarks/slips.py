"""How many slips of grammar are found: `python benchmarks/slips.py FILE.jsonl...`.

Each FILE holds clean texts (a `text` a line). Slips of each kind are put into them, at most one in four sentences, the same ones on every
run, made by lists that the rules do not share. Told is the share that a finding other than an info touches that was not there before.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from texts import texts

from repair.engine.find import find
from repair.rulebook.book import Book, rule_book
from repair.text.article import Article

_PAST = dict(
    line.split()
    for line in """
    go went|take took|give gave|come came|become became|know knew|write wrote|speak spoke|break broke|choose chose
    |drive drove|fly flew|grow grew|throw threw|draw drew|eat ate|begin began|run ran|see saw|make made|say said|find found
    |keep kept|lose lost|think thought|buy bought|bring brought|sell sold|hold held|stand stood|send sent|spend spent
    |build built|meet met|pay paid|win won|lead led|hear heard|work worked|play played|help helped|use used|want wanted
    |move moved|need needed|call called|ask asked|try tried
    """.strip()
    .replace("\n    ", "")
    .split("|")
)
_THIRD = {base: f"{base[:-1]}ies" if base == "try" else base + ("es" if base in ("go", "do") else "s") for base in _PAST}
_PREPOSITIONS = "of to in for on with from at by about".split()
_TWINS = [
    "its it's|their there|then than|too to|your you're|lose loose|affect effect|of off|whether weather|where were|through though",
    "principal principle|council counsel|advice advise|choice choose|belief believe|loss lose|led lead|passed past|were where|form from",
    "two tow|first fist|than then|there their|it's its|you're your|said sad|public pubic|trial trail|united untied|quite quiet",
]
_TWIN = {one: other for line in _TWINS for one, other in (pair.split() for pair in line.split("|"))}

_EVERY = 4

Slip = Callable[[str, random.Random], tuple[int, int, str] | None]


def _pick(expression: str, make: Callable[[re.Match[str], random.Random], str | None]) -> Slip:
    """A slip put where the expression matches: its group `mark`, or all of it, becomes what `make` gives."""
    found = re.compile(expression)

    def plant(sentence: str, chance: random.Random) -> tuple[int, int, str] | None:
        matches = list(found.finditer(sentence))
        chance.shuffle(matches)
        for match in matches:
            new = make(match, chance)
            group = "mark" if "mark" in found.groupindex else 0
            if new is not None and new != match[group]:
                return match.start(group), match.end(group), new
        return None

    return plant


def _swapped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 2)
    return chance.choice(
        [word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]]
    )


KINDS: dict[str, Slip] = {
    "form after a modal": _pick(
        rf"\b(?:will|would|can|could|should|must) (?P<mark>{'|'.join(_PAST)})\b", lambda m, c: c.choice([_PAST, _THIRD])[m["mark"]]
    ),
    "form after to": _pick(rf" to (?P<mark>{'|'.join(_PAST)})\b", lambda m, c: c.choice([_PAST, _THIRD])[m["mark"]]),
    "form after did not": _pick(rf"(?:did not|didn['’]t) (?P<mark>{'|'.join(_PAST)})\b", lambda m, c: _PAST[m["mark"]]),
    "a for an": _pick(r"\b(?P<mark>an?) [a-z]{3,}", lambda m, c: "a" if m["mark"] == "an" else "an"),
    "singular after a number word": _pick(
        r"\b(?:these|those|several|many|one of the) (?P<mark>[a-z]{3,}[a-rt-z]s)\b", lambda m, c: m["mark"][:-1]
    ),
    "plural after a": _pick(r"\ba (?P<mark>[b-df-hj-np-tv-z][a-z]+(?:r|n|t|d)) (?:of|in|for|that|who|to)\b", lambda m, c: m["mark"] + "s"),
    "verb of the other number": _pick(
        r"^(?:The|His|Her|Their|These) [a-z]+ (?P<mark>is|are|was|were|has|have)\b",
        lambda m, c: dict(zip("is are was were has have".split(), "are is were was have has".split(), strict=True))[m["mark"]],
    ),
    "another preposition": _pick(rf"\b[a-z]{{4,}} (?P<mark>{'|'.join(_PREPOSITIONS)}) ", lambda m, c: c.choice(_PREPOSITIONS)),
    "small word lost": _pick(r" (?P<mark>(?:of|to|the|a|in|is|was|be|have|for) )", lambda m, c: ""),
    "small word too many": _pick(
        r" (?P<mark>(?:of|to|the|a|in|is|was|be|have|for) )", lambda m, c: m["mark"] + c.choice("of to the a in is".split()) + " "
    ),
    "article lost": _pick(r" (?:in|on|at|of|from|by|to) (?P<mark>(?:the|a|an) )", lambda m, c: ""),
    "word that sounds alike": _pick(rf"(?<![\w'’-])(?P<mark>{'|'.join(_TWIN)})(?![\w'’-])", lambda m, c: _TWIN[m["mark"]]),
    "letters mistyped": _pick(r"(?<![\w'’-])(?P<mark>[a-z]{7,})(?![\w'’-])", lambda m, c: _swapped(m["mark"], c)),
    "noun lost": _pick(
        r"\b(?:a|an|the) (?:new|significant|major|recent|local|different|large|strong)(?P<mark> [a-z]{4,}) (?:of|to|that|in)\b",
        lambda m, c: "",
    ),
}


def measure(files: list[Path]) -> dict[str, Counter[str]]:
    """What was put in and what was told, by kind."""
    book = Book(rule._replace(alone=None) for rule in rule_book().rules)
    figures = {kind: Counter[str]() for kind in KINDS}
    for file in files:
        for name, text in texts(file):
            _look(text, random.Random(name), book, figures)
    return figures


def _look(text: str, chance: random.Random, book: Book, figures: dict[str, Counter[str]]) -> None:
    before = {text[start:end] for start, end in _told(text, book)}
    parts, planted, done, shift = [], [], 0, 0
    kinds = list(KINDS)
    sentences = list(re.finditer(r"[A-Z][^.!?\n“”\"]{40,300}[.!?]", text))
    for sentence in sentences[chance.randrange(_EVERY) :: _EVERY]:
        for kind in sorted(chance.sample(kinds, len(kinds)), key=lambda kind: figures[kind]["slips"]):  # the rarest that fits
            slip = KINDS[kind](sentence.group(), chance)
            if slip:
                figures[kind]["slips"] += 1
                start, end = sentence.start() + slip[0], sentence.start() + slip[1]
                parts += [text[done:start], slip[2]]
                planted.append((kind, start + shift, start + shift + len(slip[2])))
                shift += len(slip[2]) - (end - start)
                done = end
                break
    damaged = "".join([*parts, text[done:]])
    told = [(start, end) for start, end in _told(damaged, book) if damaged[start:end] not in before and end - start < 100]
    for kind, start, end in planted:
        figures[kind]["told"] += any(low <= end + 1 and start - 1 <= high for low, high in told)


def _told(text: str, book: Book) -> list[tuple[int, int]]:
    return [tuple(finding.span) for finding in find(Article(text), book) if finding.severity != "info" and finding.rule.scope != "article"]


def shares(files: list[Path]) -> dict[str, dict[str, float]]:
    """By kind: how many slips were put in, and which share was told."""
    return {
        kind: {"slips": count["slips"], "told": round(count["told"] / max(1, count["slips"]), 3)} for kind, count in measure(files).items()
    }


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    print(json.dumps(shares([Path(argument) for argument in sys.argv[1:]]), indent=1))
