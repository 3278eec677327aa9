"""What the pages show, as plain values: rows of articles, an article in stretches, questions as cards, clusters."""

from __future__ import annotations

from repair.report.visible import visible
from repair.review.deeds import offered
from repair.review.questions import Near
from repair.review.queue import SAMPLES, Queue
from repair.review.session import Session
from repair.review.sight import Piece, Spread, covers, facts, in_sentence, title_of
from repair.review.state import Article
from repair.review.verdicts import fix_of
from repair.text.lazy import lazy
from repair.text.named import NamedTuple

_LINES = lazy(r"(\r\n|\r|\n)")
_MOST_CLUSTERS = 30
_NEAR, _MOST = 70, 300
PAGE = 200


class Row(NamedTuple):
    """An article in the list."""

    number: int
    path: str
    quality: float
    open: int
    answered: int
    accepted: int
    problem: str


class Proposal(NamedTuple):
    """One of the fixes of a question."""

    choice: int
    title: str
    safety: str
    facts: str
    line: str | None


class Card(NamedTuple):
    """A question with all that a person needs to answer it."""

    number: int
    line: int
    state: str
    rule: str
    severity: str
    message: str
    why: str
    confidence: float | None
    proposals: list[Proposal]
    sentence: list[Piece]
    covers: list[tuple[str, int, int]]
    parts: int


class Stretch(NamedTuple):
    """A part of an article's text: plain (`number` None), or what a question would change there. `first`: the mark to jump to."""

    number: int | None
    state: str
    old: str
    new: str
    first: bool = False

    @property
    def is_blank(self) -> bool:
        """True for a mark that shows nothing that could be read out."""
        return not (self.old + self.new).strip()


class Cluster(NamedTuple):
    """Open questions that are alike, offered as one."""

    number: int
    article: int
    rule: str
    message: str
    why: str
    safety: str
    fixes: int
    articles: int
    samples: list[tuple[str, int, list[Piece]]]


def rows(session: Session, order: str) -> list[Row]:
    """All articles read so far that have questions: the worst first, or as they stand."""
    found = []
    for article in session.articles:
        if article.questions or article.problem:
            still = sum(session.is_open(number) for number in article.questions)
            answered = len(article.questions) - still
            path = visible(article.target.path)
            found.append(Row(article.number, path, article.damage.quality, still, answered, session.accepted(article), article.problem))
    return sorted(found, key=lambda row: (row.quality, row.number)) if order == "worst" else found


def cards(session: Session, article: Article) -> list[Card]:
    """The questions of an article that are about its latest text. Raises `Changed`."""
    numbers = latest(session, article)
    text = session.text(session.questions[numbers[0]]) if numbers else ""
    spread: Spread = {}
    return [_card(session, number, text, spread) for number in numbers]


def latest(session: Session, article: Article) -> list[int]:
    """The questions about the file, or about what answers made of it where these brought more to light."""
    later = session.questions[article.questions[-1]].later if article.questions else None
    return [number for number in article.questions if session.questions[number].later == later]


def stretches(session: Session, article: Article) -> list[Stretch]:
    """The text of an article with its proposed changes in place; of changes that overlap the first is shown. Raises `Changed`."""
    numbers = latest(session, article)
    text = session.text(session.questions[numbers[0]]) if numbers else session.stored(article)[0].text
    marks: list[tuple[int, int, Stretch]] = []
    for number in numbers:
        question, answer = session.questions[number], session.answer_of(number)
        fix = (fix_of(answer, text, question.finding) if answer else None) or question.fix
        for place, edit in enumerate(sorted(fix.edits)):
            stretch = Stretch(number, state(session, number), _shown(edit.old), _shown(edit.new), place == 0)
            marks.append((edit.start, edit.end, stretch))
    made: list[Stretch] = []
    at = 0
    for start, end, stretch in sorted(marks, key=lambda mark: mark[:2]):
        if start < at:
            continue
        made += [Stretch(None, "", _shown(text[at:start]), ""), stretch]
        at = end
    made.append(Stretch(None, "", _shown(text[at:]), ""))
    return [stretch for stretch in made if stretch.number is not None or stretch.old]


def title(session: Session, article: Article) -> str:
    """The first line. Raises `Changed`."""
    return visible(title_of(session.stored(article)[0].text))


def clusters(session: Session) -> tuple[list[Cluster], int]:
    """The clusters that settle most, and how many there are in all."""
    groups = Queue(session, "gain").clusters()
    return [_cluster(session, group) for group in groups[:_MOST_CLUSTERS]], len(groups)


def state(session: Session, number: int) -> str:
    """`open`, or what the answer is."""
    answer = session.answer_of(number)
    return answer.answer if answer else "open"


def _card(session: Session, number: int, text: str, spread: Spread) -> Card:
    question = session.questions[number]
    finding, path = question.finding, session.articles[question.article].target.path
    proposals = []
    for choice, fix in enumerate(finding.fixes):
        changed = facts(path, text, fix)
        proposals.append(Proposal(choice, visible(fix.title), fix.safety, ", ".join(changed), offered(text, fix)))
    parts = [piece for stretch in in_sentence(text, question.fix.edits) for piece in (*stretch, Piece("cut", "\n"))][:-1]
    return Card(
        number,
        question.line,
        state(session, number),
        finding.rule.id,
        finding.severity,
        visible(finding.message),
        finding.rule.why,
        finding.confidence,
        proposals,
        [Piece(piece.kind, _shown(piece.text).rstrip("\n") or _shown(piece.text)) for piece in parts],
        covers(session, number, spread),
        len(session.region(number)),
    )


def _cluster(session: Session, group: list[int]) -> Cluster:
    question = session.questions[group[0]]
    finding = question.finding
    samples = []
    for number in group[:SAMPLES]:
        one = session.questions[number]
        article = session.articles[one.article]
        pieces = [piece for edit in one.near for piece in _near(edit)]
        samples.append((f"{visible(article.target.path)}:{one.line}", article.number, pieces))
    return Cluster(
        group[0],
        question.article,
        finding.rule.id,
        visible(finding.message),
        finding.rule.why,
        question.fix.safety,
        len(group),
        len({session.questions[number].article for number in group}),
        samples,
    )


def _near(edit: Near) -> list[Piece]:
    """An edit with a little of its line."""
    before = edit.before if len(edit.before) <= _NEAR else f"…{edit.before[-_NEAR:]}"
    after = edit.after if len(edit.after) <= _NEAR else f"{edit.after[:_NEAR]}…"
    whole = edit.old.endswith(("\n", "\r")) and not edit.new
    made = [Piece("same", before), Piece("old", edit.old[:_MOST].rstrip("\r\n") or edit.old), Piece("new", edit.new[:_MOST])]
    made += [] if whole else [Piece("same", after)]
    return [Piece(piece.kind, _shown(piece.text)) for piece in made if piece.text]


def _shown(text: str) -> str:
    """Text for a page: what is invisible is spelt out, lines stay lines."""
    return "".join(part if at % 2 == 0 else "\n" for at, part in enumerate(visible(part) for part in _LINES.split(text)))
