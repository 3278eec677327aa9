"""List the runs that changed articles, the last one first, or show one in full."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from repair.cli.undo import wanted
from repair.journal.run import Run, absolute, ids, load, project_root
from repair.project.config import shown
from repair.report.visible import number, visible


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("--show", metavar="RUN", help="the files and edits of this run")


def run(options: Namespace) -> int:
    """List or show."""
    root = project_root(os.getcwd())
    if options.show:
        _show(root, wanted(root, options.show))
        return 0
    known = ids(root)
    for run_id in reversed(known):
        print(_line(load(root, run_id)))
    if not known:
        print(f"no runs in {root}")
    return 0


def _line(run: Run) -> str:
    fixes = sum(count for change in run.changes for count in change.rules.values())
    line = f"{run.id}  {number(fixes, 'fix', 'fixes')} in {number(len(run.changes), 'article')}"
    undone = sum(change.path in run.undone for change in run.changes)
    if undone:
        line += ", taken back" if run.is_undone else f", {undone} taken back"
    return line


def _show(root: str, run: Run) -> None:
    print(_line(run))
    tool = run.header.get("tool", {})
    print(f"repair {tool.get('version')}, rules {str(tool.get('rules_sha256'))[:12]}, settings {str(tool.get('config_sha256'))[:12]}")
    for change in run.changes:
        state = " (taken back)" if change.path in run.undone else ""
        rules = ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in change.rules.items())
        print(f"\n{visible(shown(absolute(root, change.path)))}{state}: {rules}")
        print(f"  sha256 {change.before[:16]}… → {change.after[:16]}…")
        for edits in change.passes:
            for edit in edits:
                print(f"  {edit.start}: {edit.old!r} → {edit.new!r}")
