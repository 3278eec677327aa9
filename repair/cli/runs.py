"""List the runs that changed articles, the last one first, or show one in full."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from repair.cli.undo import wanted
from repair.journal.run import Run, ids, load, project_root
from repair.report.visible import number


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("--show", metavar="RUN", help="what this run changed")
    parser.add_argument(
        "--format",
        choices=("text", "diff", "json"),
        default="text",
        help="with --show: files and changes for people, one unified diff, or JSON (default: text)",
    )


def run(options: Namespace) -> int:
    """List or show; 1 when not all of a diff can be shown."""
    root = project_root(os.getcwd())
    if options.show:
        from repair.cli.output import opened
        from repair.cli.show import show

        with opened(None) as out:
            return show(root, wanted(root, options.show), options.format, out)
    known = ids(root)
    for run_id in reversed(known):
        print(line(load(root, run_id)))
    if not known:
        print(f"no runs in {root}")
    return 0


def line(run: Run) -> str:
    """A run in a line."""
    fixes = sum(count for change in run.changed for count in change.rules.values())
    told = f"{run.id}  {number(fixes, 'fix', 'fixes')} in {number(len(run.changed), 'file')}"
    back = [run.undone[change.path].rules for change in run.changed if change.path in run.undone]
    if run.is_undone and back:
        return f"{told}, taken back"
    if back:
        told += f", {len(back)} taken back" if None in back else ""
        rules = {rule for rules in back for rule in rules or ()}
        told += f", without {', '.join(sorted(rules))}" if rules else ""
    return told if run.ended or "call" not in run.header else f"{told}, not ended: `repair apply --resume` goes on"
