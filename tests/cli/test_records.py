"""Files of records through the commands: what is found, what is written, what comes back."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Call
from tests.formats.records_made import KINDS, made, texts

ADVERT = "Advertisement"
SUFFIXES = [f".{kind}{packing}" for kind in KINDS for packing in ("", ".gz", ".zst")]


def packed(data: bytes, suffix: str) -> bytes:
    if suffix.endswith(".gz"):
        return gzip.compress(data, mtime=0)
    if suffix.endswith(".zst"):
        return __import__("zstandard").ZstdCompressor().compress(data)
    return data


def content(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(data)
    if path.suffix == ".zst":
        return __import__("zstandard").ZstdDecompressor().decompressobj().decompress(data)
    return data


def garbled(article: str, dice: random.Random) -> str:
    lines = article.split("\r\n" if "\r\n" in article else "\n")
    at = dice.randrange(len(lines)) // 2 * 2
    return ("\r\n" if "\r\n" in article else "\n").join([*lines[:at], ADVERT, "", *lines[at:]])


def records(project: Path, count: int = 30, damaged: bool = True) -> Path:
    text = f"The council met.\n\n{ADVERT}\n\nThe bridge is 1.50 km long."
    rows = [
        f'{{"id": {number}.50e0, "text": {json.dumps(text if damaged and number % 3 == 0 else "All is well here.")}}}'
        for number in range(count)
    ]
    path = project / "crawl.jsonl"
    path.write_text("\n".join(rows) + "\n")
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_awkward_files_of_each_kind(project: Path, call: Call, kind: str) -> None:
    (project / "a.txt").unlink()
    before: dict[Path, bytes] = {}
    clean: dict[Path, bytes] = {}
    for seed in range(102):
        dice = random.Random(seed)
        articles = texts(seed)
        path = project / f"{seed}.{kind}{('', '.gz', '.zst')[seed % 3]}"
        clean[path] = made(kind, seed, articles)
        if seed % 2:
            articles[-1] = garbled(articles[-1], dice)
        path.write_bytes(packed(made(kind, seed, articles), path.suffix))
        before[path] = path.read_bytes()
    done = call("apply", ".", "--field", "text", "--language", "en", "--select", "house")
    assert done.code == 0, done.err
    assert "51 fixes made in 51 of" in done.out
    for seed, (path, stored) in enumerate(before.items()):
        if seed % 2 == 0:
            assert path.read_bytes() == stored, "nothing was found, nothing is written"
            continue
        old, new = made(kind, seed, [*texts(seed)[:-1], garbled(texts(seed)[-1], random.Random(seed))]), content(path)
        head = next(at for at in range(len(old)) if old[at : at + 1] != new[at : at + 1])
        gone = len(old) - len(new)
        assert 0 < gone < 200
        assert old[:head] + old[head + gone :] == new, "only the bytes of the garble are gone"
    assert call("undo", "--dry-run").out.count("taken back") == 52
    assert call("undo").code == 0
    assert {path: path.read_bytes() for path in before} == before


def test_lint_says_where(project: Path, call: Call) -> None:
    records(project, 2)
    done = call("lint", "crawl.jsonl", "--select", "house")
    assert "crawl.jsonl#1/text:3:1: error" in done.out
    told = json.loads(call("lint", "crawl.jsonl", "--format", "json").out)
    assert [one["locator"] for one in told["articles"]] == [{"record": 1, "field": "text"}, {"record": 2, "field": "text"}]
    assert {one["path"] for one in told["articles"]} == {"crawl.jsonl"}
    for form in ("sarif", "github", "gitlab", "junit", "rdjson", "checkstyle", "html"):
        assert "crawl.jsonl" in call("lint", "crawl.jsonl", "--format", form).out


def test_a_folder_gives_records_only_when_fields_are_named(project: Path, call: Call) -> None:
    records(project, 2)
    assert "of 1 article" in call("lint", ".").out
    assert "of 3 articles" in call("lint", ".", "--field", "text").out
    (project / "repair.toml").write_text('field = ["text"]\n')
    assert "of 3 articles" in call("lint", ".").out


def test_a_folder_of_records_alone_tells_how_they_are_read(project: Path, call: Call) -> None:
    (project / "pages").mkdir()
    records(project).rename(project / "pages" / "crawl.jsonl")
    for command in ("lint", "apply", "learn"):
        done = call(command, "pages")
        assert done.code == 0
        assert "repair: pages/crawl.jsonl: records in a folder are read when --field names the fields with articles" in done.err
    (project / "pages" / "a.txt").write_text("All is well here.\n")
    assert call("lint", "pages").err == ""


def test_a_field_that_is_nowhere_is_told_with_those_there_are(project: Path, call: Call) -> None:
    records(project, 2)
    done = call("lint", "crawl.jsonl", "--field", "body")
    assert done.code == 2
    assert "no record has a text in the field body; --field names another (the first record has id, text)" in done.err


@pytest.mark.needs("git")
@pytest.mark.parametrize("kind", KINDS)
def test_the_diff_applies_and_is_what_apply_does(project: Path, call: Call, kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    for seed in range(12):
        articles = texts(seed)
        articles = [garbled(one, random.Random(seed)) if number % 2 == 0 else one for number, one in enumerate(articles)]
        (project / f"{seed}.{kind}").write_bytes(made(kind, seed, articles))
    diff = call("diff", ".", "--field", "text", "--language", "en", "--select", "advert-line", "--output-file", "p.diff")
    assert diff.code == 0, diff.err
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(project, other, dirs_exist_ok=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn", "p.diff"], cwd=other, check=True)
    call("apply", ".", "--field", "text", "--language", "en", "--select", "advert-line", "--exit-zero")
    for seed in range(12):
        assert (project / f"{seed}.{kind}").read_bytes() == (other / f"{seed}.{kind}").read_bytes()
    shown = call("runs", "--show", "2", "--format", "diff")
    assert shown.out.encode().replace(b"\r", b"") == (project / "p.diff").read_bytes().replace(b"\r", b"")


def test_undo_by_rule_and_by_path(project: Path, call: Call) -> None:
    text = f"They utilise it.\n\n{ADVERT}\n\nThe bridge stands."
    line = json.dumps({"text": text})
    for name in ("a.jsonl", "b.jsonl.gz"):
        (project / name).write_bytes(packed(f"{line}\n".encode(), name))
    (project / "c.txt").write_text(text)
    before = {path.name: path.read_bytes() for path in project.glob("[abc].*")}
    names = ["a.jsonl", "b.jsonl.gz", "c.txt"]
    call("apply", "--safety", "review", "--select", "house", *names)
    assert call("undo", "--rule", "advert-lime").err == (
        "repair: --rule: run " + call("runs").out[:22] + ' changed nothing by "advert-lime"; did you mean "advert-line"?\n'
    )
    assert "3 articles taken back" in call("undo", "--rule", "advert-line").out
    assert (project / "c.txt").read_text() == text.replace("utilise", "use")
    assert json.loads((project / "a.jsonl").read_text())["text"] == text.replace("utilise", "use")
    assert json.loads(content(project / "b.jsonl.gz"))["text"] == text.replace("utilise", "use")
    assert "without advert-line" in call("runs").out
    assert call("undo", "--path", "d.txt").code == 2
    call("undo", "--path", "c.txt", "--path", "b.jsonl.gz")
    assert (project / "c.txt").read_bytes() == before["c.txt"]
    assert (project / "b.jsonl.gz").read_bytes() == before["b.jsonl.gz"]
    call("undo")
    assert {path.name: path.read_bytes() for path in project.glob("[abc].*") if path.name in names} == {
        name: before[name] for name in names
    }


def test_what_is_broken_is_told_and_the_rest_is_done(project: Path, call: Call) -> None:
    path = records(project, 30)
    broken = project / "broken.jsonl.gz"
    broken.write_bytes(gzip.compress(path.read_bytes())[:-20])
    odd = project / "odd.jsonl"
    odd.write_text(path.read_text().replace("{", "[", 1) + '{"text": "half \\ud83d"}\n')
    before = broken.read_bytes()
    done = call("apply", "--select", "house", "broken.jsonl.gz", "odd.jsonl", "crawl.jsonl", "gone.jsonl")
    assert done.code == 2
    assert "broken.jsonl.gz: left as it is: is a broken gzip file" in done.err
    assert "odd.jsonl: record 1: is not JSON" in done.err
    assert "odd.jsonl: record 31, text: half a surrogate pair" in done.err
    assert "gone.jsonl: no such file" in done.err
    assert broken.read_bytes() == before
    assert odd.read_text().count(ADVERT) == 1
    assert ADVERT not in path.read_text()
    assert not [one for one in project.rglob(".*repair") if one.is_file()]


@pytest.mark.needs("posix")
def test_one_run_at_a_time(project: Path, call: Call) -> None:
    import fcntl

    handle = os.open(project, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for command in ("apply", "undo"):
            done = call(command)
            assert done.code == 2
            assert "another run is changing articles" in done.err or "no run to take back" in done.err
        assert call("apply", "--dry-run").code == 1
    finally:
        os.close(handle)


def shards(project: Path, count: int = 24, each: int = 60) -> dict[str, bytes]:
    (project / "a.txt").unlink(missing_ok=True)
    text = f"The council met on the {{}}th.\n\n{ADVERT}\n\nThe bridge is 1.50 km long."
    for number in range(count):
        rows = [json.dumps({"n": number * each + row, "text": text.format(row)}) for row in range(each)]
        suffix = ("", ".gz", ".zst")[number % 3]
        (project / f"{number:02}.jsonl{suffix}").write_bytes(packed(("\n".join(rows) + "\n").encode(), suffix))
    return {path.name: content(path) for path in sorted(project.glob("*.jsonl*"))}


@pytest.mark.needs("posix")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_stopped_anywhere_and_gone_on_with(project: Path, call: Call, how: signal.Signals) -> None:
    before = shards(project)
    stored = {path.name: path.read_bytes() for path in project.glob("*.jsonl*")}
    wanted = {name: data.replace(f"{ADVERT}\\n\\n".encode(), b"") for name, data in before.items()}
    dice = random.Random(7)
    begun = False
    for jobs in (1, 2, 1, 2, 1, 2):
        more = ["--resume"] if begun else [".", "--field", "text", "--select", "house"]
        command = [str(COMMAND), "apply", *more, "--jobs", str(jobs), "--no-cache"]
        process = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        done = {name for name in before if content(project / name) == wanted[name]}
        goal = len(done) + dice.randint(1, 3)
        while process.poll() is None and sum(content(project / name) == wanted[name] for name in before) < goal:
            time.sleep(0.01)
        process.send_signal(how)
        told = process.communicate()[1].decode()
        begun = begun or any((project / ".repair" / "runs").glob("*.jsonl"))
        for name, data in before.items():
            assert content(project / name) in (data, wanted[name]), "each file is as before or done, never between"
        if how == signal.SIGTERM and process.returncode != 0:
            assert process.returncode == 128 + signal.SIGTERM
            assert re.search("stopped.*; `repair apply --resume` goes on", told)
    assert begun
    last = call("apply", "--resume")
    if last.code == 2:
        assert "nothing to go on with" in last.err, "the last one that was to be stopped had come to its end"
    assert {name: content(project / name) for name in before} == wanted
    assert call("apply", ".", "--field", "text", "--select", "house").out.startswith("0 fixes made"), "each article once"
    assert call("runs").out.count("\n") == 1, "one run, however often it was stopped"
    assert call("undo").code == 0
    assert {path.name: path.read_bytes() for path in project.glob("*.jsonl*")} == stored


def test_rejects_are_written_down(project: Path, call: Call) -> None:
    (project / "crawl.jsonl").write_text('{"text": "They utilise it."}\n[\n{"text": "All is well."}\n')
    done = call("apply", "--select", "house", "--rejects", "left.jsonl", "crawl.jsonl", "a.txt")
    assert done.code == 2
    told = [json.loads(line) for line in (project / "left.jsonl").read_text().splitlines()]
    assert [(one["type"], one["path"]) for one in told] == [("waiting", "crawl.jsonl"), ("skipped", "crawl.jsonl"), ("waiting", "a.txt")]
    assert told[0]["locator"] == {"record": 1, "field": "text"}
    assert told[0]["findings"][0]["fixes"][0]["safety"] == "review"
    assert told[1]["code"] == "malformed"
    assert told[1]["locator"] == {"record": 2, "field": ""}
    assert "is one of the articles" in call("apply", "--rejects", "a.txt", "a.txt").err
    done = call("apply", "--select", "house", "--statistics", "--dry-run", "--rejects", "left.jsonl", "crawl.jsonl", "gone.txt")
    assert "\n2 articles held back (malformed 1, missing 1)\n" in f"\n{done.out}"
    assert "gone.txt" in (project / "left.jsonl").read_text()


@pytest.mark.needs("posix")
def test_what_cannot_be_written_stays_and_the_rest_is_done(project: Path, call: Call) -> None:
    if os.geteuid() == 0:
        folder = project / "small"
        folder.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, check=False)
        if mounted.returncode == 0:
            try:
                crawl = records(project, 500)
                (folder / "crawl.jsonl").write_bytes(crawl.read_bytes())
                with contextlib.suppress(OSError), (folder / "other").open("wb", buffering=0) as other:
                    while other.write(bytes(4096)):
                        pass
                done = call("apply", "--select", "house", "small/crawl.jsonl", "a.txt")
                assert done.code == 2
                assert "small/crawl.jsonl: left as it is: cannot be written: no space left" in done.err
                assert (folder / "crawl.jsonl").read_bytes() == crawl.read_bytes()
                assert sorted(path.name for path in folder.iterdir()) == ["crawl.jsonl", "other"]
                assert ADVERT not in (project / "a.txt").read_text()
            finally:
                subprocess.run(["umount", str(folder)], check=True)
            return
    path = records(project, 30)
    path.chmod(0o400)
    done = call("apply", "--select", "house", "crawl.jsonl", "a.txt")
    assert ADVERT not in (project / "a.txt").read_text()
    if os.geteuid() != 0:
        assert done.code == 2
        assert "crawl.jsonl: left as it is: is read-only" in done.err


def test_places_scores_and_changes_of_records(project: Path, call: Call) -> None:
    records(project, 2)
    told = json.loads(call("score", "crawl.jsonl", "--format", "json", "--no-readability").out)
    assert {one["locator"]["record"] for one in told["articles"]} == {1, 2}
    assert "crawl.jsonl#1/text" in call("score", "crawl.jsonl", "--no-readability").out
    done = call("lint", "crawl.jsonl", "--diff", "p.diff")
    assert done.code == 2
    assert call("ignore", "crawl.jsonl#1/text:3:1", "--reason", "a test").code == 0
    assert call("lint", "crawl.jsonl", "--select", "advert-line").code == 0
    (project / "head.csv").write_text("id,text\n")
    assert call("lint", "head.csv").code == 0
