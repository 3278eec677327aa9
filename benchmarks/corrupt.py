"""How much damage of our own making is found in edited prose: `python benchmarks/corrupt.py DIR`.

DIR holds `dev/clean.jsonl`. Each kind of damage is done once to every text that has a place for it, at a place drawn from the
text itself, so that two runs do the same. Found: a finding of warning or error that the text did not have before, in the same line;
mended where its first fix gives the old text back, white space and the shape of quotation marks aside. No rule was written
by these texts, but the kinds are ones that rules were written for.
"""

from __future__ import annotations

import json
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from texts import data_folder, texts

from repair.engine.find import find
from repair.rulebook.book import Book, rule_book
from repair.text.article import Article
from repair.text.span import apply_edits

_MOJIBAKE = {mark: mark.encode("utf-8").decode("cp1252", "replace") for mark in "’“–é"}
_PLAIN = str.maketrans("“”’‘", "\"\"''")

Damage = tuple[str, Callable[[re.Match[str]], str]]
"""Where it may be done, and what is put there."""

KINDS: dict[str, Damage] = {
    "blank lost between sentences": (r"(?<=[a-z]{3}\.) (?=(?:The|It|He|She|They|But|In) [a-z])", lambda _: ""),
    "blank lost between small words": (r"(?<=\b(?:of|in)) (?=the [a-z])|(?<=\bthat) (?=the [a-z])", lambda _: ""),
    "blank lost before which": (r"(?<=[a-z]{5}) (?=which [a-z])", lambda _: ""),
    "blank lost behind a comma": (r"(?<=[a-z]{3},) (?=[a-z]{3})", lambda _: ""),
    "blank before a stop": (r"(?<=[a-z]{4})(?=\.(?: [A-Z]|$))", lambda _: " "),
    "blank before a comma": (r"(?<=[a-z]{4})(?=, [a-z]{3})", lambda _: " "),
    "word torn": (r"(?<= [a-z]{5})(?=[b-df-hj-np-tv-z][a-z]{3,5} )", lambda _: "- "),
    "small word doubled": (r"(?<= )(?:the|of|a|to)(?= [a-z]{3})", lambda match: f"{match.group()} {match.group()}"),
    "three words doubled": (r"(?<= )[a-z]{4,} [a-z]{2,} [a-z]{4,}(?= )", lambda match: f"{match.group()} {match.group()}"),
    "sentence doubled": (r"(?<=[.] )[A-Z][^.!?“”\"()\n]{40,140}\.(?= [A-Z])", lambda match: f"{match.group()} {match.group()}"),
    "marks in the wrong encoding": (r"[’“–é]", lambda match: _MOJIBAKE[match.group()]),
    "apostrophe an entity": (r"(?<=[a-z])[’'](?=[a-z])", lambda _: "&#8217;"),
    "ampersand twice coded": (r"(?<=[A-Z])&(?=[A-Z])|(?<= )&(?= )", lambda _: "&amp;"),
    "contraction without its apostrophe": (r"(?<=\b(?:did|was|has))n[’']t(?= )", lambda _: "nt"),
    "quotation not closed": (r"(?<=[a-z],)[”\"](?= (?:he|she) said)", lambda _: ""),
    "bracket not closed": (r"(?<=[a-z]{4})\)(?= [a-z])", lambda _: ""),
    "comma lost behind however": (r"(?<=However),(?= the )", lambda _: ""),
    "stop doubled": (r"(?<=[a-z]{4}\.)(?= [A-Z])", lambda _: "."),
    "comma doubled": (r"(?<=[a-z]{4},)(?= [a-z])", lambda _: ","),
}


def measure(data: Path) -> dict[str, dict[str, int]]:
    """How often each kind was done, found and mended."""
    book = Book(rule._replace(alone=None) for rule in rule_book().rules)
    counts: dict[str, Counter[str]] = {kind: Counter(done=0, found=0, mended=0) for kind in KINDS}
    for name, text in texts(data / "dev" / "clean.jsonl"):
        before = {finding.key for finding in find(Article(text), book)}
        for kind, (where, what) in KINDS.items():
            places = list(re.finditer(where, text))
            if places:
                match = random.Random(zlib.crc32(f"{name} {kind}".encode())).choice(places)
                counts[kind].update(done(text, match, what(match), before, book))
    return {figure: {kind: count[figure] for kind, count in counts.items()} for figure in ("done", "found", "mended")}


def done(text: str, match: re.Match[str], new: str, before: set[str], book: Book) -> Counter[str]:
    """One text damaged at one place."""
    damaged = text[: match.start()] + new + text[match.end() :]
    low, high = damaged.rfind("\n", 0, match.start()) + 1, damaged.find("\n", match.start() + len(new))
    told = [
        finding
        for finding in find(Article(damaged), book)
        if finding.key not in before and finding.severity != "info" and low <= finding.span.start and (high < 0 or finding.span.end <= high)
    ]
    fixes = [finding.fixes[0].edits for finding in told if finding.fixes]
    right = any(_alike(apply_edits(damaged, set(edits))) == _alike(text) for edits in fixes)
    return Counter(done=1, found=bool(told), mended=right)


def _alike(text: str) -> str:
    """The text with white space and quotation marks of one kind."""
    return " ".join(text.translate(_PLAIN).split())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(measure(data_folder(sys.argv[1])), indent=1))
