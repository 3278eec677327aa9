"""The brake: an article that would lose most of its words is left for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Here

ADVERTS = "Advertisement\n\n" * 60 + "The council met on Monday and adopted the plan for the harbour.\n"


@pytest.fixture
def article(project: Path) -> Path:
    (project / "b.txt").write_text(ADVERTS)
    return project / "b.txt"


def test_most_of_an_article_is_not_changed_unseen(article: Path, here: Here) -> None:
    done = here("apply")
    assert article.read_text() == ADVERTS
    assert "b.txt: left for review: 60 of 72 words would change" in done.err
    assert done.code == 1, "its findings are left"
    assert "1 fix made in 1 of 1 article" in done.out, "the other article is mended"
    assert here("diff", "b.txt").bytes == here("diff", "b.txt", "--safety", "safe").bytes == b"", "`diff` shows what `apply` does"
    assert "left for review" in here("diff", "b.txt", "--safety", "safe").err
    assert here("diff", "--brake", "1", "b.txt").bytes.startswith(b"diff --git")


@pytest.mark.parametrize("how", ["option", "percent", "configuration"])
def test_the_share_can_be_set(article: Path, project: Path, here: Here, how: str) -> None:
    if how == "configuration":
        with (project / "repair.toml").open("a") as file:
            file.write("brake = 0.9\n")
        done = here("apply", "b.txt")
    else:
        done = here("apply", "b.txt", "--brake", "1" if how == "option" else "90%")
    assert article.read_text().startswith("The council")
    assert done.code == 0


def test_a_lower_share_brakes_sooner(project: Path, here: Here) -> None:
    (project / "c.txt").write_text(ADVERTS + "Its members are of two minds about it. " * 60)
    assert "brake's share of 0.1" in here("apply", "--brake", "0.1", "c.txt").err
    assert "60 fixes made" in here("apply", "c.txt").out


def test_short_texts_are_not_braked(project: Path, here: Here) -> None:
    (project / "b.txt").write_text("Advertisement\n\nYes.\n")
    assert "1 fix made" in here("apply", "b.txt").out


def test_standard_input_comes_out_as_it_came(project: Path, here: Here) -> None:
    done = here("apply", "-", stdin=ADVERTS.encode())
    assert done.bytes == ADVERTS.encode()
    assert "left for review" in done.err


@pytest.mark.parametrize("share", ["2", "-1", "much", "nan"])
def test_no_share(project: Path, here: Here, share: str) -> None:
    assert here("apply", f"--brake={share}").code == 2
    (project / "repair.toml").write_text(f'brake = "{share}"\n')
    assert "a share is a number" in here("apply").err
