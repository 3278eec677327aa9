"""Sentence boundaries with exact offsets.

Glued sentences and stray headings are the defects looked for, so this splitter never repairs them:
it splits only after a stop that is followed by white space.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.text.lazy import lazy
from repair.text.span import Span

_STOP = lazy(r"[.!?…](?<![.!?…]{2})[.!?…]*+[\"'”’)\]]*+(?=\s+[\"'“‘(\[]*[A-Z0-9À-Þ])")  # begins with what is rare, to be quick
_ABBREVIATION = lazy(
    r"(?:^|[\s(\[“\"‘'])(?:"
    r"[A-Z]|[A-Za-z](?:\.[A-Za-z])+"  # initials, U.S., a.m., e.g.
    r"|Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Mt|Ft|Gen|Col|Lt|Maj|Sgt|Capt|Cpl|Cmdr|Adm|Sen|Rep|Gov|Pres|Rev|Hon|Supt|Insp|Messrs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|No|Nos|vs|v|cf|al|approx|ca|etc|Inc|Ltd|Co|Corp|Bros|Ave|Blvd|Rd|Dept|Univ|Assn|Fig|Vol|pp|Ph\.D"
    r"|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
    r")\.$"
)
_SENTENCE_AFTER = lazy(r"\s+(?:The|A|An|It|He|She|They|But|And|In|On|At|This|That|We|I|You|However|Meanwhile|There)\b")
_ENDS_BOTH = lazy(r"(?:\b[ap]\.m|U\.[SKN]|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|etc|D\.C))\.$")


def split_sentences(text: str, offset: int = 0) -> Iterator[Span]:
    """The sentences of one block without surrounding white space; `offset` is added to each."""
    start = 0
    for stop in _STOP.finditer(text):
        end = stop.end()
        if stop.group() == "." and _ABBREVIATION.search(text, max(0, end - 12), end) and not _ends_both(text, end):
            continue
        yield from _trimmed(text, start, end, offset)
        start = end
    yield from _trimmed(text, start, len(text), offset)


def _ends_both(text: str, end: int) -> bool:
    """True for an abbreviation that ends its sentence as well, as "Inc. The" does."""
    return bool(_ENDS_BOTH.search(text, max(0, end - 6), end) and _SENTENCE_AFTER.match(text, end))


def _trimmed(text: str, start: int, end: int, offset: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start + offset, end + offset)
