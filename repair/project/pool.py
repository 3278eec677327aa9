"""Work spread over processes, its outcomes in the order of the work; a process that hangs or dies costs one piece of work."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar, cast

from repair.text.named import NamedTuple

Task = TypeVar("Task")
Label = TypeVar("Label")
Result = TypeVar("Result")

_AHEAD = 24  # pieces of work begun, for each process, before the first of them is handed on
_GRACE = 2.0  # a process that can stop itself gets this much longer to do so


class Lost(NamedTuple):
    """What became of a piece of work that gave no outcome: `timeout`, or `crash` with the exit code of the process."""

    why: str
    code: int | None = None


class Pool(Generic[Task, Label, Result]):
    """Up to `jobs` processes that each do `work` on one task after the other; started when there is work for them.

    A task that takes longer than `limit` seconds (0: no limit) loses its process, and the next one gets another.
    """

    def __init__(self, work: Callable[[Task], Result], jobs: int, limit: float) -> None:
        forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
        self._context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        self._work = work
        self._jobs = jobs
        self._limit = limit + _GRACE if limit else 0.0
        self._idle: list[_Process] = []
        self._busy: dict[Connection, _Process] = {}

    def run(self, items: Iterable[tuple[Task | None, Label]]) -> Iterator[tuple[Label, Result | Lost | None]]:
        """The labels of the items in order, each with the outcome of its task; None stands for no task, and for its outcome."""
        waiting: dict[int, tuple[Label, Result | Lost | None]] = {}
        source = iter(items)
        begun = told = 0
        more = True
        try:
            while more or told < begun:
                while more and len(self._busy) < self._jobs and begun - told < self._jobs * _AHEAD:
                    item = next(source, None)
                    if item is None:
                        more = False
                        break
                    task, label = item
                    if task is None:
                        waiting[begun] = (label, None)
                    else:
                        self._begin(begun, task, label)
                    begun += 1
                while told in waiting:
                    yield waiting.pop(told)
                    told += 1
                if told < begun:
                    for number, label, result in self._finished():
                        waiting[number] = (label, result)
        finally:
            self.close()

    def close(self) -> None:
        """Stop all processes."""
        for process in (*self._idle, *self._busy.values()):
            process.stop()
        self._idle, self._busy = [], {}

    def _begin(self, number: int, task: Task, label: Label) -> None:
        process = self._idle.pop() if self._idle else _Process(self._context, self._work, [one.pipe for one in self._busy.values()])
        process.begin(number, task, label, self._limit)
        self._busy[process.pipe] = process

    def _finished(self) -> Iterator[tuple[int, Label, Result | Lost]]:
        """What has come to an end, at least one thing, waiting for it when necessary."""
        deadline = min((process.deadline for process in self._busy.values()), default=float("inf"))
        pause = None if deadline == float("inf") else max(0.0, deadline - time.monotonic())
        for pipe in wait(list(self._busy), pause):
            process = self._busy.pop(cast("Connection", pipe))
            try:
                result = process.pipe.recv()
            except (EOFError, OSError):
                yield process.number, process.label, Lost("crash", process.stop())
                continue
            self._idle.append(process)
            yield process.number, process.label, result
        now = time.monotonic()
        for process in [process for process in self._busy.values() if process.deadline <= now]:
            del self._busy[process.pipe]
            process.stop()
            yield process.number, process.label, Lost("timeout")


class _Process:
    """One process and the pipe to it; at most one task is on its way, so that neither end waits for the other in vain."""

    def __init__(self, context: Any, work: Callable[[Any], Any], others: list[Connection]) -> None:
        self.pipe, theirs = context.Pipe()
        inherited = [self.pipe, *others] if context.get_start_method() == "fork" else []
        self._process = context.Process(target=_serve, args=(theirs, work, inherited), daemon=True)
        self._process.start()
        theirs.close()
        self.number, self.deadline = 0, float("inf")
        self.label: Any = None

    def begin(self, number: int, task: Any, label: Any, limit: float) -> None:
        self.number, self.label = number, label
        self.deadline = time.monotonic() + limit if limit else float("inf")
        with suppress(OSError):  # it died meanwhile; reading from it will say so
            self.pipe.send(task)

    def stop(self) -> int | None:
        """End the process; gives its exit code when it had ended by itself."""
        self.pipe.close()
        self._process.join(0.2)
        code: int | None = self._process.exitcode
        if code is None:
            self._process.kill()
            self._process.join()
        return code


def _serve(pipe: Connection, work: Callable[[Any], Any], inherited: list[Connection]) -> None:
    for other in inherited:  # else nobody notices when the other end goes
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us ends us
    try:
        while True:
            pipe.send(work(pipe.recv()))
    except (EOFError, OSError):
        return
