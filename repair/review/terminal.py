"""A review at the terminal: one question after the other, one key an answer."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Any

from repair.project.config import ConfigError, shown
from repair.report.colour import Paint
from repair.report.visible import number as counted
from repair.report.visible import visible
from repair.review import deeds
from repair.review.ahead import Ahead
from repair.review.keys import RESIZED, Terminal
from repair.review.questions import Scope
from repair.review.queue import Asked, Queue
from repair.review.screen import SCOPE_WORDS, told, whole
from repair.review.session import Session
from repair.review.state import Article, Changed
from repair.review.wrapped import plain
from repair.review.writing import Wrote

KEYS = {
    "y": "make this change",
    "n": "leave the text as it is",
    "e": "write it in your own words",
    "t": "try the next proposal",
    "d": "decide later: pass over it in this review",
    "u": "undo the last answer",
    "s": "skip the rest of this article",
    "a": "one answer for all with this very text",
    "c": "one answer for this cluster: alike but for names and numbers",
    "r": "one answer for all of this rule",
    "x": "ask about each of this cluster singly",
    "!": "never again for this text: writes a suppression",
    "o": "open the article in your editor, at this place",
    "v": "view the whole article with all changes marked",
    "/": "search the open questions",
    "g": "go to an article, by its number or a part of its name",
    "w": "write the accepted changes",
    "q": "quit; every answer is kept",
    "?": "this help",
}
_SOON = 0.02
_OFTEN = 0.1
_SCOPES: dict[str, Scope] = {"a": "text", "c": "cluster", "r": "rule"}


class Review:
    """One sitting. `write` writes the accepted changes and says what became of them; `ahead` gathers what is to be asked."""

    def __init__(
        self,
        session: Session,
        queue: Queue,
        terminal: Terminal,
        paint: Paint,
        write: Callable[[], Wrote],
        ahead: Ahead[Any] | None = None,
    ) -> None:
        self._session = session
        self._queue = queue
        self._terminal = terminal
        self._paint = paint
        self._write = write
        self._ahead = ahead
        self._choice = 0
        self.answered = 0

    def run(self) -> None:
        """Ask until nothing is open or the person has had enough."""
        while True:
            asked = self._next()
            if asked is None:
                if self._end():
                    continue
                return
            self._choice = 0
            if not self._settled(asked):
                return

    def _next(self) -> Asked | None:
        """The next question; in an order other than by article all is read first, unless a key says that this is enough."""
        session, terminal = self._session, self._terminal
        if self._queue.order != "article" and not session.complete and not session.questions:
            soon = monotonic()
            while session.advance():
                if monotonic() < soon:
                    continue
                soon += _OFTEN
                read, articles = session.progress[:2]
                terminal.say(f"\r\033[Kreading {read:,} of {articles:,}; any key begins with what is read")
                if terminal.pressed():
                    break
            terminal.say("\r\033[K")
        while True:
            asked = self._queue.next()
            if asked is not None or not session.advance():
                return asked

    def _meanwhile(self) -> float:
        """Read one more article while the person thinks; gives in how many seconds to come again."""
        if self._ahead:
            self._ahead.go()
        if self._session.would_wait:
            return _SOON
        return 0.0 if self._session.advance() else inf

    def _settled(self, asked: Asked) -> bool:
        """Put a question until it has an answer or is passed over; False to quit."""
        try:
            self._show(asked)
        except Changed as change:
            self._renewed(self._article(asked), str(change))
            return True
        while True:
            key = self._terminal.key(self._meanwhile)
            if self._ahead:
                self._ahead.hold()
            if key in ("", "q", "\x04"):
                self._terminal.say("\n")
                return False
            if key == RESIZED:
                self._terminal.say("\n")
            elif key not in KEYS or not self._offers(key, asked):
                continue
            else:
                self._terminal.say(f"{key}\n")
            try:
                if self._done(key, asked):
                    return True
                if key != "?":
                    self._show(asked)
                else:
                    self._prompt(asked)
            except Changed as change:
                self._renewed(self._article(asked), str(change))
                return True

    def _done(self, key: str, asked: Asked) -> bool:
        """Do what a key says; True when another question comes next."""
        session, queue = self._session, self._queue
        match key:
            case "y" | "n":
                many: Scope = "cluster" if len(asked.members) > 1 else "one"
                return self._answer(asked, key, many)
            case "a" | "c" | "r":
                return self._answer_all(asked, _SCOPES[key])
            case "e":
                return self._edit(asked)
            case "t":
                self._choice = (self._choice + 1) % len(session.questions[asked.number].finding.fixes)
            case "d":
                queue.passed.update(asked.members)
                return True
            case "s":
                queue.skip_article(self._article(asked))
                return True
            case "x":
                queue.open_singly(asked.number)
                return len(asked.members) > 1
            case "u":
                return self._undo()
            case "!":
                return self._never(asked)
            case "o":
                return self._open(asked)
            case "v":
                self._view(asked)
            case "/":
                return self._search(asked)
            case "g":
                return self._go()
            case "w":
                return self._wrote()
            case "?":
                self._help()
        return False

    # answers

    def _answer(self, asked: Asked, key: str, scope: Scope) -> bool:
        done = self._session.answer(asked.number, "yes" if key == "y" else "no", scope, self._choice)
        self.answered += len(done)
        if len(done) > 1:
            self._told(f"{len(done):,} fixes {'accepted' if key == 'y' else 'refused'}; u takes that back")
        return True

    def _answer_all(self, asked: Asked, scope: Scope) -> bool:
        count = len(self._session.covered(asked.number, scope))
        more = "" if self._session.complete else ", and those still to be read"
        key = self._asked(f"All {count:,} {SCOPE_WORDS[scope]}{more}: yes, no, or back? [y,n,b] ", "ynb")
        return key in ("y", "n") and self._answer(asked, key, scope)

    def _edit(self, asked: Asked) -> bool:
        question = self._session.questions[asked.number]
        line = deeds.offered(self._session.text(question), question.finding.fixes[self._choice])
        if line is None:
            self._told("its parts lie too far apart to be written in one line; o opens the article in your editor")
            return False
        typed = self._terminal.line("edit: ", line)
        if typed is None:
            return False
        changed = deeds.write_anew(self._session, asked.number, self._choice, typed)
        self.answered += 1
        if changed:
            self._told(f"note that your words change {', '.join(changed)}; u takes them back")
        return True

    def _undo(self) -> bool:
        taken = self._session.undo()
        if not taken:
            self._told("there is nothing to undo in this review")
            return False
        self.answered -= len(taken)
        self._queue.put_first(taken[0])
        self._told(f"{counted(len(taken), 'answer')} taken back")
        return True

    def _never(self, asked: Asked) -> bool:
        reason = self._terminal.line("why is it right as it is? ", "right as it stands")
        if not reason or not reason.strip():
            return False
        try:
            file = deeds.never(self._session, asked.number, reason.strip())
        except ConfigError as error:
            self._told(str(error))
            return False
        self._told(f"{shown(file)} silences it now")
        return True

    # getting about

    def _open(self, asked: Asked) -> bool:
        article = self._article(asked)
        wrong = self._terminal.edit(article.target.place, self._session.questions[asked.number].line)
        if wrong:
            self._told(wrong)
        try:
            self._session.stored(article)
        except Changed as change:
            self._renewed(article, str(change))
            return True
        return False

    def _renewed(self, article: Article, why: str) -> None:
        wrong = self._session.renew(article)
        self._told(f"{visible(article.target.path)} {why}; " + (f"left out: {wrong}" if wrong else "looked at again"))

    def _search(self, asked: Asked) -> bool:
        words = self._terminal.line("search: ")
        if not words:
            return False
        while True:
            found = self._queue.search(words, asked.number)
            if found is not None:
                self._queue.put_first(found)
                return True
            if not self._session.advance():
                self._told(f'no open question has "{visible(words)}"')
                return False

    def _go(self) -> bool:
        name = (self._terminal.line("go to article (number or part of its name): ") or "").strip()
        if not name:
            return False
        session, at = self._session, 0
        while True:
            while at < len(session.articles):
                article = session.articles[at]
                at += 1
                if (name == str(at) if name.isdigit() else name in article.target.path) and self._begin_at(article):
                    return True
            if not session.advance():
                self._told(f'no article "{visible(name)}" has an open question')
                return False

    def _begin_at(self, article: Article) -> bool:
        number = next((one for one in article.questions if self._session.is_open(one)), None)
        if number is not None:
            self._queue.put_first(number)
        return number is not None

    def _wrote(self) -> bool:
        accepted = self._session.progress.accepted
        if not accepted:
            self._told("nothing is accepted that could be written")
            return False
        articles = sum(1 for _ in self._session.ready())
        if self._asked(f"Write {counted(accepted, 'change')} in {counted(articles, 'article')}? [y,n] ", "yn") != "y":
            return False
        done = self._write()
        for path, why in done.left:
            self._told(f"{visible(path)}: {why}")
        run = f", run {done.run}; `repair undo` takes it back" if done.run else ""
        self._told(f"{counted(done.fixes, 'fix', 'fixes')} made in {counted(done.articles, 'article')}{run}")
        return True

    def _end(self) -> bool:
        """Nothing is left to ask: True when something is again."""
        accepted = self._session.progress.accepted
        if not accepted and not self._session.can_undo:
            self._told("Nothing is left to ask.")
            return False
        while True:
            text = f"Nothing is left to ask; {counted(accepted, 'change')} accepted. Write, undo or quit? [w,u,q] "
            key = self._asked(text, "wuq")
            if key == "u" and self._undo():
                return True
            if key == "w" and self._wrote():
                return False
            if key == "q":
                return False

    # what is shown

    def _article(self, asked: Asked) -> Article:
        return self._session.articles[self._session.questions[asked.number].article]

    def _show(self, asked: Asked) -> None:
        self._terminal.say(told(self._queue, asked, self._choice, self._terminal.width, self._paint))
        self._prompt(asked)

    def _view(self, asked: Asked) -> None:
        self._terminal.page(whole(self._session, asked.number, self._terminal.width, self._paint))

    def _prompt(self, asked: Asked) -> None:
        keys = [key for key in KEYS if self._offers(key, asked)]
        text = f"All {len(asked.members):,} of them" if len(asked.members) > 1 else "Make this change"
        prompt = plain(f"{text} [{','.join(keys)}]?", self._terminal.width, self._paint, "bold")
        self._terminal.say(prompt.rstrip("\n") + " ")

    def _offers(self, key: str, asked: Asked) -> bool:
        session = self._session
        if key == "t":
            return len(session.questions[asked.number].finding.fixes) > 1
        if key in _SCOPES:
            return session.alike(asked.number, _SCOPES[key]) > 1
        if key == "x":
            return len(asked.members) > 1
        if key == "u":
            return session.can_undo
        return key != "w" or session.progress.accepted > 0

    def _help(self) -> None:
        for key, about in KEYS.items():
            self._terminal.say(plain(f"{key} - {about}", self._terminal.width, self._paint))

    def _told(self, text: str) -> None:
        self._terminal.say(plain(text, self._terminal.width, self._paint, "cyan"))

    def _asked(self, prompt: str, keys: str) -> str:
        """One of these keys; the last one when the terminal is gone."""
        self._terminal.say(plain(prompt, self._terminal.width, self._paint, "bold").rstrip("\n") + " ")
        while True:
            key = self._terminal.key(self._meanwhile)
            if key in ("", "\x04"):
                key = keys[-1]
            if key in keys and key != RESIZED:
                self._terminal.say(f"{key}\n")
                return key
