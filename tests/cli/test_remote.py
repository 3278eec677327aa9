"""Articles at URLs, on a real server that speaks S3: read, repaired in place and elsewhere, taken back."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from repair.journal.atomic import Refused, draft
from tests.cli.conftest import CLEAN, DAMAGED, SAFE, Call, Here
from tests.cli.test_learn import ROWS

LINE = json.dumps({"n": 1, "text": DAMAGED}).encode() + b"\n"
FIXED = json.dumps({"n": 1, "text": SAFE}).encode() + b"\n"
RULES = ("--select", "advert-line", "--field", "text")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty bucket, which the commands of this test find as well."""
    import boto3

    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    made = boto3.resource("s3").Bucket("crawl")
    made.create()
    made.objects.all().delete()
    return made


def objects(bucket: Any) -> dict[str, bytes]:
    return {one.key: one.get()["Body"].read() for one in bucket.objects.all()}


def fill(bucket: Any) -> dict[str, bytes]:
    table = io.BytesIO()
    pq.write_table(pa.table({"text": [DAMAGED, CLEAN]}), table)
    made = {
        "2024/a.jsonl": LINE * 2,
        "2024/b.jsonl.gz": gzip.compress(LINE, mtime=0),
        "2024/c.parquet": table.getvalue(),
        "2024/deep/d.txt": DAMAGED.encode(),
        "2024/clean.jsonl": json.dumps({"text": CLEAN}).encode(),
        "2024/picture.png": b"\x89PNG",
        "2025/a.jsonl": LINE,
    }
    for key, data in made.items():
        bucket.put_object(Key=key, Body=data, ContentType="text/x-crawl", Metadata={"origin": "house"})
    return made


def test_read_repaired_in_place_and_taken_back(project: Path, here: Here, bucket: Any) -> None:
    before = fill(bucket)
    told = json.loads(here("lint", "s3://crawl/2024/*.jsonl*", *RULES, "--format", "json").out)
    assert [one["path"].rsplit("/", 1)[1] for one in told["articles"]] == ["a.jsonl", "a.jsonl", "b.jsonl.gz", "clean.jsonl"]
    diff = here("diff", "s3://crawl/2024/a.jsonl", *RULES).out
    assert diff.startswith("diff --git a/crawl/2024/a.jsonl b/crawl/2024/a.jsonl\n")
    versions = {one.key: one.last_modified for one in bucket.objects.all()}
    done = here("apply", "s3://crawl/2024", *RULES)
    assert done.code == 0, done.err
    assert "5 fixes made in 5 of 7 articles" in done.out
    after = objects(bucket)
    assert after["2024/a.jsonl"] == FIXED * 2
    assert gzip.decompress(after["2024/b.jsonl.gz"]) == FIXED
    assert pq.read_table(io.BytesIO(after["2024/c.parquet"])).column("text").to_pylist() == [SAFE, CLEAN]
    assert after["2024/deep/d.txt"] == SAFE.encode()
    for key in ("2024/clean.jsonl", "2024/picture.png", "2025/a.jsonl"):
        assert after[key] == before[key]
        assert bucket.Object(key).last_modified == versions[key], "what needs no change is not written"
    kept = bucket.Object("2024/a.jsonl")
    assert (kept.content_type, kept.metadata) == ("text/x-crawl", {"origin": "house"})
    assert "s3://crawl/2024/a.jsonl: advert-line" in here("runs", "--show", "2").out
    assert here("undo", "--path", "s3://crawl/2024/deep").code == 0
    assert objects(bucket)["2024/deep/d.txt"] == DAMAGED.encode()
    assert here("undo").code == 0
    assert objects(bucket) == before


def test_copies_here_and_there(project: Path, here: Here, bucket: Any) -> None:
    before = fill(bucket)
    assert here("apply", "s3://crawl/2024/", *RULES, "--out", "new").code == 0
    assert (project / "new" / "crawl" / "2024" / "a.jsonl").read_bytes() == FIXED * 2
    assert (project / "new" / "crawl" / "2024" / "clean.jsonl").read_bytes() == before["2024/clean.jsonl"]
    assert here("apply", "a.txt", "s3://crawl/2025/a.jsonl", *RULES, "--out", "s3://crawl/clean").code == 0
    after = objects(bucket)
    assert after["clean/a.txt"].decode() == SAFE
    assert after["clean/crawl/2025/a.jsonl"] == FIXED
    assert {key: data for key, data in after.items() if not key.startswith("clean/")} == before
    assert here("apply", "a.txt", *RULES, "--out", "s3://crawl/clean").code == 0, "the same is there already"
    bucket.put_object(Key="clean/a.txt", Body=b"mine")
    done = here("apply", "a.txt", *RULES, "--out", "s3://crawl/clean")
    assert done.code == 2
    assert "another file is there already" in done.err
    assert objects(bucket)["clean/a.txt"] == b"mine"
    assert "is where s3://crawl/2024/ is read" in here("apply", "s3://crawl/2024/", "--out", "s3://crawl/2024/new").err


def test_names_in_a_bucket_do_not_lead_out_of_the_folder(project: Path, here: Here, bucket: Any) -> None:
    bucket.put_object(Key="x/../../../a.txt", Body=DAMAGED.encode())
    done = here("apply", "s3://crawl/x/../../../a.txt", *RULES, "--out", "new")
    assert done.code == 2
    assert "lies outside of the working folder" in done.err
    assert (project / "a.txt").read_text() == DAMAGED


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_profile_is_learnt_from_a_bucket(project: Path, here: Here, bucket: Any, jobs: str) -> None:
    halves = [b"".join(json.dumps(page).encode() + b"\n" for page in ROWS[start : start + 30]) for start in (0, 30)]
    (project / "crawl").mkdir()
    for name, data in (("a.jsonl", halves[0]), ("b.jsonl.gz", gzip.compress(halves[1], mtime=0))):
        bucket.put_object(Key=f"pages/{name}", Body=data)
        (project / "crawl" / name).write_bytes(data)
    done = here("learn", "s3://crawl/pages/", "--field", "text", "--host-field", "url", "--jobs", jobs, "-o", "far.yaml")
    assert done.code == 0, done.err
    assert "60 pages of 2 hosts read; learnt: 2 lines of 2 hosts" in done.err
    assert here("learn", "crawl", "--field", "text", "--host-field", "url", "-o", "near.yaml").code == 0
    assert (project / "far.yaml").read_bytes() == (project / "near.yaml").read_bytes()
    known = ("--field", "text", "--host-field", "url", "--profile", "far.yaml", "--select", "host-line")
    found = here("lint", "s3://crawl/pages", *known, "--format", "json").out
    assert [len(one["findings"]) for one in json.loads(found)["articles"]] == [1] * 60


def test_what_has_changed_since_is_refused(bucket: Any) -> None:
    bucket.put_object(Key="a.txt", Body=DAMAGED.encode())
    with draft("s3://crawl/a.txt") as made:
        made.write(SAFE.encode())
        made.keep()
        bucket.put_object(Key="a.txt", Body=b"other")
        with pytest.raises(Refused, match="has changed since it was read"):
            made.put()
    assert objects(bucket) == {"a.txt": b"other"}
    with draft("s3://crawl/new.txt", new=True) as made:
        made.write(b"mine")
        made.keep()
        bucket.put_object(Key="new.txt", Body=b"theirs")
        with pytest.raises(Refused):
            made.put()
    assert objects(bucket)["new.txt"] == b"theirs"


def test_undo_leaves_what_has_changed(project: Path, here: Here, bucket: Any) -> None:
    fill(bucket)
    here("apply", "s3://crawl/2025/a.jsonl", "s3://crawl/2024/b.jsonl.gz", *RULES)
    bucket.put_object(Key="2025/a.jsonl", Body=b"other")
    bucket.Object("2024/b.jsonl.gz").delete()
    done = here("undo")
    assert done.code == 1
    assert "s3://crawl/2025/a.jsonl: left alone: has changed since the run" in done.out
    assert "s3://crawl/2024/b.jsonl.gz: left alone: has gone" in done.out


def test_trouble_is_one_line_and_the_rest_is_done(
    project: Path, here: Here, call: Call, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(bucket)
    bucket.put_object(Key="cut.jsonl.gz", Body=gzip.compress(LINE)[:-9])
    places = ["s3://crawl/none.txt", "s3://crawl/none*", "s3://nowhere/a.txt", "s3://crawl/cut.jsonl.gz", "odd://x/y"]
    done = here("apply", *places, "a.txt", "s3://crawl/2025/a.jsonl", *RULES)
    assert done.code == 2
    assert "Traceback" not in done.err
    for place in places:
        assert len([line for line in done.err.splitlines() if line.startswith(f"repair: {place}: ")]) == 1
    assert (project / "a.txt").read_text() == SAFE
    assert objects(bucket)["2025/a.jsonl"] == FIXED
    assert "zip://x.txt::/none.zip: no such object" in here("lint", "zip://x.txt::/none.zip").err
    assert "names no bucket" in here("apply", "a.txt", "--out", "s3://").err
    assert here("lint", f"file://{project}/a.txt").err == ""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    done = call("lint", "s3://crawl/a.txt")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) == 1


def test_stopped_and_gone_on_with(project: Path, here: Here, bucket: Any) -> None:
    fill(bucket)
    here("apply", "s3://crawl/2024", *RULES)
    after = objects(bucket)
    (path,) = (project / ".repair" / "runs").glob("*.jsonl")
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-2]))  # as if it had been stopped before the last one
    bucket.put_object(Key="2024/deep/d.txt", Body=DAMAGED.encode())
    done = here("apply", "--resume")
    assert "done before" in done.err
    assert objects(bucket) == after
