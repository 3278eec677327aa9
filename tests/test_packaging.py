"""What is built and installed: the wheel holds the rules, and every way of installing finds them."""

from __future__ import annotations

import configparser
import json
import os
import tarfile
import zipfile
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from tests.installing import bare_environment, install, run

ROOT = Path(__file__).resolve().parent.parent
DATA = (".yaml", ".txt", ".bin", ".json")
TEXT = "The council meets on Monday.\n\nAdvertisement\n\nIts members are divided.\n"


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """The programs of an environment with the wheel, and the modules that were not compiled when it was installed."""
    folder = tmp_path_factory.mktemp("installed")
    programs = bare_environment(folder)
    install(programs, [wheel], folder)
    sources = [*folder.rglob("site-packages/repair/**/*.py")]
    assert sources
    return programs, [path for path in sources if not Path(cache_from_source(os.fspath(path))).exists()]


def check_installed(programs: Path, elsewhere: Path) -> None:
    """Console script and `python -m repair` find the rules, from another directory and from the checkout."""
    (elsewhere / "a.txt").write_text(TEXT, encoding="utf-8")
    for command in ([programs / "repair"], [programs / "python", "-m", "repair"]):
        for folder, path in ((elsewhere, "a.txt"), (ROOT, elsewhere / "a.txt")):
            done = run(*command, "lint", "--format", "json", "--exit-zero", path, cwd=folder, XDG_CACHE_HOME=str(elsewhere / "cache"))
            (article,) = json.loads(done.stdout)["articles"]
            assert "Advertisement" in [finding["text"] for finding in article["findings"]]


def test_wheel_holds_the_package_and_the_rules(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / "repair").rglob("*.py")}
    data = {f"repair/rules/{path.name}" for path in (ROOT / "rules").iterdir() if path.suffix in DATA}
    web = ROOT / "repair" / "review" / "web"
    pages = {path.relative_to(ROOT).as_posix() for path in (*web.glob("templates/*"), *web.glob("static/*"))}
    metadata = {name for name in held if ".dist-info/" in name}
    assert held - metadata == sources | data | pages | {"repair/py.typed"}
    assert any(name.endswith("/LICENSE") for name in metadata)
    assert any(name.endswith("/NOTICE") for name in metadata)


def test_rules_folder_is_flat_data() -> None:
    strangers = [path.name for path in (ROOT / "rules").iterdir() if path.suffix not in DATA]
    assert strangers == []


def test_checkout_keeps_no_second_copy_of_the_rules() -> None:
    assert not (ROOT / "repair" / "rules").exists()


def test_every_package_is_declared() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    declared = set(config["options"]["packages"].split())
    there = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "repair").rglob("__init__.py")}
    assert declared == there | {"repair.rules"}


def test_sdist_can_be_built_from_and_read(built: Path) -> None:
    (only,) = built.glob("*.tar.gz")
    with tarfile.open(only) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"setup.cfg", "pyproject.toml", "README.md", "LICENSE", "NOTICE"} <= names
    assert {f"rules/{path.name}" for path in (ROOT / "rules").iterdir()} <= names


def test_installed_from_the_wheel(installed: tuple[Path, list[Path]], tmp_path: Path) -> None:
    check_installed(installed[0], tmp_path)


def test_a_start_from_the_wheel_is_light(installed: tuple[Path, list[Path]], tmp_path: Path) -> None:
    """All modules are compiled, few are imported, and the second run reads what the first kept of the rules: no YAML."""
    programs, not_compiled = installed
    assert not_compiled == []
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    program = "import sys; from repair.cli.main import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    for _ in range(2):
        command = (programs / "python", "-c", program, "lint", "--no-cache", "--exit-zero", "a.txt")
        done = run(*command, cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache"))
    imported = set(done.stderr.split())
    slow = "dataclasses datetime difflib ftfy hashlib html inspect json logging pathlib sqlite3 subprocess tempfile threading yaml"
    assert "repair.cli.lint" in imported
    assert imported.isdisjoint((*slow.split(), "importlib.metadata", "importlib.resources", "repair.rulebook.load"))
    assert len(imported) < 200


@pytest.mark.parametrize("mode", ["lenient", "strict", "compat"])
def test_installed_for_editing(checkout: Path, tmp_path: Path, mode: str) -> None:
    programs = bare_environment(tmp_path / "venv")
    install(programs, ["--config-settings", f"editable_mode={mode}", "-e", checkout], tmp_path)
    check_installed(programs, tmp_path)


def test_version_is_said_once(wheel: Path) -> None:
    from repair import __version__

    assert wheel.name.startswith(f"article_repair-{__version__}-")
