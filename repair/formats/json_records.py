"""JSON: the string tokens of named fields are the articles, and a fix changes characters of the token alone."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from json import decoder
from typing import Any, BinaryIO

from repair.formats.lines import lines
from repair.formats.records import Field, Record, Unreadable, too_large, trimmed
from repair.text.lazy import lazy
from repair.text.span import Edit

_BOM = b"\xef\xbb\xbf"
_SPACE = " \t\r\n"
_ESCAPE = lazy(r"\\(?:u[0-9a-fA-F]{4}|[^u])")
_WIDE_ESCAPE = lazy(r"\\u(?!00[0-7])[0-9a-fA-F]{4}")
_CAPITAL = lazy(r"\\u[0-9a-f]*[A-F]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}

_Wanted = dict[str | None, Any]  # name → what is wanted below it; None stands for the value itself
_skip_value: Callable[[str, int], tuple[Any, int]] = getattr(decoder.JSONDecoder(parse_float=str, parse_int=str, strict=False), "scan_once")  # noqa: B009
_scan_string: Callable[[str, int, bool], tuple[str, int]] = getattr(decoder, "scanstring")  # noqa: B009


class JsonLines:
    """A JSON value a line; the number of a record is that of its line. Before the stream there were `number` lines, of `start` bytes."""

    def __init__(self, stream: BinaryIO, fields: Sequence[str], codec: str, most: int, number: int = 0, start: int = 0) -> None:
        self.names: tuple[str, ...] = ()
        self._lines = lines(stream, most, number, start)
        self._wanted = wanted(fields)
        self._most = most

    def __iter__(self) -> Iterator[Record]:
        for number, start, line in self._lines:
            if line is None:
                yield Record(number, start, "", "utf-8", (), too_large(self._most))
                continue
            bom = len(_BOM) if start == 0 and line.startswith(_BOM) else 0
            try:
                source = line[bom:].decode("utf-8")
            except UnicodeDecodeError as error:
                place = error.start + bom
                trouble = "undecodable", f"byte {place} (0x{line[place]:02x}) of the line is not UTF-8"
                yield Record(number, start, "", "utf-8", (), trouble)
                continue
            if source.isspace() or not source:
                continue
            try:
                found = [field for _, fields in values(source, self._wanted, whole=True) for field in fields]
            except Malformed as error:
                yield Record(number, start, "", "utf-8", (), ("malformed", str(error)))
                continue
            self.names = self.names or names(source, _blank(source, 0))
            yield Record(number, start + bom, source, "utf-8", found)


class Json:
    """One JSON value; of a list each item is a record. Such a file is read whole, up to the size an article may have."""

    def __init__(self, stream: BinaryIO, fields: Sequence[str], codec: str, most: int) -> None:
        self.names: tuple[str, ...] = ()
        self._stream = stream
        self._wanted = wanted(fields)
        self._most = most

    def __iter__(self) -> Iterator[Record]:
        data = self._stream.read(self._most + 1)
        if len(data) > self._most:
            raise Unreadable(f"is over {self._most:,} bytes and is read whole; raise --max-size, or write it as JSON Lines (.jsonl)")
        bom = len(_BOM) if data.startswith(_BOM) else 0
        try:
            source = data[bom:].decode("utf-8")
        except UnicodeDecodeError as error:
            raise Unreadable(f"byte {error.start + bom} (0x{data[error.start + bom]:02x}) is not UTF-8") from None
        if not source.strip():
            return
        try:
            items = list(values(source, self._wanted, whole=False))
        except Malformed as error:
            raise Unreadable(f"{error}, {_line(source, error.at)}") from None
        for number, (at, fields) in enumerate(items, 1):
            self.names = self.names or names(source, at)
            yield Record(number, bom, source, "utf-8", fields)


class Malformed(ValueError):
    """The text is no JSON; `at` is the character where that shows."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(f"is not JSON: {what}")
        self.at = at


class JsonString:
    """A string as JSON spells it, with its quotation marks. `plain`: the record around it is all ASCII, and stays so."""

    def __init__(self, raw: str, plain: bool) -> None:
        self._raw = raw
        self._plain = plain

    def place(self, edits: Sequence[Edit]) -> list[Edit]:
        starts, places = self._breaks()
        capital = _CAPITAL.search(self._raw) is not None
        escaped = self._plain or (self._raw.isascii() and _WIDE_ESCAPE.search(self._raw) is not None)

        def place(offset: int) -> int:
            at = bisect_right(starts, offset) - 1
            return places[at] + offset - starts[at]

        made = []
        for edit in trimmed(edits):
            start, end = place(edit.start), place(edit.end)
            made.append(Edit(start, self._raw[start:end], _spelt(edit.new, escaped, capital)))
        return made

    def _breaks(self) -> tuple[list[int], list[int]]:
        """From which characters of the text on, the spelling runs along with it character by character, and where."""
        starts, places = [0], [1]
        half = False
        for match in _ESCAPE.finditer(self._raw):
            at = starts[-1] + match.start() - places[-1]
            code = int(match[0][2:], 16) if match[0][1] == "u" else 0
            if half and 0xDC00 <= code < 0xE000 and match.start() == places[-1]:
                places[-1] = match.end()  # the second half of one character
                half = False
                continue
            half = 0xD800 <= code < 0xDC00
            starts += [at, at + 1]
            places += [match.start(), match.end()]
        return starts, places


def wanted(fields: Sequence[str]) -> _Wanted:
    """The dotted names as a tree."""
    tree: _Wanted = {}
    for field in fields:
        node = tree
        for name in field.split("."):
            node = node.setdefault(name, {})
        node[None] = True
    return tree


def values(source: str, tree: _Wanted, *, whole: bool) -> Iterator[tuple[int, list[Field]]]:
    """Where each record begins, and its fields. Unless the `whole` value is the record, the items of a list are. Raises `Malformed`."""
    plain = source.isascii()
    try:
        at = _blank(source, 0)
        if whole or source[at : at + 1] != "[":
            found: list[Field] = []
            end = _value(source, at, tree, "", found, plain)
            yield at, found
        else:
            ends: list[int] = []
            for start in _items(source, at, ends):
                found = []
                ends.append(_value(source, start, tree, "", found, plain))
                yield start, found
            end = ends[-1]
        if _blank(source, end) < len(source):
            raise Malformed("more follows the value", end)
    except (StopIteration, json.JSONDecodeError) as error:
        place = error.pos if isinstance(error, json.JSONDecodeError) else error.value
        what = error.msg.lower().removesuffix(" at") if isinstance(error, json.JSONDecodeError) else "a value is missing"
        raise Malformed(f"{what} at character {place}", place) from None
    except RecursionError:
        raise Malformed("too deeply nested", 0) from None


def names(source: str, at: int) -> tuple[str, ...]:
    """The names in the object that begins here, none when there is none."""
    if source[at : at + 1] != "{":
        return ()
    return tuple(_skip_value(source, at)[0])


def _value(source: str, at: int, tree: _Wanted, name: str, found: list[Field], plain: bool) -> int:
    """Collect the wanted strings of the value that begins here; gives its end."""
    first = source[at : at + 1]
    if first == '"' and None in tree:
        text, end = _scan_string(source, at + 1, False)
        found.append(Field(name, text, at, JsonString(source[at:end], plain)))
        return int(end)
    if first == "{" and len(tree) > (None in tree):
        return _object(source, at, tree, name, found, plain)
    if first == "[":
        ends: list[int] = []
        for number, start in enumerate(_items(source, at, ends)):
            ends.append(_value(source, start, tree, f"{name}.{number}" if name else str(number), found, plain))
        return ends[-1]
    return int(_skip_value(source, at)[1])


def _object(source: str, at: int, tree: _Wanted, name: str, found: list[Field], plain: bool) -> int:
    at = _blank(source, at + 1)
    if source[at : at + 1] == "}":
        return at + 1
    while True:
        if source[at : at + 1] != '"':
            raise json.JSONDecodeError("a name in quotation marks is missing", source, at)
        key, at = _scan_string(source, at + 1, False)
        at = _blank(source, at)
        if source[at : at + 1] != ":":
            raise json.JSONDecodeError("a colon is missing", source, at)
        at = _blank(source, at + 1)
        below = tree.get(key)
        at = _value(source, at, below, f"{name}.{key}" if name else key, found, plain) if below else _skip_value(source, at)[1]
        at = _blank(source, at)
        if source[at : at + 1] == "}":
            return at + 1
        if source[at : at + 1] != ",":
            raise json.JSONDecodeError("a comma is missing", source, at)
        at = _blank(source, at + 1)


def _items(source: str, at: int, ends: list[int]) -> Iterator[int]:
    """Where each item of a list begins; the caller appends the end of each to `ends`, and finds that of the list there."""
    at = _blank(source, at + 1)
    if source[at : at + 1] == "]":
        ends.append(at + 1)
        return
    while True:
        yield at
        at = _blank(source, ends.pop())
        if source[at : at + 1] == "]":
            ends.append(at + 1)
            return
        if source[at : at + 1] != ",":
            raise json.JSONDecodeError("a comma is missing", source, at)
        at = _blank(source, at + 1)


def _blank(source: str, at: int) -> int:
    """The first character from here on that is no white space."""
    while source[at : at + 1] in _SPACE and at < len(source):
        at += 1
    return at


def _spelt(text: str, escaped: bool, capital: bool) -> str:
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return "".join(
        _SHORT.get(char) or (_coded(char, capital) if ord(char) < 32 or (escaped and ord(char) > 126) else char) for char in text
    )


def _coded(char: str, capital: bool) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04{'X' if capital else 'x'}}" for at in range(0, len(units), 2))


def _line(source: str, at: int) -> str:
    return f"line {source.count(chr(10), 0, at) + 1}"
