"""Silence a finding that is right as it is: enter it, with the reason, in repair.toml (or pyproject.toml).

`repair lint` says when the entry fits nothing any more, or its date has passed (rule unused-suppression)."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from repair.cli.options import project
from repair.cli.picking import WHAT, is_key, picked
from repair.project.config import shown
from repair.project.silencing import silence
from repair.project.suppress import SuppressionError, until


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("key", metavar="KEY", help=WHAT)
    parser.add_argument(
        "--reason", metavar="TEXT", type=_said, required=True, help="why the finding is no damage, for those who read it later"
    )
    parser.add_argument("--until", metavar="DATE", type=_date, help="the last day on which it is silent, such as 2027-01-31")
    parser.add_argument("--config", metavar="FILE", help="enter it in this file, not in the nearest repair.toml or pyproject.toml")


def run(options: Namespace) -> int:
    """Add one entry to the settings."""
    key, remark = options.key, ""
    if is_key(key):
        settings = project(options).settings(os.getcwd())
    else:
        found = picked(key, [], options)
        settings = found.file.target.settings
        key = found.finding.key
        remark = f'{found.finding.rule.id}: "{" ".join(found.finding.text.split())[:80]}"'
    file = settings.source or os.path.join(os.getcwd(), "repair.toml")
    if any(one.key == key and (not one.until or one.until >= (options.until or "9")) for one in settings.suppress):
        print(f"{shown(file)} silences {key} already")
        return 0
    values = {"key": key, "reason": options.reason} | ({"until": options.until} if options.until else {})
    silence(settings, os.getcwd(), values, remark)
    print(f"{shown(file)} silences {key} now")
    return 0


def _said(value: str) -> str:
    text = value.encode("utf-8", "backslashreplace").decode()  # bytes that are no UTF-8 do not go into TOML
    if not text.strip():
        raise ArgumentTypeError("a reason says something")
    return text


def _date(value: str) -> str:
    from datetime import date

    try:
        last = until(value)
    except SuppressionError as error:
        raise ArgumentTypeError(str(error)) from None
    if last < date.today().isoformat():
        raise ArgumentTypeError(f"{last} has passed; the finding would be told all the same")
    return last
