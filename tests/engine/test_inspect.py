"""Findings in marked-up text."""

from __future__ import annotations

import pytest

from repair.engine.inspect import inspect
from repair.formats.registry import document
from repair.rulebook.book import rule_book


@pytest.mark.parametrize(
    ("name", "source"), [("a.html", "<p>The &lt;b&gt;old&lt;/b&gt; mill.</p>"), ("a.md", "The \\<b>old\\</b> mill.\n")]
)
def test_angle_brackets_that_are_spelt_out_are_for_a_person(name: str, source: str) -> None:
    found = [finding for finding in inspect(document(source, name), rule_book()) if finding.rule.id == "html-tag"]
    assert found
    assert {fix.safety for finding in found for fix in finding.fixes} == {"review"}
    (plain,) = {fix.safety for finding in inspect(document("The <b>old</b> mill.", "a.txt"), rule_book()) for fix in finding.fixes}
    assert plain == "safe"
