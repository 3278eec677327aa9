"""Several reports of one run, and what cannot be asked for."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from repair.cli.reports import FORMATS
from tests.cli.conftest import DAMAGED, Here

READERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "jsonl": lambda text: [json.loads(line) for line in text.split("\n")[:-1]],
    **dict.fromkeys(("sarif", "gitlab", "rdjson"), json.loads),
    **dict.fromkeys(("junit", "checkstyle"), lambda text: ElementTree.fromstring(text.encode())),
}
NAMES = ("with space.txt", "tag #1.txt", "100%.txt", "%0A::error::.txt", "new\nline.txt", "::error::a,b.txt", "<&\"'>.txt", "日本😀.txt")


def test_several_formats_in_one_run_say_the_same_as_alone(project: Path, here: Here) -> None:
    named = [part for name in FORMATS if name != "json" for part in ("--format", f"{name}=out/{name}")]
    (project / "out").mkdir()
    together = here("lint", "--format", "json", *named, "a.txt")
    assert together.code == 1
    assert together.out == here("lint", "--format", "json", "a.txt").out
    for name in set(FORMATS) - {"json"}:
        alone = here("lint", "--format", name, "--output-file", "alone", "a.txt", env={"COLUMNS": "100"})
        assert alone.out == ""
        assert (project / "out" / name).read_bytes() == (project / "alone").read_bytes(), name


def test_output_file_is_for_the_format_without_one(project: Path, here: Here) -> None:
    done = here("lint", "--format", "json", "--format", "junit=x.xml", "--output-file", "x.json", "a.txt")
    assert done.out == ""
    assert json.loads((project / "x.json").read_text())["summary"]["articles"] == 1
    assert (project / "x.xml").read_text().startswith("<?xml")
    assert "articles" in json.loads(here("lint", "--format", "json=-", "a.txt").out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "sarf"], 'no format is named "sarf"; did you mean "sarif"?'),
        (["--format", "sarif="], '"sarif=" names no file'),
        (["--format", "sarif", "--format", "html"], "cannot both go to standard output; give one a file: --format html=FILE"),
        (["--format", "sarif=x", "--output-file", "y"], "every --format names a file already"),
        (["--format", "sarif=x", "--format", "html=./x"], "two reports cannot go to one file: x"),
        (["--format", "sarif=x", "--format", "html", "--output-file", "x"], "two reports cannot go to one file: x"),
        (["--format", "json", "--statistics"], "--statistics is for --format text"),
        (["--format", "html=a.txt"], "a.txt: is read by this run; what is written there would overwrite it"),
        (["--format", "json=x", "--format", "html=no/such/folder/x"], "no/such/folder/x: cannot be written: there is no such folder"),
    ],
)
def test_what_cannot_be_written_is_said_before_anything_is(project: Path, here: Here, arguments: list[str], said: str) -> None:
    done = here("lint", *arguments, "a.txt")
    assert done.code == 2
    assert said in done.err
    assert done.out == ""
    assert (project / "a.txt").read_text() == DAMAGED
    assert not (project / "x").exists()


def test_report_among_the_articles_of_a_folder_is_refused(project: Path, here: Here) -> None:
    assert here("lint", "--format", "html=r.html").code == 1
    page = (project / "r.html").read_bytes()
    assert here("lint", "--format", "html=r.html").code == 2
    assert (project / "r.html").read_bytes() == page


@pytest.mark.parametrize("command", ["lint", "diff", "score --no-readability"])
@pytest.mark.parametrize("file", ["a.txt", "./a.txt", "link", "repair.toml", "known.json"])
def test_nothing_is_written_onto_what_is_read(project: Path, here: Here, command: str, file: str) -> None:
    settings = project / "repair.toml"
    settings.write_text(f'baseline = "known.json"\n{settings.read_text() if settings.exists() else ""}')
    (project / "link").symlink_to("a.txt")
    here("lint", "--update-baseline", "a.txt")
    before = {one: one.read_bytes() for one in project.iterdir() if one.is_file()}
    done = here(*command.split(), "--output-file", file, "a.txt")
    assert (done.code, done.out) == (2, "")
    assert "is read by this run" in done.err
    assert {one: one.read_bytes() for one in project.iterdir() if one.is_file()} == before


def test_article_that_a_change_leaves_alone_is_not_written_over(project: Path, here: Here) -> None:
    done = here("lint", "--diff", "-", "--output-file", "a.txt", ".", stdin=b"")
    assert done.code == 2
    assert (project / "a.txt").read_text() == DAMAGED


def test_github_summary_takes_what_the_annotations_cannot(project: Path, here: Here) -> None:
    (project / "a.txt").write_text("They utilise it.\n\n" * 25)
    summary = project / "summary.md"
    summary.write_text("before\n")
    done = here("lint", "--format", "github", "a.txt", env={"GITHUB_STEP_SUMMARY": str(summary)})
    assert done.code == 1
    assert done.out.count("::warning ") == len(done.out.splitlines()) == 10
    told = summary.read_text()
    assert told.startswith("before\n### repair: 15 findings")
    assert told.count("| warning |") == 15
    alone = here("lint", "--format", "github", "a.txt", env={"GITHUB_STEP_SUMMARY": ""})
    assert alone.out.splitlines()[-1].startswith("::notice title=repair::15 more findings not shown here")


def test_input_that_cannot_be_judged_is_in_the_reports(project: Path, here: Here) -> None:
    (project / "bad.txt").write_bytes(b"caf\xe9\n")
    done = here("lint", "--format", "github", "--format", "junit=x.xml", "--format", "sarif=x.sarif", "bad.txt")
    assert done.code == 2
    assert done.out.startswith("::error file=bad.txt,")
    assert "<error " in (project / "x.xml").read_text()
    assert "toolExecutionNotifications" in (project / "x.sarif").read_text()


def test_text_in_the_log_of_github_steers_nothing(project: Path, here: Here) -> None:
    (project / "a.txt").write_text("::error::they utilise ##[group]it\n")
    done = here("lint", "a.txt", env={"GITHUB_ACTIONS": "true"})
    assert "<U+003A>:error::they utilise #<U+0023>[group]it" in done.out
    assert "    ::error::they utilise ##[group]it" in here("lint", "a.txt", env={"GITHUB_ACTIONS": ""}).out


@pytest.mark.needs("posix")
def test_awkward_names_and_texts_in_every_format(project: Path, here: Here) -> None:
    for name in (*map(str.encode, NAMES), b"latin \xe9.txt"):
        with open(os.fsencode(project) + b"/" + name, "wb") as file:
            file.write("😀 they utilise\x01\x1b[31m ]]> <b> & \u2028 utilise\r\nutilise".encode())
    count = 3 * (len(NAMES) + 1) + 2
    named = [part for name in FORMATS if name != "github" for part in ("--format", f"{name}=out/{name}")]
    (project / "out").mkdir()
    done = here("lint", "--format", "github", *named)
    assert done.code == 1
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in done.out.splitlines())
    for name, read in READERS.items():
        assert read((project / "out" / name).read_text(encoding="utf-8"))
    assert len(json.loads((project / "out" / "gitlab").read_text(encoding="utf-8"))) == count
    assert "\x1b" not in (project / "out" / "text").read_text(encoding="utf-8")


def test_hosts_are_told_paths_from_the_top_of_the_checkout(project: Path, here: Here) -> None:
    (project / "sub").mkdir()
    (project / "sub" / "b.txt").write_text(DAMAGED)
    top = {"GITHUB_WORKSPACE": str(project), "CI_PROJECT_DIR": str(project)}
    done = here("lint", "--format", "github", "--format", "gitlab=g.json", "b.txt", "../a.txt", cwd=project / "sub", env=top)
    assert re.findall("file=([^,]*)", done.out) == ["sub/b.txt", "a.txt"] * 2
    assert {issue["location"]["path"] for issue in json.loads((project / "sub" / "g.json").read_text())} == {"sub/b.txt", "a.txt"}
    elsewhere = here("lint", "--format", "github", "b.txt", cwd=project / "sub", env={"GITHUB_WORKSPACE": str(project / "other")})
    assert "file=b.txt," in elsewhere.out


def test_names_of_what_cannot_be_read_give_no_commands(project: Path, here: Here) -> None:
    done = here("lint", "x\n::error::y ##[error]z.txt", env={"GITHUB_ACTIONS": "true"})
    assert done.code == 2
    assert done.err == "repair: x<U+000A>::error::y #<U+0023>[error]z.txt: no such file or folder; check the spelling\n"
