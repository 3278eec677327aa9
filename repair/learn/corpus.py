"""From the files of a call to a sample of their articles, by one process or several."""

from __future__ import annotations

import heapq
import os
import pickle
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from repair.formats.records import is_records
from repair.learn.sample import Sample
from repair.project.config import Settings
from repair.project.files import Drained, Ended, File, Seen, files, located
from repair.project.hosts import folder_host
from repair.project.scan import STDIN, Skipped, Source, Target, parse
from repair.project.shards import Place, Shard, ranges, splits, told, wholes

Share = tuple[int, int]


class Reading(NamedTuple):
    """What came of some files: the sample, the inputs that were not read, how many articles had no host, what stood in parts of files."""

    sample: Sample
    skipped: list[Skipped]
    nowhere: int
    seen: dict[str, tuple[Target, Seen]]


def read(articles: Iterable[File], share: Share) -> Reading:
    """Every article once; only the sample of this share of the hosts is held."""
    sample = Sample(share=share)
    skipped: list[Skipped] = []
    seen: dict[str, tuple[Target, Seen]] = {}
    nowhere = 0
    for file in articles:
        if isinstance(file.outcome, Skipped):
            skipped.append(file.outcome)
        if isinstance(file.outcome, Drained):
            _note(seen, file.target, file.outcome.seen)
        if file.outcome is not None:
            continue
        source = parse(file.target, file.data)
        if isinstance(source, Source):
            host = host_of_target(file.target)
            nowhere += not host
            if host:
                sample.add(host, source.document.article.text)
        else:
            skipped.append(located(file.target, source._replace(data=b"")))
    return Reading(sample, skipped, nowhere, seen)


def read_here(targets: Sequence[Target], share: Share) -> Reading:
    """All articles of these files."""
    return read(files(targets), share)


def read_apart(share: Share, settings: Sequence[Settings], shards: Sequence[Shard]) -> bytes:
    """The articles of these shards, read in another process, as bytes to send; `arrived` reads them."""
    return pickle.dumps(read((file for shard in shards for file in told(shard, settings)), share), pickle.HIGHEST_PROTOCOL)


def arrived(sent: bytes) -> Reading:
    """What `read_apart` sent."""
    reading: Reading = pickle.loads(sent)
    return reading


def together(readings: Iterable[Reading], share: Share) -> Reading:
    """What came of all files."""
    whole = Reading(Sample(share=share), [], 0, {})
    for one in readings:
        whole.sample.merge(one.sample)
        whole.skipped.extend(one.skipped)
        for target, seen in one.seen.values():
            _note(whole.seen, target, seen)
        whole = whole._replace(nowhere=whole.nowhere + one.nowhere)
    whole.skipped.extend(skip for target, seen in whole.seen.values() if (skip := seen.nowhere(target)))
    return whole


def _note(seen: dict[str, tuple[Target, Seen]], target: Target, more: Seen) -> None:
    seen.setdefault(target.place, (target, Seen()))[1].add(more)


def host_of_target(target: Target) -> str:
    """The host of an article, none when its record does not tell it."""
    if target.host or target.place == STDIN or (target.settings.host_field and is_records(target.kind)):
        return target.host
    return folder_host(target.place, target.settings)


def portions(targets: Iterable[Target], settings: Sequence[Settings], jobs: int) -> tuple[list[list[Shard]], list[Skipped]]:
    """The files in up to so many portions of about the same size, and what cannot be read. Large files of lines are parted."""
    numbers = {id(one): number for number, one in enumerate(settings)}
    whole: list[Target] = []
    shards: list[Shard] = []
    skipped: list[Skipped] = []
    for target in targets:
        if not splits(target):
            whole.append(target)
            continue
        for one in ranges(target, numbers[id(target.settings)], 0, jobs):
            if isinstance(one, Skipped):
                skipped.append(one)
            elif not isinstance(one, Ended):
                shards.append(one)
    shards += wholes(whole, numbers, {})
    made: list[list[Shard]] = [[] for _ in range(jobs)]
    loads = [(0, number) for number in range(jobs)]
    for size, _, shard in sorted(((_size(shard), number, shard) for number, shard in enumerate(shards)), reverse=True):
        load, number = heapq.heappop(loads)
        made[number].append(shard)
        heapq.heappush(loads, (load + size, number))
    return [portion for portion in made if portion], skipped


def _size(shard: Shard) -> int:
    return shard.end - shard.start if shard.end else 1 + sum(map(_bytes, shard.places))


def _bytes(place: Place) -> int:
    try:
        return os.stat(place.place).st_size
    except OSError:  # told when it is read
        return 0
