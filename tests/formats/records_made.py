"""Awkward files of records, made by a seeded generator: every spelling a reader must live with."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence

from tests.formats.awkward import sentence

KINDS = ("jsonl", "json", "csv", "tsv")
_NUMBERS = ["1.50e3", "-0.0", "1E+2", "0", "12345678901234567890123", "3.14000", "-7"]
_OTHERS = ["null", "true", "[]", "{}", '[1, {"a": [2]}, "x"]', '"\\/path\\u002f"', '"\\ud83d\\ude00"', '""', '"\\\\"', "NaN"]


def texts(seed: int) -> list[str]:
    """Articles with marks, accents, characters beyond the first plane, and line ends of either kind."""
    dice = random.Random(f"texts {seed}")
    newline = dice.choice(["\n", "\r\n"])
    made = []
    for _ in range(dice.randint(1, 6)):
        lines = [sentence(dice) for _ in range(dice.randint(1, 4))]
        if dice.random() < 0.5:
            lines.append(f'She said "{sentence(dice)}" \\ and 😀 left; 5/6, then.')
        if dice.random() < 0.3:
            lines.append("A tab\there, a bell\x07 there and \x7f.")
        made.append((newline * 2).join(lines))
    return made


def made(kind: str, seed: int, articles: Sequence[str]) -> bytes:
    """A file of this kind that holds these articles in the field or column `text`."""
    return _MAKERS[kind](random.Random(f"{kind} {seed}"), articles)


def json_string(dice: random.Random, text: str) -> str:
    """The text as a JSON string in one of its many spellings."""
    style = dice.randrange(4)
    if style == 0:
        return json.dumps(text)
    if style == 1:
        return json.dumps(text, ensure_ascii=False)
    spelt = []
    for char in text:
        if char in '"\\' or ord(char) < 32:
            spelt.append(json.dumps(char)[1:-1])
        elif char == "/" and dice.random() < 0.5:
            spelt.append("\\/")
        elif dice.random() < (0.05 if style == 2 else 0.5):
            units = char.encode("utf-16-be")
            form = "\\u%04x" if dice.random() < 0.5 else "\\u%04X"
            spelt.append("".join(form % int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2)))
        else:
            spelt.append(char)
    return f'"{"".join(spelt)}"'


def _object(dice: random.Random, article: str, space: Callable[[], str]) -> str:
    rows = [(f"k{number}", dice.choice([*_NUMBERS, *_OTHERS])) for number in range(dice.randint(0, 4))]
    rows.append(("text", json_string(dice, article)))
    if dice.random() < 0.3:
        rows.append(("täxt", json_string(dice, article)))
    dice.shuffle(rows)
    body = f"{space()},{space()}".join(f"{json_string(dice, name)}{space()}:{space()}{value}" for name, value in rows)
    return f"{{{space()}{body}{space()}}}"


def _jsonl(dice: random.Random, articles: Sequence[str]) -> bytes:
    ends = dice.choice(["\n", "\r\n"])
    lines = []
    for article in articles:
        lines.append(_object(dice, article, lambda: dice.choice(["", "", " ", "\t "])))
        if dice.random() < 0.2:
            lines.append(dice.choice(["", "  ", "17", '"text"', "[]", "null", '{"text": null}', '{"text": 3}']))
    text = ends.join(lines) + dice.choice(["", ends, ends * 2])
    return (b"\xef\xbb\xbf" if dice.random() < 0.2 else b"") + text.encode()


def _json(dice: random.Random, articles: Sequence[str]) -> bytes:
    newline = dice.choice(["\n", "\r\n", ""])

    def space() -> str:
        return dice.choice(["", " ", newline, newline + "    "])

    text = f"{space()}[" + ",".join(f"{space()}{_object(dice, article, space)}{space()}" for article in articles) + f"]{space()}"
    return (b"\xef\xbb\xbf" if dice.random() < 0.2 else b"") + text.encode()


def _delimited(dice: random.Random, articles: Sequence[str], delimiter: str) -> bytes:
    ends = dice.choice(["\n", "\r\n"])

    def cell(text: str) -> str:
        must = any(char in text for char in f'{delimiter}"\r\n')
        return '"' + text.replace('"', '""') + '"' if must or dice.random() < 0.3 else text

    names = ["id", "text", "größe", 'the "note"'][: dice.randint(2, 4)]
    dice.shuffle(names)
    rows = [delimiter.join(map(cell, names))]
    for number, article in enumerate(articles):
        other = ["", "x y", f"1{delimiter}2", 'a "b" c', "7", " padded ", "line\nline"]
        rows.append(
            delimiter.join(cell(article if name == "text" else str(number) if name == "id" else dice.choice(other)) for name in names)
        )
    return (b"\xef\xbb\xbf" if dice.random() < 0.2 else b"") + (ends.join(rows) + dice.choice(["", ends])).encode()


_MAKERS: dict[str, Callable[[random.Random, Sequence[str]], bytes]] = {
    "jsonl": _jsonl,
    "json": _json,
    "csv": lambda dice, articles: _delimited(dice, articles, ","),
    "tsv": lambda dice, articles: _delimited(dice, articles, "\t"),
}
