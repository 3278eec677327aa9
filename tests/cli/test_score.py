"""`repair score`: the table, the formats, the gates."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import CLEAN, Call, Here

WORSE = "Advertisement\n\nThe council met on Monday.\n\nAdvertisement\n\nAdvertisement\n"


@pytest.fixture
def articles(project: Path) -> Path:
    (project / "b.txt").write_text(CLEAN)
    (project / "c.txt").write_text(WORSE)
    return project


def test_the_worst_comes_first(articles: Path, call: Call) -> None:
    done = call("score")
    assert done.code == 0
    named = re.findall(r"(\w)\.txt$", done.out, re.MULTILINE)
    assert named == ["c", "a", "b"]
    assert "house −" in done.out
    assert "syllables: hyphenation patterns of pyphen" in done.out
    assert "1 article" not in done.out
    assert re.search(r"… and 2 better ones", call("score", "--worst", "1").out)


def test_json_explains_the_quality(articles: Path, here: Here) -> None:
    report = json.loads(here("score", "--format", "json").out)
    assert [article["path"] for article in report["articles"]] == ["c.txt", "a.txt", "b.txt"]
    for article in report["articles"]:
        assert article["quality"] + sum(cause["points"] for cause in article["causes"]) == pytest.approx(100, abs=0.01)
        assert article["after"]["quality"] == 100
    assert report["articles"][2]["quality"] == 100
    assert report["summary"]["quality_after"] == 100
    assert "pyphen" in report["readability"]["syllables"]
    assert json.loads(here("score", "--format", "json").out) == report, "the same again"


def test_safe_repair_alone_can_be_asked_for(articles: Path, here: Here) -> None:
    report = json.loads(here("score", "--format", "json", "--safety", "safe", "a.txt").out)
    assert report["articles"][0]["quality"] < report["articles"][0]["after"]["quality"] < 100


@pytest.mark.parametrize(
    ("gate", "code", "said"),
    [
        (("--min-quality", "99"), 1, "is under 99"),
        (("--min-quality", "10"), 0, ""),
        (("--max-grade", "-50"), 1, "is over -50"),
        (("--max-grade", "50"), 0, ""),
        (("--min-set-quality", "99"), 1, "all together: quality"),
        (("--min-set-quality", "10"), 0, ""),
        (("--max-set-grade", "-50"), 1, "all together: grade"),
        (("--min-quality", "99", "--exit-zero"), 0, "is under 99"),
        (("--min-quality", "much"), 2, ""),
        (("--max-grade", "9", "--no-readability"), 2, ""),
    ],
)
def test_gates(articles: Path, here: Here, gate: tuple[str, ...], code: int, said: str) -> None:
    done = here("score", *gate)
    assert done.code == code
    assert said in done.out


def test_the_page_is_self_contained(articles: Path, here: Here) -> None:
    done = here("score", "--format", "html", "--output-file", "page.html", "--min-quality", "99")
    assert done.code == 1
    page = (articles / "page.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert page.index("c.txt") < page.index("a.txt")
    assert not re.search(r"(?:src|href)=|<script|url\(|@import", page)


def test_names_are_shown_as_text(articles: Path, here: Here) -> None:
    (articles / "<b>&.txt").write_text(WORSE)
    page = here("score", "--format", "html").out
    assert "&lt;b&gt;&amp;.txt" in page
    assert "<b>&.txt" not in page


def test_without_textstat_one_line_names_the_extra(articles: Path, call: Call, tmp_path: Path) -> None:
    hide = tmp_path / "hide" / "textstat"
    hide.mkdir(parents=True)
    (hide / "__init__.py").write_text("raise ImportError('hidden')")
    hidden = {"PYTHONPATH": str(hide.parent)}
    done = call("score", env=hidden)
    assert done.code == 2
    assert "article-repair[readability]" in done.err
    assert len(done.err.splitlines()) == 1
    assert call("score", "--no-readability", env=hidden).code == 0


def test_what_cannot_be_read_is_said(articles: Path, here: Here) -> None:
    (articles / "d.txt").write_bytes(b"\x00\xff binary")
    done = here("score", "--format", "json")
    assert done.code == 2
    assert [one["path"] for one in json.loads(done.out)["skipped"]] == ["d.txt"]


def test_nothing_to_score(tmp_path: Path, call: Call) -> None:
    done = call("score")
    assert done.code == 0
    assert "nothing scored" in done.out
    assert call("score", "--format", "html").code == 0


def test_what_has_no_words_is_passed_over_and_said(articles: Path, here: Here) -> None:
    for content in ("", " \n\n"):
        (articles / "empty.txt").write_text(content)
        done = here("score", "--format", "json", "--min-quality", "1", "empty.txt")
        assert done.code == 0
        assert done.err == "repair: empty.txt: has no words, and so no quality\n"
        report = json.loads(done.out)
        assert report["skipped"][0]["code"] == "empty"
        assert report["summary"]["quality"] is None


def test_processes_and_the_cache_change_nothing(articles: Path, fresh_cache: Path, call: Call) -> None:
    with (articles / "repair.toml").open("a") as file:
        file.write('terms = ["Monday"]\n')
    for number in range(30):
        (articles / f"n{number}.txt").write_text(
            f"{WORSE}\nThey utilise it {number} times.\n" if number % 3 else f"It rained {number} times."
        )
    (articles / "loop.txt").write_text("A zingping.\n")
    (articles / "empty.txt").write_text("")
    first = call("score", "--format", "json", "--no-cache", "--jobs", "1")
    assert json.loads(first.out)["summary"]["articles"] == 34
    assert call("score", "--format", "json", "--no-cache", "--jobs", "3").out == first.out
    assert call("score", "--format", "json", "--jobs", "2").out == first.out
    assert call("score", "--format", "json").out == first.out, "from the cache"
    with (articles / "repair.toml").open("a") as file:
        file.write('\n[[suppress]]\nreason = "house style"\nrule = "plain-word"\n')
    without = call("score", "--format", "json")
    assert without.out == call("score", "--format", "json", "--no-cache").out
    assert json.loads(without.out)["summary"]["quality"] > json.loads(first.out)["summary"]["quality"]
    assert json.loads(call("lint", "--format", "json").out)["summary"]["articles"] == 35, "findings are kept apart"
