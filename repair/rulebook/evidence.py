"""How often each built-in rule was right where somebody looked: `Evidence`, read from `rules/evidence.json`.

The file is written by `benchmarks/evidence.py`. An entry is worth something only while the rule is the one that was measured,
which its hash tells.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from repair.checkers import registry
from repair.rulebook.rule import Rule
from repair.rulebook.shelf import RULES

FILE = os.path.join(RULES, "evidence.json")
ENOUGH = 5
"""So many findings must have been judged before their share of right ones is told as a rule's precision."""
PROOF = 20
"""So many repairs must have been right, and none wrong, for a rule's fixes to be safe."""
SAMPLE = 50
"""So many safe edits of a rule are read in edited copy, or all where there are fewer."""

_CHECKERS = os.path.dirname(os.path.abspath(registry.__file__))
_IMPORT = re.compile(r"^\s*from repair\.checkers\.(\w+) import", re.MULTILINE)
_DATA = re.compile(r"[\w-]+\.(?:txt|bin)")


class Evidence(NamedTuple):
    """What was counted for one rule on `date`, when its hash was `hash`.

    `right` and `wrong` are findings, on annotated copy and where somebody read. `fixed` and `spoilt` are safe fixes of annotated
    damage that gave the accepted text and that did not; `mended` and `marred` those of damage of our own making, of which there
    were `made` pieces. Of `edits` safe edits in edited copy `read` were read, `bad` of which were wrong. Of `news` findings in
    ordinary news `heard` were read, `alarms` of which were false.
    """

    hash: str
    date: str
    right: int = 0
    wrong: int = 0
    fixed: int = 0
    spoilt: int = 0
    made: int = 0
    mended: int = 0
    marred: int = 0
    edits: int = 0
    read: int = 0
    bad: int = 0
    news: int = 0
    heard: int = 0
    alarms: int = 0

    @property
    def confidence(self) -> float | None:
        """The precision that the rule reaches at least, with 95 % confidence; None when too few findings were judged."""
        judged = self.right + self.wrong
        return round(lower_bound(self.right, judged), 2) if judged >= ENOUGH else None

    @property
    def against_safe(self) -> str:
        """What keeps the rule's fixes from being safe; "" when nothing does."""
        repaired, wrong = self.fixed + self.mended, self.spoilt + self.marred
        if wrong:
            return f"{wrong} of {repaired + wrong} repairs were wrong"
        if repaired < PROOF:
            return f"{repaired} right repairs, of {PROOF} needed"
        if self.bad:
            return f"{self.bad} of {self.read} edits read in edited copy were wrong"
        wanted = min(self.edits, SAMPLE)
        return f"{self.read} edits read in edited copy, of {wanted} needed" if self.read < wanted else ""

    @property
    def told(self) -> list[str]:
        """What there is to say of it, in sentences for a reader."""
        judged, said = self.right + self.wrong, []
        if judged:
            said.append(f"Of {_counted(judged, 'finding')} judged {_some(self.right)} right")
            said[0] += "." if self.confidence is None else f": of all, {self.confidence:.0%} at least (with 95 % confidence)."
        if self.fixed or self.spoilt:
            said.append(f"Of {_counted(self.fixed + self.spoilt, 'safe fix', 'safe fixes')} in annotated copy {_some(self.fixed)} right.")
        if self.made:
            left = self.made - self.mended - self.marred
            said.append(
                f"Of {_counted(self.made, 'article')} damaged on purpose {self.mended} {_were(self.mended)} mended, {left} left alone,"
            )
            said[-1] += f" {self.marred or 'none'} marred."
        if self.edits:
            said.append(
                f"Of {_counted(self.edits, 'safe edit')} in edited news {self.read} {_were(self.read)} read; {_some(self.bad)} wrong."
            )
        return said or ["Nothing that it finds stood in the texts looked at."]


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _some(number: int) -> str:
    return f"{number or 'none'} {_were(number)}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def lower_bound(right: int, judged: int) -> float:
    """The lower end of Wilson's 95 % interval of a share; 0 when nothing was judged."""
    if not judged:
        return 0.0
    z = 1.959964
    share = right / judged
    middle = share + z * z / (2 * judged)
    spread: float = z * (share * (1 - share) / judged + z * z / (4 * judged * judged)) ** 0.5
    return max(0.0, (middle - spread) / (1 + z * z / judged))


def evidence() -> Mapping[str, Evidence]:
    """What is known, by the ids of rules; empty when the file is missing."""
    try:
        with open(FILE, encoding="utf-8") as file:
            return {name: Evidence(**counts) for name, counts in json.load(file).items()}
    except FileNotFoundError:
        return {}


def fresh(rule: Rule, known: Mapping[str, Evidence]) -> Evidence | None:
    """What is known of this very rule; None when it was never measured or has changed since."""
    found = known.get(rule.id)
    return found if found and found.hash == fingerprint(rule) else None


def fingerprint(rule: Rule) -> str:
    """What a rule's findings and fixes hang on: its definition, its checker's module with those it imports, the lists they name.

    What all floors share (`repair/text`) and the words said to readers are left out.
    """
    definition = json.dumps([rule.checker, dict(rule.params), rule.scope, rule.safety, rule.safe_from], sort_keys=True)
    digest = blake2b(definition.encode(), digest_size=8)
    data = set(_DATA.findall(definition))
    if rule.checker:
        for _name, source in sorted(_modules(registry.CHECKERS[rule.checker].rpartition(".")[2]).items()):
            digest.update(source.encode())
            data.update(_DATA.findall(source))
    for name in sorted(data):
        digest.update(_content(name))
    return digest.hexdigest()


def _modules(name: str) -> Mapping[str, str]:
    """The sources of a checker's module and of those beside it that it imports, by name."""
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = _source(one)
            waiting += _imports(found[one])
    return found


def _imports(source: str) -> Iterator[str]:
    return (match[1] for match in _IMPORT.finditer(source) if match[1] != "hit")  # which all share and nothing is decided in


@cache
def _source(name: str) -> str:
    try:
        with open(os.path.join(_CHECKERS, f"{name}.py"), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""  # installed without sources: nothing can be told to be fresh


@cache
def _content(name: str) -> bytes:
    try:
        with open(os.path.join(RULES, name), "rb") as file:
            return blake2b(file.read().replace(b"\r\n", b"\n"), digest_size=8).digest()
    except OSError:
        return b""  # no list of ours: an address in an expression
