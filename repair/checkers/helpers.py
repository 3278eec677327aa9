"""`helped-verb`: a verb in a form that its helper does not take ("could addressed", "were affect", "able reach")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from repair.checkers.finder import finder
from repair.checkers.hit import Check, Hit
from repair.checkers.words import entries
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span

_NOT = r"(?:did|does|do|could|would|should|wo|ca)n['’]t|(?:did|does|do|could|would|should|will|can|must|may|might) not"
_PLAIN = rf"would|could|should|must|cannot|might|will|can|{_NOT}"
_WISH = (
    "want|wants|wanted|going|able|unable|try|trying|tried|decided|managed|need|needs|needed|failed|refused|likely|unlikely|expected|supposed"
    "|forced|has|have|had|used|began|continue|continues|continued|hope|hopes|hoped|plans|planned|willing|ready|order"
)
_PLAIN_ED = frozenset("need feed proceed succeed exceed speed bleed breed shed wed embed heed weed seed indeed shred overfeed bed".split())
_PASSIVE = "are|were|been|being"
_PERFECT = "has|had"
_INFINITIVE = (
    "able|unable|going|trying|wanted|wants|decided|forced|supposed|expected|refused|attempted|managed|agreed|hoping|planning|seeking"
    "|willing|determined|unlikely|tried"
)
_NOUNS = ("will", "can", "must", "might")
_BEFORE = 12
_NOUN = lazy(r"\b(?:the|an?|this|that|of|his|her|my|your|our|its|their|free|good|ill|last|own|political|popular|strong) $", re.IGNORECASE)


_OF_A_NOUN = lazy(r"\b(?:the|an?|this|that|his|her|my|your|our|its|their|of|any|another) $", re.IGNORECASE)
_RATINGS = ("buy", "sell")
_GRANTED = ("forced", "agreed", "planned", "wanted")


class Verbs(NamedTuple):
    """Verbs: the plain form by each other form, and the participle by the plain form."""

    plain: dict[str, str]
    participle: dict[str, str]


def helped_verb(*, words: str) -> Check:
    """A verb of the list `words` behind a helper that takes another form of it, in small letters and outside quotations.

    The list has a verb a line in five forms: plain, third person, past, participle, -ing. Any past in -ed counts behind a helper that
    is no noun; without a fix where the verb is not in the list.
    """
    verbs = Verbs({}, {})
    find: Callable[[Article], Iterator[Span]] | None = None
    parts = lazy(rf"({_PLAIN}|(?:{_WISH}) to)|({_PASSIVE}|{_PERFECT})|(?:{_INFINITIVE})")

    def check(article: Article) -> Iterator[Hit]:
        nonlocal find
        if find is None:
            for line in entries(words):
                plain, third, past, participle, ing = line.split(" ")
                verbs.plain.update({form: plain for form in (third, past, participle, ing) if form != plain})
                verbs.participle[plain] = participle
            odd = "|".join(form for form in verbs.plain if not form.endswith(("ed", "ing", "s")))
            after_plain = rf"(?:{_PLAIN}|(?:{_WISH}) to) (?:[a-z]+(?:[^s\W]s|ed|ing)|{odd})"
            after_others = rf"(?:{_PASSIVE}|{_PERFECT}|{_INFINITIVE}) (?:{'|'.join(verbs.participle)})"
            find = finder(rf"\b(?:{after_plain}|{after_others})\b", case=True)
        for span in find(article):
            helper, _, verb = article.text[slice(*span)].rpartition(" ")
            match = parts.fullmatch(helper)
            if not match or article.text[span.end : span.end + 1] in ("-", "'", "’", "\xad") or article.touches_quotation(span):
                continue
            if match[1]:
                right = verbs.plain.get(verb, "")
                before = article.text[max(0, span.start - _BEFORE) : span.start]
                noun = helper in _NOUNS and bool(verb.endswith("ing") or _NOUN.search(before))
                in_ed = verb.endswith("ed") and verb not in _PLAIN_ED and helper not in _NOUNS
                if noun or not (right or in_ed) or (helper.endswith(" to") and verb.endswith("ing")):
                    continue
            elif (not match[2] and _OF_A_NOUN.search(article.text, max(0, span.start - _BEFORE), span.start)) or verb in _RATINGS:
                continue  # the attempted overreach, has buy ratings
            elif verb == "leave" and (match[2] or helper in _GRANTED):
                continue  # had leave to appeal, on forced leave
            else:
                right = verbs.participle[verb] if match[2] else f"to {verb}"
            edit = Edit(span.end - len(verb), verb, right)
            yield Hit(span, ((edit,),) if right else (), facts={"verb": verb, "helper": helper})

    return check
