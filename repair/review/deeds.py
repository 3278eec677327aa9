"""What a person does to a question besides yes and no, the same at the terminal and in the browser: write anew, silence for good."""

from __future__ import annotations

import os

from repair.engine.guard import lost_facts
from repair.project.silencing import silence
from repair.project.suppress import Suppression
from repair.review.questions import Near, near
from repair.review.session import Session
from repair.review.sight import region
from repair.rulebook.rule import Fix
from repair.text.article import Article
from repair.text.span import Edit

_BREAK = "⏎"
_LONGEST = 120


def offered(text: str, fix: Fix) -> str | None:
    """The line to be edited in place of a fix of this text, line ends as `⏎`; None when its parts lie too far apart."""
    whole = region(text, fix)
    return None if whole is None else _on_one_line(whole.new or whole.old)


def write_anew(session: Session, number: int, choice: int, line: str) -> list[str]:
    """Answer with a person's own words in place of the fix; gives what of fact they change. Raises `Changed` and `VerdictError`.

    The words of the fix mean yes, those of the article mean no.
    """
    question = session.questions[number]
    finding = question.finding
    fix = finding.fixes[choice]
    text = session.text(question)
    whole = region(text, fix)
    if whole is None:
        return []
    new = line.replace(_BREAK, "\r\n" if "\r\n" in text else "\n")
    if new == whole.new:
        session.answer(number, "yes", fix=choice)
    elif new == whole.old:
        session.answer(number, "no", fix=choice)
    else:
        edit = whole._replace(new=new)
        typed: Near = near(text, finding, [edit])[0]
        session.answer(number, "edit", fix=choice, typed=typed)
        return lost_facts(Article(text), [Edit(*edit)])
    return []


def never(session: Session, number: int, reason: str) -> str:
    """Silence this text for this rule everywhere, or, where it is long or empty, this finding; gives the file that says so now.

    Raises `ConfigError`.
    """
    question = session.questions[number]
    finding = question.finding
    settings = session.articles[question.article].target.settings
    text = " ".join(finding.text.split())
    rule = finding.rule.id
    by_text = 0 < len(text) <= _LONGEST and "\n" not in finding.text.strip()
    one = Suppression(reason, rule=rule, text=text) if by_text else Suppression(reason, key=finding.key)
    values = {name: value for name in ("rule", "text", "key", "reason") if (value := getattr(one, name))}
    file = silence(settings, os.getcwd(), values, "" if by_text else f'{rule}: "{text[:80]}"')
    session.silence(one)
    return file


def _on_one_line(text: str) -> str:
    return text.replace("\r\n", _BREAK).replace("\n", _BREAK).replace("\r", _BREAK)
