"""Items gathered before they are asked for: the same ones, in order, and nothing left running."""

from __future__ import annotations

import sys
import threading
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
