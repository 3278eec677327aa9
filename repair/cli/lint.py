"""Report what is damaged in articles. Never changes one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from repair.cli.job import Job
from repair.cli.options import add_choice, add_exit, add_paths
from repair.cli.reports import Reports, add_formats, outputs
from repair.engine.find import CheckerFailed
from repair.engine.inspect import inspect
from repair.project.scan import Skipped
from repair.report.lint import Unjudged


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    add_paths(parser)
    add_formats(parser)
    add_choice(parser)
    add_exit(parser, "findings")


def run(options: Namespace) -> int:
    """Find, report, and say by the exit code whether there was anything."""
    wanted = outputs(options)
    job = Job(options)
    with Reports(wanted, (target.place for target in job.targets), job.tool, options.statistics) as reports:
        for source in job.sources():
            try:
                findings = inspect(source.document, job.book(source.target))
            except CheckerFailed as error:
                job.skip(Skipped(source.target.path, "internal-error", str(error)))
                continue
            job.judge(source, findings)
            reports.article(source.target.path, source.sha256, source.stored.text, findings, source.target.settings.fail_on)
        reports.end([Unjudged(skip.path, skip.code, skip.reason, skip.wrong) for skip in job.skipped])
    return job.code()
