"""Find out from a corpus which lines belong to the pages of its sites, and write them down as a profile to look over.

Every article is read once. Use the profile with --profile, or as profile = ["FILE"] in repair.toml. A corpus that lies on several machines
is read in parts (--part), which --merge puts together; the profile is the same as that of the whole."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import starmap
from typing import IO, TypeVar, cast

from repair.cli.job import Job
from repair.cli.options import add_fields, add_jobs, add_reading
from repair.cli.output import opened, said, spared
from repair.formats.records import is_records
from repair.journal.atomic import Draft, Refused
from repair.learn import part
from repair.learn.corpus import Reading, arrived, portions, read_apart, read_here, together
from repair.learn.profile import Host, learnt, text
from repair.learn.sample import Sample
from repair.problem import Problem
from repair.project.config import ConfigError
from repair.project.crew import FEW, cores
from repair.project.files import holds_many
from repair.project.pool import Lost, Pool
from repair.report.visible import number

Item = TypeVar("Item")
Result = TypeVar("Result")


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a file or a folder with articles, or with --merge a part; nothing means the working folder",
    )
    parser.add_argument("-o", "--output-file", metavar="FILE", help="write the profile here (default: standard output)")
    parser.add_argument("--part", metavar="FILE", help="write what was read as a part to be merged, not as a profile")
    parser.add_argument("--merge", action="store_true", help="PATH… are parts that --part wrote")
    parser.add_argument(
        "--hosts",
        metavar="K/N",
        type=_share,
        default=(1, 1),
        help="look only at the K-th of N parts of all hosts, when they are too many at once",
    )
    add_fields(add_reading(parser))
    parser.set_defaults(profile=[])  # the one in the settings may be the one to be written
    add_jobs(parser.add_argument_group("effort"))


def run(options: Namespace) -> int:
    """Read, and write what was learnt."""
    target = options.part or options.output_file
    if options.part and options.output_file:
        raise ConfigError("--part and --output-file cannot stand together: a part is no profile yet")
    if options.merge:
        if not options.paths:
            raise ConfigError("--merge needs parts as PATH…")
        spared(target, {os.path.realpath(path) for path in options.paths})
        code, sample = 0, _merged(options)
    else:
        job = Job(options)
        spared(target, job.inputs)
        sample = _sampled(job, options)
        code = job.code()
    if options.part:
        _write(target, partial(part.write, sample))
        told = "a part of them"
    else:
        hosts = _learnt(sample, options.jobs or cores())
        _write(target, lambda out: out.write("".join(text(hosts)).encode()))
        count = sum(len(host.found.lines) for host in hosts)
        told = f"{number(count, 'line')} of {number(sum(bool(host.found.lines) for host in hosts), 'host')}"
    part_of, parts = options.hosts
    least = (
        ""
        if sample.stride == 1
        else f"; more hosts than fit: these are --hosts {part_of}/{parts * sample.stride}, the others need other runs"
    )
    said(f"{number(sum(sample.pages.values()), 'page')} of {number(len(sample.pages), 'host')} read; learnt: {told}{least}")
    return code


def _write(path: str | None, content: Callable[[IO[bytes]], object]) -> None:
    """Put the content there, all of it or none, or on standard output."""
    if path is None:
        with opened(None) as out:
            content(out)
        return
    try:
        with Draft(os.path.abspath(path), new=True) as draft:
            content(cast("IO[bytes]", draft))
            draft.keep()
            draft.put()
    except Refused as error:
        raise ConfigError(f"{path}: {error}") from None


def _sampled(job: Job, options: Namespace) -> Sample:
    """What is kept of the articles of a call; what could not be read is told."""
    if not job.settings[0].host_field and any(is_records(target.kind) and ".warc" not in target.kind.lower() for target in job.targets):
        said("articles in records count as of the folder of their file; --host-field url parts them by a field")
    jobs = options.jobs or (cores() if len(job.targets) > FEW or holds_many(job.targets) else 1)
    if jobs == 1:
        readings: Iterable[Reading] = [read_here(job.targets, options.hosts)]
    else:
        parted, unread = portions(job.targets, job.settings, jobs)
        for skip in unread:
            job.skip(skip)
        readings = map(arrived, _pooled(partial(read_apart, options.hosts, job.settings), parted, max(1, len(parted))))
    whole = together(readings, options.hosts)
    for skip in whole.skipped:
        job.skip(skip)
    if whole.nowhere:
        said(f"{number(whole.nowhere, 'article')} without a host left out")
    return whole.sample


def _merged(options: Namespace) -> Sample:
    """What the parts have kept together. Raises `ConfigError` for those that looked at other hosts."""
    whole = Sample(share=options.hosts)
    for path in options.paths:
        one = part.load(path)
        if one.share != options.hosts and (one.share, one.stride) != ((1, 1), 1):
            raise ConfigError(f"{path}: is of --hosts {one.share[0]}/{one.share[1] * one.stride} alone; merge it with the same")
        whole.merge(one)
    return whole


def _share(value: str) -> tuple[int, int]:
    """A part of all hosts, as in 2/3. Raises `ArgumentTypeError`."""
    part, slash, parts = value.partition("/")
    if slash and all(one.isascii() and one.isdigit() for one in (part, parts)) and 0 < int(part) <= int(parts) < 1_000_000:
        return int(part), int(parts)
    raise ArgumentTypeError(f'"{value}" is no part such as 2/3')


def _learnt(sample: Sample, jobs: int) -> list[Host]:
    """What each host's articles tell, in the order of the hosts."""
    items = [(host, sample.pages[host], sample.packed(host)) for host in sample.hosts()]
    if jobs == 1 or len(items) < FEW:
        return list(starmap(learnt, items))
    return list(_pooled(_of_host, items, jobs))


def _of_host(item: tuple[str, int, list[tuple[int, bytes]]]) -> Host:
    return learnt(*item)


def _pooled(work: Callable[[Item], Result], items: Iterable[Item], jobs: int) -> Iterator[Result]:
    """What other processes make of these, in order. Raises `Problem` when one of them dies."""
    pool: Pool[Item, None, Result] = Pool(work, jobs, 0)
    with closing(pool):
        for _, result in pool.run((item, None) for item in items):
            if isinstance(result, Lost) or result is None:
                code = result.code if result else None
                raise Problem(f"a process died at its work (exit code {code}); perhaps memory ran out: fewer --jobs take less")
            yield result
