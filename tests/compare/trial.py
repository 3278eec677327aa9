"""A trial of the fact guard: 200 changes of fact and 200 of wording or spacing alone, made by script in the repaired seeds.

`python tests/compare/trial.py` prints the figures as JSON. A change is one edit of one article; the same seed gives the same changes.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from repair.compare.rewrite import compare
from repair.formats.document import Document

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
EACH = 40
_NAMES = """
Eastmouth Rosalind Achebe Halvorsen Ottoline Brandt Veit Petra Lindqvist Lucas Ferrant Kestrel Solveig Tarrant Ostrom Dunholm
Elsie Marchbank Wetherley Bernard Hope Joyce Adeyemi Corin Hathersage Anselm Roake Göteborg Märta Lindström José Muñoz Norway
Spain Canada Ola Berg Korpi Aino Rask Matti Oja Brightwater Halden Priyanka Dale Ifan Rees Maud Carrow Yusra Kane Morrow Tobias
Fell Rovers United Castlebrook Fenwick Tomas Riedel Pirelli Joel Sarr Deane Whitlock Mbeki Ashworth Emeka Lund Dot Tillotson Wexby
Keith Barlow Pam Oakes Marta Kessling Norrland Skarvik Ilse Marrow Henrik Solvang Lunde Holm Dag Reinholt
""".split()
_OTHER_NAMES = "Aldous Berit Calder Dorrance Elspeth Farrow Gideon Hollis Ingram Jarvis Kirsten Lomax Merrick Norton Orla Pascoe".split()
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:two|three|four|five|six|eight|nine|ten|eleven|twelve|fourteen|twenty|forty|third|fifth|eighth|ninth|half)\b",
    re.I,
)
_WORDS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
_DATE = re.compile(
    r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|March|April|May|June|July|August|September|October|November)s?\b"
    r"|\bOct\b|\b(?:today|midnight|overnight|Christmas|spring|summer|autumn|winter|morning)\b|\b(?:18|19|20)\d\d\b"
)
_OTHER_DATES = "Monday Wednesday Friday February June September yesterday tomorrow noon Easter".split()
_NOT = re.compile(r"\b(?:did|does|do|is|was|will|would|has|have|had|are|were|could|can) not\b|\b(?:No one|Nobody|nobody|no)\b|\w+n't\b")
_VERB = re.compile(r"\b(?:was|were|will|would|has|have|had|is|are|can|could)\b(?! not|n't)")
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{4,300})[”\"]")
_SAME = """
said/stated, added/went on to say, show/depict, before/ahead of, because of/owing to, opened/unveiled, closed/shut, collect/pick
up, decision/choice, photograph/picture, welcomed/applauded, largest/biggest, ship/vessel, residents/locals, road/street,
people/folk, stay away/keep away, wet/rainy, agency/body, homes/houses, at risk/in danger, hurt/injured, reopened/opened again,
written/composed, catalogue/list, climate/air, leaking/dripping, lent back/loaned back, company/firm, grew/rose, sales/turnover,
new/fresh, cautious/careful, raise/put up, prices/charges, voted/chosen, signed/put names to, cheered/applauded,
savings/economies, library/reading room, lifeline/godsend, learned/learnt, cellar/basement, brewery/brewhouse, packed/stored,
blocks/slabs, hospitals/clinics, owns/possesses, horses/animals, surprise/shock, sound/solid, ticket/pass, keeps/holds,
auction/sale, alone/by himself, account/record, price/sum, estimate/guess, bidders/buyers, took part/joined in, lend/loan,
translation/version, filmed/recorded, wardens/rangers, crossing/passing over, frozen/icy, stream/brook, listen/hearken,
region/area, lost/forfeited, met/received, place/put up, walkers/hikers, lead/leash, serve/supply, built/put up, plants/works,
reduces/cuts, energy/power, customers/clients, investment/spending, inspected/examined, headed/nodded in, pressed/pushed,
injured/hurt, replacement/substitute, corner/corner kick, tired/weary, crew/team, blaze/fire, calls at/stops at, repairs/works,
correctly/properly, trading/dealing, whopper/giant, wheeled/rolled, gasps/sighs, compost/manure, spend/use, researchers/scholars,
typical/usual, timber/wood, boards/planks, vent/opening, warm/heated, walls/sides
"""
_SYNONYMS = [tuple(part.strip() for part in pair.split("/")) for pair in " ".join(_SAME.split()).split(",")]


class Changed(NamedTuple):
    """One scripted change of one article."""

    kind: str
    before: str
    after: str


Edit = tuple[int, int, str]


def articles() -> list[str]:
    """The repaired seeds."""
    return [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.expected.txt"))]


def fact_changes(seed: int = 5) -> list[Changed]:
    """40 changes each of names, numbers, dates, negations and quotations."""
    return [change for kind in (_name, _number, _date, _negation, _quotation) for change in _drawn(kind, EACH, seed)]


def harmless_changes(seed: int = 5) -> list[Changed]:
    """120 changes of wording, 80 of spacing."""
    return [*_drawn(_wording, 3 * EACH, seed), *_drawn(_spacing, 2 * EACH, seed)]


def raises_error(change: Changed) -> bool:
    """Whether the comparison finds a change of fact."""
    return any(finding.severity == "error" for finding in compare(Document(change.before), Document(change.after)))


def _drawn(kind: Callable[[str, random.Random], Iterator[Edit]], count: int, seed: int) -> list[Changed]:
    draw = random.Random(f"{kind.__name__} {seed}")
    pool = []
    for text in articles():
        for start, end, new in kind(text, draw):
            after = text[:start] + new + text[end:]
            assert after != text
            pool.append(Changed(kind.__name__.strip("_"), text, after))
    assert len(pool) >= count, f"{kind.__name__}: only {len(pool)}"
    return draw.sample(pool, count)


def _name(text: str, draw: random.Random) -> Iterator[Edit]:
    for match in re.finditer(rf"\b(?:{'|'.join(_NAMES)})\b", text):
        yield *match.span(), draw.choice(_OTHER_NAMES)


def _number(text: str, draw: random.Random) -> Iterator[Edit]:
    for match in _NUMBER.finditer(text):
        old = match.group()
        if old[0].isdigit():
            at = draw.choice([at for at, digit in enumerate(old) if digit.isdigit()])
            new = old[:at] + draw.choice([digit for digit in "123456789" if digit != old[at]]) + old[at + 1 :]
        else:
            new = draw.choice([word for word in _WORDS if word != old.lower()])
        yield *match.span(), new


def _date(text: str, draw: random.Random) -> Iterator[Edit]:
    for match in _DATE.finditer(text):
        old = match.group()
        new = str(int(old) + draw.choice((-1, 1, 10))) if old.isdigit() else draw.choice([date for date in _OTHER_DATES if date != old])
        yield *match.span(), new


def _negation(text: str, draw: random.Random) -> Iterator[Edit]:
    for match in _NOT.finditer(text):
        old = match.group()
        if old.endswith(" not"):
            yield *match.span(), old[:-4]
        elif old.endswith("n't"):
            yield *match.span(), old[:-3]
        else:
            yield *match.span(), {"no": "some", "No one": "Someone"}.get(old, "Somebody" if old[0] == "N" else "somebody")
    for match in _VERB.finditer(text):
        yield match.end(), match.end(), draw.choice((" not", " never"))


def _quotation(text: str, draw: random.Random) -> Iterator[Edit]:
    for match in _QUOTED.finditer(text):
        words = list(re.finditer(r"\w{3,}", match.group(1)))
        word = draw.choice(words)
        start, end = (match.start(1) + place for place in word.span())
        yield start, end, draw.choice(("really", "sadly", "maybe", "often"))
        yield *match.span(), match.group(1)
        if len(words) > 3:
            yield match.start(1) + words[1].start(), match.start(1) + words[2].start(), ""


def _wording(text: str, draw: random.Random) -> Iterator[Edit]:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for old, new in _SYNONYMS:
        for match in re.finditer(rf"\b{re.escape(old)}\b", text):
            if not any(start <= match.start() < end for start, end in quoted):
                yield *match.span(), new


def _spacing(text: str, draw: random.Random) -> Iterator[Edit]:
    places = list(re.finditer(r"(?<=[^\W\d]) (?=[^\W\d])|(?<=[,;]) | (?=[“(])", text))
    for match in draw.sample(places, min(6, len(places))):
        yield *match.span(), draw.choice(("  ", "\u00a0", "   ", "\u2009"))
    for match in draw.sample(list(re.finditer(r"(?<=\w)[,.;]? (?=\w{3})", text)), 3):
        yield match.start(), match.start(), " " if match.group()[0] in ",.;" else "  "
    for match in draw.sample(list(re.finditer(r"\n\n", text)), 3):
        yield *match.span(), draw.choice(("\n\n\n", " \n\n", "\n", "\n\n\n\n"))


def measure() -> dict[str, dict[str, float | int]]:
    """The figures of the trial."""
    figures: dict[str, dict[str, float | int]] = {}
    for change, alarmed in [(one, raises_error(one)) for one in (*fact_changes(), *harmless_changes())]:
        row = figures.setdefault(change.kind, {"changes": 0, "errors": 0})
        row["changes"] += 1
        row["errors"] += alarmed
    return figures


def shares(changes: Sequence[Changed]) -> float:
    """The share of these changes that raise an error."""
    return sum(map(raises_error, changes)) / len(changes)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
