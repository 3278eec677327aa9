"""Silence a finding that is right as it is: enter it, with the reason, in repair.toml (or pyproject.toml).

`repair lint` says when the entry fits nothing any more, or its date has passed (rule unused-suppression)."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from repair.cli.options import project
from repair.cli.picking import WHAT, is_key, picked
from repair.project.config import ConfigError, Settings, shown
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
        remark = f'# {found.finding.rule.id}: "{" ".join(found.finding.text.split())[:80]}"\n'
    file = settings.source or os.path.join(os.getcwd(), "repair.toml")
    if any(one.key == key and (not one.until or one.until >= (options.until or "9")) for one in settings.suppress):
        print(f"{shown(file)} silences {key} already")
        return 0
    _add(file, settings, remark, key, options)
    print(f"{shown(file)} silences {key} now")
    return 0


def _add(file: str, settings: Settings, remark: str, key: str, options: Namespace) -> None:
    from repair.journal.atomic import Refused, replace

    table = "tool.repair.suppress" if os.path.basename(file) == "pyproject.toml" else "suppress"
    entry = f"[[{table}]]\n{remark}key = {_quoted(key)}\nreason = {_quoted(options.reason)}\n"
    if options.until:
        entry += f"until = {options.until}\n"
    try:
        if not settings.source:
            with open(file, "x", encoding="utf-8", newline="\n") as new:
                new.write(entry)
            return
        with open(file, "rb") as old:
            before = old.read()
        text = before.decode("utf-8")
        newline = "\r\n" if "\r\n" in text else "\n"
        apart = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
        after = text + (apart + entry).replace("\n", newline)
        _check(file, after, entry)
        replace(file, before, after.encode())
    except OSError as error:
        raise ConfigError(f"{shown(file)}: cannot be written: {error.strerror}") from None
    except Refused as refusal:
        raise ConfigError(f"{shown(file)}: {refusal}") from None


def _check(file: str, text: str, entry: str) -> None:
    import tomllib

    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        at_hand = " ".join(entry.split("\n", 1)[1].split())
        raise ConfigError(
            f"{shown(file)}: a [[suppress]] table cannot follow what it says of suppress; put it in by hand: {at_hand}"
        ) from None


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _said(value: str) -> str:
    text = value.encode("utf-8", "backslashreplace").decode()  # bytes that are no UTF-8 do not go into TOML
    if not text.strip():
        raise ArgumentTypeError("a reason says something")
    return text


def _date(value: str) -> str:
    try:
        return until(value)
    except SuppressionError as error:
        raise ArgumentTypeError(str(error)) from None
