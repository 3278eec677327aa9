"""The line about how far a run is: by bytes, so that one large file tells as much as many small ones."""

from __future__ import annotations

import io
import re
import sys
import time
from pathlib import Path

import pytest

from repair.cli.progress import Pace, progress
from repair.formats.records import Locator
from repair.project.config import Settings
from repair.project.files import File
from repair.project.scan import Target


def target(path: Path, size: int) -> Target:
    path.write_bytes(bytes(size))
    return Target(str(path), path.name, Settings())


def part(one: Target, record: int, read: int) -> File:
    return File(one._replace(locator=Locator(record, "text")), b"", read=read)


def test_one_large_file(tmp_path: Path) -> None:
    crawl = target(tmp_path / "crawl.jsonl", 4_000_000)
    pace = Pace([crawl])
    for number in range(1000):
        pace.add(part(crawl, number + 1, 1000 * number))
    assert pace.told(10) == "[#####...................] 999 kB of 4.0 MB, 100 articles a second, 0:00:30 left"


def test_what_an_earlier_run_did_is_not_counted_as_speed(tmp_path: Path) -> None:
    crawl = target(tmp_path / "crawl.jsonl", 4_000_000)
    pace = Pace([crawl])
    pace.add(part(crawl, 2001, 2_000_000))
    pace.add(part(crawl, 3001, 3_000_000))
    assert pace.told(10) == "[##################......] 3.0 MB of 4.0 MB, 0 articles a second, 0:00:10 left"


def test_many_files(tmp_path: Path) -> None:
    files = [target(tmp_path / f"{number}.txt", 1000) for number in range(8)]
    pace = Pace(files)
    assert pace.told(1) == "[........................] 0 of 8 files, 0 B of 8 kB, 0 articles a second"
    for one in files[:6]:
        pace.add(File(one, b"", read=1000))
    assert pace.told(3600) == "[##################......] 6 of 8 files, 6 kB of 8 kB, 0 articles a second, 0:20:00 left"
    assert "3 articles, 3 articles a second" in _after(Pace([]), 3, files[0])


def _after(pace: Pace, count: int, one: Target) -> str:
    for _ in range(count):
        pace.add(File(one, b""))
    return pace.told(1)


def test_it_is_shown_to_people_alone_and_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crawl = target(tmp_path / "crawl.jsonl", 1000)
    clock = iter(range(1000))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    for seen in (True, False):
        stream = io.StringIO()
        monkeypatch.setattr(stream, "isatty", lambda seen=seen: seen)
        monkeypatch.setattr(sys, "stderr", stream)
        items = [(part(crawl, number, 10 * number), None) for number in range(20)]
        assert list(progress(items, [crawl])) == items
        shown = stream.getvalue()
        assert bool(re.search(r"\r\x1b\[K\[#+\.+\] 150 B of 1 kB, 1 articles a second, 0:0\d:\d\d left", shown)) == seen
        assert shown.endswith("\r\x1b[K") == seen
