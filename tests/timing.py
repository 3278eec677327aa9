"""Whether time grows with the length of a text, not with its square.

Processor time is measured, and proportions are judged, so that neither a slow nor a busy machine matters.
"""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4
"""How much longer the second text is."""
MOST = 9
"""Times as long for four times the text: in proportion it would be 4, by the square 16."""
CLEARLY = 6
"""Not so many times as long need not be measured again."""
AGAIN = 4
"""How often the rest is: of each the best counts, as a neighbour in the same core or cache can only lengthen it."""
ENOUGH = 0.025
"""Seconds: below that, nothing is measured but the machine."""


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def complaint(name: str, small: Callable[[], object], large: Callable[[], object]) -> list[str]:
    """What to say of work that takes too long for a text four times as long; nothing when it does not."""
    after = seconds(large)
    if after < ENOUGH:
        return []
    before = seconds(small)
    if after <= CLEARLY * before:
        return []
    for _ in range(AGAIN):
        before, after = min(before, seconds(small)), min(after, seconds(large))
    return [f"{name}: {before:.3f} s, {after:.3f} s for {TIMES} times the text"] if ENOUGH < after > MOST * before else []
