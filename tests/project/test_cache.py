"""What is kept between runs: bounded, shared, and never more than a saving of time."""

from __future__ import annotations

import os
import threading
from hashlib import blake2b
from pathlib import Path

import pytest

from repair.project import cache
from repair.project.cache import Cache


def name(number: int) -> bytes:
    return blake2b(str(number).encode(), digest_size=16).digest()


def test_what_was_put_is_found_again(tmp_path: Path) -> None:
    path = str(tmp_path / "kept.sqlite")
    with Cache(path) as one:
        for number in range(2500):
            one.put_value(name(number), number)
        assert len(one.get(map(name, range(3000)))) == 2500, "also what is not stored yet"
        assert one.latest(name(2499)) == "2499"
        assert one.latest(name(2500)) is None
    with Cache(path) as other:
        assert other.get(map(name, range(2400, 3000))) == {name(number): str(number) for number in range(2400, 2500)}


def test_it_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 200_000)
    path = str(tmp_path / "kept.sqlite")
    for run in range(20):
        with Cache(path) as one:
            for number in range(100):
                one.put_value(name(run * 100 + number), "x" * 500)
    assert os.path.getsize(path) < 400_000
    with Cache(path) as one:
        assert len(one.get([name(1999)])) == 1, "what came last is there"


def test_many_write_and_read_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "kept.sqlite")
    wrong: list[object] = []

    def run() -> None:
        with Cache(path) as one:
            for number in range(3000):
                one.put_value(name(number), number)
            found = one.get(map(name, range(3000)))
            wrong.extend(value for key, value in found.items() if key != name(int(value)))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    with Cache(path) as one:
        assert len(one.get(map(name, range(3000)))) == 3000
