"""The `repair` command: finds the subcommand, turns what goes wrong into one line and an exit code."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from functools import partial
from importlib import import_module

from repair.problem import Problem
from repair.rulebook.shelf import nearest

COMMANDS = {
    "lint": "report what is damaged; never changes an article",
    "diff": "show the proposed fixes as one diff that `git apply` takes",
    "apply": "write the fixes, journalled so that they can be taken back",
    "review": "accept, reject or edit fixes one by one, at the terminal or in a browser",
    "undo": "take a run back, byte for byte",
    "runs": "list the runs that changed articles",
    "score": "say how damaged articles are, from 0 to 100, and how hard to read",
    "compare": "turn anyone's rewrite into small fixes, judged for what of fact they change",
    "rules": "list the rules, or prove the examples of rule files",
    "explain": "say what a rule looks for and why, with examples",
    "learn": "find out from a corpus which lines belong to the pages of its sites",
    "ignore": "silence a finding that is right as it is, with a reason",
    "init": "write a starter repair.toml, and the CI file of your host",
    "languagetool": "install, start, check or stop a LanguageTool server for lint --languagetool",
    "completion": "print what makes bash, zsh or fish complete these commands",
}

_USAGE = """\
usage: repair COMMAND [OPTION…] [PATH…]

Finds and repairs the damage that scraping, syndication and machine spinning leave in news copy.

commands:
{commands}

`repair COMMAND --help` says more about each. To begin:

  repair lint article.txt            what is wrong with it
  repair diff article.txt            what could be done about it
  repair apply article.txt           do what is safe; `repair undo` takes it back

exit codes: 0 nothing to report, 1 findings, 2 something was wrong with the call, the configuration or an input
"""


def run() -> None:
    """The console script: exits with the contract's codes."""
    gc.set_threshold(500_000, 20, 100)  # next to nothing here is cyclic: looking for it as often as usual costs 7 % of a run
    code = main()
    if "threading" in sys.modules:
        sys.exit(code)  # threads are waited for
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)  # taking an interpreter apart object by object costs 5 % of a short run


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115  it lasts as long as the program; `print` would take standard output
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _dispatch(sys.argv[1:] if arguments is None else arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except Problem as problem:
        return _wrong(str(problem))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _drop_output()  # whoever read it has seen enough
        return 141
    except OSError as error:
        _drop_output()
        return _wrong(f"{error.filename or 'the output'} cannot be written: {error.strerror}")


def _dispatch(arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    if name in COMMANDS:
        from argparse import RawDescriptionHelpFormatter

        from repair.cli.parser import Parser

        command = import_module(f"repair.cli.{name}")
        parser = Parser(
            prog=f"repair {name}",
            description=command.__doc__,
            formatter_class=partial(RawDescriptionHelpFormatter, width=_width()),  # asking for it, `argparse` would import much
            allow_abbrev=False,
        )
        command.arguments(parser)
        return int(command.run(parser.parse(_without_dashes(_with_addresses(arguments[1:])))))
    if name in ("-h", "--help", "help"):
        print(usage(), end="")
        return 0
    if name in ("-V", "--version"):
        from repair import __version__

        print(f"repair {__version__}")
        return 0
    if not name:
        print(usage(), end="", file=sys.stderr)
        return 2
    what = "option" if name.startswith("-") else "command"
    known = ("--help", "--version") if what == "option" else COMMANDS
    return _wrong(f'no {what} is named "{name}"{nearest(name, known)}')


def _width() -> int:
    """How wide help is, as `argparse` has it."""
    columns = os.environ.get("COLUMNS", "")
    try:
        wide = int(columns) if columns.isdigit() else 0
        return (wide or os.get_terminal_size(sys.__stdout__.fileno()).columns or 80) - 2  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 78


def _with_addresses(arguments: list[str]) -> list[str]:
    """The arguments with each `--languagetool` bound to the address behind it, or to none: what is no address is a PATH."""
    if "--languagetool" not in arguments:
        return arguments
    from repair.cli.backend import is_address

    end = arguments.index("--") if "--" in arguments else len(arguments)
    bound: list[str] = []
    rest = iter(range(end))
    for at in rest:
        if arguments[at] != "--languagetool":
            bound.append(arguments[at])
        elif at + 1 < end and is_address(arguments[at + 1]):
            bound.append(f"--languagetool={arguments[next(rest)]}")
        else:
            bound.append("--languagetool=")
    return bound + arguments[end:]


def _without_dashes(arguments: list[str]) -> list[str]:
    """The arguments without `--`; a path behind it that begins with a dash is told from an option by `./`."""
    if "--" not in arguments:
        return arguments
    at = arguments.index("--")
    return arguments[:at] + [f"./{path}" if len(path) > 1 and path[0] == "-" else path for path in arguments[at + 1 :]]


def usage() -> str:
    """What `repair --help` prints."""
    width = max(map(len, COMMANDS))
    return _USAGE.format(commands="\n".join(f"  {name:{width}}  {about}" for name, about in COMMANDS.items()))


def _drop_output() -> None:
    """Leave nothing to be flushed, in vain, at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _wrong(message: str) -> int:
    from repair.cli.output import said

    said(message)
    return 2
