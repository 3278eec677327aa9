"""Whether a run that is killed again and again leaves what an undisturbed one leaves: `python benchmarks/kills.py [MB [KILLS [RULES]]]`.

A file of JSON Lines of MB (default: 20) is mended without a cache, by RULES (default: all); then again from its first state, killed with
SIGKILL at random moments, up to six times a run, and each time gone on with by another number of processes, until KILLS (default: 30)
are made. Printed as JSON: how many runs left the same file and the same `--rejects`, byte for byte, and were taken back.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bulk import _digest, write

EACH = 6


def command(*more: str) -> list[str]:
    return [sys.executable, "-m", "repair", "apply", "--no-cache", "--exit-zero", *more]


def begin(folder: Path, crawl: Path) -> None:
    """The folder as it was before any run."""
    shutil.rmtree(folder / ".repair", ignore_errors=True)
    shutil.copyfile(crawl, folder / "mended.jsonl")


def left(folder: Path) -> tuple[str, str]:
    return _digest(folder / "mended.jsonl"), _digest(folder / "rejects")


def killed(folder: Path, more: list[str], seconds: float) -> bool:
    """Run for so long at most; False when the run came to its end before."""
    process = subprocess.Popen(command(*more), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    assert process.returncode == 0
    return False


def reached(folder: Path) -> int:
    """The record that the run has come to, by its journal."""
    text = "".join(path.read_text(encoding="utf-8") for path in (folder / ".repair" / "runs").glob("*.jsonl"))
    return max((int(one) for one in re.findall(r'"type": "reached", "path": "[^"]*", "record": (\d+)', text)), default=0)


def measure(megabytes: float, kills: int, rules: str) -> dict[str, object]:
    """The figures."""
    dice = random.Random(9)
    same = made = runs = 0
    moments: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "repair.toml").touch()
        crawl = folder / "crawl"
        count = int(megabytes * 480)
        write(crawl, count)
        paths = ["mended.jsonl", "--rejects", "rejects", *(["--select", rules] if rules else [])]
        begin(folder, crawl)
        started = time.monotonic()
        subprocess.run(command(*paths, "--jobs", "2"), cwd=folder, check=True, capture_output=True)
        alone = time.monotonic() - started
        wanted = left(folder)
        while made < kills:
            begin(folder, crawl)
            runs += 1
            open_ended = True
            for leg in range(min(EACH, kills - made)):
                more = ["--resume"] if (folder / ".repair").exists() and any((folder / ".repair" / "runs").glob("*.jsonl")) else paths
                jobs = dice.choice((1, 2, 3, 4))
                open_ended = killed(folder, [*more, "--jobs", str(jobs)], dice.uniform(0.1, alone / EACH * 1.6))
                if not open_ended:
                    break
                made += 1
                moments.append(reached(folder) / count)
                print(f"kill {made}: run {runs}, leg {leg + 1}, {jobs} processes, {moments[-1]:.0%} done", file=sys.stderr, flush=True)
            if open_ended:
                more = ["--resume"] if any((folder / ".repair" / "runs").glob("*.jsonl")) else paths
                subprocess.run(command(*more, "--jobs", "3"), cwd=folder, check=True, capture_output=True)
            same += left(folder) == wanted
            undone = subprocess.run([sys.executable, "-m", "repair", "undo"], cwd=folder, capture_output=True, text=True, check=False)
            assert undone.returncode == 0, undone.stderr
            assert _digest(folder / "mended.jsonl") == _digest(crawl)
    return {
        "MB": round(megabytes, 1),
        "articles": count,
        "kills": made,
        "runs": runs,
        "runs that left what an undisturbed one left, and were taken back": same,
        "done when killed, least and most": [f"{min(moments):.0%}", f"{max(moments):.0%}"],
    }


if __name__ == "__main__":
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 20
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    print(json.dumps(measure(size, count, sys.argv[3] if len(sys.argv) > 3 else ""), indent=1))
