"""LanguageTool as a backend: what a server objects to, sifted, as hits of rules of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from repair.backends.allowed import FILE, PACK, allowed
from repair.backends.answer import Match
from repair.backends.client import Client, NoAnswer, Server
from repair.backends.remembered import Remembered
from repair.backends.sifted import sifted
from repair.checkers.hit import Hit
from repair.rulebook.outside import Missed
from repair.rulebook.rule import Rule
from repair.text.article import Article
from repair.text.span import Span

SECONDS = 20.0
"""How long an answer may take, unless said otherwise."""
_PATIENCE = 3
"""So many articles in a row without an answer, and the server is not asked any more."""
NOWHERE = "-"
"""The path of texts that are no file; any number of them may have it."""


class LanguageTool:
    """A server at work on the articles of a run; see `rulebook.outside.Outside`.

    It waits so many `seconds` for an answer; `memory` False asks anew for every text. `turn_to` must be called first.
    """

    def __init__(self, seconds: float = SECONDS, memory: bool = True) -> None:
        self._known = {one.name: one for one in allowed()}
        self.rules: tuple[Rule, ...] = tuple(one.rule for one in self._known.values())
        self.identity = ""
        self._seconds = seconds
        self._memory: Remembered | None = Remembered("") if memory else None
        self._server: Server | None = None
        self._client: Client | None = None
        self._missed: Missed | None = None
        self._gone: NoAnswer | None = None
        self._unanswered: dict[str, NoAnswer] = {}

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_client": None}

    def turn_to(self, server: Server | NoAnswer) -> None:
        """Ask this server; given the reason why there is none, answer nothing."""
        self._client = None
        self._unanswered = {}
        if isinstance(server, NoAnswer):
            self._gone = server
            return
        with open(FILE, "rb") as file:
            self.identity = f"{server.version}\0{sha256(file.read()).hexdigest()}"
        self._server, self._gone = server, None
        if self._memory:
            self._memory = Remembered(self.identity)

    def hits(self, article: Article, found: Sequence[Span]) -> Iterator[tuple[Rule, Hit]]:
        """What the server finds that was not `found` yet."""
        if not article.text.strip():
            return iter(())
        try:
            return sifted(self._matches(article), article, found, self._known)
        except NoAnswer as reason:
            self._missed = Missed(PACK, reason.code, str(reason), reason is self._gone)
            return iter(())

    def missed(self) -> Missed | None:
        """Why something was not answered since this was last asked."""
        missed, self._missed = self._missed, None
        return missed

    def _matches(self, article: Article) -> list[Match]:
        known = self._memory.get(article.text) if self._memory and not self._gone else None
        if known is not None:
            return known
        matches = self._asked(article)
        if self._memory:
            self._memory.put(article.text, matches)
        return matches

    def _asked(self, article: Article) -> list[Match]:
        if self._gone:
            raise self._gone
        if article.path in self._unanswered:  # a mended article is looked at again, but not waited for again
            raise self._unanswered[article.path]
        try:
            if self._client is None:
                assert self._server
                self._client = Client(self._server, self._known, self._seconds)
            matches = self._client.matches(article.text)
        except NoAnswer as reason:
            if article.path != NOWHERE:
                self._unanswered[article.path] = reason
            if reason.lasting or len(self._unanswered) >= _PATIENCE:
                self._gone = reason
            raise
        self._unanswered.clear()
        return matches
