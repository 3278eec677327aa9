"""The findings of an article: rules run, hits told as findings, fixes guarded."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import accumulate
from operator import itemgetter

from repair.checkers.hit import Check, Hit
from repair.rulebook.book import Book
from repair.rulebook.rule import Finding, Fix, Rule
from repair.text.article import Article
from repair.text.digest import blake2b
from repair.text.fold import fold
from repair.text.named import NamedTuple
from repair.text.span import Edit, Span

_NEAR = 80
_WORDS_NEAR = 2
_WIDE = 60
_MANY = 3
"""So many slips in one text are more than its writer's own; fewer of a rule that says so by `safe-from`."""
_FEW, _MIDDLING = 2, 3_200
"""In a text of fewer characters, some 500 words, so many are."""
_LITTLE = 600
"""In a text of fewer characters one slip is as much as several in an article."""
_AS_WRITTEN = (" [sic]", " (sic)")
"""What stands behind words that a writer knows to be odd."""
_MENTIONED = 40
_OPENING, _CLOSING = "“‘\"'", tuple(f"{stop}{mark}" for stop in ("", ",", ".") for mark in "”’\"'")
"""What stands around words that are mentioned, not used."""


class CheckerFailed(Exception):
    """A checker broke on an article: our mistake, not the article's."""

    def __init__(self, rule: Rule, error: Exception) -> None:
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
        super().__init__(f"rule {rule.id} failed on it ({type(error).__name__}{where}: {error}); --ignore {rule.id} leaves it out")


class _One(NamedTuple):
    """A finding, sorted in where it belongs, and the hit that it tells of."""

    span: Span
    rank: int
    hit: Hit
    finding: Finding


class Search:
    """The findings of one article: those of some rules first, when they decide whether the others are wanted. Each rule is asked once."""

    def __init__(self, article: Article, book: Book) -> None:
        self._article = article
        self._book = book
        self._waiting = list(book.due(article))
        self._told: list[_One] = []

    def of(self, ids: Container[str]) -> list[Finding]:
        """The findings of the rules with these ids, in text order, then rule order; what a backend says is not among them.

        That a slip stands alone, and is less severe, only `all` can tell. All rules are asked where one has a fallback, for which
        any may speak.
        """
        asked = [one for one in self._waiting if one[0].id in ids]
        self._waiting = [one for one in self._waiting if one[0].id not in ids]
        self._tell(self._hits(asked))
        return self.all() if any(one.hit.fallback for one in self._told) else [one.finding for one in self._told]

    def all(self) -> list[Finding]:
        """All findings in text order, then rule order."""
        found = self._hits(self._waiting)
        self._waiting = []
        if self._book.outside:
            spans = [*(one.span for one in self._told), *(span for span, _, _ in found)]
            found += [(hit.span, rule, hit._replace(sure=False)) for rule, hit in self._book.beyond(self._article, spans)]
        self._tell(found)
        self._told = sorted(_needed(self._told), key=itemgetter(0, 1))
        lone = len(self._article.text) >= _LITTLE and self._book.tells_slips and _sound(self._told, len(self._article.text))
        return [_alone(one) if lone else one.finding for one in self._told]

    def _hits(self, rules: Iterable[tuple[Rule, Check]]) -> list[tuple[Span, Rule, Hit]]:
        found: list[tuple[Span, Rule, Hit]] = []
        text = self._article.text
        for rule, check in rules:
            try:
                hits = list(check(self._article))
            except Exception as error:
                raise CheckerFailed(rule, error) from error
            if hits:  # of fifty checks of an article one or two find something
                quoted = rule.alone is not None
                first = {hit.span: hit for hit in reversed(hits) if not _as_written(text, hit.span, quoted=quoted)}
                enough = len(first) >= rule.safe_from
                found += [(span, rule, hit if enough else hit._replace(sure=False)) for span, hit in first.items()]
        return found

    def _tell(self, found: list[tuple[Span, Rule, Hit]]) -> None:
        """Findings of rules none of which shares its first name with one that told before: the ordinals of their keys begin anew."""
        found.sort(key=lambda item: (item[0], item[1].rank))
        ordinals: Counter[str] = Counter()
        for span, rule, hit in found:
            base = identity(self._article, rule, span)
            ordinals[base] += 1
            try:
                self._told.append(_One(span, rule.rank, hit, _told(self._article, rule, hit, key(base, ordinals[base]))))
            except Exception as error:
                raise CheckerFailed(rule, error) from error


def find(article: Article, book: Book) -> list[Finding]:
    """All findings in text order, then rule order. Never changes anything; pure in the article's text.

    Raises `CheckerFailed` when a checker raises anything.
    """
    return Search(article, book).all()


def _needed(told: list[_One]) -> list[_One]:
    """Findings without the fallbacks that overlap one that is none."""
    if not any(one.hit.fallback for one in told):
        return told
    firm = sorted(one.span for one in told if not one.hit.fallback)
    ends = list(accumulate((span.end for span in firm), max))

    def spoken_for(one: _One) -> bool:
        before = bisect_left(firm, one.span.end, key=itemgetter(0))  # those that begin before it ends
        return before > 0 and ends[before - 1] > one.span.start

    return [one for one in told if not (one.hit.fallback and spoken_for(one))]


def _as_written(text: str, span: Span, *, quoted: bool) -> bool:
    """Whether a writer says that words stand as they were found: by "sic" or, with `quoted`, by marks around nothing else."""
    if text.startswith(_AS_WRITTEN, span.end):
        return True
    return (
        quoted
        and span.end - span.start <= _MENTIONED
        and span.start > 0
        and text[span.start - 1] in _OPENING
        and text.startswith(_CLOSING, span.end)
    )


def _sound(told: Iterable[_One], size: int) -> bool:
    """Whether nothing serious was found in a text of so many characters but a slip or two, which writers make as well as machines."""
    serious = [one.finding for one in told if one.finding.severity != "info"]
    if not all(one.rule.alone for one in serious):
        return False
    many = _MANY if size >= _MIDDLING else _FEW
    shares = {one.span.start: 1 / (one.rule.safe_from if 1 < one.rule.safe_from < many else many) for one in serious}
    return round(sum(shares.values()), 3) < 1


def _alone(one: _One) -> Finding:
    """A finding as it is told of a text that is sound without it."""
    severity = one.finding.rule.alone
    return one.finding._replace(severity=severity) if severity and not one.hit.severity else one.finding


def _told(article: Article, rule: Rule, hit: Hit, key: str) -> Finding:
    text = article.text[hit.span.start : hit.span.end]
    message = rule.message.format_map({"match": shorten(text), **{k: shorten(v) for k, v in hit.facts.items()}})
    fixes: list[Fix] = []
    if rule.safety != "none" and hit.candidates:
        from repair.engine.guard import lost_facts  # most articles need none

        for candidate in hit.candidates:
            lost = lost_facts(article, candidate, hit.witness)
            safe = rule.safety == "safe" and hit.sure and not lost and not fixes
            if lost and not fixes:
                message += f"; the fix would change {', '.join(lost)}"
            fixes.append(Fix(title(candidate), "safe" if safe else "review", candidate, hit.witness))
    severity = hit.severity or rule.severity
    confidence = rule.confidence if severity == rule.severity else None  # weaker hits were not measured
    return Finding(rule, severity, hit.span, text, message, key, tuple(fixes), hit.group, confidence)


def title(edits: Sequence[Edit]) -> str:
    """What a fix does, in a few words."""
    _, old, new = edits[0]
    if len(edits) == 2 and not new and not edits[1].new and old.strip() and edits[1].old.strip():
        return f'remove "{shorten(old.strip())}" and "{shorten(edits[1].old.strip())}"'
    if len(edits) > 1:
        return f"change {len(edits)} places"
    if not old.strip() and not new.strip():
        what = "a line break" if _breaks(old) != _breaks(new) else "a space"
        return f"put in {what}" if len(new) > len(old) or _breaks(new) > _breaks(old) else f"take out {what}"
    if not new:
        return f'remove "{shorten(old.strip())}"'
    if not old:
        return f'insert "{shorten(new)}"'
    if shorten(old) == shorten(new):  # they differ in blanks, which are to be seen
        return f'replace "{old[:_WIDE]}" by "{new[:_WIDE]}"'
    return f'replace "{shorten(old)}" by "{shorten(new)}"'


def _breaks(text: str) -> int:
    return text.count("\n") + text.count("\r")


def shorten(text: str, width: int = _WIDE) -> str:
    """The text on one line, cut in the middle when longer than `width`."""
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: width // 2].rstrip()} … {text[-width // 3 :].lstrip()}"


def identity(article: Article, rule: Rule, span: Span) -> str:
    """Rule, matched text and the two words on either side in the same line, folded: the same after paragraphs have moved.

    More words would tell hardly more findings apart, and make every edit among them a new finding.
    A verdict on the whole text stands by its longest line, which is the same after lines have been put before it.
    """
    text = article.text
    if rule.scope == "article":
        longest = max(article.blocks, key=lambda block: len(block.text), default=None)
        return "\0".join((rule.first_name, fold(longest.text) if longest else ""))
    before = text[max(0, span.start - _NEAR) : span.start].replace("\r", "\n").rpartition("\n")[2]
    after = text[span.end : span.end + _NEAR].replace("\r", "\n").partition("\n")[0]
    words = " ".join(fold(before).split()[-_WORDS_NEAR:]), " ".join(fold(after).split()[:_WORDS_NEAR])
    return "\0".join((rule.first_name, fold(text[span.start : span.end]), *words))


def key(base: str, ordinal: int) -> str:
    """The key of a finding: the `ordinal`-th of those that have this identity."""
    digest = blake2b(f"{base}\0{ordinal}".encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
    return f"v1:{digest}"
