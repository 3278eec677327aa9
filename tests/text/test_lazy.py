"""Expressions kept between runs are the expressions that `re` compiles."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from repair.text import lazy as module
from repair.text.lazy import lazy, regex
from repair.text.store import place

EXPRESSIONS = (r"(?P<a>x+)(y)?(?P<b>z)", r"(?i)straße|K", r"[^\W\d]{2,5}(?<!ab)\b", r"(\w) \1", r"a*+b|(?>cd)", r"[à-ü]{3}(?=.)")


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.DOTALL | re.MULTILINE])
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_same_as_compiled_by_re(expression: str, flags: int) -> None:
    ours, theirs = regex(expression, flags), re.compile(expression, flags)
    assert ours == theirs
    assert ours.groupindex == theirs.groupindex
    assert (ours.pattern, ours.flags, ours.groups) == (theirs.pattern, theirs.flags, theirs.groups)
    text = "xxyz K straße STRASSE ab abc aa a bab cd àèü\n"
    assert [match.groups() for match in ours.finditer(text)] == [match.groups() for match in theirs.finditer(text)]


def test_bad_expression_is_an_error_at_once_or_on_first_use() -> None:
    with pytest.raises(re.error):
        regex("(")
    late = lazy("(")
    with pytest.raises(re.error):
        late.search("x")


def test_kept_for_the_next_run(tmp_path: Path) -> None:
    program = "from repair.text import lazy; print(lazy.regex('(?P<n>a+)b').search('caab')['n'], bool(lazy._STORE._new))"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    told = [
        subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True).stdout for _ in "ab"
    ]
    assert told == ["aa True\n", "aa False\n"]


@pytest.mark.needs("posix")
def test_forked_processes_read_side_by_side(tmp_path: Path) -> None:
    """What one reads moves nothing that another is about to read."""
    program = """
import os
from repair.text import lazy
for number in range(300):
    lazy.regex("x" * number + "y")
names = [*(lazy._STORE._index or ())]
kept = [*map(lazy._STORE._kept, names)]
children = []
while len(children) < 3 and 0 not in children:
    children.append(os.fork())
wrong = sum([*map(lazy._STORE._kept, names)] != kept for _ in range(50))
if 0 in children:
    os._exit(wrong)
print(len(names), wrong + sum(os.waitpid(child, 0)[1] for child in children))
"""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    told = [
        subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True).stdout for _ in "ab"
    ]
    assert told == ["0 0\n", "300 0\n"]


@pytest.mark.parametrize("spoilt", [b"", b"not ours", b"\x05" + bytes(7) + b"i\x01\x00\x00\x00", b"\x01" + bytes(7) + b"N"])
def test_spoilt_store_is_made_again(spoilt: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    store = module._Store()
    store.pattern("ab", 0)
    Path(store._path).parent.mkdir(parents=True, exist_ok=True)
    Path(store._path).write_bytes(spoilt)
    assert module._Store().pattern("ab", 0).search("cab")


def test_a_cache_folder_without_a_root_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Path(place("x")) == Path.home() / ".cache" / "article-repair" / "x"
