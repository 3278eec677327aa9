"""The review without a screen: questions, answers, memory, clusters, writing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from repair.journal.run import Journal
from repair.project.config import Project
from repair.project.crew import File, outcomes
from repair.project.mending import Mending
from repair.project.rules import Shelf
from repair.project.scan import gather
from repair.project.work import Inspecting, Repaired
from repair.review.queue import Order, Queue
from repair.review.session import Session
from repair.review.verdicts import FILE, Memory, Verdicts
from repair.review.writing import write
from repair.rulebook.rule import Finding

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = sorted(path for path in (ROOT / "seeds").glob("*.txt") if not path.name.endswith(".expected.txt"))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with the damaged seeds."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for seed in SEEDS:
        shutil.copy(seed, folder)
    return folder


def session(folder: Path, given: Verdicts | None = None) -> Session:
    targets, _ = gather([str(folder)], Project())
    settings = list({id(one.settings): one.settings for one in targets}.values())
    shop = Inspecting(settings, Shelf(), 0)

    def found() -> Iterator[tuple[File, list[Finding]]]:
        for file, outcome in outcomes(targets, shop, 1, cached=False):
            assert isinstance(outcome, list)
            yield file, outcome

    return Session(shop, found(), len(targets), Memory(str(folder / FILE)), given)


def whole(one: Session) -> Session:
    while one.advance():
        pass
    return one


def answered(one: Session, answer: Callable[[Finding], str], order: Order = "article") -> int:
    """Answer all there is; gives the number of questions put."""
    queue = Queue(whole(one), order)
    put = 0
    while asked := queue.next():
        put += 1
        said = answer(one.questions[asked.number].finding)
        one.answer(asked.number, said, "one" if len(asked.members) == 1 else "cluster")
    return put


def written(one: Session, folder: Path) -> dict[str, bytes]:
    result = write(one, Journal(str(folder), {}))
    assert not result.left
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.txt"))}


def applied(folder: Path) -> dict[str, bytes]:
    targets, _ = gather([str(folder)], Project({"brake": 1.0}))
    shop = Mending(list({id(one.settings): one.settings for one in targets}.values()), Shelf(), 0, "review")
    made = {}
    for file, outcome in outcomes(targets, shop, 1, cached=False):
        assert isinstance(outcome, Repaired)
        made[Path(file.target.place).name] = outcome.after
    return made


@pytest.mark.parametrize("order", ["article", "gain", "rule"])
def test_yes_to_all_gives_what_apply_gives(corpus: Path, order: Order) -> None:
    expected = applied(corpus)
    one = session(corpus)
    put = answered(one, lambda _: "yes", order)
    assert 0 < put <= one.progress.fixes
    assert written(one, corpus) == expected


def test_no_to_all_changes_nothing_and_is_remembered(corpus: Path) -> None:
    before = {path.name: path.read_bytes() for path in corpus.glob("*.txt")}
    assert answered(session(corpus), lambda _: "no") > 100
    again = session(corpus)
    assert answered(again, lambda _: "no") == 0
    assert written(again, corpus) == dict(sorted(before.items()))


def mixed(finding: Finding) -> str:
    return "no" if int(finding.key[-2:], 16) % 3 == 0 else "yes"


def test_a_second_review_asks_nothing_before_and_after_writing(corpus: Path) -> None:
    assert answered(session(corpus), mixed) > 100
    again = session(corpus)
    assert answered(again, mixed) == 0
    written(again, corpus)
    assert answered(session(corpus), mixed) == 0


def test_moved_paragraphs_and_new_lines_ask_nothing_again(corpus: Path) -> None:
    answered(session(corpus), lambda _: "no")
    for path in corpus.glob("*.txt"):
        text = path.read_bytes().decode("utf-8-sig")
        apart = "\r\n\r\n" if "\r" in text else "\n\n"
        head, *body, tail = text.split(apart)
        body.insert(len(body) // 2, "The ferry leaves on the hour, as it has for years.")
        body[0], body[1] = body[1], body[0]
        path.write_bytes(apart.join([head, *body, tail]).encode())
    again = whole(session(corpus))
    asked = [one.finding for number, one in enumerate(again.questions) if again.is_open(number)]
    assert [one for one in asked if "The ferry leaves on the hour" not in one.text] == []


def test_the_parts_of_a_region_are_one_question(corpus: Path) -> None:
    one = whole(session(corpus))
    regions = [list(one.region(number)) for number in range(len(one.questions)) if len(one.region(number)) > 1]
    assert regions
    for number, question in enumerate(one.questions):
        parts = one.region(number)
        assert number in parts
        assert len({(one.questions[part].article, one.questions[part].finding.group) for part in parts}) == 1
        assert len({one.questions[part].cluster for part in parts}) == 1
        if question.finding.group is None:
            assert list(parts) == [number]
    assert set(one.answer(regions[0][-1], "no")) >= set(regions[0])
    assert not any(one.is_open(part) for part in regions[0])
    one.undo()
    assert all(one.is_open(part) for part in regions[0])
