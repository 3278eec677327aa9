"""Paths as people and patterns spell them: `/` between the parts, on every system."""

from __future__ import annotations

import os
from types import ModuleType


def way(path: str, start: str = os.curdir, paths: ModuleType = os.path) -> str:
    """The way from the folder `start` to a path; the whole path where there is none, as on another drive.

    `paths` are the rules of the system: `ntpath` or `posixpath`.
    """
    try:
        found: str = paths.relpath(path, start or os.curdir)
    except ValueError:
        found = paths.abspath(path)
    return found.replace(paths.sep, "/")
