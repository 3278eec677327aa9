"""`Wording`: the model of pairs of words."""

from pathlib import Path

import pytest

from repair.checkers.words import place
from repair.text.wording import Wording, packed

WORDS = [("the", -1.4, -0.5), ("storm", -4.0, -0.25), ("tempest", -5.5, -0.1)]


@pytest.fixture
def small(tmp_path: Path) -> Wording:
    path = tmp_path / "small.bin"
    path.write_bytes(packed(WORDS, [[(1, -2.0), (2, -6.0)], [(0, -1.5)], []], [[], [], [(1, -1.0)]]))
    return Wording(str(path))


def test_words_have_numbers_in_order(small: Wording) -> None:
    assert small.words == ["the", "storm", "tempest"]
    assert small.numbers["tempest"] == 2
    assert small.chances == pytest.approx([-1.4, -4.0, -5.5])


def test_bond_tells_how_well_words_go_together(small: Wording) -> None:
    assert small.bond(0, 1) == (pytest.approx(2.0), True)
    assert small.bond(0, 2) == (pytest.approx(-0.5), True)
    assert small.bond(1, 2) == (pytest.approx(-0.25), False)
    assert small.bond(2, 2) == (pytest.approx(-0.1), False)


def test_originals(small: Wording) -> None:
    assert small.put_for(2) == [(1, pytest.approx(0.1))]
    assert small.put_for(0) == []


@pytest.mark.parametrize("content", [b"x", b"WORDS 0\n" + bytes(40)])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="no model of words"):
        Wording(str(path))


def test_the_model_that_ships_knows_its_words() -> None:
    known = Wording(place("spun-wording.bin"))
    numbers = known.numbers
    assert len(numbers) == len(known.words) > 20_000
    strength, met = known.bond(numbers["climate"], numbers["change"])
    assert met
    assert strength > 2
    assert not known.bond(numbers["climate"], numbers["alter"])[1]
    assert numbers["doctor"] in [other for other, _ in known.put_for(numbers["physician"])]
