"""`repair apply -`: standard input to standard output; what cannot be repaired comes out as it came in."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO, cast

from repair.cli.brief import Briefly
from repair.cli.job import Job
from repair.cli.output import opened
from repair.cli.rejects import Rejects
from repair.cli.tally import Tally
from repair.formats.records import is_records
from repair.formats.splice import Splice, spliced
from repair.project.config import ConfigError
from repair.project.files import File, Passed
from repair.project.mending import Mending
from repair.project.work import Repaired


def streamed(options: Namespace, workshop: Callable[[Job, Namespace], Mending]) -> int:
    """Read, repair, write; gives the exit code."""
    for name, why in (
        ("out", "what comes from standard input goes to standard output"),
        ("resume", "what comes from standard input is gone"),
    ):
        if getattr(options, name) not in (None, False):
            raise ConfigError(f"--{name} is for files: {why}")
    if len(options.paths) > 1:
        raise ConfigError("- cannot stand beside other paths: standard output is for it alone")
    job = Job(options)
    stream = _Stream(job, workshop(job, options), options)
    with job, opened(None) as out:
        try:
            if is_records(job.targets[0].kind):
                stream.records(out)
            else:
                stream.article(out)
        finally:
            stream.close()
    return job.code()


class _Stream:
    """What flows through, counted."""

    def __init__(self, job: Job, shop: Mending, options: Namespace) -> None:
        self._job = job
        self._shop = shop
        self._dry: bool = options.dry_run
        self._tally = Tally(options.dry_run, options.statistics)
        self._rejects = Rejects(options.rejects) if options.rejects else None
        self._briefly = Briefly(told=self._rejects is not None, flown=True)

    def article(self, out: IO[bytes]) -> None:
        """One article."""
        data = b""
        for file, outcome in self._job.repaired(self._shop):
            if isinstance(outcome, Repaired):
                data = outcome.after
                self._note(file, outcome)
                print(self._tally.told(""), file=sys.stderr)
        if not self._dry:
            out.write(data or b"".join(skip.data for skip in self._job.skipped))

    def records(self, out: IO[bytes]) -> None:
        """Records: each goes on as soon as it and those before it are done."""
        if sys.stdin is None:
            raise ConfigError("standard input is closed")
        from repair.formats.held import Held

        held = Held(sys.stdin.buffer)
        self._job.stdin = cast("BinaryIO", held)
        for piece in spliced(held.taken, self._splices()):
            if not self._dry:
                out.write(piece)
        print(self._tally.told(""), file=sys.stderr)

    def _splices(self) -> Iterator[Splice]:
        """The changes; one that changes nothing says how far all is done."""
        from repair.journal.records import splices

        end = 0
        for file, outcome in self._job.repaired(self._shop):
            far = outcome.start if isinstance(outcome, Passed) else file.part.record.start if file.part else 0
            if far > end:
                end = far
                yield Splice(far, b"", b"")
            if isinstance(outcome, Repaired) and file.part:
                self._note(file, outcome)
                for splice, _ in splices(outcome, file.part):
                    end = splice.start + len(splice.old)
                    yield splice

    def _note(self, file: File, outcome: Repaired) -> None:
        brief = self._briefly(file, outcome)
        self._job.weigh(file.target.settings, brief.worst)
        self._tally.add(brief)
        if self._rejects:
            self._rejects.waiting(brief.waiting)

    def close(self) -> None:
        """Write down what was skipped."""
        if self._rejects:
            for skip in self._job.skipped:
                self._rejects.skipped(skip)
            self._rejects.close()
