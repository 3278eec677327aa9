"""Parquet: the cells of named columns are the articles. A file with a fix is written anew, one row group at a time.

Other columns go through as Arrow reads them. Schema, key-value metadata, row groups and compression are looked at again when the
file is written, and one that would lose any of them is refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from typing import Any, BinaryIO

from repair.formats.document import MissingExtra
from repair.formats.records import AsItIs, Field, Locator, Record, Unreadable, Writable, trimmed
from repair.formats.splice import Splice, spliced
from repair.text.span import Edit

_AT_ONCE = 256  # rows
_MOST_MILLISECONDS = (1 << 63) // 1_000_000 - 1
_DICTIONARIES = {"PLAIN_DICTIONARY", "RLE_DICTIONARY"}
_ARROW_SCHEMA = b"ARROW:schema"

_Cell = bytes | list[bytes | None] | None
_Place = tuple[int, int]  # the row, and the item in its list


class Parquet:
    """A row is a record. A dotted name leads into structs; of a list of texts every item is an article, `name.0` the first."""

    def __init__(self, stream: BinaryIO, fields: Sequence[str], codec: str, most: int) -> None:
        with _broken():
            self._file = _parquet().ParquetFile(stream)
            self.names: tuple[str, ...] = tuple(self._file.schema_arrow.names)
            schema = self._file.schema_arrow
            self._ways = {field: way for field in fields if (way := _way(schema, field))}
            near = [name for field in fields if (name := field.split(".")[0]) in schema.names]
            if near and not self._ways:
                raise Unreadable(f"has no text in the field {' or '.join(fields)}: {near[0]} is {schema.field(near[0]).type}")

    def __iter__(self) -> Iterator[Record]:
        if not self._ways:
            return
        number = 0
        with _broken():
            batches = self._file.iter_batches(_AT_ONCE, columns=list(self._ways), use_threads=False)
            for batch in batches:
                columns = {field: _bytes(_reached(batch.column(way[0]), way[1:])) for field, way in self._ways.items()}
                for row in range(batch.num_rows):
                    number += 1
                    yield _row(number, {field: cells[row] for field, cells in columns.items()})


class _Row(Record):
    """A row; changes of it stand at bytes of a cell."""

    def splices(self, field: Field, edits: Sequence[Edit]) -> list[Splice]:
        made = []
        at = byte = 0
        for edit in trimmed(edits):
            byte += len(field.text[at : edit.start].encode())
            at = edit.start
            made.append(Splice(byte, edit.old.encode(), edit.new.encode()))
        return made


def _row(number: int, cells: dict[str, _Cell]) -> Record:
    found = []
    for name, cell in _items(cells):
        if cell:
            try:
                found.append(Field(name, cell.decode(), 0, AsItIs()))
            except UnicodeDecodeError as error:
                trouble = "undecodable", f"{name}: byte {error.start} (0x{cell[error.start]:02x}) is not UTF-8"
                return Record(number, 0, "", "utf-8", (), trouble)
    return _Row(number, 0, "", "utf-8", found)


def _items(cells: dict[str, _Cell]) -> Iterator[tuple[str, bytes | None]]:
    for name, cell in cells.items():
        if isinstance(cell, list):
            yield from ((f"{name}.{number}", item) for number, item in enumerate(cell))
        else:
            yield name, cell


def rewritten(stream: BinaryIO, changes: Iterable[tuple[Locator, Splice]], out: Writable) -> None:
    """Write the file with these changes of cells, which come in order. Raises `Stale`, and `Unreadable` for what cannot be kept."""
    kept: list[Any] = []
    with _broken():
        file = _parquet().ParquetFile(stream)
        _check_times(stream, _old_times(file.metadata))
        rest = groupby(changes, lambda change: change[0])
        locator, splices = next(rest, (None, iter(())))
        options = _options(file)
        writer = _parquet().ParquetWriter(_Sink(out), file.schema_arrow, metadata_collector=kept, **options)
        try:
            first = 1
            for number in range(file.num_row_groups):
                table = file.read_row_group(number, use_threads=False)
                cells: dict[str, dict[_Place, list[Splice]]] = {}
                while locator and locator.record < first + table.num_rows:
                    field, item = _item(file.schema_arrow, locator.field)
                    cells.setdefault(field, {})[locator.record - first, item] = [splice for _, splice in splices]
                    locator, splices = next(rest, (None, iter(())))
                for field, places in cells.items():
                    table = _with(table, _way(file.schema_arrow, field), places)
                writer.write_table(table, row_group_size=max(1, table.num_rows))
                first += table.num_rows
        except BaseException:
            with suppress(Exception):  # it cannot end a file that it could not write
                writer.close()
            raise
        writer.close()
        _compare(file.metadata, kept[0])


def _way(schema: Any, field: str) -> tuple[str, ...]:
    """The names of the column and of the fields below it; none when there is no such column. Raises `Unreadable` for other than text."""
    way = (field,) if field in schema.names else tuple(field.split("."))
    if schema.names.count(way[0]) != 1:
        if way[0] in schema.names:
            raise Unreadable(f"has several columns named {way[0]}")
        return ()
    kind = schema.field(way[0]).type
    for name in way[1:]:
        if not _types().is_struct(kind) or kind.get_field_index(name) < 0:
            return ()
        kind = kind.field(name).type
    if not _is_text(kind.value_type if _is_list(kind) else kind):
        raise Unreadable(f"the column {field} holds {kind}, and only text is read (string or large_string, also in a struct or a list)")
    return way


def _item(schema: Any, name: str) -> tuple[str, int]:
    """The field that a locator means, and the number of the item in its list, 0 where there is none."""
    if _way(schema, name):
        return name, 0
    field, _, number = name.rpartition(".")
    return field, int(number)


def _is_text(kind: Any) -> bool:
    return bool(_types().is_string(kind) or _types().is_large_string(kind))


def _is_list(kind: Any) -> bool:
    return bool(_types().is_list(kind) or _types().is_large_list(kind))


def _reached(column: Any, way: Sequence[str]) -> Any:
    for name in way:
        column = _arrow().compute.struct_field(column, name)
    return column


def _stored(kind: Any) -> Any:
    """The type of the bytes of a text."""
    return _arrow().large_binary() if _types().is_large_string(kind) else _arrow().binary()


def _bytes(column: Any) -> list[Any]:
    """The cells as they are stored, whether or not they are UTF-8."""
    kind = column.type
    if _types().is_large_list(kind):
        kind = _arrow().large_list(_stored(kind.value_type))
    else:
        kind = _arrow().list_(_stored(kind.value_type)) if _is_list(kind) else _stored(kind)
    cells: list[Any] = column.cast(kind).to_pylist()
    return cells


def _with(table: Any, way: Sequence[str], places: dict[_Place, list[Splice]]) -> Any:
    """The table with these cells changed."""
    index = table.schema.get_field_index(way[0])
    chunks = []
    start = 0
    for chunk in table.column(index).chunks:
        here = {(row - start, item): splices for (row, item), splices in places.items() if start <= row < start + len(chunk)}
        chunks.append(_changed(chunk, way[1:], here) if here else chunk)
        start += len(chunk)
    field = table.schema.field(index)
    return table.set_column(index, field, _arrow().chunked_array(chunks, type=field.type))


def _changed(array: Any, way: Sequence[str], places: dict[_Place, list[Splice]]) -> Any:
    arrow = _arrow()
    if way:
        children = [array.field(number) for number in range(array.type.num_fields)]
        index = array.type.get_field_index(way[0])
        children[index] = _changed(children[index], way[1:], places)
        return arrow.StructArray.from_arrays(children, fields=list(array.type), mask=array.is_null())
    if _is_list(array.type):
        begins = array.offsets
        items = {(begins[row].as_py() + item, 0): splices for (row, item), splices in places.items()}
        values = _changed(array.values, (), items)
        return type(array).from_arrays(begins, values, type=array.type, mask=array.is_null())
    cells = _bytes(array)
    for (row, _), splices in places.items():
        cells[row] = b"".join(spliced(io.BytesIO(cells[row] or b""), splices))
    return arrow.array(cells, type=_stored(array.type)).view(array.type)


def _options(file: Any) -> dict[str, Any]:
    """How the file was written, as far as it tells."""
    about = file.metadata
    group = about.row_group(0)
    columns = [group.column(number) for number in range(about.num_columns)]
    return {
        "compression": {one.path_in_schema: _codec(one.compression) for one in columns},
        "use_dictionary": [one.path_in_schema for one in columns if _DICTIONARIES & set(one.encodings)],
        "write_statistics": [one.path_in_schema for one in columns if one.is_stats_set],
        "use_deprecated_int96_timestamps": bool(_old_times(about)),
        "version": about.format_version if about.format_version in ("1.0", "2.4", "2.6") else "2.6",
        "store_schema": _ARROW_SCHEMA in (about.metadata or {}),
        "write_page_index": any(one.has_offset_index for one in columns),
        "use_compliant_nested_type": not any(
            one.path_in_schema.endswith(".list.item") or ".list.item." in one.path_in_schema for one in columns
        ),
        "sorting_columns": list(group.sorting_columns) or None,
    }


def _old_times(about: Any) -> list[str]:
    """The columns with times as INT96, as Spark writes them."""
    columns = [about.row_group(0).column(number) for number in range(about.num_columns)]
    return [one.path_in_schema for one in columns if one.physical_type == "INT96"]


def _check_times(stream: BinaryIO, columns: Sequence[str]) -> None:
    """Raise `Unreadable` for times as INT96 that Arrow would not read as they are: it counts nanoseconds in 64 bits."""
    if not columns:
        return
    nested = next((name for name in columns if "." in name), None)
    if nested:
        raise Unreadable(f"the column {nested} has times as INT96 inside of others, which are not kept")
    file = _parquet().ParquetFile(stream, coerce_int96_timestamp_unit="ms")
    for batch in file.iter_batches(_AT_ONCE * 256, columns=list(columns), use_threads=False):
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            ends = _arrow().compute.min_max(column.cast(_arrow().int64())).as_py()
            if any(end is not None and abs(end) > _MOST_MILLISECONDS for end in ends.values()):
                raise Unreadable(f"the column {name} has times as INT96 before 1678 or after 2261, which would not be kept")


def _codec(name: str) -> str:
    return "none" if name == "UNCOMPRESSED" else name.lower()


def _compare(old: Any, new: Any) -> None:
    """Raise `Unreadable` when the new file has lost what it must keep."""
    if not old.schema.equals(new.schema):
        raise Unreadable("would get another schema when written again")
    if _metadata(old) != _metadata(new):
        raise Unreadable("would get other metadata when written again")
    if _shape(old) != _shape(new):
        raise Unreadable("would get other row groups or compression when written again")


def _metadata(about: Any) -> dict[bytes, bytes]:
    return {name: value for name, value in (about.metadata or {}).items() if name != _ARROW_SCHEMA}


def _shape(about: Any) -> list[tuple[int, list[str]]]:
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    return [(group.num_rows, [group.column(column).compression for column in range(about.num_columns)]) for group in groups]


class _Sink(io.RawIOBase):
    """What Arrow writes to."""

    def __init__(self, out: Writable) -> None:
        self._out = out
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._out.write(bytes(data))
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        return self._size


@contextmanager
def _broken() -> Iterator[None]:
    """What Arrow says of a file it cannot read, in one line."""
    arrow = _arrow()
    try:
        yield
    except (arrow.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise Unreadable(f"is a broken Parquet file, or none: {' '.join(str(error).split())[:200]}") from None


def _arrow() -> Any:
    try:
        import pyarrow
        import pyarrow.compute
    except ImportError:
        raise MissingExtra("reading .parquet files needs an extra: pip install 'article-repair[parquet]'") from None
    return pyarrow


def _types() -> Any:
    return _arrow().types


def _parquet() -> Any:
    _arrow()
    import pyarrow.parquet

    return pyarrow.parquet
