from hypothesis import given
from hypothesis import strategies as st

from repair.text.article import Article
from repair.text.tokens import Run, recurring, runs, without_marks

WORDS = st.lists(st.sampled_from("a b c d".split()), max_size=40)


def test_marks_go_and_offsets_stay() -> None:
    assert without_marks("“it is,” he said … (so).") == " it is   he said    so  "


@given(WORDS)
def test_what_recurs_is_told_with_its_last_occurrence(words: list[str]) -> None:
    expected = []
    for place in range(len(words) - 2):
        before = [at for at in range(place) if words[at : at + 3] == words[place : place + 3]]
        if before:
            expected.append((place, before[-1]))
    assert recurring(words) == expected


@given(WORDS)
def test_runs_are_equal_stretches_that_cannot_be_longer(words: list[str]) -> None:
    for earlier, later, count in runs(words, recurring(words), 3):
        assert earlier < later
        assert count >= 3
        assert words[earlier : earlier + count] == words[later : later + count]
        assert later + count == len(words) or words[earlier + count] != words[later + count]


def test_a_run_is_followed_over_what_stands_a_third_time() -> None:
    words = "the end of it all was near".split()
    text = [*words, "but", *words[1:4], "came", *words]
    assert runs(text, recurring(text), 5) == (Run(0, 12, 7),)


def test_runs_take_linear_time_on_monotonous_text() -> None:
    words = "a b c a b d".split() * 60_000
    assert runs(words, recurring(words), 5)


@given(st.text("ab .,\n\xa0", max_size=30))
def test_places_are_those_of_the_tokens(text: str) -> None:
    article = Article(text)
    assert [article.plain[start:end] for start, end in article.stand(0, len(article.tokens))] == article.tokens
