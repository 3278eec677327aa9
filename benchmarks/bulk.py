"""How `repair apply` goes over many records: `python benchmarks/bulk.py [ARTICLES [WAYS]]` (default: 1,000,000, which takes hours).

Articles that all differ are put together from the paragraphs of `seeds/`, every tenth with a garble, as one file of JSON Lines of
2 kB an article. It is mended without a cache in each of WAYS, as in `processes:1,processes:4,dask:4` (default: both with 1, 2 and as
many workers as there are cores). A loop that reads and writes nothing runs in as many processes just before and after each: how much
faster that became with more workers is what the machine had to give, and efficiency is what was made of it. Printed as a table:
articles and MB a second, in all and for each worker; efficiency; articles and MB a second of processor time, of all processes
together, which other work on the machine changes little (POSIX; not on Dask, whose workers do not tell); the most memory that any
one process held in the first and in the last third of the run (MB, Linux); whether all gave the same bytes. `ROUNDS` in the
environment says how often each way is gone (default: 1); the median counts.
"""

from __future__ import annotations

import json
import logging
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

resource: ModuleType | None
try:
    import resource
except ImportError:  # a system that does not tell
    resource = None

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
LOOPS = 40_000_000
ROUNDS = int(os.environ.get("ROUNDS", "1"))


class Gone(NamedTuple):
    """One run: seconds, the memory of the greatest process every half second (MB), the hash of what came out.

    `given` is what a loop gave, `cpu` the seconds of processor time that all processes of the run took.
    """

    seconds: float
    held: list[int]
    digest: str
    given: float
    cpu: float


def write(place: Path, count: int, paragraphs_each: int = 16) -> None:
    """A file of `count` articles, no two of them equal."""
    lines = [line for path in sorted(SEEDS.rglob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    paragraphs = [line for line in lines if len(line) > 80]
    dice = random.Random(1)
    with place.open("w", encoding="utf-8", newline="\n") as file:
        for number in range(count):
            parts = [*dice.sample(paragraphs, paragraphs_each), f"The council meets again in room {number}."]
            if number % 10 == 0:
                parts.insert(4, "ADVERTISEMENT")
            file.write(json.dumps({"id": number, "text": "\n\n".join(parts)}, ensure_ascii=False) + "\n")


def memory(process: int) -> int:
    """The most that the process and those below it hold now, each by itself, in MB."""
    rows = [line for line in _read(f"/proc/{process}/status").splitlines() if line.startswith("VmRSS")]
    below = [one for task in _listed(f"/proc/{process}/task") for one in _read(f"/proc/{process}/task/{task}/children").split()]
    return max([int(row.split()[1]) // 1024 for row in rows] + [memory(int(one)) for one in below], default=0)


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii")
    except OSError:
        return ""


def _listed(path: str) -> list[str]:
    try:
        return os.listdir(path)
    except OSError:
        return []


@contextmanager
def workers(kind: str, count: int) -> Iterator[list[str]]:
    """The options that have so many workers do the work."""
    if kind == "processes":
        yield ["--jobs", str(count)]
        return
    import dask
    from distributed import LocalCluster

    from repair.cli.cluster import QUIET

    how = {"processes": True, "dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}
    with dask.config.set(QUIET), LocalCluster(n_workers=count, threads_per_worker=1, **how) as cluster:
        yield ["--scheduler", cluster.scheduler_address]


def mended(folder: Path, crawl: Path, options: list[str]) -> tuple[float, list[int], str]:
    """Seconds, memory every half second, and the hash of what came out."""
    place = folder / "mended.jsonl"
    shutil.copyfile(crawl, place)
    started = time.monotonic()
    command = [sys.executable, "-m", "repair", "apply", "--no-cache", "--exit-zero", "--statistics", *options, place.name]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    held = []
    while process.poll() is None:
        held.append(memory(os.getpid()))
        time.sleep(0.5)
    seconds = time.monotonic() - started
    assert process.returncode == 0
    digest = _digest(place)
    place.unlink()
    shutil.rmtree(folder / ".repair")
    return seconds, held, digest


def _spent() -> float:
    """Seconds of processor time that processes below this one took, those that have ended."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) if resource else 0.0


def _digest(place: Path) -> str:
    digest = sha256()
    with place.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


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


def ways() -> list[tuple[str, int]]:
    """Both kinds of workers, 1, 2 and as many as there are cores."""
    counts = sorted({1, 2, os.cpu_count() or 1})
    return [(kind, count) for kind in ("processes", "dask") for count in counts]


def measure(count: int, wanted: list[tuple[str, int]]) -> tuple[int, dict[tuple[str, int], list[Gone]]]:
    """The size of the file, and what each way gave."""
    found: dict[tuple[str, int], list[Gone]] = {way: [] for way in wanted}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "repair.toml").touch()
        crawl = folder / "crawl"
        few = folder / "few"
        write(few, 50)
        mended(folder, few, [])  # from now on the rules are compiled
        write(crawl, count)
        for _ in range(ROUNDS):
            for kind, jobs in wanted:
                before = looped(jobs)
                spent = _spent()
                with workers(kind, jobs) as options:
                    outcome = mended(folder, crawl, options)
                spent = _spent() - spent if kind == "processes" else 0.0
                found[kind, jobs].append(Gone(*outcome, (before + looped(jobs)) / 2, spent))
                print(f"{kind} {jobs}: {outcome[0]:.0f} s, {spent:.0f} s of processor time", file=sys.stderr, flush=True)
        return crawl.stat().st_size, found


def table(count: int, size: int, found: dict[tuple[str, int], list[Gone]]) -> str:
    """The figures for people."""
    rates = ("articles/s", "MB/s", "MB/s for each", "efficiency", "CPU s", "articles/CPU s", "MB/CPU s")
    head = ("workers", "s", *rates, "MB held, first third", "last third", "most", "same bytes")
    lines = [f"{count:,} articles, {size / 1e6:,.0f} MB", "", f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}"]
    digests = {one.digest for runs in found.values() for one in runs}
    alone: dict[str, float] = {}
    for (kind, jobs), runs in found.items():
        seconds = statistics.median(one.seconds for one in runs)
        made = statistics.median(1 / one.seconds / one.given for one in runs)
        alone.setdefault(kind, made)
        held = [value for one in runs for value in one.held]
        thirds = [(one.held[: len(one.held) // 3 or 1], one.held[-(len(one.held) // 3 or 1) :]) for one in runs]
        speed = size / 1e6 / seconds
        spent = statistics.median(one.cpu for one in runs)
        cells = (
            f"{kind} {jobs}",
            f"{seconds:,.0f}",
            f"{count / seconds:,.0f}",
            f"{speed:.2f}",
            f"{speed / jobs:.2f}",
            f"{made / alone[kind]:.2f}",
            f"{spent:,.0f}",
            f"{count / spent:,.1f}" if spent else "–",
            f"{size / 1e6 / spent:.3f}" if spent else "–",
            f"{max(max(first) for first, _ in thirds)}",
            f"{max(max(last) for _, last in thirds)}",
            f"{max(held)}",
            "yes" if len(digests) == 1 else "no",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    number = int(sys.argv[1].replace(",", "").replace("_", "")) if len(sys.argv) > 1 else 1_000_000
    chosen = (
        [(kind, int(jobs)) for way in sys.argv[2].split(",") for kind, _, jobs in [way.partition(":")]] if len(sys.argv) > 2 else ways()
    )
    print(table(number, *measure(number, chosen)))
