"""Whole texts in and out, for programs and pipelines: what `repair lint` finds and `repair apply` makes of one text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

from repair.engine.changes import BRAKE, FEW_WORDS, changed_words
from repair.engine.find import find
from repair.engine.settle import Unsettled, by_safety, settle
from repair.project.hosts import host_of
from repair.rulebook.book import Book, rule_book
from repair.rulebook.rule import Finding, Safety
from repair.text.article import Article


@lru_cache(maxsize=4)
def _book(profile: str | None = None) -> Book:
    return rule_book(profile=profile)


def check(text: str, book: Book | None = None, host: str = "") -> list[Finding]:
    """What is found in a text, by the built-in rules or those of a book.

    `host` is the address or the site that the text comes from: a book with a profile knows lines of its pages.
    """
    return find(Article(text, host=host_of(host)), book or _book())


def repair(text: str, safety: Safety = "safe", book: Book | None = None, host: str = "") -> str:
    """The text with every fix made that is at least this safe. `host` is as for `check`.

    It comes back as it was when the fixes undo each other, or when they would change more of its words than `repair apply`
    changes unseen.
    """
    try:
        settled = settle(Article(text, host=host_of(host)), book or _book(), by_safety(safety), least=safety, left=False)
    except Unsettled:
        return text
    changed, words = changed_words(settled)
    return text if changed >= FEW_WORDS and changed > BRAKE[safety] * words else settled.after


class Mapper:
    """A function for the `map` of a data set: rows in, the same rows with these columns repaired out.

    It takes one row (a mapping of names to values) or a batch of them (to lists of values), as `datasets.map` hands over without and with
    `batched=True`. Values that are no text stay. It can be sent to other processes; each of them loads the rules once.
    With a `profile`, a file that `repair learn` wrote, `host` is the column that holds the address or the site of a row.
    """

    def __init__(self, *columns: str, safety: Safety = "safe", profile: str | None = None, host: str = "") -> None:
        self._columns = columns or ("text",)
        self._safety: Safety = safety
        self._profile = profile
        self._host = host

    def __call__(self, row: Mapping[str, Any]) -> dict[str, Any]:
        host = row[self._host] if self._host else ""
        return {**row, **{name: self._made(row[name], host) for name in self._columns}}

    def _made(self, value: Any, host: Any) -> Any:
        if isinstance(value, str):
            return repair(value, self._safety, _book(self._profile), host if isinstance(host, str) else "")
        if isinstance(value, Sequence) and not isinstance(value, bytes):
            hosts = host if isinstance(host, Sequence) and not isinstance(host, str) else repeat(host)
            return [self._made(*one) for one in zip(value, hosts, strict=False)]
        return value
