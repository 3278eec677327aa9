"""Outcomes on their way between processes: pickled, each rule as its id, which both sides know."""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping
from typing import Any

from repair.rulebook.rule import Rule


def packed(outcome: object) -> bytes:
    """The outcome as bytes."""
    out = io.BytesIO()
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(outcome)
    return out.getvalue()


def unpacked(sent: bytes, rules: Mapping[str, Rule]) -> Any:
    """The outcome again."""
    return _Unpickler(io.BytesIO(sent), rules).load()


class _Pickler(pickle.Pickler):
    def persistent_id(self, thing: object) -> str | None:
        return thing.id if type(thing) is Rule else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, rules: Mapping[str, Rule]) -> None:
        super().__init__(file)
        self._rules = rules

    def persistent_load(self, name: str) -> Rule:
        return self._rules[name]
