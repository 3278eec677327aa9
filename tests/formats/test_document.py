"""Prose inside markup: places in the article lead back to the right places in the source."""

from __future__ import annotations

import random

import pytest

from repair.formats import html
from repair.formats.document import Prose
from repair.formats.html import Html
from repair.formats.markdown import Markdown
from repair.formats.registry import document
from repair.text.blocks import removal
from repair.text.decode import Unreadable
from repair.text.span import Edit, Span, apply_edits
from tests.formats import awkward

MAKERS = [(awkward.html, Html), (awkward.markdown, Markdown)]


@pytest.mark.parametrize("seed", range(120))
@pytest.mark.parametrize(("make", "kind"), MAKERS)
def test_exact_pieces_are_the_source(make, kind, seed: int) -> None:
    document: Prose = kind(make(seed))
    for piece in document._pieces:
        if piece.exact:
            assert document.source[piece.source_start : piece.source_end] == document.article.text[piece.start : piece.end]
    assert [part.span.start for part in document._parts] == [block.start for block in document.article.blocks]


@pytest.mark.parametrize("seed", range(120))
@pytest.mark.parametrize(("make", "kind"), MAKERS)
def test_one_word_changed_changes_that_word_only(make, kind, seed: int) -> None:
    document: Prose = kind(make(seed))
    text = document.article.text
    dice = random.Random(seed)
    words = [word for word in awkward.WORDS if word in text]
    if not words:
        pytest.fail("the generator made an article without a word of its own")
    word = dice.choice(words)
    edit = Edit(text.index(word), word, "lantern")
    placed = document.place([edit])
    assert placed is not None
    assert placed[0].old == word
    changed = document.again(apply_edits(document.source, placed))
    assert changed.article.text == apply_edits(text, [edit])


@pytest.mark.parametrize("seed", range(120))
@pytest.mark.parametrize(("make", "kind"), MAKERS)
def test_what_is_placed_does_in_the_source_what_it_does_in_the_article(make, kind, seed: int) -> None:
    document: Prose = kind(make(seed))
    text = document.article.text
    dice = random.Random(seed * 7 + 1)
    tried = 0
    for _ in range(20):
        start = dice.randrange(len(text))
        end = min(len(text), start + dice.randint(0, 12))
        edit = Edit(start, text[start:end], dice.choice(["", "x", "fish & chips", "a < b", " y "]))
        placed = document.place([edit])
        if placed is None:
            continue
        tried += document.faithful([edit], placed)
        assert sum(len(one.old) for one in placed) <= len(edit.old) + 80
    assert tried, "the generator made an article in which nothing can be changed"


def test_a_whole_block_goes_with_its_element() -> None:
    document = Html("<p>One.</p>\n<p class=ad>Advertisement</p>\n<p>Two.</p>\n")
    start = document.article.text.index("Advertisement")
    placed = document.place([Edit(start, "Advertisement\n\n", "")])
    assert placed is not None
    assert apply_edits(document.source, placed) == "<p>One.</p>\n<p>Two.</p>\n"


def test_an_edit_across_a_tag_is_refused() -> None:
    document = Html("<p>A <b>bold</b> man.</p>")
    start = document.article.text.index("bold man")
    assert document.place([Edit(start, "bold man", "person")]) is None


def test_inserted_text_stays_text() -> None:
    document = Html("<p>fish or chips</p>")
    placed = document.place([Edit(5, "or", "& <")])
    assert placed is not None
    assert apply_edits(document.source, placed) == "<p>fish &amp; &lt; chips</p>"
    assert Markdown("fish or chips").place([Edit(5, "or", "*")]) is None


def test_a_span_over_markup_covers_it_in_the_source() -> None:
    document = Html("<p>A <b>bold</b> man.</p>")
    spot = document.spot(Span(2, 10))
    assert document.source[spot.start : spot.end] == "bold</b> man"


@pytest.mark.parametrize("kind", [Html, Markdown])
def test_a_place_to_break_a_word_is_nothing_in_the_article_and_goes_with_its_word_alone(kind) -> None:
    document: Prose = kind("The lar&shy;gest&#8203; barn is is old.\n")
    assert document.article.text == "The largest barn is is old."
    (placed,) = document.place([Edit(19, " is", "")]) or ()
    assert apply_edits(document.source, [placed]) == "The lar&shy;gest&#8203; barn is old.\n"
    (placed,) = document.place([Edit(4, "largest", "great")]) or ()
    assert apply_edits(document.source, [placed]).startswith("The great")


@pytest.mark.parametrize(
    "section", ["<![if !IE]>", "<![endif]>", "<![ember[x]>", "<![", "<![]]>", "<!x>", "<?x y?>", "<![CDATA[ a > b ]]>"]
)
def test_declarations_of_any_kind_are_no_text(section: str) -> None:
    page = Html(f"<p>The mill is open.</p>{section}<p>It was shut.</p>")
    assert page.article.text == "The mill is open.\n\nIt was shut."


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<!--x>", "<?", "</a", "<![x", "<a b='"])
def test_a_page_of_tags_that_never_end_is_no_page(piece: str) -> None:
    with pytest.raises(Unreadable, match="never end"):
        Html(piece * 1000)
    assert "The mill is open." in Html(f"<p>The mill is open.</p>{piece}").article.text


def test_a_paragraph_of_very_many_marks_is_not_read() -> None:
    with pytest.raises(Unreadable, match="marks of Markdown"):
        Markdown("a *" * 4000)
    assert Markdown("*a* b " * 1000).article.text == ("a b " * 1000).strip()


def test_a_reader_that_breaks_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_arguments: object) -> None:
        raise AssertionError("unknown status")

    monkeypatch.setattr(html, "Html", breaks)
    with pytest.raises(Unreadable, match="AssertionError: unknown status") as told:
        document("<p>One.</p>", "a.html")
    assert told.value.code == "internal-error"


@pytest.mark.parametrize("tag", ["td", "th", "dt", "dd", "caption", "summary", "p"])
def test_a_cell_is_not_taken_out(tag: str) -> None:
    one = Html(f"<{tag}>Advertisement</{tag}><{tag}>4</{tag}>")
    placed = one.place([removal(one.article.text, one.article.blocks[0])])
    assert (placed is not None) == (tag == "p")


@pytest.mark.parametrize("label", ["[Velm][]", "[Velm]", "[velm]", "[Velm][town]"])
def test_the_words_of_a_link_by_its_label_are_prose(label: str) -> None:
    source = f"The mill is in {label}, and the the ferry calls there.\n\n[velm]: https://velm.example\n[town]: https://town.example\n"
    document = Markdown(source)
    assert document.article.text.lower() == "the mill is in velm, and the the ferry calls there."


def test_brackets_of_the_prose_stay_prose() -> None:
    assert Markdown("He said [the mill] is shut.").article.text == "He said [the mill] is shut."


def test_nothing_is_taken_out_beside_a_picture_in_a_line() -> None:
    document = Markdown("The mill ![map](mill.png), which is old, is shut .")
    text = document.article.text
    assert text == "The mill , which is old, is shut ."
    assert document.place([Edit(text.index(" ,"), " ", "")]) is None
    assert document.place([Edit(text.index(" ."), " ", "")]) is not None
