"""The checkers by the name rules call them.

A checker is a function of keyword-only typed parameters (a rule's `with`) that returns a `Check`: a pure function
from an article to hits. Beside it, a function `<name>_gate` of the same parameters may return regular expressions
of which one must be found in a text for the check to have anything to say. Modules are imported on first use.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from repair.checkers.hit import Check

CHECKERS = {
    "article-choice": "repair.checkers.article_choice",
    "cut-off": "repair.checkers.cuts",
    "doubled-item": "repair.checkers.enumeration",
    "doubled-sentence": "repair.checkers.repeats",
    "doubled-words": "repair.checkers.repeats",
    "duplicate-credit": "repair.checkers.credits",
    "glued-credit": "repair.checkers.captions",
    "headless": "repair.checkers.heads",
    "markup-residue": "repair.checkers.markup",
    "page-line": "repair.checkers.residue",
    "page-regions": "repair.checkers.regions",
    "pattern": "repair.checkers.pattern",
    "repeated-block": "repair.checkers.repeats",
    "repeated-credit-line": "repair.checkers.credits",
    "residual-credit": "repair.checkers.captions",
    "said-in": "repair.checkers.heads",
    "script-text": "repair.checkers.markup",
    "share-bar": "repair.checkers.residue",
    "tracking-address": "repair.checkers.markup",
    # one line a checker, in the order of the alphabet
}


def checker(name: str) -> Callable[..., Check]:
    """The checker of this name. Raises `KeyError` when there is none."""
    return getattr(import_module(CHECKERS[name]), name.replace("-", "_"))  # type: ignore[no-any-return]


def gate(name: str) -> Callable[..., list[str]] | None:
    """The checker's gate function, if it has one."""
    return getattr(import_module(CHECKERS[name]), name.replace("-", "_") + "_gate", None)
