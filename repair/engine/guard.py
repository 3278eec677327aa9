"""The fact guard: what a fix would change besides wording.

Names, numbers, dates, units, negations, hedges and quoted words must be the same before and after a fix, repetition
apart. A fix that changes one is never safe, and its finding says what would change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from repair.text.article import Article
from repair.text.fold import fold_words
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.recode import only_respelt
from repair.text.span import Edit, Span, apply_edits

_NUMBER = lazy(r"\d+(?:[.,:/-]?\d+)*(?:\s?(?:%|percent|per cent|million|billion|trillion|[kcm]?m|k?g|°[CF]?|[ap]\.?m\b))?")
_NAME = lazy(r"[A-ZÀ-Þ](?<![\w’'].)\w*(?:[’'-]\w+)*")  # begins with what is rare, to be quick
_WORD = lazy(r"\w+(?:['’][Tt]\b)?")
_LETTERS = lazy(r"\w+")
_TELLING = {
    **dict.fromkeys(
        """
        monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
        november december yesterday today tomorrow
        """.split(),
        "date",
    ),
    **dict.fromkeys("not no never none nobody nothing neither nor without cannot".split(), "negation"),
    **dict.fromkeys(
        """
        alleged allegedly reported reportedly apparent apparently claim claims claimed suspected purported purportedly may might could
        possible possibly perhaps probable probably likely unlikely about around nearly almost approximately accused denied denies
        """.split(),
        "hedge",
    ),
}
_KINDS = ("number", "name", "date", "negation", "hedge")
_OF_A_WORD = ("negation", "hedge")
"""Facts that belong to the word they stand by: that the same is said elsewhere makes up for nothing."""
_TAGS = lazy(
    r"\s*(?:</?(?:p|br|em|b|i|u|a|div|ul|ol|li|dl|dt|dd|img|tr|td|th|hr|sup|sub|big|nav|del|ins|pre|cite|h[1-6]|code|span|font|small|strong|center|strike|table|tbody|thead|section|article|header|footer|aside|main"
    r"|figure|figcaption|blockquote|iframe|video|audio|source|picture|noscript)(?:\s[^<>]{0,3000})?/?>\s*){1,50}",
    re.IGNORECASE,
)
_PASSAGE = 4
_MOST_NAMED = 4
_NEAR = 30
_REACH = 3000  # how far from an edit a longer block is looked at
_LONGEST_WORD = 60
_LINE_ENDS = frozenset("\r\n")
_BEFORE_SENTENCE = tuple(".!?:…|•·")
_OPENS = "\"'“‘([" + "".join(filter(str.isspace, map(chr, range(0x3001))))
_ORDINARY = frozenset(
    """
    a about above add ad ads advertisement advertising after all also an and any app apps are article articles as ask at
    author authors back be below below breaking browse but by can caption check click close comment comments contact
    contents continue continues copy credit daily day did digital discuss do don't donate download edit editor email
    enlarge enter error everything explore feedback find follow following for free from full gallery get getty glance go
    got has have he headlines help here hide highlights his home how i icon if image in inbox is it it's its join just
    keep key know later latest learn like link links listen live load loading local log login look made main media menu
    miss missing more morning most must my need never new news newsletter newsletters next no not now numbers of off on
    one only open opinion or other our page photo photos picture pictures play please podcast points policy poll popular
    post posts preferences press print printer privacy published quiz rated read reading recommended related reply
    report reporter rights save scroll search section see send share shares she show sign skip so sponsored start
    stories story subscribe subscriber support tags terms thanks that the their them there they this to today top topics
    trending try turn tweet unlimited up update updated updates us use video videos view vote want was watch we we've
    weather weekly were what when where which who why will with world would you your you'll you're
    """.split()
)


def lost_facts(article: Article, edits: Sequence[Edit], witness: Iterable[Span] = ()) -> list[str]:
    """What of fact the edits would add to or take from the text, each as a phrase for a person; empty when nothing.

    Looked at are the blocks that the edits touch together with the witnesses that stay: a fact that is only said
    once more is not lost by dropping the repetition. What an edit only spells or spaces anew is the same fact.
    """
    edits = [edit for edit in edits if not only_respelt(article.text, *edit)] and edits
    if not edits or all(_only_tags(article.text, edit) for edit in edits):
        return []
    witness = tuple(witness)
    lost = _changes(*_surroundings(article, edits, witness, _NEAR))
    if lost:  # what is gone here may still be said farther off
        texts = _surroundings(article, edits, witness, _REACH)
        folded = [text.casefold() for text in texts]
        lost = [one for one in lost if one.word not in folded[one.lacking] or not _says(texts[one.lacking], one)]
    changes = [one.phrase for one in lost]
    if not changes:
        changes = [change for edit in edits for change in _turned(article, edit, witness)]
    if not changes and _quoted_changed(article, [edit for edit in edits if not _said_again(article, edit, witness)]):
        changes.append("quoted words")
    return changes[:_MOST_NAMED]


def _only_tags(text: str, edit: Edit) -> bool:
    """True for an edit that takes out nothing but tags of HTML, which no reader of the page sees, and joins no words."""
    apart = edit.new.isspace() or not (text[edit.start - 1 : edit.start].isalnum() and text[edit.end : edit.end + 1].isalnum())
    return apart and not edit.new.strip() and _TAGS.fullmatch(edit.old) is not None


class _Change(NamedTuple):
    """A fact that one of two texts has and the other, the text number `lacking`, has not."""

    kind: str
    key: str
    phrase: str
    lacking: int

    @property
    def word(self) -> str:
        """What stands, case apart, wherever the fact does."""
        return self.key.replace("'", " ").split(" ", 1)[0].casefold()


def _changes(before: str, after: str) -> list[_Change]:
    """The facts that are in one of two texts only."""
    old, new = _facts(before), _facts(after)
    return [change for kind in _KINDS for change in _difference(kind, old[kind], new[kind])]


def _says(text: str, change: _Change) -> bool:
    return any(key == change.key for key, _ in _facts(text)[change.kind])


def _turned(article: Article, edit: Edit, witness: Iterable[Span]) -> list[str]:
    """What an edit turns round though all is still said: one of two negations or hedges gone or come, names that change places.

    Words said again where they are taken out are a repetition; and a whole passage takes no negation from another.
    """
    start, end = _word_begin(article.text, edit.start), edit.end
    while end < len(article.text) and end < edit.end + _LONGEST_WORD and article.text[end].isalnum():
        end += 1
    before = article.text[start:end]
    after = article.text[start : edit.start] + edit.new + article.text[edit.end : end]
    old, new = _facts(before, turned=True), _facts(after, turned=True)
    if old == new:
        return []
    turned = []
    for kind in _KINDS:
        said, kept = ([key for key, _ in facts[kind]] for facts in (old, new))
        if kind in _OF_A_WORD and sorted(said) != sorted(kept) and not _repeats(article, edit, witness):
            turned.append(kind)
        elif kind == "name" and said != kept and sorted(said) == sorted(kept):
            turned.append("order of names")
    return turned


def _repeats(article: Article, edit: Edit, witness: Iterable[Span]) -> bool:
    """True when what an edit takes out is said right before or behind it, or by a witness, or is a passage with words of its own."""
    gone, kept = fold_words(edit.old), fold_words(edit.new)
    if kept or not gone:
        return set(kept) == set(gone) and len(kept) < len(gone)
    near = len(edit.old) + _LONGEST_WORD
    behind = fold_words(article.text[edit.end : edit.end + near])[: len(gone)]
    ahead = fold_words(article.text[max(0, edit.start - near) : edit.start])[-len(gone) :]
    return len(gone) >= _PASSAGE or gone in (ahead, behind) or _said_again(article, edit, witness)


def _surroundings(article: Article, edits: Sequence[Edit], witness: Iterable[Span], reach: int) -> tuple[str, str]:
    """The text around the edits, no farther off than `reach` and in their blocks, with the witnesses: as it is, and with the edits made."""
    low = min(edit.start for edit in edits)
    high = max(edit.end for edit in edits)
    first, last = article.block_at(low), article.block_at(high)
    low = max(first.start, _word_begin(article.text, low - reach)) if first else low
    high = min(last.end, max(high, _word_begin(article.text, high + reach))) if last else high
    local = [Edit(start - low, old, new) for start, old, new in edits]
    kept = "\n".join(article.text[span.start : span.end] for span in witness if span.start < low or span.end > high)
    text = article.text[low:high]
    return f"{text}\n{kept}", f"{apply_edits(text, local)}\n{kept}"


def _word_begin(text: str, offset: int) -> int:
    """The offset, or where the word that it would cut begins."""
    offset = max(0, min(offset, len(text)))
    ahead = text[max(0, offset - _LONGEST_WORD) : offset]
    return offset if offset == len(text) or not ahead or ahead[-1].isspace() else offset - len(ahead.split()[-1])


@lru_cache(maxsize=8)  # several findings of a block are judged by the same text
def _facts(text: str, turned: bool = False) -> Mapping[str, list[tuple[str, str]]]:
    """The facts of a text by kind, in order, each in its folded form and as it stands.

    Of names the sure ones; or, for what may be `turned` round, every one, and no numbers.
    """
    said: dict[str, list[tuple[str, str]]] = {kind: [] for kind in _KINDS}
    if turned:
        said["name"] = [(_folded(name), name) for name in _NAME.findall(text)]
    else:
        said["number"] = [(_folded(number), number) for number in _NUMBER.findall(text)]
        for match in _NAME.finditer(text):
            name = match.group()
            key = _folded(name)
            if key not in _ORDINARY and not _only_begins(text, match):
                said["name"].append((key, name))
    lower = text.lower().replace("’", "'")
    if "n't" not in lower and _TELLING.keys().isdisjoint(_LETTERS.findall(lower)):
        return said
    for word in _WORD.findall(text):
        key = word.lower().replace("’", "'")
        if key in _TELLING or key.endswith("n't"):
            said[_TELLING.get(key, "negation")].append((key, word))
    return said


@lru_cache(maxsize=1000)
def _folded(fact: str) -> str:
    return " ".join(fold_words(fact)) or fact


def _only_begins(text: str, match: re.Match[str]) -> bool:
    """True for a capital that a sentence's or line's beginning explains: no second capital follows, none precedes."""
    start, end = match.span()
    before = text[max(0, start - 8) : start]
    ahead = before.rstrip(_OPENS)
    if not (ahead.endswith(_BEFORE_SENTENCE) or (not ahead and start <= 8) or not _LINE_ENDS.isdisjoint(before[len(ahead) :])):
        return False
    return not (text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()) and not match.group().isupper()


def _difference(kind: str, before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> list[_Change]:
    if before == after:
        return []
    old, new = dict(before), dict(after)
    lost = [_Change(kind, key, f'{kind} "{fact}"', 1) for key, fact in old.items() if key not in new]
    return lost + [_Change(kind, key, f'{kind} "{fact}" (new)', 0) for key, fact in new.items() if key not in old]


def _said_again(article: Article, edit: Edit, witness: Iterable[Span]) -> bool:
    """True for an edit that only takes out what a witness that stays says word for word."""
    gone = edit.old.strip()
    kept = (article.text[span.start : span.end] for span in witness if not span.overlaps(edit.span))
    return not edit.new and bool(gone) and any(gone in text for text in kept)


def _quoted_changed(article: Article, edits: Sequence[Edit]) -> bool:
    """True when an edit changes words, not only spacing, marks or a repetition, inside quotation marks."""
    for edit in edits:
        if not article.touches_quotation(edit.span):
            continue
        before, after = fold_words(edit.old), fold_words(edit.new)
        if "".join(before) != "".join(after) and not set(before) <= set(after):
            block = article.block_at(edit.start)
            around = fold_words(article.text[max(block.start, edit.start - _REACH) : min(block.end, edit.end + _REACH)]) if block else ()
            if any(around.count(word) < 2 for word in set(before) - set(after)):
                return True
            if set(after) - set(before):
                return True
    return False
