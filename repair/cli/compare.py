"""Turn anyone's rewrite of an article into small fixes, each judged for what of fact it changes.

BEFORE and AFTER are two files, or two folders whose files have the same names. Findings are those of a linter: error where a name,
number, date, unit, negation, hedge or quotation changed, warning where clauses were dropped, added or moved, info where
wording or spacing did. With --diff or --apply the fixes are shown or made in BEFORE; with --onto, in a later version of it."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping

from repair.cli.diff import shown, work_tree
from repair.cli.options import add_exit, add_reading, add_safety, project
from repair.cli.output import opened, said
from repair.cli.pairs import Pair, Pairs
from repair.cli.reports import Reports, add_formats, outputs
from repair.compare.rewrite import chosen_by, compare, made, onto
from repair.compare.rules import FACT, RULES
from repair.formats.document import MissingExtra
from repair.journal.run import Journal, project_root
from repair.journal.written import written
from repair.project.config import ConfigError, Settings
from repair.project.rules import hashes
from repair.project.scan import STDIN, Skipped
from repair.project.work import Repaired
from repair.report.lint import Unjudged
from repair.report.visible import number, visible
from repair.rulebook.rule import SEVERITIES, Finding, Rule
from repair.rulebook.shelf import nearest
from repair.text.named import NamedTuple


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("before", metavar="BEFORE", help="the article as it was: a file, a folder or - for standard input")
    parser.add_argument("after", metavar="AFTER", help="what somebody made of it")
    parser.add_argument(
        "--onto", metavar="LATER", help="a later version of BEFORE: tell and make the changes there, as far as their place is certain"
    )
    what = parser.add_argument_group("what to do").add_mutually_exclusive_group()
    what.add_argument("--diff", action="store_true", help="show the changes as one diff that `git apply` takes, in place of a report")
    what.add_argument("--apply", action="store_true", help="write the changes, journalled; `repair undo` takes them back")
    parser.add_argument("--word", action="store_true", help="with --diff: show the changed words in their lines, for people")
    parser.add_argument("--check", action="store_true", help="with --diff: exit with 1 when there is a diff")
    parser.add_argument("--dry-run", action="store_true", help="with --apply: say what would be written, and write nothing")
    add_safety(parser, "safe for --apply, review for --diff")
    parser.add_argument("--facts", action="store_true", help="also show or make changes of fact; without it they are left")
    add_formats(parser)
    rules = parser.add_argument_group("rules")
    names = ", ".join(rule.id for rule in RULES)
    rules.add_argument("--select", metavar="NAME,…", action="append", help=f"tell only of these: {names}")
    rules.add_argument("--ignore", metavar="NAME,…", action="append", help="tell nothing of these")
    add_reading(parser)
    add_exit(parser, "findings")


def run(options: Namespace) -> int:
    """Compare every pair, then report, show or write."""
    wanted = _names(options)
    for flag, needs in (("word", "diff"), ("check", "diff"), ("dry_run", "apply")):
        if getattr(options, flag) and not getattr(options, needs):
            raise ConfigError(f"--{flag.replace('_', '-')} goes with --{needs}")
    if (options.diff or options.apply) and options.format:
        raise ConfigError(f"--format is for reports; it cannot stand beside --{'diff' if options.diff else 'apply'}")
    options.select = options.ignore = None  # those of the configuration name rules for lint
    run = _Run(options, wanted)
    if options.diff:
        return _diff(run)
    return _apply(run) if options.apply else _report(run)


class Compared(NamedTuple):
    """A pair and what was found in it."""

    pair: Pair
    findings: list[Finding]

    @property
    def settings(self) -> Settings:
        return self.pair.told.target.settings


class _Run:
    """One call: the pairs, what was skipped, and whether it failed."""

    def __init__(self, options: Namespace, wanted: Mapping[str, Rule]) -> None:
        self.options = options
        self.pairs = Pairs(options.before, options.after, options.onto, project(options))
        self.skipped: list[Skipped] = []
        self.failed = False
        self._wanted = wanted
        for one in self.pairs.missing:
            self.skip(one)

    @property
    def tool(self) -> dict[str, str]:
        from repair import __version__

        rules, config = hashes({target.settings for target in self.pairs.targets})
        return {"name": "repair", "version": __version__, "rules_sha256": rules, "config_sha256": config}

    def compared(self) -> Iterable[Compared]:
        """Each pair with its findings; what cannot be compared is told and kept in `skipped`."""
        for pair in self.pairs.read():
            if isinstance(pair, Skipped):
                self.skip(pair)
                continue
            try:
                before = pair.before.document
                found = compare(before, pair.after) if pair.later is None else onto(before, pair.after, pair.later.document)
            except MissingExtra as error:
                raise ConfigError(str(error)) from None
            yield Compared(pair, [finding for finding in found if finding.rule.id in self._wanted])

    def made(self, default: str) -> Iterable[Repaired]:
        """Each version that is to be mended, with the chosen fixes made; what cannot be written is told and kept in `skipped`."""
        for one in self.compared():
            source = one.pair.told
            settled = made(source.document.source, one.findings, chosen_by(one.settings.safety or default, self.options.facts))
            try:
                after = source.stored.encode(settled.after)
            except UnicodeEncodeError as error:
                code = ord(error.object[error.start])
                reason = f"left as it is: the rewrite has U+{code:04X}, which {source.stored.codec} cannot write"
                self.skip(Skipped(source.target.path, "unencodable", reason, data=source.data))
                continue
            yield Repaired(source.target, source.data, source.stored, settled, after, settled.left)

    def skip(self, skipped: Skipped) -> None:
        self.skipped.append(skipped)
        said(f"{skipped.path}: {skipped.reason}")

    def judge(self, settings: Settings, findings: Iterable[Finding]) -> None:
        bar = SEVERITIES.index(settings.fail_on)
        self.failed = self.failed or any(SEVERITIES.index(finding.severity) >= bar for finding in findings)

    def code(self, failed: bool | None = None) -> int:
        """The exit code: 2 when an input was wrong, 1 when the run failed, else 0."""
        if any(skip.wrong for skip in self.skipped):
            return 2
        return 1 if (self.failed if failed is None else failed) and not self.options.exit_zero else 0


def _report(run: _Run) -> int:
    wanted = outputs(run.options)
    how = "repair compare --apply", "repair compare --diff"
    with Reports(wanted, run.pairs.places, lambda: run.tool, run.options.statistics, how) as reports:
        for one in run.compared():
            run.judge(one.settings, one.findings)
            source = one.pair.told
            reports.article(source.target.path, source.sha256, source.stored.text, one.findings, one.settings.fail_on)
        reports.end([Unjudged(skip.path, skip.code, skip.reason, skip.wrong) for skip in run.skipped])
    return run.code()


def _diff(run: _Run) -> int:
    top = work_tree()
    file = run.options.output_file
    differs = False
    with opened(file, run.pairs.places) as out:
        for outcome in run.made("review"):
            differs = differs or outcome.changed
            out.write(shown(outcome, top, run.options.word, file))
            _say_left(outcome)
    return run.code(run.options.check and differs)


def _apply(run: _Run) -> int:
    """Write the fixes, journal first; what came from standard input goes to standard output."""
    dry = run.options.dry_run
    journal = Journal(project_root(os.getcwd()), {"tool": run.tool, "safety": run.options.safety})
    fixes = changed = articles = left = 0
    people = sys.stdout
    for outcome in run.made("safe"):
        if outcome.target.place == STDIN:
            people = sys.stderr
            with opened(None) as out:
                out.write(outcome.data if dry else outcome.after)
        elif outcome.changed and not dry:
            refusal = written(outcome, journal)
            if refusal:
                run.skip(refusal)
                continue
        settled = outcome.settled
        run.judge(outcome.target.settings, settled.left)
        articles += 1
        changed += outcome.changed
        fixes += sum(len(done.took) for done in settled.passes)
        left += len(settled.left)
        _say_left(outcome)
    told = f"{number(fixes, 'change')} {'would be made' if dry else 'made'} in {changed} of {number(articles, 'article')}"
    told += f", run {journal.id}; `repair undo` takes it back" if journal.id and changed else ""
    print(told + (f"; {left} left" if left else ""), file=people)
    return run.code()


def _say_left(outcome: Repaired) -> None:
    """Changes that are not shown or made because they change a fact, or have no place, are never passed over in silence."""
    path, left = visible(outcome.target.path), outcome.settled.left
    facts = sum(finding.rule is FACT for finding in left)
    others = sum(not finding.fixes for finding in left)
    if facts:
        said(f"{path}: {number(facts, 'change')} of fact left out; --facts takes {'it' if facts == 1 else 'them'} too")
    if others:
        said(f"{path}: {number(others, 'change')} without a fix: without --diff and --apply, `repair compare` reports all")


def _names(options: Namespace) -> dict[str, Rule]:
    known = {rule.id: rule for rule in RULES}
    chosen: dict[str, list[str]] = {}
    for key in ("select", "ignore"):
        names = [name.strip() for value in getattr(options, key) or () for name in value.split(",") if name.strip()]
        for name in names:
            if name not in known:
                raise ConfigError(f'--{key}: a comparison knows no "{name}"{nearest(name, known)}')
        chosen[key] = names
    return {
        name: rule for name, rule in known.items() if (not chosen["select"] or name in chosen["select"]) and name not in chosen["ignore"]
    }
