"""Apostrophes, quotation marks and dashes that an encoding turned into question marks or dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.checkers.finder import finder
from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.quotations import in_house_style
from repair.text.span import Edit, Span

_TAIL = r"(?:s|re|ve|ll|d|m)"
_FORGOT = r"(?:is|was|does|did|has|had|would|should|could|are|were|have|do|ca|wo|must|need|ai)n"
_STOOD_IN = lazy(rf"\b[A-Za-z]+(?:(?<=[A-Za-z])(?P<mark>[?¿�])(?={_TAIL}\b)|(?<=n)(?P<negated>[?¿�])(?=t\b))(?:{_TAIL}|t)(?!=)")
_SHORTENED = frozenset(
    "i you he she it we they who what that there here where when how this these those could would should might must".split()
)
_LOST_LETTER = lazy(rf"[A-Za-z][?¿�](?!(?:{_TAIL}|t)\b)[a-z]+")


def question_mark_apostrophe() -> Check:
    """A question mark (or "¿", or the replacement character) where an apostrophe stood: "report?s", "don?t".

    Sure where the article lost no quotation marks and no letters the same way, for then more of a word may be gone, and where
    the word is one that goes with such a rest.
    """

    def check(article: Article) -> Iterator[Hit]:
        alone: bool | None = None
        for match in _STOOD_IN.finditer(article.text):
            place = Span(*match.span())
            if article.is_verbatim(place):
                continue
            if alone is None:
                letters = (Span(*found.span()) for found in _LOST_LETTER.finditer(article.text))
                alone = _QUOTE.search(article.text) is None and all(map(article.is_verbatim, letters))
            at = max(match.start("mark"), match.start("negated"))
            goes = article.text[at + 1 : place.end] in ("s", "t") or article.text[place.start : at].lower() in _SHORTENED
            yield Hit(place, ((Edit(at, article.text[at], in_house_style("’", article.curly)),),), sure=alone and goes)

    return check


def question_mark_apostrophe_gate() -> list[str]:
    """The mark between a letter and the rest of a contraction."""
    return [r"[A-Za-z][?¿�](?:s|t|re|ve|ll|d|m)(?:\W|$)"]


_QUOTE = lazy(
    r"[?�](?:(?P<open>(?:(?<=[\s(—–].)|(?<=^.))(?=[A-Za-z]))|(?P<close>(?<=[.,!].)(?=[\s)]|$)))",
    re.MULTILINE,
)
_SENTENCE_END = lazy(r"[.!?](?= )")
_STOPPED = lazy(r"(?:\b[A-Za-z]|\b(?:etc|al|Inc|Ltd|Co|Corp|Jr|Sr|vs|No|St|Mr|Mrs|Dr|Calif|Fla)|\.)\.$")


_ASTRAY = {  # the sign comes first, so that `re` leaps from one to the next
    sign: lazy(rf"{re.escape(sign)}(?:(?:(?<=^.)|(?<=[\s(—–].))[A-Za-z]|(?<=[.,!].)(?:[\s)]|$))") for sign in "?\ufffd"
}


def question_mark_quote() -> Check:
    """A question mark where a quotation mark stood: "?That is right.?". Abbreviations before a question mark stay.

    Where there are several, also a dash that became one ("we waited ? not long"), and words that the same damage swallowed
    parts of: "wedon have", "overTrump wall".
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        if not any(sign in text and astray.search(text) for sign, astray in _ASTRAY.items()):
            return
        found = [match for match in _QUOTE.finditer(text) if not _STOPPED.search(text, max(0, match.start() - 8), match.start())]
        if all(text[match.start() - 1 : match.end()] == "!?" for match in found):
            return  # shouted questions
        damaged = len(found) >= _LEAST_MARKS
        dashes = list(_DASH_LOST.finditer(text)) if damaged else []
        apostrophe = in_house_style("’", article.curly)
        for match in dashes:
            yield Hit(Span(*match.span()), ((Edit(match.start("mark"), "?", "–"),),))
        for match in found:
            start, end = match.span()
            if match.lastgroup == "open" and any(
                0 < start - dash.end() < _ASIDE and not _SENTENCE_END.search(text, dash.end(), start) for dash in dashes
            ):
                clause = _OPENS_CLAUSE.match(text, end)
                tail = (Edit(clause.end(), "", apostrophe + "s"),) if clause else ()
                yield Hit(Span(start, clause.end() if clause else end), ((Edit(start, "?", "– "), *tail),))
                continue
            mark = in_house_style("“" if match.lastgroup == "open" else "”", article.curly)
            low, high = start, end
            if match.lastgroup == "open":
                while high < len(text) and text[high].isalpha():
                    high += 1
            else:
                low -= 1
            yield Hit(Span(low, high), ((Edit(start, match.group(), mark),),))
        if damaged:
            yield from _swallowed(text, apostrophe)

    return check


def question_mark_quote_gate() -> list[str]:
    """A question mark right before a word or right after a stop."""
    return [r"(?:[\s(—–]|\A)[?�][A-Za-z]", r"[.,!][?�](?:[\s)]|$)"]


_APART = (
    rf"\b(?:{_FORGOT} t|(?:you|we|they|You|We|They) (?:re|ve|ll)|I (?:m|ve|ll)"
    r"|(?:it|that|he|she|what|there|who|here|It|That|He|She|What|There|Who|Here) (?:s|ll))\b"
)
_TOGETHER = (
    r"\b(?:(?:[Ii]s|[Ww]as|[Dd]oes|[Dd]id|[Hh]as|[Hh]ad|[Ww]ould|[Ss]hould|[Cc]ould|[Ww]ere|[Hh]ave|[Dd]o)nt"
    r"|(?:they|you)(?:re|ve)|theyll|youll"
    r"|(?:compan|countr|famil|count|industr|ministr|arm|universit|authorit|agenc|communit|centur|econom|secretar)ys)\b"
)
_BE = r"(?:be|do|have|get|go|let|even|make|take|stop|know|see|come|give|say|tell|help|find|believe|wait|afford)"
_FORGOT_IT = (
    r"\b[Ii]ts(?= (?:an?(?! cappella)|not|been|the|my|our|your|his|their|going to|just (?:an?|the|that|not)|like an?|about time"
    r"|(?:hard|easy|time|important|difficult|impossible) to|also (?:an?|the|not)|still (?:an?|the|not)|all about|too (?:late|early|bad))"
    r"(?: [a-z]{3}|,))"
)
_FORGOT_ALONE = (
    rf"\b(?:[Tt]hats(?= [a-z])|[Tt]heres(?= [a-z])|(?:[Ww]o|[Cc]a)nt(?= {_BE}[ ,.])"
    r"|(?<!-)Im(?= (?:not|going|an?|so|sure|just|very|glad|happy|sorry|the|in|still) ))"
)
_PERHAPS = [  # no look-around: for a first look
    expression.replace("(?=", "(?:").replace("(?! cappella)", "").replace("(?<!-)", "") for expression in (_FORGOT_IT, _FORGOT_ALONE)
]
_LOST = lazy(rf"(?P<apart>{_APART}(?! ?[.']\w))|(?P<together>{_TOGETHER})|(?P<alone>{_FORGOT_IT}|{_FORGOT_ALONE})")


def lost_apostrophe() -> Check:
    """A contraction without its apostrophe, parted by a blank ("don t", "you re") or not ("didnt", "theyre")."""

    likely = finder("|".join((_APART, _TOGETHER, *_PERHAPS)), case=True)

    def check(article: Article) -> Iterator[Hit]:
        robbed = None
        for found in likely(article):
            match = _LOST.match(article.text, found.start)
            if match is None:
                continue
            if match.lastgroup == "together" and robbed is None:
                robbed = _robbed(article.text)
            old, start = match.group(), match.start()
            place = Span(*match.span())
            if article.is_verbatim(place) or article.text[place.end : place.end + 1] == "-" or (match.lastgroup == "together" and robbed):
                continue  # when you re-apply
            mark = in_house_style("’", article.curly)
            if match.lastgroup == "apart":
                edit = Edit(start + old.index(" "), " ", mark)
            else:
                edit = _contracted(match, mark) if match.lastgroup == "together" else Edit(place.end - 1, "", mark)
            yield Hit(place, ((edit,),))

    return check


def _contracted(match: re.Match[str], mark: str) -> Edit:
    return Edit(match.end() - (1 if match.group().endswith(("t", "ys")) else 2), "", mark)


def lost_apostrophe_gate() -> list[str]:
    """A contraction, or what is left of one standing alone."""
    return [r"\w[ -$](?:s|t|m|re|ve|ll)(?:\W|\Z)", _TOGETHER, *_PERHAPS]


_REPLACED = lazy("\ufffd+")


def replacement_character() -> Check:
    """U+FFFD, which a decoder puts where it understood nothing, unless another check knows what stood there."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        known = {max(m.start("mark"), m.start("negated")) for m in _STOOD_IN.finditer(text)} | {m.start() for m in _QUOTE.finditer(text)}
        for match in _REPLACED.finditer(text):
            if match.start() not in known:
                yield Hit(Span(*match.span()))

    return check


def replacement_character_gate() -> list[str]:
    """The character."""
    return ["\ufffd"]


_MARKS = lazy("['\"“”‘’]")
_EVIDENCE = lazy(_TOGETHER)
_POSSESSIVE = lazy(r"\b(?P<owner>[A-Z][a-z]{2,})s(?= (?:[A-Z]{2,}|[a-z]{3,})\b)")
_WORD = lazy(r"\b\w+\b")
_WORD_REACH = 60
_DASH = lazy(r"(?<=[a-z,A-Z0-9])  (?=[a-zA-Z])")
_SAID = (
    r"(?:said|says|wrote|writes|added|adds|told|asked|replied|explained|insisted|tweeted"
    r"|recalled|noted|continued|claimed|warned|argued|joked)"
)
_ATTRIBUTED = lazy(
    rf"^(?P<first>[A-Z][^\r\n“”\"]{{8,400}}?),(?P<said> {_SAID} [A-Z][\w.-]+(?: [A-Z][\w.-]+){{0,3}}\.)"
    r"(?P<rest> [^\r\n“”\"]{1,400}[.!?])?$",
    re.MULTILINE,
)
_LEAST = 600


def _robbed(text: str) -> bool:
    """True for a long text without any quotation mark or apostrophe that holds a contraction without its own."""
    return len(text) >= _LEAST and not _MARKS.search(text) and _EVIDENCE.search(text) is not None


def lost_marks() -> Check:
    """In an article that lost all its quotation marks and apostrophes: contractions, owners, dashes and attributed speech without theirs.

    The evidence is a long text without any such mark that holds a contraction ("didnt").
    """

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        if not _robbed(text):
            return
        for match in _EVIDENCE.finditer(text):
            yield Hit(Span(*match.span()), ((_contracted(match, "’"),),))
        words = frozenset(_WORD.findall(text))
        for match in _POSSESSIVE.finditer(text):
            before = text[max(0, match.start() - _WORD_REACH) : match.start()].rstrip().rpartition(" ")[2]
            if before.lower() != "the" and (before[:1].isupper() or match["owner"] in words):
                yield Hit(Span(*match.span()), ((Edit(match.end("owner"), "", "’"),),))
        for match in _DASH.finditer(text):
            yield Hit(Span(*match.span()), ((Edit(match.start(), "  ", " — "),),))
        for match in _ATTRIBUTED.finditer(text):
            edits = [Edit(match.start(), "", "“"), Edit(match.end("first") + 1, "", "”")]
            if match["rest"]:
                edits += [Edit(match.start("rest") + 1, "", "“"), Edit(match.end("rest"), "", "”")]
            yield Hit(Span(*match.span()), (tuple(edits),))
        for block in article.blocks[1:]:
            if article.blocks[block.number - 1].text.endswith(":") and block.text[0].isupper() and block.text[-1] in ".!?":
                yield Hit(block.span, ((Edit(block.start, "", "“"), Edit(block.end, "", "”")),))

    return check


def lost_marks_gate() -> list[str]:
    """The contraction that is the evidence."""
    return [_TOGETHER]


_APOSTROPHE_APART = lazy(r"(?P<mark> ?(?:''|’’)| ['’])s\b(?![’'])")


def apostrophe_apart() -> Check:
    """A doubled apostrophe before a genitive "s" ("boat’’s"), or one parted from its name by a blank ("Velm ’s")."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for match in _APOSTROPHE_APART.finditer(text):
            start = match.start()
            while start > 0 and text[start - 1].isalpha():
                start -= 1
            doubled = len(match["mark"].strip()) == 2
            if start == match.start() or not (doubled or (text[start].isupper() and _NOUN_NEXT.match(text, match.end()))):
                continue
            mark = in_house_style("’", article.curly and "'" not in match["mark"])
            yield Hit(
                Span(start, match.end()), ((Edit(match.start(), match["mark"], mark),),), sure=doubled, severity=None if doubled else "info"
            )

    return check


def apostrophe_apart_gate() -> list[str]:
    """Two apostrophes, or a blank and one, before an s."""
    return ["''s|’’s", r" ['’]s\s"]


_NOUN_NEXT = lazy(r" [a-z]{2}")
_NOT = r"(?:don|doesn|didn|isn|weren|wasn|aren|hasn|haven|hadn|couldn|wouldn|shouldn)"
_PERSON = r"(?:we|they|you|it|he|she|who|that|I)"
_BEFORE = (
    r"(?:because|people|that|and|but|if|when|what|where|than|so|think|know|say|said|says|as|for|since|while|though|until|before|after)"
)
_NO_VERB = r"(?= (?:not|all|also|always|just|never|still|now|so|too|very|the|an?|in|on|at|about|got|been|why|how|no|one|[a-z]{2,12}ing)\b)"
_SWALLOWED = lazy(
    rf"\b(?P<before>[Ii]f|[Bb]ecause|[Aa]nd|[Bb]ut|[Tt]hat|{_PERSON})(?P<negated>{_NOT})\b(?!['’])"
    rf"|\b(?P<link>{_BEFORE})(?P<person>we|they|you|it|he|she)(?= [a-z])(?!['’])"
    r"|\b(?P<word>[A-Za-z]{2,})(?P<owner>[A-Z][a-z]{2,})(?= [a-z]{3,})"
    r"|\b(?P<host>[A-Z][a-z]{2,})(?P<pointer>that|what|there)(?= [a-z])"
    r"|\b(?P<which>[Tt]his|[Ll]ast|[Nn]ext)(?P<time>year|week|month|season)(?= [a-z]{3})"
    rf"|(?<=[A-Za-z]{{2}}[.!?])(?:(?P<opening>They|We|You|He|She|It|That|There|What){_NO_VERB}|(?P<here>Here)(?= [a-z]{{4,}} [a-z]))"
)
_PLURAL = frozenset("we they you".split())
_PARTICIPLE = lazy(r" (?:got|been|had|seen|done|taken|gone)\b")
_LEAST_MARKS = 2
_DASH_LOST = lazy(r"(?<=[a-z]) (?P<mark>\?)(?= [a-z])")
_ASIDE = 160
_OPENS_CLAUSE = lazy(
    r"(?:what|that|it|there|here|he|she)(?= [a-z])(?! (?:is|was|were|are|has|had|will|would|can|could|should|did|does|do|may|might"
    r"|the|he|she|they|we|you|I)\b)"
)


def _swallowed(text: str, mark: str) -> Iterator[Hit]:
    """Words that lost the blank before and the end behind their apostrophe: "wedon have", "overTrump wall", "say.That why"."""
    for match in _SWALLOWED.finditer(text):
        if (match["owner"] and match["word"] in _NAMES_BEGIN) or (match["host"] and len(text.split(match["host"], 2)) < 3):
            continue
        kind = next(name for name in ("negated", "person", "owner", "pointer", "time", "opening", "here") if match[name])
        tail = "t" if kind == "negated" else "s"
        if match[kind].lower() in _PLURAL:
            tail = "ve" if _PARTICIPLE.match(text, match.end()) else "re"
        yield Hit(Span(*match.span()), ((Edit(match.start(kind), "", " "), Edit(match.end(), "", mark + tail)),))


_NAMES_BEGIN = frozenset("Mc Mac De La Le You Face Tik Linked Snap Pay Git Whats".split())
