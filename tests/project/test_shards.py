"""Shards: together they hold what the files hold, whoever works on them and whatever becomes of him."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from repair.engine.settle import Settled
from repair.project import shards
from repair.project.config import Project
from repair.project.crew import Crew
from repair.project.files import Drained, Ended, File, files
from repair.project.mending import Mending
from repair.project.rules import Shelf
from repair.project.scan import Skipped, Source, Target, gather
from repair.project.spread import Spread
from repair.project.work import Repaired
from repair.text.span import Edit


def crawl(path: Path, count: int, seed: int = 0) -> None:
    dice = random.Random(seed)
    lines = []
    for number in range(count):
        text = " ".join(dice.choice(("harbour", "café", "\N{BRIDGE AT NIGHT}", "a\n\nb")) for _ in range(dice.randrange(60)))
        line = json.dumps({"n": number, "text": text}, ensure_ascii=bool(number % 2))
        lines.append(dice.choice((line, line, line, "", "{", line.replace("text", "body"), line + "\r")))
    path.write_text(dice.choice(("", "\ufeff")) + "\n".join(lines) + dice.choice(("", "\n")), encoding="utf-8", newline="")


def targets_of(*paths: Path) -> list[Target]:
    return gather([str(path) for path in paths], Project({"language": "en"}))[0]


def about(file: File) -> object:
    if file.part is None:
        return "drained" if isinstance(file.outcome, Drained) else file.outcome
    middle = len(file.data.decode()) // 2
    one = file.data.decode()[middle : middle + 1]
    return file.target, file.data, file.part.splices([Edit(middle, one, "\N{SNOWMAN}")], False)


@pytest.mark.parametrize("seed", range(12))
def test_the_shards_of_a_file_hold_its_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(shards, "SIZE", 1 << random.Random(seed).randrange(3, 13))
    monkeypatch.setattr(shards, "_LEAST", 8)
    path = tmp_path / "crawl.jsonl"
    crawl(path, 80, seed)
    (target,) = targets_of(path)
    whole = list(files([target]))
    for behind in (0, 1, 30, 79, 80):
        pieces = list(shards.ranges(target, 0, behind, 2))
        assert pieces.pop() == whole[-1].outcome
        told = [file for shard in pieces if isinstance(shard, shards.Shard) for file in shards.told(shard, [target.settings])]
        rest = [file for file in whole[:-1] if (file.target.locator or (0,))[0] > behind]
        assert [about(file) for file in told if not isinstance(file.outcome, Drained)] == [about(file) for file in rest]
        assert [about(file) for file in files([target], {target.place: behind})] == [about(file) for file in (*rest, whole[-1])]
        for shard in pieces:
            assert isinstance(shard, shards.Shard)
            less = shards.told(shard._replace(skip=3), [target.settings])
            more = shards.told(shard, [target.settings])
            assert [about(file) for file in less] == [about(file) for file in list(more)[3:]]


class Trial(Mending):
    """Does nothing to an article, but takes its worker down when that says so."""

    def _do(self, source: Source) -> Repaired | Skipped:
        text = source.stored.text
        if text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if text == "hang":
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            time.sleep(600)
        return Repaired(source.target, source.data, source.stored, Settled(text, text, (), (), ()), source.data, ())


def told(file: File, outcome: object) -> object:
    return len(file.data)


@pytest.fixture
def troubled(tmp_path: Path) -> Path:
    texts = [f"Article {number}." for number in range(60)]
    texts[7] = texts[8] = texts[40] = texts[59] = "die"
    texts[30] = "hang"
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    (tmp_path / "b.txt").write_text("die")
    (tmp_path / "c.csv").write_text("id,text\n1,fine\n2,die\n3,fine\n")
    (tmp_path / "d.jsonl").write_text('{"body": "No text here."}\n' * 4)
    return tmp_path


@pytest.mark.needs("posix")
@pytest.mark.parametrize("spread", [False, True])
def test_a_worker_that_is_lost_costs_one_article(troubled: Path, monkeypatch: pytest.MonkeyPatch, spread: bool) -> None:
    monkeypatch.setattr("repair.project.pool._GRACE", 0.0)
    monkeypatch.setattr(shards, "_LEAST", 256)
    found = targets_of(*(troubled / name for name in ("a.jsonl", "b.txt", "c.csv", "d.jsonl")))
    settings = list({id(target.settings): target.settings for target in found}.values())
    shop = Trial(settings, Shelf(), 5, "safe")
    with ThreadPoolExecutor(2) as executor:
        crew = Crew(2, False, Spread(executor, lambda: 4) if spread else None)
        outcomes = [(Path(file.target.path).name, file.target.locator, outcome) for file, outcome in crew.outcomes(found, shop, told)]
    sound = [locator.record for name, locator, outcome in outcomes if isinstance(outcome, int) and locator and name == "a.jsonl"]
    assert sound == sorted({*range(1, 61)} - {8, 9, 31, 41, 60})
    skipped = [(name, one.code, one.locator and one.locator.record) for name, _, one in outcomes if isinstance(one, Skipped)]
    assert skipped == [
        ("a.jsonl", "internal-error", 8),
        ("a.jsonl", "internal-error", 9),
        ("a.jsonl", "timeout", 31),
        ("a.jsonl", "internal-error", 41),
        ("a.jsonl", "internal-error", 60),
        ("b.txt", "internal-error", None),
        ("c.csv", "internal-error", 2),
        ("d.jsonl", "no-field", None),
    ]
    assert [name for name, _, outcome in outcomes if isinstance(outcome, Ended)] == ["a.jsonl", "c.csv", "d.jsonl"]
