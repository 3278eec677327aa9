"""Fetching LanguageTool, with a stand-in for Maven."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from repair.backends.installed import VERSION, install, server_jar
from repair.cli.main import main
from repair.problem import Problem

pytestmark = pytest.mark.needs("posix")

FETCHES = """#!/bin/sh
for word; do case $word in -DoutputDirectory=*) to=${word#*=};; esac; done
mkdir -p "$to" && cp "$JARS"/* "$to"
"""
FAILS = r"""#!/bin/sh
echo '[INFO] looking'
printf '\033[0m[ERROR] no such artifact: languagetool -> [Help 1]\n[ERROR] see the help\n'
exit 1
"""


@pytest.fixture(autouse=True)
def jars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What there is to fetch."""
    folder = tmp_path / "jars"
    folder.mkdir()
    for number in range(30):
        (folder / f"dependency-{number:02d}.jar").write_bytes(b"")
    with zipfile.ZipFile(folder / f"language-en-{VERSION}.jar", "w") as jar:
        jar.writestr("org/languagetool/resource/en/hunspell/spelling.txt", "word\n")
    with zipfile.ZipFile(folder / f"languagetool-server-{VERSION}.jar", "w") as jar:
        jar.writestr("nothing", "")
    monkeypatch.setenv("JARS", str(folder))
    return folder


def maven(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "mvn"
    program.write_text(script)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_it_is_laid_out_as_the_package_looks_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maven(tmp_path, monkeypatch, FETCHES)
    place, fetched = install(tmp_path / "here")
    assert (place, fetched) == (tmp_path / "here" / f"LanguageTool-{VERSION}", True)
    assert (place / "org/languagetool/resource/en/hunspell/spelling.txt").read_text() == "word\n"
    with zipfile.ZipFile(server_jar(tmp_path / "here")) as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode()
    assert max(map(len, manifest.split("\r\n"))) <= 70
    path = manifest.replace("\r\n ", "").split("Class-Path: ")[1].split()
    assert path[:2] == ["./", f"libs/languagetool-server-{VERSION}.jar"]
    assert sorted(path[1:]) == sorted(f"libs/{one.name}" for one in (place / "libs").iterdir())
    assert install(tmp_path / "here") == (place, False)


def test_a_maven_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maven(tmp_path, monkeypatch, FAILS)
    with pytest.raises(Problem, match=f"mvn could not fetch LanguageTool {VERSION}: no such artifact: languagetool$"):
        install(tmp_path / "here")
    assert list((tmp_path / "here").iterdir()) == []


def test_without_maven_it_is_said_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["languagetool", "install", "--folder", str(tmp_path)]) == 2
    assert "there is no mvn" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["stop", "--port", "8081"], "--port goes with `repair languagetool start`"),
        (["start", "--folder", "x"], "--folder goes with `repair languagetool install`"),
        (["install", "--idle", "3"], "--idle goes with `repair languagetool start`"),
    ],
)
def test_options_go_with_their_action(call: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["languagetool", *call]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("call", [["start", "--port", "0"], ["start", "--port", "x"], ["start", "--idle", "-1"], ["begin"], []])
def test_a_call_that_is_wrong_is_refused(call: list[str]) -> None:
    assert main(["languagetool", *call]) == 2


def test_nothing_runs_and_nothing_is_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["languagetool", "status"]) == 1
    assert "no server stays; `repair languagetool start` starts one" in capsys.readouterr().out
    assert main(["languagetool", "stop"]) == 0
    assert capsys.readouterr().out == "no server stays\n"
