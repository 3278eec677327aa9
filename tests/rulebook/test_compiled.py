"""Rules kept between runs are those of the files, whatever changed meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from repair.rulebook import load
from repair.rulebook.compiled import load_rules
from repair.rulebook.shelf import RuleError, built_in_files
from tests.cli.conftest import PACK


def test_of_a_changed_pack_only_that_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = tmp_path / "house.yaml"
    pack.write_text(PACK, encoding="utf-8")
    paths = [*built_in_files(), str(pack)]
    load_rules(paths)
    read: list[str] = []

    class Reader(load._Reader):
        def __init__(self, path: str) -> None:
            read.append(Path(path).name)
            super().__init__(path)

    monkeypatch.setattr(load, "_Reader", Reader)
    pack.write_text(PACK.replace("whisper", "murmur"), encoding="utf-8")
    found = load_rules(paths)
    assert read == ["house.yaml"]
    assert found == load_rules(paths)
    monkeypatch.undo()
    fresh = [rule for one in load.load_packs(paths) for rule in one.rules]
    assert [(rule.id, rule.rank, rule.confidence, rule.cues) for rule in found] == [
        (rule.id, rule.rank, rule.confidence, rule.cues) for rule in fresh
    ]


def test_names_of_kept_packs_are_taken(tmp_path: Path) -> None:
    load_rules(built_in_files())
    pack = tmp_path / "house.yaml"
    pack.write_text(PACK.replace("id: whisper", "id: mojibake"), encoding="utf-8")
    with pytest.raises(RuleError, match="'mojibake' is already used in "):
        load_rules([*built_in_files(), str(pack)])


@pytest.mark.parametrize("source", ["[" * 100_000, "pack: " + "{a: " * 50_000, "- " * 50_000 + "a"])
def test_what_is_nested_deeply_is_refused(tmp_path: Path, source: str) -> None:
    pack = tmp_path / "house.yaml"
    pack.write_text(source, encoding="utf-8")
    with pytest.raises(RuleError, match=r"house.yaml:1: is nested more than 40 levels deep"):
        load.load_packs([pack])


def test_a_file_without_an_end_is_refused() -> None:
    with pytest.raises(RuleError, match="/dev/zero: is over 10,000,000 bytes"):
        load_rules(["/dev/zero"])
