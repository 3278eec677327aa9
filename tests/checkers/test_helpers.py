"""`helped-verb`: verbs in a form that their helper does not take."""

import pytest

from repair.checkers.helpers import helped_verb
from tests.checkers.mending import mended


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "He wanted to explained it, has to explained; they could walked.",
            "He wanted to explain it, has to explain; they could walked.",
        ),
        ("They could explained, he must protects and we can’t taught.", "They could explain, he must protect and we can’t teach."),
        ("They are require to; it has send them; being build.", "They are required to; it has sent them; being built."),
        (
            "He is unable reach it, going take it, was able provide it.",
            "He is unable to reach it, going to take it, was able to provide it.",
        ),
        ("The will received is a must built on; not only will opposing it do.",) * 2,
        ("“He could explained.” They could explain, could-explained, could explained-ish, COULD EXPLAINED.",) * 2,
        ("They could discuss what could process could need: he has become, are cut.",) * 2,
        ("could",) * 2,
        ("",) * 2,
    ],
)
def test_helped_verbs(text, right):
    assert mended(helped_verb(words="verbs.txt"), text) == right


def test_time_grows_with_the_length_of_the_text():
    check = helped_verb(words="verbs.txt")
    assert mended(check, "will received " * 20_000).startswith("will receive will receive ")
