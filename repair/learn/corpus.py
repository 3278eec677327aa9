"""From the files of a call to a sample of their articles, by one process or several."""

from __future__ import annotations

import heapq
import os
import pickle
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from repair.formats.records import is_records
from repair.learn.sample import Sample
from repair.project.files import files, located
from repair.project.hosts import folder_host
from repair.project.scan import STDIN, Skipped, Source, Target, parse


class Reading(NamedTuple):
    """What came of some files: the sample, the inputs that were not read, the fields of records without a host."""

    sample: Sample
    skipped: list[Skipped]
    articles: int = 0
    nowhere: int = 0


def read(targets: Iterable[Target], share: tuple[int, int] = (1, 1)) -> Reading:
    """Every article of these files once; only the sample of this share of the hosts is held."""
    sample = Sample(share=share)
    skipped: list[Skipped] = []
    articles = nowhere = 0
    for file in files(targets):
        if isinstance(file.outcome, Skipped):
            skipped.append(file.outcome)
        if file.outcome is not None:
            continue
        source = parse(file.target, file.data)
        if isinstance(source, Source):
            articles += 1
            host = host_of_target(file.target)
            nowhere += not host
            if host:
                sample.add(host, source.document.article.text)
        else:
            skipped.append(located(file.target, source._replace(data=b"")))
    return Reading(sample, skipped, articles, nowhere)


def host_of_target(target: Target) -> str:
    """The host of an article, none when its record does not tell it."""
    if target.host or target.place == STDIN or (target.settings.host_field and is_records(target.kind)):
        return target.host
    return folder_host(target.place, target.settings)


def groups(targets: Sequence[Target], count: int) -> list[list[Target]]:
    """The files in up to so many groups that are about as large as each other."""
    made: list[list[Target]] = [[] for _ in range(count)]
    loads = [(0, number) for number in range(count)]
    for target in sorted(targets, key=_size, reverse=True):
        size, number = heapq.heappop(loads)
        made[number].append(target)
        heapq.heappush(loads, (size + _size(target), number))
    return [group for group in made if group]


def _size(target: Target) -> int:
    try:
        return os.stat(target.place).st_size + 1
    except OSError:
        return 1


def read_apart(share: tuple[int, int], targets: list[Target]) -> bytes:
    """The same as `read`, for another process to send."""
    return pickle.dumps(read(targets, share), pickle.HIGHEST_PROTOCOL)


def sent(data: bytes) -> Reading:
    """What `read_apart` sent."""
    reading: Reading = pickle.loads(data)
    return reading
