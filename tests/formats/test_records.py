"""Files of records: every text is read as it is meant, and an edit changes the bytes that spell it and no others."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random

import pytest

from repair.formats.packed import packed, unpacked
from repair.formats.records import Locator, Record, Unreadable, reader
from repair.formats.rewrite import reversed_changes
from repair.formats.splice import Splice, Stale, spliced
from repair.text.span import Edit, apply_edits
from tests.formats.records_made import KINDS, json_string, made, texts

SEEDS = range(120)


def records(kind: str, data: bytes, fields: tuple[str, ...] = ("text",), codec: str = "utf-8", most: int = 1_000_000) -> list[Record]:
    return list(reader(f"a.{kind}", io.BytesIO(data), fields, codec, most))


def read_back(kind: str, data: bytes) -> list[str]:
    """The articles as others read them."""
    text = data.decode("utf-8-sig")
    if kind in ("csv", "tsv"):
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="," if kind == "csv" else "\t"))
        return [row["text"] for row in rows]
    values = json.loads(text) if kind == "json" else [json.loads(line) for line in text.split("\n") if line.strip()]
    return [value["text"] for value in values if isinstance(value, dict) and isinstance(value.get("text"), str)]


def some_edits(dice: random.Random, text: str) -> list[Edit]:
    """Edits in order that do not touch; some put in what must be escaped."""
    edits = []
    at = 0
    while at < len(text):
        start = at + dice.randint(1, 30)
        end = start + dice.randint(0, 8)
        if end > len(text):
            break
        new = dice.choice(["", "x", 'a "word"', "né\n—", "\t", "back\\slash", "😀", "1,5"])
        if text[start:end] != new:
            edits.append(Edit(start, text[start:end], new))
        at = end + 1
    return edits


@pytest.mark.parametrize("kind", KINDS)
def test_awkward_files_are_read_and_edited_in_place(kind: str) -> None:
    for seed in SEEDS:
        articles = texts(seed)
        data = made(kind, seed, articles)
        assert read_back(kind, data) == articles, "the generator makes what it should"
        found = records(kind, data)
        assert not [record.trouble for record in found if record.trouble]
        assert [field.text for record in found for field in record.fields] == articles
        dice = random.Random(seed)
        wanted: list[str] = []
        splices: list[Splice] = []
        for record in found:
            for field in record.fields:
                edits = some_edits(dice, field.text)
                wanted.append(apply_edits(field.text, edits))
                splices += record.splices(field, edits)
        after = b"".join(spliced(io.BytesIO(data), splices))
        assert read_back(kind, after) == wanted, (kind, seed)
        back = reversed_changes("", ((Locator(1, "text"), splice, True) for splice in splices))
        assert b"".join(spliced(io.BytesIO(after), (splice for _, splice in back))) == data
        assert b"".join(spliced(io.BytesIO(data), [])) == data


def test_fields_may_lie_deep_and_in_lists() -> None:
    line = b'{"a": {"b": ["one", {"c": "two"}], "b2": "no"}, "text": ["x", ["y"]], "a.b": "no"}\n'
    (record,) = records("jsonl", line, ("a.b", "a.b.c", "text"))
    assert [(field.name, field.text) for field in record.fields] == [
        ("a.b.0", "one"),
        ("a.b.1.c", "two"),
        ("text.0", "x"),
        ("text.1.0", "y"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"text": "x"', "a comma is missing"),
        (b'{"text" "x"}', "a colon is missing"),
        (b'{"text": }', "a value is missing"),
        (b'{"text": "x"} {}', "more follows"),
        (b'{"text": "x}', "unterminated string"),
        (b'{"text": "\\u12"}', "invalid \\uxxxx escape"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"text": "\xff"}', "is not UTF-8"),
        (b'{"text": "' + b"x" * 2000 + b'"}', "is over 1,000 bytes"),
    ],
)
def test_what_cannot_be_read_costs_one_record(line: bytes, told: str) -> None:
    most = 1_000 if b"xxx" in line else 1_000_000
    data = b'{"text": "one"}\n' + line + b'\n{"text": "two"}\n'
    found = records("jsonl", data, most=most)
    assert [field.text for record in found for field in record.fields] == ["one", "two"]
    (trouble,) = [record for record in found if record.trouble]
    assert trouble.number == 2
    assert told in trouble.trouble[1].replace("is not JSON: ", "") or told in trouble.trouble[1]


def test_ascii_stays_ascii_and_the_rest_is_spelt_as_around_it() -> None:
    for line, expected in [
        (b'{"text": "a b"}', b'{"text": "a \\u20ac b"}'),
        (b'{"text": "a b \\u00E9"}', b'{"text": "a \\u20AC b \\u00E9"}'),
        ('{"text": "a b é"}'.encode(), '{"text": "a € b é"}'.encode()),
    ]:
        (record,) = records("jsonl", line)
        splices = record.splices(record.fields[0], [Edit(2, "", "€ ")])
        assert b"".join(spliced(io.BytesIO(line), splices)) == expected


def test_a_mark_that_never_closes_does_not_swallow_the_file() -> None:
    rows = b'id,text\n1,"open\n2,two\n3,three\n'
    found = records("csv", rows)
    assert [field.text for record in found for field in record.fields] == ["two", "three"]
    assert [record.trouble for record in found if record.trouble] == [("malformed", "a quotation mark is not closed")]


def test_tab_separated_files_need_not_know_quotation_marks() -> None:
    rows = b'id\ttext\n1\t"Well," he said\n2\t"quoted ""so"""\n3\t"open\n'
    assert [field.text for record in records("tsv", rows) for field in record.fields] == ['"Well," he said', 'quoted "so"', '"open']


def test_other_encodings_of_rows() -> None:
    rows = "id,text\n1,café\n".encode("cp1252")
    (record,) = records("csv", rows, codec="cp1252")
    splices = record.splices(record.fields[0], [Edit(3, "é", "è")])
    assert b"".join(spliced(io.BytesIO(rows), splices)) == "id,text\n1,cafè\n".encode("cp1252")
    with pytest.raises(Unreadable, match="UTF-8"):
        records("csv", rows, codec="utf-16")


@pytest.mark.parametrize("packing", ["", ".gz", ".zst"])
def test_packed_streams_come_back(packing: str) -> None:
    data = made("jsonl", 1, texts(1)) * 500
    out = io.BytesIO()
    packed(iter([data[:1000], data[1000:]]), out, packing, b"")
    assert unpacked(io.BytesIO(out.getvalue()), packing).read() == data
    if packing:
        twice = out.getvalue() * 2
        assert unpacked(io.BytesIO(twice), packing).read() == data * 2, "members one behind the other"
        with pytest.raises(Unreadable, match="broken"):
            unpacked(io.BytesIO(out.getvalue()[:-3]), packing).read()
        with pytest.raises(Unreadable, match="broken"):
            unpacked(io.BytesIO(b"no such thing at all"), packing).read()


def test_gzip_keeps_its_name_and_time() -> None:
    old = io.BytesIO()
    with gzip.GzipFile("crawl.jsonl", "wb", fileobj=old, mtime=1_700_000_000) as file:
        file.write(b"x")
    out = io.BytesIO()
    packed(iter([b"y"]), out, ".gz", old.getvalue())
    assert out.getvalue()[4:8] == old.getvalue()[4:8]
    assert b"crawl.jsonl\0" in out.getvalue()


def test_other_bytes_at_the_place_are_an_error() -> None:
    with pytest.raises(Stale):
        list(spliced(io.BytesIO(b"abc"), [Splice(1, b"x", b"y")]))
    with pytest.raises(Stale):
        list(spliced(io.BytesIO(b"abc"), [Splice(9, b"", b"y")]))


def test_every_spelling_of_a_string() -> None:
    dice = random.Random(5)
    for _ in range(300):
        text = "".join(dice.choice('ab"\\/é😀\n\t—\x01') for _ in range(20))
        line = f'{{"text": {json_string(dice, text)}}}'.encode()
        (record,) = records("jsonl", line)
        assert record.fields[0].text == text
        at = dice.randrange(20)
        splices = record.splices(record.fields[0], [Edit(at, text[at], "Q")] if text[at] != "Q" else [])
        assert json.loads(b"".join(spliced(io.BytesIO(line), splices)))["text"] == text[:at] + "Q" + text[at + 1 :]
