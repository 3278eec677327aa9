"""Bytes to text and back: nothing is lost, and what would be is refused with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.text.decode import BOMS, Unreadable, decode

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "shift_jis", "gb18030", "utf-7", "iso2022-jp"]


@given(TEXTS, st.booleans(), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_text_comes_back(text: str, marked: bool, codec: str) -> None:
    data = (BOMS[codec] if marked else b"") + text.encode(codec)
    if data.startswith(BOMS[codec]) and not marked:
        return  # a text that begins with the mark's character is one that is marked
    stored = decode(data, codec)
    assert stored.text == text
    assert stored.encode() == data


@given(st.binary(max_size=60), st.sampled_from(CODECS))
def test_any_bytes_come_back_or_are_refused(data: bytes, codec: str) -> None:
    try:
        stored = decode(data, codec)
    except Unreadable:
        return
    assert stored.encode() == data
    assert "\0" not in stored.text


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"caf\xe9 au lait", "undecodable", "byte 3 (0xe9) is not utf-8"),
        (b"\xef\xbb\xbfcaf\xe9", "undecodable", "byte 6 (0xe9)"),
        (b"ab\0cd", "binary", "byte 2"),
        (b"\xef\xbb\xbfab\0", "binary", "byte 5"),
        (b"\x89PNG\r\n\x1a\n\0\0", "undecodable", "NUL: not a text file"),
        ("word".encode("utf-16"), "undecodable", "--encoding utf-16-le"),
        ("word".encode("utf-32"), "undecodable", "--encoding utf-32"),
    ],
)
def test_refusals_name_the_byte(data: bytes, code: str, said: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        decode(data)
    assert refusal.value.code == code
    assert said in refusal.value.reason


def test_utf_16_keeps_its_mark_and_order() -> None:
    for order in ("utf-16-le", "utf-16-be"):
        data = BOMS[order] + "word\r\n".encode(order)
        stored = decode(data, "utf-16")
        assert (stored.text, stored.codec) == ("word\r\n", order)
        assert stored.encode("other") == BOMS[order] + "other".encode(order)
