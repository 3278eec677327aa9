"""The finding that a person points at: by its key, or by the place that the text report gives it."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Sequence

from repair.cli.job import Job
from repair.project.config import ConfigError
from repair.project.files import File
from repair.project.scan import Source, parse
from repair.project.work import Inspecting
from repair.rulebook.rule import Finding
from repair.text.decode import decode
from repair.text.lines import Lines
from repair.text.named import NamedTuple

_KEY = re.compile(r"v1:[0-9a-f]{20}")
_PLACE = re.compile(r"(.+?)(#[0-9]{1,12}/[^:]+)?:([0-9]{1,9}):([0-9]{1,9})")
WHAT = "a key, as the json format has it, or a place, as the text format has it (FILE:LINE:COLUMN)"


class Picked(NamedTuple):
    """A finding and the run it was found in."""

    job: Job
    file: File
    finding: Finding

    def source(self) -> Source:
        """The article again."""
        source = parse(self.file.target, self.file.data)
        assert isinstance(source, Source)
        return source


def is_key(name: str) -> bool:
    """True for the spelling of a key. Raises `ConfigError` for what is no place either."""
    if not _KEY.fullmatch(name) and not _PLACE.fullmatch(name):
        raise ConfigError(f'"{name}" is neither {WHAT.replace(", or", ", nor")}')
    return bool(_KEY.fullmatch(name))


def picked(name: str, paths: Sequence[str], options: Namespace) -> Picked:
    """The finding of this key in the articles of these paths, or that of a place. Raises `ConfigError` when there is none."""
    place = None if is_key(name) else _PLACE.fullmatch(name)
    job = Job(Namespace(**{**vars(options), "paths": [place[1]] if place else list(paths)}))
    for file, findings in job.found(job.workshop(Inspecting)):
        if place and str(file.target.locator or "") != (place[2] or ""):
            continue
        here = _at(file, findings, int(place[3]), int(place[4])) if place else [one for one in findings if one.key == name]
        if len(here) > 1 and place:
            raise ConfigError(f"several findings stand there; give the key of one: {_listed(here)}")
        if here:
            return Picked(job, file, here[0])
    raise ConfigError(f"{name}: nothing is found there" if place else f"no finding with the key {name} in {', '.join(job.paths)}")


def _at(file: File, findings: Sequence[Finding], line: int, column: int) -> list[Finding]:
    lines = Lines(decode(file.data, file.target.settings.encoding).text)
    return [one for one in findings if lines.place(one.span.start) == (line, column)]


def _listed(findings: Sequence[Finding]) -> str:
    return ", ".join(f"{one.key} ({one.rule.id})" for one in findings)
