"""Accept, reject or edit fixes one by one, at the terminal or, with --web, in a browser.

Every answer is kept at once in .repair/verdicts.jsonl and never asked for again, also when paragraphs move or lines are
added. Articles are written only on request, journalled: `repair undo` takes that back. `?` shows the keys."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Generator
from contextlib import closing
from typing import cast

from repair.cli.backend import add_languagetool
from repair.cli.job import Job
from repair.cli.options import add_choice, add_effort, add_paths, add_safety
from repair.cli.output import coloured, said
from repair.formats.records import is_records
from repair.journal.run import Journal, project_root
from repair.project.config import ConfigError, shown
from repair.project.crew import FEW, cores, outcomes
from repair.project.files import File
from repair.project.scan import STDIN, Skipped
from repair.project.work import Inspecting, Partial
from repair.report.visible import number
from repair.review.ahead import Ahead
from repair.review.queue import ORDERS, Queue
from repair.review.session import Session
from repair.review.verdicts import FILE, Memory, read
from repair.review.writing import Wrote, export, write
from repair.rulebook.rule import Finding, Safety

_RECORDS = "records are not reviewed one by one; `repair diff` shows their fixes and `repair apply` makes them"


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    add_paths(parser, stdin=False)
    add_safety(parser, "review")
    parser.add_argument(
        "--order",
        choices=ORDERS,
        default="article",
        help="article: as they stand (the default); rule: all of a rule together; gain: what settles most damage first. "
        "In the latter two, fixes that are alike are one question",
    )
    parser.add_argument("--verdicts", metavar="FILE", help="take answers from this file too, of another review or another corpus")
    what = parser.add_argument_group("what to do").add_mutually_exclusive_group()
    what.add_argument("--web", action="store_true", help="review in a browser on this machine; needs the extra web")
    what.add_argument("--export", metavar="NAME", help="ask nothing: write the accepted fixes to NAME.patch and NAME.json")
    parser.add_argument("--port", metavar="N", type=int, default=0, help="with --web: the port to listen on (default: any that is free)")
    add_choice(parser)
    add_languagetool(parser)
    add_effort(parser)


def run(options: Namespace) -> int:
    """Ask, or hand on what was answered."""
    if STDIN in options.paths:
        raise ConfigError("review is for files: what comes from standard input could not be written back")
    asks = not options.web and options.export is None
    if asks and not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise ConfigError(
            "review asks at a terminal, and this is none: `repair diff` shows all fixes, `repair review --web` asks in a browser"
        )
    if options.web:
        from repair.review.web import available

        available()
    root = project_root(os.getcwd())
    memory = Memory(os.path.join(root, FILE))
    given = read(options.verdicts) if options.verdicts else None
    job = Job(options)
    shop = job.workshop(Inspecting)
    skipped = [Skipped(target.path, "records", _RECORDS) for target in job.targets if is_records(target.path)]
    job.targets = [target for target in job.targets if not is_records(target.path)]
    items = _found(job, shop, options, skipped)
    with job, closing(Ahead(items) if asks and len(job.targets) > FEW and not options.languagetool else items) as found:
        safety: Safety = options.safety or cast("Safety", job.settings[0].safety) or "review"
        session = Session(shop, found, len(job.targets), memory, given, safety)

        def writing() -> Wrote:
            return write(session, Journal(root, {"tool": job.tool, "safety": options.safety}))

        if options.export is not None:
            _export(session, options.export, job)
        elif options.web:
            from repair.review.web.server import serve

            serve(session, writing, options.port)
        else:
            _ask(session, options, writing, found if isinstance(found, Ahead) else None)
    for one in skipped:
        job.skip(one)
    return job.code(False)


def _found(job: Job, shop: Inspecting, options: Namespace, skipped: list[Skipped]) -> Generator[tuple[File, list[Finding]], None, None]:
    """Each file with its findings; what cannot be judged is told when the review is over."""
    few = len(job.targets) <= FEW
    jobs = options.jobs or (1 if few else max(1, cores() - 1))  # the person is not to wait for a core
    for file, outcome in outcomes(job.targets, shop, jobs, options.cache, aside=True):
        if isinstance(outcome, Partial):
            missed = outcome.missed
            skipped.append(Skipped(file.target.path, missed.code, missed.reason, backend=missed.backend))
            outcome = outcome.outcome
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        elif isinstance(outcome, list):
            yield file, outcome


def _ask(session: Session, options: Namespace, writing: Callable[[], Wrote], ahead: Ahead[tuple[File, list[Finding]]] | None) -> None:
    from repair.report.colour import Paint
    from repair.review.keys import Terminal
    from repair.review.terminal import Review

    with Terminal() as terminal:
        review = Review(session, Queue(session, options.order), terminal, Paint(coloured()), writing, ahead)
        try:
            review.run()
        finally:
            terminal.say("\n")
            kept = f"{number(session.progress.answered, 'answer')} in {shown(session.memory.path)}"
            accepted = session.progress.accepted
            left = f"; {number(accepted, 'accepted change')} not written: w writes, in the next review" if accepted else ""
            terminal.say(f"{kept}{left}\n" if session.progress.answered else "")


def _export(session: Session, name: str, job: Job) -> None:
    from repair.cli.diff import shown as diff
    from repair.cli.diff import work_tree

    while session.advance():
        pass
    top = work_tree()
    try:
        done = export(session, name, lambda repaired: diff(repaired, top, False, name), job.tool)
    except OSError as error:
        raise ConfigError(f"{error.filename}: cannot be written: {error.strerror}") from None
    for path, why in done.left:
        said(f"{path}: {why}")
    print(f"{number(done.fixes, 'accepted fix', 'accepted fixes')} of {number(done.articles, 'article')} in {name}.patch and {name}.json")
