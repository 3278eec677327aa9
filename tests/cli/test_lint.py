"""`repair lint` as people and programs call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import BROKEN, CLEAN, CONFIG, DAMAGED, Call, Here


def test_exit_codes(project: Path, here: Here) -> None:
    (project / "clean.txt").write_text(CLEAN)
    assert here("lint", "clean.txt").code == 0
    assert here("lint", "a.txt").code == 1
    assert here("lint", "--exit-zero", "a.txt").code == 0
    assert here("lint", "missing.txt", "a.txt").code == 2
    assert here("lint", "--exit-zero", "missing.txt").code == 2
    assert here("lint", "--fail-on", "error", "--select", "plain-word", "a.txt").code == 0
    (project / "info.txt").write_text("It may perchance rain.\n")
    assert here("lint", "info.txt").code == 0
    assert here("lint", "--fail-on", "info", "info.txt").code == 1


def test_empty_file_is_nothing_to_report(project: Path, here: Here) -> None:
    (project / "empty.txt").write_bytes(b"")
    assert here("lint", "empty.txt").code == 0


def test_text_shows_place_caret_and_fix(project: Path, here: Here) -> None:
    out = here("lint").out
    assert out.splitlines() == [
        'a.txt:3:1: error advert-line: "Advertisement" is left over',
        "    Advertisement",
        "    ^^^^^^^^^^^^^",
        '    safe fix: remove "Advertisement"',
        'a.txt:5:13: warning plain-word: "utilise" is a long word for a short one',
        "    Its members utilise the hall.",
        "                ^^^^^^^",
        '    review fix: replace "utilise" by "use"',
        "2 findings (1 error, 1 warning) in 1 of 1 article; 1 with a safe fix: `repair apply`; 1 with a fix to review: `repair diff`",
    ]


def test_long_lines_are_cut_around_the_spot(project: Path, here: Here) -> None:
    (project / "a.txt").write_text("It was of use to them. " * 60 + "They utilise it. " + "It was of use to them. " * 60)
    lines = here("lint", "a.txt", env={"COLUMNS": "80"}).out.splitlines()
    excerpt, carets = lines[1], lines[2]
    assert len(excerpt) <= 80
    start = carets.index("^")
    assert excerpt[start : start + 7] == "utilise"


def test_carets_stand_right_below_wide_and_hidden_characters(project: Path, here: Here) -> None:
    (project / "a.txt").write_text("日本 \u200b\x1b[31m they utilise it\n", encoding="utf-8")
    lines = here("lint", "a.txt").out.splitlines()
    assert "\x1b" not in lines[1]
    assert lines[1] == "    日本 <U+200B><U+001B>[31m they utilise it"
    assert lines[2].index("^") == lines[1].index("utilise") + 2  # two wide characters take two columns more


def test_json_is_the_contract(project: Path, here: Here) -> None:
    (project / "a.txt").write_bytes(b"\xef\xbb\xbf" + "Müller\r\n\r\nThey utilise 😀 it.\r\n".encode())
    (project / "b.txt").write_text(CLEAN)
    done = here("lint", "--format", "json")
    report = json.loads(done.out)
    assert done.code == 1
    assert done.err == ""
    assert list(report) == ["version", "tool", "articles", "skipped", "summary"]
    assert list(report["tool"]) == ["name", "version", "rules_sha256", "config_sha256"]
    first, second = report["articles"]
    assert [first["path"], first["locator"], second["path"], second["findings"]] == ["a.txt", None, "b.txt", []]
    assert first["sha256"] == sha256((project / "a.txt").read_bytes()).hexdigest()
    (finding,) = first["findings"]
    key = finding.pop("key")
    assert key.startswith("v1:")
    assert finding == {
        "rule": "plain-word",
        "pack": "house",
        "severity": "warning",
        "scope": "span",
        "message": '"utilise" is a long word for a short one',
        "start": 15,
        "end": 22,
        "line": 3,
        "column": 6,
        "end_line": 3,
        "end_column": 13,
        "text": "utilise",
        "group": None,
        "confidence": None,
        "fixes": [
            {
                "title": 'replace "utilise" by "use"',
                "safety": "review",
                "edits": [{"start": 15, "end": 22, "old": "utilise", "text": "use"}],
            }
        ],
    }
    assert report["summary"] == {"articles": 2, "findings": 1, "fixable": 1, "safe": 0}


def test_jsonl_says_the_same_line_by_line(project: Path, here: Here) -> None:
    lines = [json.loads(line) for line in here("lint", "--format", "jsonl", ".", "nowhere").out.splitlines()]
    whole = json.loads(here("lint", "--format", "json", ".", "nowhere").out)
    assert [line.pop("type") for line in lines] == ["header", "article", "skipped", "summary"]
    assert lines[0] == {"version": whole["version"], "tool": whole["tool"]}
    assert [lines[1]] == whole["articles"]
    assert [lines[2]] == whole["skipped"]
    assert lines[3] == whole["summary"]


def test_output_file(project: Path, here: Here) -> None:
    done = here("lint", "--format", "json", "--output-file", "report.json")
    assert done.out == ""
    assert json.loads((project / "report.json").read_text())["summary"]["findings"] == 2
    assert here("lint", "--output-file", "no/such/folder/x").code == 2


def test_statistics(project: Path, here: Here) -> None:
    (project / "b.txt").write_text(DAMAGED + DAMAGED)
    assert here("lint", "--statistics").out.splitlines()[:2] == ["     3  advert-line", "     3  plain-word"]


def test_standard_input(project: Path, here: Here) -> None:
    done = here("lint", "-", stdin=DAMAGED.encode())
    assert done.code == 1
    assert done.out.startswith("-:3:1: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "advert-lines"], 'select: no rule or pack is named "advert-lines"; did you mean "advert-line"?'),
        (["--ignore", "hous"], 'did you mean "house"?'),
        (["--encoding", "utf-9"], 'no encoding is named "utf-9"'),
        (["--encoding", "rot13"], 'no encoding is named "rot13"'),
        (["--max-size", "many"], "a size is"),
        (["--config", "none.toml"], "none.toml: cannot be read"),
        (["--fail-on", "warnings"], '--fail-on cannot be "warnings"; did you mean "warning"?'),
        ([""], 'repair: "" is no path; give . for the working folder'),
        (["--selct", "x"], 'repair: lint: no option is named "--selct"; did you mean "--select"?'),
    ],
)
def test_wrong_calls_stop_before_anything_is_read(project: Path, here: Here, arguments: list[str], said: str) -> None:
    done = here("lint", "missing.txt", "a.txt", *arguments)
    assert done.code == 2
    assert said in done.err
    assert "missing" not in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("selct = ['house']", 'repair.toml:1: unknown key "selct"; did you mean "select"?'),
        ("# one\n\nignore = 'house'", "repair.toml:3: ignore must be a list"),
        ("fail-on = 'warnings'", 'fail-on cannot be "warnings"; did you mean "warning"?'),
        ("max-size = true", "a size is"),
        ("select = [", "repair.toml: not TOML"),
        ("rules = ['none.yaml']", "none.yaml: cannot be read: No such file or directory"),
        ("rules = ['bad.yaml']", "bad.yaml:2: "),
        ("select = ['nonsense-name']", "no rule or pack is named"),
    ],
)
def test_wrong_configuration_stops_before_anything_is_read(project: Path, here: Here, config: str, said: str) -> None:
    (project / "bad.yaml").write_text("pack: x\nstag: words\n")
    (project / "repair.toml").write_text(config)
    done = here("lint", "missing.txt", ".")
    assert done.code == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert done.out == ""


def test_each_wrong_input_is_one_line_and_the_others_are_done(project: Path, here: Here) -> None:
    (project / "binary.txt").write_bytes(b"abc\0def")
    (project / "latin.txt").write_bytes("caf\xe9 utilise".encode("latin-1"))
    (project / "utf16.txt").write_bytes("they utilise it".encode("utf-16"))
    (project / "large.txt").write_text("x" * 3000)
    done = here(
        "lint", "--format", "json", "--max-size", "2kB", "missing.txt", "binary.txt", "latin.txt", "utf16.txt", "large.txt", "a.txt"
    )
    assert done.code == 2
    assert [line.split(": ")[:2] for line in done.err.splitlines()] == [
        ["repair", name] for name in ("missing.txt", "binary.txt", "latin.txt", "utf16.txt", "large.txt")
    ]
    report = json.loads(done.out)
    assert [skip["code"] for skip in report["skipped"]] == ["missing", "binary", "undecodable", "undecodable", "too-large"]
    assert "byte 3" in report["skipped"][1]["reason"]
    assert "byte 3" in report["skipped"][2]["reason"]
    assert [article["path"] for article in report["articles"]] == ["a.txt"]


def test_encoding_is_taken_from_the_call(project: Path, here: Here) -> None:
    (project / "a.txt").write_bytes("caf\xe9 utilise".encode("latin-1"))
    assert here("lint", "--encoding", "cp1252", "a.txt").code == 1
    (project / "a.txt").write_bytes("they utilise it".encode("utf-16"))
    assert here("lint", "--encoding", "utf-16", "a.txt").code == 1


@pytest.mark.needs("posix")
def test_unreadable_file(project: Path, here: Here) -> None:
    (project / "loop.txt").symlink_to("loop.txt")
    done = here("lint", "loop.txt", "a.txt")
    assert done.code == 2
    assert done.err.startswith("repair: loop.txt: cannot be read: too many levels of symbolic links")
    assert "a.txt:3:1" in done.out


def test_a_broken_rule_costs_one_article_only(project: Path, here: Here) -> None:
    (project / "broken.yaml").write_text(BROKEN)
    (project / "repair.toml").write_text('rules = ["house.yaml", "broken.yaml"]\nselect = ["house", "broken"]\n')
    (project / "b.txt").write_text("zingboom")
    done = here("lint", "--format", "json")
    assert done.code == 2
    assert done.err.startswith("repair: b.txt: rule no-such-fact failed on it (KeyError")
    assert len(done.err.splitlines()) == 1
    report = json.loads(done.out)
    assert [article["path"] for article in report["articles"]] == ["a.txt"]
    assert report["skipped"][0]["code"] == "internal-error"


def test_not_english_is_skipped_and_said(project: Path, here: Here) -> None:
    german = "Der Rat hat am Montag beschlossen, dass die Halle nicht verkauft wird, und das ist für die Stadt ein Gewinn. " * 8
    (project / "a.txt").write_text(german + "utilise", encoding="utf-8")
    done = here("lint", "--format", "json")
    assert done.code == 0
    assert "not English (German)" in done.err
    assert json.loads(done.out)["skipped"][0]["code"] == "not-english"
    assert here("lint", "--language", "en").code == 1


def test_nearest_configuration_holds(project: Path, here: Here) -> None:
    below = project / "below" / "deep"
    below.mkdir(parents=True)
    (below / "b.txt").write_text(DAMAGED)
    (project / "below" / "pyproject.toml").write_text('[tool.repair]\nrules = ["../house.yaml"]\nselect = ["plain-word"]\n')
    report = json.loads(here("lint", "--format", "json").out)
    assert {a["path"]: [f["rule"] for f in a["findings"]] for a in report["articles"]} == {
        "a.txt": ["advert-line", "plain-word"],
        "below/deep/b.txt": ["plain-word"],
    }
    (project / "below" / "pyproject.toml").write_text("[tool.other]\n")
    report = json.loads(here("lint", "--format", "json").out)
    assert len(report["articles"][1]["findings"]) == 2
    (project / "other.toml").write_text(CONFIG + 'ignore = ["advert-line"]\n')
    report = json.loads(here("lint", "--format", "json", "--config", "other.toml").out)
    assert [len(article["findings"]) for article in report["articles"]] == [1, 1]


def test_command_line_goes_over_the_file(project: Path, here: Here) -> None:
    (project / "repair.toml").write_text(CONFIG + 'fail-on = "error"\n')
    assert here("lint", "--select", "plain-word").code == 0
    assert here("lint", "--select", "plain-word", "--fail-on", "warning").code == 1
    (project / "repair.toml").write_text(CONFIG + 'include = ["*.md"]\n')
    assert "0 articles" in here("lint").out


def test_hashes_tell_rules_and_settings_apart(project: Path, here: Here) -> None:
    def tool() -> dict[str, str]:
        return dict(json.loads(here("lint", "--format", "json").out)["tool"])

    first = tool()
    (project / "repair.toml").write_text(CONFIG + 'ignore = ["ping"]\n')
    second = tool()
    assert first["rules_sha256"] == second["rules_sha256"]
    assert first["config_sha256"] != second["config_sha256"]
    (project / "house.yaml").write_text((project / "house.yaml").read_text() + "\n")
    assert tool()["rules_sha256"] != first["rules_sha256"]


@pytest.mark.needs("posix")
def test_file_names_that_are_not_utf_8(project: Path, here: Here) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (project / name).write_text(DAMAGED)
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    done = here("lint", "--format", "json")
    assert json.loads(done.out)["articles"][1]["path"] == name
    assert "caf<U+DCE9>.txt" in here("lint").out


def test_help_and_version(call: Call) -> None:
    assert "repair lint article.txt" in call("--help").out
    assert call("--version").out.startswith("repair ")
    assert call().code == 2
    done = call("lnt")
    assert done.code == 2
    assert done.err == 'repair: no command is named "lnt"; did you mean "lint"?\n'
    for command in ("lint", "diff", "apply", "undo", "runs", "rules", "explain"):
        assert call(command, "--help").code == 0


def test_a_start_imports_nothing_slow() -> None:
    """Each of these takes longer to import than a short article takes to judge."""
    slow = "ahocorasick_rs, datetime, difflib, ftfy, hashlib, html, json, re2, shutil, signal, sqlite3, tomllib, yaml"
    program = f"import sys, repair.cli.lint; print([name for name in '{slow}'.split(', ') if name in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
        ).stdout
        == "[]\n"
    )
