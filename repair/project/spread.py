"""Shards through an executor of `concurrent.futures`, whose workers may be on other machines that see the same files."""

from __future__ import annotations

import os
import pickle
import platform
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from hashlib import sha256
from threading import Lock
from typing import Any

from repair.problem import Problem
from repair.project.hand import Hand, Sent
from repair.project.pool import Pool
from repair.project.rules import hashes
from repair.project.shards import Shard
from repair.project.way import Label


class Spread:
    """Shards sent to the workers of an executor, at most `ahead()` at a time; what is made of them comes back in order."""

    def __init__(self, executor: Executor, ahead: Callable[[], int]) -> None:
        self._executor = executor
        self._ahead = ahead

    def __call__(self, hand: Hand, items: Iterator[tuple[Shard | None, Label]]) -> Iterator[tuple[Label, Sent | None]]:
        """The labels in order, each with every outcome of its shard. Raises `Problem` when the workers cannot do the work."""
        sent = pickle.dumps((_identity(hand), hand))
        waiting: deque[tuple[Label, Future[list[Sent]] | None]] = deque()
        more = True
        try:
            while more or waiting:
                while more and len(waiting) < self._ahead():
                    item = next(items, None)
                    more = item is not None
                    if item:
                        shard, label = item
                        waiting.append((label, self._executor.submit(worked, sent, shard) if shard else None))
                if waiting:
                    label, future = waiting.popleft()
                    yield from ((label, one) for one in _result(future)) if future else [(label, None)]
        finally:
            for _, future in waiting:
                if future:
                    future.cancel()


def worked(sent: bytes, shard: Shard) -> list[Sent]:
    """The outcomes of a shard, on the worker's side.

    The work is done by a process below the worker: it can be stopped when an article takes too long, and does not share its
    interpreter with other threads of the worker. It waits for the next shard of the run.
    """
    hand = _HANDS.hand(sent)
    if os.name != "posix":
        return list(hand.through(shard))
    pool = _HANDS.take(sent, hand)
    try:
        return list(hand.carried(shard, pool))
    finally:
        _HANDS.give(sent, pool)


class _Hands:
    """What a worker has at hand for a run: the hand, and processes that wait. Those of earlier runs are let go."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._run = b""
        self._hand: Hand | None = None
        self._idle: list[Pool[Any, Any, Any]] = []

    def hand(self, sent: bytes) -> Hand:
        run = sha256(sent).digest()
        with self._lock:
            if self._run != run or self._hand is None:
                identity, hand = pickle.loads(sent)
                if identity != _identity(hand):
                    raise Problem(
                        f"a worker on {platform.node()} has another version of repair or of the rules; install the same everywhere"
                    )
                self._run, self._hand = run, hand
                while self._idle:
                    self._idle.pop().close()
            return self._hand

    def take(self, sent: bytes, hand: Hand) -> Pool[Any, Any, Any]:
        with self._lock:
            if self._idle and self._run == sha256(sent).digest():
                return self._idle.pop()
        return Pool(hand, 1, hand.workshop.timeout, fresh=True)

    def give(self, sent: bytes, pool: Pool[Any, Any, Any]) -> None:
        with self._lock:
            if self._run == sha256(sent).digest():
                self._idle.append(pool)
                return
        pool.close()


_HANDS = _Hands()


def _identity(hand: Hand) -> tuple[str, str]:
    """What must be the same for all who work on a run."""
    from repair import __version__

    return __version__, hashes(hand.workshop.settings)[0]


def _result(future: Future[list[Sent]]) -> list[Sent]:
    try:
        return future.result()
    except Problem:
        raise
    except ModuleNotFoundError as error:
        raise Problem(f"the workers have no module {error.name}; install article-repair on all of them") from error
    except Exception as error:
        raise Problem(f"the workers cannot go on: {type(error).__name__}: {' '.join(str(error).split())[:300]}") from error
