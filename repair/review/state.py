"""What a session knows of an article, and how far it has come."""

from __future__ import annotations

from repair.project.scan import Target
from repair.score.damage import Damage
from repair.text.named import NamedTuple


class Changed(Exception):
    """A file is not what it was when it was read; the text says so."""


class Article:
    """One article under review. `later`: some questions are about what answers made of the file. `at_rest`: nothing is left to ask."""

    def __init__(self, number: int, target: Target, digest: str, measured: Damage) -> None:
        self.number = number
        self.target = target
        self.sha256 = digest
        self.damage = measured
        self.questions: list[int] = []
        self.later = False
        self.at_rest = False
        self.problem = ""


class Progress(NamedTuple):
    """How far a review has come: articles read of all, fixes, how many of them have an answer, how many are accepted."""

    read: int
    articles: int
    fixes: int
    answered: int
    accepted: int
