"""Doubled credits: what is read as one, which copy goes, and what is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from repair.checkers.captions import glued_credit, residual_credit
from repair.checkers.credits import duplicate_credit, repeated_credit_line
from repair.checkers.hit import Check
from repair.text.article import Article
from repair.text.span import apply_edits

AGENCIES = ["AFP", "AP", "Getty", "Getty Images", "Reuters", "Bloomberg", "NurPhoto"]
DOUBLED = duplicate_credit(agencies=AGENCIES)
AGAIN = repeated_credit_line(agencies=AGENCIES)
GLUED = glued_credit(agencies=AGENCIES)
RESIDUAL = residual_credit(labels=["featured image", "all photos"], agencies=AGENCIES)


def mended(check: Check, text: str) -> str:
    """The text after the first fix of each hit, over again until nothing is found."""
    for _ in range(5):
        edits = [edit for hit in check(Article(text)) for edit in hit.candidates[0]]
        if not edits:
            break
        text = apply_edits(text, edits)
    return text


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("AFP - Getty Images| AFP | Getty Images", "AFP | Getty Images"),
        ("AFP | AFP | AFP | Getty Images", "AFP | Getty Images"),
        ("Ana Ruiz/AFP/AFP/Getty Images", "Ana Ruiz/AFP/Getty Images"),
        ("Ana Ruiz, AFP; Ana Ruiz, AFP", "Ana Ruiz, AFP"),
        ("Ana Ruiz via Getty Images | Ana Ruiz | Getty Images", "Ana Ruiz | Getty Images"),
        ("ANA RUIZ / AFP Ana Ruiz / AFP", "Ana Ruiz / AFP"),
        ("J. R. Oto/AP J. R. Oto/AP", "J. R. Oto/AP"),
        ("It rained. (Photo: Ana Ruiz/AFP) (Photo: Ana Ruiz/AFP) It cleared.", "It rained. (Photo: Ana Ruiz/AFP) It cleared."),
        ("[Ana Ruiz/Reuters][Ana Ruiz/Reuters]", "[Ana Ruiz/Reuters]"),
        ("Photo: Reuters Reuters", "Photo: Reuters"),
        ("Ana Ruiz Ana Ruiz / AFP", "Ana Ruiz / AFP"),
        ("Ana Ruiz/Quillwire Ana Ruiz/Quillwire", "Ana Ruiz/Quillwire"),
        ("AFP | Getty | Getty Images", "AFP | Getty Images"),
        ("Getty Images | Getty", "Getty Images"),
        ("Ana Ruiz | AFP, AFP | Ana Ruiz", "Ana Ruiz | AFP"),
        ("Ana\xa0Ruiz\xa0/ AFP Ana Ruiz / AFP\r\nIt rained.\r\n", "Ana Ruiz / AFP\r\nIt rained.\r\n"),
    ],
)
def test_one_copy_stays(bad: str, good: str) -> None:
    assert mended(DOUBLED, bad) == good


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz/AFP | Getty Images",
        "PARIS (AFP) - AFP learned of it on Monday.",
        "REUTERS/Ana Ruiz, KCNA/Handout via REUTERS/File Photos",
        "Reuters, AFP and Reuters TV were there.",
        "A Reuters/Ipsos poll; the Reuters/Gallup poll differed.",
        "Home | News | Sport",
        "He spoke to AP, AFP and Reuters.",
        "The ratio was 1/1/2 and 1/1/2.",
        "Duran Duran / Getty Images",
        "",
        "|",
    ],
)
def test_right_text_is_left_alone(text: str) -> None:
    assert not list(DOUBLED(Article(text)))


def test_unknown_names_are_never_sure() -> None:
    (known,) = DOUBLED(Article("AFP | AFP | Getty Images"))
    (unknown,) = DOUBLED(Article("Quillwire | Quillwire | Ravelin"))
    assert known.sure
    assert not unknown.sure


def test_the_copy_that_stays_is_the_witness() -> None:
    text = "AFP – Getty Images| AFP | Getty Images"
    (hit,) = DOUBLED(Article(text))
    (kept,) = hit.witness
    assert text[kept.start : kept.end] == "AFP | Getty Images"
    assert all(not edit.span.overlaps(kept) for edit in hit.candidates[0])


def test_credit_line_after_its_own_caption() -> None:
    text = "File photo: a barge. Ana Ruiz/AFP\n\nAna Ruiz/AFP\n\nIt rained.\n"
    assert mended(AGAIN, text) == "File photo: a barge. Ana Ruiz/AFP\n\nIt rained.\n"
    assert mended(AGAIN, "Ana Ruiz/AFP\n\nIt rained.\n\nAna Ruiz/AFP") == "Ana Ruiz/AFP\n\nIt rained.\n\nAna Ruiz/AFP"


def test_glued_credit_goes_or_gets_its_own_line() -> None:
    text = "It rained. (Photo: Ana Ruiz/AFP) It cleared."
    (hit,) = GLUED(Article(text))
    assert [apply_edits(text, edits) for edits in hit.candidates] == [
        "It rained. It cleared.",
        "It rained.\n\n(Photo: Ana Ruiz/AFP)\n\nIt cleared.",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained. Featured image via Getty Images Like this: Loading", "Featured image via Getty Images"),
        ("Featured Image: J. R. Oto/Quillwire.", "Featured Image: J. R. Oto/Quillwire."),
        ("It rained. (All photos courtesy Ana Ruiz)", "(All photos courtesy Ana Ruiz)"),
        ("Featured image by the river shows a barge.", None),
        ("featured image: " + "Ana " * 40, None),
    ],
)
def test_residual_credit_ends_with_its_names(text: str, found: str | None) -> None:
    hits = [text[hit.span.start : hit.span.end] for hit in RESIDUAL(Article(text))]
    assert hits == ([found] if found else [])


@pytest.mark.parametrize("check", [DOUBLED, AGAIN, GLUED, RESIDUAL])
@pytest.mark.parametrize(
    "make",
    [
        lambda size: "A/" * (size // 2),
        lambda size: "| AFP " * (size // 6),
        lambda size: "Photo by " * (size // 9),
        lambda size: "Ana Ruiz " * (size // 9),
        lambda size: ". (Photo by " * (size // 12),
        lambda size: "Featured image via Ana " * (size // 23),
    ],
)
def test_time_grows_with_the_text_only(check: Check, make: Callable[[int], str]) -> None:
    text = make(200_000)
    began = time.process_time()
    list(check(Article(text)))
    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("(Photo by A Holm/AFP) (Photo by A Holm/AFP via Getty Images)", "(Photo by A Holm/AFP via Getty Images)"),
        ("The pier. (A Holm/AFP)(A Holm/AFP/Getty) Nobody came.", "The pier. (A Holm/AFP/Getty) Nobody came."),
        ("A Holm / AFP (A Holm / AFP / Getty Images)", "(A Holm / AFP / Getty Images)"),
        ("[AP Photo/A Holm] [AP Photo/A Holm, File]", "[AP Photo/A Holm, File]"),
    ],
)
def test_of_two_in_brackets_the_one_that_says_more_stays_whole(text: str, left: str) -> None:
    assert not any(hit.sure for hit in DOUBLED(Article(text)))
    assert mended(DOUBLED, text) == left


@pytest.mark.parametrize("text", ["The Guardian | The Times", "SOPA Images | SOPA Foto | Getty Images"])
def test_another_house_whose_name_begins_alike_is_no_copy(text: str) -> None:
    assert not list(duplicate_credit(agencies=[*AGENCIES, "The Guardian", "SOPA Images"])(Article(text)))
