"""Take a run back, byte for byte. Files that have changed since are named and left alone."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from repair.journal.run import Run, ids, load, project_root
from repair.journal.undo import undo
from repair.project.config import ConfigError, shown
from repair.report.visible import number, visible
from repair.rulebook.shelf import nearest


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "run", metavar="RUN", nargs="?", help="a run as `repair runs` lists it; nothing means the last that was not taken back"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")


def run(options: Namespace) -> int:
    """Take back what can be; exit with 1 when something was left alone."""
    root = project_root(os.getcwd())
    taken = wanted(root, options.run)
    left = done = 0
    for outcome in undo(root, taken, dry=options.dry_run):
        left += outcome.state == "left alone"
        done += outcome.state == "taken back"
        reason = f": {outcome.reason}" if outcome.reason else ""
        print(f"{visible(shown(outcome.place))}: {outcome.state}{reason}")
    verb = "would be taken back" if options.dry_run else "taken back"
    print(f"run {taken.id}: {number(done, 'article')} {verb}" + (f", {left} left alone" if left else ""))
    return 1 if left else 0


def wanted(root: str, name: str | None) -> Run:
    """The run of this name or beginning, or the last one that was not taken back. Raises `ConfigError`."""
    known = ids(root)
    if name is None:
        for run_id in reversed(known):
            found = load(root, run_id)
            if not found.is_undone:
                return found
        raise ConfigError(f"there is no run to take back in {root}")
    matching = [run_id for run_id in known if run_id.startswith(name)]
    if name in known:
        matching = [name]
    if len(matching) != 1:
        raise ConfigError(f'{"several runs begin" if matching else "no run begins"} with "{name}"{nearest(name, known)}')
    return load(root, matching[0])
