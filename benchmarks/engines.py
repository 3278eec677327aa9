"""Whether Spark, Ray Data and `datasets` give what `repair.repair` gives: `python benchmarks/engines.py`.

What is not installed is said (`pip install pyspark 'ray[data]' datasets pandas`; Spark needs Java). The engines are too large for
the suite, so this is run by hand. Printed as JSON: the version of each engine, and whether each article came back as it should.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import repair

ROOT = Path(__file__).resolve().parent.parent
FRAMES = str(ROOT / "examples" / "pipelines")


def texts() -> list[str]:
    """The damaged articles of `seeds/`."""
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").rglob("*.txt"))][:60]


def spark(rows: list[dict[str, Any]]) -> list[str]:
    """Through `mapInPandas`."""
    frames = importlib.import_module("frames")
    session = (
        importlib.import_module("pyspark.sql").SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    )
    try:
        frame = session.createDataFrame(rows)
        made = frame.repartition(2).mapInPandas(frames.repaired, frame.schema).collect()
    finally:
        session.stop()
    return [row["text"] for row in sorted(made, key=lambda row: row["id"])]


def ray(rows: list[dict[str, Any]]) -> list[str]:
    """Through `map_batches`, with data frames."""
    frames = importlib.import_module("frames")
    engine = importlib.import_module("ray")
    engine.init(num_cpus=2, include_dashboard=False, logging_level="ERROR", log_to_driver=False)
    try:
        made = importlib.import_module("ray.data").from_items(rows).map_batches(frames.repaired_frame, batch_format="pandas").take_all()
    finally:
        engine.shutdown()
    return [row["text"] for row in sorted(made, key=lambda row: row["id"])]


def datasets(rows: list[dict[str, Any]]) -> list[str]:
    """Through `map`, in batches and two processes."""
    table = importlib.import_module("datasets").Dataset.from_list(rows)
    return list(table.map(repair.Mapper("text"), batched=True, num_proc=2)["text"])


def tried(engine: Callable[[list[dict[str, Any]]], list[str]], module: str) -> str:
    """What to say of an engine."""
    try:
        version = importlib.import_module(module).__version__
    except ImportError:
        return "not installed"
    articles = texts()
    made = engine([{"id": number, "text": text} for number, text in enumerate(articles)])
    wrong = sum(one != repair.repair(text) for one, text in zip(made, articles, strict=True))
    changed = sum(one != text for one, text in zip(made, articles, strict=True))
    return f"{version}: {len(made)} articles, {changed} changed, {wrong} unlike repair.repair"


if __name__ == "__main__":
    sys.path.insert(0, FRAMES)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [FRAMES, os.environ.get("PYTHONPATH")]))  # for the engines' workers
    known = {"Spark": (spark, "pyspark"), "Ray Data": (ray, "ray"), "datasets": (datasets, "datasets")}
    print(json.dumps({name: tried(*how) for name, how in known.items()}, indent=1))
