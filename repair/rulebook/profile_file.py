"""The file of a profile, read strictly: what is not understood is an error with file, line and the nearest valid name."""

from __future__ import annotations

import marshal
from typing import Any

from repair import __version__
from repair.rulebook.profile import Profile
from repair.rulebook.shelf import RuleError, stored
from repair.rulebook.strict import Strict
from repair.text.digest import sha256
from repair.text.store import keep, place
from repair.text.ways import way

VERSION = 1
PLACES = ("head", "body", "tail")
TRUST = ("safe", "review")
_FORMAT = 1


def read(path: str) -> Profile:
    """The profile in a file, from the store when that has it. Raises `RuleError`."""
    data = stored(path, way(path))
    store = place(f"profile-{sha256(f'{__version__} {_FORMAT} '.encode() + data).hexdigest()[:32]}.bin")
    try:
        with open(store, "rb") as kept:
            return Profile(*marshal.loads(kept.read()))
    except (OSError, ValueError, EOFError, TypeError):
        pass
    profile = _Reader(way(path)).profile(data)
    keep(store, marshal.dumps(tuple(profile)))
    return profile


class _Reader(Strict):
    @staticmethod
    def quoted(name: str) -> str:
        return f'"{name}"'

    def profile(self, data: bytes) -> Profile:
        try:
            root = self.root(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise RuleError(f"{self.path}:1: cannot be read: {error}") from None
        top = self.mapping(root, ("profile", "hosts", "credits", "names"), ("profile",), "key of a profile")
        if self._number(top["profile"]) != VERSION:
            self.fail(top["profile"], f"a profile of version {top['profile'].value}; this program reads version {VERSION}")
        hosts: dict[str, dict[str, list[str]]] = {}
        for node in self._items(top.get("hosts")):
            host = self.mapping(node, ("host", "pages", "stories", "lines"), ("host", "lines"), "key of a host")
            name = self.text(host["host"])
            if name.startswith(("http://", "https://", "www.")):
                plain = name.rpartition("://")[2].partition("/")[0].removeprefix("www.")
                self.fail(host["host"], f'a host is written without "www." and the like: "{plain}"')
            if name in hosts:
                self.fail(host["host"], f'host "{name}" stands twice')
            hosts[name] = self._lines(host)
        houses = [self._counted(node, "house", ("house", "seen")) for node in self._items(top.get("credits"))]
        names = [self._counted(node, "name", ("name", "seen")) for node in self._items(top.get("names"))]
        return Profile(hosts, tuple(dict.fromkeys(houses)), tuple(dict.fromkeys(names)))

    def _lines(self, host: dict[str, Any]) -> dict[str, list[str]]:
        from repair.text.lineform import line_form

        stories = str(self._number(host["stories"])) if "stories" in host else "?"
        lines: dict[str, list[str]] = {}
        for node in self._items(host["lines"]):
            line = self.mapping(node, ("line", "seen", "place", "fix"), ("line", "seen", "place", "fix"), "key of a line")
            text = self.text(line["line"])
            form = line_form(text)
            if form in lines:
                self.fail(line["line"], f'the line "{text}" stands twice')
            if not any(character.isalpha() for character in form):
                self.fail(line["line"], "a line needs a letter")
            where, trust = self.choice(line["place"], PLACES), self.choice(line["fix"], TRUST)
            if where == "body" and trust == "safe":
                self.fail(line["fix"], "a line in the body is never safe to take out: fix must be review")
            lines[form] = [where, trust, str(self._number(line["seen"])), stories]
        return lines

    def _counted(self, node: Any, key: str, known: tuple[str, ...]) -> str:
        return self.text(self.mapping(node, known, (key,), f"key of a {key}")[key])

    def _items(self, node: Any) -> list[Any]:
        if node is None:
            return []
        if node.id != "sequence":
            self.fail(node, "expected a list here")
        return list(node.value)

    def _number(self, node: Any) -> int:
        if node.id != "scalar" or not (node.value.isascii() and node.value.isdigit()):
            self.fail(node, "expected a number")
        return int(node.value)
