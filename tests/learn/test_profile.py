"""A profile is read strictly, and what it says is found, on its hosts and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

import repair
from repair.rulebook.profile import read_profiles
from repair.rulebook.shelf import RuleError

GOOD = """\
profile: 1
hosts:
  - host: "argus.example"
    stories: 50
    lines:
      - line: "Listen to this page"
        seen: 48
        place: head
        fix: safe
      - line: "Follow the Argus on every quay"
        seen: 50
        place: tail
        fix: safe
      - line: "12 comments"
        seen: 30
        place: tail
        fix: review
"""
ARTICLE = "The ferry to Lund sailed again on Tuesday, four days after the storm had ended."


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_host_s_lines_are_found_on_its_pages_alone(profile: Path) -> None:
    book = repair.rule_book(profile=profile)
    text = f"Listen to this page\n\n{ARTICLE}\n\n3 comments\n\nFollow the Argus on every quay"
    found = [one for one in repair.check(text, book, "https://www.argus.example/1.html") if one.rule.id == "host-line"]
    assert [one.text for one in found] == ["Listen to this page", "3 comments", "Follow the Argus on every quay"]
    assert found[0].message == '"Listen to this page" stands on 48 of 50 pages of this site'
    assert [one.fixes[0].safety for one in found] == ["safe", "review", "review"]  # the second and third hold a number, a name
    assert not [one for one in repair.check(text, book, "courier.example") if one.rule.id == "host-line"]
    assert not [one for one in repair.check(text, book) if one.rule.id == "host-line"]
    assert not [one for one in repair.check(text, host="argus.example") if one.rule.id == "host-line"]
    assert repair.repair(text, "review", book, "argus.example") == ARTICLE


def test_elsewhere_on_the_page_a_line_is_the_article_s(profile: Path) -> None:
    book = repair.rule_book(profile=profile)
    for text in (
        f"{ARTICLE}\n\nListen to this page\n\n{ARTICLE[:-1]} for good.",
        f"Follow the Argus on every quay\n\n{ARTICLE}",
        "Listen to this page\n\nFollow the Argus on every quay",
        "Listen to this page",
    ):
        assert not [one for one in repair.check(text, book, "argus.example") if one.rule.id == "host-line"], text


@pytest.mark.parametrize("line", ["Correction: the date was wrong", "Copyright, all of it", "First published elsewhere"])
def test_notices_wait_for_a_person_whatever_the_profile_says(tmp_path: Path, line: str) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(GOOD.replace("Follow the Argus on every quay", line), encoding="utf-8")
    book = repair.rule_book(profile=path)
    found = [one for one in repair.check(f"{ARTICLE}\n\n{line}", book, "argus.example") if one.rule.id == "host-line"]
    assert [fix.safety for one in found for fix in one.fixes] == ["review"]


def test_rows_with_a_host(profile: Path) -> None:
    text = f"{ARTICLE}\n\nFollow the Argus on every quay"
    mapper = repair.Mapper("text", safety="review", profile=str(profile), host="url")
    assert mapper({"text": text, "url": "argus.example"})["text"] == ARTICLE
    assert mapper({"text": [text, text, text], "url": ["argus.example", None, "https://b.example"]})["text"] == [ARTICLE, text, text]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("profile: 1", "profile: 2", 1, "this program reads version 1"),
        ("profile: 1\n", "", 1, 'key of a profile "profile" is missing'),
        ("    lines:", "    linse:", 5, 'unknown key of a host "linse"; did you mean "lines"?'),
        ("place: head", "place: haed", 8, 'unknown value "haed"; did you mean "head"?'),
        ("fix: safe", "fix: save", 9, 'unknown value "save"; did you mean "safe"?'),
        ("seen: 48", "seen: many", 7, "expected a number"),
        ('"12 comments"', '"LISTEN to this page"', 14, "stands twice"),
        ('"12 comments"', '"***"', 14, "a line needs a letter"),
        ('"12 comments"', "12", 14, "expected text, got 12; put it in quotes"),
        ("place: head", "place: body", 9, "fix must be review"),
        ("hosts:\n", "hosts: none\nnames:\n", 2, "expected a list here"),
        ('  - host: "argus', '  - x\n  - host: "argus', 3, "expected keys and values here"),
        ('"argus.example"', '"https://www.argus.example/"', 3, 'and the like: "argus.example"'),
        ("  - host", "\t- host", 3, "not YAML"),
    ],
)
def test_what_is_not_understood_is_an_error_with_its_line(profile: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    profile.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError) as error:
        read_profiles([str(profile)])
    assert f"profile.yaml:{line}: " in str(error.value)
    assert said in str(error.value)


def test_no_profile_and_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    with pytest.raises(RuleError, match=r"profile\.yaml: cannot be read"):
        read_profiles([str(path)])
    path.write_bytes(b"")
    with pytest.raises(RuleError, match="the file is empty"):
        read_profiles([str(path)])
    path.write_bytes(b"\xff")
    with pytest.raises(RuleError, match="cannot be read"):
        read_profiles([str(path)])
    path.write_text("profile: 1\nhosts: []\n", encoding="utf-8")
    assert read_profiles([str(path)]).hosts == {}


def test_credits_of_a_house_and_names_that_are_alike(profile: Path) -> None:
    profile.write_text(
        'profile: 1\ncredits:\n  - house: "Argus Pictures"\nnames:\n  - name: "Hansen"\n  - name: "Hannsen"\n', encoding="utf-8"
    )
    book = repair.rule_book(profile=profile)
    credit = "The ferry sailed.\n\nPhoto: Ada Holm/Argus Pictures Argus Pictures\n\nMore came."
    name = "Lukas Hansen won. Lukas Hansen is 40, and Hansen lives alone. Nobody knew Lukas Hannsen."
    assert [one.rule.id for one in repair.check(credit, book)] == ["duplicate-credit"]
    assert [one.rule.id for one in repair.check(credit)] == []
    assert [one.rule.id for one in repair.check(name)] == ["odd-name"]
    assert [one.rule.id for one in repair.check(name, book)] == []
