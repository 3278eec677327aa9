from repair.text.article import Article


def shown(text):
    return [(text[slice(*echo.first)], text[slice(*echo.second)], echo.words, echo.run) for echo in Article(text).echoes]


def test_words_and_phrases_said_twice():
    assert shown("Close the the mill.") == [("the", "the", 1, 1)]
    assert shown("It is on the rise on the rise, they say.") == [("on the rise", "on the rise", 3, 3)]


def test_case_and_marks_between_words_do_not_matter():
    assert shown("It rained. It Rained!") == [("It rained", "It Rained", 2, 2)]


def test_a_word_that_comes_twice_in_a_phrase_hides_nothing():
    assert [words for *_, words, _ in shown("near the end of the road near the end of the road it stops")] == [6]


def test_a_chain_is_one_echo_whose_run_tells_its_length():
    assert shown("again and again and again") == [("again and", "again and", 2, 3)]


def test_offsets_hold_where_folding_changes_the_length():
    assert shown("Straße İİ ß of of it")[-1][:2] == ("of", "of")


def test_takes_linear_time_on_monotonous_text():
    for unit in ("a ", "a b ", "a" * 50, "a b c d e f g h " * 10 + "x "):
        assert Article(unit * (400_000 // len(unit))).echoes is not None
