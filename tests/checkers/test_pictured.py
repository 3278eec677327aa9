"""Captions of pictures that did not come along."""

import time

from repair.checkers.pictured import picture_caption
from repair.text.article import Article

CHECK = picture_caption(agencies=["Reuters", "AP"], sources=["Getty"])
PROSE = "The weir was opened at noon, and the water in the upper town fell by the width of a hand before dark."


def found(*lines: str) -> list[str]:
    text = "\n\n".join((PROSE, *lines, PROSE))
    return [text[slice(*hit.span)] for hit in CHECK(Article(text))]


def test_a_caption_goes_with_the_credit_beside_it() -> None:
    caption = "Ines Harrow walks along the weir in Dunmarsh."
    assert found(caption, "Odo Brack/Reuters") == [caption, "Odo Brack/Reuters"]


def test_a_button_tells_where_the_caption_stands() -> None:
    caption = "The hut of the keeper is the oldest in the county."
    assert found(caption, "Odo Brack/Reuters") == []
    assert found("Enlarge", caption, "Odo Brack/Reuters") == [caption, "Odo Brack/Reuters"]


def test_a_day_of_the_past_in_the_present_tense_is_a_caption() -> None:
    assert found("Ines Harrow speaks at the weir on Monday, March 3, 2014.") != []
    assert found("Ines Harrow spoke at the weir on Monday, March 3, 2014.") == []


def test_an_article_made_of_pictures_stays() -> None:
    assert found(*(f"The weir in the year {year} (Odo Brack/Argus)" for year in range(1901, 1909))) == []


def test_the_time_grows_with_the_text() -> None:
    spent = []
    for size in (400, 1600):
        article = Article("\n\n".join(["The weir (Odo Brack/Argus", "A B/C " * 40, "20 in, " * 50 + "x."] * size))
        assert len(article.blocks) == 3 * size
        start = time.process_time()
        list(CHECK(article))
        spent.append(time.process_time() - start)
    assert spent[1] < 8 * spent[0] + 0.05
