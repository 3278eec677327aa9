"""How far a run has gone through a file of records, so that one that was stopped need not begin it again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from repair.journal.spool import Spool
from repair.text.named import NamedTuple


class Reached(NamedTuple):
    """All articles up to the record of this number are done: their changes stand in the first `size` bytes of `spool` (none: no change).

    `stamp` names the state of the file; `rules` and `counts` tell what was done.
    """

    path: str
    record: int
    stamp: tuple[int, int]
    spool: str
    size: int
    codec: str
    rules: Mapping[str, int]
    counts: Mapping[str, Any]

    def line(self) -> Mapping[str, Any]:
        """As a line of the journal."""
        return {"type": "reached", **self._asdict()}

    def holds(self, folder: str, stamp: tuple[int, int]) -> bool:
        """Whether the file is still the one, and the changes are there, in this folder."""
        if self.stamp != stamp:
            return False
        try:
            return not self.spool or os.stat(os.path.join(folder, self.spool)).st_size >= self.size
        except OSError:
            return False

    def opened(self, folder: str) -> Spool | None:
        """The changes, to add more. Raises `OSError`."""
        if not self.spool:
            return None
        spool = Spool(os.path.join(folder, self.spool), self.codec, self.size)
        spool.rules.update(self.rules)
        return spool


def reached(line: Mapping[str, Any]) -> Reached:
    """What a line of the journal tells. Raises `KeyError` and the like for what is none."""
    one = Reached(*(line[name] for name in Reached._fields))
    return one._replace(stamp=(one.stamp[0], one.stamp[1]))
