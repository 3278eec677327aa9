"""GitHub shows what it is told: few annotations, the rest in the summary, nothing twice, and no command from an article."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from repair.report.github import MOST_ANNOTATIONS, github, unsteered
from tests.report.made import FORGED, NAMES, PATHS, SKIPPED, made, reported

COMMAND = re.compile(r"::(error|warning|notice)(?: ([^:]*))?::(.*)")


def parsed(log: str) -> list[tuple[str, dict[str, str], str]]:
    """The log as the runner of GitHub Actions reads it: every line that begins with :: is a command."""
    commands = []
    for line in re.split(r"\r\n|\r|\n", log):
        if not line:
            continue
        match = COMMAND.fullmatch(line.lstrip())
        assert match, line
        pairs = (pair.split("=", 1) for pair in (match[2] or "").split(",") if pair)
        properties = {name: unescaped(value, ":,") for name, value in pairs}
        commands.append((match[1], properties, unescaped(match[3], "")))
    return commands


def unescaped(text: str, also: str) -> str:
    codes = {f"%{ord(character):02X}": character for character in "\r\n" + also}
    return re.sub(r"%(?:0D|0A|3A|2C|25)", lambda match: {**codes, "%25": "%"}.get(match[0], match[0]), text)


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("summarised", [True, False])
def test_few_annotations_and_nothing_twice(case: str, summarised: bool) -> None:
    commands, summary = github(made(case), SKIPPED, summarised=summarised)
    shown = parsed(commands)
    assert max(Counter(kind for kind, _, _ in shown).values()) <= MOST_ANNOTATIONS
    total = sum(len(article.findings) for article in made(case)) + 1  # one input could not be judged
    told = sum(len(message.split("\n")) for _, properties, message in shown if "file" in properties)
    rows = [line for line in summary.splitlines() if line.startswith("| ") and not line.startswith("| place")]
    more = [
        int(number) for number in re.findall(r"(?m)^(\d+) more (?:are|findings? not)", summary + "".join(f"{m}\n" for _, _, m in shown))
    ]
    assert told + len(rows) + sum(more) == total
    assert len(summary.encode("utf-8", "replace")) < 1 << 20


def test_paths_come_back() -> None:
    for path in PATHS:
        ((_, properties, _),) = parsed(github([reported(path, "zing")])[0])
        assert properties["file"] == path
        assert properties["line"] == "1"


def test_articles_and_names_give_no_commands() -> None:
    commands, _ = github([reported("::error::x\n::warning::y.txt", FORGED, severity) for severity in ("info", "warning", "error")])
    assert all(properties["title"].endswith("-zing") for _, properties, _ in parsed(commands))


def test_summary_holds_no_markup_from_articles() -> None:
    hostile = "<img src=x> | [a](b) `c` @everyone #1 https://x.example zing\n" * 30
    _, summary = github([reported("<b>|x.txt", hostile)])
    rows = [line for line in summary.splitlines() if "zing" in line]
    assert rows
    for row in rows:
        assert row.count("|") == 5
        assert not re.search(r"<|\]\(|`|@|(?<!&)#|https:", row)


@pytest.mark.parametrize("line", ["::error::x", "  ::set-output name=a::b", "\u2003::warning::x", "text ##[error]x", "##[group]x"])
def test_text_for_people_steers_nothing(line: str) -> None:
    made = unsteered(f"before\n{line}\nafter\n")
    assert not [one for one in made.splitlines() if one.strip().startswith("::") or "##[" in one]
    assert made.startswith("before\n")
    assert made.endswith("\nafter\n")


def test_ordinary_text_is_left_alone() -> None:
    text = "a.txt:1:1: error: x\n    a :: b ## [c]\n"
    assert unsteered(text) == text
