"""A sample is the same however a corpus is cut up and merged, and never larger than it may be."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from repair.learn.part import PartError, load, write
from repair.learn.sample import FEWEST, Sample, unpacked

PAGES = [(f"host-{number % 37}.example", f"Article {number}\n\nThe ferry took {number} passengers.") for number in range(1500)]


def sampled(pages: list[tuple[str, str]], budget: int, most: int = 256) -> Sample:
    sample = Sample(most, budget)
    for host, text in pages:
        sample.add(host, text)
    return sample


def content(sample: Sample) -> tuple[object, ...]:
    return sample.most, sample.stride, sample.pages, {host: sample.packed(host) for host in sample.hosts()}


@pytest.mark.parametrize("budget", [10_000, 1300, 1150, 600, 100, 5])
def test_parts_merged_are_the_whole(budget: int) -> None:
    dice = random.Random(budget)
    whole = sampled(PAGES, budget)
    assert sum(len(whole.packed(host)) for host in whole.hosts()) <= budget
    for _ in range(4):
        shuffled = dice.sample(PAGES, len(PAGES))
        cuts = sorted(dice.sample(range(len(PAGES)), 3))
        parts = [shuffled[low:high] for low, high in zip([0, *cuts], [*cuts, len(PAGES)], strict=True)]
        merged = Sample(256, budget)
        for part in parts:
            merged.merge(sampled(part, budget))
        assert content(merged) == content(whole)


def test_first_fewer_of_each_host_then_fewer_hosts() -> None:
    assert sampled(PAGES, 10_000).most == 256
    narrow = sampled(PAGES, 37 * FEWEST)
    assert (narrow.most, narrow.stride, len(narrow.hosts())) == (FEWEST, 1, 37)
    fewer = sampled(PAGES, 37 * FEWEST - 1)
    assert fewer.stride > 1
    assert 0 < len(fewer.hosts()) < 37


def test_the_other_hosts_are_had_by_another_run() -> None:
    everything = set(sampled(PAGES, 10_000).hosts())
    for parts in 1, 2, 3:
        shares = []
        for part in range(1, parts + 1):
            sample = Sample(budget=10_000, share=(part, parts))
            for host, text in PAGES:
                sample.add(host, text)
            shares.append(sample.hosts())
        assert sorted(host for share in shares for host in share) == sorted(everything)
    narrow = sampled(PAGES, 37 * FEWEST - 1)
    same = Sample(narrow.most, share=(1, narrow.stride))
    for host, text in PAGES:
        same.add(host, text)
    assert same.hosts() == narrow.hosts()


def test_one_host_of_any_size_takes_the_same_room() -> None:
    sample = sampled([("one.example", text) for _, text in PAGES], 10_000, most=64)
    assert len(sample.packed("one.example")) == 64
    assert sample.pages == {"one.example": len(PAGES)}


def test_a_long_article_takes_little_room() -> None:
    sample = Sample()
    sample.add("a", "\n".join(f"Line {number} {random.Random(number).random()}" for number in range(50_000)) + "\n" + "x" * 2_000_000)
    (text,) = unpacked(sample.packed("a"))
    assert len(text) < 25_000
    assert text.startswith("Line 0 ")


def test_a_part_comes_back(tmp_path: Path) -> None:
    sample = sampled([*PAGES, ("ümlaut.example", "“Ünïcode”\u2028 \x00")], 10_000)
    out = io.BytesIO()
    write(sample, out)
    again = io.BytesIO()
    write(sample, again)
    assert out.getvalue() == again.getvalue()
    (tmp_path / "part").write_bytes(out.getvalue())
    assert content(load(str(tmp_path / "part"))) == content(sample)


@pytest.mark.parametrize("how", ["missing", "text", "cut", "json", "other"])
def test_what_is_no_part_is_refused_in_a_line(tmp_path: Path, how: str) -> None:
    import gzip

    out = io.BytesIO()
    write(sampled(PAGES[:50], 100), out)
    data = {
        "text": b"Not a part.",
        "cut": out.getvalue()[:-200],
        "json": gzip.compress(gzip.decompress(out.getvalue())[:-100]),
        "other": gzip.compress(b'{"kind": "something"}\n'),
    }
    path = tmp_path / "part"
    if how != "missing":
        path.write_bytes(data[how])
    with pytest.raises(PartError, match=str(path)) as error:
        load(str(path))
    assert "\n" not in str(error.value)
