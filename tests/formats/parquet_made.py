"""Awkward Parquet files, made by a seeded generator: types, nesting, compression, row groups as they come."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

CODECS = ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]
_TIME = datetime(2024, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)


def write(path: Path, seed: int, articles: Sequence[str]) -> str:
    """Write a file that holds these articles; gives the name of their field."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    dice = random.Random(f"parquet {seed}")
    rows = len(articles)
    kind = dice.choice([pa.string(), pa.large_string()])
    others: dict[str, Any] = {
        "id": pa.array(range(rows), dice.choice([pa.int8(), pa.int64(), pa.uint32()])),
        "score": pa.array([dice.choice([0.1, float("nan"), float("inf"), -0.0, None]) for _ in range(rows)]),
        "when": pa.array([dice.choice([_TIME, None]) for _ in range(rows)], pa.timestamp(dice.choice(["ms", "us", "ns"]), "UTC")),
        "price": pa.array([Decimal("1.50")] * rows, pa.decimal128(9, 2)),
        "tags": pa.array([dice.choice([None, [], ["a", None], ["b"]]) for _ in range(rows)], pa.list_(pa.string())),
        "map": pa.array([dice.choice([None, [("k", 1)]]) for _ in range(rows)], pa.map_(pa.string(), pa.int32())),
        "raw": pa.array([dice.choice([b"\xff\x00", b"", None]) for _ in range(rows)]),
        "class": pa.array([dice.choice(["x", "y", None]) for _ in range(rows)]).dictionary_encode(),
        "odd": pa.array([b"\xff\xfe"] * rows, pa.binary()).view(pa.string()),
        "größe": pa.array([dice.choice(["Advertisement", "", None]) for _ in range(rows)]),
        "none": pa.nulls(rows),
    }
    columns = dict(dice.sample(sorted(others.items()), dice.randint(0, 6)))
    text: Any = pa.array(articles, kind)
    field = "text"
    if dice.random() < 0.3:
        field = "parts"
        lists = [None if one is None else [*dice.choice([[], ["All is well.", None]]), one, ""] for one in articles]
        text = pa.array(lists, dice.choice([pa.list_, pa.large_list])(kind))
    if dice.random() < 0.2:
        field = "page.parts" if field == "parts" else "page.text"
        text = pa.StructArray.from_arrays([pa.array(range(rows)), text], ["n", field[5:]])
    elif field == "text" and dice.random() < 0.4:
        field = dice.choice(["page.text", "page.deep.text"])
        *above, _ = field.split(".")[1:] or [""]
        inner = pa.StructArray.from_arrays([pa.array(range(rows)), text], ["n", "text"])
        text = pa.StructArray.from_arrays([inner], ["deep"]) if above else inner
    columns[field.split(".")[0]] = text
    names = sorted(columns, key=lambda _: dice.random())
    table = pa.table({name: columns[name] for name in names})
    if dice.random() < 0.6:
        table = table.replace_schema_metadata({"house": "The Courier", "pandas": '{"index_columns": []}'})
    pq.write_table(
        table,
        path,
        row_group_size=dice.choice([1, 2, 1000]),
        compression=dice.choice([dice.choice(CODECS), {name: dice.choice(CODECS) for name in names}]),
        use_dictionary=dice.choice([True, False]),
        version=dice.choice(["1.0", "2.4", "2.6"]),
        data_page_version=dice.choice(["1.0", "2.0"]),
        write_statistics=dice.choice([True, False]),
        store_schema=dice.choice([True, False]),
        use_compliant_nested_type=dice.choice([True, False]),
        write_page_index=dice.choice([True, False]),
    )
    return field
