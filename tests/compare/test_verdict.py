"""What of fact a change touches."""

from __future__ import annotations

import time

import pytest

from repair.compare.rewrite import compare
from repair.formats.document import Document


def told(before: str, after: str) -> list[tuple[str, str]]:
    return [(finding.rule.id, finding.message) for finding in compare(Document(before), Document(after))]


def rules(before: str, after: str) -> set[str]:
    return {rule for rule, _ in told(before, after)}


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("Ann told Bob to go.", "Ann told Tom to go.", 'changes the name "Bob" to "Tom"'),
        ("Riedel scored. Then Riedel left.", "Amos scored. Then Riedel left.", 'changes the name "Riedel" to "Amos"'),
        ("It said Lund won.", "It said the captain won.", 'drops the name "Lund"'),
        ("It rose 3.4%.", "It rose 34%.", 'changes the number "3.4%" to "34%"'),
        ("They had three boats.", "They had four boats.", 'changes the number "three" to "four"'),
        ("It costs £5.", "It costs $5.", 'changes the number "£5" to "$5"'),
        ("It took 3 weeks.", "It took 3 months.", 'changes the unit "weeks" to "months"'),
        ("They met on Tuesday.", "They met on Thursday.", 'changes the date "Tuesday" to "Thursday"'),
        ("They left in May.", "They left in June.", 'changes the date "May" to "June"'),
        ("He did not go, it was not far.", "He did go, it was not far.", 'drops the negation "not"'),
        ("He did not say she was there.", "He did say she was not there.", 'drops the negation "not"'),
        ("The alleged thief ran.", "The thief ran.", 'drops the hedge "alleged"'),
        ("About 40 men came.", "Over 40 men came.", 'changes the number "About 40" to "Over 40"'),
        (
            "See https://a.example/x for it.",
            "See https://b.example/x for it.",
            'changes the address "https://a.example/x" to "https://b.example/x"',
        ),
        ("He said “we will lose” then.", "He said “we will win” then.", 'changes the quoted words "lose" to "win"'),
        ("The vote was legal.", "The vote was illegal.", 'changes the word "legal" to "illegal"'),
        ("Shares rose in Oslo.", "Shares fell in Oslo.", 'changes the word "rose" to "fell"'),
        ("The captain lost his hat.", "The captain lost her hat.", 'changes the word "his" to "her"'),
        ("Ann Holm paid.\n\nAnn Holm paid.\n", "Ann Holm paid.\n", 'drops the name "Ann"; drops the name "Holm"'),
    ],
)
def test_changes_of_fact_are_errors_and_say_what_changed(before: str, after: str, message: str) -> None:
    assert message in [text for rule, text in told(before, after) if rule == "changed-fact"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ann told Bob to go.", "Bob told Ann to go."),
        ("Ann told Bob to go.", "Bob was told by Ann to go."),
        ("Ann paid 3 and Bob paid 40.", "Ann paid 40 and Bob paid 3."),
        ("He spoke on Tuesday of the vote on Monday.", "He spoke on Monday of the vote on Tuesday."),
    ],
)
def test_facts_that_change_places_are_errors(before: str, after: str) -> None:
    assert "changed-fact" in rules(before, after)


def test_a_quotation_that_is_none_any_more_is_one_error() -> None:
    found = compare(Document("“No,” he said, and left."), Document("No, he said, and left."))
    assert [finding.rule.id for finding in found] == ["changed-fact"]
    assert len(found[0].fixes[0].edits) == 2, "half of it would leave a quotation open"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The utilisation of boats.", "The use of boats."),
        ("Scientists found it.", "Researchers found it."),
        ("They had 3 boats.", "They had three boats."),
        ("It rose 40 percent to 1,200.", "It rose 40% to 1200."),
        ("It cost $5 million.", "It cost $5m."),
        ("He isn't there.", "He is not there."),
        ("It sails Oct. 4.", "It sails 4 October."),
        ("Riedel’s shot won it.", "The shot of Riedel won it."),
        ("President Lund spoke to us.", "The president, Lund, spoke to us."),
        ("The doors are open, the mayor said.", "The doors are open; the mayor said."),
    ],
)
def test_wording_is_no_error(before: str, after: str) -> None:
    assert rules(before, after) <= {"changed-wording", "changed-content"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A dog  ran , then slept .", "A dog ran, then slept."),
        ("One dog.\n\n\n\nTwo cats.", "One dog.\n\nTwo cats."),
        ("The store&#8217;s price rose 3.4%.", "The store’s price rose 3.4%."),
        ("HÃ¶ga SkÃ¤r is Muñoz’s.", "Höga Skär is Muñoz’s."),
        ("A blank\u200b line.", "A blank line."),
        ("Cafe\u0301 noir.", "Caf\u00e9 noir."),
        ("He left.She stayed.", "He left. She stayed."),
    ],
)
def test_spacing_and_encoding_are_safe(before: str, after: str) -> None:
    found = compare(Document(before), Document(after))
    assert found
    assert {finding.fixes[0].safety for finding in found} == {"safe"}
    assert {finding.rule.id for finding in found} == {"changed-spacing"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It was a part of it.", "It was apart of it."),
        ("He is able to go, not able to stay.", "He is able to go, notable to stay."),
        ("Fees rose 3. 4%.", "Fees rose 3.4%."),
        ("It is 1 200 long.", "It is 1200 long."),
        ("A head\n\nThe text goes on.", "A head The text goes on."),
        ("The store’s price rose.", "The storeâ€™s price rose."),
        ("It says &lt;b&gt; here.", "It says <b> here."),
        ("See example. com for it.", "See example.com for it."),
        ("It is open.", "It is\u202e open."),
    ],
)
def test_what_only_looks_like_spacing_is_not_safe(before: str, after: str) -> None:
    assert all(fix.safety == "review" for finding in compare(Document(before), Document(after)) for fix in finding.fixes)
    assert rules(before, after) - {"changed-spacing"}


def test_moved_paragraphs_are_one_finding_each() -> None:
    parts = ["The council met on Monday.", "Five dogs ran home to Oslo.", "Ten men from Lunde went off quickly today."]
    before, after = "\n\n".join(parts) + "\n", "\n\n".join([parts[2], parts[0], parts[1]]) + "\n"
    found = compare(Document(before), Document(after))
    assert [finding.rule.id for finding in found] == ["moved-text"]
    assert len(found[0].fixes[0].edits) == 2
    assert "changed-fact" in rules(before, after.replace("Ten", "Six")), "a fact changed on the way is told"
    assert "changed-fact" in rules(before, after.replace("Monday", "Friday"))


def test_a_fact_said_elsewhere_in_the_sentence_is_a_warning_for_both_places() -> None:
    found = compare(Document("On Tuesday, the council met in the hall."), Document("The council met in the hall on Tuesday."))
    assert [(finding.rule.id, finding.severity, len(finding.fixes[0].edits)) for finding in found] == [("changed-content", "warning", 2)]


def test_dropped_clauses_and_hidden_characters_are_warnings() -> None:
    assert rules("The council met. It was very loud in there all night.", "The council met.") == {"changed-content"}
    assert rules("It is open.", "It is open\u200b.") == {"changed-content"}


@pytest.mark.parametrize("size", [2000, 20000])
def test_a_long_line_is_judged_in_time_in_proportion(size: int) -> None:
    before = "Ann paid 3 dollars, not 4, on Monday; " * (size // 40)
    begun = time.process_time()
    assert told(before, before.replace("Monday", "Friday", 3))
    assert time.process_time() - begun < 3 + size / 2000
