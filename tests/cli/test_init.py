"""`repair init` writes what loads, says every key, and overwrites nothing; `repair completion` completes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from repair.cli.main import COMMANDS
from repair.project.config import KEYS, Settings, read
from repair.project.starter import ABOUT, CI, settings
from tests.cli.conftest import COMMAND, Call, Here


def test_every_key_is_explained_and_loads_with_its_default(tmp_path: Path) -> None:
    assert set(ABOUT) == set(KEYS), "repair/project/starter.py explains other keys than there are"
    file = tmp_path / "repair.toml"
    file.write_text(settings(), encoding="utf-8")
    assert read(str(file)) == Settings(root=str(tmp_path), source=str(file))
    stated = re.sub(r"(?m)^# ([a-z-]+ = )", r"\1", settings())
    assert len(re.findall(r"(?m)^[a-z-]+ = ", stated)) == len(KEYS)
    file.write_text(stated, encoding="utf-8")
    # what `safety` and `brake` mean unset depends on the command
    assert read(str(file)) == Settings(root=str(tmp_path), source=str(file), safety="safe", brake=0.3)


def test_writes_once(tmp_path: Path, call: Call) -> None:
    done = call("init")
    assert (done.code, done.out) == (0, "wrote repair.toml\n")
    assert (tmp_path / "repair.toml").read_text() == settings()
    (tmp_path / "repair.toml").write_text('encoding = "cp1252"\n')
    again = call("init")
    assert again.code == 2
    assert "repair.toml holds settings already" in again.err
    assert (tmp_path / "repair.toml").read_text() == 'encoding = "cp1252"\n'


def test_settings_in_pyproject_are_not_hidden(tmp_path: Path, call: Call) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n")
    assert call("init", "--ci", "jenkins").code == 0
    (tmp_path / "repair.toml").unlink()
    (tmp_path / "pyproject.toml").write_text("[tool.repair]\n")
    assert call("init").code == 2
    assert not (tmp_path / "repair.toml").exists()


@pytest.mark.parametrize("host", CI)
def test_ci_file_is_written_once(host: str, tmp_path: Path, call: Call) -> None:
    place, text = CI[host]
    assert call("init", "--ci", host).code == 0
    assert (tmp_path / place).read_text() == text
    (tmp_path / place).write_text("mine\n")
    (tmp_path / "repair.toml").unlink()
    again = call("init", "--ci", host)
    assert again.code == 2
    assert f"{place} is there already" in again.err
    assert (tmp_path / place).read_text() == "mine\n"
    assert not (tmp_path / "repair.toml").exists()


def test_ci_file_joins_settings_that_are_there(tmp_path: Path, call: Call) -> None:
    assert call("init").code == 0
    done = call("init", "--ci", "github")
    assert (done.code, done.out) == (0, "wrote .github/workflows/repair.yml\nleft repair.toml as it is\n")


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("sign", "remote", "host"),
    [
        (".github", "", "github"),
        (".gitlab-ci.yml", "", None),
        ("Jenkinsfile", "", None),
        ("", "git@github.com:paper/articles.git", "github"),
        ("", "https://gitlab.paper.example/articles.git", "gitlab"),
        ("", "https://git.example/github-articles.git", None),
        ("", "", None),
    ],
)
def test_auto_knows_the_host(sign: str, remote: str, host: str | None, tmp_path: Path, call: Call) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    if remote:
        subprocess.run(["git", "remote", "add", "origin", remote], cwd=tmp_path, check=True)
    if sign:
        (tmp_path / sign).mkdir()
    done = call("init", "--ci", "auto")
    if host:
        assert done.code == 0
        assert (tmp_path / CI[host][0]).is_file()
    else:
        assert done.code == 2
        assert not (tmp_path / "repair.toml").exists()


def test_other_folder_and_no_folder(tmp_path: Path, call: Call) -> None:
    (tmp_path / "sub").mkdir()
    assert call("init", "sub").out == "wrote sub/repair.toml\n"
    assert call("init", "nowhere").code == 2


COMPLETE = """
eval "$(repair completion bash)"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_repair
printf '%s\\n' "${COMPREPLY[@]}"
"""


def completed(folder: Path, *words: str) -> list[str]:
    """What bash offers for the last word."""
    path = f"{COMMAND.parent}:/usr/bin:/bin"
    command = ["bash", "--noprofile", "--norc", "-c", COMPLETE, "bash", "repair", *words]
    done = subprocess.run(command, cwd=folder, env={"PATH": path, "HOME": str(folder)}, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.needs("posix")
def test_bash_completes(tmp_path: Path) -> None:
    (tmp_path / "an article.txt").write_text("")
    assert completed(tmp_path, "li") == ["lint"]
    assert set(COMMANDS) <= set(completed(tmp_path, ""))
    assert completed(tmp_path, "lint", "--form") == ["--format"]
    assert completed(tmp_path, "lint", "--format", "sa") == ["sarif"]
    assert completed(tmp_path, "lint", "an") == ["an article.txt"]
    assert completed(tmp_path, "apply", "--safety", "") == ["safe", "review"]
    assert completed(tmp_path, "explain", "advert-l") == ["advert-label"]
    assert completed(tmp_path, "completion", "f") == ["fish"]
    assert completed(tmp_path, "lint", "--max-size", "") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_know_every_option(shell: str, call: Call, here: Here, tmp_path: Path) -> None:
    script = call("completion", shell).out
    for command in COMMANDS:
        assert command in script
        for flag in re.findall(r"(?m)^  +(?:-\w, )?(--[a-z-]+)", here(command, "--help", env={"COLUMNS": "200"}).out):
            assert (f"-l {flag[2:]}" if shell == "fish" else flag) in script
    if shutil.which(shell):  # where the shell is not installed the script is not read by it
        (tmp_path / "script").write_text(script)
        subprocess.run([shell, "-n", str(tmp_path / "script")], check=True)
