"""`--languagetool` on the command line: which server is asked, for how long, and what is there when a run begins."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from repair.cli.options import seconds
from repair.cli.output import LINE

if TYPE_CHECKING:
    from repair.backends.languagetool import LanguageTool


def add_languagetool(parser: ArgumentParser) -> None:
    """Whether LanguageTool is asked too."""
    group = parser.add_argument_group("LanguageTool")
    group.add_argument(
        "--languagetool",
        metavar="URL",
        nargs="?",
        const="",
        type=_address,
        help="also ask LanguageTool for grammar: the server at this address, which is sent the articles, or without an "
        "address one on this machine (`repair languagetool` installs it)",
    )
    group.add_argument(
        "--languagetool-timeout",
        metavar="SECONDS",
        type=seconds,
        help="wait no longer than this for its answer to an article (default: 20)",
    )


def is_address(argument: str) -> bool:
    """True for what is an address of a server rather than a path: `http://…`, `https://…` or HOST:PORT."""
    return re.fullmatch(r"https?://\S+|[\w.-]+:\d{1,5}(?:/\S*)?", argument) is not None


def _address(value: str) -> str:
    if not value:
        return value
    from repair.backends.client import base

    try:
        return base(value)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def backend(options: Namespace) -> LanguageTool | None:
    """The backend that a call asks for, not at work yet."""
    if getattr(options, "languagetool", None) is None:
        return None
    from repair.backends.languagetool import SECONDS, LanguageTool

    longest = options.languagetool_timeout or SECONDS
    if options.timeout:  # an article that LanguageTool is slow with is still to be judged by our rules in time
        longest = min(longest, options.timeout / 2)
    return LanguageTool(longest, options.cache)


@contextmanager
def at_hand(tool: LanguageTool, options: Namespace) -> Iterator[None]:
    """The backend turned to its server; one that was started for this goes with it."""
    from repair.backends.languagetool import SECONDS
    from repair.backends.session import session

    with ExitStack() as stack:
        looked_at = not options.languagetool and sys.stderr is not None and sys.stderr.isatty()
        if looked_at:
            LINE.show("starting LanguageTool …")
        try:
            tool.turn_to(stack.enter_context(session(options.languagetool, options.languagetool_timeout or SECONDS)))
        finally:
            LINE.clear()
        yield
