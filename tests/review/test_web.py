"""The review in a browser: the server's refusals, and the pages as Chromium shows them."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.conftest import chromium
from tests.review.conftest import COMMAND, applied, articles, repair

pytestmark = pytest.mark.needs("posix")


class Server:
    """A `repair review --web` in a folder."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [COMMAND, "review", "--web", *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
        assert self.process.stdout
        self.url = self.process.stdout.readline().strip()
        parts = urlsplit(self.url)
        assert parts.port, self.process.stderr and self.process.stderr.read()
        self.port, self.base = parts.port, parts.path.rstrip("/")

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def get(self, path: str) -> str:
        status, _, text = self.ask("GET", self.base + path)
        assert status == 200, text
        return text

    def post(self, path: str, **fields: str) -> int:
        form = re.search(r'name="form" value="([^"]+)"', self.get("/"))
        assert form
        return self.ask("POST", self.base + path, urlencode({"form": form[1], **fields}))[0]

    def read_all(self) -> None:
        """Wait until all articles are read."""
        until = time.monotonic() + 300
        while not json.loads(self.get("/progress"))["complete"]:
            assert time.monotonic() < until, "still reading"
            time.sleep(0.05)

    def stop(self, how: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(120)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream
            stream.close()
        return code


Serve = Callable[..., Server]


@pytest.fixture
def serve() -> Iterator[Serve]:
    begun: list[Server] = []

    def begin(*arguments: Any) -> Server:
        begun.append(Server(*arguments))
        begun[-1].read_all()
        return begun[-1]

    yield begin
    for one in begun:
        one.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield one
        one.close()


def open_page(browser: Any, url: str, **more: Any) -> Any:
    page = browser.new_context(**more).new_page()
    page.set_default_timeout(120_000)
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda said: page.wrong.append(said.text) if said.type == "error" else None)
    page.on("dialog", lambda dialog: page.wrong.append(dialog.message))
    page.goto(url)
    return page


def press(page: Any, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


# what is refused


def test_strangers_are_refused(house: Path, serve: Serve) -> None:
    server = serve(house)
    base = server.base
    assert server.ask("GET", "/")[0] == 403
    assert server.ask("GET", "/" + "x" * (len(base) - 1) + "/")[0] == 403
    assert server.ask("GET", f"{base}/", Host="news.example")[0] == 421
    assert server.ask("GET", f"{base}/", Host=f"news.example:{server.port}")[0] == 421
    answer = {"question": "0", "answer": "yes"}
    assert server.ask("POST", f"{base}/answer", urlencode(answer))[0] == 403, "no form secret"
    assert server.ask("POST", f"{base}/answer", urlencode({**answer, "form": "guess"}))[0] == 403
    form = re.search(r'name="form" value="([^"]+)"', server.get("/"))
    assert form
    mine = urlencode({**answer, "form": form[1]})
    assert server.ask("POST", f"{base}/answer", mine, Origin="http://news.example")[0] == 403
    assert server.ask("POST", f"{base}/answer", mine, Origin="null")[0] == 403
    assert server.ask("POST", f"{base}/answer", mine, Sec_Fetch_Site="cross-site")[0] == 403
    assert server.ask("PUT", f"{base}/answer", mine)[0] == 403
    assert server.ask("POST", f"{base}/answer", "x" * 2_000_000)[0] == 413
    assert not (house / ".repair" / "verdicts.jsonl").exists()
    assert server.ask("POST", f"{base}/answer", mine, Origin=f"http://127.0.0.1:{server.port}")[0] == 303
    assert server.stop() == 0


def test_nothing_outside_the_review_is_served(house: Path, serve: Serve) -> None:
    server = serve(house)
    for path in ("/article/99", "/article/-1", "/article/..%2f..%2fhouse.yaml", "/static/../app.py", "/static/..%2fapp.py", "/etc/passwd"):
        status, _, text = server.ask("GET", server.base + path)
        assert status in (404, 405), path
        assert "import" not in text
    for fields in ({"question": "99"}, {"question": "-1"}, {"question": "x"}, {"answer": "maybe"}, {"scope": "world"}, {"choice": "7"}):
        assert server.post("/answer", **{"question": "0", "answer": "yes", **fields}) == 400


def test_it_listens_on_this_machine_only_and_says_when_it_cannot(house: Path, serve: Serve) -> None:
    server = serve(house)
    assert server.url.startswith("http://127.0.0.1:")
    done = repair(house, "review", "--web", "--port", str(server.port))
    assert done.returncode == 2
    assert "cannot be listened on" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_every_answer_keeps_the_page_to_itself(house: Path, serve: Serve) -> None:
    server = serve(house)
    for path in (f"{server.base}/", f"{server.base}/article/0", "/"):
        _, headers, text = server.ask("GET", path)
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "<script>" not in text
        assert "style=" not in text


@pytest.mark.needs("browser")
def test_article_text_is_only_text(house: Path, serve: Serve, browser: Any) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></textarea></title><b>They utilise</b> {{ 271*373 }} it.\n"
    (house / "a.txt").write_text(evil, encoding="utf-8")
    (house / "<img src=x onerror=alert(3)>.txt").write_text("They utilise it.\n", encoding="utf-8")
    server = serve(house, "--language", "en")
    for path in ("", "article/0", "article/1", "article/2", "clusters", "write"):
        page = open_page(browser, server.url + path)
        assert page.locator("h1").count() == 1
        assert page.locator("img, b:has-text('They')").count() == 0
        assert page.wrong == []
        assert "101083" not in page.content()


# what is shown


@pytest.mark.needs("browser")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_pages_are_accessible(seeds: Path, serve: Serve, browser: Any, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    server = serve(seeds)
    server.post("/answer", question="0", answer="yes")
    server.post("/answer", question="1", answer="no")
    for path in ("", "article/0", "clusters", "write"):
        page = open_page(browser, server.url + path, color_scheme=scheme, viewport={"width": width, "height": 800})
        if path == "clusters":
            page.keyboard.press("?")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out sideways"
        assert page.wrong == []


@pytest.mark.needs("browser")
def test_yes_to_all_writes_what_apply_writes(seeds: Path, tmp_path: Path, serve: Serve, browser: Any) -> None:
    expected = applied(seeds, tmp_path, "--safety", "review", "--brake", "1")
    before = articles(seeds)
    server = serve(seeds)
    page = open_page(browser, server.url + "article/0")
    for _ in range(1000):
        if page.locator(".card.current[data-state=open] [data-all=rule]").count():
            page.keyboard.press("r")  # all of the rule at once
            press(page, "y")
        elif page.locator(".card[data-state=open]").count():
            press(page, "y")
        elif page.locator(".next").count():
            press(page, "s")
        else:
            break
    assert articles(seeds) == before
    press(page, "w")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Write")).click()
    assert "repair undo" in page.locator(".notice").inner_text()
    assert articles(seeds) == expected
    assert page.wrong == []


@pytest.mark.needs("browser")
def test_keys_do_what_they_do_at_the_terminal(house: Path, serve: Serve, browser: Any) -> None:
    server = serve(house)
    page = open_page(browser, server.url + "article/0")
    current = page.locator(".card.current")
    press(page, "n")
    assert "utilise" in current.inner_text()
    page.keyboard.press("t")
    assert "employ" in current.locator(".offer:visible").inner_text()
    page.keyboard.press("v")
    page.keyboard.press("v")
    assert page.locator("[aria-pressed=true]").inner_text() == "After"
    page.keyboard.press("e")
    page.keyboard.type(" gladly")
    press(page, "Enter")
    assert "edited" in page.locator(".card.edit").first.text_content()
    press(page, "u")
    assert page.locator(".card[data-state=open]").count() == 1
    page.keyboard.press("r")
    press(page, "y")
    press(page, "w")
    assert "Write 2 changes" in page.locator("h1").inner_text()
    with page.expect_navigation():
        page.locator("#write").click()
    assert (house / "b.txt").read_text(encoding="utf-8") == "The choir will use the church.\n"
    assert "Advertisement" in (house / "a.txt").read_text(encoding="utf-8")
    assert page.wrong == []


@pytest.mark.needs("browser")
def test_search_and_decide_later(house: Path, serve: Serve, browser: Any) -> None:
    (house / "c.txt").write_text("The band will utilise the barn.\n\nIt may utilise the shed.\n", encoding="utf-8")
    server = serve(house)
    page = open_page(browser, server.url)
    for words, shown in (("BARN", "barn"), ("utilise", "shed"), ("<b>", 'No open question has "<b>".')):
        page.keyboard.press("/")
        page.keyboard.type(words)
        press(page, "Enter")
        assert shown in (page.locator(".card.current, .notice").first.inner_text())
    page.goto(server.url + "article/2")
    page.keyboard.press("d")
    assert "shed" in page.locator(".card.current").inner_text()
    press(page, "d")
    assert page.url.split("#")[0] == server.url + "article/0", "nothing was answered"
    assert page.locator("#count").inner_text().startswith("0 of 5 answered")
    assert page.wrong == []


@pytest.mark.needs("browser")
def test_never_and_clusters(house: Path, serve: Serve, browser: Any) -> None:
    server = serve(house)
    page = open_page(browser, server.url + "clusters")
    press(page, "y")
    assert "accepted" in page.content()
    page.goto(server.url + "article/1")
    if page.locator(".card.current[data-state=open]").count() == 0:
        page.goto(server.url + "article/0")
    page.keyboard.press("!")
    press(page, "Enter")
    assert "silences it now" in page.locator(".notice").inner_text()
    assert "[[suppress]]" in (house / "repair.toml").read_text(encoding="utf-8")


@pytest.mark.needs("browser")
def test_two_tabs_lose_no_answer(house: Path, serve: Serve, browser: Any) -> None:
    server = serve(house)
    first, second = (open_page(browser, server.url + "article/0") for _ in range(2))
    press(first, "y")
    second.keyboard.press("j")
    press(second, "n")
    press(first, "n")
    rows = [json.loads(line) for line in (house / ".repair" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["answer"] for row in rows] == ["yes", "no", "no"]


@pytest.mark.needs("browser")
def test_it_works_without_script(house: Path, serve: Serve, browser: Any) -> None:
    server = serve(house)
    page = open_page(browser, server.url, java_script_enabled=False)
    page.get_by_role("link", name="a.txt").click()
    page.get_by_role("button", name="Accept", exact=True).first.click()
    page.get_by_text("1 of 3 answered").wait_for()


def test_a_killed_server_has_kept_every_answer(house: Path, serve: Serve) -> None:
    server = serve(house)
    assert server.post("/answer", question="0", answer="yes") == 303
    assert server.post("/answer", question="1", answer="no") == 303
    server.stop(signal.SIGKILL)
    again = serve(house)
    assert json.loads(again.get("/progress"))["answered"] == 2


def test_a_long_article_is_shown_quickly(tmp_path: Path, serve: Serve) -> None:
    """Measured as the server's own time, which other programs do not lengthen."""
    folder = tmp_path / "long"
    folder.mkdir()
    (folder / "repair.toml").touch()
    seed = (Path(__file__).resolve().parent.parent.parent / "seeds" / "broadsheet.txt").read_text(encoding="utf-8")
    paragraphs = [part for part in seed.split("\n\n") if len(part) > 80]
    text = "\n\n".join(f"{paragraph} It was the {number}th such case in in a year." for number, paragraph in enumerate(paragraphs * 30))
    words = text.split(" ")[:3000]
    (folder / "a.txt").write_text(" ".join(words), encoding="utf-8")
    server = serve(folder)
    server.get("/article/0")

    def used() -> float:
        fields = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    if not Path("/proc/self/stat").exists():
        return
    taken = []
    for _ in range(5):
        begun = used()
        for _ in range(5):
            server.get("/article/0")
        taken.append((used() - begun) / 5)
    assert min(taken) < 0.1
