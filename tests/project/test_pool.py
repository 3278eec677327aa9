"""Work spread over processes: the order holds, and what hangs or dies costs itself alone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest

from repair.project.limit import TimedOut, limited
from repair.project.pool import Lost, Pool


def work(task: tuple[str, float]) -> str:
    what, number = task
    if what == "sleep":
        time.sleep(number)
    elif what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "leave":
        os._exit(int(number))
    elif what == "nice":
        number = os.nice(0)
    return f"{what} {number:g}"


def outcomes(tasks: list[tuple[str, float] | None], jobs: int = 3, limit: float = 0) -> list[tuple[int, str | Lost | None]]:
    pool: Pool[tuple[str, float], int, str] = Pool(work, jobs, limit)
    return list(pool.run((task, label) for label, task in enumerate(tasks)))


def test_outcomes_come_in_the_order_of_the_tasks() -> None:
    tasks: list[tuple[str, float] | None] = [("sleep", 0.2), ("add", 1), None, ("sleep", 0.05), *[("add", number) for number in range(200)]]
    told = outcomes(tasks)
    assert [label for label, _ in told] == list(range(len(tasks)))
    assert [result for _, result in told][:4] == ["sleep 0.2", "add 1", None, "sleep 0.05"]
    assert told[-1][1] == "add 199"
    assert outcomes([]) == []


@pytest.mark.needs("posix")
def test_a_process_that_dies_loses_its_task_alone() -> None:
    told = outcomes([("add", 1), ("die", 0), ("add", 2), ("leave", 3), ("add", 3)] * 3, jobs=2)
    assert [result for _, result in told] == ["add 1", Lost("crash", -9), "add 2", Lost("crash", 3), "add 3"] * 3


def test_a_process_that_hangs_loses_its_task_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repair.project.pool._GRACE", 0.0)
    told = outcomes([("add", 1), ("sleep", 600), ("add", 2)], jobs=2, limit=3)
    assert [result for _, result in told] == ["add 1", Lost("timeout"), "add 2"]


def test_giving_up_early_stops_all() -> None:
    pool: Pool[tuple[str, float], int, str] = Pool(work, 2, 0)
    run = pool.run((("sleep", 0.01 if number == 0 else 600), number) for number in range(3))
    assert next(run) == (0, "sleep 0.01")
    run.close()
    assert not pool._busy
    assert not pool._idle


def turning(seconds: float) -> Callable[[], None]:
    def turn() -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pass

    return turn


@pytest.mark.needs("posix")
def test_time_is_up() -> None:
    with pytest.raises(TimedOut), limited(0.05):
        turning(60)()
    with limited(60):
        turning(0.01)()
    with limited(0):
        turning(0.01)()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.needs("posix")
def test_processes_aside_leave_the_processor_to_others() -> None:
    told = []
    for aside in (False, True):
        pool: Pool[tuple[str, float], int, str] = Pool(work, 1, 0, aside=aside)
        told += [result for _, result in pool.run([(("nice", 0), 0)])]
        pool.close()
    here = os.nice(0)
    assert told == [f"nice {here}", f"nice {min(19, here + 10)}"]
