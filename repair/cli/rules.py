"""List the rules in force, or prove the examples of rule files.

With --test and no FILE the rules that come with the program are proved."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from repair.cli.options import project
from repair.cli.output import said
from repair.project.rules import chosen, every_rule, renamed
from repair.rulebook.shelf import built_in_files


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("--test", nargs="*", metavar="FILE", help="prove every example of these rule files; exit with 1 when one fails")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="a table (the default) or json")
    parser.add_argument("--config", metavar="FILE", help="take settings from this file, not from the nearest repair.toml or pyproject.toml")


def run(options: Namespace) -> int:
    """List or prove."""
    return _list(options) if options.test is None else _prove(options.test)


def _list(options: Namespace) -> int:
    settings = project(options).settings(os.getcwd())
    rules = every_rule(settings)
    in_force = {rule.id for rule in chosen(rules, settings)}
    for note in renamed(rules, settings):
        said(note)
    if options.format == "json":
        import json

        keys = ("id", "pack", "severity", "safety", "scope", "why", "items", "preview", "formerly")
        print(json.dumps([{**{key: getattr(rule, key) for key in keys}, "in_force": rule.id in in_force} for rule in rules], indent=1))
        return 0
    rows = [
        ("RULE", "PACK", "SEVERITY", "FIX"),
        *((rule.id, rule.pack, rule.severity, rule.safety) for rule in rules if rule.id in in_force),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0


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
