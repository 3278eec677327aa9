from repair.checkers.repeats import repeated_block
from repair.checkers.stretches import repeated_sentence
from repair.text.article import Article
from tests.checkers.mending import found, mended

PARAGRAPH = "The harbour pilots of Marbury went on strike on Monday over the pay that they were promised."
POST = "The weir of Dunmarsh broke at noon and nobody was hurt in the flood"


def test_the_later_sentence_goes_with_one_blank() -> None:
    text = f"{PARAGRAPH} It rained.\n\nIt was late. {PARAGRAPH} It was dark."
    assert found(repeated_sentence(), text) == [PARAGRAPH]
    assert mended(repeated_sentence(), text) == f"{PARAGRAPH} It rained.\n\nIt was late. It was dark."


def test_sentences_of_copied_paragraphs_are_told_once() -> None:
    text = f"{PARAGRAPH} It rained.\n\nIt was late.\n\n{PARAGRAPH} It rained.\n"
    assert not list(repeated_sentence()(Article(text)))
    assert len(list(repeated_block(what="paragraph")(Article(text)))) == 1


def test_a_post_ends_at_its_address() -> None:
    text = f"{POST} https://t.co/aB3dE5fG7h — Ines Harrow (@inesharrow) May 3, 2019 {POST} pic.twitter.com/aB3dE5fG7h"
    assert found(repeated_sentence(), text) == [f"{POST} pic.twitter.com/aB3dE5fG7h"]


def test_a_decimal_ends_no_sentence() -> None:
    said = "The level of PM2.5 was nine times as high as it should be."
    assert found(repeated_sentence(fewest=8), f"It is bad. {said} Why? {said}") == [said]


def test_where_one_copy_goes_on_nothing_is_taken_out() -> None:
    text = f"{POST}. So they say. {POST}, and the council knew."
    (hit,) = repeated_sentence()(Article(text))
    assert hit.candidates == ()


def test_the_middle_of_two_sentences_is_no_copy() -> None:
    assert not list(repeated_sentence()(Article(f"Sadly, {POST.lower()}. On top of that {POST.lower()}.")))


def test_headings_summed_up_at_the_end_are_only_mentioned() -> None:
    first, second = "Never leave the harbour without the lamp of the mate", "Always tell the clerk of the harbour where you sail to"
    text = (
        f"1. {first}\n\nIt is dark.\n\n2. {second}\n\nHe waits.\n\nIn short:\n\n{first}. It is dark out there.\n\n{second}. He does wait."
    )
    assert [hit.severity for hit in repeated_sentence(fewest=8)(Article(text))] == ["info", "info"]
