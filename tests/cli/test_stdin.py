"""Standard input of every kind: named by --stdin-filename, records flow through while they come."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, DAMAGED, SAFE, Here
from tests.formats.records_made import KINDS, made, texts

FLOW = ("apply", "-", "--select", "house", "--language", "en", "--exit-zero")


def flow(here: Here, data: bytes, kind: str = "jsonl", *more: str) -> bytes:
    done = here(*FLOW, "--stdin-filename", f"x.{kind}", *more, stdin=data)
    assert "Traceback" not in done.err
    return done.bytes


@pytest.mark.parametrize("kind", KINDS)
def test_what_flows_through_is_what_is_written_in_place(project: Path, here: Here, kind: str) -> None:
    for seed in (3,):
        articles = [f"{one}\n\nAdvertisement\n\nIt rained." if number % 2 else one for number, one in enumerate(texts(seed))]
        articles += [DAMAGED] * 30
        data = made(kind, seed, articles)
        path = project / f"x.{kind}"
        path.write_bytes(data)
        here("apply", f"x.{kind}", *FLOW[2:])
        assert path.read_bytes() != data
        for more in (("--jobs", "1"), ("--jobs", "2", "--no-cache")):
            assert flow(here, data, kind, *more) == path.read_bytes()
    assert len(here("runs").out.splitlines()) == 1, "what flows through is in no journal"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "jsonl"),
        (b"\n\n", "jsonl"),
        (b'{"text": "All is well."}\n17\n{"n": 1}', "jsonl"),
        (b'{"n": 1}\n' * 3000, "jsonl"),
        (b'{"text": "half\n[\n{"text": "\xff"}\r\n', "jsonl"),
        (b'{"text": "half \\ud83d"}\n', "jsonl"),
        (b'[{"text": "one"}, {', "json"),
        (b'id,text\n1,"open\n2,two', "csv"),
        (b"no,such\r\n1,2\r\n", "csv"),
    ],
)
def test_what_is_not_repaired_comes_out_as_it_came_in(project: Path, here: Here, data: bytes, kind: str) -> None:
    assert flow(here, data, kind) == data


def test_trouble_costs_its_record_alone(project: Path, here: Here) -> None:
    line = json.dumps({"text": DAMAGED}).encode() + b"\n"
    done = here(
        *FLOW,
        "--stdin-filename",
        "x.jsonl",
        "--rejects",
        "left.jsonl",
        "--max-size",
        "1000",
        stdin=line + b"[\n" + b"x" * 5000 + b"\n" + line,
    )
    assert done.code == 2
    repaired = json.dumps({"text": SAFE}).encode() + b"\n"
    assert done.bytes == repaired + b"[\n" + b"x" * 5000 + b"\n" + repaired
    assert "-: record 2: is not JSON" in done.err
    assert "-: record 3: is over 1,000 bytes" in done.err
    assert "2 fixes made in 2 of 2 articles" in done.err
    kinds = [json.loads(one)["type"] for one in (project / "left.jsonl").read_text().splitlines()]
    assert kinds == ["waiting", "waiting", "skipped", "skipped"]


def test_a_record_goes_on_before_the_last_one_comes(project: Path) -> None:
    command = [str(COMMAND), *FLOW, "--stdin-filename", "x.jsonl", "--jobs", "1", "--no-cache"]
    process = subprocess.Popen(command, cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
    assert process.stdin
    assert process.stdout
    line = json.dumps({"text": DAMAGED}).encode() + b"\n"
    process.stdin.write(line * 400)
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["text"] == SAFE, "standard input is still open"
    rest, _ = process.communicate()
    assert rest.count(b"\n") == 399


@pytest.mark.needs("posix")
def test_memory_does_not_grow_with_what_flows(project: Path, tmp_path: Path) -> None:
    sizes = []
    for count in (2_000, 20_000):
        line = json.dumps({"n": "x" * 1000}).encode() + b"\n"
        data = tmp_path / "big.jsonl"
        data.write_bytes((line * 19 + json.dumps({"text": "All is well."}).encode() + b"\n") * (count // 20))
        code = (
            "import sys; from repair.cli.main import main; code = main(sys.argv[1:]); "
            "sys.stderr.write(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
        )
        python = COMMAND.parent / "python"
        with data.open("rb") as stdin:
            done = subprocess.run(
                [python, "-c", code, *FLOW, "--stdin-filename", "x.jsonl", "--jobs", "1"],
                cwd=project,
                stdin=stdin,
                capture_output=True,
                check=True,
            )
        assert done.stdout == data.read_bytes()
        sizes.append(int(done.stderr.split()[-1]))
    assert sizes[1] < sizes[0] + 10_000, "kilobytes; what flowed through was 20,000 of them"


def test_markup_on_standard_input(project: Path, here: Here) -> None:
    page = b"<p>The council met.</p>\n<p>Advertisement</p>\n<p>It rained.</p>\n"
    assert flow(here, page, "html") == b"<p>The council met.</p>\n<p>It rained.</p>\n"
    assert here("lint", "-", stdin=page).code == 0, "as plain text the line is another"
    told = json.loads(here("lint", "-", "--stdin-filename", "x.html", "--format", "json", stdin=page).out)
    assert told["articles"][0]["path"] == "-"
    assert told["summary"]["findings"] == 1


def test_other_commands_and_what_cannot_be(project: Path, here: Here) -> None:
    data = json.dumps({"text": DAMAGED}).encode()
    told = json.loads(here("lint", "-", "--stdin-filename", "x.jsonl", "--format", "json", stdin=data).out)
    assert told["articles"][0]["locator"] == {"record": 1, "field": "text"}
    assert "utilise" in here("diff", "-", "--word", "--stdin-filename", "x.jsonl", stdin=data).out
    for call_of, said in {
        ("diff", "-", "--stdin-filename", "x.jsonl"): "give no diff",
        ("apply", "-", "--stdin-filename", "x.jsonl.gz"): "is read unpacked",
        ("apply", "-", "--field", "text"): "says that standard input holds some",
        ("apply", "-", "--resume"): "what comes from standard input is gone",
        ("apply", "-", "--out", "new"): "goes to standard output",
    }.items():
        done = here(*call_of, stdin=data)
        assert done.code == 2
        assert done.bytes == b""
        assert said in done.err
        assert len(done.err.splitlines()) == 1


@pytest.mark.needs("posix")
def test_a_full_disk_behind_the_pipe_is_one_line(project: Path) -> None:
    data = json.dumps({"text": DAMAGED}).encode() * 1 + b"\n"
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [COMMAND, *FLOW, "--stdin-filename", "x.jsonl"], cwd=project, input=data * 3, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
    assert os.path.exists(project / "repair.toml")
