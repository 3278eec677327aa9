"""What a change brought in: the findings that touch changed words, and those that the change caused elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from repair.rulebook.rule import Finding
from repair.text.lines import Lines
from repair.text.span import Span
from repair.text.words import changes, earlier

Grain = Literal["word", "line"]


class ChangeError(Exception):
    """The change cannot be known; the message says what to do."""


class Before(NamedTuple):
    """The earlier content of the files that changed, by their present path from the working folder; None for a new file."""

    texts: dict[str, bytes | None]

    def touched(self, path: str) -> bool:
        return path in self.texts


def since(revision: str) -> Before:
    """What the working tree holds that the merge base of `revision` and HEAD does not: edits, renames, untracked files.

    Raises `ChangeError` outside a repository, for an unknown revision, and in a clone too shallow to know the base.
    """
    root = _git("rev-parse", "--show-toplevel", why="--changed-since needs a git repository").decode().strip()
    base = _base(revision)
    raw = _git("-C", root, "diff", "--raw", "-z", "-M", "--no-abbrev", "--ignore-submodules=all", base, "--")
    texts: dict[str, bytes | None] = {}
    fields = raw.decode("utf-8", "surrogateescape").split("\0")
    at = 0
    while at < len(fields) - 1:
        meta = fields[at].split(" ")
        status, old_blob = meta[4], meta[2]
        old = fields[at + 1]
        new = fields[at + 2] if status[0] in "RC" else old
        at += 3 if status[0] in "RC" else 2
        if status[0] == "D" or meta[1].startswith("16"):
            continue
        texts[_here(root, new)] = None if status[0] == "A" else _git("-C", root, "cat-file", "blob", old_blob)
    untracked = _git("-C", root, "ls-files", "--others", "--exclude-standard", "-z")
    for name in untracked.decode("utf-8", "surrogateescape").split("\0"):
        if name:
            texts[_here(root, name)] = None
    return Before(texts)


def _base(revision: str) -> str:
    if revision.startswith("-"):
        raise ChangeError(f"{revision!r} is no revision")
    found = _run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if found.returncode:
        hint = "; this clone is shallow: fetch with more depth (git fetch --unshallow, or fetch-depth: 0)" if _shallow() else ""
        raise ChangeError(f"{revision!r} is not a known revision{hint}")
    merge = _run("merge-base", revision, "HEAD")
    if merge.returncode:
        hint = "git fetch --unshallow, or fetch-depth: 0" if _shallow() else "the two share no history"
        raise ChangeError(f"no merge base of {revision!r} and HEAD is known here: {hint}")
    return merge.stdout.decode().strip()


def _shallow() -> bool:
    return _run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _here(root: str, name: str) -> str:
    return os.path.relpath(os.path.join(root, name)).replace(os.sep, "/")


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError as error:
        raise ChangeError(f"git cannot be run: {error.strerror}") from None


def _git(*arguments: str, why: str = "git failed") -> bytes:
    done = _run(*arguments)
    if done.returncode:
        raise ChangeError(f"{why}: {done.stderr.decode('utf-8', 'replace').strip().splitlines()[-1] if done.stderr else ''}")
    return done.stdout


_FILE = re.compile(rb"^\+\+\+ (?:b/)?(.*?)\t?\r?\n?$")
_HUNK = re.compile(rb"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def from_diff(diff: bytes, read: Callable[[str], bytes]) -> Before:
    """What a unified diff changed, given the files as they are after it; `read` gives a file's bytes.

    Raises `ChangeError` when the diff does not fit the files.
    """
    texts: dict[str, bytes | None] = {}
    path, new_file = "", False
    hunks: list[tuple[int, list[bytes]]] = []
    lines = diff.split(b"\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith(b"--- ") and at + 1 < len(lines) and lines[at + 1].startswith(b"+++ "):
            if path:
                texts[path] = None if new_file else _undone(path, read(path), hunks)
            new_file = line[4:].strip() == b"/dev/null"
            named = _FILE.match(lines[at + 1])
            path = _unquoted(named[1]) if named else ""
            if path == "/dev/null":
                path = ""
            hunks = []
            at += 2
            continue
        head = _HUNK.match(line)
        if head:
            old_count, new_count = (int(head[n]) if head[n] is not None else 1 for n in (2, 4))
            body: list[bytes] = []
            at += 1
            while at < len(lines) and (old_count > 0 or new_count > 0 or lines[at].startswith(b"\\")):
                body.append(lines[at])
                old_count -= lines[at][:1] in (b" ", b"-", b"")
                new_count -= lines[at][:1] in (b" ", b"+", b"")
                at += 1
            hunks.append((int(head[3]), body))
            continue
        at += 1
    if path:
        texts[path] = None if new_file else _undone(path, read(path), hunks)
    return Before(texts)


def _unquoted(name: bytes) -> str:
    """A path of a diff header; git quotes those with odd characters as C does."""
    if name.startswith(b'"') and name.endswith(b'"'):
        plain = name[1:-1].decode("latin-1").encode("latin-1").decode("unicode_escape").encode("latin-1")
        name = plain.removeprefix(b"b/")
    return os.path.normpath(name.decode("utf-8", "surrogateescape")).replace(os.sep, "/")


def _undone(path: str, data: bytes, hunks: Sequence[tuple[int, list[bytes]]]) -> bytes:
    lines = data.split(b"\n")
    lines = [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    for start, body in reversed(hunks):
        old, new = _sides(body)
        first = start - 1 if new else start
        if lines[first : first + len(new)] != new:
            raise ChangeError(f"the diff does not fit {path} at line {start}: it must lead to the files as they are now")
        lines[first : first + len(new)] = old
    return b"".join(lines)


def _sides(body: Iterable[bytes]) -> tuple[list[bytes], list[bytes]]:
    """The lines before and after of one hunk, with their ends."""
    old: list[bytes] = []
    new: list[bytes] = []
    last: tuple[list[bytes], ...] = ()
    for row in body:
        mark, line = row[:1], row[1:] + b"\n"
        if mark == b"\\":  # "No newline at end of file" speaks of the row above
            for side in last:
                side[-1] = side[-1][:-1]
            continue
        last = {b"-": (old,), b"+": (new,)}.get(mark, (old, new))
        for side in last:
            side.append(line)
    return old, new


class Judged(NamedTuple):
    """A finding that counts, and why when it does not touch the change itself."""

    finding: Finding
    elsewhere: bool


def brought_in(
    text: str, findings: Sequence[Finding], before: str | None, found_before: Callable[[str], Sequence[Finding]], grain: Grain
) -> list[Judged]:
    """The findings that a change brought in.

    One that touches changed words (or lines) counts, unless its whole line was only moved. Another counts when the
    earlier text did not have it at its place: then the change caused it from elsewhere, as a paragraph typed again
    makes the old one a repetition. A new file counts whole.
    """
    if before is None:
        return [Judged(finding, False) for finding in findings]
    if before == text or not findings:
        return []
    made = changes(before, text)
    lines, old_lines = Lines(text), frozenset(before.splitlines())
    changed = [_lines(lines, change.new) if grain == "line" else change.new for change in made]
    old = found_before(before)
    known = Counter(finding.key for finding in old)
    judged = []
    for finding in findings:
        moved = known[finding.key] > 0 and lines.text(lines.place(finding.span.start)[0]) in old_lines
        known[finding.key] -= moved
        if moved:
            continue
        touches = any(_meets(finding.span, span) for span in changed)
        if touches:
            judged.append(Judged(finding, False))
        elif not _was_there(finding, earlier(finding.span, made), old):
            judged.append(Judged(finding, True))
    return judged


def _was_there(finding: Finding, spot: Span | None, old: Iterable[Finding]) -> bool:
    return spot is not None and any(one.rule.id == finding.rule.id and one.span.touches(spot) for one in old)


def _meets(finding: Span, changed: Span) -> bool:
    if changed.start == changed.end:
        return finding.start <= changed.start <= finding.end
    return finding.overlaps(changed) or (finding.start == finding.end and finding.touches(changed))


def _lines(lines: Lines, span: Span) -> Span:
    first, last = lines.place(span.start), lines.place(max(span.start, span.end - 1))
    start = span.start - first[1] + 1
    return Span(start, max(span.end, max(span.start, span.end - 1) - last[1] + 1 + len(lines.text(last[0]))))
