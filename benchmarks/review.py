"""How few answers a review takes, and whether it keeps them: `python benchmarks/review.py DIR`, DIR as benchmarks/run.py describes it.

Over the texts of `raw_scraped`: fixes and the questions that decide them all when fixes that are alike are one question; the share of
questions, most gain first, that settles nine tenths of the gain. Over 10,000 articles made of these, at a terminal: the seconds
to the first question, and from a key to the next question. And a review killed at 50 random moments: answers given and lost,
articles harmed.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(1, str(Path(__file__).resolve().parent.parent))

import pexpect
from texts import command, data_folder, texts, write_files

from repair.project.config import Project
from repair.project.crew import File, outcomes
from repair.project.rules import Shelf
from repair.project.scan import gather
from repair.project.work import Inspecting
from repair.review.clusters import gain
from repair.review.queue import Queue
from repair.review.session import Session
from repair.review.verdicts import Memory
from repair.rulebook.rule import Finding

ARTICLES = 10_000
KILLS = 50
KEYS = 100
_PROMPT = re.compile(r"\[[^\]\n]*,[^\]]*\]\?? $")


def measure(data: Path) -> dict[str, float]:
    """All figures."""
    source = data / "dev" / "raw_scraped.jsonl"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "repair.toml").touch()
        write_files(source, folder)
        figures = clusters(folder)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "repair.toml").touch()
        known = [text for _, text in texts(source)]
        for number in range(ARTICLES):
            (folder / f"{number:05}.txt").write_text(f"{known[number % len(known)]}\nThis is number {number}.\n", encoding="utf-8")
        figures |= speed(folder)
        figures |= killed(folder)
    return figures


def clusters(folder: Path) -> dict[str, float]:
    """How many questions there are, and how soon they settle most."""
    targets, _ = gather([str(folder)], Project())
    shop = Inspecting([targets[0].settings], Shelf(), 0)

    def found() -> Iterator[tuple[File, list[Finding]]]:
        for file, outcome in outcomes(targets, shop):
            if isinstance(outcome, list):
                yield file, outcome

    session = Session(shop, found(), len(targets), Memory(str(folder / "verdicts.jsonl")))
    while session.advance():
        pass
    fixes = session.progress.fixes
    queue = Queue(session, "gain")
    gains = []
    while asked := queue.next():
        settled_now = session.answer(asked.number, "no", "cluster")
        gains.append(gain(session.questions[number].finding for number in settled_now))
    gains.sort(reverse=True)
    whole, settled, needed = sum(gains), 0.0, 0
    while settled < 0.9 * whole:
        settled += gains[needed]
        needed += 1
    return {
        "fixes": fixes,
        "questions": len(gains),
        "questions % of fixes": round(100 * len(gains) / fixes, 1),
        "for 90 % of the gain, % of fixes": round(100 * needed / fixes, 1),
    }


def speed(folder: Path) -> dict[str, float]:
    """Seconds to the first question in article order, and from a key to the next question while articles are read."""
    begun = time.perf_counter()
    sitting = _sitting(folder)
    sitting.expect(_PROMPT)
    first = time.perf_counter() - begun
    taken = []
    for _ in range(KEYS):
        begun = time.perf_counter()
        sitting.send("n")
        sitting.expect(_PROMPT)
        taken.append(time.perf_counter() - begun)
    sitting.close(force=True)
    taken.sort()
    return {
        "first question of 10,000 articles, s": round(first, 2),
        "key to next question, median ms": round(1000 * statistics.median(taken)),
        "key to next question, 9 of 10 within ms": round(1000 * taken[KEYS * 9 // 10]),
    }


def killed(folder: Path) -> dict[str, float]:
    """Answers acknowledged by the next question, and those of them that were not on the disk after a kill; some are written meanwhile."""
    chance = random.Random(1)
    given = lost = 0
    file = folder / ".repair" / "verdicts.jsonl"
    allowed = {path: {sha256(path.read_bytes()).hexdigest()} for path in folder.glob("*.txt")}
    for _ in range(KILLS):
        known = _whole_lines(file)
        sitting = _sitting(folder)
        answered = 0
        try:
            sitting.expect(_PROMPT)
            until = time.monotonic() + chance.uniform(0, 1.5)
            while time.monotonic() < until:
                sitting.timeout = max(0.01, until - time.monotonic())
                sitting.send("wy" if answered % 20 == 19 and sitting.after.count("w,") else "yn"[answered % 2])
                sitting.expect(_PROMPT)
                answered += 1
        except pexpect.TIMEOUT:
            pass
        os.kill(sitting.pid, signal.SIGKILL)
        sitting.close(force=True)
        given += answered - answered // 20
        lost += max(0, answered - answered // 20 - (_whole_lines(file) - known))
    for run in folder.glob(".repair/runs/*.jsonl"):
        for line in run.read_bytes().splitlines():
            record = json.loads(line)
            if record["type"] == "file":
                allowed[folder / record["path"]].add(record["after"])
    harmed = sum(sha256(path.read_bytes()).hexdigest() not in states for path, states in allowed.items())
    return {"kills": KILLS, "answers given": given, "answers lost": lost, "articles harmed": harmed}


def _whole_lines(file: Path) -> int:
    count = 0
    for line in file.read_bytes().split(b"\n") if file.exists() else ():
        try:
            count += bool(line and json.loads(line))
        except ValueError:
            continue
    return count


def _sitting(folder: Path) -> Any:
    environment: Any = {**os.environ, "TERM": "xterm", "NO_COLOR": "1"}
    sitting = pexpect.spawn(command(), ["review"], cwd=str(folder), env=environment, encoding="utf-8", dimensions=(50, 80), timeout=60)
    sitting.delaybeforesend = None
    return sitting


if __name__ == "__main__":
    print(json.dumps(measure(data_folder(sys.argv[1])), indent=1))
