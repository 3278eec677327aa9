"""WARC: captures keep every byte, a repaired body stands behind its own as a conversion."""

from __future__ import annotations

import contextlib
import gzip
import io
import random
import zlib
from pathlib import Path
from typing import Any

import brotli
from warcio.archiveiterator import ArchiveIterator

from repair.formats.records import Unreadable, reader
from repair.formats.warc_frames import frames
from tests.cli.conftest import DAMAGED, Here
from tests.cli.conftest import here as here
from tests.cli.conftest import project as project
from tests.cli.conftest import shared_pack as shared_pack
from tests.formats.records_made import texts
from tests.formats.warc_made import made, page

AD = "Advertisement"


def read(data: bytes) -> list[tuple[str, Any, bytes]]:
    """The records as others read them: kind, headers, content; with every digest proved."""
    found = []
    for record in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        found.append((record.rec_type, record.rec_headers, record.raw_stream.read()))
    return found


def articles_of(seed: int, damaged: bool) -> list[str]:
    articles = [one.replace("\r\n", "\n").replace("\x07", "").replace("\x7f", "") for one in texts(seed)]
    if damaged:
        articles[-1] = f"{articles[-1]}\n\n{AD}\n\nThe bridge stands."
    return articles


def test_a_hundred_awkward_files(project: Path, here: Here) -> None:
    (project / "a.txt").unlink()
    before = {}
    for seed in range(104):
        data, packed = made(seed, articles_of(seed, seed % 2 == 1))
        path = project / f"{seed}.warc{'.gz' if packed else ''}"
        path.write_bytes(data)
        before[path] = data
    done = here("apply", ".", "--field", "body", "--language", "en", "--select", "house")
    assert done.code == 0, done.err
    assert "52 fixes made in 52 of" in done.out
    for seed, (path, old) in enumerate(before.items()):
        new = path.read_bytes()
        if seed % 2 == 0:
            assert new == old, "nothing was found, nothing is written"
            continue
        records = read(new)
        kinds = [kind for kind, _, _ in records]
        at = kinds.index("conversion")
        assert kinds.count("conversion") == 1
        assert kinds[at - 1] == "response"
        spans = [(frame.start, frame.end) for frame in frames(io.BytesIO(new), 10**6)]
        start, end = spans[at]
        assert new[:start] + new[end:] == old, "every other record is as it was"
        _, about, body = records[at]
        _, response, _ = records[at - 1]
        assert about.get_header("WARC-Refers-To") == response.get_header("WARC-Record-ID")
        assert about.get_header("WARC-Target-URI") == response.get_header("WARC-Target-URI")
        assert about.protocol == response.protocol
        media, _, codec = about.get_header("Content-Type").partition("; charset=")
        wanted = "\n\n".join(one for one in articles_of(seed, True)[-1].split("\n\n") if one != AD)
        assert body.decode(codec) == (page(wanted) if media == "text/html" else wanted)
    assert here("apply", ".", "--field", "body", "--language", "en", "--select", "house").out.startswith("0 fixes"), (
        "a conversion stands for its capture"
    )
    assert here("undo").code == 0
    assert {path: path.read_bytes() for path in before} == before


def test_places_and_a_conversion_of_a_conversion(project: Path, here: Here) -> None:
    path = project / "a.warc.gz"
    seed = next(seed for seed in range(99) if made(seed, [""])[1])
    path.write_bytes(made(seed, [f"{DAMAGED}\nThey perchance utilise it.\n"])[0])
    old = path.read_bytes()
    number = [kind for kind, _, _ in read(old)].index("response") + 1
    assert f"a.warc.gz#{number}/body:" in here("lint", "a.warc.gz", "--select", "house").out
    assert AD in here("diff", "--word", "a.warc.gz").out
    assert "no diff of a .warc.gz file is of use" in here("diff", "a.warc.gz").err
    here("apply", "a.warc.gz", "--select", "house")
    here("apply", "a.warc.gz", "--select", "house", "--safety", "review")
    records = read(path.read_bytes())
    assert [kind for kind, _, _ in records][-2:] == ["conversion", "conversion"]
    assert records[-1][1].get_header("WARC-Refers-To") == records[-2][1].get_header("WARC-Record-ID")
    assert AD.encode() not in records[-1][2]
    assert b"utilise" in records[-2][2]
    assert b"utilise" not in records[-1][2]
    here("undo")
    here("undo")
    assert path.read_bytes() == old


def test_damage_in_a_page_is_told_where_it_stands(project: Path, here: Here) -> None:
    body = page(DAMAGED).encode()
    data = _file(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body)
    (project / "a.warc").write_bytes(data)
    line = page(DAMAGED).split("\n").index(f"<p class=x>{AD}</p>") + 1
    assert f"a.warc#1/body:{line}:12: error" in here("lint", "a.warc", "--select", "house").out
    here("apply", "a.warc", "--select", "advert-line")
    conversion = read((project / "a.warc").read_bytes())[1][2]
    assert conversion == page(DAMAGED.replace(f"{AD}\n\n", "")).encode()


def _file(block: bytes, kind: str = "response", media: str = "application/http; msgtype=response") -> bytes:
    names = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:1>",
        "WARC-Target-URI": "http://x.example/",
        "WARC-Date": "2024-01-01T00:00:00Z",
        "Content-Type": media,
        "Content-Length": len(block),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in names.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def test_what_is_broken_is_told_and_the_rest_is_done(project: Path, here: Here) -> None:
    good = made(1, [DAMAGED] * 3)[0]
    good = gzip.decompress(good) if good.startswith(b"\x1f\x8b") else good
    members = b"".join(gzip.compress(good[one.start : one.end], mtime=0) for one in frames(io.BytesIO(good), 10**6))
    odd = _file(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>caf\xe9</p>")
    broken = _file(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"<p>x</p>" * 99)[:-9])
    files = {
        "cut.warc": (good[:-30], "is cut short"),
        "cut.warc.gz": (members[:-20], "is cut short"),
        "crc.warc.gz": (members[:-6] + b"\0\0" + members[-4:], "is a broken gzip member"),
        "whole.warc.gz": (gzip.compress(good), "all is packed together"),
        "length.warc": (good.replace(b"Content-Length: 1", b"Content-Length: 2", 1), "record 1 is not followed by two line ends"),
        "none.warc": (b"no such thing" * 99, "record 1 does not begin with the headers"),
        "odd.warc": (odd + good, "record 1: body: byte 6 (0xe9) is not utf-8"),
        "brotli.warc": (
            _file(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n<p>x</p>") + good,
            "is packed as br",
        ),
        "packed.warc": (broken + good, "record 1: body: is broken: it says that it is packed as gzip"),
    }
    for name, (data, _) in files.items():
        (project / name).write_bytes(data)
    (project / "good.warc").write_bytes(good)
    (project / "empty.warc").write_bytes(b"")
    done = here("apply", "--select", "advert-line", *files, "good.warc", "empty.warc", "a.txt")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) == len(files)
    for name, (data, told) in files.items():
        line = next(line for line in done.err.splitlines() if f" {name}: " in line)
        assert told in line
        assert ((project / name).read_bytes() == data) == ("left as it is" in line), "what can be read of it is done"
    assert len(read((project / "good.warc").read_bytes())) == len(read(good)) + 3
    assert AD not in (project / "a.txt").read_text()


def test_records_are_framed_whatever_the_bytes() -> None:
    dice = random.Random(3)
    data = b"".join(_file(bytes(dice.randrange(256) for _ in range(dice.randrange(400)))) for _ in range(30))
    plain = list(frames(io.BytesIO(data), 300))
    assert b"".join(data[one.start : one.end] for one in plain) == data
    assert {len(one.block) <= 300 for one in plain if one.block is not None} == {True}
    assert [one for one in plain if one.block is None], "too large to be held"
    packed = b"".join(gzip.compress(data[one.start : one.end]) for one in plain)
    assert [one.block for one in frames(io.BytesIO(packed), 300)] == [one.block for one in plain]
    for _ in range(60):  # cut or changed anywhere: an error or fewer records, never another error
        at = dice.randrange(len(packed))
        hurt = packed[:at] if dice.random() < 0.5 else packed[:at] + bytes([packed[at] ^ 255]) + packed[at + 1 :]
        with contextlib.suppress(Unreadable):
            list(frames(io.BytesIO(hurt), 300))


def test_a_small_body_that_unpacks_to_a_large_one(project: Path, here: Here) -> None:
    large = b"<p>x</p>" * 1_000_000
    for packing, bomb in ((b"deflate", zlib.compress(large)), (b"br", brotli.compress(large, quality=1))):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %b\r\n\r\n" % packing
        (project / "a.warc").write_bytes(_file(head + bomb))
        done = here("lint", "a.warc", "--max-size", "100k")
        assert done.code == 2
        assert "record 1: is over 100,000 bytes" in done.err


def test_extracted_text_is_read_as_well(project: Path, here: Here) -> None:
    (project / "a.wet.warc").write_bytes(
        _file(DAMAGED.encode(), "conversion", "text/plain") + _file(DAMAGED.encode(), "metadata", "text/plain")
    )
    assert "#1/body:3:1: error" in here("lint", "a.wet.warc", "--select", "advert-line").out
    here("apply", "a.wet.warc", "--select", "advert-line")
    assert [kind for kind, _, _ in read((project / "a.wet.warc").read_bytes())] == ["conversion", "conversion", "metadata"]


def test_the_address_of_a_capture_is_told_to_those_who_ask() -> None:
    data = _file(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The council met.</p>")
    for fields, told in ((("text",), ["body"]), (("text", "url"), ["body", "url"])):
        (record,) = reader("a.warc", io.BytesIO(data), fields, "utf-8", 10**6)
        assert [field.name for field in record.fields] == told
    assert record.fields[1].text == "http://x.example/"
