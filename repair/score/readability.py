"""How hard an article is to read, measured by textstat on its running text alone.

textstat would fetch a pronouncing dictionary over the network to count syllables; where it cannot, it fails, and where it can,
figures differ from machine to machine. So one source is pinned: the hyphenation patterns that come with it (pyphen).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from repair.problem import Problem
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.named import NamedTuple

_PROSE = frozenset(("paragraph", "quotation", "dateline", "list item"))
_LEAST_WORDS = 3
_MS_A_CHARACTER = 14.69
_LANGUAGE = "en_US"
_WORD = lazy(r"\w[\w'’.,-]*")
_STOP = lazy(r"[.!?…]")
_DASH = lazy(r"[–—/]|--+")


class MissingTextstat(Problem):
    """textstat is not installed, or is not as we know it."""


class Readability(NamedTuple):
    """What textstat says. Sentences of fewer than three words measure nothing and are left out, as are headings, captions, credits."""

    sentences: int
    words: int
    sentence_length: float
    flesch: float
    grade: float
    seconds: float


class Reader:
    """Measures articles. Making one raises `MissingTextstat`."""

    def __init__(self) -> None:
        try:
            import pyphen  # type: ignore[import-not-found,import-untyped,unused-ignore]
            import textstat.backend as backend  # type: ignore[import-not-found,import-untyped,unused-ignore]
            from textstat.backend.counts import _count_syllables as syllables  # type: ignore[import-not-found,import-untyped,unused-ignore]
        except ImportError:
            raise MissingTextstat(
                "readability needs textstat: pip install 'article-repair[readability]'; --no-readability does without"
            ) from None
        self._backend: Any = backend
        self._syllables: Any = syllables
        self.source = f"hyphenation patterns of pyphen {getattr(pyphen, '__version__', None) or _version('pyphen')}, {_LANGUAGE}"
        self.version = _version("textstat")

    def __reduce__(self) -> tuple[type[Reader], tuple[()]]:
        return Reader, ()  # another process makes its own

    def read(self, article: Article) -> Readability | None:
        """The measures of an article, None when it has no running text. The same on every machine; no network."""
        sentences = list(prose(article))
        if not sentences:
            return None
        text = " ".join(f"{_plain(sentence)}." for sentence in sentences)
        metrics = self._backend.metrics
        with self._pinned():
            return Readability(
                len(sentences),
                self._backend.counts.count_words(text),
                metrics.words_per_sentence(text),
                metrics.flesch_reading_ease(text, _LANGUAGE),
                metrics.flesch_kincaid_grade(text, _LANGUAGE),
                metrics.reading_time("\n".join(block.text for block in article.blocks), _MS_A_CHARACTER),
            )

    @contextmanager
    def _pinned(self) -> Iterator[None]:
        """Syllables from the pinned source; textstat falls back to it when it is told of no dictionary."""
        fetch = self._syllables.get_cmudict
        self._syllables.get_cmudict = lambda language: None
        try:
            yield
        finally:
            self._syllables.get_cmudict = fetch


def prose(article: Article) -> Iterator[str]:
    """The sentences of the running text that are long enough to measure; no heading or caption merges into one."""
    kinds = article.kinds
    for span in article.sentences:
        block = article.block_at(span.start)
        if block is None or kinds[block.number] not in _PROSE or not block.ends_sentence:
            continue
        sentence = article.text[span.start : span.end]
        if len(_plain(sentence).split()) >= _LEAST_WORDS:
            yield sentence


def _plain(sentence: str) -> str:
    """The words of a sentence with no stop among them: textstat would end it at `U.S.` or `3.5`."""
    return " ".join(_WORD.findall(_STOP.sub("", _DASH.sub(" ", sentence))))


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name)
