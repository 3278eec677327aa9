"""Report what is damaged in articles. Never changes one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from repair.cli.job import Job
from repair.cli.options import add_choice, add_exit, add_paths
from repair.cli.output import coloured, opened, terminal_encoding, width
from repair.engine.find import CheckerFailed
from repair.engine.inspect import inspect
from repair.project.scan import Skipped
from repair.report.lint import Report


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    add_paths(parser)
    parser.add_argument(
        "--format", choices=("text", "json", "jsonl"), default="text", help="text for people (the default), json or jsonl for programs"
    )
    parser.add_argument("--output-file", metavar="FILE", help="write the report there, not to standard output")
    parser.add_argument("--statistics", action="store_true", help="in the text format, only tell how often each rule found something")
    add_choice(parser)
    add_exit(parser, "findings")


def run(options: Namespace) -> int:
    """Find, report, and say by the exit code whether there was anything."""
    job = Job(options)
    report = _report(options, job)
    encoding = "utf-8" if options.output_file or options.format != "text" else terminal_encoding()

    with opened(options.output_file) as out:

        def write(text: str) -> None:
            # a file name that is not UTF-8 holds lone surrogates; spelt `\\udcXX` they are valid JSON
            out.write(text.encode(encoding, "backslashreplace"))

        write(report.begin())
        for source in job.sources():
            try:
                findings = inspect(source.document, job.book(source.target))
            except CheckerFailed as error:
                job.skip(Skipped(source.target.path, "internal-error", str(error)))
                continue
            job.judge(source, findings)
            write(report.article(source.target.path, source.sha256, source.stored.text, findings))
        write(report.end([(skip.path, skip.code, skip.reason) for skip in job.skipped]))
    return job.code()


def _report(options: Namespace, job: Job) -> Report:
    if options.format == "text":
        from repair.report.console import Console

        return Console(coloured(options.output_file), width(options.output_file), options.statistics)
    from repair import __version__
    from repair.report.records import Json, JsonLines

    rules, config = job.hashes
    tool = {"name": "repair", "version": __version__, "rules_sha256": rules, "config_sha256": config}
    return Json(tool) if options.format == "json" else JsonLines(tool)
