"""How fast the whole command is, beside other tools on the same files: `python benchmarks/speed.py DIR`.

DIR holds `dev/raw_scraped.jsonl`. Every tool runs on one core, as a whole command with its start, several times in
turn; the best time counts, as what else the machine does only ever adds. Printed as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from compileall import compile_dir
from pathlib import Path

from texts import command, data_folder, write_files

import repair

ROUNDS = 5
STARTS = 20
FTFY = "import sys, ftfy\nfor name in sys.argv[1:]:\n    ftfy.fix_text(open(name, encoding='utf-8', newline='').read())"


def measure(data: Path) -> dict[str, float]:
    """Throughputs in MB/s, the ratios asked for, and the start in ms and as a multiple of an empty Python."""
    compile_dir(Path(repair.__file__).parent, quiet=1)  # as installing does: a checkout may have been edited since
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_files(data / "dev" / "raw_scraped.jsonl", folder)
        files = sorted(path.name for path in folder.iterdir())
        small = folder / files[0]
        programs = Path(sys.executable).parent
        tools = {
            "repair": [command(), "lint", "--no-cache", "--jobs", "1", "--exit-zero", "."],
            "codespell": [str(programs / "codespell"), "."],
            "ftfy": [sys.executable, "-c", FTFY, *files],
            "proselint": [str(programs / "proselint"), "check", *files],
        }
        best = fastest(tools, folder, ROUNDS)
        start = fastest(
            {
                "python": [sys.executable, "-c", "pass"],
                "repair": [command(), "lint", "--no-cache", "--exit-zero", small.name],
            },
            folder,
            STARTS,
        )
    rate = {tool: size / 1e6 / seconds for tool, seconds in best.items()}
    return {
        "megabytes": round(size / 1e6, 3),
        **{f"{tool} MB/s": round(value, 3) for tool, value in rate.items()},
        "of codespell": round(rate["repair"] / rate["codespell"], 3),
        "of ftfy": round(rate["repair"] / rate["ftfy"], 3),
        "of proselint": round(rate["repair"] / rate["proselint"], 2),
        "start ms": round(start["repair"] * 1e3, 1),
        "python -c pass ms": round(start["python"] * 1e3, 1),
        "of python -c pass": round(start["repair"] / start["python"], 2),
    }


def fastest(commands: dict[str, list[str]], folder: Path, rounds: int, between: Callable[[], object] = lambda: None) -> dict[str, float]:
    """The least seconds each command took, one round of all after the other; the first round only warms up."""
    best: dict[str, float] = {}
    for turn in range(rounds + 1):
        for name, arguments in commands.items():
            between()
            begun = time.perf_counter()
            done = subprocess.run([*one_core(), *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
            seconds = time.perf_counter() - begun
            if done.returncode not in (0, 1, 65):  # 65: findings, says codespell
                sys.exit(f"{name} exited {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
            if turn:
                best[name] = min(seconds, best.get(name, seconds))
    return best


def one_core() -> list[str]:
    """What keeps a command on the last core, where the system can."""
    return ["taskset", "-c", str((os.cpu_count() or 1) - 1)] if shutil.which("taskset") else []


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(measure(data_folder(sys.argv[1])), indent=1))
