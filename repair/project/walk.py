"""Which files a folder holds for us: include patterns, `.gitignore`, no hidden things, no links, in a fixed order."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from types import ModuleType
from typing import Any

from repair.text.ways import way

Ignored = tuple[str, Any]  # the folder of a .gitignore with a slash behind it, and its patterns


def walk(folder: str, wanted: Callable[[str], tuple[Sequence[str], Sequence[str], str]], fail: Callable[[OSError], None]) -> Iterator[str]:
    """The files below `folder` (an absolute path) to be read, folder by folder in name order.

    `wanted` gives a folder's include and exclude patterns and the folder they are relative to. Hidden files and
    folders are passed over, and so are symbolic links, so that no loop can catch us and nothing is visited twice.
    A folder that cannot be listed is told to `fail`.
    """
    yield from _walk(folder, wanted, fail, _gitignores_above(folder))


def _walk(
    folder: str,
    wanted: Callable[[str], tuple[Sequence[str], Sequence[str], str]],
    fail: Callable[[OSError], None],
    ignored: tuple[Ignored, ...],
) -> Iterator[str]:
    pending = [(folder, ignored)]
    while pending:
        folder, ignored = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            fail(error)
            continue
        include, exclude, root = wanted(folder)
        names = {entry.name for entry in entries}
        if ".gitignore" in names:
            ignored = (*ignored, *_gitignore(folder))
        folders = []
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if exclude and any(matches(pattern, entry.path, root) for pattern in exclude):
                continue
            if is_folder:
                if not (ignored and _is_ignored(f"{entry.path}/", ignored)):
                    folders.append((entry.path, ignored))
            elif (
                any(matches(pattern, entry.path, root) for pattern in include)
                and entry.is_file(follow_symlinks=False)
                and not (ignored and _is_ignored(entry.path, ignored))
            ):
                yield entry.path
        pending += reversed(folders)


def matches(pattern: str, path: str, root: str, paths: ModuleType = os.path) -> bool:
    """True when a pattern names this path: by its last part, or, with a `/` in the pattern, by its way from `root`.

    Where paths are spelt with another sign than `/`, patterns may be as well.
    """
    if paths.sep != "/":
        pattern = pattern.replace(paths.sep, "/")
    by_way = "/" in pattern.rstrip("/")
    name = way(path, root, paths) if by_way else paths.basename(path)
    return _expression(pattern.strip("/")).fullmatch(name) is not None


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    """`*` and `?` stay inside one part of a path, `**` spans parts, `[…]` is a set."""
    tokens = re.findall(r"(?:\*\*/)+|\*\*+|\*|\?|\[!?[^\]]+\]|[^*?\[]+|\[", pattern)
    parts = [""]  # the second one, where there is one, begins at the last `*`
    for token in tokens:
        if token[0] == "*" and len(parts) > 1:
            behind = parts.pop()
            # before another `*` the first fit is the best one: to try the others would take forever with many of them
            parts[0] += f"(?>[^/]*?{behind})" if token == "*" else f"[^/]*{behind}"
        if token == "*":
            parts.append("")
        else:
            parts[-1] += _part(token)
    return re.compile("[^/]*".join(parts), re.DOTALL)


def _part(token: str) -> str:
    if token == "?":
        return "[^/]"
    if token[0] == "*":
        return r"(?:.*/)?" if token[-1] == "/" else ".*"
    if len(token) > 2 and token[0] == "[" and token[-1] == "]":
        inside = token[1:-1].replace("\\", "\\\\")
        return f"[^{inside[1:]}]" if inside[0] == "!" else f"[{inside}]"
    return re.escape(token)


def _gitignores_above(folder: str) -> tuple[Ignored, ...]:
    """The `.gitignore` files between the top of the git work tree and `folder`, the top one first.

    None where they ignore the folder itself: who names it wants what it holds.
    """
    found: list[Ignored] = []
    above = folder
    while not os.path.exists(os.path.join(above, ".git")):
        parent = os.path.dirname(above)
        if parent == above:
            return ()
        above = parent
        found[:0] = _gitignore(above)
    return () if _is_ignored(os.path.join(folder, ""), found) else tuple(found)


def _gitignore(folder: str) -> tuple[Ignored, ...]:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="surrogateescape") as file:
            lines = file.read().splitlines()
    except OSError:
        return ()
    import pathspec

    return ((os.path.join(folder, ""), pathspec.GitIgnoreSpec.from_lines(lines)),)


def _is_ignored(path: str, ignored: Sequence[Ignored]) -> bool:
    for folder, patterns in reversed(ignored):
        verdict = patterns.check_file(path[len(folder) :]).include
        if verdict is not None:
            return bool(verdict)
    return False
