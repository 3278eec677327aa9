"""Bytes to text and back without losing one byte."""

from __future__ import annotations

from repair.text.named import NamedTuple

BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


class Unreadable(Exception):
    """The bytes are no text that can be written back; the message says where and why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Stored(NamedTuple):
    """A text and how its bytes are spelt: codec name and byte-order mark (empty when there is none)."""

    text: str
    codec: str
    bom: bytes

    def encode(self, text: str | None = None) -> bytes:
        """The bytes of `text` (of the stored text when None) in the same spelling.

        Raises `UnicodeEncodeError` when the codec has no bytes for a character.
        """
        return self.bom + (self.text if text is None else text).encode(self.codec)


def decode(data: bytes, codec: str = "utf-8") -> Stored:
    """The text of `data`; encoding it again gives exactly `data`.

    Raises `Unreadable` with the byte position when the data is binary, not in this codec, or
    would not come back byte for byte.
    """
    codec = _plain(data, codec)
    bom = next((mark for name, mark in BOMS.items() if data.startswith(mark) and same_codec(name, codec)), b"")
    body = data[len(bom) :]
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        raise Unreadable("undecodable", _undecodable(data, codec, error.start + len(bom))) from None
    nul = text.find("\0")
    if nul >= 0:
        place = len(bom) + len(text[:nul].encode(codec))
        raise Unreadable("binary", f"a NUL at byte {place}: not a text file, or UTF-16 (then give --encoding)")
    if codec != "utf-8" and text.encode(codec) != body:
        raise Unreadable("lossy", f"its bytes would not come back the same when written as {codec}; give --encoding")
    return Stored(text, codec, bom)


def _plain(data: bytes, codec: str) -> str:
    """The codec that leaves the byte-order mark to us, for the names that swallow or add one."""
    if codec == "utf-8":  # the others need not be looked up, which would import them
        return codec
    if same_codec(codec, "utf-8-sig"):
        return "utf-8"
    if same_codec(codec, "utf-16"):
        return "utf-16-be" if data.startswith(BOMS["utf-16-be"]) else "utf-16-le"
    return codec


def same_codec(one: str, other: str) -> bool:
    """True when two names mean the same codec, whatever their case and punctuation."""
    import codecs

    try:
        return codecs.lookup(one).name == codecs.lookup(other).name
    except LookupError:
        return False


def _undecodable(data: bytes, codec: str, position: int) -> str:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "starts with a UTF-32 byte-order mark; give --encoding utf-32"
    guess = next((name for name in ("utf-16-le", "utf-16-be") if data.startswith(BOMS[name])), None)
    if guess:
        return f"starts with a UTF-16 byte-order mark; give --encoding {guess}"
    if b"\0" in data[:1024]:
        return f"byte {data.index(0)} is NUL: not a text file"
    return f"byte {position} (0x{data[position]:02x}) is not {codec}; give --encoding, for instance --encoding cp1252"
