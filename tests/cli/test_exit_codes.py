"""0 nothing to report, 1 findings, 2 something was wrong: every case, through the installed command."""

from __future__ import annotations

from pathlib import Path

import pytest

from repair.cli.main import COMMANDS, main
from tests.cli.conftest import BROKEN, CLEAN, CONFIG, DAMAGED, Call

FILES = {
    "clean.txt": CLEAN.encode(),
    "safe.txt": b"The council met.\n\nAdvertisement\n\nNobody objected.\n",
    "info.txt": b"It may perchance rain.\n",
    "loop.txt": b"A zingping.\n",
    "star.txt": b"A zingstar.\n",
    "bytes.txt": b"\xff\xfe\x00\x01",
    "empty.txt": b"",
    "french.txt": ("Le maire de la ville a dit que les travaux du port ne sont pas finis et que le pont est dans un état. " * 6).encode(),
}

CASES = {
    0: [
        "lint clean.txt",
        "lint empty.txt",
        "lint french.txt",
        "lint info.txt",
        "lint --exit-zero a.txt",
        "lint --fail-on error --select plain-word a.txt",
        "lint --select filler a.txt",
        "lint --baseline known.json --update-baseline a.txt",
        "lint --format json clean.txt",
        "diff a.txt",
        "diff --check clean.txt",
        "diff --check --safety safe --select plain-word a.txt",
        "apply clean.txt",
        "apply safe.txt",
        "apply --exit-zero a.txt",
        "apply --safety review a.txt",
        "apply --dry-run safe.txt",
        "apply --fail-on error --select plain-word a.txt",
        "apply info.txt",
        "score --no-readability a.txt",
        "score --no-readability --min-quality 10 clean.txt",
        "score --no-readability --exit-zero --min-quality 100 a.txt",
        "rules",
        "rules --test house.yaml",
        "explain plain-word",
        "explain --case a.txt:3:1",
        "ignore a.txt:3:1 --reason why",
        "runs",
        "init fresh",
        "completion bash",
        "lint --help",
        "--help",
        "--version",
    ],
    1: [
        "lint a.txt",
        "lint",
        "lint clean.txt a.txt",
        "lint --fail-on info info.txt",
        "lint --format json a.txt",
        "lint --format sarif=r.sarif a.txt",
        "lint loop.txt",
        "diff --check a.txt",
        "diff --check --safety safe safe.txt",
        "apply a.txt",
        "apply --dry-run a.txt",
        "apply --fail-on info info.txt",
        "score --no-readability --min-quality 99 a.txt",
        "score --no-readability --min-set-quality 99 a.txt",
        "rules --test wrong.yaml",
    ],
    2: [
        "",
        "lit",
        "--lint",
        "lint --no-such-option",
        "lint missing.txt",
        "lint missing.txt a.txt",
        "lint --exit-zero missing.txt",
        "lint bytes.txt",
        "lint bytes.txt a.txt",
        "lint --max-size 10 a.txt",
        "lint --select nothing",
        "lint --config none.toml",
        "lint --encoding klingon",
        "lint --format prose",
        "lint --format json --format sarif",
        "lint --baseline none.json",
        "lint --update-baseline",
        "lint --changed-since nowhere",
        "lint --diff none.diff",
        "lint --jobs 0",
        "lint --output-file none/report a.txt",
        "lint --output-file a.txt a.txt",
        "diff loop.txt",
        "diff --check missing.txt",
        "apply loop.txt",
        "apply --encoding latin-1 star.txt",
        "apply missing.txt safe.txt",
        "apply - a.txt",
        "score missing.txt --no-readability",
        "score --min-quality much",
        "rules --test none.yaml",
        "explain no-such-rule",
        "explain",
        "ignore v1:00000000000000000000",
        "ignore no-key --reason why",
        "undo 20010101",
        "init none",
        "completion tcsh",
    ],
}


@pytest.fixture
def folder(project: Path) -> Path:
    for name, data in FILES.items():
        (project / name).write_bytes(data)
    (project / "fresh").mkdir()
    (project / "wrong.yaml").write_text((project / "house.yaml").read_text().replace("good: They use it.", "good: They apply it."))
    return project


@pytest.mark.parametrize(("code", "line"), [(code, line) for code, lines in CASES.items() for line in lines])
def test_exit_code(folder: Path, call: Call, code: int, line: str) -> None:
    if line == "lint":
        for name in ("bytes.txt", "loop.txt", "star.txt"):
            (folder / name).unlink()
    done = call(*line.split())
    assert done.code == code, done.err
    if code == 2:
        assert done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize("config", ['unknown = "x"\n', "select = 3\n", "not toml", 'rules = ["none.yaml"]\n', 'rules = ["house.txt"]\n'])
def test_wrong_settings_stop_before_the_first_article(folder: Path, call: Call, config: str) -> None:
    (folder / "house.txt").write_text("pack: [")
    (folder / "repair.toml").write_text(config)
    for command in ("lint", "diff", "apply"):
        done = call(command, "a.txt")
        assert done.code == 2
        assert done.out == ""
        assert len(done.err.splitlines()) == 1
    assert (folder / "a.txt").read_text() == DAMAGED


def test_a_rule_that_fails_is_the_fault_of_one_input(folder: Path, call: Call) -> None:
    (folder / "broken.yaml").write_text(BROKEN)
    (folder / "repair.toml").write_text(
        CONFIG.replace('["house.yaml"]', '["house.yaml", "broken.yaml"]').replace('["house"]', '["house", "broken"]')
    )
    (folder / "b.txt").write_text("A zingboom.\n")
    done = call("lint", "a.txt", "b.txt")
    assert done.code == 2, "2 beats 1"
    assert "advert-line" in done.out
    assert "rule no-such-fact failed on it" in done.err
    assert call("lint", "--exit-zero", "a.txt", "b.txt").code == 2


def test_standard_input(folder: Path, call: Call) -> None:
    assert call("lint", "-", stdin=CLEAN.encode()).code == 0
    assert call("lint", "-", stdin=DAMAGED.encode()).code == 1
    assert call("lint", "-", stdin=b"\xff").code == 2
    assert call("apply", "-", stdin=DAMAGED.encode()).code == 1
    assert call("diff", "--check", "-", stdin=DAMAGED.encode()).code == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_option_is_one_line_with_the_nearest_name(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--hlep", "--", "a.txt"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f'repair: {command}: no option is named "--hlep"; did you mean "--help"?\n'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ignore v1:0 --reson x", 'no option is named "--reson"; did you mean "--reason"?'),
        ("lint --fromat=json", 'no option is named "--fromat"; did you mean "--format"?'),
        ("lint -Z", 'no option is named "-Z"; `repair lint --help` tells more'),
        ("lint --zzzzzz", 'no option is named "--zzzzzz"; `repair lint --help` tells more'),
        ("lint --jobs", "--jobs: a value is missing; `repair lint --help` tells more"),
        ("diff --safety saef", '--safety cannot be "saef"; did you mean "safe"?'),
        ("languagetool strt", 'action cannot be "strt"; did you mean "start"?'),
        ("compare a.txt", "AFTER is missing; `repair compare --help` tells more"),
        ("runs a.txt", '"a.txt" is one argument too many; `repair runs --help` tells more'),
    ],
)
def test_a_wrong_call_is_one_line_that_says_what_to_do(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(line.split()) == 2
    assert capsys.readouterr().err == f"repair: {line.split()[0]}: {said}\n"


def test_standard_input_may_stand_behind_options(folder: Path, call: Call) -> None:
    done = call("lint", "clean.txt", "--exit-zero", "-", stdin=DAMAGED.encode())
    assert done.code == 0
    assert "-:3:1: error advert-line" in done.out
