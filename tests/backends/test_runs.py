"""Whole runs with a real LanguageTool: the same findings on every road, and each fault one clear line with the rest of the run done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from repair import Article, find
from repair.backends.languagetool import LanguageTool
from repair.cli.main import _with_addresses, main
from repair.rulebook.book import Book
from tests.backends.conftest import ROUND, Started, alive, between, started
from tests.conftest import languagetool as installed

real = pytest.mark.needs("languagetool", "posix")

COMMAND = Path(sys.executable).parent / "repair"
DOUBLED = "Town weighs plans\n\nIt was a a cold day in the town, and the people who live by the river stayed at home until noon."


class Ran(NamedTuple):
    """What a run said and found."""

    code: int
    lines: list[str]
    report: dict[str, Any]

    @property
    def found(self) -> dict[str, list[tuple[str, str]]]:
        """The findings by file."""
        return {one["path"]: [(item["rule"], item["text"]) for item in one["findings"]] for one in self.report["articles"]}

    def skipped(self, code: str) -> list[str]:
        """The files skipped for this reason, for LanguageTool."""
        assert all(one["backend"] == "languagetool" for one in self.report["skipped"])
        return [one["path"] for one in self.report["skipped"] if one["code"] == code]


@pytest.fixture(autouse=True)
def articles(tmp_path: Path, fresh_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five articles, each with an error for a rule of ours and two for LanguageTool."""
    (tmp_path / "text").mkdir()
    monkeypatch.chdir(tmp_path / "text")
    for name in "abcde":
        Path(f"{name}.txt").write_text(f"{DOUBLED} ({name})\n\n{ROUND}", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = installed()
    if folder:
        monkeypatch.setenv("LTP_PATH", str(folder))


CHOSEN = ("--select", "languagetool,doubled-function-word")
"""No other rule: what one of ours finds one day would be left to it."""


def lint(*arguments: str, **environment: str) -> Ran:
    call = [str(COMMAND), "lint", "--format", "json", *(() if "--select" in arguments else CHOSEN), *arguments]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", check=False, env={**os.environ, **environment}, timeout=300)
    return Ran(done.returncode, done.stderr.splitlines(), json.loads(done.stdout))


THEIRS = [("lt-to-non-base", "chose"), ("lt-sent-start-conjunctive-linking-adverb-comma", "However")]


def theirs(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [one for one in found if one[0].startswith("lt-")]


def ours(ran: Ran) -> bool:
    """True when every article was judged by our rules."""
    return sorted(ran.found) == [f"{name}.txt" for name in "abcde"] and all(
        ("doubled-function-word", "a a") in found for found in ran.found.values()
    )


@real
def test_the_findings_are_the_same_on_every_road(languagetool: Started) -> None:
    url = languagetool.server.url
    whole = lint("--languagetool", url, "--no-cache")
    assert (whole.code, whole.lines) == (1, [])
    assert ours(whole)
    assert all(theirs(found) == THEIRS for found in whole.found.values())
    one = [article for name in "abcde" for article in lint("--languagetool", url, "--no-cache", f"{name}.txt").report["articles"]]
    assert one == whole.report["articles"]
    spread = lint("--languagetool", url, "--no-cache", "--jobs", "4")
    assert spread.report["articles"] == whole.report["articles"]
    embedded = lint("--languagetool", "--no-cache")
    assert (embedded.lines, embedded.report["articles"]) == ([], whole.report["articles"])
    tool = LanguageTool(memory=False)
    tool.turn_to(languagetool.server)
    book = Book(tool.rules, tool)
    with ThreadPoolExecutor(4) as threads:
        texts = [Path(f"{name}.txt").read_text(encoding="utf-8") for name in "abcde"] * 4
        many = list(threads.map(lambda text: theirs((item.rule.id, item.text) for item in find(Article(text), book)), texts))
    assert many == [[("lt-dt-dt", "the the"), *THEIRS]] * 20
    assert tool.missed() is None


@real
def test_places_behind_wide_characters_are_right(languagetool: Started) -> None:
    Path("a.txt").write_text(f"\ufeff😀 Town 😀 weighs 𝒫lans\r\n\r\n😀{ROUND}".replace("\n", "\r\n"), encoding="utf-8", newline="")
    ran = lint("--languagetool", languagetool.server.url, "a.txt")
    assert theirs(ran.found["a.txt"]) == THEIRS


@real
def test_an_answer_is_remembered_between_runs(languagetool: Started) -> None:
    asked: list[int] = []

    def count(number: int, answer: bytes) -> bytes:
        asked.append(number)
        return answer

    with between(languagetool.server.url, count) as url:
        first = lint("--languagetool", url)
        assert len(asked) == 1 + 5  # is it LanguageTool, and the articles
        assert lint("--languagetool", url).report["articles"] == first.report["articles"]
        assert len(asked) == 6 + 1
        lint("--languagetool", url, "--no-cache", "a.txt")
        assert len(asked) == 7 + 2


@real
def test_its_fixes_are_for_review_alone(languagetool: Started) -> None:
    url = languagetool.server.url
    Path("b.txt").write_text(ROUND, encoding="utf-8")
    subprocess.run([COMMAND, "apply", *CHOSEN, "--exit-zero", "--languagetool", url, "b.txt"], check=True, capture_output=True)
    assert "to chose" in Path("b.txt").read_text(encoding="utf-8")
    diff = subprocess.run(
        [COMMAND, "diff", *CHOSEN, "--languagetool", url, "b.txt"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    subprocess.run(
        [COMMAND, "apply", *CHOSEN, "--exit-zero", "--safety", "review", "--languagetool", url, "b.txt"], check=True, capture_output=True
    )
    after = Path("b.txt").read_text(encoding="utf-8")
    assert "to choose between" in after
    assert "However, it was" in after
    assert "+It was a long day for the town. However, it was" in diff


@real
def test_rules_are_chosen_by_name(languagetool: Started) -> None:
    url = languagetool.server.url
    assert lint("--languagetool", url, "--select", "languagetool", "a.txt").found["a.txt"] == [("lt-dt-dt", "the the"), *THEIRS]
    assert theirs(lint("--languagetool", url, "--ignore", "lt-to-non-base", "a.txt").found["a.txt"]) == THEIRS[1:]
    Path("repair.toml").write_text('ignore = ["lt-to-non-base"]\n', encoding="utf-8")
    assert theirs(lint("a.txt").found["a.txt"]) == []  # the name is known without LanguageTool too


def test_a_server_that_is_missing() -> None:
    ran = lint("--languagetool", "http://127.0.0.1:1")
    assert ran.lines == ["repair: LanguageTool at 127.0.0.1:1 cannot be reached: connection refused; what is left is judged without it"]
    assert ran.code == 2
    assert ours(ran)
    assert ran.skipped("backend-missing") == [f"{name}.txt" for name in "abcde"]


@real
def test_a_server_that_is_slow_with_one_article(languagetool: Started) -> None:
    done = threading.Event()

    def slow(number: int, answer: bytes) -> bytes:
        if number == 2:
            done.wait(60)
        return answer

    with between(languagetool.server.url, slow) as url:
        ran = lint("--languagetool", url, "--languagetool-timeout", "5")
        done.set()
        assert ran.lines == [f"repair: b.txt: LanguageTool at {url[7:]} gave no answer within 5 s"]
    assert ran.code == 2
    assert ours(ran)
    assert ran.skipped("backend-timeout") == ["b.txt"]
    assert [name for name, found in ran.found.items() if theirs(found) == THEIRS] == ["a.txt", "c.txt", "d.txt", "e.txt"]


@real
def test_a_server_that_freezes_and_one_that_dies(tmp_path: Path) -> None:
    with started(tmp_path) as one:

        def freeze(number: int, answer: bytes) -> bytes:
            if number == 1:
                os.kill(one.kept.java, signal.SIGSTOP)
            return answer

        with between(one.server.url, freeze) as url:
            ran = lint("--languagetool", url, "--languagetool-timeout", "4", "--jobs", "1")
            os.kill(one.kept.java, signal.SIGCONT)
        late = f"LanguageTool at {url[7:]} gave no answer within 4 s"
        assert ran.lines == [f"repair: b.txt: {late}", f"repair: c.txt: {late}", f"repair: {late}; what is left is judged without it"]
        assert ran.code == 2
        assert ours(ran)
        assert ran.skipped("backend-timeout") == ["b.txt", "c.txt", "d.txt", "e.txt"]

        def die(number: int, answer: bytes) -> bytes | None:
            if number < 2:
                return answer
            os.kill(one.kept.java, signal.SIGKILL)
            return None

        with between(one.server.url, die) as url:
            ran = lint("--languagetool", url, "--no-cache")
        assert ran.lines == [f"repair: LanguageTool at {url[7:]} cannot be reached: it hung up; what is left is judged without it"]
        assert ran.code == 2
        assert ours(ran)
        assert ran.skipped("backend-missing") == ["b.txt", "c.txt", "d.txt", "e.txt"]
        assert theirs(ran.found["a.txt"]) == THEIRS


@real
@pytest.mark.parametrize(
    ("garbage", "what"),
    [
        (b"no JSON at all", "no JSON"),
        (b'{"matches": [{"rule": 3}]}', ""),
        (b"{}", ""),
    ],
    ids=["text", "no rule", "no matches"],
)
def test_a_server_that_answers_garbage(garbage: bytes, what: str, languagetool: Started) -> None:
    with between(languagetool.server.url, lambda number, answer: answer if number < 2 else garbage) as url:
        ran = lint("--languagetool", url)
        (line,) = ran.lines
        assert line.startswith(f"repair: LanguageTool at {url[7:]} answered what cannot be used ({what}")
    assert ran.code == 2
    assert ours(ran)
    assert ran.skipped("backend-garbage") == ["b.txt", "c.txt", "d.txt", "e.txt"]


@real
def test_answers_about_another_text_are_dropped(languagetool: Started) -> None:
    def moved(number: int, answer: bytes) -> bytes:
        told = json.loads(answer)
        for match in told["matches"]:
            match["offset"] += 3
        return json.dumps(told).encode()

    with between(languagetool.server.url, moved) as url:
        ran = lint("--languagetool", url)
    assert (ran.code, ran.lines) == (1, [])
    assert not any(theirs(found) for found in ran.found.values())


def test_another_program_on_the_port() -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_error(404, "no such page")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_port
        ran = lint("--languagetool", f"127.0.0.1:{port}")
        server.shutdown()
    assert ran.lines == [f"repair: what answers at 127.0.0.1:{port} is no LanguageTool server; what is left is judged without it"]
    assert ran.code == 2
    assert ours(ran)
    assert ran.skipped("backend-foreign") == [f"{name}.txt" for name in "abcde"]


@pytest.mark.needs("posix")
def test_java_is_missing(tmp_path: Path) -> None:
    ran = lint("--languagetool", PATH=str(tmp_path), JAVA_HOME="")
    (line,) = ran.lines
    assert line.startswith("repair: LanguageTool needs Java 17 or later, and there is no java")
    assert ran.code == 2
    assert ours(ran)
    assert ran.skipped("backend-missing") == [f"{name}.txt" for name in "abcde"]


@real
def test_the_jar_is_missing(tmp_path: Path) -> None:
    ran = lint("--languagetool", LTP_PATH=str(tmp_path), XDG_DATA_HOME=str(tmp_path))
    (line,) = ran.lines
    assert line.startswith("repair: LanguageTool 6.8 is not installed; `repair languagetool install` fetches it")
    assert ours(ran)
    assert ran.skipped("backend-missing") == [f"{name}.txt" for name in "abcde"]


def test_the_package_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "language_tool_python", None)
    assert main(["lint", "--languagetool", "a.txt"]) == 2
    said = capsys.readouterr()
    assert "pip install 'article-repair[languagetool]'; what is left is judged without it" in said.err
    assert "doubled-function-word" in said.out


@real
def test_a_run_that_is_killed_leaves_no_java_behind() -> None:
    os.mkfifo("fifo")  # nobody writes to it: the run waits when it comes to read it
    run = subprocess.Popen([COMMAND, "lint", "--languagetool", "a.txt", "fifo"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    notes = Path(os.environ["XDG_STATE_HOME"], "article-repair", "languagetool")
    until = time.monotonic() + 60
    while not (note := next(notes.glob("run-*.json"), None)) and time.monotonic() < until:
        time.sleep(0.05)
    assert note
    process = json.loads(note.read_text(encoding="utf-8"))["java"]
    assert alive(process)
    run.kill()
    run.wait()
    while alive(process) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(process)


def test_a_call_that_is_wrong_starts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--languagetool", "--select", "no-such-rule"]) == 2
    assert "no rule or pack is named" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        (["--languagetool"], ["--languagetool="]),
        (["--languagetool", "a.txt"], ["--languagetool=", "a.txt"]),
        (["--languagetool", "http://127.0.0.1:8081", "a.txt"], ["--languagetool=http://127.0.0.1:8081", "a.txt"]),
        (["a.txt", "--languagetool", "localhost:8081"], ["a.txt", "--languagetool=localhost:8081"]),
        (["--languagetool=b:1", "http:"], ["--languagetool=b:1", "http:"]),
        (["--languagetool", "--", "localhost:8081"], ["--languagetool=", "--", "localhost:8081"]),
        (["--", "--languagetool", "a:1"], ["--", "--languagetool", "a:1"]),
        (["a.txt"], ["a.txt"]),
    ],
)
def test_an_address_is_told_from_a_path(written: list[str], bound: list[str]) -> None:
    assert _with_addresses(written) == bound
