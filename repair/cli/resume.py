"""A run that writes: begun afresh, or gone on with after it was stopped."""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

from repair.cli.job import Job
from repair.cli.output import said
from repair.cli.rejects import Rejects
from repair.journal.atomic import digest_of
from repair.journal.reached import Reached
from repair.journal.run import Changed, Journal, Lock, Run, ids, journal_path, load, relative, stamp
from repair.project.config import ConfigError
from repair.project.scan import Target
from repair.report.visible import number

if TYPE_CHECKING:
    from repair.journal.mirror import Mirror

_KEPT = (
    "paths",
    "safety",
    "brake",
    "select",
    "ignore",
    "preview",
    "config",
    "encoding",
    "max_size",
    "language",
    "field",
    "host_field",
    "profile",
    "fail_on",
    "verdicts",
    "rejects",
    "out",
)
"""The options that a run which is gone on with takes from its beginning."""


@contextmanager
def begun(options: Namespace, root: str) -> Iterator[tuple[Job, Journal | None, Mirror | None, Rejects | None, Mapping[str, Reached]]]:
    """The job of this call, its journal (none in a dry run), the folder for copies, where it writes down what is left, and how far
    files had been gone through before, by place.

    No other run writes meanwhile.

    Raises `ConfigError` when there is nothing to go on with, or the rules or settings are others by now.
    """
    lock = None if options.dry_run else Lock(root)
    rejects = None
    try:
        earlier = _earlier(options, root) if options.resume else None
        job = Job(options)
        if earlier and earlier.header["tool"] != job.tool:
            raise ConfigError(f"the rules, the settings or the program have changed since run {earlier.id} began; run without --resume")
        mirror = _mirror(options, job)
        done: dict[str, int] = {}
        reached: dict[str, Reached] = {}
        header = {"tool": job.tool, "safety": options.safety, "folder": relative(root, os.getcwd()), "call": _call(options)}
        if earlier:
            known = {one.path: one for one in earlier.changed}
            left = [target for target in job.targets if not _is_done(earlier, known, root, target, mirror)]
            reached = dict(_reached(earlier, root, left))
            job.behind = {place: one.record for place, one in reached.items()}
            begun = "".join(
                f", {target.path} from record {job.behind[target.place] + 1} on" for target in left if target.place in job.behind
            )
            said(f"run {earlier.id}: {number(len(job.targets) - len(left), 'file')} done before, {len(left)} to go{begun}")
            done = {target.path: sys.maxsize for target in job.targets}
            done |= {target.path: job.behind.get(target.place, 0) for target in left}
            job.targets = left
        if options.rejects:
            if os.path.realpath(options.rejects) in {target.place for target in job.targets}:
                raise ConfigError(f"--rejects {options.rejects}: is one of the articles")
            rejects = Rejects(options.rejects, (lambda path, record: record <= done.get(path, 0)) if earlier else None)
        yield job, None if lock is None else Journal(root, header, earlier), mirror, rejects, reached
    finally:
        if rejects:
            rejects.close()
        if lock:
            lock.release()


@contextmanager
def stopped_by_signal() -> Iterator[list[int]]:
    """A list that holds the signal as soon as the run is asked to stop; what is at hand can then be finished."""
    stopped: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    try:
        before = signal.signal(signal.SIGTERM, note)
    except ValueError:  # not the main thread
        yield stopped
        return
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGTERM, before)


def _earlier(options: Namespace, root: str) -> Run:
    """The last run when it did not come to its end; its paths and options become those of the call."""
    known = ids(root)
    found = load(root, known[-1]) if known else None
    if found is None or found.ended or "call" not in found.header:
        raise ConfigError(f"the last run in {root} came to its end; there is nothing to go on with")
    folder = relative(root, os.getcwd())
    if found.header["folder"] != folder:
        raise ConfigError(f"run {found.id} was begun in the folder {found.header['folder']} of {root}; go on with it there")
    if options.paths:
        raise ConfigError("--resume takes its paths from the run that it goes on with; give none")
    for name, value in found.header["call"].items():
        setattr(options, name, value)
    return found


def _reached(run: Run, root: str, targets: Iterable[Target]) -> Iterator[tuple[str, Reached]]:
    """How far the run had come in these files, where that still holds."""
    folder = journal_path(root, run.id).removesuffix(".jsonl")
    for target in targets:
        one = run.reached.get(relative(root, target.place))
        with suppress(OSError):
            if one and one.holds(folder, stamp(target.place)):
                yield target.place, one


def _call(options: Namespace) -> dict[str, object]:
    return {name: getattr(options, name, None) for name in _KEPT}


def _mirror(options: Namespace, job: Job) -> Mirror | None:
    if options.out is None:
        return None
    if not options.out:
        raise ConfigError("--out: the name of the folder is empty")
    from repair.journal.mirror import Mirror

    return Mirror(options.out, job.paths, job.targets)


def _is_done(run: Run, known: Mapping[str, Changed], root: str, target: Target, mirror: Mirror | None) -> bool:
    path = relative(root, target.place)
    place = mirror.place(target) if mirror else target.place
    try:
        there = known.get(relative(root, place))
        if there:
            return digest_of(place) == there.after if mirror else digest_of(place) != there.before
        return run.done.get(path) == stamp(target.place) and (not mirror or mirror.is_there(target))
    except OSError:
        return False
