"""The examples for pipelines do to articles what `repair apply` does."""

from __future__ import annotations

import importlib
import logging
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "The ferry sailed again on Tuesday.\n\nADVERTISEMENT\n\nPassengers had waited on the the quay."
SAFE = "The ferry sailed again on Tuesday.\n\nPassengers had waited on the the quay."


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "examples" / "pipelines"))


def test_items(caplog: pytest.LogCaptureFixture) -> None:
    settings = SimpleNamespace(getlist=lambda name, default: default)
    pipeline = importlib.import_module("scrapy_pipeline").RepairPipeline.from_crawler(SimpleNamespace(settings=settings))
    with caplog.at_level(logging.INFO):
        assert pipeline.process_item({"url": "u", "text": TEXT, "n": 1}) == {"url": "u", "text": SAFE, "n": 1}
    assert "u: doubled-function-word" in caplog.text
    assert pipeline.process_item({"n": 1}) == {"n": 1}


def test_documents() -> None:
    documents = [SimpleNamespace(text=TEXT, metadata={}), SimpleNamespace(text="Fine.", metadata={})]
    made = list(importlib.import_module("document_step").Repair().run(documents))
    assert [one.text for one in made] == [SAFE, "Fine."]
    assert [one.metadata["repair"] for one in made] == [["doubled-function-word"], []]


def test_frames_of_pandas() -> None:
    pandas = importlib.import_module("pandas")
    frames = importlib.import_module("frames")
    frame = pandas.DataFrame({"id": [1, 2, 3], "text": [TEXT, None, "Fine."]})
    (made,) = frames.repaired([frame])
    assert made["text"].tolist()[::2] == [SAFE, "Fine."]
    assert pandas.isna(made["text"][1])
    assert made["id"].tolist() == [1, 2, 3]
    assert made.dtypes.equals(frame.dtypes)
    assert frame["text"][0] == TEXT, "what was handed over stays"


def test_frames() -> None:
    class Frame(dict[str, "Column"]):
        def assign(self, **columns: Column) -> Frame:
            return Frame({**self, **columns})

    (made,) = importlib.import_module("frames").repaired([Frame(text=Column([TEXT, None]), id=Column([1, 2]))])
    assert made == {"text": [SAFE, None], "id": [1, 2]}


class Column(list[object]):
    """What a column of a data frame has to be able to do."""

    def map(self, function):
        return Column(map(function, self))
