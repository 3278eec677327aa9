"""The form under which a line is known on many pages of a site."""

from __future__ import annotations

from repair.text.fold import fold
from repair.text.lazy import lazy

LONGEST = 600
"""Characters of the longest line that is looked at; what is longer is a paragraph of its article."""

_LONG = 240  # characters from which on a line counts and dates nothing of the page
_FIGURE = lazy(r"\d")
_COUNT = r"\d[\d,.]{0,9}[km]?"
_COUNTED = r"(?:comment|response|reply|replie|share|view|like|reaction|vote|follower|tweet|retweet)"
_FOLDED = (
    (
        lazy(rf"\b(?:{_COUNT}|an?|one|no) (second|sec|minute|min|hour|hr|day|week|month|year)s?(?= (?:ago|read|reading|listen|watch)\b)"),
        r"0 \1",
    ),
    (lazy(rf"\b(?:{_COUNT}|no) ({_COUNTED})s?\b"), r"0 \1"),
    (lazy(rf"\b({_COUNTED}s?) ?[(:\[] ?{_COUNT} ?(?=[)\]]|$)"), r"\1 (0"),
    (lazy(r"((?:©|\(c\)|\bcopyright)\D{0,12})\b(?:19|20)\d\d(?: ?[-–] ?(?:19|20)?\d\d)?\b"), r"\g<1>0"),
)
_STAMP = lazy(r"(?:first |last )?(?:published|updated|posted|modified|created)\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = lazy(
    rf"\b(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}},? )?(?:{_MONTH},? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}})"
)
_TIME = lazy(r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\b\.?)?|\b\d{1,2} ?[ap]\.?m\b\.?")


def line_form(text: str) -> str:
    """The line in lower case with single blanks and plain marks; what pages count or date anew reads "0".

    Those are counts of comments, shares and the like, "4 hours ago", "3 min read", the year of a copyright, and date and time behind
    "Published" or "Updated". Every other number stays: it may be what the line says.
    """
    form = fold(text)
    if len(form) > _LONG or (_FIGURE.search(form) is None and " ago" not in form and not form.startswith("no ")):
        return form
    if _STAMP.match(form):
        form = _TIME.sub("0", _DATE.sub("0", form))
    for pattern, new in _FOLDED:
        form = pattern.sub(new, form)
    return form
