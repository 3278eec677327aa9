"""The files in examples/ci do what they say: their shell steps are run as the hosts run them, with the package of this checkout."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sysconfig
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from repair.project.starter import CI
from tests.installing import bare_environment

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "examples" / "ci"
PACKAGE = "article-repair[markdown]"
DAMAGED = "The council meets on Monday.\n\nAdvertisement\n\nIts members are divided.\n"

pytestmark = pytest.mark.needs("posix", "git")


class Runner:
    """A machine of a CI host: an environment of its own, and a working folder with one damaged article."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.work = folder / "work"
        (self.work / "articles").mkdir(parents=True)
        (self.work / "articles" / "a b.txt").write_text(DAMAGED, encoding="utf-8")
        self.programs = bare_environment(folder / "venv")
        self.package = f"{wheel}[markdown]"
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PIP_", "VIRTUAL_ENV", "GITHUB_"))}
        self.environment = {
            **kept,
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "PIP_NO_INDEX": "1",
            "PIP_NO_BUILD_ISOLATION": "0",
            "PIP_NO_COMPILE": "1",  # only some modules are run there
            "XDG_CACHE_HOME": str(folder / "cache"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "RUNNER_TEMP": str(folder),
        }

    def change(self) -> None:
        """Make the folder a checkout whose change since `origin/main` adds one more article with the same damage."""
        (self.work / ".gitignore").write_text(".venv/\n")
        who = "git -c user.name=A -c user.email=a@example.org -c commit.gpgsign=false"
        commands = "git init --quiet && git add --all && {0} commit --quiet -m one && git update-ref refs/remotes/origin/main HEAD"
        done = self.run(commands.format(who))
        assert done.returncode == 0, done.stderr
        (self.work / "articles" / "new.txt").write_text(DAMAGED, encoding="utf-8")
        assert self.run(f"git add --all && {who} commit --quiet -m two").returncode == 0

    def run(self, script: str, shell: str = "bash --noprofile --norc -eo pipefail", **environment: str) -> subprocess.CompletedProcess[str]:
        assert "${{" not in script, "what is put into a script by text can end it"
        script = script.replace(PACKAGE, self.package)
        environment = {key: value.replace(PACKAGE, self.package) for key, value in environment.items()}
        command = [*shlex.split(shell), "-c", script]
        return subprocess.run(command, cwd=self.work, env={**self.environment, **environment}, capture_output=True, text=True, check=False)


@pytest.fixture
def runner(tmp_path: Path, wheel: Path) -> Runner:
    return Runner(tmp_path, wheel)


def filled(value: str, inputs: dict[str, str], pattern: str) -> str:
    """The value with what the host puts in for inputs; one that is not declared is an error."""
    return re.sub(pattern, lambda match: inputs[match[1]], value)


@pytest.mark.parametrize("host", CI)
def test_examples_are_what_init_writes(host: str) -> None:
    place, text = CI[host]
    name = {"github": "workflow.yml"}.get(host, place)
    assert (FILES / host / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("given", "found"), [({}, True), ({"paths": "articles/a b.txt\n", "arguments": "--select\nmojibake\n"}, False)])
def test_github_action(given: dict[str, str], found: bool, runner: Runner) -> None:
    action = yaml.safe_load((FILES / "github" / "action.yml").read_text(encoding="utf-8"))
    assert action["runs"]["using"] == "composite"
    inputs = {name: given.get(name, about["default"]) for name, about in action["inputs"].items()}
    install, lint = action["runs"]["steps"]
    for step in (install, lint):
        assert step["shell"] == "bash"
        env = {name: filled(value, inputs, r"\$\{\{ inputs\.([a-z-]+) \}\}") for name, value in step["env"].items()}
        step["env"] = {name: "" if value == "${{ github.base_ref }}" else value for name, value in env.items()}
    done = runner.run(install["run"], **install["env"])
    assert done.returncode == 0, done.stderr
    done = runner.run(lint["run"], **lint["env"])
    assert done.returncode == int(found), done.stderr
    assert done.stdout.startswith("::error file=articles/a b.txt,line=3,") == found
    assert bool(json.loads((runner.work / "repair.sarif").read_text())["runs"][0]["results"]) == found
    runner.change()
    for given in ({"BASE": "main"}, {"SINCE": "origin/main"}):
        done = runner.run(lint["run"], **{**lint["env"], **given})
        assert done.stdout.count("::error file=articles/new.txt,line=3,") == done.stdout.count("::error ") == int(found), done.stderr


def test_github_workflow(runner: Runner, tmp_path: Path) -> None:
    workflow = yaml.safe_load((FILES / "github" / "workflow.yml").read_text(encoding="utf-8"))
    install, lint = (step for step in workflow["jobs"]["repair"]["steps"] if "run" in step)
    assert runner.run(install["run"]).returncode == 0
    done = runner.run(lint["run"])
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=articles/a b.txt,line=3,")
    assert lint["env"] == {"BASE": "${{ github.base_ref }}"}
    runner.change()
    done = runner.run(lint["run"], BASE="main")
    assert done.returncode == 1, done.stderr
    assert "a b.txt" not in done.stdout
    (kept,) = (step["with"]["path"] for step in workflow["jobs"]["repair"]["steps"] if "upload-artifact" in step.get("uses", ""))
    assert Path(kept.replace("${{ runner.temp }}", str(tmp_path))).read_text().startswith("<!doctype html>")


def gitlab_job(job: dict[str, Any], runner: Runner) -> None:
    *before, everything, last = job["script"]
    environment = {name: str(value) for name, value in job.get("variables", {}).items()}
    for line in before:
        done = runner.run(line, "sh -e", **environment)
        assert done.returncode == 0, done.stderr
    done = runner.run(everything, "sh -e", **environment)
    assert done.returncode == 0, done.stderr
    done = runner.run(last, "sh -e", **environment)
    assert done.returncode == 1, done.stderr
    assert "a b.txt:3:1: error" in done.stdout
    reports = job["artifacts"]["reports"]
    assert [issue["location"]["path"] for issue in json.loads((runner.work / reports["codequality"]).read_text())] == ["articles/a b.txt"]
    assert ElementTree.parse(runner.work / reports["junit"]).getroot().get("failures") == "1"
    assert environment["GIT_DEPTH"] == "0"
    runner.change()
    done = runner.run(last, "sh -e", CI_MERGE_REQUEST_DIFF_BASE_SHA="origin/main", **environment)
    assert done.returncode == 1, done.stderr
    assert "new.txt:3:1: error" in done.stdout
    assert "a b.txt" not in done.stdout


def test_gitlab_job(runner: Runner) -> None:
    gitlab_job(yaml.safe_load((FILES / "gitlab" / ".gitlab-ci.yml").read_text(encoding="utf-8"))["repair"], runner)


def test_gitlab_component(runner: Runner) -> None:
    spec, _, _ = (FILES / "gitlab" / "templates" / "repair.yml").read_text(encoding="utf-8").partition("\n---\n")
    inputs = yaml.safe_load(spec)["spec"]["inputs"]
    defaults = {name: str(about["default"]) for name, about in inputs.items()}
    _, _, body = (FILES / "gitlab" / "templates" / "repair.yml").read_text(encoding="utf-8").partition("\n---\n")
    gitlab_job(yaml.safe_load(filled(body, defaults, r"\$\[\[ inputs\.([a-z-]+) \]\]"))["repair"], runner)


def test_jenkinsfile(runner: Runner) -> None:
    text = (FILES / "jenkins" / "Jenkinsfile").read_text(encoding="utf-8")
    make, install, lint = re.findall(r"(?m)^ +sh '(.*)'$", text)
    assert runner.run(make, "sh -xe").returncode == 0
    packages = next((runner.work / ".venv" / "lib").glob("python*")) / "site-packages"
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    done = runner.run(install, "sh -xe")
    assert done.returncode == 0, done.stderr
    done = runner.run(lint, "sh -xe")
    assert done.returncode == 1, done.stderr
    runner.change()
    done = runner.run(lint, "sh -xe", CHANGE_TARGET="main")
    assert done.returncode == 1, done.stderr
    assert "new.txt:3:1: error" in done.stdout
    assert "a b.txt" not in done.stdout
    for name in (*re.findall(r"junit '(.*)'", text), *re.findall(r"pattern: '(.*)'", text)):
        assert ElementTree.parse(runner.work / name).getroot().tag in ("testsuites", "checkstyle")


def test_dockerfile_commands(runner: Runner) -> None:
    text = (FILES / "docker" / "Dockerfile").read_text(encoding="utf-8")
    (install,) = re.findall(r"(?m)^RUN (.*)$", text)
    assert runner.run(install, "sh").returncode == 0
    entry, usual = (json.loads(part) for part in re.findall(r"(?m)^(?:ENTRYPOINT|CMD) (.*)$", text))
    assert runner.run(shlex.join([*entry, *usual])).returncode == 1
    for page in (FILES / "docker" / "Dockerfile", ROOT / "docs" / "integrations.md"):
        (call,) = re.findall(r"docker run .* article-repair (.*)", page.read_text(encoding="utf-8"))
        done = runner.run(shlex.join([*entry, *shlex.split(call)]))
        assert done.returncode == 1, done.stderr
        assert "a b.txt:3:1: error" in done.stdout


@pytest.mark.needs("make")
def test_makefile(runner: Runner) -> None:
    assert runner.run(f"python3 -m pip install --quiet '{PACKAGE}'").returncode == 0
    make = shlex.join(["make", "--no-print-directory", "-f", str(FILES / "Makefile")])
    assert "a b.txt:3:1: error" in runner.run(f"{make} lint-articles || true").stdout
    assert runner.run(f"{make} fix-articles").returncode == 0
    assert runner.run(f"{make} lint-articles").returncode == 0
