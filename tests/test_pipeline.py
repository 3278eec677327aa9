"""Texts in and out, for programs: the same as the commands give."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import repair

TEXT = "The ferry sailed again on Tuesday.\n\nADVERTISEMENT\n\nPassengers had waited four days on the the quay."
SAFE = "The ferry sailed again on Tuesday.\n\nPassengers had waited four days on the the quay."
REVIEWED = "The ferry sailed again on Tuesday.\n\nPassengers had waited four days on the quay."


def test_check_and_repair() -> None:
    assert {finding.rule.id for finding in repair.check(TEXT)} == {"advert-label", "doubled-function-word"}
    assert repair.repair(TEXT) == SAFE
    assert repair.repair(TEXT, "review") == REVIEWED
    assert repair.repair(SAFE) == SAFE


def test_the_same_as_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    subprocess.run([sys.executable, "-m", "repair", "apply", "--exit-zero", "a.txt"], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "a.txt").read_text() == repair.repair(TEXT)


def test_what_would_change_too_much_stays() -> None:
    lines = "\n\n".join(["ADVERTISEMENT"] * 60 + ["The ferry sailed."])
    assert repair.repair(lines) == lines


def test_rows_and_batches() -> None:
    one = pickle.loads(pickle.dumps(repair.Mapper("text", "title")))
    assert one({"id": 1, "text": TEXT, "title": None}) == {"id": 1, "text": SAFE, "title": None}
    assert one({"id": [1, 2], "text": [TEXT, "Fine."], "title": ["a", 3]}) == {"id": [1, 2], "text": [SAFE, "Fine."], "title": ["a", 3]}
    assert repair.Mapper(safety="review")({"text": TEXT}) == {"text": REVIEWED}
