"""What makes a line a headline, and what makes it the headline of another story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Span

_WORD = lazy(r"[^\W_]+(?:['’-][^\W_]+)*")
_MODAL = frozenset("will would could should may might must won't".split())  # headlines leave out "is" and "has"; subheadings do not
_PRESENT = frozenset("is are has have will".split())
_NEVER_FIRST = frozenset(  # questions, advice, and what goes on from the sentence before
    """and but or so yet though although because however it he she they we i you there this these those
    how why what when where who which if is are do does did can should
    keep use make take get give go find avoid check choose don't know let look put start stay stop try ask be bring buy
    consider create follow learn plan read remember see steer think turn watch write pick add eat never always""".split()
)
_BEFORE_TO = frozenset(
    """how what where when ways way things thing steps reasons questions places time need right chance nothing something lots
    have has had is are was want going got able used""".split()
)
_AFTER_PARTICIPLE = frozenset(
    "about after against and as at by down during for from in into off on out over to under until up with".split()
)
_NEVER_LAST = _AFTER_PARTICIPLE - {"down", "off", "out", "over", "up"} | frozenset(
    "a an the and or but of that which his her its their".split()
)
_CALENDAR = lazy(r"(?i)\b(?:pictures|photos|images|quotes?|quiz|cartoons?|questions?) of the (?:day|week|month|year)\b")
_EMPTY = frozenset(
    """a about after again against all also an and any are as at away back be been before being best between big both but by
    came can come could day days did do does done down each even every few first five for four from full get gets go goes
    going good got great had half has have he her here high him his home how hundred i if in into is it its just keep large last
    late latest least less like little long look low made make makes man many may men might million more most much must
    near need never new next night nine no not now of off often old on once one only or other others our out over own
    part people place put real said same say says second set seven she should six small so some still such take takes ten
    than that the their them then there these they thing things third this those though thousand three through time to
    today too top turn two under until up us use very want was way we week weeks well went were what when where which
    while who why will with without work world would year years yet you young your yesterday tomorrow
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december""".split()
)
_GOES_ON = ("but ", "and ", "or ", "so ", "yet ", "because ", "(", "by ", "from ")
_NO_HEADLINE = lazy(
    r"[|/@{}©;]|[a-z][.!?] |,.*,|\b(?:photo|image|picture|credit|courtesy|getty|privacy|newsletter)s?\b"
)  # lists, credits, notices
_MANY = 4  # telling words, of which a subheading would share one
_WORDY = 7  # blanks in a line that has no more of them
_FEW = 120  # words below which a text is too short to share none by chance


class Verbs(NamedTuple):
    """The forms in which headlines put verbs."""

    base: frozenset[str]
    third: frozenset[str]
    participle: frozenset[str]

    @classmethod
    def of(cls, base: Iterable[str], participles: Iterable[str]) -> Verbs:
        """From base forms and irregular or common participles."""
        bases = frozenset(base)
        return cls(bases, frozenset(map(_third, bases)), frozenset(participles))

    def any(self, word: str) -> bool:
        """True for any form of a known verb."""
        return word in self.base or word in self.third or word in self.participle


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"


def is_headline(text: str, verbs: Verbs, *, present: bool = False, loose: bool = False) -> bool:
    """True when the line says that something happens: a subject and a verb in a form that headlines use.

    Questions and advice ("How to …", "Keep it dry") are none. `present` asks for a verb in the present tense;
    `loose` takes any verb form for a verb.
    """
    words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    if len(words) < 3 or words[0] in _NEVER_FIRST or words[-1] in _NEVER_LAST:
        return False
    if text[-1] == "?" or not (loose or text[0].isalnum() or text[0] in "‘“"):
        return False
    if not present and _CALENDAR.search(text):
        return True
    for index in range(1, len(words)):
        word, before = words[index], words[index - 1]
        behind = words[index + 1] if index + 1 < len(words) else ""
        if word in (_PRESENT if present else _MODAL):
            return True
        if loose and len(words) > 7 and (word in _PRESENT or (len(word) > 4 and word.endswith("ed"))):
            return True
        if word in verbs.third and (loose or (behind not in ("", "of", "and", "or") and before not in _EMPTY)):
            return True
        if word in verbs.base and before.endswith("s") and not before.endswith(("ss", "'s")) and before not in _EMPTY and behind:
            return True
        if present:
            continue
        if word in verbs.participle and (loose or behind in _AFTER_PARTICIPLE):
            return True
        if word == "to" and behind in verbs.base and before not in _BEFORE_TO:
            return True
        if word in ("that", "who") and before not in _EMPTY and behind and index + 2 < len(words):
            return True
    return False


class Foreign:
    """Tells lines whose telling words are none of the article's.

    Function words, the commonest nouns, and the verbs of headlines tell nothing. None of the other words may stand in the
    paragraphs near by nor, with one exception for a long line, anywhere else.
    """

    def __init__(self, article: Article, verbs: Verbs) -> None:
        self._text = article.lower
        self._verbs = verbs

    def line(self, line: Span, near: Sequence[Span]) -> bool:
        """True when this line is foreign; `near` are the paragraphs it would belong to."""
        text = self._text
        telling = _telling(text[line.start : line.end], self._verbs)
        if not telling or (len(telling) < 2 and text.count(" ", line.start, line.end) < 5):
            return False
        if text.count(" ", 0, 20_000) < _FEW:
            return False
        shared = [stem for stem in telling if _stands(stem, text, 0, line.start) or _stands(stem, text, line.end, len(text))]
        if not shared:
            return True
        return len(telling) >= 4 and len(shared) == 1 and not any(_stands(shared[0], text, *span) for span in near)

    def wholly(self, line: Span) -> bool:
        """True when the line has so many telling words, and the article none of them, that it says something else whatever its form."""
        text = self._text
        said = text[line.start : line.end]
        telling = _telling(said, self._verbs)
        if len(telling) < _MANY or text.count(" ", 0, 20_000) < _FEW or said.startswith(_GOES_ON) or _NO_HEADLINE.search(said):
            return False
        if len(telling) == _MANY and text.count(" ", line.start, line.end) < _WORDY:
            return False
        return not any(_stands(stem, text, 0, line.start) or _stands(stem, text, line.end, len(text)) for stem in telling)


def _telling(text: str, verbs: Verbs) -> list[str]:
    """The stems of the words that tell what a line is about."""
    words = (word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.lower()))
    return list(dict.fromkeys(_stem(word) for word in words if len(word) > 2 and word not in _EMPTY and not verbs.any(word)))


_ENDINGS = ("ies", "ied", "ing", "ers", "ed", "es", "er", "s", "y", "e")


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 - (ending == "s") and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


def _stands(stem: str, text: str, start: int, end: int) -> bool:
    """True when this word, with any common ending, stands in this stretch."""
    at = text.find(stem, start, end)
    while at >= 0:
        behind = at + len(stem)
        if at == 0 or not text[at - 1].isalnum():
            stop = behind
            while stop < behind + 5 and text[stop : stop + 1].isalpha():
                stop += 1
            if stop == behind or text[behind:stop] in _ENDINGS or text[behind:stop] == text[behind - 1] + "ing":
                return True
        at = text.find(stem, behind, end)
    return False
