"""Finds and repairs the damage in scraped, syndicated and machine-spun news copy.

The public names; everything else is free to change:

`Article` a text under inspection · `Finding`, `Fix`, `Edit` what is found in it and how to mend it · `rule_book` the
rules in force · `find` the findings of an article · `settle` an article with chosen fixes made · `Chosen` a finding with
the fix that is to be made · `by_safety` the choice that bulk runs make · `Unsettled` raised when fixes undo each other ·
`check` what is found in a text · `repair` a text with its fixes made · `Mapper` the same for the rows of a data set
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from repair.engine.find import find as find
    from repair.engine.plan import Chosen as Chosen
    from repair.engine.settle import Unsettled as Unsettled
    from repair.engine.settle import by_safety as by_safety
    from repair.engine.settle import settle as settle
    from repair.pipeline import Mapper as Mapper
    from repair.pipeline import check as check
    from repair.pipeline import repair as repair
    from repair.rulebook.book import rule_book as rule_book
    from repair.rulebook.rule import Finding as Finding
    from repair.rulebook.rule import Fix as Fix
    from repair.text.article import Article as Article
    from repair.text.span import Edit as Edit

__version__ = "0.1.0"

_HOMES = {
    "Article": "repair.text.article",
    "Chosen": "repair.engine.plan",
    "Edit": "repair.text.span",
    "Finding": "repair.rulebook.rule",
    "Fix": "repair.rulebook.rule",
    "Mapper": "repair.pipeline",
    "Unsettled": "repair.engine.settle",
    "by_safety": "repair.engine.settle",
    "check": "repair.pipeline",
    "find": "repair.engine.find",
    "repair": "repair.pipeline",
    "rule_book": "repair.rulebook.book",
    "settle": "repair.engine.settle",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    """A public name, imported on first use: the command starts without what it does not need."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'repair' has no attribute {name!r}")
