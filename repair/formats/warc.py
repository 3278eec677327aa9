"""WARC: the bodies of captured pages are the articles.

A capture is never changed: the repaired body becomes a `conversion` record behind it.
"""

from __future__ import annotations

import codecs
import io
import logging
import os
import re
import time
import uuid
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any, BinaryIO

from repair.formats.document import MissingExtra
from repair.formats.records import AsItIs, Field, Record, too_large
from repair.formats.splice import Splice
from repair.formats.warc_frames import Frame, frames
from repair.text.span import Edit, apply_edits

BODY = "body"
URL = "url"
"""The field that tells the address of a capture, for those who ask for its host."""
_HTML = ("text/html", "application/xhtml+xml")
_PLACES_OF_PAGES = ("http://", "https://", "ftp://", "file://")
_OTHERS_TOO = 64 << 10  # the headers of HTTP, and what packing adds
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_AS_THE_WEB_HAS_IT = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252"}
_OURS = uuid.UUID("6f1f3c1a-6d0b-5f3e-9f55-0a4b1c7d2e90")  # of the names of our records


class Warc:
    """Each record counts; articles are the HTML and plain text in responses, resources and conversions.

    One that is followed by its own conversion is passed over: the conversion stands for it.
    """

    def __init__(self, stream: BinaryIO, fields: Sequence[str], codec: str, most: int) -> None:
        self.names: tuple[str, ...] = ()
        self._stream = stream
        self._most = most
        self._url = URL in fields
        _warcio()

    def __iter__(self) -> Iterator[Record]:
        waiting: _Captured | None = None
        for number, frame in enumerate(frames(self._stream, self._most + _OTHERS_TOO), 1):
            names = frame.names()
            converts = names.get("warc-refers-to") if names.get("warc-type") == "conversion" else None
            if waiting and not (converts and converts == waiting.id):
                yield waiting
            waiting = None
            try:
                waiting = _captured(number, frame, names, self._most)
                if waiting and self._url:
                    waiting.fields = [*waiting.fields, Field(URL, waiting.address, 0, AsItIs())]
            except _Trouble as trouble:
                yield Record(number, frame.start, "", "latin-1", (), (trouble.code, trouble.why))
        if waiting:
            yield waiting


class _Trouble(Exception):
    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


class _Captured(Record):
    """A record with a body that is an article; all changes of it are one conversion behind it."""

    def __init__(self, number: int, frame: Frame, names: Mapping[str, str], text: str, kind: str, codec: str) -> None:
        html = kind in _HTML
        super().__init__(number, frame.start, "", "latin-1", [Field(BODY, text, 0, AsItIs(), "body.html" if html else "")])
        self.id = names.get("warc-record-id", "")
        self.address = names.get("warc-target-uri", "").strip("<>")
        self._end = frame.end
        self._packed = frame.end - frame.start != len(frame.headers) + len(frame.block or b"") + 4
        self._version = frame.headers.split(b"\r\n", 1)[0].decode("ascii", "replace")
        self._names = names
        self._kind = kind
        self._codec = codec

    def splices(self, field: Field, edits: Sequence[Edit]) -> list[Splice]:
        text = apply_edits(field.text, edits)
        codec = self._codec
        try:
            body = text.encode(codec)
        except UnicodeEncodeError:
            if self._kind in _HTML:
                body = text.encode(codec, "xmlcharrefreplace")
            else:
                codec, body = "utf-8", text.encode()
        return [Splice(self._end, b"", self._conversion(body, codec))]

    def _conversion(self, body: bytes, codec: str) -> bytes:
        writer = _warcio().WARCWriter
        out = io.BytesIO()
        headers = {
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_OURS, f'{self.id} {sha256(body).hexdigest()}')}>",
            "WARC-Date": _now(),
            "WARC-Refers-To": self.id,
        }
        if "warc-warcinfo-id" in self._names:
            headers["WARC-Warcinfo-ID"] = self._names["warc-warcinfo-id"]
        version = self._version if self._version in ("WARC/1.0", "WARC/1.1") else "WARC/1.0"
        into = writer(out, gzip=self._packed, warc_version=version)
        record = into.create_warc_record(
            self.address,
            "conversion",
            payload=io.BytesIO(body),
            length=len(body),
            warc_content_type=f"{self._kind}; charset={codec}",
            warc_headers_dict=headers,
        )
        into.write_record(record)
        return out.getvalue()


def _captured(number: int, frame: Frame, names: Mapping[str, str], most: int) -> _Captured | None:
    """The record as an article; None when it is none. Raises `_Trouble`."""
    kind = names.get("warc-type")
    if kind not in ("response", "resource", "conversion") or not names.get("warc-record-id"):
        return None
    if kind == "response" and not (names.get("warc-target-uri") and names.get("content-type", "").startswith("application/http")):
        return None
    if kind == "resource" and not names.get("warc-target-uri", "").lstrip("<").lower().startswith(_PLACES_OF_PAGES):
        return None  # what a crawler notes of itself
    if kind != "response" and _media(names.get("content-type", "")) not in (*_HTML, "text/plain"):
        return None
    if frame.block is None:
        raise _Trouble(*too_large(most))
    said, body = names.get("content-type", ""), frame.block
    if kind == "response":
        found = _response(frame, most)
        if found is None:
            return None
        said, body = found
    if len(body) > most:
        raise _Trouble(*too_large(most))
    codec = _codec(said, body if _media(said) in _HTML else b"")
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        raise _Trouble("undecodable", f"{BODY}: byte {error.start} (0x{body[error.start]:02x}) is not {codec}") from None
    if text.encode(codec) != body:
        raise _Trouble("lossy", f"{BODY}: its bytes would not come back the same when written as {codec}")
    return _Captured(number, frame, names, text, _media(said), codec) if text.strip() else None


def _response(frame: Frame, most: int) -> tuple[str, bytes] | None:
    """What a response says that it is, and its body as it was meant; None when that is no text."""
    warcio = _warcio()
    loader = warcio.ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    try:
        record = loader.parse_record_stream(io.BytesIO(frame.headers + (frame.block or b"")), known_format="warc")
        http = record.http_headers
        if http is None or not str(http.get_statuscode()).startswith("2"):
            return None
        said = http.get_header("Content-Type") or ""
        if _media(said) not in (*_HTML, "text/plain"):
            return None
        stream = record.raw_stream
        if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
            stream = warcio.ChunkedDataReader(stream)
        body = stream.read()
    except (warcio.ArchiveLoadFailed, warcio.StatusAndHeadersParserException, EOFError, ValueError, AssertionError) as error:
        raise _Trouble("malformed", f"is no response of HTTP: {' '.join(str(error).split())[:100] or 'it is empty'}") from None
    return said, _unpacked(body, (http.get_header("Content-Encoding") or "").strip().lower(), most)


def _unpacked(body: bytes, packing: str, most: int) -> bytes:
    """The body without its Content-Encoding. Crawlers that store it unpacked keep the header at times."""
    if packing in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        windows: tuple[int, ...] = (31,)
    elif packing == "deflate":
        windows = (15, -15)
    elif packing == "br":
        return _unbrotlied(body, most)
    else:
        return body
    for window in windows:
        unpacker = zlib.decompressobj(window)
        try:
            data = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        if unpacker.eof or len(data) > most:
            return data
    raise _Trouble("undecodable", f"{BODY}: is broken: it says that it is packed as {packing}")


def _unbrotlied(body: bytes, most: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    pieces = []
    left, feed = most + 1, body
    try:
        while left > 0 and not unpacker.is_finished():
            piece = unpacker.process(feed, output_buffer_limit=left)
            if not piece and not feed:
                raise _Trouble("undecodable", f"{BODY}: is broken: it says that it is packed as br")
            pieces.append(piece)
            left, feed = left - len(piece), b""
    except brotli.error:
        raise _Trouble("undecodable", f"{BODY}: is broken: it says that it is packed as br") from None
    return b"".join(pieces)


def _media(said: str) -> str:
    return said.split(";")[0].strip().lower()


def _codec(said: str, page: bytes) -> str:
    """The encoding that a page or its headers name; UTF-8 when they name none that is known."""
    for source in (said, page[:1024].decode("latin-1")):
        match = _CHARSET.search(source)
        if match:
            try:
                name = codecs.lookup(match[1]).name
                "".encode(name)
            except (LookupError, UnicodeError, TypeError):
                continue
            return _AS_THE_WEB_HAS_IT.get(name, name)
    return "utf-8"


def _now() -> str:
    """The time of a conversion; one for reproducible runs may be given as others do it."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(given) if given.isdigit() else None))


class _Warcio:
    """What is used of warcio."""

    def __init__(self) -> None:
        import brotli  # noqa: F401 - many a page is packed so
        from warcio.bufferedreaders import ChunkedDataReader
        from warcio.exceptions import ArchiveLoadFailed
        from warcio.recordloader import ArcWarcRecordLoader
        from warcio.statusandheaders import StatusAndHeadersParserException
        from warcio.warcwriter import WARCWriter

        logging.getLogger("warcio").addHandler(logging.NullHandler())  # what it thinks of others' headers is no news
        self.ChunkedDataReader: Any = ChunkedDataReader
        self.ArchiveLoadFailed: Any = ArchiveLoadFailed
        self.ArcWarcRecordLoader: Any = ArcWarcRecordLoader
        self.StatusAndHeadersParserException: Any = StatusAndHeadersParserException
        self.WARCWriter: Any = WARCWriter


@cache
def _warcio() -> _Warcio:
    try:
        return _Warcio()
    except ImportError:
        raise MissingExtra("reading .warc files needs an extra: pip install 'article-repair[warc]'") from None
