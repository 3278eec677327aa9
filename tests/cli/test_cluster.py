"""The work done on a Dask cluster: a real one, of processes on this machine."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from repair.cli import cluster as way
from repair.project.config import ConfigError
from tests.cli.conftest import CLEAN, COMMAND, DAMAGED, Call
from tests.cli.test_effort import SLOW
from tests.cli.test_records import packed, records

pytestmark = pytest.mark.needs("posix", "dask")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster of two workers."""
    import distributed as dask

    with dask.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL) as it:
        yield it


@pytest.fixture
def crawl(project: Path) -> Path:
    """Files of several kinds, some of them in trouble."""
    whole = records(project, 90).read_text().replace("All is well here.", "They utilise it.")
    (project / "crawl.jsonl").write_text(whole.replace('{"id": 3.', '{{"id": 3.'))
    (project / "more.jsonl.gz").write_bytes(packed(whole.encode(), ".gz"))
    (project / "gone.jsonl.gz").write_bytes(packed(whole.encode(), ".gz")[:-20])
    (project / "rows.csv").write_text("id,text\n" + "".join(f'{number},"One.\n\nAdvertisement\n\nTwo."\n' for number in range(9)))
    for number in range(26):
        (project / f"n{number:03}.txt").write_text((DAMAGED, CLEAN)[number % 2] + f"\nStory {number}.\n")
    return project


def outcome(folder: Path, call: Call, *options: str) -> tuple[object, ...]:
    """All that can be seen of a run over a copy of the folder."""
    copy = folder.parent / f"copy{len(list(folder.parent.iterdir()))}"
    shutil.copytree(folder, copy)
    done = call("apply", ".", "--field", "text", "--rejects", ".rejects", *options, cwd=copy)
    told = [line for line in done.out.splitlines() if "run" not in line]
    files = {path.name: path.read_bytes() for path in copy.iterdir() if path.is_file()}
    undone = call("undo", cwd=copy).code
    assert all((copy / path.name).read_bytes() == path.read_bytes() for path in folder.iterdir() if path.is_file())
    return done.code, told, done.err, files, undone


def test_a_cluster_does_what_one_process_does(crawl: Path, call: Call, cluster: Any) -> None:
    alone = outcome(crawl, call, "--no-cache", "--jobs", "1")
    assert "crawl.jsonl: record 4: is not JSON" in str(alone[2])
    assert outcome(crawl, call, "--no-cache", "--jobs", "3") == alone
    assert outcome(crawl, call, "--scheduler", cluster.scheduler_address) == alone
    assert outcome(crawl, call, "--no-cache", "--executor", "dask", "--jobs", "2") == alone, "a cluster of its own"
    found = call("lint", "crawl.jsonl", "n000.txt", "--format", "json", "--no-cache")
    spread = call("lint", "crawl.jsonl", "n000.txt", "--format", "json", "--no-cache", "--scheduler", cluster.scheduler_address)
    assert (spread.code, spread.bytes, spread.err) == (found.code, found.bytes, found.err)


def test_an_article_that_takes_too_long(crawl: Path, call: Call, cluster: Any) -> None:
    (crawl / "slow.yaml").write_text(SLOW)
    (crawl / "repair.toml").write_text('rules = ["house.yaml", "slow.yaml"]\nselect = ["house", "slow"]\n')
    rows = [{"text": "x" * 200 + "y it is." if number == 5 else DAMAGED} for number in range(20)]
    (crawl / "slow.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = call("apply", "slow.jsonl", "--timeout", "2", "--no-cache", "--scheduler", cluster.scheduler_address)
    assert done.code == 2
    assert "slow.jsonl: record 6, text: left as it is: took longer than 2 s" in done.err
    assert (crawl / "slow.jsonl").read_text().count("Advertisement") == 0


def test_a_worker_that_is_lost_costs_nothing(crawl: Path, call: Call, cluster: Any) -> None:
    path = records(crawl, 1500)
    wanted = path.read_text().replace("Advertisement\\n\\n", "")
    command = [str(COMMAND), "apply", "crawl.jsonl", "--no-cache", "--select", "house", "--scheduler", cluster.scheduler_address]
    process = subprocess.Popen(command, cwd=crawl, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not (working := working_on(cluster)) and process.poll() is None:
        time.sleep(0.01)
    for pid in working[:1]:
        os.kill(pid, signal.SIGKILL)
    _, err = process.communicate()
    assert process.returncode == 0, err
    assert working, "it came to its end before it could be disturbed"
    assert path.read_text() == wanted


def working_on(cluster: Any) -> list[int]:
    """The processes of workers that work on shards."""
    busy = {address for address, state in cluster.scheduler.workers.items() if state.processing}
    return [nanny.pid for nanny in cluster.workers.values() if nanny.worker_address in busy]


def test_what_is_not_there_is_said_in_a_line(crawl: Path, call: Call, tmp_path_factory: pytest.TempPathFactory) -> None:
    shadow = tmp_path_factory.mktemp("shadow")
    (shadow / "distributed.py").write_text("raise ImportError('not here')\n")
    done = call("apply", "--executor", "dask", env={"PYTHONPATH": str(shadow)})
    assert done.code == 2
    assert done.err == "repair: work on a Dask cluster needs an extra: pip install 'article-repair[distributed]'\n"
    done = call("lint", "--executor", "processes", "--scheduler", "tcp://127.0.0.1:8786")
    assert (done.code, done.err) == (2, "repair: --scheduler is for --executor dask\n")


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(way, "_PATIENCE", 0.5)
    for address in ("tcp://127.0.0.1:9", "127.0.0.1:9", "smoke://signals"):
        options = Namespace(scheduler=address, jobs=None)
        with pytest.raises(ConfigError, match=f"--scheduler {address}: no cluster with a worker answers"), way.cluster(options):
            pass


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch, crawl: Path) -> None:
    from repair.project import spread
    from repair.project.config import Project
    from repair.project.hand import Hand
    from repair.project.mending import Mending
    from repair.project.rules import Shelf
    from repair.project.scan import gather
    from repair.project.shards import ranges

    (target,) = gather([str(crawl / "rows.csv"), str(crawl / "crawl.jsonl")], Project())[0][1:]
    hand = Hand(Mending([target.settings], Shelf(), 0, "safe"))
    sent = __import__("pickle").dumps((("another version", ""), hand))
    (shard, *_) = ranges(target, 0, 0, 1)
    with pytest.raises(Exception, match="has another version of repair or of the rules; install the same everywhere"):
        spread.worked(sent, shard)
