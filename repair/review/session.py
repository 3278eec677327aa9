"""A review as questions and answers, without a screen: what has been read, what is open, what was answered, what would be written."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from hashlib import sha256
from itertools import islice

from repair.engine.find import CheckerFailed
from repair.engine.settle import Settled, Unsettled
from repair.formats.document import Document
from repair.formats.registry import document
from repair.project.files import File
from repair.project.limit import TimedOut, limited
from repair.project.scan import Skipped, Target, load
from repair.project.suppress import Suppression
from repair.project.work import Inspecting, Partial
from repair.review.deciding import Deciding, Open, decided
from repair.review.questions import Near, Question, Scope, near, questions, same_texts
from repair.review.state import Article, Changed, Progress
from repair.review.verdicts import Answer, Memory, Standing, Verdict, Verdicts
from repair.rulebook.rule import SAFETIES, Finding, Fix, Safety
from repair.score.damage import damage
from repair.text.decode import Stored, decode
from repair.text.span import Edit

_MOST_TEXTS = 64
_MANY: tuple[Scope, ...] = ("text", "cluster", "rule")


class Session:
    """The questions of a set of articles. `found` yields each file with its findings, as they come; `count` says how many there are.

    `given` are verdicts of somebody else, which hold where the memory has none.
    """

    def __init__(
        self,
        shop: Inspecting,
        found: Iterable[tuple[File, Sequence[Finding]]],
        count: int,
        memory: Memory,
        given: Verdicts | None = None,
        least: Safety = "review",
    ) -> None:
        self.shop = shop
        self.memory = memory
        self.count = count
        self.articles: list[Article] = []
        self.questions: list[Question] = []
        self.complete = False
        self._found = iter(found)
        self._given = given
        self._least: Safety = least
        self._answers: list[Verdict | None] = []
        self._same: dict[tuple[str, str], list[int]] = {}
        self._alike: dict[tuple[Scope, tuple[str, ...]], list[int]] = {}
        self._open: Counter[tuple[Scope, tuple[str, ...]]] = Counter()
        self._twins: dict[int, list[int]] = {}
        self._regions: dict[int, list[int]] = {}
        self._gone: set[int] = set()
        self._silenced: list[Suppression] = []
        self._past: list[list[Verdict | Standing]] = []
        self._texts: OrderedDict[int, tuple[Stored, bytes]] = OrderedDict()
        self._answered = self._accepted = 0
        self._first = 0  # all articles before this one are at rest

    # what there is

    @property
    def progress(self) -> Progress:
        """The figures as they are now."""
        read = self.count if self.complete else len(self.articles)
        return Progress(read, self.count, len(self.questions) - len(self._gone), self._answered, self._accepted)

    @property
    def would_wait(self) -> bool:
        """True when `advance` would wait for an article that is still being judged."""
        return not self.complete and not getattr(self._found, "ready", True)

    def unfinished(self) -> Iterator[Article]:
        """The articles that are not at rest, in order."""
        while self._first < len(self.articles) and self.articles[self._first].at_rest:
            self._first += 1
        return (article for article in islice(self.articles, self._first, None) if not article.at_rest)

    def advance(self, alone: AbstractContextManager[object] | None = None) -> bool:
        """Read one more article; False when there are no more. Where other threads ask and answer, `alone` is the lock they hold."""
        if self.complete:
            return False
        got = next(self._found, None)
        with alone or nullcontext():
            if got is None:
                self.complete = True
                self.memory.end_standing()
            else:
                self._read(*got)
        return got is not None

    def answer_of(self, number: int) -> Verdict | None:
        """The answer that a question has."""
        return self._answers[number]

    def is_open(self, number: int) -> bool:
        """True for a question that is still to be answered."""
        return self._answers[number] is None and number not in self._gone

    def alike(self, number: int, scope: Scope) -> int:
        """How many open questions there are that an answer to this one could settle, itself included when it is open."""
        return self._open[scope, self.questions[number].kind(scope)]

    def covered(self, number: int, scope: Scope) -> list[int]:
        """The open questions that an answer to this one settles, itself first; also those of the very same change, and of its region."""
        members = [number] if scope == "one" else self._alike[scope, self.questions[number].kind(scope)]
        found = dict.fromkeys((number, *(one for one in members if self.is_open(one))))
        for one in list(found):
            found.update(dict.fromkeys(twin for twin in self._twins.get(one, ()) if self.is_open(twin)))
            found.update(dict.fromkeys(part for part in self.region(one) if self.is_open(part)))
        return list(found)

    def region(self, number: int) -> Sequence[int]:
        """The questions about the parts of one region, when this one is about such a part; else itself alone."""
        return self._regions.get(number, (number,))

    def text(self, question: Question) -> str:
        """The text that a question is about. Raises `Changed`."""
        return question.later if question.later is not None else self.stored(self.articles[question.article])[0].text

    def stored(self, article: Article) -> tuple[Stored, bytes]:
        """An article's file as it was read, and its bytes. Raises `Changed`."""
        data = load(article.target)
        if isinstance(data, Skipped):
            raise Changed(data.reason)
        known = self._texts.get(article.number)
        if known is None or known[1] != data:
            if sha256(data).hexdigest() != article.sha256:
                raise Changed("has changed since it was read")
            known = decode(data, article.target.settings.encoding), data
            self._texts[article.number] = known
            if len(self._texts) > _MOST_TEXTS:
                self._texts.popitem(last=False)
        return known

    # answers

    def answer(
        self, number: int, answer: Answer, scope: Scope = "one", fix: int = 0, typed: Near | None = None, note: str = ""
    ) -> list[int]:
        """Answer a question, and those that are covered; they are on the disk then. Gives the questions answered.

        A fix other than the first is taken where the others have it as well, an edit where the text is the same; elsewhere the
        question stays open. Raises `VerdictError` when it cannot be kept, `Changed` when the file is no longer what it was.
        """
        answered: list[int] = []
        made: list[Verdict | Standing] = []
        past: list[Verdict | Standing] = []
        again = self._answers[number] is not None
        for one in self.covered(number, scope):
            edits = self._edits(one, number, answer, fix, typed)
            if edits is None:
                continue
            question = self.questions[one]
            finding, path = question.finding, self.articles[question.article].target.path
            verdict = Verdict(answer, finding.key, question.offer, finding.rule.id, edits, scope, path, question.line, note)
            if typed is not None:
                verdict = verdict._replace(typed=self._typed(one, number, typed))
            past.append(self._answers[one] or verdict._replace(answer="open", typed=None, note=""))
            made.append(verdict)
            answered.append(one)
        if scope != "one" and not self.complete and answer != "edit" and fix == 0:
            standing = Standing(answer, scope, self.questions[number].kind(scope))
            made.append(standing)
            past.append(standing._replace(answer="open"))
        self._keep(made)
        self._past.append(past)
        if again:
            self._rewind(self.articles[self.questions[number].article])
        return answered

    def undo(self) -> list[int]:
        """Take the last answer of this session back; gives the questions it had answered."""
        if not self._past:
            return []
        past = self._past.pop()
        self._keep(past)
        places = [(one.key, one.offer) for one in past if isinstance(one, Verdict)]
        for number in {self.questions[number].article for place in places for number in self._same.get(place, ())}:
            self._rewind(self.articles[number])
        return [number for place in places for number in self._same.get(place, ()) if number not in self._gone]

    def _edits(self, number: int, asked: int, answer: Answer, choice: int, typed: Near | None) -> tuple[Near, ...] | None:
        """The edits that an answer to the question asked is about in one that it covers, None when it does not fit there."""
        question = self.questions[number]
        finding = question.finding
        chosen = self.questions[asked].finding.fixes[choice]
        fix: Fix | None = chosen
        if number != asked:
            fix = next((fix for fix in finding.fixes if same_texts(fix, chosen)), None)
        if typed is not None and fix is not None and number != asked:
            typed = self._typed(number, asked, typed)
            start = finding.span.start + typed.at
            return question.near if start >= 0 and self.text(question).startswith(typed.old, start) else None
        if choice == 0 and typed is None:
            return question.near
        return None if fix is None else near(self.text(question), finding, fix.edits)

    def _typed(self, number: int, asked: int, typed: Near) -> Near:
        """Words written for the question asked, as they belong to another one: the same place when the two offer the very same change."""
        if number == asked or asked not in self._twins.get(number, ()):
            return typed
        shift = self.questions[asked].finding.span.start - self.questions[number].finding.span.start
        return typed._replace(at=typed.at + shift)

    def _keep(self, made: Sequence[Verdict | Standing]) -> None:
        self.memory.add(made)
        last = {(one.key, one.offer): one for one in made if isinstance(one, Verdict)}
        for place, one in last.items():
            for number in self._same.get(place, ()):
                self._set(number, None if one.answer == "open" else one)

    def _set(self, number: int, verdict: Verdict | None) -> None:
        if number in self._gone:
            return
        before = self._answers[number]
        self._answered += (verdict is not None) - (before is not None)
        self._accepted += _accepts(verdict) - _accepts(before)
        if (verdict is None) != (before is None):
            self._count(number, 1 if verdict is None else -1)
        self._answers[number] = verdict

    def _count(self, number: int, by: int) -> None:
        for scope in _MANY:
            self._open[scope, self.questions[number].kind(scope)] += by

    def _leave(self, number: int) -> None:
        """Ask this one no more."""
        self._set(number, None)
        self._count(number, -1)
        self._gone.add(number)

    # reading

    def _read(self, file: File, findings: Sequence[Finding]) -> None:
        target = file.target
        stored = decode(file.data, target.settings.encoding)
        heard = self._heard(target, stored.text, findings)
        article = Article(len(self.articles), target, sha256(file.data).hexdigest(), damage(stored.text, heard))
        self.articles.append(article)
        self._take(article, stored.text, heard)

    def renew(self, article: Article) -> str:
        """Look at a file again, which has changed or was written; gives why that cannot be, if so."""
        self._forget(article)
        article.problem = ""
        self._texts.pop(article.number, None)
        data = load(article.target)
        outcome = data if isinstance(data, Skipped) else self.shop.do(article.target, data)
        outcome = outcome.outcome if isinstance(outcome, Partial) else outcome
        if isinstance(outcome, Skipped) or not isinstance(outcome, list) or isinstance(data, Skipped):
            article.at_rest = True
            article.problem = outcome.reason if isinstance(outcome, Skipped) else ""
            return article.problem
        text = decode(data, article.target.settings.encoding).text
        heard = self._heard(article.target, text, outcome)
        article.sha256, article.damage = sha256(data).hexdigest(), damage(text, heard)
        self._take(article, text, heard)
        return ""

    @property
    def can_undo(self) -> bool:
        """True when `undo` has something to take back."""
        return bool(self._past)

    def forget_past(self) -> None:
        """What was answered so far is not taken back any more: it is written."""
        self._past = []

    def silence(self, one: Suppression) -> None:
        """Ask no more about what this suppression fits."""
        self._silenced.append(one)
        for number, question in enumerate(self.questions):
            target = self.articles[question.article].target
            if number not in self._gone and one.fits(target.place, target.settings.root, question.finding):
                self._leave(number)

    def _heard(self, target: Target, text: str, findings: Sequence[Finding]) -> list[Finding]:
        heard = self.shop.silence(target.settings).heard(target.place, text, findings, lambda: document(text, target.path)).findings
        root = target.settings.root
        return [finding for finding in heard if not any(one.fits(target.place, root, finding) for one in self._silenced)]

    def _take(self, article: Article, text: str, findings: Iterable[Finding], later: str | None = None) -> None:
        """Ask about these findings of a text; what is known of them, or covered by an answer to all of a kind, is answered."""
        covered: list[Verdict] = []
        places: dict[tuple[Edit, ...], list[int]] = {}
        regions: dict[tuple[str, str], list[int]] = {}
        for question in questions(article.number, text, findings, self._least, later):
            number = len(self.questions)
            self.questions.append(question)
            self._answers.append(None)
            article.questions.append(number)
            twins = places.setdefault(question.fix.edits, [])
            twins.append(number)
            if len(twins) > 1:
                self._twins.update(dict.fromkeys(twins, twins))
            if question.finding.group:
                self._regions[number] = regions.setdefault((question.finding.rule.id, question.finding.group), [])
                self._regions[number].append(number)
            self._same.setdefault((question.finding.key, question.offer), []).append(number)
            for scope in _MANY:
                self._alike.setdefault((scope, question.kind(scope)), []).append(number)
            self._count(number, 1)
            known = self._find(text, question.finding)
            if known is None:
                standing = next((one for one in self.memory.standing if question.kind(one.all) == one.value), None)
                if standing is not None:
                    finding, path = question.finding, article.target.path
                    known = Verdict(
                        standing.answer, finding.key, question.offer, finding.rule.id, question.near, standing.all, path, question.line
                    )
                    covered.append(known)
            self._set(number, known)
        article.at_rest = not article.questions
        if covered:
            self.memory.add(covered)

    def _find(self, text: str, finding: Finding) -> Verdict | None:
        known = self.memory.verdicts.find(text, finding)
        if known is None and self._given is not None and not self.memory.verdicts.known(finding):
            known = self._given.find(text, finding)
        return known

    def _forget(self, article: Article) -> None:
        for number in article.questions:
            self._leave(number)
        article.questions = []
        article.later = False
        self._wake(article)

    # what comes of the answers

    def settle(self, article: Article) -> None:
        """When all about an article is answered, see what its fixes bring to light; that is asked as well."""
        while not article.at_rest and not any(self.is_open(number) for number in article.questions):
            if not any(_accepts(self._answers[number]) for number in article.questions):
                article.at_rest = True
                return
            try:
                self.outcome(article, ask=True)
                article.at_rest = True
            except Open as found:
                article.later = True
                self._take(article, found.text, found.findings, found.text)
            except Changed:
                self.renew(article)
            except (Unsettled, CheckerFailed, TimedOut) as error:
                article.problem = str(error) or "took too long"
                article.at_rest = True

    def outcome(self, article: Article, ask: bool = False) -> tuple[Settled, Deciding]:
        """The article with its accepted fixes made. With `ask`, raises `Open` for what nobody has answered.

        Raises `Changed`, `Unsettled`, `CheckerFailed` and `TimedOut`.
        """
        stored, _ = self.stored(article)
        target = article.target

        def hear(current: Document, findings: list[Finding]) -> list[Finding]:
            return self._heard(target, current.source, findings)

        bar = SAFETIES.index(self._least)
        wanted = (lambda finding: SAFETIES.index(finding.fixes[0].safety) >= bar) if ask else None
        deciding = Deciding(self._find, hear, wanted)
        with limited(self.shop.timeout):
            settled = decided(document(stored.text, target.path), self.shop.book(target.settings), deciding)
        return settled, deciding

    def accepted(self, article: Article) -> int:
        """How many fixes of an article are accepted."""
        return sum(_accepts(self._answers[number]) for number in article.questions)

    def ready(self) -> Iterator[Article]:
        """The articles that accepted fixes would change."""
        return (article for article in self.articles if self.accepted(article))

    def _rewind(self, article: Article) -> None:
        """After an answer was taken back: what only its fix brought to light is not asked."""
        if article.later:
            self.renew(article)
        self._wake(article)

    def _wake(self, article: Article) -> None:
        article.at_rest = False
        self._first = min(self._first, article.number)


def _accepts(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.answer in ("yes", "edit")
