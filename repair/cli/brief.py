"""What `repair apply` has to know of an article that was mended: little, so that it can come from far."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from repair.project.files import File
from repair.project.work import Repaired, Told
from repair.rulebook.rule import SEVERITIES, Finding
from repair.text.named import NamedTuple


class Brief(NamedTuple):
    """What was done to an article: fixes by rule, words changed, findings left and how many of these have a fix.

    `worst` is the number of the greatest severity of what is left, -1 when nothing is. `waiting` is a line for `--rejects`. Of an
    article in a record there are the changes of its file, which is in `codec`, as lines of a spool; of another one the `whole`, to be
    written.
    """

    rules: Mapping[str, int]
    words: int
    left: int
    offered: int
    worst: int
    braked: str = ""
    waiting: str = ""
    changed: bool = False
    codec: str = ""
    lines: bytes = b""
    whole: Repaired | None = None


class Briefly:
    """Makes briefs: with what `--rejects` wants when findings are `told`, with the whole of unchanged files when these are `copied`.

    Changes are not in them when they have `flown` on already.
    """

    def __init__(self, told: bool = False, copied: bool = False, flown: bool = False) -> None:
        self._told = told
        self._copied = copied
        self._flown = flown

    def __call__(self, file: File, outcome: list[Finding] | Repaired | Told) -> Brief:
        assert isinstance(outcome, Repaired)
        left = outcome.settled.left
        brief = Brief(
            Counter(chosen.finding.rule.id for done in outcome.settled.passes for chosen in done.took),
            outcome.words,
            len(left),
            sum(bool(finding.fixes) for finding in left),
            max((SEVERITIES.index(finding.severity) for finding in left), default=-1),
            outcome.braked,
            _waiting(file, outcome) if self._told and left and not outcome.braked else "",
            outcome.changed,
        )
        if file.part is None:
            return brief._replace(whole=outcome) if outcome.changed or self._copied else brief
        if self._flown or not outcome.changed or file.target.locator is None:
            return brief
        from repair.journal.records import splices
        from repair.journal.spool import lines

        codec = file.part.record.codec
        return brief._replace(codec=codec, lines=lines(splices(outcome, file.part), file.target.locator, codec))


def _waiting(file: File, outcome: Repaired) -> str:
    from hashlib import sha256

    from repair.report.records import article_record

    digest = sha256(outcome.after).hexdigest()
    record = article_record(file.target.path, digest, outcome.settled.after, outcome.settled.left, file.target.locator)
    return json.dumps({"type": "waiting", **record}, ensure_ascii=False)
