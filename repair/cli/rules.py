"""List the rules in force, or prove the examples of rule files.

With --test and no FILE the rules that come with the program are proved. With --verdicts the answers of reviews are counted for
each rule, with a hint where a rule deserves another safety."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from repair.cli.options import project
from repair.cli.output import said
from repair.project.rules import chosen, every_rule, renamed
from repair.rulebook.shelf import built_in_files


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("--test", nargs="*", metavar="FILE", help="prove every example of these rule files; exit with 1 when one fails")
    parser.add_argument(
        "--verdicts",
        metavar="FILE",
        nargs="*",
        help="count the answers in these files, or in .repair/verdicts.jsonl: how often each rule was right",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="a table (the default) or json")
    parser.add_argument("--config", metavar="FILE", help="take settings from this file, not from the nearest repair.toml or pyproject.toml")


def run(options: Namespace) -> int:
    """List or prove."""
    if options.verdicts is not None:
        return _count(options)
    return _list(options) if options.test is None else _prove(options.test)


def _list(options: Namespace) -> int:
    settings = project(options).settings(os.getcwd())
    rules = every_rule(settings)
    in_force = {rule.id for rule in chosen(rules, settings)}
    for note in renamed(rules, settings):
        said(note)
    if options.format == "json":
        import json

        keys = ("id", "pack", "severity", "alone", "safety", "scope", "why", "items", "preview", "formerly", "confidence")
        print(json.dumps([{**{key: getattr(rule, key) for key in keys}, "in_force": rule.id in in_force} for rule in rules], indent=1))
        return 0
    rows = [
        ("RULE", "PACK", "SEVERITY", "FIX"),
        *((rule.id, rule.pack, rule.severity, rule.safety) for rule in rules if rule.id in in_force),
    ]
    _print_table(rows)
    return 0


def _count(options: Namespace) -> int:
    from repair.journal.run import project_root
    from repair.review.tally import tally
    from repair.review.verdicts import FILE, read

    files = options.verdicts or [os.path.join(project_root(os.getcwd()), FILE)]
    rows = tally([read(file) for file in files], every_rule(project(options).settings(os.getcwd())))
    if options.format == "json":
        import json

        print(json.dumps([{**row._asdict(), "rate": row.rate, "hint": row.hint} for row in rows], indent=1))
        return 0
    _print_table(
        [
            ("RULE", "FIX", "YES", "EDITED", "NO", "RIGHT", ""),
            *(
                (row.rule, row.safety, f"{row.yes:,}", f"{row.edited:,}", f"{row.no:,}", f"{100 * row.rate:.0f} %", row.hint)
                for row in rows
            ),
        ]
    )
    return 0


def _print_table(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def _prove(files: list[str]) -> int:
    from repair.engine.prove import cases, prove
    from repair.rulebook.load import load_packs

    wrong = proved = 0
    packs = load_packs(files or built_in_files())
    for pack in packs:
        for case in cases(pack):
            proved += 1
            problem = prove(case)
            if problem:
                wrong += 1
                print(f"{case.name}: {problem}")
    print(f"{sum(len(pack.rules) for pack in packs)} rules, {proved} examples, {wrong} of them fail")
    return 1 if wrong else 0
