"""The way of many files through processes: from files to pieces of work, and from their outcomes back to those of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, BinaryIO

from repair.project.files import Drained, Ended, File, Seen, files
from repair.project.hand import Hand
from repair.project.here import here, kept, noted
from repair.project.pool import Lost, Pool
from repair.project.scan import Skipped, Target
from repair.project.shards import Shard, ranges, splits, told, wholes
from repair.project.work import Task

if TYPE_CHECKING:
    from repair.project.memory import Memory

_WARM = 4  # done here before the first process splits off, which then finds loaded what they needed

Done = tuple[File, Any]
Label = File | Shard | Done
"""An article or a shard that is worked on elsewhere, or what has come of a file already."""


class Way:
    """From files to pieces of work, and from their outcomes back to those of the files."""

    def __init__(self, hand: Hand, jobs: int, behind: Mapping[str, int], stdin: BinaryIO | None = None) -> None:
        self._stdin = stdin
        self._hand = hand
        self._shop = hand.workshop
        self._numbers = {id(settings): number for number, settings in enumerate(self._shop.settings)}
        self._jobs = jobs
        self._behind = behind
        self._seen = Seen()
        self._broken = ""

    def items(self, targets: Iterable[Target], memory: Memory | None, split: bool) -> Iterator[tuple[Task | Shard | None, Label]]:
        """The work of other processes: one article after the other, or, when they are `split`, shards of files of which that can be."""
        warm = 0
        for in_shards, group in groupby(targets, lambda target: split and splits(target)):
            if in_shards:
                for shard, label in self._ranges(group):
                    skip = 0
                    if shard and warm < _WARM:
                        for done in here(islice(told(shard, self._shop.settings), _WARM - warm), self._shop, memory):
                            skip += 1
                            yield None, done
                        warm += skip
                        shard = label = shard._replace(skip=skip)
                    yield shard, label
                continue
            articles = files(group, self._behind, self._stdin)
            for file in memory.recalled(articles) if memory else articles:
                if file.outcome is not None or warm < _WARM:
                    warm += file.outcome is None
                    yield None, next(here([file], self._shop, memory))
                else:
                    yield self._shop.task(file.target, file.data), file

    def shards(self, targets: Iterable[Target]) -> Iterator[tuple[Shard | None, Label]]:
        """The work as shards alone."""
        for in_shards, group in groupby(targets, splits):
            if in_shards:
                yield from self._ranges(group)
            else:
                for shard in wholes(group, self._numbers, self._behind):
                    yield shard, shard

    def joined(self, run: Iterable[tuple[Label, Any]], memory: Memory | None = None) -> Iterator[Done]:
        """What has come of the work."""
        hand = self._hand
        current: Label | None = None
        done = 0
        for label, result in run:
            if label is not current:
                current, done = label, 0
            if isinstance(label, Shard) and isinstance(result, Lost):
                pool: Pool[Task | Shard, Any, Any] = Pool(hand, 1, self._shop.timeout)
                with closing(pool):
                    for sent in hand.carried(label, pool, done, result):
                        yield from self._one(*hand.got(label, sent), label)
            elif isinstance(label, Shard):
                done += 1
                yield from self._one(*hand.got(label, result), label)
            elif not isinstance(label, File):
                file, outcome = label
                yield from self._one(file, kept(hand.keep, file, outcome, memory))
            elif isinstance(result, Lost):
                yield label, hand.lost(label, result)
            else:
                outcome = noted(label, self._shop.outcome(label.target, label.data, result), memory)
                yield label, kept(hand.keep, label, outcome, memory)

    def _ranges(self, targets: Iterable[Target]) -> Iterator[tuple[Shard | None, Label]]:
        for target in targets:
            number, behind = self._numbers[id(target.settings)], self._behind.get(target.place, 0)
            for one in ranges(target, number, behind, self._jobs):
                yield (one, one) if isinstance(one, Shard) else (None, (File(target, b""), one))

    def _one(self, file: File, outcome: Any, shard: Shard | None = None) -> Iterator[Done]:
        """An outcome, unless it is of a file that one could not read; before the end of a file what its shards show together."""
        target = file.target
        if isinstance(outcome, Drained):
            self._seen.add(outcome.seen)
        elif isinstance(outcome, Ended):
            nowhere = self._seen.nowhere(target) if not self._behind.get(target.place) else None
            self._seen = Seen()
            if self._broken != target.place:
                if nowhere:
                    yield file, nowhere
                yield file, outcome
        elif self._broken != target.place:
            if shard and shard.end and isinstance(outcome, Skipped) and not outcome.locator:
                self._broken = target.place
            yield file, outcome
