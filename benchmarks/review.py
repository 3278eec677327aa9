"""How few answers a review takes, how soon it asks, and whether it keeps what is said: `python benchmarks/review.py DIR [PART…]`.

DIR is as benchmarks/run.py describes it. `clusters`, over the texts of `raw_scraped`: fixes and the questions that decide them all when
fixes that are alike are one question; the share of questions, most gain first, that settles nine tenths of the gain. Over 10,000 articles
made of these: `waits`, at a terminal, the seconds to the first question, and from a key to the next question, after a tenth of a second for
each, with nothing remembered and with all; `pages`, in a browser, the wait for an article of 3,000 words and for the list when all are
read; `kills`, a review killed at 50 random moments: answers given and lost, articles harmed. All parts when none is named.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
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
THOUGHT = 0.1
PAGES = 15
LONG = 3000
_PROMPT = re.compile(r"\[[^\]\n]*,[^\]]*\]\?? $")


def measure(data: Path, parts: Sequence[str] = ()) -> dict[str, float]:
    """The figures of these parts, of all when none is named."""
    source = data / "dev" / "raw_scraped.jsonl"
    figures: dict[str, float] = {}
    wanted = [(name, part) for name, part in PARTS.items() if name in (parts or PARTS)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "repair.toml").touch()
        write_files(source, folder)
        if "clusters" in dict(wanted):
            figures |= clusters(folder)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "repair.toml").touch()
        known = [text for _, text in texts(source)]
        for number in range(ARTICLES):
            (folder / f"{number:05}.txt").write_text(f"{known[number % len(known)]}\nThis is number {number}.\n", encoding="utf-8")
        for one, part in wanted:
            if one != "clusters":
                figures |= part(folder)
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


def waits(folder: Path) -> dict[str, float]:
    """Of both ways to begin."""
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        subprocess.run([command(), "lint", "00000.txt"], cwd=folder, stdout=subprocess.DEVNULL, check=False)  # compiles the rules
        figures = _waits(folder, "")
        subprocess.run([command(), "lint"], cwd=folder, stdout=subprocess.DEVNULL, check=False)
        figures |= _waits(folder, ", remembered")
        begun = time.perf_counter()
        sitting = _sitting(folder, "--order", "gain")
        sitting.expect(_PROMPT)
        figures["first question by gain, remembered, s"] = round(time.perf_counter() - begun, 2)
        sitting.close(force=True)
        del os.environ["XDG_CACHE_HOME"]
    return figures


def _waits(folder: Path, how: str) -> dict[str, float]:
    """Seconds to the first question in article order, and from a key to the next question while articles are read."""
    file = folder / ".repair" / "verdicts.jsonl"
    file.unlink(missing_ok=True)
    begun = time.perf_counter()
    sitting = _sitting(folder)
    sitting.expect(_PROMPT)
    first = time.perf_counter() - begun
    taken = []
    used = _used(sitting.pid)
    for _ in range(KEYS):
        time.sleep(THOUGHT)
        begun = time.perf_counter()
        sitting.send("n")
        sitting.expect(_PROMPT)
        taken.append(time.perf_counter() - begun)
    used = _used(sitting.pid) - used
    sitting.close(force=True)
    taken.sort()
    return {
        f"first question of 10,000 articles{how}, s": round(first, 2),
        f"key to next question{how}, median ms": round(1000 * statistics.median(taken)),
        f"key to next question{how}, 9 of 10 within ms": round(1000 * taken[KEYS * 9 // 10]),
        f"processor ms for each key{how}, with the articles read meanwhile": round(1000 * used / KEYS),
    }


def _used(process: int) -> float:
    """Seconds of processor time of the thread that asks; 0 where that cannot be told."""
    try:
        fields = Path(f"/proc/{process}/task/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pages(folder: Path) -> dict[str, float]:
    """Milliseconds from the request to the end of a page, when all articles are read."""
    known = sorted(folder.glob("*.txt"))
    words = [word for file in known for word in file.read_text(encoding="utf-8").split(" ")[:300]][:LONG]
    (folder / "00000-long.txt").write_text(" ".join(words), encoding="utf-8")
    subprocess.run([command(), "lint"], cwd=folder, stdout=subprocess.DEVNULL, check=False)
    with subprocess.Popen([command(), "review", "--web"], cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout
        address = server.stdout.readline().strip()
        while not json.loads(_fetched(f"{address}progress"))["complete"]:
            time.sleep(0.2)
        number = next(at for at, file in enumerate(sorted(folder.glob("*.txt"))) if file.stem == "00000-long")
        figures = {}
        for what, path in ("page of an article of 3,000 words", f"article/{number}"), ("list of 10,000 articles", ""):
            taken = []
            for _ in range(PAGES):
                begun = time.perf_counter()
                _fetched(address + path)
                taken.append(time.perf_counter() - begun)
            figures[f"{what}, median ms"] = round(1000 * statistics.median(taken))
        server.terminate()
    (folder / "00000-long.txt").unlink()
    return figures


def _fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        return bytes(answer.read())


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


def _sitting(folder: Path, *options: str) -> Any:
    environment: Any = {**os.environ, "TERM": "xterm", "NO_COLOR": "1"}
    sitting = pexpect.spawn(
        command(), ["review", *options], cwd=str(folder), env=environment, encoding="utf-8", dimensions=(50, 80), timeout=60
    )
    sitting.delaybeforesend = None
    return sitting


PARTS: dict[str, Callable[[Path], dict[str, float]]] = {"clusters": clusters, "waits": waits, "pages": pages, "kills": killed}


if __name__ == "__main__":
    if len(sys.argv) < 2 or not PARTS.keys() >= set(sys.argv[2:]):
        sys.exit(__doc__)
    print(json.dumps(measure(data_folder(sys.argv[1]), sys.argv[2:]), indent=1))
