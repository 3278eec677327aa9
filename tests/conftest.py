"""What every test shares: real parts that may be missing, and folders that keep a test to itself."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from repair.problem import Problem
from tests.installing import copied, run

# The command is started hundreds of times: it need not be compiled each time, whatever the one who calls us has set.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Whether a change passes must not hang on luck or on the load of the machine. `--hypothesis-profile=searching` draws other examples.
for name, drawn_alike in (("repeated", True), ("searching", False)):
    settings.register_profile(name, deadline=None, derandomize=drawn_alike, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repeated")

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = os.environ.get("REQUIRE") == "all"
_LEFT_OUT = "left out for want of "


def schemas() -> Path | None:
    """The folder of the official schemas of report formats, which are not ours to hand on."""
    folder = Path(os.environ.get("SCHEMAS_DIR") or ROOT.parent / "shared" / "schemas")
    return folder if (folder / "sarif-2.1.0.json").is_file() else None


def reviewdog() -> str | None:
    """The program, beside this Python or on the PATH."""
    return shutil.which("reviewdog", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))


def languagetool() -> Path | None:
    """The folder with LanguageTool: where LTP_PATH says, where `.ci/run` puts it, or where `repair languagetool install` does."""
    from repair.backends.installed import home, java, server_jar

    try:
        java()
    except Problem:
        return None
    folders = [Path(os.environ["LTP_PATH"])] if os.environ.get("LTP_PATH") else [ROOT / ".venv" / "languagetool", home()]
    return next((folder for folder in folders if server_jar(folder).is_file()), None)


def chromium() -> str | None:
    """A browser for tests of pages, where CHROMIUM says or on the PATH."""
    names = (os.environ.get("CHROMIUM") or "", "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def has_module(name: str) -> bool:
    """Whether a module can be imported."""
    return importlib.util.find_spec(name) is not None


PARTS: dict[str, tuple[Callable[[], bool], str]] = {
    "git": (lambda: shutil.which("git") is not None, "git on the PATH"),
    "make": (lambda: shutil.which("make") is not None, "make on the PATH"),
    "schemas": (lambda: schemas() is not None, "the official schemas (SCHEMAS_DIR says where they are)"),
    "reviewdog": (lambda: reviewdog() is not None, "reviewdog on the PATH"),
    "languagetool": (lambda: languagetool() is not None, "LanguageTool with Java (`repair languagetool install`)"),
    "browser": (lambda: chromium() is not None, "Chromium (on Debian: apt install chromium)"),
    "dask": (lambda: has_module("distributed"), "Dask (pip install 'article-repair[distributed]')"),
    "posix": (lambda: os.name == "posix", "a POSIX system"),
}
"""What `needs` may name: how to tell whether it is there, and what to call it."""


@pytest.hookimpl(optionalhook=True)  # without xdist there is none to make
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    from tests.together import Together

    return Together(config, log) if config.getoption("dist") == "load" else None


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = [part for mark in item.iter_markers("needs") for part in mark.args if not PARTS[part][0]()]
    if missing:
        pytest.skip(_LEFT_OUT + ", ".join(PARTS[part][1] for part in missing))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: {_reason(report)}, and REQUIRE=all leaves nothing out"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        left_out.setdefault(_reason(report), []).append(report.nodeid)
    if left_out:
        terminalreporter.section("left out")
        for reason, tests in sorted(left_out.items()):
            terminalreporter.write_line(f"{len(tests)} tests: {reason} ({tests[0]}{' …' if len(tests) > 1 else ''})")
    elif not terminalreporter.config.option.collectonly:
        terminalreporter.write_line("nothing was left out")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr).removeprefix("Skipped: ")


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing a test stores lands in the user's cache; the stored rules are shared by the tests of one worker."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))


@pytest.fixture(scope="session")
def stored_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which the built-in rules are stored, and nothing else."""
    from repair.rulebook.compiled import load_rules
    from repair.rulebook.shelf import built_in_files

    folder = tmp_path_factory.mktemp("stored-rules")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        load_rules(built_in_files())
    return folder


@pytest.fixture
def fresh_cache(own_cache: None, stored_rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own that holds the built-in rules, so that no run has to read them from YAML, and nothing else."""
    folder = shutil.copytree(stored_rules, tmp_path / ".cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A copy of what is in the repository, so that building leaves nothing in the real one."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "checkout"
    folder.mkdir()  # fails when another worker has made one: tests/together.py
    return copied(folder / "copy")


@pytest.fixture(scope="session")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was made from it."""
    out = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, checkout, cwd=out)
    return out


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    """What a package index would hand out."""
    (only,) = built.glob("*.whl")
    return only


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT
