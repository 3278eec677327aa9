import time

from repair.checkers.consistency import number_twice, odd_name, spelling_mix, weekday
from repair.text.article import Article


def found(check, text):
    return [text[slice(*hit.span)] for hit in check(Article(text))]


def test_swapped_letters_in_a_name():
    text = "Here Sorrell met Sorrell. Then Sorrell saw Sorrlel."
    assert found(odd_name(keep=[]), text) == ["Sorrlel"]
    assert found(odd_name(keep=["Sorrlel"]), text) == []
    assert found(odd_name(keep=[], fewest=4), text) == []


def test_a_lost_letter_needs_the_same_first_name():
    check = odd_name(keep=[])
    usual = "Here Ada Fenwick met Ada Fenwick and Ada Fenwick. "
    assert found(check, usual + "So Ada Fnwick left.") == ["Fnwick"]
    assert found(check, usual + "So Tom Fnwick left.") == []


def test_endings_make_other_words():
    assert found(odd_name(keep=[]), "In Germany, near Germany, by Germany, a German and two Germanys.") == []


def test_the_rarer_spelling_is_told_once():
    check = spelling_mix(pairs={"colour": "color", "centre": "center", "honour": "honor"})
    assert found(check, "the colour, the centre and the honor and honor") == ["honor"]
    assert found(check, "the colour and the center") == []
    assert found(check, "the colour, the centre and “an honor”") == []


def test_numbers_in_words_and_figures():
    assert found(number_twice(), "seven (8) and twenty-two (22) and sixty (6)") == ["seven (8)", "sixty (6)"]


def test_days_of_the_week():
    assert found(weekday(), "on Tuesday, June 19, 2018, and on Monday 32 June 2018 and Monday, June 19, 2018") == ["Monday, June 19, 2018"]


def test_long_texts_take_linear_time():
    began = time.process_time()
    names = " ".join(f"Na{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}mer" for n in range(17_000))
    list(odd_name(keep=[])(Article(f"{names} {names} {names} {names[::-1]}")))
    list(number_twice()(Article("twenty-" * 40_000)))
    assert time.process_time() - began < 20
