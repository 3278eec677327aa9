"""The review as pages: list of articles, one article, clusters, what would be written. Answers come as forms, and are kept at once."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from hmac import compare_digest
from itertools import chain
from threading import RLock
from typing import cast
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from repair.problem import Problem
from repair.report.visible import number as counted
from repair.report.visible import visible
from repair.review import deeds
from repair.review.questions import Scope
from repair.review.queue import Queue
from repair.review.session import Session
from repair.review.state import Article, Changed
from repair.review.verdicts import ANSWERS, SCOPES, Answer
from repair.review.web import pages
from repair.review.web.guard import Guard, Secrets
from repair.review.writing import Wrote

_HERE = os.path.dirname(__file__)
_KEYS = (
    ("j / k", "next, previous change"),
    ("y", "make this change"),
    ("n", "leave the text as it is"),
    ("e", "write it in your own words"),
    ("t", "try the next proposal"),
    ("u", "undo the last answer"),
    ("d", "decide later: go to the next open change"),
    ("s", "next article"),
    ("a", "one answer for all with this very text"),
    ("c", "one answer for this cluster: alike but for names and numbers"),
    ("r", "one answer for all of this rule"),
    ("!", "never again for this text"),
    ("v", "marked, before, after"),
    ("/", "search the open questions"),
    ("g", "list of articles"),
    ("w", "write the accepted changes"),
    ("?", "this help"),
)


class Wrong(Exception):
    """A form that no page of ours sends; the text is told."""


class Pages:
    """One review for any number of tabs. Every request holds `alone` while it asks or answers."""

    def __init__(self, session: Session, write: Callable[[], Wrote], known: Secrets) -> None:
        self.alone = RLock()
        self._session = session
        self._write = write
        self._known = known
        self._notice = ""
        self._templates = Environment(
            loader=FileSystemLoader(os.path.join(_HERE, "templates")), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._templates.filters["counted"] = counted

    def app(self, port: int) -> Guard:
        """The whole application for a server on this port."""
        routes = [
            Route("/", self._shown(self._articles)),
            Route("/article/{number:int}", self._shown(self._article)),
            Route("/clusters", self._shown(self._clusters)),
            Route("/search", self._shown(self._search)),
            Route("/write", self._shown(self._to_write)),
            Route("/progress", self._shown(self._progress)),
            Route("/answer", self._taken(self._answer), methods=["POST"]),
            Route("/undo", self._taken(self._undo), methods=["POST"]),
            Route("/never", self._taken(self._never), methods=["POST"]),
            Route("/write", self._taken(self._written), methods=["POST"]),
            Mount("/static", StaticFiles(directory=os.path.join(_HERE, "static"))),
        ]
        return Guard(Starlette(routes=[Mount(f"/{self._known.token}", routes=routes)]), self._known, port)

    # requests

    def _shown(self, page: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        def alone(request: Request) -> Response:
            with self.alone:
                return page(request)

        async def answer(request: Request) -> Response:
            return await run_in_threadpool(alone, request)

        return answer

    def _taken(self, deed: Callable[[Mapping[str, str]], str]) -> Callable[[Request], Awaitable[Response]]:
        """A form taken in; the deed gives the page to go to."""

        def alone(fields: Mapping[str, str]) -> Response:
            with self.alone:
                try:
                    return RedirectResponse(f"/{self._known.token}{deed(fields)}", 303)
                except (Wrong, KeyError, ValueError, IndexError) as error:
                    return PlainTextResponse(f"no such thing: {error}\n", 400)
                except Problem as problem:
                    return PlainTextResponse(f"{problem}\n", 500)

        async def answer(request: Request) -> Response:
            body = (await request.body()).decode("utf-8", "replace")
            fields = dict(parse_qsl(body, keep_blank_values=True))
            if not compare_digest(fields.get("form", "").encode(), self._known.form.encode()):
                return PlainTextResponse("refused: this did not come from a page of this review\n", 403)
            return await run_in_threadpool(alone, fields)

        return answer

    def _page(self, name: str, values: Mapping[str, object], status: int = 200) -> Response:
        notice, self._notice = self._notice, ""
        page = self._templates.get_template(name).render(
            base=f"/{self._known.token}",
            form=self._known.form,
            now=self._session.progress,
            complete=self._session.complete,
            can_undo=self._session.can_undo,
            notice=notice,
            keys=_KEYS,
            **values,
        )
        return HTMLResponse(page.encode("utf-8", "backslashreplace"), status)

    # pages

    def _articles(self, request: Request) -> Response:
        order = "place" if request.query_params.get("order") == "place" else "worst"
        wanted = request.query_params.get("find", "")
        rows = [row for row in pages.rows(self._session, order) if wanted.casefold() in row.path.casefold()]
        asked = request.query_params.get("page", "1")
        last = max(1, -(-len(rows) // pages.PAGE))
        page = min(last, max(1, int(asked))) if asked.isdigit() and len(asked) < 9 else 1
        some = rows[(page - 1) * pages.PAGE : page * pages.PAGE]
        return self._page("articles.html", {"rows": some, "count": len(rows), "order": order, "find": wanted, "page": page, "last": last})

    def _article(self, request: Request) -> Response:
        session = self._session
        number = request.path_params["number"]
        if number >= len(session.articles):
            return self._page("missing.html", {}, 404)
        article = session.articles[number]
        try:
            session.settle(article)
            values = self._in_full(article)
        except Changed as change:
            wrong = session.renew(article)
            self._notice = f"This article {change}; " + (f"left out: {wrong}" if wrong else "it was looked at again.")
            try:
                values = self._in_full(article)
            except Changed:
                return self._page("missing.html", {}, 404)
        return self._page("article.html", values)

    def _in_full(self, article: Article) -> dict[str, object]:
        session = self._session
        others = chain(session.articles[article.number + 1 :], session.articles[: article.number])
        after = next((one.number for one in others if any(session.is_open(number) for number in one.questions)), None)
        return {
            "article": article,
            "path": article.target.path,
            "title": pages.title(session, article),
            "cards": pages.cards(session, article),
            "stretches": pages.stretches(session, article),
            "later": article.later,
            "after": after,
        }

    def _clusters(self, request: Request) -> Response:
        clusters, count = pages.clusters(self._session)
        return self._page("clusters.html", {"clusters": clusters, "count": count})

    def _to_write(self, request: Request) -> Response:
        session = self._session
        listed = [(one.number, one.target.path, session.accepted(one)) for one in session.ready()]
        return self._page("write.html", {"listed": listed})

    def _search(self, request: Request) -> Response:
        """To the next open question that holds the words."""
        words, after = request.query_params.get("find", "").strip(), request.query_params.get("after", "")
        number = Queue(self._session).search(words, int(after) if after.isdigit() and len(after) < 9 else -1) if words else None
        if number is None:
            self._notice = f'No open question has "{visible(words)}".' if words else ""
            return RedirectResponse(f"/{self._known.token}/", 303)
        return RedirectResponse(f"/{self._known.token}/article/{self._session.questions[number].article}#q{number}", 303)

    def _progress(self, request: Request) -> Response:
        return JSONResponse({**self._session.progress._asdict(), "complete": self._session.complete})

    # deeds

    def _answer(self, fields: Mapping[str, str]) -> str:
        session = self._session
        number, choice = self._question(fields), int(fields.get("choice", "0"))
        answer, scope = fields["answer"], fields.get("scope", "one")
        finding = session.questions[number].finding
        if answer not in ANSWERS or scope not in SCOPES or not 0 <= choice < len(finding.fixes):
            raise Wrong("answer")
        try:
            if answer == "edit":
                typed = fields["typed"].replace("\r\n", "⏎").replace("\n", "⏎")
                changed = deeds.write_anew(session, number, choice, typed)
                if changed:
                    self._notice = f"Note that your words change {', '.join(changed)}."
            else:
                done = session.answer(number, cast("Answer", answer), cast("Scope", scope), choice)
                if len(done) > 1:
                    self._notice = f"{counted(len(done), 'fix', 'fixes')} {'accepted' if answer == 'yes' else 'refused'}."
        except Changed as change:
            article = session.articles[session.questions[number].article]
            session.renew(article)
            self._notice = f"This article {change}; it was looked at again."
        if fields.get("back") == "clusters":
            return "/clusters"
        return self._at(number)

    def _at(self, number: int) -> str:
        """The article of a question, at the next one that is open."""
        session = self._session
        article = session.articles[session.questions[number].article]
        session.settle(article)
        still = [one for one in article.questions if session.is_open(one)]
        following = next((one for one in still if one > number), still[0] if still else None)
        return f"/article/{article.number}" + (f"#q{following}" if following is not None else "#done")

    def _undo(self, fields: Mapping[str, str]) -> str:
        taken = self._session.undo()
        self._notice = f"{counted(len(taken), 'answer')} taken back." if taken else "There is nothing to undo in this review."
        if taken and fields.get("back") != "clusters":
            question = self._session.questions[taken[0]]
            return f"/article/{question.article}#q{taken[0]}"
        return "/clusters" if fields.get("back") == "clusters" else "/"

    def _never(self, fields: Mapping[str, str]) -> str:
        number = self._question(fields)
        reason = " ".join(fields["reason"].split())
        if not reason:
            raise Wrong("a reason says something")
        file = deeds.never(self._session, number, reason)
        self._notice = f"{os.path.basename(file)} silences it now."
        return self._at(number)

    def _written(self, fields: Mapping[str, str]) -> str:
        done = self._write()
        told = [f"{counted(done.fixes, 'fix', 'fixes')} made in {counted(done.articles, 'article')}"]
        told += [f"run {done.run}; `repair undo` takes it back"] if done.run else []
        told += [f"{path}: {why}" for path, why in done.left]
        self._notice = ". ".join(told)
        return "/"

    def _question(self, fields: Mapping[str, str]) -> int:
        number = int(fields["question"])
        if not 0 <= number < len(self._session.questions):
            raise Wrong("question")
        return number
