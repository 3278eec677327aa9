"""Which findings `lint` tells: not the silenced, the old, or those that the change at hand did not bring in."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from repair.cli.job import Job
from repair.cli.output import said
from repair.engine.find import CheckerFailed
from repair.formats.records import Locator, is_records
from repair.formats.registry import document
from repair.project.config import ConfigError, Settings, shown
from repair.project.files import File
from repair.project.rules import every_name, in_force, names_in_force
from repair.project.scan import STDIN, Skipped, Source, Target, parse
from repair.project.unused import UNUSED, unused
from repair.project.work import Inspecting
from repair.report.spelt import Spelling, Spelt
from repair.report.visible import number
from repair.rulebook.rule import Finding
from repair.text.decode import decode
from repair.text.digest import sha256
from repair.text.named import NamedTuple
from repair.text.span import Span

if TYPE_CHECKING:
    from repair.project.baseline import Baseline
    from repair.project.changed import Earlier


def add_old(parser: ArgumentParser) -> None:
    """What is old and therefore not told."""
    old = parser.add_argument_group("only what is new")
    old.add_argument("--baseline", metavar="FILE", help="do not report the findings that this file knows")
    old.add_argument("--update-baseline", action="store_true", help="write all findings into the baseline instead of reporting them")
    old.add_argument("--strict-baseline", action="store_true", help="exit with 1 when the baseline knows findings that are gone")
    old.add_argument(
        "--changed-since", metavar="REV", help="report only what was brought in since the working tree's history left this git revision"
    )
    old.add_argument("--diff", metavar="FILE", help="report only what this unified diff (- for standard input) brought in")
    old.add_argument(
        "--changed",
        choices=("word", "line"),
        default="word",
        help="a finding is brought in when it touches changed words (the default) or lines",
    )


class Judged(NamedTuple):
    """An article with what is to be told of it: its findings, or, when it is `spelt`, that."""

    place: str
    path: str
    locator: Locator | None
    sha256: str
    text: str
    findings: list[Finding]
    settings: Settings
    spelt: Spelt | None = None


class Judging:
    """The road from all findings to those that are told.

    Making one raises a `Problem` for whatever is wrong with the options, the baseline or the change.
    """

    def __init__(self, job: Job, options: Namespace, hashed: bool = True) -> None:
        """`hashed`: somebody wants the SHA-256 of the articles, which takes time."""
        self._job = job
        self._options = options
        self._hashed = hashed
        self._shop = job.workshop(Inspecting)
        self._found: dict[str, list[tuple[str, list[Finding]]]] = {}
        partial = options.changed_since is not None or options.diff is not None
        if options.changed_since is not None and options.diff is not None:
            raise ConfigError("--changed-since and --diff cannot stand together: each says what has changed")
        if partial and (options.update_baseline or options.strict_baseline):
            raise ConfigError("--update-baseline and --strict-baseline are for whole articles, without --changed-since or --diff")
        self._baselines = self._known(partial)
        if (options.update_baseline or options.strict_baseline) and not self._baselines:
            raise ConfigError('no baseline is named: give --baseline FILE, or baseline = "FILE" in repair.toml')
        self._earlier = self._before() if partial else None

    @property
    def partly(self) -> bool:
        """True when a baseline or a change says that some findings are old."""
        return bool(self._baselines) or self._earlier is not None

    def judged(self, spelling: Spelling | None = None) -> Iterator[Judged]:
        """The articles, in order, with what is to be told of them: all that can be, as the `spelling` has it."""
        if not self._baselines:
            yield from self._all(spelling if self._earlier is None else None)
            return
        held = []
        for one in self._all():
            baseline = self._baselines.get(one.settings.baseline)
            unknown = one.findings if baseline is None else baseline.meet(one.place, one.findings)
            if self._options.update_baseline and baseline:
                self._found.setdefault(one.settings.baseline, []).append((one.place, one.findings))
                unknown = []
            held.append(one._replace(findings=unknown, text=one.text if unknown else ""))
        for one in held:
            baseline = self._baselines.get(one.settings.baseline)
            yield one._replace(findings=baseline.new(one.place, one.findings)) if baseline else one
        self._settle()

    def _all(self, spelling: Spelling | None = None) -> Iterator[Judged]:
        """The articles with all that the project wants to hear; behind them the files of settings with idle suppressions."""
        places: dict[int, dict[str, None]] = {}
        for file, findings in self._job.spelt(self._shop, spelling):
            target = file.target
            if isinstance(findings, Spelt):
                yield Judged(target.place, target.path, target.locator, "", "", [], target.settings, findings)
                continue
            places.setdefault(id(target.settings), {})[target.place] = None
            one = self._heard(file, findings)
            if one is not None:
                yield one
        if self._earlier is None:
            for settings in self._job.settings:
                yield from self._idle(settings, [*places.get(id(settings), ())])

    def _heard(self, file: File, findings: list[Finding]) -> Judged | None:
        target = file.target
        text = decode(file.data, target.settings.encoding).text
        heard, idle = self._shop.silence(target.settings).heard(target.place, text, findings, lambda: document(text, target.kind))
        if idle and self._tells_unused(target.settings):
            heard = sorted((*heard, *unused(text, idle)), key=lambda finding: finding.span)
        if self._earlier is not None and heard:
            from repair.project.changed import ChangeError
            from repair.project.limit import TimedOut, limited

            try:
                with limited(self._shop.timeout):
                    heard = self._brought_in(self._earlier.before(target.place, file.data), target, text, heard)
            except TimedOut:
                self._job.skip(self._shop.late(target))
                return None
            except ChangeError as error:
                self._job.skip(Skipped(target.path, "unknown-change", str(error)))
                return None
            except CheckerFailed as error:
                self._job.skip(Skipped(target.path, "internal-error", str(error)))
                return None
        digest = sha256(file.data).hexdigest() if self._hashed else ""
        return Judged(target.place, target.path, target.locator, digest, text, heard, target.settings)

    def _brought_in(self, data: bytes | None, target: Target, text: str, findings: list[Finding]) -> list[Finding]:
        from repair.project.changed import brought_in

        source = None if data is None else parse(target, data)
        before = source if isinstance(source, Source) else None  # what could not be read before is new now
        return brought_in(text, findings, before.stored.text if before else None, lambda: self._shop.found(before), self._options.changed)

    def _idle(self, settings: Settings, places: list[str]) -> Iterator[Judged]:
        """The file of these settings, when suppressions in it that this run covers silence nothing."""
        if not settings.suppress or not self._tells_unused(settings):
            return
        folders = [os.path.realpath(path) for path in self._job.paths if path != STDIN and os.path.isdir(path)]
        root = os.path.realpath(settings.root)
        whole = any(root == folder or root.startswith(os.path.join(folder, "")) for folder in folders)
        idle = self._shop.silence(settings).idle(places, whole and not any(skip.wrong for skip in self._job.skipped))
        if not idle:
            return
        with open(settings.source, "rb") as file:
            data = file.read()
        text = decode(data).text
        told = []
        for one, why in idle:
            start = _line_start(text, one.line)
            told.append((Span(start, len(text[start:].split("\n", 1)[0].rstrip()) + start), f"of {one} {why}"))
        yield Judged(settings.source, shown(settings.source), None, sha256(data).hexdigest(), text, unused(text, told), settings)

    def _tells_unused(self, settings: Settings) -> bool:
        return self._earlier is None and in_force(UNUSED, settings)

    def _known(self, partial: bool) -> dict[str, Baseline]:
        files: dict[str, set[str]] = {}
        for settings in self._job.settings:
            if settings.baseline:
                names = names_in_force(self._shop.book(settings).rules)
                silent = {name for name in every_name(settings) if name not in names}
                files[settings.baseline] = files.get(settings.baseline, silent) & silent
        if not files:
            return {}
        from repair.project.baseline import Baseline

        fresh = self._options.update_baseline
        return {file: Baseline(file, silent, fresh, partial) for file, silent in files.items()}

    def _before(self) -> Earlier:
        options, job = self._options, self._job
        if STDIN in job.paths:
            raise ConfigError("standard input has no earlier state: --changed-since and --diff are for files")
        earlier: Earlier
        if options.diff is not None:
            from repair.project.patch import Patch
            from repair.project.revision import top

            earlier = Patch(_content(options.diff), [root for root in (top(), os.getcwd()) if root])
        else:
            from repair.project.revision import Revision

            earlier = Revision(options.changed_since)
        job.targets = [target for target in job.targets if earlier.touched(target.place)]
        for target in job.targets:
            if is_records(target.path):
                job.skip(Skipped(target.path, "unknown-change", "--changed-since and --diff are not for files of records"))
        job.targets = [target for target in job.targets if not is_records(target.path)]
        return earlier

    def _settle(self) -> None:
        """Write the baselines, or say what they know that is gone."""
        for file, baseline in self._baselines.items():
            if self._options.update_baseline:
                count = baseline.update(self._found.get(file, []))
                said(f"{shown(file)}: {number(count, 'finding')} known now")
            elif self._options.strict_baseline:
                for one in baseline.stale():
                    said(f'{shown(file)}: gone from {one.path}: {one.rule} "{one.text}" ({one.key})')
                    self._job.failed = True


def _content(path: str) -> bytes:
    if path == STDIN:
        return sys.stdin.buffer.read() if sys.stdin else b""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise ConfigError(f"--diff {path}: cannot be read: {error.strerror}") from None


def _line_start(text: str, line: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start
