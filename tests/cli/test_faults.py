"""What goes wrong with one input is told in a line, the rest is done, and nothing is half written. What was written comes back."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from repair.cli import job
from repair.cli.main import main
from repair.journal.spool import Spool
from tests.cli.conftest import BROKEN, COMMAND, DAMAGED, SAFE, Call, Here
from tests.formats import awkward, records_made, warc_made

ADVERT = "Advertisement"
LINE = json.dumps({"text": DAMAGED}) + "\n"


def one_of_each(folder: Path, article: Callable[[], str], seed: int = 0) -> dict[str, bytes]:
    """A file of every format with articles in it."""
    import zstandard

    for kind in records_made.KINDS:
        (folder / f"r.{kind}").write_bytes(records_made.made(kind, seed, [article() for _ in range(3)]))
    (folder / "p.jsonl.gz").write_bytes(gzip.compress((folder / "r.jsonl").read_bytes()))
    (folder / "p.csv.zst").write_bytes(zstandard.ZstdCompressor().compress((folder / "r.csv").read_bytes()))
    text = pa.array([article(), None, article()])
    pq.write_table(pa.table({"n": [1.5, None, 2.0], "text": text}), folder / "t.parquet", row_group_size=2)
    archive, packed = warc_made.made(seed, [article(), article()])
    (folder / ("w.warc.gz" if packed else "w.warc")).write_bytes(archive)
    (folder / "a.txt").write_bytes(article().encode())
    (folder / "m.md").write_bytes(f"---\ntitle: A  b\n---\n\n{article()}".encode())
    (folder / "h.html").write_bytes(warc_made.page(article()).encode())
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix not in (".yaml", ".toml") and path.is_file()}


def content(folder: Path, names: dict[str, bytes]) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names}


@pytest.mark.parametrize("seed", range(4))
def test_undo_restores_every_byte_of_every_format(project: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    dice = random.Random(seed)
    damage = [f"\n\n{ADVERT}\n\n", " They utilise it.", " They utilise what they utilise.", ""]

    def article() -> str:
        return "\n\n".join(awkward.sentence(dice) + dice.choice(damage) for _ in range(dice.randint(2, 5))) + dice.choice(["", "\n"])

    before = one_of_each(project, article, seed)
    assert len(before) == 11
    rules = ("--select", "house", "--language", "en", "--brake", "1", "--exit-zero", "--jobs", "1")
    assert main(["apply", *before, "--safety", "review", *rules]) == 0
    changed = [name for name, data in content(project, before).items() if data != before[name]]
    assert len(changed) > 6
    steps = [["--rule", rule] for rule in ("advert-line", "plain-word")] + [["--path", name] for name in dice.sample(changed, 2)]
    for step in dice.sample(steps, dice.randint(0, 3)):
        assert main(["undo", *step]) in (0, 2), "2: nothing was done by that rule"
        if step[0] == "--path":
            assert (project / step[1]).read_bytes() == before[step[1]]
    assert main(["undo"]) == 0
    assert content(project, before) == before


def test_a_poisoned_article_costs_itself_alone(project: Path, here: Here) -> None:
    articles = iter(range(10_000))

    def article() -> str:
        return f"A zingboom stood in the hall.\n\n{ADVERT}\n" if next(articles) % 2 else DAMAGED

    (project / "broken.yaml").write_text(BROKEN)
    (project / "repair.toml").write_text('rules = ["house.yaml", "broken.yaml"]\nselect = ["advert-line", "no-such-fact"]\n')
    before = one_of_each(project, article)
    done = here("apply", *before, "--language", "en")
    assert done.code == 2
    assert "Traceback" not in done.err
    for line in done.err.splitlines():
        assert "left as it is: rule no-such-fact failed on it (KeyError" in line
    for name, data in content(project, before).items():
        poisoned = [line for line in done.err.splitlines() if line.startswith(f"repair: {name}: ")]
        if name in ("a.txt", "m.md", "h.html"):
            assert (data == before[name]) == bool(poisoned)
        else:
            assert poisoned, "the second article"
            assert data != before[name], "the others are done"
    assert here("undo").code == 0
    assert content(project, before) == before


@pytest.mark.needs("posix")
def test_a_link_to_nowhere_is_told(project: Path, here: Here) -> None:
    (project / "b.txt").symlink_to("gone.txt")
    done = here("lint", "b.txt")
    assert done.code == 2
    assert done.err == "repair: b.txt: a link to what is not there\n"


def test_what_has_vanished_is_told(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(project)
    names = ["b.txt", "b.jsonl", "b.jsonl.gz", "b.parquet", "b.warc"]
    for name in names:
        (project / name).write_text("x")
    (project / "c.jsonl").write_text(LINE)
    real = job.gather

    def vanishing(*arguments):
        found = real(*arguments)
        for name in names:
            (project / name).unlink()
        return found

    monkeypatch.setattr(job, "gather", vanishing)
    assert main(["apply", *names, "a.txt", "c.jsonl", "--select", "advert-line"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told == [f"repair: {name}: cannot be read: no such file or directory; it has gone since the run began" for name in names]
    assert (project / "a.txt").read_text() == SAFE
    assert json.loads((project / "c.jsonl").read_text())["text"] == SAFE


@pytest.mark.parametrize(
    "change", [lambda path: path.unlink(), lambda path: path.write_text(LINE * 2), lambda path: path.write_text("other")]
)
def test_what_changes_before_it_is_written_is_left(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None]
) -> None:
    monkeypatch.chdir(project)
    path = project / "c.jsonl"
    path.write_text(LINE)
    monkeypatch.setattr(Spool, "flush", lambda spool: (change(path), spool._file.flush()))
    assert main(["apply", "c.jsonl", "a.txt", "--select", "advert-line"]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith("repair: c.jsonl: left as it is: ")
    assert (project / "a.txt").read_text() == SAFE
    assert not path.exists() or SAFE not in path.read_text()
    assert not list(project.rglob(".c.jsonl.repair"))


def limited(folder: Path, size: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `repair` where no file may grow over this size, as on a disk that is full."""
    import resource

    return subprocess.run(
        [COMMAND, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        check=False,
    )


@pytest.mark.needs("posix")
def test_no_room_for_the_copies(project: Path) -> None:
    (project / "big.jsonl").write_text(LINE + json.dumps({"n": "x" * 300_000}) + "\n")
    (project / "clean.jsonl").write_text(json.dumps({"n": "x" * 300_000, "text": "All is well."}) + "\n")
    done = limited(project, 100_000, "apply", "big.jsonl", "clean.jsonl", "a.txt", "--select", "advert-line", "--out", "new", "--jobs", "1")
    assert done.returncode == 2
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == [" big.jsonl", " clean.jsonl"]
    assert done.stderr.count("cannot be written: file too large") == 2
    assert [path.name for path in (project / "new").iterdir()] == ["a.txt"]
    assert (project / "new" / "a.txt").read_text() == SAFE


@pytest.mark.needs("posix")
def test_settings_and_baselines_are_written_whole_or_not_at_all(tmp_path_factory: pytest.TempPathFactory) -> None:
    fresh = tmp_path_factory.mktemp("fresh")
    (fresh / "a.txt").write_text("It was on the the list, and and it went to to the the end.\n")
    known = [*fresh.iterdir()]
    for line in ("init", "ignore a.txt:1:11 --reason fiction", "lint --baseline known.json --update-baseline"):
        done = limited(fresh, 20, *line.split())
        assert done.returncode == 2, done.stdout
        assert "cannot be written: file too large" in done.stderr.lower()
        assert [*fresh.iterdir()] == known


@pytest.mark.needs("posix")
def test_where_nothing_could_be_written_there_is_nothing_to_take_back(project: Path) -> None:
    (project / "a.txt").write_text(DAMAGED + "All is well on the island.\n" * 5_000)
    done = limited(project, 50_000, "apply", "a.txt", "--select", "advert-line", "--no-cache")
    assert done.returncode == 2
    assert done.stderr == "repair: a.txt: left as it is: cannot be written: file too large\n"
    assert done.stdout == "0 fixes made in 0 of 0 articles\n"


@pytest.mark.needs("posix")
def test_a_target_that_is_read_only(project: Path, call: Call) -> None:
    folder = project / "locked"
    folder.mkdir()
    names = {"a.txt": DAMAGED, "c.jsonl": LINE}
    mounted = os.geteuid() == 0 and _mount(folder)
    for name, data in names.items():
        (folder / name).write_text(data)
    if mounted:
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    else:
        for name in names:
            (folder / name).chmod(0o400)
    try:
        done = call("apply", "locked/a.txt", "locked/c.jsonl", "a.txt", "--select", "advert-line")
        if mounted or os.geteuid() != 0:
            assert done.code == 2
            for name in names:
                assert f"locked/{name}: left as it is: is read-only" in done.err
            assert {name: (folder / name).read_text() for name in names} == names
        assert (project / "a.txt").read_text() == SAFE
        if mounted:
            done = call("apply", "a.txt", "--out", "locked/new")
            assert done.code == 2
            assert "a.txt: left as it is: the copy cannot be written: read-only file system" in done.err
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)


def _mount(folder: Path) -> bool:
    return (
        sys.platform == "linux"
        and subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False).returncode == 0
    )


def test_a_missing_extra_is_named(project: Path, call: Call, tmp_path_factory: pytest.TempPathFactory) -> None:
    hidden = tmp_path_factory.mktemp("hidden")
    for name in ("pyarrow", "warcio", "fsspec", "zstandard"):
        (hidden / f"{name}.py").write_text("raise ImportError('hidden')\n")
    (project / "x.parquet").write_bytes(b"PAR1")
    (project / "x.warc").write_bytes(b"WARC/1.0")
    (project / "x.jsonl.zst").write_bytes(b"x")
    done = call(
        "apply", "x.parquet", "x.warc", "x.jsonl.zst", "s3://x/y", "a.txt", "--select", "advert-line", env={"PYTHONPATH": str(hidden)}
    )
    assert done.code == 2
    assert len(done.err.splitlines()) == 4
    for extra in ("parquet", "warc", "remote", "zstd"):
        assert f"needs an extra: pip install 'article-repair[{extra}]'" in done.err
    assert (project / "a.txt").read_text() == SAFE
