"""The trial of the fact guard meets its aims."""

from __future__ import annotations

import pytest

from tests.compare import trial


@pytest.mark.parametrize("seed", [5, 11])
def test_changes_of_fact_raise_an_error(seed: int) -> None:
    changes = trial.fact_changes(seed)
    assert len(changes) == 200
    assert trial.shares(changes) >= 0.99


@pytest.mark.parametrize("seed", [5, 11])
def test_wording_and_spacing_do_not(seed: int) -> None:
    changes = trial.harmless_changes(seed)
    assert len(changes) == 200
    assert trial.shares(changes) <= 0.02
