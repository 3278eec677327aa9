"""No article takes longer than it may."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import signal
    from types import FrameType
else:
    try:
        import _signal as signal  # `signal` makes enumerations of all its names, which costs a start more than the rest of this
    except ImportError:
        import signal


class TimedOut(BaseException):
    """The time is up. No `Exception`: what is caught as a mistake of a rule must not swallow it."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises `TimedOut` when the body takes longer (0: no limit).

    Works in the main thread of a system that has alarms; elsewhere only a process apart can be stopped (`pool`).
    """
    if not seconds or not can_limit():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TimedOut

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def can_limit() -> bool:
    """True where `limited` works."""
    if not hasattr(signal, "setitimer"):
        return False
    threading = sys.modules.get("threading")
    return threading is None or threading.current_thread() is threading.main_thread()
