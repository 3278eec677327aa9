"""Say how damaged articles are, from 0 to 100 (no damage found), and how hard to read, before and after repair.

Quality is the share of words that stand in no finding, each finding weighed by its severity; the causes say which
kinds of damage cost how many points. Readability is measured by textstat on the running text. Nothing is changed."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from hashlib import sha256

from repair.cli.job import Job
from repair.cli.options import add_choice, add_effort, add_paths, add_safety
from repair.cli.output import coloured, opened, spared, terminal_encoding, width
from repair.project.config import ConfigError
from repair.report.lint import Unjudged
from repair.score.measure import Gates, Scored, whole, worst_first
from repair.score.readability import Reader
from repair.score.work import Scoring, measures


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    add_paths(parser)
    parser.add_argument("--format", choices=("text", "json", "html"), default="text", help="text, json or html (default: text)")
    parser.add_argument("--output-file", metavar="FILE", help="write the report there, not to standard output")
    parser.add_argument("--worst", metavar="N", type=_count, help="in text and html, list only the N worst articles")
    parser.add_argument("--no-readability", action="store_true", help="measure quality alone; textstat is not needed then")
    add_safety(parser, "review")
    gates = parser.add_argument_group("gates", "exit with 1 when one is not met")
    gates.add_argument("--min-quality", metavar="N", type=_number, help="the quality every article must have")
    gates.add_argument("--max-grade", metavar="N", type=_number, help="the grade (years of school) no article may be over")
    gates.add_argument("--min-set-quality", metavar="N", type=_number, help="the quality all articles together must have")
    gates.add_argument("--max-set-grade", metavar="N", type=_number, help="the grade all articles together may not be over")
    gates.add_argument("--exit-zero", action="store_true", help="exit with 0 where it would be 1")
    add_choice(parser)
    add_effort(parser)


def run(options: Namespace) -> int:
    """Measure every article, report, and say by the exit code whether the gates are met."""
    gates = Gates(options.min_quality, options.max_grade, options.min_set_quality, options.max_set_grade)
    if options.no_readability and (gates.max_grade is not None or gates.max_set_grade is not None):
        raise ConfigError("a gate for the grade cannot stand beside --no-readability")
    job = Job(options)
    spared(options.output_file, job.inputs)
    reader = None if options.no_readability else Reader()
    scored = []
    for told in job.told(job.workshop(Scoring, reader)):
        before, after = measures(told.value)
        target = told.target
        scored.append(Scored(target.path, sha256(told.data).hexdigest(), before, after, gates.of_article(before), target.locator))
    together = whole(scored)
    failed = gates.of_set(together.quality, together.grade) if scored else ()
    skipped = [Unjudged(skip.path, skip.code, skip.reason, skip.wrong) for skip in job.skipped]
    ordered = worst_first(scored)
    if options.format == "json":
        from repair.report.score_json import score_json

        text = score_json(ordered, together, failed, skipped, job.tool, reader)
    elif options.format == "html":
        from repair.report.score_html import score_html

        text = score_html(ordered, together, failed, skipped, reader, options.worst)
    else:
        from repair.report.colour import Paint
        from repair.report.score_text import score_text

        shown = Paint(coloured(options.output_file)), width(options.output_file)
        text = score_text(ordered, together, failed, len(skipped), reader, options.worst, *shown)
    with opened(options.output_file) as out:
        people = options.format == "text" and not options.output_file
        out.write(text.encode(terminal_encoding() if people else "utf-8", "backslashreplace"))
    return job.code(bool(failed) or any(one.failed for one in scored))


def _number(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        raise ArgumentTypeError(f"{value!r} is no number") from None
    if not -1000 < number < 1000:
        raise ArgumentTypeError(f"{value!r} is out of range")
    return number


def _count(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not int(value):
        raise ArgumentTypeError(f"{value!r} is no number of articles")
    return int(value)
