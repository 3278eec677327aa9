"""A step for pipelines of documents in datatrove's manner: `run` takes documents with a `text` and hands them on.

For datatrove itself derive it from `datatrove.pipeline.base.PipelineStep`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import repair


class Repair:
    """Makes the safe fixes, and notes in the document's metadata which rules still find something."""

    name = "Repair"

    def run(self, data: Iterable[Any], rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        for document in data:
            document.text = repair.repair(document.text)
            document.metadata["repair"] = sorted({finding.rule.id for finding in repair.check(document.text)})
            yield document
