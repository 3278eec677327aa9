"""Options that several commands share, and their way into `Settings`."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from repair.project.config import LANGUAGES, ConfigError, Project, encoding, share, size

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

TIMEOUT = 60.0
"""Seconds for an article, unless --timeout says otherwise."""


def add_paths(parser: ArgumentParser, stdin: bool = True) -> None:
    """PATH… with the contract's meaning; `stdin`: - may be among them."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a file, a folder (searched for *.txt, *.md and *.html; .gitignore is respected), a pattern, a URL as s3://bucket/key, or - "
        "for standard input; nothing means the working folder",
    )
    if stdin:
        parser.add_argument(
            "--stdin-filename", metavar="NAME", help="the name that standard input would have as a file: its ending tells what is in it"
        )


def add_choice(parser: ArgumentParser) -> None:
    """Which rules, which settings, how files are read."""
    rules = parser.add_argument_group("rules")
    rules.add_argument("--select", metavar="NAME,…", action="append", type=names, help="run only these rules or packs")
    rules.add_argument("--ignore", metavar="NAME,…", action="append", type=names, help="leave these rules or packs out")
    rules.add_argument("--preview", action="store_true", help="run new rules too, whose findings may still change much")
    rules.add_argument(
        "--profile", metavar="FILE", action="append", help="also find the lines of pages that `repair learn` wrote into this file"
    )
    add_fields(add_reading(parser))


def add_fields(files: _ArgumentGroup) -> None:
    """Where articles stand in records, and what tells where they come from."""
    files.add_argument(
        "--field",
        metavar="NAME,…",
        action="append",
        type=names,
        help="the fields of JSON, JSON Lines, CSV, TSV and Parquet files that hold articles, as in title,body.text; has such files of a "
        "folder read (default for one that is named: text)",
    )
    files.add_argument(
        "--host-field",
        metavar="NAME",
        help="the field of a record that holds the address or the site of its article, as in url (default: the folder of the file counts)",
    )


def add_reading(parser: ArgumentParser) -> _ArgumentGroup:
    """Which settings, how files are read."""
    files = parser.add_argument_group("files")
    files.add_argument("--config", metavar="FILE", help="take settings from this file, not from the nearest repair.toml or pyproject.toml")
    files.add_argument("--encoding", metavar="NAME", type=_checked(encoding), help="how the articles are encoded (default: utf-8)")
    files.add_argument("--max-size", metavar="SIZE", type=_checked(size), help="refuse articles larger than this (default: 10MB)")
    files.add_argument(
        "--language", choices=LANGUAGES, help="auto skips articles that are not English (the default); en takes all for English"
    )
    return files


def add_effort(parser: ArgumentParser) -> _ArgumentGroup:
    """How much of the machine a run takes, and for how long."""
    effort = parser.add_argument_group("effort")
    add_jobs(effort)
    effort.add_argument(
        "--timeout", metavar="SECONDS", type=seconds, default=TIMEOUT, help="give up on an article after this long (default: 60; 0: never)"
    )
    effort.add_argument("--no-cache", dest="cache", action="store_false", help="look at every article afresh, and remember nothing")
    return effort


def add_executor(effort: _ArgumentGroup) -> None:
    """Who does the work."""
    effort.add_argument(
        "--executor",
        choices=("processes", "dask"),
        help="who does the work: processes of this machine (the default), or a Dask cluster of --jobs workers, which is started here "
        "unless --scheduler names one",
    )
    effort.add_argument("--scheduler", metavar="ADDRESS", help="have the Dask cluster at this address do the work, as in tcp://host:8786")


def is_spread(options: Namespace) -> bool:
    """True when a cluster is asked for. Raises `ConfigError` for options that say two things."""
    if getattr(options, "scheduler", None):
        if options.executor == "processes":
            raise ConfigError("--scheduler is for --executor dask")
        return True
    return getattr(options, "executor", None) == "dask"


def add_jobs(effort: _ArgumentGroup) -> None:
    """How many processes."""
    effort.add_argument(
        "--jobs", metavar="N", type=_count, help="work on so many articles at once (default: one for each core, when there are many)"
    )


def add_safety(parser: ArgumentParser, default: str) -> None:
    """How sure a fix must be to be made."""
    parser.add_argument(
        "--safety",
        choices=("safe", "review"),
        help="safe: only fixes that are right without reading the article; review: also the first proposal of each "
        f"finding that a person should look at (default: {default})",
    )


def add_brake(parser: ArgumentParser) -> None:
    """How much of an article may change unseen."""
    parser.add_argument(
        "--brake",
        metavar="SHARE",
        type=_checked(share),
        help="leave an article for review when more than this share of its words would change, 0 to 1 "
        "(default: 0.3 for safe fixes alone, 0.8 with those to review)",
    )


def add_exit(parser: ArgumentParser, what: str) -> None:
    """When to exit with 1."""
    results = parser.add_argument_group("exit code")
    results.add_argument(
        "--fail-on", choices=("info", "warning", "error"), help=f"exit with 1 for {what} from this severity (default: warning)"
    )
    results.add_argument("--exit-zero", action="store_true", help="exit with 0 where it would be 1")


def project(options: Namespace) -> Project:
    """The settings of every folder with this call's options on top. Raises `ConfigError`."""
    overrides: dict[str, Any] = {}
    for name in ("encoding", "max_size", "language", "fail_on", "safety", "brake", "host_field"):
        if getattr(options, name, None) is not None:
            overrides[name] = getattr(options, name)
    if getattr(options, "preview", False):
        overrides["preview"] = True
    if getattr(options, "baseline", None) is not None:
        overrides["baseline"] = os.path.abspath(options.baseline)
    if getattr(options, "profile", None) is not None:
        overrides["profile"] = tuple(map(os.path.abspath, options.profile))
    for name in ("select", "ignore", "field"):
        if getattr(options, name, None):
            overrides[name] = tuple(dict.fromkeys(item for items in getattr(options, name) for item in items))
    return Project(overrides, getattr(options, "config", None))


def _count(value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value)):
        raise ArgumentTypeError(f'"{value}" is no number from 1')
    return int(value)


def seconds(value: str) -> float:
    """A number of seconds on the command line. Raises `ArgumentTypeError`."""
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e9:
        raise ArgumentTypeError(f'"{value}" is no number of seconds')
    return number


def names(value: str) -> list[str]:
    """Names on the command line, with commas between them."""
    return [name.strip() for name in value.split(",") if name.strip()]


def _checked(check: Callable[[Any], Any]) -> Callable[[str], Any]:
    def convert(value: str) -> Any:
        try:
            return check(int(value) if value.isascii() and value.isdigit() else value)
        except ConfigError as error:
            raise ArgumentTypeError(str(error)) from None

    return convert
