"""How fast the whole command is on a longer run, which hides its start: `python benchmarks/copies.py DIR`.

DIR holds `dev/raw_scraped.jsonl`, of which each text is twenty files. On one core, in turn, the best of a few times:
codespell; `repair lint` that works on every file; the same without the rules for spun copy; and as it comes, when a copy
of an article costs next to nothing, with what it knew of articles before taken away. Printed as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from compileall import compile_dir
from pathlib import Path

from speed import fastest
from texts import command, data_folder, write_files

import repair

COPIES = 20
ROUNDS = 2
SPUN = "looks-spun,spun-words,spun-turns"


def measure(data: Path) -> dict[str, float]:
    """Seconds, and speed as a share of codespell's."""
    compile_dir(Path(repair.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name, "texts"), Path(name, "cache")
        size = 0
        for copy in range(COPIES):
            (folder / str(copy)).mkdir(parents=True)
            size += write_files(data / "dev" / "raw_scraped.jsonl", folder / str(copy))
        os.environ["XDG_CACHE_HOME"] = str(cache)
        lint = [command(), "lint", "--jobs", "1", "--exit-zero"]
        best = fastest(
            {
                "codespell": [str(Path(sys.executable).parent / "codespell"), "."],
                "repair": [*lint, "--no-cache", "."],
                "repair without the spun rules": [*lint, "--no-cache", "--ignore", SPUN, "."],
                "repair as it comes": [*lint, "."],
            },
            folder,
            ROUNDS,
            between=lambda: [file.unlink() for file in cache.rglob("findings-*")],
        )
    return {
        "files": COPIES * 300,
        "megabytes": round(size / 1e6, 3),
        **{f"{tool} s": round(seconds, 2) for tool, seconds in best.items()},
        **{f"{tool} of codespell": round(best["codespell"] / seconds, 3) for tool, seconds in best.items() if tool != "codespell"},
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not shutil.which("taskset"):
        print("without taskset the commands are not kept on one core", file=sys.stderr)
    print(json.dumps(measure(data_folder(sys.argv[1])), indent=1))
