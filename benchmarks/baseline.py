"""Whether a baseline keeps old findings silent and lets new ones through: `python benchmarks/baseline.py DIR`.

DIR holds `dev/raw_scraped.jsonl`. All its texts become files and their findings the baseline. Then the paragraphs of each are
shuffled, half of the files renamed and two lines put before each text; and then one garble is put into each of fifty. Printed as JSON.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from texts import command, data_folder, texts

from repair.rulebook.load import load_packs
from repair.rulebook.shelf import built_in_files

SEVERAL_BLOCKS = frozenset(
    "comment-area cut-off doubled-sentence duplicate-credit glued-headline highlights-box looks-spun missing-stop"
    " mixed-quotes name-links number-twice odd-line odd-name open-heading page-line page-regions page-talk page-words quiz-heading"
    " picture-caption repeated-block repeated-credit-line repeated-sentence script-text share-bar spelling-mix spun-turns spun-words"
    " stacked-headings stray-headline tail-links teasers title-row"
    " unclosed-bracket unclosed-quote weekday".split()
)
"""The checkers that look beyond one block: what they find may change when blocks change places."""
GARBLE = " â€”"
_NEAR = 40  # characters around a finding in which nothing is put: they are part of its key

Told = tuple[str, str, str]


def measure(data: Path) -> dict[str, object]:
    """The figures for the texts of the benchmark."""
    return experiment([text for _, text in texts(data / "dev" / "raw_scraped.jsonl")])


def experiment(articles: Sequence[str], garbled: int = 50) -> dict[str, object]:
    """What is told of these articles after what happens to them."""
    dice = random.Random(5)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, text in enumerate(articles):
            (folder / f"{number:03}.txt").write_bytes(text.encode())
        lint(folder, "--update-baseline")
        known = len(json.loads((folder / "known.json").read_text(encoding="utf-8"))["findings"]) - 1
        at_once = lint(folder)
        for number in range(len(articles)):
            place = folder / f"{number:03}.txt"
            place.write_bytes(shuffled(place.read_bytes().decode(), dice).encode())
            if number % 2:
                place.rename(folder / f"moved-{len(articles) - number:03}.txt")
        moved = lint(folder)
        chosen = dice.sample(sorted(folder.glob("*.txt")), garbled)
        told = json.loads(run(folder, "--format", "json", *(place.name for place in chosen)))["articles"]
        found = {one["path"]: [(finding["start"], finding["end"]) for finding in one["findings"]] for one in told}
        wanted = Counter(place.name for place in chosen if put_in(place, found[place.name], dice))
        new = lint(folder) - moved
        others = Counter(rule for _, rule, _ in moved.elements())
        more = Counter(rule for _, rule, _ in new.elements())
        return {
            "articles": len(articles),
            "findings known": known,
            "told again at once": at_once.total(),
            "told after the move, of rules that look at one block": of_one_block(others),
            "of the others": ", ".join(f"{rule} {count}" for rule, count in others.most_common()) or "none",
            "articles with one garble more": wanted.total(),
            "of these told": sum(1 for place in wanted if any(path == place for path, _, _ in new)),
            "told besides, of rules that look at one block": of_one_block(more) - wanted.total(),
        }


def of_one_block(rules: Counter[str]) -> int:
    """How many of these findings belong to rules that look at one block."""
    return sum(count for rule, count in rules.items() if rule not in _wide())


@cache
def _wide() -> set[str]:
    return {rule.id for pack in load_packs(built_in_files()) for rule in pack.rules if rule.checker in SEVERAL_BLOCKS}


def shuffled(text: str, dice: random.Random) -> str:
    """The text with its paragraphs in another order behind two more lines."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    dice.shuffle(blocks)
    return "It is said so.\n\nThere it is.\n\n" + "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def put_in(place: Path, found: Sequence[tuple[int, int]], dice: random.Random) -> bool:
    """Put the garble between two words of the text, apart from all that was found there; False when there is no such place."""
    text = place.read_bytes().decode()
    taken = [(start - _NEAR, end + _NEAR) for start, end in found]
    spots = [match.start() for match in re.finditer(r"(?<=[a-z]) (?=[a-z]+ [a-z]+ )", text)]
    free = [spot for spot in spots if not any(start <= spot <= end for start, end in taken)]
    if free:
        at = dice.choice(free)
        place.write_bytes((text[:at] + GARBLE + text[at:]).encode())
    return bool(free)


def lint(folder: Path, *options: str) -> Counter[Told]:
    """File, rule and text of what is told, counted."""
    told = json.loads(run(folder, "--format", "json", "--baseline", "known.json", *options, "."))
    return Counter((one["path"], finding["rule"], finding["text"]) for one in told["articles"] for finding in one["findings"])


def run(folder: Path, *arguments: str) -> bytes:
    done = subprocess.run([command(), "lint", "--language", "en", *arguments], cwd=folder, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return done.stdout


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(measure(data_folder(sys.argv[1])), indent=1))
