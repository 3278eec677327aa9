"""Every format is what its official schema says, whatever stands in articles and their names."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
import xmlschema

from repair.report.junit import junit
from repair.report.rdjson import rdjson
from repair.report.sarif import sarif
from tests.conftest import schemas
from tests.report.made import NAMES, SKIPPED, made

pytestmark = pytest.mark.needs("schemas")


@cache
def validator(name: str) -> Any:
    folder = schemas()
    assert folder
    schema = json.loads((folder / name).read_text(encoding="utf-8"))
    return jsonschema_rs.validator_for(schema, validate_formats=True)


@pytest.mark.parametrize("case", NAMES)
def test_sarif(case: str) -> None:
    log = json.loads(sarif(made(case), SKIPPED, "1.2.3"))
    validator("sarif-2.1.0.json").validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result.get("fixes") != []
        for fix in result.get("fixes", []):
            assert [change["replacements"] for change in fix["artifactChanges"]]


@pytest.mark.parametrize("case", NAMES)
def test_rdjson(case: str) -> None:
    result = json.loads(rdjson(made(case), SKIPPED))
    validator("rdjson.json").validate(result)
    for diagnostic in result["diagnostics"][:50]:
        validator("rdjsonl.json").validate(diagnostic)


@cache
def junit_schema() -> xmlschema.XMLSchema10:
    folder = schemas()
    assert folder
    return xmlschema.XMLSchema10(str(folder / "junit-10.xsd"))


@pytest.mark.parametrize("case", NAMES)
def test_junit(case: str) -> None:
    junit_schema().validate(junit(made(case), SKIPPED))
