"""How often each rule is right: `python benchmarks/evidence.py DIR` rewrites `rules/evidence.json`, which ships.

DIR holds `score.py`, which says what touches a mark and what counts as mended, and `dev/`. Counted are, for each rule,

- findings on annotated copy (seed, garbled, injected): right on a mark; elsewhere wrong, unless somebody read it right;
- findings that are whole lines of scraped pages (leftover): right where the gold body leaves them out, wrong where it has them;
- findings in edited copy (clean): wrong, unless it is an error that the corpus itself names or somebody read it right;
- verdicts on whole articles: right on spun ones, wrong on others;
- safe fixes of annotated damage, and of damage of our own making (`damage.py`);
- safe edits in edited copy (clean and notspun): all are to be read, or a sample where there are many.

What people read stands in `readings.tsv`. `--unread` prints what is still to be read, which may be kept in a file, answered there (`right`,
`found` or `wrong` in the place of the question mark, see `readings.py`) and taken in with `--read FILE`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import damage
import readings
from readings import Place
from texts import data_folder, rows

from repair.engine.find import find
from repair.rulebook.book import Book
from repair.rulebook.compiled import load_rules
from repair.rulebook.evidence import FILE, SAMPLE, Evidence, evidence, fingerprint
from repair.rulebook.rule import Finding
from repair.rulebook.shelf import built_in_files
from repair.text.article import Article

OF_OTHERS = 10
"""So many findings of a rule that are no safe edits are offered for reading in ordinary news."""


Spot = tuple[str, str, Finding]
"""Where a text is from, the text, and a finding in it."""


class Judge:
    """Findings and what is known of them, counted by rule."""

    def __init__(self, score: ModuleType, book: Book) -> None:
        self.score = score
        self.book = book
        self.counts: dict[str, Counter[str]] = {rule.id: Counter() for rule in book.rules}
        self.known = readings.load()
        self.open: dict[Place, str] = {}

    def found(self, text: str) -> list[Finding]:
        """The findings that count: those whose checker lowers their severity are not what the rule claims."""
        return [one for one in find(Article(text), self.book) if one.severity == one.rule.severity or is_safe(one)]

    def asks(self, where: str, text: str, finding: Finding) -> str | None:
        """The verdict on a finding; without one it is noted as unread."""
        place = readings.place(text, finding)
        if place not in self.known:
            self.open[place] = readings.shown(where, text, finding)
        return self.known.get(place)

    def count(self, finding: Finding, right: bool) -> None:
        self.counts[finding.rule.id]["right" if right else "wrong"] += 1

    def counts_fix(self, finding: Finding, right: bool) -> None:
        if is_safe(finding):
            self.counts[finding.rule.id]["fixed" if right else "spoilt"] += 1

    def reads(self, where: str, text: str, finding: Finding) -> None:
        """Count a finding that nothing but a reader can say is right."""
        verdict = self.asks(where, text, finding)
        self.count(finding, verdict in ("right", "found"))
        self.counts_fix(finding, verdict == "right")

    def annotated(self, where: str, row: dict[str, Any], carrier: frozenset[str]) -> None:
        """The findings of a text with marks; those that its carrier has too were counted there."""
        marks = list(self.score.spans(row))
        for finding in self.found(row["text"]):
            if finding.rule.scope == "article":
                continue
            told = plain(finding)
            hit = [mark for mark in marks if self.score.overlaps(told, mark)]
            if any(mark["certainty"] == "must" for mark in hit):
                self.count(finding, right=True)
            if hit:
                right = any(mark["fixes"] and self.score.is_fixed(row["text"], mark, [told]) for mark in hit)
                if right or all(mark["certainty"] == "must" and mark["fixes"] for mark in hit):
                    self.counts_fix(finding, right)
            elif finding.key not in carrier:
                self.reads(where, row["text"], finding)

    def leftover(self, where: str, row: dict[str, Any]) -> None:
        """The findings that are whole lines of a page."""
        text = row["scraped_middling"]
        starts, at = [], 0
        for line in text.split("\n"):
            starts.append((at, at + len(line)))
            at += len(line) + 1
        for finding in self.found(text):
            start, end = finding.span
            touched = [number for number, (low, high) in enumerate(starts) if low < end and start < high]
            whole = touched and not text[starts[touched[0]][0] : start].strip() and not text[end : starts[touched[-1]][1]].strip()
            labels = {row["labels"][number] for number in touched if text[slice(*starts[number])].strip()}
            if not whole or finding.rule.scope == "article" or not removes(finding):
                continue
            if labels == {"drop"}:
                self.count(finding, right=True)
                self.counts_fix(finding, right=True)
            elif "keep" in labels:
                self.reads(where, text, finding)

    def edited(self, where: str, row: dict[str, Any]) -> frozenset[str]:
        """The findings in edited prose; gives their keys."""
        found = self.found(row["text"])
        typos = [typo[0].lower() for typo in row.get("typos", []) if len(typo[0]) > 1]
        for finding in found:
            around = row["text"][max(0, finding.span.start - 3) : finding.span.end + 3].lower()
            if any(typo in around for typo in typos) and not is_safe(finding):
                self.count(finding, right=True)
            elif not is_safe(finding):  # those are read together with the ones in ordinary news
                self.reads(where, row["text"], finding)
        return frozenset(finding.key for finding in found)

    def spun(self, row: dict[str, Any]) -> None:
        """The verdicts on an article that is spun."""
        for finding in self.found(row["text"]):
            if finding.rule.scope == "article" and "spun phrase" in finding.rule.items:
                self.count(finding, right=True)

    def ordinary(self, texts: Iterator[tuple[str, str, bool]]) -> None:
        """The safe edits of edited copy, and a few other findings in ordinary news; each text with a name, and whether it is ordinary."""
        safe: dict[str, dict[Place, Spot]] = defaultdict(dict)
        others: dict[str, dict[Place, Spot]] = defaultdict(dict)
        news: dict[str, list[Place]] = defaultdict(list)
        for where, text, ordinary in texts:
            for finding in self.found(text):
                place, rule = readings.place(text, finding), finding.rule
                if ordinary:
                    news[rule.id].append(place)
                if is_safe(finding):
                    safe[rule.id][place] = where, text, finding
                elif ordinary and rule.scope == "article" and "spun phrase" in rule.items:
                    self.reads(where, text, finding)
                elif ordinary:
                    others[rule.id][place] = where, text, finding
        for rule_id, places in safe.items():
            read = self.sampled(rule_id, places, SAMPLE)
            self.counts[rule_id].update(edits=len(places), read=len(read), bad=len(read) - read.count("right"))
        for rule_id, places in others.items():
            self.sampled(rule_id, places, OF_OTHERS)
        for rule_id, found in news.items():
            said = [self.known[place] for place in found if place in self.known]
            self.counts[rule_id].update(news=len(found), heard=len(said), alarms=said.count("wrong"))

    def sampled(self, rule: str, places: dict[Place, Spot], most: int) -> list[str]:
        """Count those of a sample that were read; gives their verdicts."""
        verdicts = [self.asks(*places[place]) for place in readings.sample(places, most)]
        read = [verdict for verdict in verdicts if verdict]
        self.counts[rule].update(right=len(read) - read.count("wrong"), wrong=read.count("wrong"))
        return read

    def own_damage(self) -> None:
        """What the safe fixes make of damage of our own making."""
        for rule in self.book.rules:
            if rule.safety == "safe" and rule.id in damage.MAKERS:
                made = damage.measure(rule.id, self.book)
                self.counts[rule.id].update({name: made[name] for name in ("made", "mended", "marred")})


def measure(data: Path) -> Judge:
    """Everything counted."""
    judge = Judge(_scorer(data), Book(rule._replace(alone=None) for rule in load_rules(built_in_files())))
    dev = data / "dev"
    carriers = {row["id"]: judge.edited("clean", row) for row in rows(dev / "clean.jsonl")}
    for name in ("seed", "garbled", "injected"):
        for row in rows(dev / f"{name}.jsonl"):
            judge.annotated(name, row, carriers.get(row.get("carrier", ""), frozenset()))
    for row in rows(dev / "leftover.jsonl"):
        if row.get("scraped_middling"):
            judge.leftover("leftover", row)
    for row in rows(dev / "spun.jsonl"):
        judge.spun(row)
    judge.ordinary((name, row["text"], name == "notspun") for name in ("clean", "notspun") for row in rows(dev / f"{name}.jsonl"))
    judge.own_damage()
    return judge


def write(judge: Judge) -> None:
    """Keep the counts; an entry that says what it said keeps its date."""
    before, today = evidence(), datetime.now(UTC).date().isoformat()
    entries = {}
    for rule in judge.book.rules:
        now = Evidence(fingerprint(rule), today, **judge.counts[rule.id])
        old = before.get(rule.id)
        entries[rule.id] = old if old and old._replace(date=today) == now else now
    default = Evidence("", "")._asdict()
    lines = []
    for name, entry in sorted(entries.items()):
        said = {key: value for key, value in entry._asdict().items() if value != default[key]}
        lines.append(f"{json.dumps(name)}: {json.dumps(said)}")
    Path(FILE).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def told(judge: Judge) -> None:
    """Say what is left to do."""
    known = evidence()
    for rule in judge.book.rules:
        if rule.safety == "safe" and known[rule.id].against_safe:
            print(f"{rule.id} is not safe: {known[rule.id].against_safe}")
    print(f"{len(judge.open)} findings are to be read: --unread shows them")


def plain(finding: Finding) -> dict[str, Any]:
    """A finding as the scorer takes it."""
    fixes = [
        {"safety": fix.safety, "edits": [{"start": edit.start, "end": edit.end, "text": edit.new} for edit in fix.edits]}
        for fix in finding.fixes
    ]
    return {"start": finding.span.start, "end": finding.span.end, "fixes": fixes}


def is_safe(finding: Finding) -> bool:
    """True for a finding that is mended in bulk."""
    return bool(finding.fixes) and finding.fixes[0].safety == "safe"


def removes(finding: Finding) -> bool:
    """True for a finding whose fix takes out all of it, or that has none."""
    return not finding.fixes or not any(edit.new.strip() for edit in finding.fixes[0].edits)


def _scorer(data: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_score", data / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", metavar="DIR", type=data_folder)
    parser.add_argument("--unread", nargs="*", metavar="RULE", help="print what is to be read, of these rules or of all")
    parser.add_argument("--read", type=Path, metavar="FILE", help="first take in the verdicts of this file")
    options = parser.parse_args()
    if options.read:
        print(dict(readings.take(options.read.read_text(encoding="utf-8").splitlines())))
    judged = measure(options.data)
    if options.unread is None:
        write(judged)
        told(judged)
    else:
        print("".join(shown for place, shown in sorted(judged.open.items()) if not options.unread or place.rule in options.unread), end="")
