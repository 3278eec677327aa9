"""The parser of a command's arguments: what is wrong with a call is one clear line."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import NoReturn

from repair.problem import Problem
from repair.rulebook.shelf import nearest
from repair.text.lazy import lazy

_NUMBER = lazy(r"-\.?\d")
_WANTED = lazy(r"argument (?P<what>.*?): (?P<wrong>.*)", re.DOTALL)
_CHOICE = lazy(r"invalid choice: (?P<quote>['\"]?)(?P<name>.*)(?P=quote) \(choose from (?P<known>.*)\)", re.DOTALL)


class Parser(ArgumentParser):
    """Raises `Problem` where argparse would print the usage and exit."""

    _said: Sequence[str] = ()

    def parse(self, arguments: Sequence[str]) -> Namespace:
        """The options of a call. PATHs may stand anywhere among them."""
        self._said = arguments
        options, rest = self.parse_known_args(arguments)
        self._refuse_unknown(rest)
        if rest and not hasattr(options, "paths"):
            raise self._problem(f'"{rest[0]}" is one argument too many{self._more}')
        if rest:  # paths that came after an option that came after paths
            options.paths += rest
        return options

    def error(self, message: str) -> NoReturn:
        self._refuse_unknown(self._said)  # something may be missing because its name is misspelt
        told = _WANTED.fullmatch(message)
        choice = _CHOICE.fullmatch(told["wrong"]) if told else None
        if told and choice:
            known = [name.strip("'") for name in choice["known"].split(", ")]
            raise self._problem(f'{told["what"]} cannot be "{choice["name"]}"{nearest(choice["name"], known)}')
        if told:
            message = f"{told['what']}: {told['wrong'].replace('expected one argument', 'a value is missing')}"
        message = re.sub("the following arguments are required: (.*)", r"\1 is missing", message)
        raise self._problem(message + ("" if "did you mean" in message else self._more))

    def _refuse_unknown(self, items: Sequence[str]) -> None:
        known = [option for action in self._actions for option in action.option_strings]
        for item in items:
            name = item.partition("=")[0]
            if len(name) > 1 and name[0] == "-" and " " not in name and name not in known and not _NUMBER.match(name):
                near = nearest(name, known) if name.startswith("--") else ""
                raise self._problem(f'no option is named "{name}"{near or self._more}')

    def _problem(self, message: str) -> Problem:
        return Problem(f"{self.prog.removeprefix('repair ')}: {message}")

    @property
    def _more(self) -> str:
        return f"; `{self.prog} --help` tells more"
