"""Several reports of one run, and what cannot be asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from repair.cli.reports import FORMATS
from tests.cli.conftest import DAMAGED, Call


def test_several_formats_in_one_run_say_the_same_as_alone(project: Path, call: Call) -> None:
    named = [part for name in FORMATS if name != "json" for part in ("--format", f"{name}=out/{name}")]
    (project / "out").mkdir()
    together = call("lint", "--format", "json", *named, "a.txt")
    assert together.code == 1
    assert together.out == call("lint", "--format", "json", "a.txt").out
    for name in set(FORMATS) - {"json"}:
        alone = call("lint", "--format", name, "--output-file", "alone", "a.txt", env={"COLUMNS": "100"})
        assert alone.out == ""
        assert (project / "out" / name).read_bytes() == (project / "alone").read_bytes(), name


def test_output_file_is_for_the_format_without_one(project: Path, call: Call) -> None:
    done = call("lint", "--format", "json", "--format", "junit=x.xml", "--output-file", "x.json", "a.txt")
    assert done.out == ""
    assert json.loads((project / "x.json").read_text())["summary"]["articles"] == 1
    assert (project / "x.xml").read_text().startswith("<?xml")
    assert "articles" in json.loads(call("lint", "--format", "json=-", "a.txt").out)


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
        (["--format", "html=a.txt"], "a.txt: is one of the articles; a report would overwrite it"),
        (["--format", "html=no/such/folder/x"], "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_said_before_anything_is(project: Path, call: Call, arguments: list[str], said: str) -> None:
    done = call("lint", *arguments, "a.txt")
    assert done.code == 2
    assert said in done.err
    assert done.out == ""
    assert (project / "a.txt").read_text() == DAMAGED
    assert not (project / "x").exists()


def test_report_among_the_articles_of_a_folder_is_refused(project: Path, call: Call) -> None:
    assert call("lint", "--format", "html=r.html").code == 1
    page = (project / "r.html").read_bytes()
    assert call("lint", "--format", "html=r.html").code == 2
    assert (project / "r.html").read_bytes() == page


def test_github_summary_takes_what_the_annotations_cannot(project: Path, call: Call) -> None:
    (project / "a.txt").write_text("They utilise it.\n\n" * 25)
    summary = project / "summary.md"
    summary.write_text("before\n")
    done = call("lint", "--format", "github", "a.txt", env={"GITHUB_STEP_SUMMARY": str(summary)})
    assert done.code == 1
    assert done.out.count("::warning ") == len(done.out.splitlines()) == 10
    told = summary.read_text()
    assert told.startswith("before\n### repair: 15 findings")
    assert told.count("| warning |") == 15
    alone = call("lint", "--format", "github", "a.txt", env={"GITHUB_STEP_SUMMARY": ""})
    assert alone.out.splitlines()[-1].startswith("::notice title=repair::15 more findings not shown here")


def test_input_that_cannot_be_judged_is_in_the_reports(project: Path, call: Call) -> None:
    (project / "bad.txt").write_bytes(b"caf\xe9\n")
    done = call("lint", "--format", "github", "--format", "junit=x.xml", "--format", "sarif=x.sarif", "bad.txt")
    assert done.code == 2
    assert done.out.startswith("::error file=bad.txt,")
    assert "<error " in (project / "x.xml").read_text()
    assert "toolExecutionNotifications" in (project / "x.sarif").read_text()


def test_text_in_the_log_of_github_steers_nothing(project: Path, call: Call) -> None:
    (project / "a.txt").write_text("::error::they utilise ##[group]it\n")
    done = call("lint", "a.txt", env={"GITHUB_ACTIONS": "true"})
    assert "<U+003A>:error::they utilise #<U+0023>[group]it" in done.out
    assert "    ::error::they utilise ##[group]it" in call("lint", "a.txt", env={"GITHUB_ACTIONS": ""}).out
