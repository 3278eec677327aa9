"""Awkward WARC files, made by a seeded generator: encodings of every kind, other records between, members of gzip."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Sequence

import brotli
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = "2024-05-06T07:08:09Z"
_CODECS = [("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("ISO-8859-1", "cp1252"), ("utf-16", "utf-16"), ("", "utf-8")]


def page(article: str) -> str:
    """The article as a page, a paragraph for each of its own."""
    paragraphs = article.replace("\r\n", "\n").split("\n\n")
    shown = "\n".join(f"<p class=x>{one.replace('&', '&amp;').replace('<', '&lt;')}</p>" for one in paragraphs)
    return f"<!DOCTYPE html>\n<html><body><nav><a href='/'>News</a></nav>\n{shown}\n</body></html>\n"


def made(seed: int, articles: Sequence[str]) -> tuple[bytes, bool]:
    """A file with a response for each article, and whether it is packed."""
    dice = random.Random(f"warc {seed}")
    packed = dice.random() < 0.6
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version=dice.choice(["WARC/1.0", "WARC/1.1"]))
    number = 0

    def headers() -> dict[str, str]:
        nonlocal number
        number += 1
        return {"WARC-Record-ID": f"<urn:uuid:{seed:08}-0000-4000-8000-{number:012}>", "WARC-Date": DATE}

    def write(kind: str, body: bytes, media: str, **more: str) -> None:
        named = headers() | {name.replace("_", "-"): value for name, value in more.items()}
        payload = io.BytesIO(body)
        target = named.pop("WARC-Target-URI", "https://x.example/ä")
        made = writer.create_warc_record(target, kind, payload, len(body), media, warc_headers_dict=named)
        writer.write_record(made)

    write("warcinfo", b"software: none\r\n", "application/warc-fields")
    for article in articles:
        if dice.random() < 0.3:
            write("request", b"GET / HTTP/1.1\r\nHost: x.example\r\n\r\n", "application/http; msgtype=request")
        if dice.random() < 0.3:
            write("resource", b"Advertisement\n\nconnected.\n", "text/plain", WARC_Target_URI="metadata://x.example/log")
        if dice.random() < 0.3:
            write("metadata", b"a: Advertisement\r\n", "application/warc-fields")
        if dice.random() < 0.3:
            write(
                "response",
                b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Advertisement</p>",
                "application/http; msgtype=response",
            )
        if dice.random() < 0.3:
            write("response", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\xff\x00", "application/http; msgtype=response")
        write("response", _response(dice, article), "application/http; msgtype=response")
    return out.getvalue(), packed


def _response(dice: random.Random, article: str) -> bytes:
    html = dice.random() < 0.7
    label, codec = dice.choice(_CODECS)
    text = page(article) if html else article
    try:
        body = text.encode(codec)
        if body.decode(codec) != text:
            raise ValueError
    except ValueError:
        label, body = "utf-8", text.encode()
    fields = [("Content-Type", ("text/html" if html else "text/plain") + (f"; charset={label}" if label else "")), ("X-Odd", "ü")]
    packing = dice.choice(["", "", "gzip", "br", "deflate", "raw"])
    if packing == "gzip":
        body = gzip.compress(body, mtime=0)
    elif packing == "br":
        body = brotli.compress(body, quality=1)
    elif packing:
        packer = zlib.compressobj(wbits=15 if packing == "deflate" else -15)
        body = packer.compress(body) + packer.flush()
    if packing:
        fields.append(("Content-Encoding", packing if packing in ("gzip", "br") else "deflate"))
    if dice.random() < 0.4:
        fields.append(("Transfer-Encoding", "chunked"))
        size = dice.randint(5, 500)
        parts = [body[at : at + size] for at in range(0, len(body), size)]
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])
    return StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1").to_bytes(encoding="utf-8") + body
