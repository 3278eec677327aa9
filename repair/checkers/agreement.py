"""Short-range grammar: `verb-form`, `subject-verb`, `counted-noun`, and `known-slip` for wrong words in fixed company."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.span import Edit, Span

_ADVERB = r"(?:(?:just|also|already|recently|since|now|never|ever|only|finally|not|\w{3,15}ly)\s)?"
_PERFECT = r"(?:[Hh]as|[Hh]ave|[Hh]ad|[Hh]aving|hasn['’]t|haven['’]t|hadn['’]t|['’]ve)"
_BASE = (
    r"(?:could|would|should|cannot|(?:could|would|should|did|does|do|ca|wo)n['’]t"
    r"|(?:could|would|should|did|does|do|can|will|must|may|might) not)"
)


def verb_form(*, forms: dict[str, list[str]]) -> Check:
    """A past tense where a participle belongs ("had went"), or where the plain form does ("did not went").

    `forms` gives for each past tense its participle and its plain form. Quotations are left alone: people talk so.
    """
    found = re.compile(_after(_PERFECT, forms) + "|" + _after(_BASE, forms))

    def check(article: Article) -> Iterator[Hit]:
        for match in found.finditer(article.text):
            index = 1 if match[1] else 2
            right = forms[match[index]][index - 1]
            span = Span(*match.span())
            if not _spoken(article, span):
                yield Hit(span, ((Edit(match.start(index), match[index], right),),), facts={"form": match[index], "right": right})

    return check


def verb_form_gate(*, forms: dict[str, list[str]]) -> list[str]:
    """The two expressions."""
    return [_after(_PERFECT, forms), _after(_BASE, forms)]


def _after(helpers: str, forms: dict[str, list[str]]) -> str:
    return rf"\b{helpers}\s{_ADVERB}({'|'.join(forms)})\b(?![-'’])"


_SUBJECT = (
    r"\b([Tt]hey|[Ww]e) (has|was|does|doesn['’]t|wasn['’]t|hasn['’]t)\b(?=\s[a-z])"
    r"|(?:[.!?;,]|\b(?:and|but|because|which|when|while|so))\s([Hh]e|[Ss]he|[Ii]t) (have|are|haven['’]t|aren['’]t)\b(?=\s[a-z])"
    r"|(?:^|[.!?]\s|[\r\n])(These|Those|People|This) ((?<!This )(?:is|was|has)|(?<=This )(?:are|have))\b(?=\s[a-z])"
)
_MORE = {"has": "have", "was": "were", "does": "do", "is": "are", "doesn": "don", "wasn": "weren", "hasn": "haven"}
_ONE = {"have": "has", "are": "is", "haven": "hasn", "aren": "isn"}
_NO_SUBJECT = re.compile(r"(?:\b(?:of|between|like|than|as|what|all|everything|to|for|with|from|by)\s|[\"“‘'’])$", re.IGNORECASE)
_TURNED = re.compile(
    r"\b(?:[Dd]o|[Dd]oes|[Dd]id|[Cc]an|[Cc]ould|[Ww]ill|[Ww]ould|[Ss]hould|[Mm]ay|[Mm]ight|[Mm]ust|[Ll]et|that|if|lest|[Hh]ad|[Hh]ave)\b[^.!?]{0,60}$"
)


def subject_verb() -> Check:
    """A pronoun with a verb of the other number, right behind it, outside quotations."""
    found = re.compile(_SUBJECT)

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in found.finditer(text):
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
        r"(?:[.!?;,]|and|but|because|which|when|while|so)\s(?:[Hh]e|[Ss]he|[Ii]t) (?:have|are|haven['’]t|aren['’]t)\s",
        r"(?:These|Those|People) (?:is|was|has)\s",
        r"This (?:are|have)\s",
    ]


def counted_noun(*, nouns: dict[str, str]) -> Check:
    """Words of number before a singular ("several country in"), or "one of the" before one; `nouns` gives the plurals."""
    found = re.compile(_counted(nouns))

    def check(article: Article) -> Iterator[Hit]:
        for match in found.finditer(article.text):
            span = Span(*match.span(1))
            noun = match[2]
            if not _spoken(article, span):
                yield Hit(span, ((Edit(match.start(2), noun, nouns[noun]),),), facts={"right": nouns[noun]})

    return check


def counted_noun_gate(*, nouns: dict[str, str]) -> list[str]:
    """The expression."""
    return [_counted(nouns)]


def _counted(nouns: dict[str, str]) -> str:
    many = r"(?:[Mm]any|[Ss]everal|[Vv]arious|[Nn]umerous|[Tt]hese|[Tt]hose|[Cc]ountless|[Oo]ne of (?:the|these|those|its|his|her|their))"
    return (
        rf"(?<!how )(?<!not )\b({many} (?:(?:other|different|such|young|main|key|new|big|major|biggest|largest|most \w+) )?"
        rf"({'|'.join(nouns)}))"
        r"(?= (?:who|that|which|of|in|on|at|to|for|with|is|are|was|were|have|has|had|and|will|would|can|could)\b|[.,;:!?](?:\s|$))"
    )


def known_slip(*, slips: dict[str, str]) -> Check:
    """Wrong words in company that gives them away ("Prime Minster"), with the right ones; capitals are kept."""
    found = re.compile(_slips(slips), re.IGNORECASE)

    def check(article: Article) -> Iterator[Hit]:
        for match in found.finditer(article.text):
            old = match.group()
            right = slips[" ".join(old.lower().replace("’", "'").split())]
            new = right if old.islower() else _capitals(old, right)
            span = Span(*match.span())
            if not article.is_verbatim(span):
                yield Hit(span, ((Edit(span.start, old, new),),), facts={"right": new})

    return check


def known_slip_gate(*, slips: dict[str, str]) -> list[str]:
    """The expression."""
    return [f"(?i){_slips(slips)}"]


def _slips(slips: dict[str, str]) -> str:
    phrases = (re.escape(phrase).replace(r"\ ", r"\s").replace("'", "['’]") for phrase in sorted(slips, key=len, reverse=True))
    return rf"\b(?:{'|'.join(phrases)})\b(?![-'’]\w)"


def _capitals(old: str, right: str) -> str:
    """The right words with the capitals of the wrong ones, word by word as far as they go."""
    if old.isupper():
        return right.upper()
    olds, rights = old.split(), right.split()
    if len(olds) == len(rights):
        return " ".join(new[0].upper() + new[1:] if was[0].isupper() else new for was, new in zip(olds, rights, strict=True))
    return right[0].upper() + right[1:] if old[0].isupper() else right


def _spoken(article: Article, span: Span) -> bool:
    return article.touches_quotation(span)
