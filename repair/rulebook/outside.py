"""What a finder must offer that is no checker of ours: a program of its own, which may be slow, absent or mistaken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from repair.checkers.hit import Hit
from repair.rulebook.rule import Rule
from repair.text.article import Article
from repair.text.named import NamedTuple
from repair.text.span import Span


class Missed(NamedTuple):
    """Why a backend had nothing to say about an article; `everywhere`: it will not about any other either."""

    backend: str
    code: str
    reason: str
    everywhere: bool


class Outside(Protocol):
    """A backend. Its answers hang on the text and on `identity` alone."""

    @property
    def rules(self) -> Sequence[Rule]:
        """The rules it can find something for."""

    @property
    def identity(self) -> str:
        """What decides its answers besides the text: program, version, what it is asked for."""

    def hits(self, article: Article, found: Sequence[Span]) -> Iterable[tuple[Rule, Hit]]:
        """What it finds that does not lie where something was `found` already. Never raises: see `missed`."""

    def missed(self) -> Missed | None:
        """Why something was not answered since this was last asked; None when everything was."""
