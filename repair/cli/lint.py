"""Report what is damaged in articles. Never changes one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from repair.cli.backend import add_languagetool
from repair.cli.job import Job
from repair.cli.judging import Judging, add_old
from repair.cli.options import add_choice, add_effort, add_executor, add_exit, add_paths
from repair.cli.reports import Reports, add_formats, outputs, tell_hashes
from repair.report.lint import Unjudged


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    add_paths(parser)
    add_formats(parser)
    add_old(parser)
    add_choice(parser)
    add_languagetool(parser)
    add_executor(add_effort(parser))
    add_exit(parser, "findings")


def run(options: Namespace) -> int:
    """Find, report, and say by the exit code whether there was anything."""
    wanted = outputs(options)
    job = Job(options)
    judging = Judging(job, options, hashed=tell_hashes(wanted))
    with job, Reports(wanted, job.inputs, lambda: job.tool, options.statistics, partly=judging.partly) as reports:
        for one in judging.judged(reports.spelling):
            if one.spelt:
                job.weigh(one.settings, one.spelt.worst)
                reports.spelt(one.path, one.spelt, one.locator)
            else:
                job.judge(one.settings, one.findings)
                reports.article(one.path, one.sha256, one.text, one.findings, one.settings.fail_on, one.locator)
        reports.end([Unjudged(skip.path, skip.code, skip.reason, skip.wrong, skip.backend or None) for skip in job.skipped])
    return job.code()
