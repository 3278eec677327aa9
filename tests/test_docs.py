"""The documentation says what is so: generated pages are fresh, links lead somewhere, every kind of damage is accounted for."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from repair.engine.prove import cases, prove
from repair.rulebook.load import load_packs
from repair.rulebook.taxonomy import ITEMS
from tests import built_in

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md"), *ROOT.glob("benchmarks/*.md")])
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^(`{3,})[^\n]*\n.*?^\1$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    sys.path.insert(0, str(ROOT / "docs"))
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.needs("posix")
def test_generated_pages_are_fresh(generate: ModuleType) -> None:
    for path, text in generate.pages().items():
        assert path.exists(), f"{path.relative_to(ROOT)} is missing: make docs"
        assert path.read_text(encoding="utf-8") == text, f"{path.relative_to(ROOT)} is out of date: make docs"
    assert set((ROOT / "docs" / "rules").glob("*.md")) <= set(generate.pages()), "pages of packs that are gone: make docs"


@pytest.mark.parametrize("item", ITEMS)
def test_every_kind_of_damage_is_covered_or_says_why_not(item: str, generate: ModuleType) -> None:
    covering = [(pack, rule) for pack in built_in.packs() for rule in pack.rules if item in rule.items]
    if not covering:
        assert generate.WITHOUT_RULE.get(item), "no rule covers it, and nothing says why"
        return
    kinds = Counter(example.kind for pack, rule in covering for example in pack.examples[rule.id])
    assert kinds["bad"] >= 3
    assert kinds["keep"] >= 3
    assert item not in generate.WITHOUT_RULE, "it has a rule now"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), f"{target} leads nowhere"
        if anchor:
            assert anchor in anchors(there), f"{target}: no such heading"


def prose(page: Path) -> str:
    """The page without its code blocks and code spans."""
    return re.sub(r"`[^`\n]*`", "", _FENCED.sub("", page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    """The fragments that headings of a page can be linked by."""
    headings = _HEADING.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


_YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    "page", [page for page in WRITTEN if "```yaml\npack:" in page.read_text(encoding="utf-8")], ids=lambda path: path.name
)
def test_packs_shown_prove_themselves(page: Path, tmp_path: Path) -> None:
    shown = [block for block in _YAML.findall(page.read_text(encoding="utf-8")) if block.startswith("pack:")]
    for number, block in enumerate(shown):
        file = tmp_path / f"{number}.yaml"
        file.write_text(block, encoding="utf-8")
        for pack in load_packs([file]):
            assert [prove(case) for case in cases(pack)].count(None) == len(list(cases(pack)))
