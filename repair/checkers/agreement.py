"""Short-range grammar: `verb-form`, `subject-verb`, and `known-slip` for wrong words in fixed company."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.checkers.article_choice import begun_like
from repair.checkers.finder import around, finder
from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy, regex
from repair.text.span import Edit, Span

_GAP = r"[ \n\xa0]"  # few, so that words with one between are plain strings to the gate
_ADVERBS = r"just|also|already|recently|since|now|never|ever|only|finally|not"
_PERFECT = r"(?:[Hh]as|[Hh]ave|[Hh]ad|[Hh]aving|hasn['’]t|haven['’]t|hadn['’]t|['’]ve)"
_BASE = (
    r"(?:could|would|should|cannot|(?:could|would|should|did|does|do|ca|wo)n['’]t"
    r"|(?:could|would|should|did|does|do|can|will|must|may|might) not)"
)


def verb_form(*, forms: dict[str, list[str]]) -> Check:
    """A past tense where a participle belongs ("had went"), or where the plain form does ("did not went").

    `forms` gives for each past tense its participle and its plain form. Quotations are left alone: people talk so.
    """
    form = regex(rf"{_GAP}({'|'.join(forms)})\b(?![-'’]|(?<=did){_GAP}not\b)")  # "any right she had did not last"

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for at in sorted(at for word in forms.keys() & article.vocabulary for at in _places(text, word)):
            match = form.match(text, max(0, at - 1))
            helped = match and _HELPED.search(text, max(0, match.start() - _BEFORE), match.start())
            if match and helped:
                right = forms[match[1]][0 if helped["perfect"] else 1]
                span = Span(helped.start(), match.end())
                if not _spoken(article, span):
                    yield Hit(span, ((Edit(match.start(1), match[1], right),),), facts={"form": match[1], "right": right})

    return check


_HELPED = lazy(rf"\b(?:(?P<perfect>{_PERFECT})|{_BASE})(?:{_GAP}(?:{_ADVERBS}|\w{{3,15}}ly))?$")
_BEFORE = 40


_SUBJECT = (
    r"\b([Tt]hey|[Ww]e) (has|was|does|doesn['’]t|wasn['’]t|hasn['’]t)\b(?=\s[a-z])"
    rf"|(?:[.!?;,]|\b(?:and|but|because|which|when|while|so)){_GAP}([Hh]e|[Ss]he|[Ii]t) (have|are|haven['’]t|aren['’]t)\b(?=\s[a-z])"
    r"|(?:^|[.!?]\s|[\r\n])(These|Those|People|This) ((?<!This )(?:is|was|has)|(?<=This )(?:are|have))\b(?=\s[a-z])"
)
_CLOSE = 4  # characters that `_SUBJECT` looks at before and behind what the gate asks for
_MORE = {"has": "have", "was": "were", "does": "do", "is": "are", "doesn": "don", "wasn": "weren", "hasn": "haven"}
_ONE = {"have": "has", "are": "is", "haven": "hasn", "aren": "isn"}
_NO_SUBJECT = lazy(r"(?:\b(?:of|between|like|than|as|what|all|everything|to|for|with|from|by)\s|[\"“‘'’])$", re.IGNORECASE)
_TURNED = lazy(
    r"\b(?:[Dd]o|[Dd]oes|[Dd]id|[Cc]an|[Cc]ould|[Ww]ill|[Ww]ould|[Ss]hould|[Mm]ay|[Mm]ight|[Mm]ust|[Ll]et|that|if|lest|[Hh]ad|[Hh]ave)\b[^.!?]{0,60}$"
)


def subject_verb() -> Check:
    """A pronoun with a verb of the other number, right behind it, outside quotations."""
    found = regex(_SUBJECT)
    likely = finder("|".join(subject_verb_gate()), case=True)

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in (match for near in around(article, likely, _CLOSE) for match in found.finditer(text, *near)):
            group = next(number for number in (1, 3, 5) if match[number])
            subject, verb = match[group], match[group + 1]
            start = match.start(group)
            root, mark, rest = re.split(r"(n['’]t$)", verb) if verb.endswith("t") else (verb, "", "")
            root += "n" * bool(mark)
            right = (_ONE if subject == "This" or group == 3 else _MORE).get(root)
            if right is None or (group == 5 and subject != "This" and root in ("are", "have")):
                continue
            before = text[max(0, start - 80) : start]
            if (group == 1 and _NO_SUBJECT.search(before)) or (group == 3 and _TURNED.search(before)):
                continue
            span = Span(start, match.end(group + 1))
            if not _spoken(article, span):
                new = right + mark[1:] + rest
                yield Hit(span, ((Edit(match.start(group + 1), verb, new),),), facts={"subject": subject, "right": new})

    return check


def subject_verb_gate() -> list[str]:
    """Each pronoun with the verbs it does not take."""
    return [
        r"(?:[Tt]hey|[Ww]e) (?:has|was|does|doesn['’]t|wasn['’]t|hasn['’]t)\s",
        rf"(?:[.!?;,]|and|but|because|which|when|while|so){_GAP}(?:[Hh]e|[Ss]he|[Ii]t) (?:have|are|haven['’]t|aren['’]t)\s",
        r"(?:These|Those|People) (?:is|was|has)\s",
        r"This (?:are|have)\s",
    ]


def known_slip(*, slips: dict[str, str]) -> Check:
    """Wrong words in company that gives them away ("Prime Minster"), with the right ones; capitals are kept."""
    by_length = sorted(slips, key=len)

    def check(article: Article) -> Iterator[Hit]:
        lower = article.lower.replace("\n", " ").replace("\xa0", " ").replace("’", "'")
        found = {at: slip for slip in by_length for at in _places(lower, slip)}  # of two with one beginning, the longer
        done = 0
        for start, slip in sorted(found.items()):
            span = Span(start, start + len(slip))
            if start < done:
                continue
            done = span.end
            old = article.text[slice(*span)]
            new = slips[slip] if old.islower() else _capitals(old, slips[slip])
            if not article.is_verbatim(span):
                yield Hit(span, ((Edit(span.start, old, new),),), facts={"right": new})

    return check


def _places(text: str, words: str) -> Iterator[int]:
    """Where whole words stand in a text."""
    at = text.find(words)
    while at >= 0:
        if _BEGINS.match(text, at) and _ENDS.match(text, at + len(words)):
            yield at
        at = text.find(words, at + 1)


_BEGINS = lazy(r"(?<!\w)")
_ENDS = lazy(r"(?!\w|[-']\w)")


def known_slip_gate(*, slips: dict[str, str]) -> list[str]:
    """Each of them."""
    return [f"(?i){_slip(phrase)}" for phrase in slips]


def _slip(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", _GAP).replace("'", "['’]")


def _capitals(old: str, right: str) -> str:
    """The right words with the capitals of the wrong ones, word by word as far as they go."""
    if old.isupper():
        return right.upper()
    olds, rights = old.split(), right.split()
    if len(olds) == len(rights):
        return " ".join(map(begun_like, olds, rights))
    return begun_like(old, right)


def _spoken(article: Article, span: Span) -> bool:
    return article.touches_quotation(span)
