"""Awkward articles through the command and the rules that ship: what is sound keeps every byte, what is mended changes alone."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

from repair.formats.document import Prose
from repair.formats.registry import document
from repair.text.span import Span
from tests.formats import awkward

COMMAND = Path(sys.executable).parent / "repair"
SEEDS = range(125)
MAKERS = {"html": awkward.html, "md": awkward.markdown, "txt": awkward.text}

GARBLES = {
    "a word twice": (" of of the city", " of the city"),
    "a blank before a comma": (" , then", ", then"),
    "wrongly decoded": (" to the cafÃ© there", " to the café there"),
    "a comma twice": (",, then", ", then"),
    "an entity escaped twice": (" that &amp;quot;new&amp;quot; thing", ' that "new" thing'),
}
"""What is put behind a word, and what is to be left of it."""


def lint(folder: Path) -> dict[str, list[str]]:
    """The rules that found something, by file."""
    done = subprocess.run([COMMAND, "lint", "--format", "json", "--language", "en", folder], capture_output=True, check=False)
    return {Path(one["path"]).name: [finding["rule"] for finding in one["findings"]] for one in json.loads(done.stdout)["articles"]}


def apply(folder: Path) -> None:
    subprocess.run(
        [COMMAND, "apply", "--safety", "review", "--language", "en", "--exit-zero", "."], cwd=folder, capture_output=True, check=True
    )


def write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())


def made() -> dict[str, str]:
    return {f"{seed}.{kind}": make(seed) for kind, make in MAKERS.items() for seed in SEEDS}


def read(folder: Path, texts: dict[str, str]) -> dict[str, str]:
    return {name: (folder / name).read_bytes().decode() for name in texts}


def test_sound_articles_keep_every_byte(tmp_path: Path) -> None:
    texts = made()
    write(tmp_path, texts)
    found = lint(tmp_path)
    for kind in MAKERS:
        assert sum(not rules for name, rules in found.items() if name.endswith(kind)) >= 100
    apply(tmp_path)
    after = read(tmp_path, texts)
    assert [name for name in texts if after[name] != texts[name] and not found[name]] == []


def spots(source: str, name: str) -> list[int]:
    """Where, in the source, a word of running text ends before a blank of its own sentence."""
    prose = document(source, name)
    if not isinstance(prose, Prose):
        return [match.end() for match in re.finditer(r"\b(?:" + "|".join(awkward.WORDS) + r")(?= [a-z])", source)]
    ends = [match.end() for match in re.finditer(r"\b(?:" + "|".join(awkward.WORDS) + r")(?= [a-z])", prose.article.text)]
    places = [prose.spot(Span(end - 3, end + 2)) for end in ends]
    return [place.end - 2 for place in places if place.end - place.start == 5]


def test_a_garble_is_mended_and_nothing_else(tmp_path: Path) -> None:
    dice = random.Random(1)
    before, wanted = {}, {}
    for name, text in made().items():
        ends = spots(text, name)
        if ends:
            at = dice.choice(ends)
            garble, cure = GARBLES[dice.choice(list(GARBLES))]
            before[name], wanted[name] = text[:at] + garble + text[at:], text[:at] + cure + text[at:]
    for kind in MAKERS:
        assert sum(name.endswith(kind) for name in before) >= 100
    write(tmp_path, before)
    found = lint(tmp_path)
    assert [name for name in before if not found[name]] == []
    apply(tmp_path)
    after = read(tmp_path, before)
    assert {name: after[name] for name in before if after[name] != wanted[name]} == {}
