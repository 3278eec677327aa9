"""What docs/integrations.md shows works: pre-commit runs the hooks, and every command line does what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from repair.cli.main import COMMANDS
from repair.cli.reports import FORMATS
from tests.conftest import reviewdog

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
DAMAGED = "The council meets on Monday.\n\nAdvertisement\n\nIts members are divided.\n"
MENDED = "The council meets on Monday.\n\nIts members are divided.\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", PAGE)


def git(folder: Path, *arguments: str) -> str:
    names = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *names, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A repository with one damaged article."""
    project = tmp_path / "project"
    (project / "articles").mkdir(parents=True)
    (project / "articles" / "a.txt").write_text(DAMAGED, encoding="utf-8")
    (project / "code.py").write_text("Advertisement\n", encoding="utf-8")
    git(project, "init", "-q")
    git(project, "add", ".")
    return project


@pytest.mark.needs("git", "posix")
def test_pre_commit_runs_the_hooks(articles: Path, checkout: Path, tmp_path: Path) -> None:
    if not (checkout / ".git").exists():
        git(checkout, "init", "-q")
        git(checkout, "add", ".")
        git(checkout, "commit", "-qm", "A state of the project")
    (shown,) = (block for block in blocks("yaml") if block.startswith("repos:"))
    config = yaml.safe_load(shown)
    config["repos"][0].update(repo=checkout.as_uri(), rev=git(checkout, "rev-parse", "HEAD"))
    (articles / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    git(articles, "add", ".")
    (articles / "articles" / "b.md").write_text("# Council\n\nLorem ipsum dolor sit amet.\n", encoding="utf-8")
    git(articles, "add", ".")

    def hooks() -> subprocess.CompletedProcess[str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "GIT_"))}
        environment = {**kept, "PRE_COMMIT_HOME": str(tmp_path / "hooks"), "GIT_CONFIG_COUNT": "1"}
        environment |= {"GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"]
        return subprocess.run(command, cwd=articles, env=environment, capture_output=True, text=True, check=False)

    first = hooks()
    assert first.returncode == 1, first.stdout + first.stderr
    assert re.search(r"repair apply\.+Failed\n.*\n- files were modified by this hook", first.stdout), first.stdout
    assert (articles / "articles" / "a.txt").read_text(encoding="utf-8") == MENDED
    assert "code.py" not in first.stdout
    git(articles, "add", ".")
    second = hooks()
    assert re.search(r"repair apply\.+Passed", second.stdout), second.stdout
    assert ("b.md:3" in second.stdout) == (second.returncode == 1)
    (articles / "articles" / "b.md").unlink()
    git(articles, "add", ".")
    third = hooks()
    assert third.returncode == 0, third.stdout


LINES = [line for block in blocks("sh") for line in block.splitlines()]


@pytest.mark.needs("git", "posix", "reviewdog")
@pytest.mark.parametrize("line", LINES)
def test_command_lines_do_what_they_say(line: str, articles: Path) -> None:
    git(articles, "commit", "-qm", "Articles")
    (articles / "articles" / "a.txt").write_text(DAMAGED + "\nAdvertisement\n", encoding="utf-8")
    program = reviewdog()
    assert program
    path = f"{Path(sys.executable).parent}:{Path(program).parent}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", line], cwd=articles, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)
    assert done.returncode == (1 if line.startswith("repair lint") and "|" not in line else 0), done.stderr
    for name in re.findall(r"(?:=|--output-file )([\w.]+\.(?:sarif|xml|html))", line):
        assert (articles / name).stat().st_size
    if "reviewdog" in line:
        assert "articles/a.txt:7:1" in done.stdout


def test_page_names_every_format_and_no_strange_option() -> None:
    table = set(re.findall(r"`(\w+)`", PAGE[PAGE.index("| `--format`") : PAGE.index("One run writes")]))
    assert table == set(FORMATS)
    for command in re.findall(r"(?m)(?:^|[`(])repair ([a-z]+)", PAGE):
        assert command in COMMANDS
