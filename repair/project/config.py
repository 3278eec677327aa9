"""Settings: `repair.toml`, or `[tool.repair]` in `pyproject.toml`, nearest upward; the command line goes over them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from repair.formats.registry import PATTERNS
from repair.problem import Problem
from repair.project.suppress import Suppression, SuppressionError, suppression
from repair.rulebook.shelf import nearest
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.ways import way

NAMES = ("repair.toml", "pyproject.toml")
LANGUAGES = ("auto", "en")
_TABLE = lazy(r"^[ \t]*\[\[[ \t]*(?:tool[ \t]*\.[ \t]*repair[ \t]*\.[ \t]*)?suppress[ \t]*\]\]", re.MULTILINE)
_UNITS = {"": 1, "b": 1, "k": 1000, "kb": 1000, "m": 1_000_000, "mb": 1_000_000, "g": 1_000_000_000, "gb": 1_000_000_000}


class ConfigError(Problem):
    """The configuration or the call says something that cannot be taken; the text is for the person who wrote it."""


class Settings(NamedTuple):
    """What holds for one folder. `root` is the folder of the file the settings came from, `source` that file, if any."""

    root: str = ""
    source: str = ""
    rules: tuple[str, ...] = ()
    include: tuple[str, ...] = PATTERNS
    field: tuple[str, ...] = ()
    host_field: str = ""
    profile: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    safety: str = ""
    fail_on: str = "warning"
    max_size: int = 10_000_000
    language: str = "auto"
    encoding: str = "utf-8"
    brake: float | None = None
    preview: bool = False
    baseline: str = ""
    suppress: tuple[Suppression, ...] = ()
    terms: tuple[str, ...] = ()
    dictionaries: tuple[str, ...] = ()

    @property
    def stated(self) -> Mapping[str, object]:
        """What decides an outcome, without where the files stand: the same on every machine."""
        values = self._asdict()
        del values["root"], values["source"]
        for name in _PATHS:
            values[name] = [way(path, self.root) for path in values[name]]
        values["suppress"] = [one._replace(line=0)._asdict() for one in self.suppress]
        values["baseline"] = bool(self.baseline)
        return values


_PATHS = ("rules", "dictionaries", "profile")
KEYS = tuple(name.replace("_", "-") for name in Settings._fields if name not in ("root", "source"))


class Project:
    """The settings of each folder, with what the command line says on top.

    `overrides` are values for fields of `Settings`; `config` is a file that holds for every folder.
    """

    def __init__(self, overrides: Mapping[str, Any] | None = None, config: str | None = None) -> None:
        self._overrides = dict(overrides or {})
        self._known: dict[str, Settings] = {}
        self._fixed = self._with_overrides(read(config)) if config else None

    def settings(self, folder: str) -> Settings:
        """What holds for files in this folder (an absolute path). Raises `ConfigError`."""
        if self._fixed is not None:
            return self._fixed
        known = self._known.get(folder)
        if known is None:
            known = self._known[folder] = self._look(folder)
        return known

    def _look(self, folder: str) -> Settings:
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                settings = read(path, quiet=name == "pyproject.toml")
                if settings is not None:
                    return self._with_overrides(settings)
        parent = os.path.dirname(folder)
        return self.settings(parent) if parent != folder else self._with_overrides(Settings())

    def _with_overrides(self, settings: Settings | None) -> Settings:
        return (settings or Settings())._replace(**self._overrides)


def shown(path: str) -> str:
    """What reports call a path: its way from the working folder, `/` between the parts."""
    return path if "://" in path else way(path)


def read(path: str, *, quiet: bool = False) -> Settings | None:
    """The settings of one file; None when `quiet` and a `pyproject.toml` has no `[tool.repair]`. Raises `ConfigError`."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigError(f"{shown(path)}: cannot be read: {error.strerror}") from None
    if quiet and b"repair" not in data:
        return None
    import tomllib

    try:
        table: Any = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{shown(path)}: not TOML: {error}") from None
    if os.path.basename(path) == "pyproject.toml":
        tool = table.get("tool", {})
        if quiet and "repair" not in tool:
            return None
        table = tool.get("repair", {})
    if not isinstance(table, dict):
        raise ConfigError(f"{shown(path)}: tool.repair must be a table")
    root = os.path.dirname(os.path.abspath(path))
    values: dict[str, Any] = {}
    for key, value in table.items():
        where = f"{shown(path)}:{_line(data, key)}"
        if key not in KEYS:
            raise ConfigError(f'{where}: unknown key "{key}"{nearest(key, KEYS)}')
        try:
            values[key.replace("-", "_")] = _suppressions(value, data) if key == "suppress" else checked(key, value)
        except ConfigError as error:
            raise ConfigError(f"{where}: {error}") from None
    for name in _PATHS:
        values[name] = tuple(os.path.normpath(os.path.join(root, path)) for path in values.get(name, ()))
    if values.get("baseline"):
        values["baseline"] = os.path.join(root, values["baseline"])
    values["terms"] = (*values.get("terms", ()), *(term for path in values["dictionaries"] for term in _dictionary(path)))
    return Settings(root=root, source=path, **values)


def _suppressions(value: Any, data: bytes) -> tuple[Suppression, ...]:
    """The `[[suppress]]` tables, each with its line in the file. Raises `ConfigError`."""
    if not isinstance(value, list):
        raise ConfigError("suppress must be a list of tables: [[suppress]]")
    text = data.decode("utf-8")
    heads = [text.count("\n", 0, match.start()) + 1 for match in _TABLE.finditer(text)]
    lines = heads if len(heads) == len(value) else [_line(data, "suppress")] * len(value)
    found = []
    for table, line in zip(value, lines, strict=True):
        try:
            found.append(suppression(table, line))
        except SuppressionError as error:
            raise ConfigError(f"{error} (the one at line {line})") from None
    return tuple(found)


def _dictionary(path: str) -> list[str]:
    """The terms of a file that has one a line; what follows a # is a remark. Raises `ConfigError`."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise ConfigError(f"{shown(path)}: the dictionary cannot be read: {reason}") from None
    return [term for line in lines if (term := line.partition("#")[0].strip())]


def checked(key: str, value: Any) -> Any:
    """The value of one key in the form `Settings` holds it. Raises `ConfigError`."""
    if key == "max-size":
        return size(value)
    if key == "brake":
        return share(value)
    if isinstance(Settings._field_defaults[key.replace("-", "_")], tuple):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f'{key} must be a list of texts, for instance {key} = ["…"]')
        return tuple(value)
    if key == "preview":
        if not isinstance(value, bool):
            raise ConfigError("preview must be true or false")
        return value
    if not isinstance(value, str):
        raise ConfigError(f"{key} must be a text")
    choices = {"safety": ("safe", "review"), "fail-on": ("info", "warning", "error"), "language": LANGUAGES}.get(key)
    if choices and value not in choices:
        raise ConfigError(f'{key} cannot be "{value}"{nearest(value, choices)}')
    if key == "encoding":
        return encoding(value)
    return value


def size(value: Any) -> int:
    """A number of bytes, or a text such as `500kB` or `10 MB`."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if isinstance(value, str):
        number = value.strip().rstrip("BbGgKkMm ")
        unit = value.strip()[len(number) :].strip().lower()
        if number.isascii() and number.isdigit() and int(number) and unit in _UNITS:
            return int(number) * _UNITS[unit]
    raise ConfigError(f'a size is a number of bytes or a text such as "10MB", not {value!r}')


def share(value: Any) -> float:
    """A part of a whole: a number between 0 and 1, or a text such as `40%`."""
    try:
        percent = isinstance(value, str) and value.endswith("%")
        part = float(value[:-1]) / 100 if percent else float(value)
    except (TypeError, ValueError):
        part = -1.0
    if not 0 <= part <= 1 or isinstance(value, bool):
        raise ConfigError(f'a share is a number between 0 and 1 or a text such as "40%", not {value!r}')
    return part


def encoding(value: str) -> str:
    """The name of a codec that turns bytes into text."""
    import codecs

    try:
        if codecs.lookup(value)._is_text_encoding:
            return value
    except LookupError:
        pass
    raise ConfigError(f'no encoding is named "{value}"; common ones are utf-8, cp1252, latin-1, utf-16')


def _line(data: bytes, key: str) -> int:
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if line.strip().strip("\"'").startswith((key, f"[[{key}", f"[[tool.repair.{key}")) and ("=" in line or "[[" in line):
            return number
    return 1
