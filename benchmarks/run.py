"""All benchmarks in one go: `make bench BENCH_DATA=DIR` rewrites dev-hits.json and the tables of RESULTS.md.

Sections of that page that are not written here stay, and so does what stands below the tables of one that is.

DIR holds `score.py` and `dev/`; its texts belong to their publishers and are not part of this project.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(1, str(Path(__file__).resolve().parent.parent))

import baseline
import copies
import corrupt
import hits
import languagetool
import quality
import review
import score
import slips
import speed
import stable
import warm
from kept import kept
from texts import data_folder

from tests.compare import trial

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = """# Results

Written by `make bench BENCH_DATA=DIR`, where DIR holds the scorer `score.py`, whose header says what counts, and the
development texts `dev/`. Rules were written with these texts at hand: expect less on others.

"""


def page(figures: dict[str, Any]) -> str:
    """RESULTS.md for these figures."""
    parts = [HEAD, "## What is found and mended\n\n`python benchmarks/quality.py DIR`\n\n"]
    found = {name: figures["quality"][name] for name in ("seed", "garbled", "injected")}
    parts += [table("damaged texts", found), "\n"]
    parts += [table("edited prose", {name: figures["quality"][name] for name in ("clean", "notspun")}), "\n"]
    parts.append("Overlap with the body as an editor cut it, in shingles of four words (P precision, R recall, F both):\n\n")
    parts += [table("whole pages", figures["quality"]["leftover"]), "\n"]
    parts.append(
        "## Score\n\n`python benchmarks/score.py DIR`: rank correlation (Spearman) between an article's quality and the share of its\n"
    )
    parts.append("words that readers marked as residue or broken mechanics; and how clean prose scores.\n\n")
    parts += [table("texts", figures["score"]), "\n"]
    parts.append(
        "## Compare\n\n`python tests/compare/trial.py`: changes made by script in the repaired seeds, one at a time;\n"
        "those of fact are to raise an error, wording and spacing are not.\n\n"
    )
    parts += [table("changes of", figures["compare"]), "\n"]
    parts.append(
        "## Slips\n\n`python benchmarks/slips.py DIR/dev/clean.jsonl`: slips put into clean prose by script, and the share told.\n\n"
    )
    told = {figure: {kind: one[figure] for kind, one in figures["slips"].items()} for figure in ("slips", "told")}
    parts += [table("slip", told), "\n"]
    parts.append("## Broken on purpose\n\n`python benchmarks/corrupt.py DIR`: every clean text broken by script, at one place a kind.\n\n")
    parts += [table("kind", figures["corrupt"]), "\n"]
    parts.append("## LanguageTool\n\n`python benchmarks/languagetool.py DIR`: the rules alone, and with `--languagetool`.\n\n")
    parts += [table("", figures["languagetool"]), "\n"]
    parts.append("## Rest\n\n`python benchmarks/stable.py DIR`: apply twice, and the diff through git, over every text.\n\n")
    parts += [table("safety", figures["stable"]), "\n"]
    parts.append(
        "## Baseline\n\n`python benchmarks/baseline.py DIR`: the findings in 300 texts are known; then paragraphs are shuffled,\n"
        "half of the files renamed, lines put before; then a garble is put into each of fifty.\n\n"
    )
    parts += [table("", {"figure": figures["baseline"]}), "\n"]
    parts.append(
        "## Review\n\n`python benchmarks/review.py DIR`: how many answers decide all fixes of 300 texts when fixes\n"
        "alike in rule and in text but for names and numbers are one question; the wait over 10,000 articles, at a\n"
        "terminal (with a tenth of a second's thought for each) and in a browser;\n"
        "and 50 kills at random moments.\n\n"
    )
    parts += [table("", {"figure": figures["review"]}), "\n"]
    parts.append("## Second run\n\n`python benchmarks/warm.py DIR`: `repair lint` over 10,000 files with an empty cache, and again.\n\n")
    parts += [table("", {"figure": figures["warm"]}), "\n"]
    parts.append(
        "## Speed\n\n`python benchmarks/speed.py DIR`: the whole command on the 300 texts of `raw_scraped` as files, one core,\n"
        "other tools on the same files in turn; and the start on one small file.\n\n"
    )
    parts.append(table("", {"figure": figures["speed"]}))
    parts.append("\n`python benchmarks/copies.py DIR`: the same on a longer run, each text twenty times.\n\n")
    parts.append(table("", {"figure": figures["copies"]}))
    return "".join(parts)


def table(corner: str, columns: dict[str, dict[str, Any]]) -> str:
    """A Markdown table with one column for each key, and a row for each figure that any of them has."""
    names = list(dict.fromkeys(name for figures in columns.values() for name in figures))
    lines = [[corner, *columns], ["---"] + ["---:"] * len(columns)]
    lines += [[name, *(shown(figures.get(name)) for figures in columns.values())] for name in names]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def shown(value: object) -> str:
    return "–" if value is None else str(value)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = data_folder(sys.argv[1])
    hits.STORE.write_text(json.dumps(hits.count(folder), indent=1) + "\n", encoding="utf-8")
    figures = {
        "quality": quality.measure(folder),
        "score": score.measure(folder),
        "compare": trial.measure(),
        "slips": slips.shares([folder / "dev" / "clean.jsonl"]),
        "corrupt": corrupt.measure(folder),
        "languagetool": languagetool.measure(folder),
        "stable": stable.measure(folder),
        "baseline": baseline.measure(folder),
        "review": review.measure(folder),
        "warm": warm.measure(folder),
        "speed": speed.measure(folder),
        "copies": copies.measure(folder),
    }
    RESULTS.write_text(kept(RESULTS.read_text(encoding="utf-8"), page(figures)), encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))
