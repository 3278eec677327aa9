"""Install, start, look after or stop a LanguageTool server for `--languagetool`.

install  fetch LanguageTool (English, 81 MB) with Maven, laid out as language-tool-python looks for it
start    start a server that stays; it ends by itself when nobody asks it anything
status   say what is installed and what runs, and clear away what a crash left
stop     end the server that stays

Without a server that stays, `--languagetool` starts one for the run, which takes some seconds each time."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from repair.backends.client import NoAnswer
from repair.problem import Problem

IDLE = 30.0


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("action", choices=("install", "start", "status", "stop"), help="what to do")
    parser.add_argument("--folder", metavar="DIR", help="install: where to (default: the user's data folder); LTP_PATH names it to a run")
    parser.add_argument("--port", metavar="N", type=_port, help="start: listen there (default: a free port)")
    parser.add_argument(
        "--idle", metavar="MINUTES", type=_minutes, help=f"start: end after so long without a question (default: {IDLE:g}; 0: never)"
    )


def run(options: Namespace) -> int:
    """Do one of the four."""
    for name, action in (("folder", "install"), ("port", "start"), ("idle", "start")):
        if getattr(options, name) is not None and options.action != action:
            raise Problem(f"--{name} goes with `repair languagetool {action}`")
    try:
        return {"install": _install, "start": _start, "status": _status, "stop": _stop}[options.action](options)
    except NoAnswer as error:
        raise Problem(str(error)) from None


def _install(options: Namespace) -> int:
    from repair.backends.installed import VERSION, home, install, java

    folder = Path(options.folder).absolute() if options.folder else home()
    place, fetched = install(folder)
    print(f"LanguageTool {VERSION} is in {place}" if fetched else f"LanguageTool {VERSION} is in {place} already")
    if folder != home():
        print(f"runs find it there with LTP_PATH={folder}")
    java()
    return 0


def _start(options: Namespace) -> int:
    from repair.backends.servers import start

    minutes = IDLE if options.idle is None else options.idle
    kept, server, now = start(minutes * 60, options.port or 0)
    if not now and options.port not in (None, kept.port):
        raise Problem(f"LanguageTool runs at {kept.url} already; `repair languagetool stop` ends it")
    print(f"LanguageTool {server.release} answers at {kept.url}{'' if now else ' already'}; {_until(kept.idle)}")
    return 0


def _status(options: Namespace) -> int:
    from repair.backends.client import probe
    from repair.backends.installed import jar, java
    from repair.backends.servers import STARTING, running, staying

    for look in (jar, java):
        try:
            print(look())
        except Problem as problem:
            print(problem)
    kept = staying()
    others = len(running()) - (kept is not None)
    if others:
        print(f"{others} started for runs that are under way")
    if kept is None:
        print("no server stays; `repair languagetool start` starts one")
        return 1
    print(f"LanguageTool {probe(kept.url, STARTING).release} answers at {kept.url} (process {kept.java}); {_until(kept.idle)}")
    return 0


def _stop(options: Namespace) -> int:
    from repair.backends.servers import stop

    print("LanguageTool has ended" if stop() else "no server stays")
    return 0


def _until(idle: float) -> str:
    after = f"after {idle / 60:g} minutes without a question, or with" if idle else "only with"
    return f"it ends {after} `repair languagetool stop`"


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise ArgumentTypeError(f'"{value}" is no port')
    return int(value)


def _minutes(value: str) -> float:
    try:
        minutes = float(value)
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes < 1e6:
        raise ArgumentTypeError(f'"{value}" is no number of minutes')
    return minutes
