"""Picture credits out of place: glued between sentences, or of a picture that did not come along."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from repair.checkers.credits import TOKEN, Agencies, alternatives, belongs, ends_sentence
from repair.checkers.finder import finder
from repair.checkers.hit import Check, Hit
from repair.checkers.pattern import cut
from repair.text.article import Article
from repair.text.blocks import removal
from repair.text.lazy import regex
from repair.text.span import Edit, Span

_MOST_WORDS = 14
_FEW_LABELS, _SPACING = 200, 100  # labels looked at, and how many characters allow one more
_SOURCE = r"(?:(?: credit| courtesy| source)s?)?(?: ?: ?(?:via |by |courtesy of )?| via | by | courtesy of | courtesy | from )"


def glued_credit(*, agencies: list[str]) -> Check:
    """A well-formed credit between two sentences of one line: in brackets, or bare when it ends in a known agency.

    Its fixes take it out, or set it on a line of its own.
    """
    names = alternatives(agencies)
    word = r"[A-ZÀ-Þ@][\w.’'@-]{0,30}"
    name = rf"{word}(?: {word}){{0,4}}"
    label = r"(?:Photo|Image|Picture|Photograph|Credit)(?: credit)?(?: by |: ?| courtesy of | via )"
    bracketed = rf"\({label}[^()\r\n]{{2,80}}\)|[(\[]{name} ?/ ?(?:{names})[)\]]"
    bare = rf"{name}(?: ?[|/] ?{name}){{0,2}}(?: ?[|/] ?| via )(?:{names})|(?:Getty Images|AFP|EPA|Getty)"
    opening = r"(?:The|A|An|In|On|At|But|And|He|She|It|They|We|This|That|These|However|After|For|As|When|While|His|Her)"
    found = regex(rf"[.!?”\"] ?(?:(?P<credit>{bracketed})(?= ?[A-Z“\"‘])|(?P<bare>{bare})(?= ?{opening} [a-z]))")

    def check(article: Article) -> Iterator[Hit]:
        for match in found.finditer(article.text):
            group = "credit" if match["credit"] else "bare"
            place = Span(*match.span(group))
            apart = _set_apart(article, place)
            if article.is_quoted(place):
                continue
            yield Hit(place, ((cut(article.text, place),), apart))

    return check


def glued_credit_gate(**_rest: object) -> list[str]:
    """A bracket with a label."""
    return [r"[.!?”\"] ?[(\[](?:Photo|Image|Picture|Credit)"]


def glued_credit_strings(*, agencies: list[str]) -> list[str]:
    """An agency behind a separator, or one that may stand by itself behind a sentence."""
    names = [name.lower() for name in agencies]
    alone = (stop + blank + name for stop in '.!?”"' for blank in ("", " ") for name in ("getty", "afp", "epa"))
    return sorted({*alone, *(before + name for before in ("|", "| ", "/", "/ ", " via ") for name in names)})


def _set_apart(article: Article, place: Span) -> tuple[Edit, ...]:
    """The edits that give a stretch of a line its own line."""
    text = article.text
    start, end = place
    while start > 0 and text[start - 1] in " \t\xa0":
        start -= 1
    while end < len(text) and text[end] in " \t\xa0":
        end += 1
    return (Edit(start, text[start : place.start], article.line_break * 2), Edit(place.end, text[place.end : end], article.line_break * 2))


def residual_credit(*, labels: list[str], agencies: list[str], sources: list[str] | None = None) -> Check:
    """A credit whose label (`labels`, in any case) says that its picture is not the text's own: "Featured image via X".

    It reaches from the label over the names behind it to a known agency or source, the end of the sentence or of the line;
    where an ordinary word follows before any of these, it is a sentence about a picture and stays.
    """
    known = Agencies([*agencies, *(sources or ())])
    found = regex(_label(labels))
    look = finder(alternatives(labels))

    def check(article: Article) -> Iterator[Hit]:
        most = _FEW_LABELS + len(article.text) // _SPACING
        matches = (found.match(article.text, place.start) for place in look(article))
        for match in islice(filter(None, matches), most):
            block = article.block_at(match.start("label"))
            end = _names_end(article.text, match.end(), block.end, known) if block else None
            if block is None or end is None:
                continue
            start = match.start("label")
            if article.text[end : end + 1] in (")", "]") and start > 0 and article.text[start - 1] in "([":
                start, end = start - 1, end + 1
            place = Span(start, end)
            edit = removal(article.text, block) if place == block.span else cut(article.text, place)
            yield Hit(place, ((edit,),))

    return check


def residual_credit_gate(*, labels: list[str], **_rest: object) -> list[str]:
    """A label."""
    return [_label(labels)]


def _label(labels: list[str]) -> str:
    return rf"(?<!\w)(?P<label>(?i:{alternatives(labels)})){_SOURCE}(?=[@\w(“\"])"


def _names_end(text: str, start: int, limit: int, known: Agencies) -> int | None:
    """Where the names that begin at `start` end, None when they are no names."""
    spans: list[Span] = []
    words: list[str] = []
    loose = True
    for token in TOKEN.finditer(text, start, limit):
        word = token["word"]
        if word and belongs(word, known):
            if not loose and known.closes(words) and not known.closes([*words, word.casefold()]):
                return spans[-1].end
            spans.append(Span(*token.span()))
            words.append(word.casefold())
            loose = False
            if len(words) > _MOST_WORDS:
                return None
        elif token["gap"] and not ends_sentence(token, text, spans):
            if token["gap"] in ")]":
                return spans[-1].end if spans else None
            loose = loose or not token["gap"].isspace()
        elif token["gap"]:  # a full stop: part of the credit at the end of a line, or before a sentence
            return token.end() if spans else None
        else:
            return spans[-1].end if known.closes(words) else None
    return spans[-1].end if spans else None
