"""The reports of one run: which formats, each to where."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import ExitStack
from posixpath import normpath
from types import TracebackType
from typing import IO, Protocol, cast

from repair.cli.output import coloured, logged, opened, spared, terminal_encoding, width
from repair.formats.records import Locator
from repair.project.config import ConfigError
from repair.report.lint import Report, Speller, Unjudged
from repair.report.reported import Reported
from repair.report.spelt import Spelling, Spelt
from repair.rulebook.rule import Finding
from repair.rulebook.shelf import nearest
from repair.text.named import NamedTuple
from repair.text.ways import way

FORMATS = ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle", "html")


_SPELT = ("text", "json", "jsonl")  # of these each article is told by itself


class Output(NamedTuple):
    """A format, and the file it goes to; None is standard output."""

    format: str
    file: str | None


def add_formats(parser: ArgumentParser) -> None:
    """--format and --output-file."""
    parser.add_argument(
        "--format",
        metavar="NAME[=FILE]",
        action="append",
        type=_output,
        help=f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]} (default: text); given several times, all but one name a file of their own",
    )
    parser.add_argument("--output-file", metavar="FILE", help="write the format that names no file there, not to standard output")
    parser.add_argument("--statistics", action="store_true", help="in the text format, only tell how often each rule found something")


def outputs(options: Namespace) -> list[Output]:
    """What is written where. Raises `ConfigError` when two reports would go to one place."""
    wanted: list[Output] = options.format or [Output("text", None)]
    bare = [output.format for output in wanted if output.file is None]
    if len(bare) > 1:
        raise ConfigError(
            f"--format {bare[0]} and --format {bare[1]} cannot both go to standard output; give one a file: --format {bare[1]}=FILE"
        )
    if options.output_file is not None:
        if not bare:
            raise ConfigError(f"--output-file {options.output_file}: every --format names a file already")
        wanted = [Output(output.format, output.file or options.output_file) for output in wanted]
    places = [os.path.realpath(output.file) for output in wanted if output.file]
    twice = next((place for place in places if places.count(place) > 1), None)
    if twice:
        raise ConfigError(f"two reports cannot go to one file: {way(twice)}")
    if options.statistics and "text" not in [output.format for output in wanted]:
        raise ConfigError("--statistics is for --format text")
    return wanted


def tell_hashes(wanted: Sequence[Output]) -> bool:
    """True when one of these tells the SHA-256 of the articles, which takes time."""
    return any(output.format != "text" for output in wanted)


class Reports:
    """All reports of one run as one. Entered, it opens the files; a file that is one of the `inputs` is refused.

    `tool` says what made them; it hashes all rules, so it is asked only for reports that say so.
    """

    def __init__(
        self,
        wanted: Sequence[Output],
        inputs: Container[str],
        tool: Callable[[], Mapping[str, str]],
        statistics: bool,
        how: tuple[str, str] | None = None,
        partly: bool = False,
    ) -> None:
        self._wanted = wanted
        self._tool = tool
        self._statistics = statistics
        self._how = how or ("repair apply", "repair diff")
        self._partly = partly
        self._writers: list[_Writer] = []
        self._spellers: list[Speller] = []
        self._files = ExitStack()
        for output in wanted:
            spared(output.file, inputs)
            if output.file is not None and not os.path.isdir(os.path.dirname(output.file) or "."):
                raise ConfigError(f"{output.file}: cannot be written: there is no such folder")

    def __enter__(self) -> Reports:
        for output in self._wanted:
            file = self._files.enter_context(opened(output.file))
            self._writers.append(_Writer(file, self._report(output), output))
        if all(output.format in _SPELT for output in self._wanted):
            self._spellers = [cast("Speller", writer.report) for writer in self._writers]
        for writer in self._writers:
            writer.write(writer.report.begin())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._files.__exit__(kind, error, trace)

    def article(self, path: str, sha256: str, text: str, findings: Sequence[Finding], fail_on: str, locator: Locator | None = None) -> None:
        """Report an article that was judged."""
        for writer in self._writers:
            writer.write(writer.report.article(path, sha256, text, findings, fail_on, locator))

    @property
    def spelling(self) -> Spelling | None:
        """What keeps of an article all that these reports tell of it; None when one of them needs more."""
        spellers = self._spellers
        if not spellers:
            return None
        return Spelling("\n".join(one.identity for one in spellers), [one.spell for one in spellers], tell_hashes(self._wanted))

    def spelt(self, path: str, one: Spelt, locator: Locator | None = None) -> None:
        """Report an article of which this was kept."""
        for writer, speller, said in zip(self._writers, self._spellers, one.said, strict=True):
            writer.write(speller.spelt(path, one.heads, said, locator))

    def end(self, skipped: Sequence[Unjudged]) -> None:
        """Report what was not judged, and finish."""
        for writer in self._writers:
            writer.write(writer.report.end(skipped))

    def _report(self, output: Output) -> Report:
        if output.format == "text":
            from repair.report.console import Console

            return Console(coloured(output.file), width(output.file), self._statistics, self._how, self._partly)
        if output.format in ("json", "jsonl"):
            from repair.report.records import Json, JsonLines

            return (Json if output.format == "json" else JsonLines)(self._tool())
        from repair.report.whole import Whole

        return Whole(_render(output.format, self._tool()["version"]))


class _Render(Protocol):
    def __call__(self, articles: Sequence[Reported], skipped: Sequence[Unjudged]) -> str: ...


def _render(name: str, version: str) -> _Render:
    from functools import partial
    from importlib import import_module

    if name == "github":
        return _from_the_top(_for_github, "GITHUB_WORKSPACE")
    render: Callable[..., str] = getattr(import_module(f"repair.report.{name}"), name)
    if name == "gitlab":
        return _from_the_top(render, "CI_PROJECT_DIR")
    return partial(render, version=version) if name == "sarif" else render


def _from_the_top(render: _Render, variable: str) -> _Render:
    """The report with paths from the folder of the checkout, which the host names, when the run was started below it."""
    top, here = os.environ.get(variable), os.getcwd()
    there = way(here, os.path.realpath(top)) if top else "."
    if there == "." or there.startswith("../") or there == "..":
        return render

    def placed(path: str) -> str:
        return path if path == "-" or os.path.isabs(path) else normpath(f"{there}/{path}")

    def rendered(articles: Sequence[Reported], skipped: Sequence[Unjudged]) -> str:
        return render([one._replace(path=placed(one.path)) for one in articles], [one._replace(path=placed(one.path)) for one in skipped])

    return rendered


def _for_github(articles: Sequence[Reported], skipped: Sequence[Unjudged]) -> str:
    """The workflow commands; what they cannot show goes to the summary of the step, where there is one."""
    from repair.report.github import github

    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if place:
        try:
            with open(place, "ab") as file:
                commands, summary = github(articles, skipped)
                file.write(summary.encode("utf-8", "backslashreplace"))
            return commands
        except OSError:
            pass  # a summary that cannot be written is none
    return github(articles, skipped, summarised=False)[0]


class _Writer:
    """Where a report goes, in which spelling."""

    def __init__(self, file: IO[bytes], report: Report, output: Output) -> None:
        self.report = report
        self._file = file
        log = output.file is None
        self._encoding = terminal_encoding() if log and output.format == "text" else "utf-8"
        self._for_people = log and output.format == "text"

    def write(self, text: str) -> None:
        if self._for_people:
            text = logged(text)
        # a file name that is not UTF-8 holds lone surrogates; spelt `\udcXX` they are valid JSON
        self._file.write(text.encode(self._encoding, "backslashreplace"))


def _output(value: str) -> Output:
    name, named, file = value.partition("=")
    if name not in FORMATS:
        raise ArgumentTypeError(f'no format is named "{name}"{nearest(name, FORMATS)}')
    if named and not file:
        raise ArgumentTypeError(f'"{value}" names no file')
    return Output(name, None if file in ("", "-") else file)
