"""Show the proposed fixes as one unified diff.

`repair diff | git apply` writes the same bytes as `repair apply` with the same options. In a git work tree names
are relative to its top, as git's are. Every hunk names its rules; `repair explain RULE` says more."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from repair.cli.backend import add_languagetool
from repair.cli.job import Job
from repair.cli.options import add_brake, add_choice, add_effort, add_paths, add_safety
from repair.cli.output import coloured, opened, terminal_encoding
from repair.engine.changes import changes
from repair.formats.places import is_remote
from repair.formats.places import opened as opened_place
from repair.formats.records import is_records, packing
from repair.project.config import ConfigError
from repair.project.files import Ended
from repair.project.mending import Mending
from repair.project.scan import STDIN, Skipped, Target, why
from repair.project.work import Repaired
from repair.text.ways import way

if TYPE_CHECKING:
    from repair.formats.splice import Splice


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
    if not options.word and any(target.place == STDIN and is_records(target.kind) for target in job.targets):
        raise ConfigError("records on standard input give no diff: --word shows what would change, and `repair apply -` makes it")
    top = work_tree()
    differs = False
    of_records: list[tuple[Splice, tuple[str, ...]]] = []
    with job, opened(options.output_file, job.inputs) as out:
        for file, outcome in job.repaired(job.workshop(Mending, "review")):
            if file.part and isinstance(outcome, Repaired) and outcome.changed and not options.word:
                from repair.journal.records import splices

                of_records += splices(outcome, file.part)
            elif isinstance(outcome, Repaired) and outcome.changed:
                differs = True
                out.write(shown(outcome, top, options.word, options.output_file))
            elif file.target.locator is None and of_records:
                differs = differs or isinstance(outcome, Ended)
                for piece in _of_records(job, file.target, outcome, of_records, top):
                    out.write(piece)
                of_records = []
    return job.code(options.check and differs)


def _of_records(job: Job, target: Target, outcome: object, made: list[tuple[Splice, tuple[str, ...]]], top: str) -> Iterator[bytes]:
    """The diff of a file of records, when it was read to its end and no diff of packed bytes."""
    if not isinstance(outcome, Ended):
        return
    if packing(target.path):
        job.skip(
            Skipped(
                target.path,
                "packed",
                f"no diff of a {packing(target.path)} file is of use; --word shows its changes, and `repair apply` makes them",
            )
        )
        return
    from repair.report.record_diff import record_patch

    try:
        with opened_place(target.place) as stream:
            yield from record_patch(name_from(target.place, top), stream, made)
    except OSError as error:
        job.skip(Skipped(target.path, "unreadable", why(error)))


def shown(outcome: Repaired, top: str, word: bool, file: str | None) -> bytes:
    """What was changed of one article, as a patch with names from `top`, or word by word for people; empty when nothing was."""
    made = changes(outcome.settled)
    if not word:
        from repair.report.diff import patch

        return patch(name_from(outcome.target.place, top), outcome.stored, outcome.after, made)
    from repair.report.colour import Paint
    from repair.report.words import words

    told = words(outcome.target.name, outcome.stored.text, made, Paint(coloured(file)))
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


def name_from(place: str, top: str) -> bytes:
    """What a diff calls a file."""
    if place == STDIN:
        return b"-"
    if is_remote(place):
        return os.fsencode(place.split("://", 1)[1])
    return os.fsencode(way(place, top))
