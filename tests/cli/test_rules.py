"""`repair rules` and `repair explain`."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cli.conftest import Call


def test_table_lists_the_rules_in_force(project: Path, call: Call) -> None:
    lines = call("rules").out.splitlines()
    assert lines[0].split() == ["RULE", "PACK", "SEVERITY", "FIX"]
    assert lines[1].split() == ["advert-line", "house", "error", "safe"]
    assert len(lines) == 8
    every = json.loads(call("rules", "--format", "json").out)
    assert len(every) > 8
    assert {rule["id"] for rule in every if rule["in_force"]} == {line.split()[0] for line in lines[1:]}


def test_examples_are_proved(project: Path, call: Call) -> None:
    done = call("rules", "--test", "house.yaml")
    assert done.code == 0
    assert done.out == "7 rules, 14 examples, 0 of them fail\n"
    pack = (project / "house.yaml").read_text().replace("good: They use it.", "good: They apply it.")
    (project / "house.yaml").write_text(pack)
    done = call("rules", "--test", "house.yaml")
    assert done.code == 1
    assert done.out.startswith("house.yaml:26:plain-word:bad: the fix gives 'They use it.', not 'They apply it.'\n")
    assert call("rules", "--test", "none.yaml").code == 2


def test_explain(project: Path, call: Call) -> None:
    out = call("explain", "advert-line").out
    for part in ("advert-line (error, pack house)", "marks an advertisement", "The fix is safe: the line", "[[Advertisement]]"):
        assert part in out
    done = call("explain", "advert-lime")
    assert done.code == 2
    assert done.err == 'repair: no rule is named "advert-lime"; did you mean "advert-line"?\n'


def test_every_built_in_rule_can_be_explained(project: Path, call: Call) -> None:
    for rule in json.loads(call("rules", "--format", "json").out)[:3]:
        assert rule["id"] in call("explain", rule["id"]).out


def test_a_rule_is_explained_with_what_is_known_of_it(project: Path, call: Call) -> None:
    told = " ".join(call("explain", "advert-label").out.split())
    assert re.search(r"\bmeasured on 20\d\d-\d\d-\d\d\.", told, re.IGNORECASE)
    assert "easured" not in call("explain", "advert-line").out, "nobody measures a house's own rules"
