"""A run that is stopped in the middle of a file goes on from there, and leaves what an undisturbed one leaves."""

from __future__ import annotations

import io
import json
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.warcwriter import WARCWriter

from tests.cli.conftest import ADVERT, COMMAND, Call
from tests.cli.test_records import packed

KINDS = [("crawl.jsonl", 4000), ("crawl.csv.gz", 3500), ("crawl.parquet", 2500), ("crawl.warc", 2500)]
CHOICE = ("--field", "text", "--select", "house", "--rejects", "left", "--exit-zero")


def crawl(path: Path, count: int) -> bytes:
    """Many short articles, every third damaged, every fifth with something left for people; a broken record here and there."""
    advert = f"{ADVERT}\n\n"
    texts = [
        f"The council met for the {number}th time.\n\n{'' if number % 3 else advert}They {'use' if number % 5 else 'utilise'} it."
        for number in range(count)
    ]
    if path.suffix == ".parquet":
        pq.write_table(pa.table({"id": list(range(count)), "text": texts}), path, row_group_size=300)
        return path.read_bytes()
    if path.suffix == ".warc":
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=False)
            for number, text in enumerate(texts):
                kind = {"warc_content_type": "text/plain"}
                writer.write_record(writer.create_warc_record(f"https://a.example/{number}", "resource", io.BytesIO(text.encode()), **kind))
        return path.read_bytes()
    if ".csv" in path.name:
        data = "id,text\r\n" + "".join(f'{number},"{text}"\r\n' if number % 97 else "1,2,3\r\n" for number, text in enumerate(texts))
    else:
        data = "".join(json.dumps({"id": number, "text": text}) + "\n" if number % 97 else "{\n" for number, text in enumerate(texts))
    path.write_bytes(packed(data.encode(), path.suffix))
    return path.read_bytes()


def undated(path: Path) -> bytes:
    """The bytes of a file, without the dates that captures and what is made of them have."""
    return re.sub(rb"(?<=WARC-Date: )\S+", b"", path.read_bytes()) if path.suffix == ".warc" else path.read_bytes()


def checkpoints(project: Path) -> int:
    """How often the run has written down how far it was."""
    return sum(path.read_bytes().count(b'"reached"') for path in (project / ".repair" / "runs").glob("*.jsonl"))


def stop(project: Path, how: signal.Signals, dice: random.Random, *arguments: str) -> str:
    """Start a run and stop it some time after it has written down that it came further."""
    before = checkpoints(project)
    process = subprocess.Popen([COMMAND, "apply", *arguments], cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and checkpoints(project) <= before:
        time.sleep(0.01)
    time.sleep(dice.random() / 8)
    process.send_signal(how)
    err = process.communicate()[1]
    assert process.returncode in (-signal.SIGKILL, 128 + signal.SIGTERM), err
    return err


@pytest.mark.needs("posix")
@pytest.mark.parametrize(("name", "count"), KINDS)
def test_stopped_in_the_middle_of_a_file(project: Path, call: Call, name: str, count: int) -> None:
    dice = random.Random(count)
    before = crawl(project / name, count)
    alone = call("apply", name, "--no-cache", "--statistics", *CHOICE)
    wanted = undated(project / name), (project / "left").read_bytes()
    assert call("undo").code == 0
    shutil.rmtree(project / ".repair")
    stop(project, signal.SIGKILL, dice, name, "--no-cache", "--jobs", "1", *CHOICE)
    err = stop(project, signal.SIGTERM, dice, "--resume", "--no-cache", "--jobs", "1")
    assert (project / name).read_bytes() == before
    (begun,) = re.findall(rf"0 files done before, 1 to go, {name} from record (\d+) on\n", err)
    done = call("apply", "--resume", "--no-cache", "--statistics", "--exit-zero", "--jobs", "3")
    (further,) = re.findall(rf"{name} from record (\d+) on\n", done.err)
    assert 1 < int(begun) < int(further) < count
    assert f"stopped at record {further} of {name}; `repair apply --resume` goes on" in err
    assert (undated(project / name), (project / "left").read_bytes()) == wanted
    assert re.sub(r"run [\d-]+", "", done.out) == re.sub(r"run [\d-]+", "", alone.out)
    assert done.code == alone.code == (2 if ".jsonl" in name or ".csv" in name else 0)
    assert call("undo").code == 0
    assert (project / name).read_bytes() == before


@pytest.mark.needs("posix")
@pytest.mark.parametrize("harm", ["file", "changes"])
def test_what_has_changed_meanwhile_is_begun_anew(project: Path, call: Call, harm: str) -> None:
    path = project / "crawl.jsonl"
    crawl(path, 2000)
    stop(project, signal.SIGKILL, random.Random(1), "crawl.jsonl", "--no-cache", "--jobs", "1", *CHOICE)
    if harm == "file":
        path.write_bytes(b'{"text": "New."}\n' + path.read_bytes())
    else:
        (spool,) = (project / ".repair" / "runs").glob("*/1.jsonl")
        spool.write_bytes(spool.read_bytes()[:100])
    done = call("apply", "--resume", "--no-cache")
    assert "0 files done before, 1 to go\n" in done.err
    assert path.read_text().count(ADVERT) == 0
