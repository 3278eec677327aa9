"""Take a run back, byte for byte. Files that have changed since are named and left alone."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from repair.cli.options import names
from repair.formats.places import is_remote
from repair.journal.run import Lock, Run, absolute, ids, load, project_root
from repair.journal.undo import undo
from repair.project.config import ConfigError, shown
from repair.report.visible import number, visible
from repair.rulebook.shelf import nearest


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "run", metavar="RUN", nargs="?", help="a run as `repair runs` lists it; nothing means the last that was not taken back"
    )
    parser.add_argument("--rule", metavar="ID,…", action="append", type=names, help="take back only what these rules changed")
    parser.add_argument("--path", metavar="PATH", action="append", help="take back only these files, or the files of these folders")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")


def run(options: Namespace) -> int:
    """Take back what can be; exit with 1 when something was left alone."""
    root = project_root(os.getcwd())
    taken = wanted(root, options.run)
    rules = _rules(taken, options.rule)
    left = done = 0
    lock = None if options.dry_run else Lock(root)
    try:
        for outcome in undo(root, taken, rules=rules, wanted=_chosen(root, taken, options.path), dry=options.dry_run):
            left += outcome.state == "left alone"
            done += outcome.state == "taken back"
            reason = f": {outcome.reason}" if outcome.reason else ""
            print(f"{visible(shown(outcome.place))}: {outcome.state}{reason}")
    finally:
        if lock:
            lock.release()
    verb = "would be taken back" if options.dry_run else "taken back"
    print(f"run {taken.id}: {number(done, 'article')} {verb}" + (f", {left} left alone" if left else ""))
    return 1 if left else 0


def _rules(run: Run, asked: list[list[str]] | None) -> frozenset[str] | None:
    """The rules whose changes are to go. Raises `ConfigError` for one that the run did not use."""
    if asked is None:
        return None
    known = {rule for changed in run.changed for rule in changed.rules}
    chosen = frozenset(name for names in asked for name in names)
    for name in sorted(chosen - known):
        raise ConfigError(f'--rule: run {run.id} changed nothing by "{name}"{nearest(name, known)}')
    return chosen


def _chosen(root: str, run: Run, paths: list[str] | None) -> Callable[[str], bool]:
    """Which files are to be taken back. Raises `ConfigError` for a path that the run did not change."""
    if paths is None:
        return lambda place: True
    places = [absolute(root, changed.path) for changed in run.changed]
    chosen = set()
    for path in paths:
        if not path:
            raise ConfigError('--path "" is no path; give . for the working folder')
        top = path if is_remote(path) else os.path.realpath(path)
        found = [place for place in places if place == top or place.startswith(os.path.join(top, ""))]
        if not found:
            raise ConfigError(f"--path {path}: run {run.id} changed nothing there")
        chosen.update(found)
    return chosen.__contains__


def wanted(root: str, name: str | None) -> Run:
    """The run of this name or beginning, or the last one that was not taken back. Raises `ConfigError`."""
    known = ids(root)
    if name is None:
        for run_id in reversed(known):
            found = load(root, run_id)
            if not found.is_undone:
                return found
        raise ConfigError(f"there is no run to take back in {root}")
    matching = [run_id for run_id in known if name and run_id.startswith(name)]
    if name in known:
        matching = [name]
    if len(matching) != 1:
        raise ConfigError(f'{"several runs begin" if matching else "no run begins"} with "{name}"{nearest(name, known)}')
    return load(root, matching[0])
