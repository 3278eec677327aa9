"""How much a second run saves: `python benchmarks/warm.py DIR`.

DIR holds `dev/raw_scraped.jsonl`. Its texts become 10,000 files that differ, and `repair lint` runs over them without a cache, with
an empty one, and with a warm one twice, on all cores. Printed as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from texts import command, data_folder, texts

FILES = 10_000


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
        _, first = timed(folder, cache, "--no-cache")
        cold, second = timed(folder, cache)
        warm, third = min(timed(folder, cache), timed(folder, cache))
        kept = sum(file.stat().st_size for file in cache.rglob("findings-*"))
    return {
        "files": FILES,
        "megabytes": round(size / 1e6, 1),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "first run s": round(cold, 1),
        "second run s": round(warm, 2),
        "times as fast": round(cold / warm, 1),
        "same bytes": first == second == third,
        "cache MB": round(kept / 1e6, 1),
    }


def timed(folder: Path, cache: Path, *options: str) -> tuple[float, bytes]:
    """The seconds of a run and what it said."""
    begun = time.perf_counter()
    done = subprocess.run(
        [command(), "lint", "--format", "json", *options],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        check=False,
    )
    seconds = time.perf_counter() - begun
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode(errors="replace")[-800:])
    return seconds, done.stdout


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(measure(data_folder(sys.argv[1])), indent=1))
