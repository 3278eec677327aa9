"""Work spread over processes, its outcomes in the order of the work; a process that hangs or dies costs one piece of work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar, cast

from repair.text.named import NamedTuple

Task = TypeVar("Task")
Label = TypeVar("Label")
Result = TypeVar("Result")

_AHEAD = 24  # pieces of work begun, for each process, before the first of them is handed on
_NICE = 10
_GRACE = 2.0  # a process that can stop itself gets this much longer to do so


class Lost(NamedTuple):
    """What became of a piece of work that gave no outcome: `timeout`, or `crash` with the exit code of the process."""

    why: str
    code: int | None = None


class Pool(Generic[Task, Label, Result]):
    """Up to `jobs` processes that each do `work` on one task after the other; started when there is work for them.

    Work that is an iterator gives several results. One that takes longer than `limit` seconds (0: no limit) loses its process, and
    the next task gets another. Processes are `fresh` where those of our own kind may not be had: below a daemon, or beside threads;
    work for these has a method `prepare`. Those that work `aside` leave the processor to whoever wants it.
    """

    def __init__(
        self, work: Callable[[Task], Result | Iterator[Result]], jobs: int, limit: float, *, fresh: bool = False, aside: bool = False
    ) -> None:
        forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
        self._context: Any = _Fresh if fresh else multiprocessing.get_context("fork" if forks else "spawn")
        self._work = work
        self._aside = aside
        self._jobs = jobs
        self._limit = limit + _GRACE if limit else 0.0
        self._idle: list[_Process] = []
        self._busy: dict[Connection, _Process] = {}

    def run(self, items: Iterable[tuple[Task | None, Label]]) -> Iterator[tuple[Label, Result | Lost | None]]:
        """The labels of the items in order, each with every result of its task, then `Lost` when the rest was.

        None stands for no task, and for its result. The processes wait for another run, until `close`.
        """
        waiting: dict[int, deque[tuple[Label, Result | Lost | None]]] = {}
        ended: set[int] = set()
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
                    if task is None and told == begun:
                        yield label, None
                        continue
                    waiting[begun] = deque()
                    if task is None:
                        waiting[begun].append((label, None))
                        ended.add(begun)
                    else:
                        self._begin(begun, task, label)
                    begun += 1
                if told == begun:
                    continue
                if waiting[told]:
                    yield waiting[told].popleft()
                elif told in ended:
                    ended.remove(told)
                    del waiting[told]
                    told += 1
                else:
                    for number, label, results, last in self._news():
                        waiting[number].extend((label, result) for result in results)
                        if last:
                            ended.add(number)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stop all processes."""
        for process in (*self._idle, *self._busy.values()):
            process.stop()
        self._idle, self._busy = [], {}

    def _begin(self, number: int, task: Task, label: Label) -> None:
        process = (
            self._idle.pop() if self._idle else _Process(self._context, self._work, [one.pipe for one in self._busy.values()], self._aside)
        )
        process.begin(number, task, label, self._limit)
        self._busy[process.pipe] = process

    def _news(self) -> Iterator[tuple[int, Label, list[Result | Lost], bool]]:
        """What has come, waiting for it when necessary: of which task, and whether that was the last of it."""
        deadline = min((process.deadline for process in self._busy.values()), default=float("inf"))
        pause = None if deadline == float("inf") else max(0.0, deadline - time.monotonic())
        for pipe in wait(list(self._busy), pause):
            process = self._busy[cast("Connection", pipe)]
            try:
                last, results = process.pipe.recv()
            except (EOFError, OSError):
                del self._busy[process.pipe]
                yield process.number, process.label, [Lost("crash", process.stop())], True
                continue
            if last:
                self._idle.append(self._busy.pop(process.pipe))
            else:
                process.expect(self._limit)
            yield process.number, process.label, results, last
        now = time.monotonic()
        for process in [process for process in self._busy.values() if process.deadline <= now]:
            del self._busy[process.pipe]
            process.stop()
            yield process.number, process.label, [Lost("timeout")], True


class _Process:
    """One process and the pipe to it; at most one task is on its way, so that neither end waits for the other in vain."""

    def __init__(self, context: Any, work: Callable[[Any], Any], others: list[Connection], aside: bool) -> None:
        self.pipe, theirs = context.Pipe()
        inherited = [self.pipe, *others] if context.get_start_method() == "fork" else []
        self._process = context.Process(target=_serve, args=(theirs, work, inherited, aside), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = context is not _Fresh
        if not self._ready:
            self.pipe.send(work)
        self.number, self.deadline = 0, float("inf")
        self.label: Any = None

    def begin(self, number: int, task: Any, label: Any, limit: float) -> None:
        self.number, self.label = number, label
        self.expect(limit)
        with suppress(OSError):  # it died meanwhile; reading from it will say so
            self.pipe.send(task)

    def expect(self, limit: float) -> None:
        """The next result is to come within so many seconds; a fresh process first takes the time it needs to be ready."""
        self.deadline = time.monotonic() + limit if limit and self._ready else float("inf")
        self._ready = True

    def stop(self) -> int | None:
        """End the process; gives its exit code when it had ended by itself."""
        self.pipe.close()
        self._process.join(0.2)
        code: int | None = self._process.exitcode
        if code is None:
            self._process.kill()
            self._process.join()
        return code


def _serve(pipe: Connection, work: Callable[[Any], Any], inherited: list[Connection], aside: bool = False) -> None:
    for other in inherited:  # else nobody notices when the other end goes
        other.close()
    if aside and hasattr(os, "nice"):
        os.nice(_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us ends us
    try:
        while True:
            outcome = work(pipe.recv())
            if isinstance(outcome, Iterator):
                for one in outcome:
                    pipe.send((False, [one]))
                pipe.send((True, []))
            else:
                pipe.send((True, [outcome]))
    except (EOFError, OSError):
        return


class _Fresh:
    """A process like those of `multiprocessing`, but of an interpreter of its own: it is given its work through the pipe. POSIX."""

    Pipe = staticmethod(multiprocessing.Pipe)

    def __init__(self, target: object, args: tuple[Connection, object, object, bool], daemon: bool) -> None:
        self._pipe, *_, self._aside = args
        self._process: subprocess.Popen[bytes]

    @staticmethod
    def get_start_method() -> str:
        return "fresh"

    @classmethod
    def Process(cls, **how: Any) -> _Fresh:
        return cls(**how)

    def start(self) -> None:
        code = "import sys; from repair.project.pool import serve; serve(int(sys.argv[1]), bool(int(sys.argv[2])))"
        handle = self._pipe.fileno()
        command = [sys.executable, "-c", code, str(handle), str(int(self._aside))]
        self._process = subprocess.Popen(command, pass_fds=[handle], stdin=subprocess.DEVNULL)

    def join(self, seconds: float | None = None) -> None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def kill(self) -> None:
        self._process.kill()

    @property
    def exitcode(self) -> int | None:
        return self._process.poll()


def serve(handle: int, aside: bool) -> None:
    """What a fresh process does: the work that comes first through the pipe, prepared, on each task that comes after it."""
    if aside:
        os.nice(_NICE)
    pipe: Connection = Connection(handle)
    work = pipe.recv()
    work.prepare()
    pipe.send((False, []))
    _serve(pipe, work, [])
