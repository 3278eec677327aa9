"""Readability: offline, the same everywhere, and of running text alone."""

from __future__ import annotations

import socket

import pytest

from repair.score.readability import Reader, prose
from repair.text.article import Article

PROSE = (
    "The harbour board will close the old ferry slip in May. "
    "Dr. Ivy Calloway of the U.S. survey said repairs would cost 3.5 percent more than planned. "
    "Never. "
    "Boats will be moved to the northern quay — which was dredged last year — until work is done.\n"
)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader on a machine without a network."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    return Reader()


def test_counts_our_sentences_and_no_others(reader: Reader) -> None:
    measured = reader.read(Article(PROSE))
    assert measured
    assert measured.sentences == 3
    assert measured.sentence_length == pytest.approx(measured.words / 3)


def test_the_same_figures_everywhere(reader: Reader) -> None:
    """With a pronouncing dictionary they would be others: here syllables come from hyphenation."""
    measured = reader.read(Article(PROSE))
    assert measured
    assert measured.words == 44
    assert measured.flesch == pytest.approx(92.0, abs=0.1)
    assert measured.grade == pytest.approx(4.1, abs=0.1)
    assert "pyphen" in reader.source


def test_headings_and_captions_do_not_merge_into_sentences(reader: Reader) -> None:
    framed = "Ferry slip to close after decades of storms\n\n" + PROSE + "\nWhat happens next\n\nPhoto: Ivy Calloway\n\nMore news\n"
    plain, measured = reader.read(Article(PROSE)), reader.read(Article(framed))
    assert plain
    assert measured
    assert measured[:5] == plain[:5]
    assert measured.seconds > plain.seconds, "they have to be read all the same"


def test_text_without_running_text_measures_nothing(reader: Reader) -> None:
    assert reader.read(Article("")) is None
    assert reader.read(Article("Most read\n\nSubscribe\n")) is None
    assert list(prose(Article("No. Never. Yes!"))) == []


def test_textstat_is_left_as_it_was(reader: Reader) -> None:
    from textstat.backend.counts import _count_syllables

    before = _count_syllables.get_cmudict
    reader.read(Article(PROSE))
    assert _count_syllables.get_cmudict is before
