"""Suppressions in the settings and in comments, terms of the house, and what is said of those that silence nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import CONFIG, DAMAGED, SAFE, Here


def rules(here: Here, *arguments: str) -> list[str]:
    done = here("lint", "--format", "json", *arguments)
    assert done.code in (0, 1), done.err
    return [finding["rule"] for one in json.loads(done.out)["articles"] for finding in one["findings"]]


def key(here: Here, rule: str) -> str:
    articles = json.loads(here("lint", "--format", "json").out)["articles"]
    return next(finding["key"] for one in articles for finding in one["findings"] if finding["rule"] == rule)


def settle(project: Path, more: str) -> None:
    rules, *_ = (project / "repair.toml").read_text(encoding="utf-8").splitlines()
    (project / "repair.toml").write_text(f'{rules}\nselect = ["house", "suppressions"]\n{more}', encoding="utf-8")


@pytest.mark.parametrize(
    "conditions",
    [
        'rule = "plain-word"',
        'rule = "plain-word"\npath = "a.txt"',
        'rule = "house"\ntext = "utilise"',
        'text = "utilise"',
        'rule = "plain-word"\nuntil = 2999-12-31',
        'rule = "plain-word"\nuntil = "2999-12-31"',
    ],
)
def test_a_finding_that_fits_is_silent_for_every_command(project: Path, here: Here, conditions: str) -> None:
    settle(project, f'[[suppress]]\nreason = "house style"\n{conditions}\n')
    assert rules(here) == ["advert-line"]
    assert b"utilise" not in b"".join(line for line in here("diff").bytes.splitlines() if line[:1] in (b"+", b"-"))
    assert here("apply", "--safety", "review").code == 0
    assert (project / "a.txt").read_text() == SAFE


def test_half_of_a_pair_that_stays_keeps_the_other_half(project: Path, here: Here) -> None:
    text = "Bring <b>boots</b> along.\n"
    (project / "a.txt").write_text(text, encoding="utf-8")
    (project / "repair.toml").write_text('[[suppress]]\nreason = "as printed"\ntext = "<b>"\n', encoding="utf-8")
    assert rules(here, "a.txt") == ["html-tag"]
    here("apply", "--safety", "review", "a.txt")
    assert (project / "a.txt").read_text() == text


@pytest.mark.parametrize(
    "conditions",
    [
        'path = "b.txt"',
        'rule = "plain-word"\npath = "*.md"',
        'text = "utilised"',
        'rule = "plain-word"\nuntil = 2001-01-01',
        'key = "v1:0"',
    ],
)
def test_one_that_does_not_fit_silences_nothing_and_is_told(project: Path, here: Here, conditions: str) -> None:
    settle(project, f'\n[[suppress]]\nreason = "house style"\n{conditions}\n')
    assert rules(here) == ["advert-line", "plain-word", "unused-suppression"]
    done = here("lint")
    assert "repair.toml:4:1: info unused-suppression" in done.out
    assert here("lint", "a.txt").out.count("unused-suppression") == 0, "a run over one file cannot tell"
    assert rules(here, "--ignore", "unused-suppression") == ["advert-line", "plain-word"]


def test_a_rule_that_does_not_run_leaves_its_suppressions_alone(project: Path, here: Here) -> None:
    settle(project, '[[suppress]]\nreason = "house style"\nrule = "plain-word"\n')
    assert rules(here, "--ignore", "plain-word") == ["advert-line"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('rule = "plain-word"', "a suppression needs a reason"),
        ('reason = "x"', "at least one of rule, path, text, key"),
        ('reason = "x"\nrul = "plain-word"', 'unknown key "rul" in a suppression; did you mean "rule"?'),
        ('reason = "x"\nrule = "plain-word"\nuntil = "soon"', "until is a date"),
        ('reason = ""\nrule = "plain-word"', "reason of a suppression must be a text"),
        ('reason = "x"\nrule = 7', "rule of a suppression must be a text"),
        ('reason = "x"\nrule = "plain-wort"', 'suppress: no rule or pack is named "plain-wort"; did you mean "plain-word"?'),
    ],
)
def test_what_is_no_suppression(project: Path, here: Here, table: str, said: str) -> None:
    settle(project, f"\n[[suppress]]\n{table}\n")
    done = here("lint")
    assert done.code == 2
    assert said in done.err
    assert done.err.startswith("repair: repair.toml:4: ")


def test_ignore_enters_what_lint_then_passes_over(project: Path, here: Here) -> None:
    before = (project / "repair.toml").read_text(encoding="utf-8")
    one = key(here, "plain-word")
    assert here("ignore", one, "--reason", 'the "mayor\'s" own \\ word 😀').code == 0
    assert rules(here) == ["advert-line"]
    assert "silences" in here("ignore", one, "--reason", "again").out
    assert (project / "repair.toml").read_text(encoding="utf-8").count("[[suppress]]") == 1
    assert here("ignore", "a.txt:3:1", "--reason", "it is an article about adverts", "--until", "2999-01-31").code == 0
    assert rules(here) == []
    assert (project / "repair.toml").read_text(encoding="utf-8").startswith(before), "what stood there stays"
    (project / "a.txt").write_text("Another paragraph.\n\n" + DAMAGED)
    assert rules(here) == [], "a key does not depend on the line"


def test_ignore_where_there_are_no_settings_or_others(tmp_path: Path, here: Here) -> None:
    (tmp_path / "a.txt").write_text("They said the the plan was ready.\n")
    here("ignore", "a.txt:1:11", "--reason", "a quotation")
    assert (tmp_path / "repair.toml").read_text().startswith('[[suppress]]\n# doubled-function-word: "the the"\nkey = "v1:')
    (tmp_path / "repair.toml").unlink()
    (tmp_path / "pyproject.toml").write_bytes(b'[tool.repair]\r\nfail-on = "error"')
    one = key(here, "doubled-function-word")
    assert here("ignore", one, "--reason", "a quotation").code == 0
    assert b'\r\n\r\n[[tool.repair.suppress]]\r\nkey = "' in (tmp_path / "pyproject.toml").read_bytes()
    assert here("lint").out.count("the the") == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("v9:0", "--reason", "x"), "neither a key"),
        (("a.txt:1:1", "--reason", "x"), "a.txt:1:1: nothing is found there"),
        (("none.txt:1:1", "--reason", "x"), "none.txt: no such file"),
        (("v1:" + "0" * 20,), "--reason"),
        (("v1:" + "0" * 20, "--reason", " "), "a reason says something"),
        (("v1:" + "0" * 20, "--reason", "x", "--until", "2027-02-30"), "until is a date"),
        (("v1:" + "0" * 20, "--reason", "x", "--until", "2001-01-31"), "2001-01-31 has passed"),
    ],
)
def test_what_cannot_be_ignored(project: Path, here: Here, arguments: tuple[str, ...], said: str) -> None:
    before = (project / "repair.toml").read_bytes()
    done = here("ignore", *arguments)
    assert done.code == 2
    assert said in done.err
    assert (project / "repair.toml").read_bytes() == before


def test_ignore_says_what_to_do_when_the_file_cannot_take_a_table(project: Path, here: Here) -> None:
    (project / "repair.toml").write_text(CONFIG + "suppress = []\n")
    done = here("ignore", "v1:" + "0" * 20, "--reason", "x")
    assert done.code == 2
    assert "put it in by hand: key = " in done.err
    assert (project / "repair.toml").read_text() == CONFIG + "suppress = []\n"


PAGES = {
    "a.html": "<p>They utilise it.</p>\n{0}\n<p>They utilise that.</p>\n{1}\n<p>They utilise all.</p>\n",
    "a.md": "They utilise it.\n\n{0}\n\nThey utilise that.\n\n{1}\n\nThey utilise all.\n",
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ("<!-- repair: ignore plain-word -->", "", (1, 3)),
        ("<!-- repair: ignore -->", "", (1, 3)),
        ("<!--repair:ignore house, filler-->", "", (1, 3)),
        ("<!-- repair: off -->", "<!-- repair: on -->", (1, 3)),
        ("<!-- repair: off plain-word -->", "<!-- repair: on plain-word -->", (1, 3)),
        ("<!-- repair: off -->", "", (1,)),
        ("<!-- repair: ignore filler -->", "<!-- a remark -->", (1, 2, 3)),
    ],
)
def test_comments(project: Path, here: Here, name: str, first: str, second: str, left: tuple[int, ...]) -> None:
    settle(project, "")
    text = PAGES[name].format(first, second)
    (project / name).write_text(text)
    (article,) = json.loads(here("lint", "--format", "json", name).out)["articles"]
    plain = [finding for finding in article["findings"] if finding["rule"] == "plain-word"]
    lines = [number for number, line in enumerate(text.splitlines(), 1) if "utilise" in line]
    assert tuple(lines.index(finding["line"]) + 1 for finding in plain) == left
    here("apply", "--safety", "review", name)
    mended = (project / name).read_text()
    parts = text.split("utilise")
    assert mended == parts[0] + "".join(("use" if number in left else "utilise") + part for number, part in enumerate(parts[1:], 1))


def test_comments_that_do_nothing_are_told(project: Path, here: Here) -> None:
    settle(project, "")
    (project / "a.md").write_text(
        "<!-- repair: ignore filler -->\n\nA fine day.\n\n<!-- repair: on -->\n\n<!-- repair: silence -->\n\nThe end.\n"
    )
    out = here("lint", "a.md").out
    assert "<!-- repair: ignore filler --> silences nothing" in out
    assert "<!-- repair: on --> ends nothing" in out
    assert "<!-- repair: silence --> is not understood; write ignore RULE…, off RULE… or on" in out
    assert here("lint", "a.md").code == 0, "worth a look, no more"
    (project / "a.txt").write_text("<!-- repair: ignore -->\nThey utilise it.\n")
    assert "plain-word" in here("lint", "a.txt").out, "plain text has no comments"


def test_names_of_no_rule_in_comments_are_told(project: Path, here: Here) -> None:
    settle(project, "")
    (project / "a.md").write_text(
        "<!-- repair: ignore plain-wort -->\n\nThey utilise it.\n\n<!-- repair: off plain-word, filer -->\n\nThey utilise it.\n"
    )
    done = here("lint", "a.md")
    assert '<!-- repair: ignore plain-wort --> names "plain-wort", and no rule or pack is called so; did you mean "plain-word"?' in done.out
    assert 'names "filer", and no rule or pack is called so; did you mean "filler"?' in done.out
    assert done.out.count("warning plain-word") == 1
    for name in ("plain-word", "html-tag", "languagetool", "unused-suppression"):
        (project / "a.md").write_text(f"<!-- repair: ignore {name} -->\n\nThey utilise it.\n")
        assert "is called so" not in here("lint", "a.md").out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "It rains.\n\n<!-- repair: ignore plain-word -->\n\nAdvertisement\n\nThey utilise it.\n"),
        ("a.html", "<p>It rains.</p>\n<!-- repair: ignore plain-word -->\n<p>Advertisement</p>\n<p>They utilise it.</p>\n"),
    ],
)
def test_a_block_that_a_comment_speaks_of_is_not_removed(project: Path, here: Here, name: str, text: str) -> None:
    (project / name).write_text(text)
    here("apply", "--safety", "review", name)
    assert (project / name).read_text() == text.replace("utilise", "use"), "the comment would speak of the next block"
    assert "Advertisement" in here("lint", name).out
    (project / name).write_text(text.replace("ignore plain-word", "fine"))
    here("apply", name)
    assert "Advertisement" not in (project / name).read_text()


def test_terms_and_dictionaries(project: Path, here: Here) -> None:
    (project / "a.txt").write_text("The group Utilise utilise, Lorem ipsum Ltd and others utilise it.\n")
    (project / "names.txt").write_text("# bands\nUtilise utilise  # two words\n\nLorem ipsum Ltd\n", encoding="utf-8-sig")
    settle(project, 'dictionaries = ["names.txt"]\n')
    assert rules(here) == ["plain-word"]
    settle(project, 'terms = ["Utilise utilise", "Lorem ipsum Ltd", "utilise"]\n')
    assert rules(here) == []
    settle(project, 'terms = ["util", "Lorem"]\n')
    assert sorted(rules(here, "a.txt")) == ["filler", "plain-word", "plain-word"], "a term is whole words, and covers the finding"
    settle(project, 'dictionaries = ["none.txt"]\n')
    assert "none.txt: the dictionary cannot be read" in here("lint").err


def test_a_term_that_bounds_on_marks_and_a_long_list(project: Path, here: Here) -> None:
    settle(project, 'dictionaries = ["names.lst"]\n')
    names = "\n".join(f"{first}{second}{number}" for first in "abcdefgh" for second in "klmnop" for number in range(1000))
    (project / "names.lst").write_text(names + "\nto utilise!\nutilise (us)\n")
    (project / "a.txt").write_text("We like to utilise! They utilise (us) it. They utilise (use) it, not to utilise? it.\n")
    assert rules(here) == ["plain-word"] * 2


def test_a_case_is_small_and_proves_itself(project: Path, here: Here) -> None:
    import yaml

    (project / "a.txt").write_text("The council met. " * 3 + "They utilise\u2028 it. Nobody minds.\n\n" + DAMAGED, encoding="utf-8")
    out = here("explain", "--case", "a.txt:1:57").out
    head, *case = out.splitlines()
    assert head.startswith('# plain-word finds "utilise" here (repair ')
    assert yaml.safe_load("\n".join(case)) == [{"keep": "They utilise\u2028 it."}]
    assert here("explain", "--case", key(here, "advert-line")).out.splitlines()[1] == '- keep: "Advertisement"'
    done = here("explain", "--case", "v1:" + "0" * 20, "a.txt")
    assert done.code == 2
    assert "no finding with the key" in done.err


def test_rules_in_preview_and_with_former_names(project: Path, own_pack: Path, here: Here) -> None:
    pack = own_pack.read_text()
    new = pack.replace("  - id: plain-word\n", "  - id: short-word\n    formerly: [plain-word]\n")
    new = new.replace("  - id: filler\n", "  - id: filler\n    preview: true\n")
    before = key(here, "plain-word")
    own_pack.write_text(new)
    (project / "a.txt").write_text(DAMAGED + "\nLorem ipsum\n")
    assert rules(here) == ["advert-line", "short-word"]
    assert rules(here, "--preview") == ["advert-line", "short-word", "filler"]
    assert key(here, "short-word") == before, "a new name does not make old findings new"
    done = here("lint", "--select", "plain-word")
    assert done.err == 'repair: select: rule "plain-word" is called "short-word" now\n'
    assert "short-word" in done.out
    assert "in preview; --preview has it run" in here("lint", "--select", "filler").err
    settle(project, '[[suppress]]\nreason = "x"\nrule = "plain-word"\n')
    assert rules(here) == ["advert-line"]
    assert 'suppress: rule "plain-word" is called "short-word" now' in here("lint").err
    assert "short-word (warning, pack house)" in here("explain", "plain-word").out
