"""Write a starter repair.toml into a folder and, asked, the file its CI host reads. Nothing is ever overwritten."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from repair.journal.atomic import create
from repair.project.config import ConfigError, read, shown
from repair.project.starter import CI, settings


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="where to write (default: the working folder)")
    parser.add_argument(
        "--ci", choices=(*CI, "auto"), help="also write the CI file of this host; auto looks which host the repository belongs to"
    )


def run(options: Namespace) -> int:
    """Look first whether anything is in the way, then write."""
    folder = options.folder
    if not os.path.isdir(folder):
        raise ConfigError(f"{shown(folder)}: no such folder")
    files = {}
    settled = _settings_in(folder)
    if settled is None:
        files[os.path.join(folder, "repair.toml")] = settings()
    elif options.ci is None:
        raise ConfigError(f"{shown(settled)} holds settings already; it was left as it is")
    if options.ci:
        way, text = CI[_host(folder) if options.ci == "auto" else options.ci]
        place = os.path.join(folder, *way.split("/"))
        if os.path.lexists(place):
            raise ConfigError(f"{shown(place)} is there already; it was left as it is, and nothing was written")
        files[place] = text
    for place, text in files.items():
        _write(place, text)
        print(f"wrote {shown(place)}")
    if settled is not None:
        print(f"left {shown(settled)} as it is")
    return 0


def _settings_in(folder: str) -> str | None:
    place = os.path.join(folder, "repair.toml")
    if os.path.lexists(place):
        return place
    place = os.path.join(folder, "pyproject.toml")
    return place if os.path.isfile(place) and read(place, quiet=True) is not None else None


def _host(folder: str) -> str:
    """The CI host that this folder shows signs of. Raises `ConfigError`."""
    signs = {"github": ".github", "gitlab": ".gitlab-ci.yml", "jenkins": "Jenkinsfile"}
    signed = [host for host, name in signs.items() if os.path.lexists(os.path.join(folder, name))]
    if len(signed) == 1:
        return signed[0]
    remotes = _remotes(folder)
    named = [host for host in ("github", "gitlab") if host in remotes]
    if not signed and len(named) == 1:
        return named[0]
    raise ConfigError("which CI host this is cannot be told; say --ci github, --ci gitlab or --ci jenkins")


def _remotes(folder: str) -> str:
    """Where the repository is pushed to, hosts only."""
    import re
    import subprocess

    command = ["git", "-C", folder, "config", "--get-regexp", r"^remote\..*\.url$"]
    try:
        told = subprocess.run(command, capture_output=True, check=False, timeout=10).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return " ".join(re.findall(r"(?:@|//)([\w.-]+)", told)).lower()


def _write(place: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(place) or ".", exist_ok=True)
        create(place, text.encode())
    except OSError as error:
        raise ConfigError(f"{shown(place)}: cannot be written: {error.strerror}") from None
