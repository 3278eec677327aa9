"""The diff of any two texts of one article is taken by git and gives the second."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from repair.engine.changes import Change
from repair.report.diff import patch
from repair.text.decode import decode
from repair.text.span import Edit, apply_edits

CHARACTERS = "ab \n\n\n\r\t\\-+@\x0b\x0c\x1c\x85\u2028é☃"
TEXTS = st.text(CHARACTERS, max_size=60)


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, list[Change]]:
    """A text and changes of it that do not touch."""
    text = draw(TEXTS)
    marks = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    changes = []
    for start, end in zip(marks[::2], marks[1::2], strict=False):
        change = Change(start, text[start:end], draw(st.text(CHARACTERS, max_size=6)), (f"rule-{len(changes)}",))
        if change.old != change.new:
            changes.append(change)
    return text, changes


@pytest.mark.needs("git")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed())
@example(("a\nb", [Change(1, "\n", "", ("x",))]))
@example(("a\n", [Change(0, "a\n", "", ("x",))]))
@example(("a\n\n", [Change(1, "\n\n", "\n", ("x",))]))
@example(("a", [Change(0, "a", "b\n", ("x",))]))
@example(("", [Change(0, "", "b\n", ("x",))]))
@example(("a ,b", [Change(1, " ", "", ("x",)), Change(4, "", "!", ("y",))]))
def test_git_takes_it(tmp_path: Path, case: tuple[str, list[Change]]) -> None:
    text, changes = case
    after = apply_edits(text, [Edit(change.start, change.old, change.new) for change in changes])
    stored = decode(text.encode())
    written = patch(b"x.txt", stored, after.encode(), changes)
    if text == after:
        assert written == b""
        return
    (tmp_path / "x.txt").write_bytes(text.encode())
    done = subprocess.run(["git", "-c", "core.autocrlf=false", "apply"], input=written, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, (written, done.stderr)
    assert (tmp_path / "x.txt").read_bytes() == after.encode()
    for change in changes:
        assert change.rules[0].encode() in written


def test_codec_with_state_becomes_one_change() -> None:
    stored = decode("日本 a 日本".encode("iso2022-jp"), "iso2022-jp")
    after = "日本 日本".encode("iso2022-jp")
    written = patch(b"x.txt", stored, after, [Change(2, " a", "", ("one",))])
    assert written.endswith(b"+" + after + b"\n\\ No newline at end of file\n")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (b"a.txt", b"--- a/a.txt\n"),
        (b"a b.txt", b"--- a/a b.txt\t\n"),
        (b'a"b.txt', b'--- "a/a\\"b.txt"\n'),
        (b"a\tb\x01.txt", b'--- "a/a\\tb\\001.txt"\n'),
        ("é.txt".encode(), b'--- "a/\\303\\251.txt"\n'),
    ],
)
def test_names_are_quoted_as_git_does(name: bytes, line: bytes) -> None:
    assert line in patch(name, decode(b"a"), b"b", [Change(0, "a", "b", ("x",))])
