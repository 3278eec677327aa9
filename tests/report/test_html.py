"""The HTML report: one page, nothing loaded, article text only ever as text, patches that git takes."""

from __future__ import annotations

import subprocess
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from repair.report.html import html
from repair.report.hunk import hunk
from repair.report.reported import Reported, printable
from repair.text.span import Edit, apply_edits
from tests.report.made import NAMES, SKIPPED, made, reported

VOID = {"meta", "br"}


class Page(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.met: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "div" in self.open and "sup" not in self.open and "ol" not in self.open:
            self.texts.append(data)


@pytest.mark.parametrize("case", [case for case in NAMES if case != "ten thousand"])
def test_page_is_well_formed_and_self_contained(case: str) -> None:
    page = Page(html(made(case), SKIPPED))
    names = {tag for tag, _ in page.met}
    assert not names & {"script", "img", "link", "iframe", "object", "base"}
    targets = {str(attributes["id"]) for _, attributes in page.met if "id" in attributes}
    for tag, attributes in page.met:
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        if tag == "a":
            assert str(attributes["href"]).startswith("#")
            assert str(attributes["href"])[1:] in targets
    findings = sum(len(article.findings) for article in made(case))
    assert sum(str(attributes.get("id", "")).startswith("f") for _, attributes in page.met) == findings


def test_ten_thousand_findings_give_a_page_in_bounds() -> None:
    page = html(made("ten thousand"))
    assert page.count('<li class="warning" id="f') == 10_000
    assert len(page) < 40_000_000


@pytest.mark.parametrize("case", ["astral", "controls", "line ends", "no end of line"])
def test_article_is_shown_in_full(case: str) -> None:
    for article in made(case):
        shown = "".join(Page(html([article])).texts)
        assert shown == printable(article.text.replace("\r\n", "\n").replace("\r", "\n"))


def test_long_quiet_stretches_are_cut() -> None:
    page = html([reported("a.txt", "A quiet line.\n" * 100_000 + "zing")])
    assert len(page) < 30_000
    assert "characters …]" in page


def test_marks_may_overlap() -> None:
    one = reported("a.txt", "big zing here", "error", word="zing here").findings[0]
    two = reported("a.txt", "big zing here", "info", word="big zing").findings[0]
    page = html([Reported("a.txt", "big zing here", [two, one])])
    assert '<mark class="info">big </mark>' in page
    assert '<mark class="error">zing</mark><mark class="error"> here</mark>' in page


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    "text", ["a\nb\nc\nd zing e\nf\ng\nh\ni\n", "zing", "zing\n", "a\n\nzing\n\nb", "x\n" * 9 + "zing\nzing é 😀\n", "a\r\nzing\r\n"]
)
def test_every_patch_is_taken_by_git(text: str, tmp_path: Path) -> None:
    article = reported("dir/a b.txt", text)
    (tmp_path / "dir").mkdir()
    place = tmp_path / "dir" / "a b.txt"
    for finding in article.findings:
        for fix in finding.fixes:
            taken(tmp_path, place, text, fix.edits)
    page = html([article])
    if "\r" not in text:
        assert page.count("<details>") == sum(len(finding.fixes) for finding in article.findings)
        first = unescape(page.partition("as a patch</summary><pre>")[2].partition("</pre>")[0])
        assert first == hunk(article.path, text, article.findings[0].fixes[0].edits)


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("a\nb\nc\n", [Edit(2, "b\n", "")]),
        ("a\nb\nc", [Edit(1, "\nb", "")]),
        ("a\nb\nc", [Edit(3, "\nc", "")]),
        ("a\nb\nc\n", [Edit(3, "\n", " ")]),
        ("a\nb\nc\n", [Edit(2, "b\n", "x ")]),
        ("a\nb\nc\n", [Edit(0, "", "new\n"), Edit(4, "c", "")]),
        ("a\n\n\nb\n", [Edit(1, "\n\n", "\n")]),
        ("a\nb", [Edit(2, "b", "b\n")]),
        ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", [Edit(2, "2", "two"), Edit(14, "8", "eight")]),
    ],
)
def test_patches_of_line_ends(text: str, edits: list[Edit], tmp_path: Path) -> None:
    taken(tmp_path, tmp_path / "a.txt", text, tuple(edits))


def taken(folder: Path, place: Path, text: str, edits: tuple[Edit, ...]) -> None:
    place.write_bytes(text.encode())
    patch = hunk(place.relative_to(folder).as_posix(), text, edits)
    command = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"]
    done = subprocess.run(command, input=patch.encode(), cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, (patch, done.stderr)
    assert place.read_bytes().decode() == apply_edits(text, edits)
