"""Items gathered before they are asked for: the same ones, in order, and nothing left running."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Generator

import pytest

from repair.review.ahead import Ahead


def test_all_come_in_order_and_the_end_stays() -> None:
    ahead = Ahead(number for number in range(1000))
    assert list(ahead) == list(range(1000))
    assert ahead.ready
    assert next(ahead, None) is None


def test_what_is_raised_is_raised_to_who_asks() -> None:
    def items() -> Generator[int, None, None]:
        yield 1
        raise LookupError("gone")

    ahead = Ahead(items())
    assert next(ahead) == 1
    with pytest.raises(LookupError):
        next(ahead)
    assert next(ahead, None) is None


def test_it_tells_whether_one_would_wait() -> None:
    go = threading.Event()

    def items() -> Generator[int, None, None]:
        go.wait(30)
        yield 1

    ahead = Ahead(items())
    assert not ahead.ready
    go.set()
    assert next(ahead) == 1
    ahead.close()


def test_closing_closes_the_generator_where_it_was_begun() -> None:
    closed: list[threading.Thread] = []
    before = sys.getswitchinterval()

    def items() -> Generator[int, None, None]:
        try:
            while True:
                yield 1
        finally:
            closed.append(threading.current_thread())

    ahead = Ahead(items())
    assert next(ahead) == 1
    ahead.close()
    assert closed
    assert closed[0] is not threading.current_thread()
    assert sys.getswitchinterval() == before
    assert next(ahead, None) is None


def test_held_it_gathers_no_more_until_somebody_waits() -> None:
    begun: list[int] = []
    steps = threading.Semaphore(0)

    def items() -> Generator[int, None, None]:
        for number in range(100):
            steps.acquire()
            begun.append(number)
            yield number

    ahead = Ahead(items())
    steps.release()
    assert next(ahead) == 0
    ahead.hold()
    steps.release(49)
    time.sleep(0.05)
    assert len(begun) <= 2, "at most the one that was begun already"
    assert [next(ahead) for _ in range(49)] == list(range(1, 50)), "who waits is given what comes"
    steps.release(50)
    ahead.close()


def test_more_is_gathered_only_as_some_is_taken() -> None:
    begun: list[int] = []

    def items() -> Generator[int, None, None]:
        for number in range(2000):
            begun.append(number)
            yield number

    ahead = Ahead(items())
    assert [next(ahead) for _ in range(1500)] == list(range(1500))
    assert len(begun) < 2000
    assert list(ahead) == list(range(1500, 2000))
