"""Names and houses are learnt where many articles have them, and nothing else is."""

from __future__ import annotations

from repair.learn.houses import houses
from repair.learn.names import alike, names

PEOPLE = ("Ada Holm", "Per Aas", "Ilsa Marrow")


def told(name: str, count: int) -> list[str]:
    return [f"On day {number} the clerk met {name} on the quay." for number in range(count)]


def test_names_that_are_alike_and_both_known() -> None:
    assert alike([names(told("Hansen", 9)), names(told("Hannsen", 6) + told("Marrow", 9))]) == [("Hannsen", 6), ("Hansen", 9)]
    assert alike([names(told("Brandt", 6) + told("Brantd", 6))]) == [("Brandt", 6), ("Brantd", 6)]


def test_a_few_and_a_slip_of_many_are_no_names() -> None:
    assert not alike([names(told("Hansen", 9) + told("Hannsen", 4))])
    assert not alike([names(told("Hansen", 300) + told("Hannsen", 6))])
    assert not alike([names(["So said Hansen, whom others call Hannsen."] * 9 + told("Hansen", 9))])


def test_what_begins_a_sentence_may_be_no_name() -> None:
    assert not names(["Angle is a word. Angel is another.\nAngle."] * 9)


def test_houses_sign_the_pictures_of_several_people() -> None:
    pages = [f"The mill\n({PEOPLE[number % 3]}/Argus Pictures)\nIt burned." for number in range(9)]
    assert houses(pages) == {"Argus Pictures": 9}
    assert not houses(pages[:4])
    assert not houses(pages[::3] * 3)
    assert not houses([page.replace("Argus Pictures", "Getty Images") for page in pages])
    assert houses([page.replace("(", "Photo by ").replace("/", " for the ").replace(")", "") for page in pages]) == {"Argus Pictures": 9}
    assert not houses([f"{PEOPLE[number % 3]} for Mayor" for number in range(9)])
    assert not houses([f"It was {PEOPLE[number % 3]}/Argus Pictures who did it." for number in range(9)])
