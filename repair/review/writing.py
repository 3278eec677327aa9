"""The accepted fixes of a review, written through the journal or handed on as a patch and as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from repair.engine.changes import changes
from repair.engine.find import CheckerFailed
from repair.engine.settle import Unsettled
from repair.journal.run import Journal
from repair.journal.written import written
from repair.project.limit import TimedOut
from repair.project.work import Repaired
from repair.review.deciding import Deciding
from repair.review.questions import near, offer
from repair.review.session import Session
from repair.review.state import Article, Changed
from repair.review.verdicts import Verdict
from repair.text.named import NamedTuple


class Wrote(NamedTuple):
    """What became of the accepted fixes: how many were made in how many articles, and what was left, each with why."""

    fixes: int
    articles: int
    run: str
    left: tuple[tuple[str, str], ...]


def write(session: Session, journal: Journal) -> Wrote:
    """Write every accepted fix, journal first, then look at the written articles again.

    A file that is not what was read is left alone and told.
    """
    fixes = articles = 0
    left: list[tuple[str, str]] = []
    for article, repaired, deciding in _changed(session, left):
        session.memory.add(_under_new_keys(article, deciding))
        refusal = written(repaired, journal)
        if refusal:
            left.append((article.target.path, refusal.reason))
            continue
        fixes += sum(len(done.took) for done in repaired.settled.passes)
        articles += 1
        session.renew(article)
    if articles:
        session.forget_past()
    return Wrote(fixes, articles, journal.id, tuple(left))


def _changed(session: Session, left: list[tuple[str, str]]) -> Iterator[tuple[Article, Repaired, Deciding]]:
    """The articles with an accepted fix, made; `left` is told those of which it cannot be, and why."""
    for article in list(session.ready()):
        outcome = made(session, article)
        if isinstance(outcome, str):
            left.append((article.target.path, outcome))
        elif outcome[0].changed:
            yield (article, *outcome)


def made(session: Session, article: Article) -> tuple[Repaired, Deciding] | str:
    """An article with its accepted fixes made, or why they cannot be."""
    try:
        stored, data = session.stored(article)
        settled, deciding = session.outcome(article)
        after = stored.encode(settled.after)
    except Changed as error:
        return str(error)
    except UnicodeEncodeError as error:
        return f"left as it is: a fix needs U+{ord(error.object[error.start]):04X}, which {stored.codec} cannot write"
    except TimedOut:
        return "left as it is: it took too long"
    except (Unsettled, CheckerFailed) as error:
        return f"left as it is: {error}"
    return Repaired(article.target, data, stored, settled, after, settled.left), deciding


def _under_new_keys(article: Article, deciding: Deciding) -> Iterator[Verdict]:
    """The answers to findings that stay, under the keys they have once their neighbours are mended."""
    for finding, verdict, text in deciding.carried:
        edits = near(text, finding, finding.fixes[0].edits) if verdict.answer == "no" else verdict.edits
        yield verdict._replace(key=finding.key, offer=offer(finding), edits=edits, path=article.target.path)


def export(session: Session, name: str, patch_of: Callable[[Repaired], bytes], tool: Mapping[str, str]) -> Wrote:
    """Write the accepted fixes to NAME.patch, which `git apply` takes, and NAME.json; no article is touched. Raises `OSError`."""
    patches: list[bytes] = []
    told: list[dict[str, Any]] = []
    left: list[tuple[str, str]] = []
    fixes = 0
    for article, repaired, _ in _changed(session, left):
        fixes += sum(len(done.took) for done in repaired.settled.passes)
        patches.append(patch_of(repaired))
        edits = [
            {"start": change.start, "end": change.end, "old": change.old, "text": change.new, "rules": list(change.rules)}
            for change in changes(repaired.settled)
        ]
        told.append({"path": article.target.path, "locator": None, "sha256": article.sha256, "edits": edits})
    with open(f"{name}.patch", "wb") as file:
        file.write(b"".join(patches))
    record = {"version": 1, "tool": dict(tool), "articles": told}
    with open(f"{name}.json", "w", encoding="utf-8", errors="backslashreplace", newline="\n") as text:
        text.write(json.dumps(record, ensure_ascii=False, indent=1) + os.linesep[-1])
    return Wrote(fixes, len(told), "", tuple(left))
