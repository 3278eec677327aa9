"""Regular expressions compiled on first use, as a start needs few of all there are."""

from __future__ import annotations

import re
from typing import Any, cast


def lazy(expression: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when first asked for something. Raises `re.error` no sooner than that."""
    return cast("re.Pattern[str]", _Lazy(expression, flags))


class _Lazy:
    def __init__(self, expression: str, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = getattr(re.compile(self._expression, self._flags), name)
        return value
