"""Parquet: a fix changes one cell; everything else is what it was, and undo gives the bytes back."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import DAMAGED, SAFE, Here
from tests.cli.conftest import here as here
from tests.cli.conftest import project as project
from tests.cli.conftest import shared_pack as shared_pack
from tests.cli.test_records import ADVERT, garbled
from tests.formats.parquet_made import write
from tests.formats.records_made import texts

FIELDS = "text,page.text,page.deep.text,parts,page.parts"


def about(path: Path) -> Any:
    """What must be the same before and after, cells apart."""
    meta = pq.read_metadata(path)
    groups = [meta.row_group(number) for number in range(meta.num_row_groups)]
    columns = [(one.num_rows, [one.column(n).compression for n in range(one.num_columns)]) for one in groups]
    stored = {name: value for name, value in (meta.metadata or {}).items() if name != b"ARROW:schema"}
    return meta.schema.to_arrow_schema(), meta.format_version, stored, columns, b"ARROW:schema" in (meta.metadata or {})


def cells(path: Path) -> list[dict[str, Any]]:
    table = pq.read_table(path)
    for number, name in enumerate(table.column_names):
        if name == "odd":
            table = table.set_column(number, name, table.column(name).cast(pa.binary()))
    return table.to_pylist()


def test_a_hundred_awkward_files(project: Path, here: Here) -> None:
    (project / "a.txt").unlink()
    before: dict[Path, bytes] = {}
    known: dict[Path, tuple[Any, list[dict[str, Any]], str, int, str]] = {}
    for seed in range(104):
        articles: list[Any] = [*texts(seed), "", None, "All is well."]
        random.Random(seed).shuffle(articles)
        at, whole = next((number, one) for number, one in enumerate(articles) if one and len(one) > 20)
        path = project / f"{seed}.parquet"
        clean = project / "clean"
        field = write(clean, seed, articles)
        if seed % 2:
            articles[at] = garbled(whole, random.Random(seed))
            write(path, seed, articles)
        else:
            path.write_bytes(clean.read_bytes())
        before[path] = path.read_bytes()
        known[path] = about(path), cells(clean), field, at, whole
        clean.unlink()
    done = here("apply", ".", "--field", FIELDS, "--language", "en", "--select", "house")
    assert done.code == 0, done.err
    assert "52 fixes made in 52 of" in done.out
    for seed, path in enumerate(before):
        shape, wanted, _, _, _ = known[path]
        assert (path.read_bytes() == before[path]) == (seed % 2 == 0), "nothing was found, nothing is written"
        assert repr(cells(path)) == repr(wanted), path
        assert about(path) == shape
    assert here("undo").code == 0
    assert {path: path.read_bytes() for path in before} == before


def small(project: Path, **more: Any) -> Path:
    path = project / "crawl.parquet"
    pq.write_table(pa.table({"n": [1, 2, 3], "text": [DAMAGED, "All is well.", DAMAGED], **more}), path, row_group_size=2)
    return path


def test_undo_by_rule(project: Path, here: Here) -> None:
    path = small(project)
    stored = path.read_bytes()
    here("apply", "crawl.parquet", "--safety", "review", "--select", "house")
    assert ADVERT not in cells(path)[2]["text"]
    assert "use the hall" in cells(path)[2]["text"]
    assert '"locator": {"record": 3, "field": "text"}' in here("runs", "--show", "2", "--format", "json").out
    assert "crawl.parquet: " in here("runs", "--show", "2", "--format", "diff").err
    assert here("undo", "--rule", "plain-word").code == 0
    assert [row["text"] for row in cells(path)] == [SAFE, "All is well.", SAFE]
    assert here("undo").code == 0
    assert path.read_bytes() == stored


def test_other_commands(project: Path, here: Here) -> None:
    small(project)
    assert "crawl.parquet#3/text:3:1: error" in here("lint", "crawl.parquet", "--select", "house").out
    assert "Advertisement" in here("diff", "--word", "crawl.parquet", "--select", "house").out
    assert "no diff of a .parquet file is of use" in here("diff", "crawl.parquet").err
    assert "is not read from standard input" in here("lint", "-", "--stdin-filename", "x.parquet").err
    here("apply", "crawl.parquet", "--select", "advert-line", "--out", "new")
    assert [row["text"] for row in cells(project / "new" / "crawl.parquet")] == [SAFE, "All is well.", SAFE]


def test_items_of_lists_have_places_of_their_own(project: Path, here: Here) -> None:
    path = project / "a.parquet"
    pq.write_table(pa.table({"parts": [["All is well.", DAMAGED], None, [DAMAGED, None, DAMAGED]]}), path)
    stored = path.read_bytes()
    places = ["1/parts.1", "3/parts.0", "3/parts.2"]
    out = here("lint", "a.parquet", "--field", "parts", "--select", "advert-line").out
    assert [line.split("#")[1].split(":")[0] for line in out.splitlines() if "#" in line] == places
    here("apply", "a.parquet", "--field", "parts", "--select", "house", "--safety", "review")
    assert "use the hall" in cells(path)[2]["parts"][2]
    here("undo", "--rule", "plain-word")
    assert [row["parts"] for row in cells(path)] == [["All is well.", SAFE], None, [SAFE, None, SAFE]]
    here("undo")
    assert path.read_bytes() == stored


def test_times_as_spark_writes_them(project: Path, here: Here) -> None:
    when = pa.array([10**17, None, 10**18 + 1], pa.timestamp("ns"))
    path = project / "spark.parquet"
    table = pa.table({"when": when, "text": [DAMAGED, "All is well.", None]})
    pq.write_table(table, path, use_deprecated_int96_timestamps=True, store_schema=False)
    here("apply", "spark.parquet", "--select", "advert-line")
    after = pq.ParquetFile(path)
    assert after.metadata.row_group(0).column(0).physical_type == "INT96"
    assert after.read().equals(table.set_column(1, "text", pa.array([SAFE, "All is well.", None])))


def test_what_cannot_be_read_or_kept_is_told(project: Path, here: Here) -> None:
    path = small(project, when=pa.array([0, 1, 253402300799], pa.timestamp("s")), many=pa.array([[1]] * 3))
    good = path.read_bytes()
    pq.write_table(pq.read_table(path), project / "old.parquet", use_deprecated_int96_timestamps=True)
    (project / "cut.parquet").write_bytes(good[:-30])
    middle = len(DAMAGED)
    (project / "garbage.parquet").write_bytes(good[:20] + bytes(middle) + good[20 + middle :])
    (project / "none.parquet").write_bytes(b"no such thing")
    (project / "empty.parquet").write_bytes(b"")
    names = [one.name for one in sorted(project.glob("*.parquet"))]
    before = {name: (project / name).read_bytes() for name in names}
    done = here("apply", "--select", "house", *names, "a.txt")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) == 5
    for name in ("cut", "garbage", "none", "empty"):
        assert f"{name}.parquet: left as it is: is a broken Parquet file" in done.err
    assert "old.parquet: left as it is: the column when has times as INT96 before 1678 or after 2261" in done.err
    changed = {name for name in names if (project / name).read_bytes() != before[name]}
    assert changed == {"crawl.parquet"}
    assert (project / "a.txt").read_text() == SAFE, "the rest is done"
    for field, said in {
        "many": "holds list<element: int64>, and only text is read",
        "n": "holds int64",
        "n.x": "has no text in the field n.x: n is int64",
        "no": "the first record has n, text, when, many",
    }.items():
        done = here("lint", "crawl.parquet", "--field", field)
        assert done.code == 2
        assert said in done.err


@pytest.mark.needs("posix")
def test_no_room_for_the_new_file(project: Path, here: Here) -> None:
    import resource
    import subprocess

    from tests.cli.conftest import COMMAND

    path = project / "crawl.parquet"
    pq.write_table(pa.table({"n": [os.urandom(200) for _ in range(3000)], "text": [DAMAGED, *["All is well."] * 2999]}), path)
    stored = path.read_bytes()
    done = subprocess.run(
        [COMMAND, "apply", "crawl.parquet", "a.txt", "--select", "advert-line", "--jobs", "1"],
        cwd=project,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)),
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "crawl.parquet: left as it is: cannot be written: file too large" in done.stderr
    assert path.read_bytes() == stored
    assert (project / "a.txt").read_text() == SAFE
