"""A function for engines that hand over data frames, such as Spark: `frame.mapInPandas(repaired, frame.schema)`.

Ray Data takes its like for one frame: `dataset.map_batches(repaired_frame, batch_format="pandas")`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import repair

COLUMN = "text"


def repaired_frame(frame: Any) -> Any:
    """The frame with its column of articles repaired; each process loads the rules once."""
    return frame.assign(**{COLUMN: frame[COLUMN].map(lambda text: repair.repair(text) if isinstance(text, str) else text)})


def repaired(frames: Iterable[Any]) -> Iterator[Any]:
    """Frame after frame, so that a partition need not fit into memory."""
    for frame in frames:
        yield repaired_frame(frame)
