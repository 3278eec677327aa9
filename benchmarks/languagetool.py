"""What LanguageTool adds to the rules: `python benchmarks/languagetool.py DIR`.

DIR holds `score.py`, which says what counts, and `dev/`. LanguageTool must be installed (`repair languagetool install`). Printed as
JSON, one object a file, without and with it. The scorer calls this file as `repair`, to have the option put behind its own.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path
from typing import Any

from quality import score
from texts import command, data_folder

RUNS = (("garbled", "garbled"), ("clean", "clean"))


def measure(data: Path) -> dict[str, dict[str, Any]]:
    """The scorer's figures by file, without and with LanguageTool."""
    from repair.backends.servers import serving

    with serving() as server:
        call = shlex.join([sys.executable, str(Path(__file__).resolve()), "as-repair", server.url])
        figures = {}
        for name, mode in RUNS:
            file = data / "dev" / f"{name}.jsonl"
            figures[name] = score(data, mode, file)
            figures[f"{name}, with LanguageTool"] = score(data, mode, file, call)
        return figures


if __name__ == "__main__":
    if sys.argv[1:2] == ["as-repair"]:
        os.execv(command(), [command(), *sys.argv[3:], "--languagetool", sys.argv[2]])
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(measure(data_folder(sys.argv[1])), indent=1))
