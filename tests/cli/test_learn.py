"""`repair learn`, and its profile in the other commands."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet
from warcio.warcwriter import WARCWriter

from tests.cli.conftest import Call

SIGNS = {"argus.example": "Every river has its own bell", "courier.example": "The courier is read in every net loft"}
OWN = "The ferry to Lund sailed on day {0} of the month, and {0} passengers had waited for it on the quay since dawn."


def article(host: str, number: int) -> str:
    more = f"Nobody had told them of the {number} letters that the clerk had lost."
    return f"Ferry {number} sails\n\n{OWN.format(number)}\n\n{more}\n\n{SIGNS[host]}\n"


PAGES = [(host, number, article(host, number)) for number in range(100, 130) for host in SIGNS]
ROWS = [{"url": f"https://www.{host}/{number}", "text": text} for host, number, text in PAGES]


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    path = tmp_path / "crawl.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def learnt(call: Call, tmp_path: Path, *arguments: str) -> bytes:
    done = call("learn", *arguments, "-o", "profile.yaml")
    assert done.code == 0, done.err
    return (tmp_path / "profile.yaml").read_bytes()


def test_records_by_their_host(call: Call, tmp_path: Path, crawl: Path) -> None:
    profile = learnt(call, tmp_path, "crawl.jsonl", "--host-field", "url")
    for host, line in SIGNS.items():
        assert f'host: "{host}"' in profile.decode()
        assert f'line: "{line}"\n        seen: 30\n        place: tail\n        fix: safe' in profile.decode()
    done = call("lint", "--profile", "profile.yaml", "--host-field", "url", "--select", "host-line", "--format", "json", "crawl.jsonl")
    assert done.code == 1, done.err
    assert [len(one["findings"]) for one in json.loads(done.out)["articles"]] == [1] * 60
    assert "skipped" in done.out
    done = call("apply", "--profile", "profile.yaml", "--host-field", "url", "--jobs", "2", "--statistics", "crawl.jsonl")
    assert done.code == 0, done.err
    after = [json.loads(line) for line in crawl.read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in after] == [text.rsplit("\n\n", 1)[0] + "\n" for _, _, text in PAGES]
    assert [row["url"] for row in after] == [row["url"] for row in ROWS]
    assert call("undo").code == 0
    assert [json.loads(line) for line in crawl.read_text(encoding="utf-8").splitlines()] == ROWS


def test_however_a_corpus_lies_the_profile_is_the_same(call: Call, tmp_path: Path, crawl: Path) -> None:
    whole = learnt(call, tmp_path, "crawl.jsonl", "--host-field", "url")
    shards = tmp_path / "shards"
    shards.mkdir()
    lines = crawl.read_bytes().splitlines(keepends=True)
    (shards / "a.jsonl").write_bytes(b"".join(lines[40:]))
    (shards / "b.jsonl.gz").write_bytes(gzip.compress(b"".join(lines[:15])))
    (shards / "c.json").write_text(json.dumps(ROWS[15:25]), encoding="utf-8")
    with (shards / "d.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, ["url", "text"])
        table.writeheader()
        table.writerows(ROWS[25:40])
    assert learnt(call, tmp_path, "--host-field", "url", "--field", "text", "--jobs", "3", "shards") == whole
    for number, names in enumerate((["a.jsonl"], ["c.json", "d.csv"], ["b.jsonl.gz"])):
        done = call("learn", "--host-field", "url", "--part", f"part-{number}", *(f"shards/{name}" for name in names))
        assert done.code == 0, done.err
    assert call("learn", "--merge", "part-2", "part-0", "--part", "part-3").code == 0
    assert learnt(call, tmp_path, "--merge", "part-3", "part-1") == whole
    halves = [learnt(call, tmp_path, "crawl.jsonl", "--host-field", "url", "--hosts", part) for part in ("1/2", "2/2")]
    assert sum(half.count(b"- host:") for half in halves) == 2
    assert call("learn", "crawl.jsonl", "--host-field", "url", "--hosts", "1/2", "--part", "half").code == 0
    assert "is of --hosts 1/2 alone" in call("learn", "--merge", "half").err
    assert "is no part such as 2/3" in call("learn", "--hosts", "3/2").err


def test_a_folder_is_a_host(call: Call, tmp_path: Path) -> None:
    for host, number, text in PAGES:
        path = tmp_path / "sites" / host / f"{number}.{'html' if number % 3 == 0 else 'md' if number % 3 == 1 else 'txt'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = text.strip().split("\n\n")
        path.write_text("".join(f"<p>{line}</p>\n" for line in lines) if path.suffix == ".html" else text, encoding="utf-8")
    profile = learnt(call, tmp_path, "sites")
    assert b'host: "sites/argus.example"\n    pages: 30\n    stories: 30' in profile
    (tmp_path / "repair.toml").write_text('profile = ["profile.yaml"]\n', encoding="utf-8")
    assert learnt(call, tmp_path, "sites") == profile  # the profile in the settings is the one to be written anew
    assert call("apply", "sites").code == 0
    for _, number, _ in PAGES:
        for host in SIGNS:
            for path in (tmp_path / "sites" / host).glob(f"{number}.*"):
                assert SIGNS[host] not in path.read_text(encoding="utf-8")
    piped = call("apply", "-", "--stdin-filename", "sites/argus.example/new.txt", stdin=article("argus.example", 7).encode())
    assert SIGNS["argus.example"] not in piped.out
    assert "letters that the clerk had lost." in piped.out


def test_a_large_file_is_read_by_several(call: Call, tmp_path: Path) -> None:
    rows = [{"url": host, "text": article(host, number)} for number in range(100, 500) for host in SIGNS]
    (tmp_path / "crawl.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    one, three = (learnt(call, tmp_path, "--jobs", jobs, "--host-field", "url", "crawl.jsonl") for jobs in ("1", "3"))
    assert one == three
    done = call("learn", "--jobs", "3", "--field", "body", "crawl.jsonl")
    assert done.code == 2
    assert done.err.count("no record has a text in the field body") == 1


def test_captured_pages_tell_their_host(call: Call, tmp_path: Path) -> None:
    out = io.BytesIO()
    made = WARCWriter(out, gzip=True)
    for host, number, text in PAGES:
        page = "".join(f"<p>{line}</p>" for line in text.strip().split("\n\n")).encode()
        address = f"https://www.{host}/{number}"
        made.write_record(made.create_warc_record(address, "resource", payload=io.BytesIO(page), warc_content_type="text/html"))
    (tmp_path / "crawl.warc.gz").write_bytes(out.getvalue())
    profile = learnt(call, tmp_path, "crawl.warc.gz").decode()
    for host, line in SIGNS.items():
        assert f'host: "{host}"' in profile
        assert line in profile
    done = call("lint", "--profile", "profile.yaml", "--select", "host-line", "crawl.warc.gz")
    assert "60 findings" in done.out


def test_a_table_with_a_host(call: Call, tmp_path: Path) -> None:
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), tmp_path / "crawl.parquet")
    assert 'host: "argus.example"' in learnt(call, tmp_path, "--host-field", "url", "crawl.parquet").decode()
    done = call("lint", "--profile", "profile.yaml", "--host-field", "url", "--select", "host-line", "crawl.parquet")
    assert "60 findings" in done.out


def test_what_was_found_with_another_profile_is_not_remembered(call: Call, tmp_path: Path, crawl: Path) -> None:
    learnt(call, tmp_path, "crawl.jsonl", "--host-field", "url")
    command = ("lint", "--host-field", "url", "--format", "json", "--profile", "profile.yaml", "crawl.jsonl")
    first = json.loads(call(*command).out)
    assert first["summary"]["findings"] == 60
    profile = tmp_path / "profile.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace(SIGNS["argus.example"], "Another line"), encoding="utf-8")
    second = json.loads(call(*command).out)
    assert second["summary"]["findings"] == 30
    assert first["tool"]["rules_sha256"] != second["tool"]["rules_sha256"]
    assert json.loads(call("lint", "--format", "json", "--profile", "profile.yaml", "crawl.jsonl").out)["summary"]["findings"] == 0


def test_bad_calls(call: Call, tmp_path: Path, crawl: Path) -> None:
    for arguments, said in (
        (("learn", "--merge"), "--merge needs parts as PATH…"),
        (("learn", "--merge", "crawl.jsonl"), "crawl.jsonl: cannot be read"),
        (("learn", "crawl.jsonl", "-o", "crawl.jsonl"), "is read by this run"),
        (("learn", "crawl.jsonl", "-o", "no/profile.yaml"), "cannot be written"),
        (("learn", "crawl.jsonl", "-o", "a", "--part", "b"), "cannot stand together"),
        (("learn", "nowhere"), "no such file"),
        (("lint", "--select", "host-line", "crawl.jsonl"), '"host-line" needs a profile'),
        (("lint", "--profile", "no.yaml", "crawl.jsonl"), "no.yaml: cannot be read"),
    ):
        done = call(*arguments)
        assert done.code == 2, arguments
        assert said in done.err, arguments
    before = crawl.read_bytes()
    assert before == crawl.read_bytes()


def test_what_cannot_be_read_is_told_and_the_rest_is_learnt(call: Call, tmp_path: Path, crawl: Path) -> None:
    with crawl.open("a", encoding="utf-8") as file:
        file.write('{"url": "https://argus.example"\n{"text": "An article from nowhere."}\n')
    done = call("learn", "--host-field", "url", "crawl.jsonl")
    assert done.code == 2
    assert "record 61: is not JSON" in done.err
    assert "1 article without a host left out" in done.err
    assert "60 pages of 2 hosts read; learnt: 2 lines of 2 hosts" in done.err
    assert SIGNS["argus.example"] in done.out
