"""Whole damaged articles come out as an editor would leave them."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from repair.cli.main import main
from repair.engine.find import find
from repair.engine.settle import by_safety, settle
from repair.rulebook.book import Book, rule_book
from repair.rulebook.rule import Safety
from repair.rulebook.taxonomy import TAXONOMY
from repair.text.article import Article
from repair.text.decode import decode

FOLDER = Path(__file__).resolve().parent.parent / "seeds"
SEEDS = sorted(path for path in FOLDER.glob("*.txt") if not path.name.endswith(".expected.txt"))

each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)


@cache
def book() -> Book:
    return rule_book()


def text_of(path: Path) -> str:
    return decode(path.read_bytes()).text


def expected(seed: Path) -> Path:
    return seed.with_suffix(".expected.txt")


def test_there_are_enough() -> None:
    assert len(SEEDS) >= 12


@each_seed
def test_repair_gives_the_expected_text(seed: Path) -> None:
    settled = settle(Article(text_of(seed)), book(), by_safety("review"))
    assert settled.after == text_of(expected(seed)), "make seeds, and read the difference"


@each_seed
@pytest.mark.parametrize("safety", ["safe", "review"])
def test_a_second_repair_changes_nothing(seed: Path, safety: Safety) -> None:
    once = settle(Article(text_of(seed)), book(), by_safety(safety)).after
    assert settle(Article(once), book(), by_safety(safety)).after == once


@each_seed
def test_apply_writes_the_expected_bytes(seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(seed, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["apply", "--safety", "review", "--exit-zero", seed.name]) == 0
    assert (tmp_path / seed.name).read_bytes() == expected(seed).read_bytes()


@pytest.mark.parametrize("group", TAXONOMY)
def test_seeds_hold_every_class_of_damage(group: str) -> None:
    spoken = {item for seed in SEEDS for finding in find(Article(text_of(seed)), book()) for item in finding.rule.items}
    assert spoken & set(TAXONOMY[group])
