"""A question, or a whole article with its changes marked, as text for a terminal of any width."""

from __future__ import annotations

from repair.report.colour import Paint
from repair.report.visible import number as counted
from repair.review.queue import SAMPLES, Asked, Queue
from repair.review.session import Session
from repair.review.sight import Piece, covers, facts, in_sentence, marked, title_of
from repair.review.state import Changed
from repair.review.wrapped import plain, wrapped
from repair.text.lazy import lazy

_BREAK = lazy(r"\r\n?|\n")
SCOPE_WORDS = {"text": "with this text", "cluster": "alike", "rule": "of this rule"}


def told(queue: Queue, asked: Asked, choice: int, width: int, paint: Paint) -> str:
    """All that a person needs for the answer; `choice` is the proposal that is shown. Raises `Changed`."""
    session = queue.session
    question = session.questions[asked.number]
    finding, article = question.finding, session.articles[question.article]
    fix = finding.fixes[choice]
    text = session.text(question)
    now = session.progress
    reading = "" if session.complete else f"; {now.read:,} of {now.articles:,} articles read"
    lines = ["\n", plain(f"{now.answered:,} of {now.fixes:,} answered{_left(queue)}{reading}", width, paint, "cyan")]
    where = f"{article.number + 1}/{now.articles} {article.target.path}:{question.line}"
    lines.append(plain(where + (" (after the changes so far)" if question.later is not None else ""), width, paint, "bold"))
    lines.append(plain(title_of(text), width, paint, indent="  "))
    parts = [part for part in session.region(asked.number) if part != asked.number and session.is_open(part)] if choice == 0 else []
    for stretch in in_sentence(text, [*fix.edits, *(edit for part in parts for edit in session.questions[part].fix.edits)]):
        lines += ["\n", wrapped(stretch, width, paint, "    ")]
    lines += ["\n", plain(finding.message, width, paint)]
    if parts:
        lines.append(plain(f"a region of {len(parts) + 1} parts: the answer is for all of them", width, paint))
    many = f" (proposal {choice + 1} of {len(finding.fixes)}: {fix.title})" if len(finding.fixes) > 1 else ""
    sure = "" if finding.confidence is None else f", right in {finding.confidence:.0%} or more"
    lines.append(plain(f"{finding.rule.id}: {fix.safety}{sure}{many}", width, paint, "yellow"))
    lines.append(plain(" ".join(finding.rule.why.split()), width, paint, indent="  "))
    changed = facts(article.target.path, text, fix)
    guard = f"would change {', '.join(changed)}" if changed else "names, numbers, dates, negations and quotations stay"
    lines.append(plain(f"facts: {guard}", width, paint, "red" if changed else "", "  "))
    for scope, count, articles in covers(session, asked.number):
        where = f" in {counted(articles, 'article')}" if articles else ""
        lines.append(plain(f"{count:,} {SCOPE_WORDS[scope]}{where}", width, paint, indent="  "))
    if len(asked.members) > 1:
        lines.append(_samples(session, asked, width, paint))
    return "".join(lines)


def whole(session: Session, number: int, width: int, paint: Paint) -> str:
    """The article of a question in its own lines, with the changes that are proposed or accepted. Raises `Changed`."""
    lines: list[list[Piece]] = [[]]
    for piece in marked(session, number):
        if piece.kind != "same":
            lines[-1].append(piece)
            if piece.text.endswith(("\n", "\r")):
                lines.append([])
            continue
        for at, part in enumerate(_BREAK.split(piece.text)):
            if at:
                lines.append([])
            lines[-1].append(Piece("same", part))
    return "".join(wrapped([one for one in line if one.text], width, paint) for line in lines)


def _samples(session: Session, asked: Asked, width: int, paint: Paint) -> str:
    """A few of the others that the answer settles."""
    lines = [plain(f"The answer settles all {len(asked.members):,}, such as:", width, paint)]
    for number in asked.members[1 : SAMPLES + 1]:
        question = session.questions[number]
        try:
            text = session.text(question)
        except Changed:
            continue
        shown = next(stretch for stretch in in_sentence(text, question.fix.edits) if any(piece.kind != "cut" for piece in stretch))
        lines.append(wrapped(shown, width, paint, "      "))
    return "".join(lines)


def _left(queue: Queue) -> str:
    """How much is still to be done, in questions as the order puts them."""
    now = queue.session.progress
    left = now.fixes - now.answered
    return f", {left:,} to go" if queue.order == "article" else f", about {queue.length():,} questions for {left:,} to go"
