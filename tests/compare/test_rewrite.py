"""A rewrite as findings: complete, in the article's own spelling, in marked-up documents too."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.compare.rewrite import chosen_by, compare, made, onto, settled_ends
from repair.engine.changes import changes
from repair.formats.document import Document
from repair.formats.registry import document
from repair.text.span import apply_edits, reverse_edits

WORDS = st.sampled_from("the a dog Ann Bob Lund not 3 said on Tuesday . , “ ” hall\n\n The old men ran home. \n \r\n é 😀".split(" "))
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)
ALL = chosen_by("review", facts=True)


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_making_all_of_it_gives_the_rewrite(before: str, after: str) -> None:
    found = compare(Document(before), Document(after))
    settled = made(before, found, ALL)
    assert settled.after == settled_ends(before, after)
    assert not settled.left
    assert compare(Document(settled.after), Document(after)) == [], "a second run finds nothing"
    text = settled.after
    for done in reversed(settled.passes):
        text = apply_edits(text, reverse_edits(done.edits))
    assert text == before, "what the journal keeps takes it back"
    assert (
        apply_edits(before, [(type(found[0].fixes[0].edits[0]))(c.start, c.old, c.new) for c in changes(settled)] if found else [])
        == settled.after
    )


@given(TEXTS, TEXTS, st.data())
@settings(deadline=None)
def test_any_of_the_fixes_can_be_made_alone(before: str, after: str, data: st.DataObject) -> None:
    found = compare(Document(before), Document(after))
    some = [finding for finding in found if data.draw(st.booleans())]
    settled = made(before, some, ALL)
    rest = made(settled.after, compare(Document(settled.after), Document(after)), ALL)
    assert rest.after == settled_ends(settled.after, after)
    assert len({finding.key for finding in found}) == len(found)


def test_facts_are_left_unless_they_are_asked_for() -> None:
    before, after = "Ann  paid 3 men to utilise it.", "Ann paid 4 men to use it."
    found = compare(Document(before), Document(after))
    assert made(before, found, chosen_by("safe", facts=False)).after == "Ann paid 3 men to utilise it."
    assert made(before, found, chosen_by("review", facts=False)).after == "Ann paid 3 men to use it."
    assert made(before, found, chosen_by("safe", facts=True)).after == "Ann paid 3 men to utilise it.", "a change of fact is never safe"
    assert made(before, found, ALL).after == after


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        ("a\r\n\r\nb\r\n", "a\n\nc", "a\r\n\r\nc\r\n"),
        ("a\n\nb", "a\r\n\r\nc\r\n", "a\n\nc"),
        ("a\n\nb\r\n", "a\n\nc\n", "a\n\nc\r\n"),
        ("", "x\n", "x\n"),
        ("x\n", "", ""),
        ("\n", "x", "x"),
    ],
)
def test_line_ends_stay(before: str, after: str, outcome: str) -> None:
    assert made(before, compare(Document(before), Document(after)), ALL).after == outcome


PAGE = """<html><body><h1>The ferry</h1>
<p>The <b>ferry</b> utilises <a href="https://a.example/">a berth</a> &amp; a pier, Ann said.</p>
<pre>code 3</pre><p>Ben Holm left on Monday.</p></body></html>
"""


def test_html_is_mended_in_its_text_alone() -> None:
    after = PAGE.replace("utilises", "uses").replace("Monday", "Friday").replace("a pier", "the <i>pier</i>")
    found = compare(document(PAGE, "a.html"), document(after, "b.html"))
    settled = made(PAGE, found, ALL)
    assert settled.after == PAGE.replace("utilises", "uses").replace("Monday", "Friday").replace("a pier", "the pier")
    assert [finding.rule.id for finding in found if not finding.fixes] == ["changed-markup"]
    assert "changed-fact" in {finding.rule.id for finding in found}


@pytest.mark.parametrize(("old", "new"), [("https://a.example/", "https://evil.example/"), ("code 3", "code 4"), ("<b>ferry</b>", "ferry")])
def test_what_is_not_compared_is_told(old: str, new: str) -> None:
    found = compare(document(PAGE, "a.html"), document(PAGE.replace(old, new), "b.html"))
    assert [(finding.rule.id, finding.fixes) for finding in found] == [("changed-markup", ())]
    assert PAGE[slice(*found[0].span)] in PAGE
    assert not compare(document(PAGE, "a.html"), document(PAGE, "b.html"))


def test_a_paragraph_more_is_told_and_not_squeezed_into_another() -> None:
    after = PAGE.replace("said.</p>", "said.</p>\n<p>It was the third ferry.</p>")
    found = compare(document(PAGE, "a.html"), document(after, "b.html"))
    assert [finding.rule.id for finding in found if finding.fixes] == []
    assert {finding.rule.id for finding in found} == {"changed-fact", "changed-markup"}
    assert made(after, compare(document(after, "a.html"), document(PAGE, "b.html")), ALL).after == PAGE, "one less goes with its element"


def test_markdown() -> None:
    before = "---\ntitle: A\n---\n\n# The ferry\n\nThe *ferry* utilises [a berth](https://a.example/), Ann said.\n\n- One cat\n- Two dogs\n"
    after = before.replace("utilises", "uses").replace("Two dogs", "Three dogs").replace("title: A", "title: B")
    found = compare(document(before, "a.md"), document(after, "b.md"))
    assert {finding.rule.id for finding in found} == {"changed-wording", "changed-fact", "changed-markup"}
    assert made(before, found, ALL).after == after.replace("title: B", "title: A")


def test_onto_a_later_version() -> None:
    before = "The ferry utilises a berth in Lund, said Ann.\n\nThe fee is 3 crowns for a dog.\n\nIt sails in the dark every night.\n"
    after = before.replace("utilises", "uses").replace("3 crowns", "4 crowns").replace("dark", "night")
    later = "A new line comes first.\n\n" + before.replace("It sails in the dark every night.", "It never sails.")
    found = onto(Document(before), Document(after), Document(later))
    assert {finding.rule.id for finding in found} == {"unplaced", "changed-wording", "changed-fact"}
    settled = made(later, found, ALL)
    assert settled.after == later.replace("utilises", "uses").replace("3 crowns", "4 crowns")
    assert [finding.rule.id for finding in settled.left] == ["unplaced"]
    assert onto(Document(before), Document(after), Document(after)) == [], "what is there already is not told"


@given(st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30), st.data())
@settings(max_examples=200, deadline=None)
def test_onto_changes_only_what_was_reviewed(words: list[str], others: list[str], data: st.DataObject) -> None:
    later = list(words)
    at = data.draw(st.integers(0, len(later)))
    later[at : at + data.draw(st.integers(0, 5))] = others[:5]
    before, after, now = " ".join(words), " ".join(others), " ".join(later)
    olds = {tuple(edit.old for edit in fix.edits) for finding in compare(Document(before), Document(after)) for fix in finding.fixes}
    for finding in onto(Document(before), Document(after), Document(now)):
        for fix in finding.fixes:
            assert all(now[edit.start : edit.end] == edit.old for edit in fix.edits)
            assert tuple(edit.old for edit in fix.edits) in olds
    made(now, onto(Document(before), Document(after), Document(now)), ALL)


def test_onto_is_silent_about_what_is_there_already_though_its_neighbour_changed_too() -> None:
    before = "The mayor said on Monday that 12 pilots would not sail in 9 of the boats.\n"
    after = "The mayor said on Monday that 13 pilots would sail in 8 of the boats.\n"
    for later in (after, f"It rained.\n\n{after}\nNobody minds.\n"):
        assert onto(Document(before), Document(after), Document(later)) == []
    half = before.replace("12", "13")
    told = " ".join(finding.message for finding in onto(Document(before), Document(after), Document(half)))
    assert "12" not in told
    assert "not" in told
    assert '"9' in told
    elsewhere = "The mayor said on Monday that 14 pilots would hardly sail in 7 of the boats.\n"
    assert {finding.rule.id for finding in onto(Document(before), Document(after), Document(elsewhere))} == {"unplaced"}


@given(st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30))
@settings(max_examples=100, deadline=None)
def test_onto_the_rewrite_itself_is_silent(words: list[str], others: list[str]) -> None:
    before, after = " ".join(words), " ".join(others)
    later = settled_ends(before, after)
    assert onto(Document(before), Document(after), Document(later)) == []
