"""One run over articles: everything that can be wrong with the call is found before the first is read."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Any, BinaryIO, TypeVar

from repair.cli.backend import at_hand, backend
from repair.cli.options import TIMEOUT, is_spread, project
from repair.cli.output import LINE, said
from repair.cli.progress import progress
from repair.formats.records import is_records
from repair.project.config import ConfigError, Settings
from repair.project.crew import Crew, Spread
from repair.project.files import Ended, File, Passed, located
from repair.project.here import Keep
from repair.project.rules import Shelf, hashes
from repair.project.scan import STDIN, Skipped, Target, gather
from repair.project.work import Partial, Repaired, Told, Workshop
from repair.report.spelt import Spelling, Spelt
from repair.rulebook.book import Book
from repair.rulebook.outside import Missed
from repair.rulebook.rule import SEVERITIES, Finding

Shop = TypeVar("Shop", bound=Workshop)


class Job:
    """The articles of a call, the rules for each, and what was skipped so far.

    `behind` says, by place, up to which record a file has been gone through before.
    `inputs` are all files that nothing may be written to: articles, settings and what they name, and the change of `--diff`.
    Making one raises `ConfigError` or `RuleError` for all that is wrong before an article is read.
    """

    def __init__(self, options: Namespace) -> None:
        self.exit_zero: bool = getattr(options, "exit_zero", False)
        self.skipped: list[Skipped] = []
        self.failed = self._wrong = False
        self.paths: list[str] = options.paths or ["."]
        self._options = options
        self.stdin: BinaryIO | None = None
        if self.paths == [STDIN] and getattr(options, "field", None) and not getattr(options, "stdin_filename", None):
            raise ConfigError("--field is for records: --stdin-filename x.jsonl says that standard input holds some, and of which kind")
        settings = project(options)
        self.targets, missing = gather(self.paths, settings, getattr(options, "stdin_filename", None) or "")
        self._backend = backend(options)
        self.behind: dict[str, int] = {}
        self._spread: Spread | None = None
        self._work = ExitStack()
        self._said: set[str] = set()
        self.shelf = Shelf(self._backend)
        met = {id(target.settings): target.settings for target in self.targets}
        self.settings = list(met.values()) or [settings.settings(os.getcwd())]
        named = [path for one in self.settings for path in (one.source, one.baseline, *one.rules, *one.profile, *one.dictionaries)]
        places = [os.path.realpath(path) for path in (*named, getattr(options, "diff", None)) if path]
        self.inputs = frozenset((*places, *(target.place for target in self.targets)))
        for one in self.settings:
            self.shelf.book(one)
        for note in self.shelf.notes:
            said(note)
        for skip in missing:
            self.skip(skip)
        passed = "" if self.targets or missing else _records_in(self.paths)
        if passed:
            said(f"{passed}: records in a folder are read when --field names the fields with articles; nothing else is there")

    def __enter__(self) -> Job:
        """Have the backend and the cluster at hand that were asked for, if there is something to do; they are let go with the job."""
        if self._backend and self.targets:
            self._work.enter_context(at_hand(self._backend, self._options))
        if self.targets and is_spread(self._options):
            if STDIN in self.paths:
                raise ConfigError("standard input cannot be sent to a cluster; give files")
            from repair.cli.cluster import cluster

            self._spread = self._work.enter_context(cluster(self._options))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._work.close()

    @property
    def hashes(self) -> tuple[str, str]:
        """What names the rules and the settings of this run."""
        return hashes(self.settings)

    @property
    def tool(self) -> dict[str, str]:
        """What reports and the journal say of the program that made them."""
        from repair import __version__

        rules, config = self.hashes
        return {"name": "repair", "version": __version__, "rules_sha256": rules, "config_sha256": config}

    def workshop(self, kind: Callable[..., Shop], *more: object) -> Shop:
        """A workshop of this kind for the files of this run."""
        return kind(self.settings, self.shelf, getattr(self._options, "timeout", TIMEOUT), *more)

    def book(self, target: Target) -> Book:
        """The rules that hold for an article."""
        return self.shelf.book(target.settings)

    def found(self, workshop: Workshop) -> Iterator[tuple[File, list[Finding]]]:
        """The findings of each file that has been judged, in order; the others are told and kept in `skipped`."""
        for file, findings in self.spelt(workshop, None):
            if not isinstance(findings, Spelt):
                yield file, findings

    def spelt(self, workshop: Workshop, spelling: Spelling | None) -> Iterator[tuple[File, list[Finding] | Spelt]]:
        """As `found`, with what the spelling keeps in place of findings where it can; then the file may be without text."""
        for file, outcome in self.outcomes(workshop, spelling or (_with_text if self._spread else None)):
            if type(outcome) is tuple:
                data, outcome = outcome
                file = file._replace(data=data)
            if isinstance(outcome, list | Spelt):
                yield file, outcome

    def told(self, workshop: Workshop) -> Iterator[Told]:
        """What is told of each article that has been judged, in order; the others are told and kept in `skipped`."""
        for _, outcome in self.outcomes(workshop):
            if isinstance(outcome, Told):
                yield outcome

    def repaired(self, workshop: Workshop) -> Iterator[tuple[File, Repaired | Ended | Passed | None]]:
        """Each article that has been mended, in order, and each end of a file of records (and what was passed of standard input).

        None for what was not mended; that is told and kept in `skipped`.
        """
        for file, outcome in self.outcomes(workshop):
            if isinstance(outcome, Repaired) and outcome.braked:
                self.judge(file.target.settings, outcome.settled.left)
                self.brake(file, outcome.braked)
                yield file, None
            else:
                yield file, outcome if isinstance(outcome, Repaired | Ended | Passed) else None

    def outcomes(self, workshop: Workshop, keep: Keep | None = None) -> Iterator[tuple[File, object]]:
        """What came of each article, in order, and each end of a file of records; with `keep` what that makes of it."""
        options = self._options
        crew = Crew(getattr(options, "jobs", None), getattr(options, "cache", True), self._spread, self.behind, self.stdin)
        run = crew.outcomes(self.targets, workshop, keep)
        for file, outcome in progress(run, self.targets):
            if isinstance(outcome, Skipped):
                self.skip(outcome)
            if isinstance(outcome, Partial):
                self._miss(file.target.path, outcome.missed)
            yield file, outcome.outcome if isinstance(outcome, Partial) else outcome

    def brake(self, file: File, why: str) -> None:
        """Note and say that an article is left for review."""
        self.skip(located(file.target, Skipped(file.target.path, "brake", why, wrong=False, data=file.data)))

    def skip(self, skipped: Skipped) -> None:
        """Note and say that an input was not judged."""
        self.skipped.append(skipped if skipped.path == STDIN else skipped._replace(data=b""))
        LINE.clear()
        said(f"{skipped.path}: {skipped.reason}")

    def _miss(self, path: str, missed: Missed) -> None:
        """Note that a backend did not judge an input; what holds for all of them is said once."""
        skipped = Skipped(path, missed.code, missed.reason, backend=missed.backend)
        if not missed.everywhere:
            self.skip(skipped)
            return
        self.skipped.append(skipped)
        if missed.reason not in self._said:
            self._said.add(missed.reason)
            LINE.clear()
            said(f"{missed.reason}; what is left is judged without it")

    def judge(self, settings: Settings, findings: Iterable[Finding]) -> None:
        """Note whether these findings make the run fail."""
        self.weigh(settings, max((SEVERITIES.index(finding.severity) for finding in findings), default=-1))

    def weigh(self, settings: Settings, worst: int) -> None:
        """Note whether findings up to the severity of this number make the run fail."""
        if worst >= SEVERITIES.index(settings.fail_on):
            self.failed = True

    @property
    def faults(self) -> dict[str, bool]:
        """What decides the exit code, for `recall`."""
        return {"failed": self.failed, "wrong": self._wrong or any(skip.wrong for skip in self.skipped)}

    def recall(self, faults: Mapping[str, Any]) -> None:
        """Note what an earlier run, which this one goes on with, had met."""
        self.failed |= faults["failed"]
        self._wrong |= faults["wrong"]

    def code(self, failed: bool | None = None) -> int:
        """The exit code: 2 when an input was wrong, 1 when the run failed, else 0."""
        if self.faults["wrong"]:
            return 2
        return 1 if (self.failed if failed is None else failed) and not self.exit_zero else 0


def _with_text(file: File, outcome: object) -> tuple[bytes, object]:
    """What is kept of an article whose text is far away and will be shown."""
    return file.data, outcome


def _records_in(paths: Iterable[str]) -> str:
    """A file of many records that lies in one of these folders; a lone `.json` is as likely something else."""
    for path in paths:
        with suppress(OSError):  # a file, or what cannot be opened: reading says so
            for name in sorted(os.listdir(path)):
                if is_records(name) and not name.lower().endswith(".json"):
                    return os.path.join(path, name)
    return ""
