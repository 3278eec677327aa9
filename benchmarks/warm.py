"""How much a second run saves: `python benchmarks/warm.py DIR`.

DIR holds `dev/raw_scraped.jsonl`. Its texts become 10,000 files that differ, and `repair lint` runs over them without a cache, with
an empty one, and with a warm one five times, on all cores: seconds by the clock, and of processor time, which other work on the machine
changes less. Then the warm run with a known baseline. Printed as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from texts import command, data_folder, texts

FILES = 10_000
REPEATS = 5


def measure(data: Path) -> dict[str, object]:
    """Seconds of the runs, and whether all said the same."""
    articles = [text for _, text in texts(data / "dev" / "raw_scraped.jsonl")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "articles"
        size = 0
        for number in range(FILES):
            place = folder / f"{number % 100:02}" / f"{number:05}.txt"
            place.parent.mkdir(parents=True, exist_ok=True)
            text = f"{articles[number % len(articles)]}\n\nStory {number} of the year.\n".encode()
            place.write_bytes(text)
            size += len(text)
        cache = Path(name) / "cache"
        first = timed(folder, cache, "--no-cache")
        cold = timed(folder, cache)
        warm = [timed(folder, cache) for _ in range(REPEATS)]
        kept = sum(file.stat().st_size for file in cache.rglob("findings-*"))
        timed(folder, cache, "--baseline", "../known.json", "--update-baseline")
        known = [timed(folder, cache, "--baseline", "../known.json") for _ in range(REPEATS)]
    wall, cpu = (min(getattr(one, name) for one in warm) for name in ("wall", "cpu"))
    return {
        "files": FILES,
        "megabytes": round(size / 1e6, 1),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "first run s": round(cold.wall, 1),
        "second run s": round(wall, 2),
        "times as fast": round(cold.wall / wall, 1),
        "first run, processor s": round(cold.cpu, 1),
        "second run, processor s": round(cpu, 2),
        "times as cheap": round(cold.cpu / cpu, 1),
        "second run with a baseline, processor s": round(min(one.cpu for one in known), 2),
        "same bytes": all(one.said == first.said for one in (cold, *warm)),
        "cache MB": round(kept / 1e6, 1),
    }


class Run(NamedTuple):
    """Seconds of a run by the clock and of processor time, and what it said."""

    wall: float
    cpu: float
    said: bytes


def timed(folder: Path, cache: Path, *options: str) -> Run:
    """Run once."""
    begun, used = time.perf_counter(), _used()
    done = subprocess.run(
        [command(), "lint", "--format", "json", *options],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        check=False,
    )
    wall, cpu = time.perf_counter() - begun, _used() - used
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode(errors="replace")[-800:])
    return Run(wall, cpu, done.stdout)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(measure(data_folder(sys.argv[1])), indent=1))
