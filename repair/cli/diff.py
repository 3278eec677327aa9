"""Show the proposed fixes as one unified diff.

`repair diff | git apply` writes the same bytes as `repair apply` with the same options. In a git work tree names
are relative to its top, as git's are. Every hunk names its rules; `repair explain RULE` says more."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from repair.cli.backend import add_languagetool
from repair.cli.job import Job
from repair.cli.options import add_brake, add_choice, add_effort, add_paths, add_safety
from repair.cli.output import coloured, opened, terminal_encoding
from repair.engine.changes import changes
from repair.project.mending import Mending
from repair.project.scan import STDIN, Target
from repair.project.work import Repaired


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    add_paths(parser)
    add_safety(parser, "review")
    parser.add_argument("--word", action="store_true", help="show the changed words in their lines, for people")
    parser.add_argument("--check", action="store_true", help="exit with 1 when there is a diff")
    parser.add_argument("--output-file", metavar="FILE", help="write the diff there, not to standard output")
    add_brake(parser)
    add_choice(parser)
    add_languagetool(parser)
    add_effort(parser)


def run(options: Namespace) -> int:
    """Settle every article and show what that changed."""
    job = Job(options)
    top = work_tree()
    differs = False
    with job, opened(options.output_file) as out:
        for outcome in job.repaired(job.workshop(Mending, "review")):
            if outcome.changed:
                differs = True
                out.write(shown(outcome, top, options.word, options.output_file))
    return job.code(options.check and differs)


def shown(outcome: Repaired, top: str, word: bool, file: str | None) -> bytes:
    """What was changed of one article, as a patch with names from `top`, or word by word for people; empty when nothing was."""
    made = changes(outcome.settled)
    if not word:
        from repair.report.diff import patch

        return patch(_name(outcome.target, top), outcome.stored, outcome.after, made)
    from repair.report.colour import Paint
    from repair.report.words import words

    told = words(outcome.target.path, outcome.stored.text, made, Paint(coloured(file)))
    return told.encode("utf-8" if file else terminal_encoding(), "backslashreplace")


def work_tree() -> str:
    """The top of the git work tree we are in, else the working folder: what the names in a diff are relative to."""
    here = folder = os.getcwd()
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return here
        folder = parent
    return folder


def _name(target: Target, top: str) -> bytes:
    if target.place == STDIN:
        return b"-"
    return os.fsencode(os.path.relpath(target.place, top).replace(os.sep, "/"))
