"""Damage of our own making for each rule whose fixes are safe: `python benchmarks/damage.py` tells what became of it.

Each maker damages articles of `seeds/`, which are fiction, as the rule's description says the damage comes about, without a look
at what the rule searches for. The right repair is the article as it was. Draws hang on the article and the rule alone, so that two
runs make the same.
"""

from __future__ import annotations

import html
import random
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from html.entities import codepoint2name
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from repair.engine.find import find
from repair.rulebook.book import Book
from repair.rulebook.compiled import load_rules
from repair.rulebook.shelf import built_in_files
from repair.text.article import Article
from repair.text.span import Edit, StaleEdit, apply_edits

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
_BETWEEN = r"(?<=[a-z]{2}\.)(?= [A-Z])"  # two sentences
DRAWS = 4
"""So often each maker tries its hand at each article."""

Maker = Callable[[str, random.Random], tuple[str, list[Edit]] | None]
"""The article as it should be again, perhaps with something put in that can be damaged, and what is done to it."""


class Damaged(NamedTuple):
    """An article before and after, and the edits that lie between."""

    original: str
    edits: tuple[Edit, ...]

    @property
    def text(self) -> str:
        return apply_edits(self.original, self.edits)

    def heals(self, text: str) -> bool:
        """True when the text is the original again, or has at least some of the damage taken back and nothing else changed."""
        left = len(self.edits)
        return any(apply_edits(self.original, some) == text for few in range(left) for some in combinations(self.edits, few))


def _places(expression: str, fewest: int, most: int, make: Callable[[re.Match[str], random.Random], str]) -> Maker:
    """A maker that changes what the expression finds, at so many places."""

    def maker(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
        found = list(re.finditer(expression, text))
        if len(found) < fewest:
            return None
        chosen = dice.sample(found, min(len(found), dice.randint(fewest, most)))
        return text, [Edit(match.start(), match.group(), make(match, dice)) for match in chosen]

    return maker


def _line(*lines: str) -> Maker:
    """A maker that sets one of these lines between two paragraphs."""

    def maker(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
        gap = dice.choice(list(re.finditer(r"\n\n", text)))
        return text, [Edit(gap.end(), "", dice.choice(lines) + "\n\n")]

    return maker


def _put_in(texts: Callable[[random.Random], tuple[str, str]], where: str) -> Maker:
    """A maker that first puts something whole behind what `where` finds, then damages it."""

    def maker(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
        found = list(re.finditer(where, text))
        if not found:
            return None
        at = dice.choice(found).end()
        whole, broken = texts(dice)
        return text[:at] + whole + text[at:], [Edit(at, whole, broken)]

    return maker


def _typeset(text: str) -> str:
    """The text with the quotation marks and dashes of a printer."""
    text = re.sub(r'"([^"\n]*)"', r"“\1”", re.sub(r"(?<=\w)'(?=\w)", "’", text))
    return text.replace('"', "“").replace(" - ", " – ")


def _mojibake(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
    """A few characters beyond ASCII, written as UTF-8 and read as Windows-1252, once or twice."""
    text = _typeset(text)
    times = dice.choice((1, 1, 1, 2))
    edits = []
    for match in re.finditer(r"[^\x00-\x7f]", text):
        broken = match.group()
        try:
            for _ in range(times):
                broken = broken.encode("utf-8").decode("cp1252")
        except UnicodeDecodeError:
            continue
        edits.append(Edit(match.start(), match.group(), broken))
    return (text, dice.sample(edits, min(6, len(edits)))) if edits else None


def _reference(match: re.Match[str], dice: random.Random) -> str:
    """The character as a reference, by name or number, perhaps escaped once more."""
    code = ord(match.group())
    named = f"&{codepoint2name[code]};" if code in codepoint2name else f"&#{code};"
    made = dice.choice((named, f"&#{code};", f"&#x{code:x};"))
    return html.escape(made) if dice.random() < 0.25 else made


def _no_break(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
    """The blanks of a pasted run of plain words."""
    runs = list(re.finditer(r"(?<= )(?:[a-z]{2,} ){3,6}(?=[a-z])", text))
    run = dice.choice(runs)
    return text, [Edit(match.start() + run.start(), " ", "\xa0") for match in re.finditer(" ", run.group())][:6]


_CONTRACTED = (
    "The mayor’s office didn’t answer, and the clerk couldn’t say why.",
    "They’re still waiting, the ferry’s captain said, and they won’t leave.",
    "It wasn’t the first time, but it’s to be the last, if Velm’s council has its way.",
    "We’ve seen the city’s plans, and they aren’t cheap.",
)


def _lost_apostrophes(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
    """The apostrophes of a paragraph, with one that has them put in, after a trip through an encoding without them."""
    text = _typeset(text)
    gap = dice.choice(list(re.finditer(r"\n\n", text))).end()
    text = f"{text[:gap]}{dice.choice(_CONTRACTED)}\n\n{text[gap:]}"
    block = dice.choice([match for match in re.finditer(r"[^\n]+", text) if re.search(r"\w’\w", match.group())])
    return text, [Edit(block.start() + match.start(), "’", "?") for match in re.finditer(r"(?<=\w)’(?=\w)", block.group())][:6]


_WRAPS = (
    *(("<b>", "</b>"), ("<em>", "</em>"), ("<strong>", "</strong>"), ("<span>", "</span>"), ('<span class="lede">', "</span>")),
    *(('<a href="https://news.example/2021/05/doors">', "</a>"), ('<a href="/topics/orle" target="_blank" rel="noopener">', "</a>")),
    *(("<i>", "</i>"), ("<u>", "</u>"), ('<font size="2">', "</font>"), ('<p class="body">', "</p>"), ("<P>", "</P>")),
)


def _tags(match: re.Match[str], dice: random.Random) -> str:
    opened, closed = dice.choice(_WRAPS)
    return opened + match.group() + closed


def _bold(match: re.Match[str], dice: random.Random) -> str:
    mark = dice.choice(("**", "**", "__"))
    return mark + match.group() + mark


def _headed(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
    """The marks of a Markdown heading before the headline, or before one put between two paragraphs."""
    marks = "#" * dice.randint(1, 4) + " "
    if dice.random() < 0.3:
        return text, [Edit(0, "", marks)]
    gap = dice.choice(list(re.finditer(r"\n\n", text))).end()
    heading = dice.choice(
        ("What happens next", "A long wait", "Nobody asked the neighbours", "Who pays?", "How it began", "The long way home")
    )
    return f"{text[:gap]}{heading}\n\n{text[gap:]}", [Edit(gap, "", marks)]


def _address(dice: random.Random) -> tuple[str, str]:
    page = dice.choice(
        ("https://tides.example/orle", "https://www.gazette.example/news/2021/05/doors.html", "http://fenn.example/a?page=tides")
    )
    query = dice.choice(
        (
            *("utm_source=newsletter&utm_medium=email&utm_campaign=weekly", "utm_source=feed", "fbclid=IwAR0a1b2c3d4e5f", "gclid=Cj0KCQjw"),
            *("utm_source=rss", "utm_campaign=spring&utm_source=mail", "mc_cid=0a1b2c&mc_eid=d4e5f6", "igshid=abc", "cmpid=sharebar"),
        )
    )
    joint = "&" if "?" in page else "?"
    return f" ({page})", f" ({page}{joint}{query})"


_PEOPLE = ("Ilse Marrow", "Petra Lindqvist", "Dag Reinholt", "Corin Hathersage", "Maud Carrow", "Joel Sarr", "Tobias Fell")
_AGENCIES = ("Getty Images", "AP", "AFP/Getty Images", "Reuters", "AFP via Getty Images", "AP Photo", "Shutterstock", "PA")


def _credit(dice: random.Random) -> tuple[str, str]:
    """The credit of a picture as its fields say it, joined by an extractor that takes them all."""
    person, agency = dice.choice(_PEOPLE), dice.choice(_AGENCIES)
    whole = dice.choice((f"{person}/{agency}", f"({person}/{agency})", f"Photo: {person}/{agency}", f"{person} | {agency}"))
    if " | " in whole:
        broken = dice.choice((f"{person} | {person} | {agency}", f"{person} | {agency} | {agency}", f"{whole} | {whole}"))
    else:
        broken = whole + dice.choice((" ", " ", " | ", " / ")) + whole
    return f"{whole}\n\n", f"{broken}\n\n"


def _again(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
    """A paragraph once more, at once or further down."""
    blocks = list(re.finditer(r"(?<=\n)[^\n]+\n\n", text))
    number = dice.randrange(len(blocks))
    if len(blocks[number].group().split()) < 12:
        return None
    later = blocks[min(len(blocks) - 1, number + dice.randint(0, 3))]
    return text, [Edit(later.end(), "", blocks[number].group())]


def _standfirst(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
    """The first paragraph, or its first sentence, set above the story."""
    headline, *blocks = re.finditer(r"[^\n]+\n\n", text)
    first = next((block for block in blocks if len(block.group().split()) >= 15), None)
    if first is None:
        return None
    sentence = re.match(r"[^.?!\n]{50,}[.?!](?=[ \n])", first.group())
    summary = sentence.group() if sentence and dice.random() < 0.5 else first.group().strip()
    return text, [Edit(headline.end() if dice.random() < 0.8 else 0, "", summary + "\n\n")]


def _articles(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
    """The wrong one of "a" and "an", as when a machine swaps the noun and forgets the article."""
    swap = {"a": "an", "an": "a", "A": "An", "An": "A"}
    found = list(re.finditer(r"\b(?:a|an|A|An)\b(?= [a-z]{3})", text))
    if len(found) < 2:
        return None
    return text, [
        Edit(match.start(), match.group(), swap[match.group()]) for match in dice.sample(found, min(len(found), dice.randint(2, 4)))
    ]


def _remark(dice: random.Random) -> tuple[str, str]:
    remark = dice.choice(("(see the map)", "(file picture)", "[all times local]", "(pictured in May)", "(in Velmish only)"))
    sentence = dice.choice(("The clerk agreed.", "But nobody minded.", "He said so twice.", "They waited.", "There was tea.", "It rained."))
    return f" {remark} {sentence}", f" {remark}{sentence}"


def _genitive(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
    """A genitive with the article's own apostrophe, apart from its word or doubled."""
    mark = "’" if "’" in text else "'"
    owner = dice.choice(("the mayor", "the county", "the ferry", "the clerk", "Velm"))
    broken = dice.choice((f" {mark}", mark * 2, mark * 2, f" {mark}{mark}"))
    return _put_in(lambda _: (f" In {owner}{mark}s view it was late.", f" In {owner}{broken}s view it was late."), _BETWEEN)(text, dice)


def _hyphen(text: str, dice: random.Random) -> tuple[str, list[Edit]] | None:
    """A word broken as at the end of a printed line, that stands whole elsewhere."""
    known = [word for word, count in Counter(re.findall(r"\b[a-z]{6,}\b", text)).items() if count > 1]
    if not known:
        return None
    match = dice.choice(list(re.finditer(rf"\b{dice.choice(known)}\b", text)))
    at = dice.randint(3, len(match.group()) - 3)
    return text, [Edit(match.start() + at, "", "- ")]


def _house_line(text: str, dice: random.Random) -> tuple[str, list[Edit]]:
    """A standing line of the site, of those that the rule comes with, set below the story or above it."""
    below = dice.choice(("Every river has its own bell", "The Argus is read on every quay of the Sound"))
    return text, [Edit(len(text.rstrip()), "", f"\n\n{below}")] if dice.random() < 0.8 else [Edit(0, "", "Listen to this page\n\n")]


_SMALL = "the of a to and for with at from his her their".split()
_SENTENCE = r"(?<=[.?!\n] )[A-Z][^.?!\n“”\"]{25,200}\.(?=[ \n])|(?<=\n)[A-Z][^.?!\n“”\"]{25,200}\.(?=[ \n])"

MAKERS: dict[str, Maker] = {
    "mojibake": _mojibake,
    "character-reference": _places(r"[^\x00-\x7f]|(?<=\w)'(?=\w)|&", 1, 6, _reference),
    "invisible-character": _places(
        r"(?<=[a-z]{2})(?=[a-z]{2})|(?<= )(?=[a-z])", 1, 5, lambda _, dice: dice.choice("\u200b\u200b\xad\ufeff\x07")
    ),
    "wrong-no-break-space": _no_break,
    "question-mark-apostrophe": _lost_apostrophes,
    "html-tag": _places(r"(?<= )[A-Za-z]+(?: [A-Za-z]+){0,3}(?=[ ,.])|(?<=\n)[A-Z][^\n]+(?=\n)", 1, 1, _tags),
    "markdown-emphasis": _places(r"(?<= )[A-Z][a-z]+(?: [A-Za-z]+){0,3}(?=[ ,.])|(?<=\n)[A-Z][^.\n]{20,}\.(?= )", 1, 1, _bold),
    "markdown-heading": _headed,
    "tracking-address": _put_in(_address, r"[a-z](?=\. )"),
    "duplicate-credit": _put_in(_credit, r"(?<=[.”])\n\n"),
    "picture-widget": _line(
        *("Enlarge this image", "hide caption", "toggle caption", "View image in fullscreen", "Click to enlarge image", "Open image modal"),
        *("Enlarge this image toggle caption", "hide caption toggle caption"),
    ),
    "advert-label": _line(
        *("Advertisement", "ADVERTISEMENT", "Advertising", "Story continues below advertisement", "Article continues after this ad"),
        *("Story continues below", "Continue reading below", "Sponsored", "Advertisement - story continues below", "Ad Feedback"),
    ),
    "repeated-paragraph": _again,
    "standfirst-echo": _standfirst,
    "host-line": _house_line,
    "doubled-function-word": _places(
        rf"(?<= )(?:{'|'.join(_SMALL)})(?= [a-z]{{3}})", 2, 4, lambda match, _: f"{match.group()} {match.group()}"
    ),
    "doubled-sentence": _places(_SENTENCE, 1, 1, lambda match, _: f"{match.group()} {match.group()}"),
    "a-or-an": _articles,
    "doubled-full-stop": _places(r"(?<=[a-z]{2})\.(?=[”\"]?(?: [A-Z]|\n))", 1, 3, lambda *_: ".."),
    "doubled-quote-mark": _places(r"(?<=[\n ])[“\"](?=\w)|(?<=[a-z.,?])[”\"](?=[ \n])", 1, 1, lambda match, _: match.group() * 2),
    "glued-sentences": _places(r"(?<=[a-z]{2}[.?]) (?=[A-Z“])|(?<=[a-z][.,]”) (?=[A-Z])", 1, 3, lambda *_: ""),
    "glued-bracket": _put_in(_remark, _BETWEEN),
    "space-before-punctuation": _places(r"(?<=[a-z]{2})[.,;](?= |\n)", 3, 6, lambda match, _: f" {match.group()}"),
    "line-wrap-hyphen": _hyphen,
    "apostrophe-apart": _genitive,
}


def made(rule: str) -> Iterator[Damaged]:
    """Every damaged article for a rule, none twice."""
    seen = set()
    for seed in sorted(SEEDS.glob("*.expected.txt")):
        text = seed.read_text(encoding="utf-8")
        for draw in range(DRAWS):
            done = MAKERS[rule](text, random.Random(zlib.crc32(f"{seed.name} {rule} {draw}".encode())))
            if done:
                damaged = Damaged(done[0], tuple(sorted(done[1])))
                if damaged.text not in seen:
                    seen.add(damaged.text)
                    yield damaged


def outcome(damaged: Damaged, rule: str, book: Book) -> str:
    """What the safe fixes of a rule make of it: `mended`, `marred`, or `missed` when they leave it alone."""
    text = damaged.text
    edits = {
        edit
        for finding in find(Article(text), book)
        if finding.rule.id == rule and finding.fixes and finding.fixes[0].safety == "safe"
        for edit in finding.fixes[0].edits
    }
    if not edits:
        return "missed"
    try:
        return "mended" if damaged.heals(apply_edits(text, edits)) else "marred"
    except StaleEdit:
        return "marred"


def measure(rule: str, book: Book) -> Counter[str]:
    """How many pieces of damage were `made`, `mended`, `marred` and missed."""
    outcomes = Counter(outcome(damaged, rule, book) for damaged in made(rule))
    return Counter(made=outcomes.total(), **outcomes)


if __name__ == "__main__":
    every = Book(load_rules(built_in_files()))
    for name, counts in ((rule, measure(rule, every)) for rule in MAKERS):
        print(f"{name:26} made {counts['made']:3}  mended {counts['mended']:3}  marred {counts['marred']:3}  missed {counts['missed']:3}")
