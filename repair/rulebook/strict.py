"""YAML read strictly: what is not understood is an error with file, line and the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from repair.rulebook.shelf import RuleError, nearest

Name = TypeVar("Name", bound=str)
_DEEPEST = 40


class Strict:
    """One file being read; `quoted` is how errors show a name. Everything raises `RuleError`."""

    def __init__(self, path: str) -> None:
        self.path = path

    @staticmethod
    def quoted(name: str) -> str:
        return repr(name)

    def root(self, source: str) -> Any:
        """The node that holds all."""
        import yaml  # a file that is kept ready is not read

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            self._check_depth(yaml.parse(source, Loader=loader))  # the library does not survive the composing of what is nested deeply
            root = yaml.compose(source, Loader=loader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise RuleError(f"{self.path}:{line}: not YAML: {error.problem}") from None
        except (yaml.YAMLError, RecursionError) as error:
            raise RuleError(f"{self.path}:1: not YAML: {' '.join(str(error).split())}") from None
        if root is None:
            raise RuleError(f"{self.path}:1: the file is empty")
        return root

    def _check_depth(self, events: Iterable[Any]) -> None:
        depth = 0
        for event in events:
            kind = type(event).__name__
            depth += kind in ("SequenceStartEvent", "MappingStartEvent")
            depth -= kind in ("SequenceEndEvent", "MappingEndEvent")
            if depth > _DEEPEST:
                self.fail(event, f"is nested more than {_DEEPEST} levels deep")

    def fail(self, node: Any, message: str) -> NoReturn:
        raise RuleError(f"{self.path}:{node.start_mark.line + 1}: {message}")

    def mapping(self, node: Any, known: tuple[str, ...] | None = None, needed: tuple[str, ...] = (), what: str = "key") -> dict[str, Any]:
        """The values by key; `known` keys may stand there (None: any), `needed` ones must."""
        if node.id != "mapping":
            self.fail(node, "expected keys and values here")
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found:
                self.fail(key, f"key {self.quoted(name)} stands twice")
            if known is not None and name not in known:
                self.fail(key, f"unknown {what} {self.quoted(name)}{nearest(name, known)}")
            found[name] = value
        for name in needed:
            if name not in found:
                self.fail(node, f"{what} {self.quoted(name)} is missing")
        return found

    def text(self, node: Any) -> str:
        if node.id != "scalar" or node.tag != "tag:yaml.org,2002:str":
            self.fail(node, f"expected text, got {node.value if node.id == 'scalar' else 'a list or mapping'}; put it in quotes")
        return str(node.value)

    def choice(self, node: Any, known: tuple[Name, ...], what: str = "value") -> Name:
        name = self.text(node)
        if name not in known:
            self.fail(node, f"unknown {what} {self.quoted(name)}{nearest(name, known)}")
        return known[known.index(name)]
