"""Run the commands that a page shows and put what they print beneath them.

A block marked `console` holds commands behind `$ ` and their output. It runs in a folder of its own, which holds the files the page
shows in blocks marked `text NAME`; blocks of one page share it, so that a later command sees what an earlier one did.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"^```(?P<kind>console|text (?P<name>\S+))\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_RUN = re.compile(r"\b\d{8}-\d{6}-\d{6}\b")
_COLUMNS = "100"


def rerun(page: str) -> str:
    """The page with the output of every shown command as it is now; the names of runs, which differ every time, are levelled."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs = folder / ".bin"
        programs.mkdir()
        script = programs / "repair"
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m repair "$@"\n', encoding="utf-8")
        script.chmod(0o755)

        def block(match: re.Match[str]) -> str:
            if match["name"]:
                (folder / match["name"]).write_text(match["body"], encoding="utf-8")
                return match.group()
            commands = [line[2:] for line in match["body"].splitlines() if line.startswith("$ ")]
            shown = "\n".join(f"$ {command}\n{output(command, folder)}" for command in commands)
            return f"```console\n{shown}```"

        return _BLOCK.sub(block, page)


def output(command: str, folder: Path) -> str:
    """What a command prints there."""
    environment = {
        "PATH": os.pathsep.join((str(folder / ".bin"), os.environ.get("PATH", os.defpath))),
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(folder / ".cache")),
        "HOME": str(folder),
        "COLUMNS": _COLUMNS,
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return _RUN.sub("20260101-120000-000000", done.stdout + done.stderr)
