"""How `repair apply` goes over many records: `python benchmarks/bulk.py [ARTICLES]` (default: 1,000,000, which takes hours).

Articles that all differ are put together from the paragraphs of `seeds/`, every tenth with a garble, as one file of
JSON Lines. It is mended without a cache by 1, 2 and as many processes as there are cores, and each time a loop that
reads and writes nothing runs in as many processes just before and after: how much faster that became is what the
machine had to give. Printed as JSON: articles a second, efficiency against that loop, the most memory that any one
process held in the first and in the last third of the run (MB, Linux), and whether all gave the same bytes.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
LOOPS = 20_000_000


def write(place: Path, count: int) -> None:
    """A file of `count` articles, no two of them equal."""
    lines = [line for path in sorted(SEEDS.rglob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    paragraphs = [line for line in lines if len(line) > 80]
    dice = random.Random(1)
    with place.open("w", encoding="utf-8", newline="\n") as file:
        for number in range(count):
            parts = [*dice.sample(paragraphs, 8), f"The council meets again in room {number}."]
            if number % 10 == 0:
                parts.insert(4, "ADVERTISEMENT")
            file.write(json.dumps({"id": number, "text": "\n\n".join(parts)}, ensure_ascii=False) + "\n")


def memory(process: int) -> int:
    """The most that the process and those below it hold now, each by itself, in MB."""
    most = 0
    for one in [str(process), *_read(f"/proc/{process}/task/{process}/children").split()]:
        rows = [line for line in _read(f"/proc/{one}/status").splitlines() if line.startswith("VmRSS")]
        most = max(most, int(rows[0].split()[1]) // 1024 if rows else 0)
    return most


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii")
    except OSError:
        return ""


def mended(folder: Path, crawl: Path, jobs: int) -> tuple[float, list[int], str]:
    """Seconds, memory every half second, and the hash of what came out."""
    place = folder / f"{jobs}.jsonl"
    shutil.copyfile(crawl, place)
    started = time.monotonic()
    command = [sys.executable, "-m", "repair", "apply", "--no-cache", "--exit-zero", "--statistics", "--jobs", str(jobs), place.name]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    held = []
    while process.poll() is None:
        held.append(memory(process.pid))
        time.sleep(0.5)
    seconds = time.monotonic() - started
    assert process.returncode == 0
    digest = sha256(place.read_bytes()).hexdigest()
    place.unlink()
    return seconds, held, digest


def loop(count: int) -> int:
    """Work that needs a core and nothing else."""
    total = 0
    for number in range(count):
        total += number & 7
    return total


def looped(jobs: int) -> float:
    """Loops a second with so many processes."""
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(loop, [1000] * jobs))
        started = time.monotonic()
        list(pool.map(loop, [LOOPS] * jobs))
        return jobs / (time.monotonic() - started)


def measure(count: int) -> dict[str, dict[str, object]]:
    """The figures, by the number of processes."""
    figures: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "repair.toml").touch()
        crawl = folder / "crawl"
        write(crawl, count)
        alone = first = 0.0
        hashes = set()
        for jobs in sorted({1, 2, os.cpu_count() or 1}):
            before = looped(jobs)
            seconds, held, digest = mended(folder, crawl, jobs)
            given = (before + looped(jobs)) / 2
            hashes.add(digest)
            alone, first = alone or given, first or count / seconds
            third = max(1, len(held) // 3)
            figures[f"{jobs}"] = {
                "articles": count,
                "MB": crawl.stat().st_size // 1_000_000,
                "articles a second": round(count / seconds),
                "efficiency": round(count / seconds / first / (given / alone), 2),
                "MB held, first third": max(held[:third]),
                "MB held, last third": max(held[-third:]),
                "same bytes": len(hashes) == 1,
            }
    return figures


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000), indent=1))
