"""What is asked next: article by article, rule by rule, or what settles most at once."""

from __future__ import annotations

from itertools import chain
from typing import Literal

from repair.review.clusters import gain
from repair.review.session import Session
from repair.review.state import Article
from repair.text.named import NamedTuple

Order = Literal["article", "rule", "gain"]
ORDERS: tuple[Order, ...] = ("article", "rule", "gain")
SAMPLES = 3
_MUCH = 1.25


class Asked(NamedTuple):
    """A question to be put, and all that the answer settles: itself alone, or its whole cluster."""

    number: int
    members: tuple[int, ...]


class Queue:
    """The open questions of a session in an order. What a person passes over comes again only in another review."""

    def __init__(self, session: Session, order: Order = "article") -> None:
        self.session = session
        self.order = order
        self.passed: set[int] = set()
        self.opened: set[str] = set()
        self._next: list[int] = []
        self._line: list[list[int]] = []
        self._seen = 0

    def next(self) -> Asked | None:
        """What is to be asked now. None when nothing is open in what was read; more may come with `Session.advance`."""
        while self._next:
            number = self._next.pop()
            if self._asks(number):
                return self._asked(number)
        if self.order == "article":
            return self._by_article()
        first = self._first_of_line()
        return self._brought_to_light() if first is None else self._asked(first)

    def length(self) -> int:
        """About how many questions are to be put, where clusters are one each."""
        return sum(any(self._asks(number) for number in group) for group in self._line)

    def put_first(self, number: int) -> None:
        """Ask this one next, also when it was passed over; for what was taken back or jumped to."""
        self.passed.discard(number)
        self._next.append(number)

    def clusters(self) -> list[list[int]]:
        """The open questions in groups of equal cluster, in the order of the queue."""
        session = self.session
        groups: dict[str, list[int]] = {}
        for number, question in enumerate(session.questions):
            if self._asks(number):
                groups.setdefault(question.cluster, []).append(number)
        found = list(groups.values())
        if self.order == "rule":
            rules: dict[str, int] = {}
            for group in found:
                rule = session.questions[group[0]].finding.rule.id
                rules[rule] = rules.get(rule, 0) + len(group)
            name = {group[0]: session.questions[group[0]].finding.rule.id for group in found}
            found.sort(key=lambda group: (-rules[name[group[0]]], name[group[0]], -len(group), group[0]))
        else:
            found.sort(key=lambda group: (-gain(session.questions[number].finding for number in group), group[0]))
        return found

    def skip_article(self, article: Article) -> None:
        """Pass over all of an article."""
        self.passed.update(article.questions)

    def open_singly(self, number: int) -> None:
        """Ask each of a cluster by itself from now on, this one first."""
        self.opened.add(self.session.questions[number].cluster)
        self._next += reversed([one for one in self.session.covered(number, "cluster") if self._asks(one)])

    def search(self, words: str, after: int = -1) -> int | None:
        """The next open question whose text, message, rule or path holds these words; round to the beginning."""
        wanted = words.casefold()
        count = len(self.session.questions)
        for number in chain(range(after + 1, count), range(min(after + 1, count))):
            if self.session.is_open(number) and wanted in self._told(number):
                return number
        return None

    def _told(self, number: int) -> str:
        question = self.session.questions[number]
        finding = question.finding
        around = " ".join(part for edit in question.near for part in (edit.before, edit.old, edit.after, edit.new))
        path = self.session.articles[question.article].target.path
        return "\n".join((path, finding.rule.id, finding.message, around)).casefold()

    def _asks(self, number: int) -> bool:
        return self.session.is_open(number) and number not in self.passed

    def _asked(self, number: int) -> Asked:
        cluster = self.session.questions[number].cluster
        if self.order == "article" or cluster in self.opened:
            return Asked(number, (number,))
        return Asked(number, tuple(one for one in self.session.covered(number, "cluster") if self._asks(one)))

    def _first_of_line(self) -> int | None:
        """The first question of the first cluster that is not settled; the line is formed anew when much was read or at its end."""
        if len(self.session.articles) > _MUCH * self._seen:
            self._form()
        for _ in range(2):
            while self._line:
                number = next((number for number in self._line[-1] if self._asks(number)), None)
                if number is not None:
                    return number
                self._line.pop()
            self._form()
        return None

    def _form(self) -> None:
        self._line = self.clusters()[::-1]
        self._seen = len(self.session.articles)

    def _by_article(self) -> Asked | None:
        session = self.session
        for article in session.unfinished():
            while True:
                number = next((number for number in article.questions if self._asks(number)), None)
                if number is not None:
                    return self._asked(number)
                if article.at_rest or any(session.is_open(number) for number in article.questions):
                    break
                session.settle(article)
        return None

    def _brought_to_light(self) -> Asked | None:
        """What comes up only when the accepted fixes of an article are made."""
        for article in self.session.unfinished():
            self.session.settle(article)
            number = next((number for number in article.questions if self._asks(number)), None)
            if number is not None:
                return self._asked(number)
        return None
