"""The file of a profile, read strictly: what is not understood is an error with file, line and the nearest valid name."""

from __future__ import annotations

import marshal
from typing import Any

from repair import __version__
from repair.rulebook.profile import Profile
from repair.rulebook.shelf import RuleError, nearest
from repair.text.digest import sha256
from repair.text.store import keep, place
from repair.text.ways import way

VERSION = 1
PLACES = ("head", "body", "tail")
TRUST = ("safe", "review")
_FORMAT = 1


def read(path: str) -> Profile:
    """The profile in a file, from the store when that has it. Raises `RuleError`."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise RuleError(f"{way(path)}: cannot be read: {error.strerror}") from None
    store = place(f"profile-{sha256(f'{__version__} {_FORMAT} '.encode() + data).hexdigest()[:32]}.bin")
    try:
        with open(store, "rb") as kept:
            return Profile(*marshal.loads(kept.read()))
    except (OSError, ValueError, EOFError, TypeError):
        pass
    profile = _Reader(way(path)).profile(data)
    keep(store, marshal.dumps(tuple(profile)))
    return profile


class _Reader:
    def __init__(self, path: str) -> None:
        self._path = path

    def profile(self, data: bytes) -> Profile:
        import yaml

        try:
            root = yaml.compose(data.decode("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except UnicodeDecodeError as error:
            raise RuleError(f"{self._path}:1: cannot be read: {error}") from None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise RuleError(f"{self._path}:{line}: not YAML: {error.problem}") from None
        except (yaml.YAMLError, RecursionError) as error:
            raise RuleError(f"{self._path}:1: not YAML: {' '.join(str(error).split())}") from None
        if root is None:
            raise RuleError(f"{self._path}:1: the file is empty")
        top = self._table(root, ("profile", "hosts", "credits", "names"), ("profile",), "key of a profile")
        if self._number(top["profile"]) != VERSION:
            self._fail(top["profile"], f"a profile of version {top['profile'].value}; this program reads version {VERSION}")
        hosts: dict[str, dict[str, list[str]]] = {}
        for node in self._items(top.get("hosts")):
            host = self._table(node, ("host", "pages", "stories", "lines"), ("host", "lines"), "key of a host")
            name = self._text(host["host"])
            if name.startswith(("http://", "https://", "www.")):
                plain = name.rpartition("://")[2].partition("/")[0].removeprefix("www.")
                self._fail(host["host"], f'a host is written without "www." and the like: "{plain}"')
            if name in hosts:
                self._fail(host["host"], f'host "{name}" stands twice')
            hosts[name] = self._lines(host)
        houses = [self._counted(node, "house", ("house", "seen")) for node in self._items(top.get("credits"))]
        names = [self._counted(node, "name", ("name", "seen")) for node in self._items(top.get("names"))]
        return Profile(hosts, tuple(dict.fromkeys(houses)), tuple(dict.fromkeys(names)))

    def _lines(self, host: dict[str, Any]) -> dict[str, list[str]]:
        from repair.text.lineform import line_form

        stories = str(self._number(host["stories"])) if "stories" in host else "?"
        lines: dict[str, list[str]] = {}
        for node in self._items(host["lines"]):
            line = self._table(node, ("line", "seen", "place", "fix"), ("line", "seen", "place", "fix"), "key of a line")
            text = self._text(line["line"])
            form = line_form(text)
            if form in lines:
                self._fail(line["line"], f'the line "{text}" stands twice')
            if not any(character.isalpha() for character in form):
                self._fail(line["line"], "a line needs a letter")
            where, trust = self._choice(line["place"], PLACES), self._choice(line["fix"], TRUST)
            if where == "body" and trust == "safe":
                self._fail(line["fix"], "a line in the body is never safe to take out: fix must be review")
            lines[form] = [where, trust, str(self._number(line["seen"])), stories]
        return lines

    def _counted(self, node: Any, key: str, known: tuple[str, ...]) -> str:
        return self._text(self._table(node, known, (key,), f"key of a {key}")[key])

    def _fail(self, node: Any, message: str) -> Any:
        raise RuleError(f"{self._path}:{node.start_mark.line + 1}: {message}")

    def _items(self, node: Any) -> list[Any]:
        if node is None:
            return []
        if node.id != "sequence":
            self._fail(node, "expected a list here")
        return list(node.value)

    def _table(self, node: Any, known: tuple[str, ...], needed: tuple[str, ...], what: str) -> dict[str, Any]:
        if node.id != "mapping":
            self._fail(node, "expected keys and values here")
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                self._fail(key, f'key "{name}" stands twice')
            if name not in known:
                self._fail(key, f'unknown {what} "{name}"{nearest(name, known)}')
            found[name] = value
        for name in needed:
            if name not in found:
                self._fail(node, f'{what} "{name}" is missing')
        return found

    def _text(self, node: Any) -> str:
        if node.id != "scalar" or node.tag != "tag:yaml.org,2002:str":
            self._fail(node, f"expected text, got {node.value if node.id == 'scalar' else 'a list or mapping'}; put it in quotes")
        return str(node.value)

    def _number(self, node: Any) -> int:
        if node.id != "scalar" or not (node.value.isascii() and node.value.isdigit()):
            self._fail(node, "expected a number")
        return int(node.value)

    def _choice(self, node: Any, known: tuple[str, ...]) -> str:
        name = self._text(node)
        if name not in known:
            self._fail(node, f'unknown value "{name}"{nearest(name, known)}')
        return name
