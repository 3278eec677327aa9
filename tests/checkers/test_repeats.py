import pytest

from repair.checkers.repeats import doubled_sentence, doubled_words, repeated_block
from repair.text.article import Article
from repair.text.span import apply_edits

PARAGRAPH = "The harbour pilots refused another shift because nobody had mended the lights."


def mended(check, text):
    hits = list(check(Article(text)))
    return [text[slice(*hit.span)] for hit in hits], apply_edits(text, [edit for hit in hits for edit in hit.candidates[0]])


def test_a_doubled_word_goes_with_the_blank_before_it():
    check = doubled_words(fewest=1, most=1, only=["the"])
    assert mended(check, "Close the\xa0the mill.\r\n") == (["the\xa0the"], "Close the mill.\r\n")
    assert mended(check, "The the mill") == (["The the"], "The mill")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_words_on_two_lines_are_not_doubled(end):
    assert not list(doubled_words(fewest=1, most=1)(Article(f"Close the{end}the mill.")))


def test_a_doubled_word_in_quotation_marks_is_not_sure():
    (hit,) = doubled_words(fewest=1, most=1, only=["the"])(Article("“Close the the mill,” he said."))
    assert not hit.sure


def test_a_chain_of_a_function_word_goes_but_for_the_first():
    check = doubled_words(fewest=1, most=1, only=["of", "the"], chains=True)
    assert mended(check, "Most of of \xa0of of the the\nthe mill.") == (["of of \xa0of of", "the the"], "Most of the\nthe mill.")
    assert not list(doubled_words(fewest=1, most=1, only=["of"])(Article("Most of of of it.")))


def test_handles_are_not_prose():
    assert not list(doubled_words(fewest=2, most=5)(Article("see www.a.com/go on www.a.com/go on")))


def test_a_doubled_sentence_keeps_its_quotation_marks():
    text = "“We shall not close the bridge before winter.” “We shall not close the bridge before winter.”"
    assert mended(doubled_sentence(), text)[1] == "“We shall not close the bridge before winter.”"


def test_the_later_paragraph_goes_with_its_blank_lines():
    text = f"It rained.\r\n\r\n{PARAGRAPH}\r\n\r\nIt rained more.\r\n\r\n{PARAGRAPH}"
    assert mended(repeated_block(what="paragraph"), text) == ([PARAGRAPH], f"It rained.\r\n\r\n{PARAGRAPH}\r\n\r\nIt rained more.")


def test_the_standfirst_goes_not_the_opening():
    text = f"{PARAGRAPH}\n\n{PARAGRAPH} It rained.\n"
    (hit,) = repeated_block(what="standfirst")(Article(text))
    assert hit.span.start == 0
    assert hit.sure


def test_a_notice_of_correction_is_never_surely_removed():
    notice = "Correction: an earlier version of this report misspelt the name of the harbour and its pilots."
    (hit,) = repeated_block(what="paragraph")(Article(f"It rained.\n\n{notice}\n\nIt rained.\n\n{notice}\n"))
    assert not hit.sure


def test_capital_of_a_name_is_no_sentence_start() -> None:
    check = doubled_words(fewest=1, most=1)
    text = "They sang.\n\nWater water ran. Boats boats sank. They danced to the Tarra tarra song."
    assert [text[slice(*hit.span)] for hit in check(Article(text))] == ["Water water", "Boats boats"]


def test_a_word_that_may_end_a_clause_before_itself_is_not_sure():
    check = doubled_words(fewest=1, most=1, only=["for", "of"], stranded=["for"], keep_before={"of": ["course"]})
    (hit,) = check(Article("The firm she worked for for years was sold."))
    assert not hit.sure
    (hit,) = check(Article("Most of of it was lost."))
    assert hit.sure
    assert not list(check(Article("What he was accused of of course was theft.")))


REFRAIN = "Oh the boats go out and the boats come in, and the boats go out again, my love."
LETTER = " ".join(["We regret to tell you that your request to keep a gull in the house has been refused by the board."] * 2)


def copies_sure(*lines: str) -> list[bool]:
    text = "Songs and letters\n\nNobody knows who wrote them.\n\n" + "\n\n".join(lines) + "\n"
    return [hit.sure for hit in repeated_block(what="paragraph")(Article(text))]


def test_a_short_paragraph_that_comes_again_by_itself_may_be_meant():
    assert copies_sure(REFRAIN, "And on that pier there was a post.", REFRAIN) == [False]
    assert copies_sure(PARAGRAPH, REFRAIN, "So it went.", PARAGRAPH, REFRAIN, "So it goes.") == [False, False]


def test_long_ones_neighbours_and_several_in_a_row_are_mistakes():
    assert copies_sure(REFRAIN, REFRAIN) == [True]
    assert copies_sure(LETTER, "So it went.", LETTER) == [True]
    assert copies_sure(LETTER, REFRAIN, "So it went.", LETTER, REFRAIN, "So it goes.") == [True, True]


def test_what_a_line_announces_and_what_comes_three_times_may_be_meant():
    assert copies_sure(LETTER, "The second letter read:", LETTER) == [False]
    assert copies_sure(LETTER, "So it went.", LETTER, "So it goes.", LETTER) == [False, False]


def test_a_short_sentence_said_twice_may_be_meant():
    (hit,) = doubled_sentence()(Article("The sea gives, and the sea takes. The sea gives, and the sea takes. So it is."))
    assert not hit.sure


def test_words_that_a_mark_parts_without_a_blank():
    (hit,) = doubled_words(fewest=2, most=5)(Article("He asked for word]count word]count and left."))
    assert hit.span == (13, 34)
