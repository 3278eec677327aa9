"""CSV and TSV: the cells of named columns are the articles. The first record names the columns."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from repair.formats.lines import lines
from repair.formats.records import Field, Record, too_large, trimmed
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.span import Edit

_REST = lazy(r'[^"]*+(?:""[^"]*+)*+"')  # from behind an opening quotation mark to the closing one
_MOST_LINES = 2000  # of one record: a mark that opens and never closes must not swallow a file
_MOST_DOUBTS = 20

_Line = tuple[int, int, bytes | None]


class _Cell(NamedTuple):
    start: int
    end: int
    quoted: bool


class Csv:
    """Cells parted by commas; those in quotation marks may hold commas, line ends and doubled quotation marks."""

    delimiter = ","
    literal = False
    """Whether a quotation mark at the start of a cell that is not closed before its end is part of the text."""

    def __init__(self, stream: BinaryIO, fields: Sequence[str], codec: str, most: int) -> None:
        self.names: tuple[str, ...] = ()
        self._lines: Iterator[_Line] = lines(stream, most)
        self._ahead: deque[_Line] = deque()
        self._fields = frozenset(fields)
        self._codec = codec
        self._most = most
        self._doubts = 0

    def __iter__(self) -> Iterator[Record]:
        number = -1
        while line := self._line():
            _, start, data = line
            if data is None:
                number += 1
                yield Record(number, start, "", self._codec, (), too_large(self._most))
                continue
            skip = 3 if start == 0 and data.startswith(b"\xef\xbb\xbf") else 0
            if not data[skip:].strip(b"\r\n"):
                continue
            number += 1
            record = self._record(number, start + skip, data[skip:])
            if number or record.trouble:
                yield record

    def _line(self) -> _Line | None:
        return self._ahead.popleft() if self._ahead else next(self._lines, None)

    def _record(self, number: int, start: int, data: bytes) -> Record:
        """The record that begins with this line."""
        codec = self._codec
        inside = b'"' in data and self._open(data, False)
        more: list[_Line] = []
        size = len(data)
        while inside and self._doubts < _MOST_DOUBTS:
            line = self._line()
            if line is None:
                break
            more.append(line)
            size += len(line[2] or b"")
            if line[2] is None or size > self._most or len(more) > _MOST_LINES:
                break
            inside = self._open(line[2], True)
        whole = data if inside else b"".join([data, *(line[2] or b"" for line in more)])
        try:
            source = whole.decode(codec)
        except UnicodeDecodeError as error:
            return Record(number, start, "", codec, (), ("undecodable", f"byte {error.start} (0x{whole[error.start]:02x}) is not {codec}"))
        if source.encode(codec) != whole:
            return Record(number, start, "", codec, (), ("lossy", f"its bytes would not come back the same when written as {codec}"))
        cells = None if inside else _cells(source, self.delimiter)
        if not self._fits(cells) and (inside or self.literal):
            self._give_back(more)
            if self.literal:
                source = data.decode(codec, "replace")
                cells = _literal(source, self.delimiter)
        if cells is None or not self._fits(cells):
            what = "a quotation mark is not closed" if cells is None else f"has {len(cells)} cells where the head has {len(self.names)}"
            return Record(number, start, "", codec, (), ("malformed", what))
        if not number:
            self.names = tuple(_text(source, cell) for cell in cells)
            return Record(number, start, source, codec)
        found = []
        for name, cell in zip(self.names, cells, strict=True):
            if name in self._fields and cell.end > cell.start:
                raw = source[cell.start : cell.end]
                found.append(Field(name, _text(source, cell), cell.start, _Spelling(raw, cell.quoted, self.delimiter)))
        return Record(number, start, source, codec, found)

    def _fits(self, cells: Sequence[_Cell] | None) -> bool:
        return cells is not None and (not self.names or len(cells) == len(self.names))

    def _give_back(self, lines: Sequence[_Line]) -> None:
        if lines:
            self._doubts += 1
            self._ahead.extendleft(reversed(lines))

    def _open(self, line: bytes, inside: bool) -> bool:
        """Whether a cell in quotation marks is still open behind this line."""
        text = line.decode("latin-1")
        opening = f'{self.delimiter}"'
        at = 0
        if not inside:
            inside = text.startswith('"')
            at = int(inside)
        while True:
            if inside:
                match = _REST.match(text, at)
                if not match:
                    return True
                at = match.end()
            at = text.find(opening, at)
            if at < 0:
                return False
            at += 2
            inside = True


class Tsv(Csv):
    """Cells parted by tabs. Many such files know no quotation marks: one that fits only so is read so."""

    delimiter = "\t"
    literal = True


class _Spelling:
    """A cell as it stands, in quotation marks or not."""

    def __init__(self, raw: str, quoted: bool, delimiter: str) -> None:
        self._raw = raw
        self._quoted = quoted
        self._delimiter = delimiter

    def place(self, edits: Sequence[Edit]) -> list[Edit]:
        if self._quoted:
            return [self._inside(edit) for edit in trimmed(edits)]
        small = list(trimmed(edits))
        if not any(char in edit.new for edit in small for char in f'{self._delimiter}"\r\n'):
            return small
        # what it is to hold needs quotation marks around it
        made = [Edit(0, "", '"')] + [edit._replace(new=edit.new.replace('"', '""')) for edit in small]
        taken = {at for edit in small for at in range(edit.start, edit.end)}
        made += [Edit(at, '"', '""') for at, char in enumerate(self._raw) if char == '"' and at not in taken]
        made.append(Edit(len(self._raw), "", '"'))
        return _joined(made)

    def _inside(self, edit: Edit) -> Edit:
        start, end = self._place(edit.start), self._place(edit.end)
        return Edit(start, self._raw[start:end], edit.new.replace('"', '""'))

    def _place(self, offset: int) -> int:
        at = 1
        left = offset
        while (quote := self._raw.find('"', at)) >= 0 and quote - at < left:
            left -= quote - at + 1
            at = quote + 2
        return at + left


def _joined(edits: list[Edit]) -> list[Edit]:
    """The edits in order, those that touch as one."""
    made: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if made and made[-1].end == edit.start:
            last = made.pop()
            made.append(Edit(last.start, last.old + edit.old, last.new + edit.new))
        else:
            made.append(edit)
    return made


def _cells(source: str, delimiter: str) -> list[_Cell] | None:
    """The cells of a record; None when one in quotation marks goes on behind them."""
    end = len(source.rstrip("\r\n"))
    cells: list[_Cell] = []
    at = 0
    while True:
        quoted = source.startswith('"', at)
        stop = at
        if quoted:
            match = _REST.match(source, at + 1)
            if not match:
                return None
            stop = match.end()
            if stop < end and not source.startswith(delimiter, stop):
                return None
        else:
            stop = source.find(delimiter, at, end)
            stop = end if stop < 0 else stop
        cells.append(_Cell(at, stop, quoted))
        if stop >= end:
            return cells
        at = stop + 1


def _literal(source: str, delimiter: str) -> list[_Cell]:
    cells = []
    at = 0
    for part in source.rstrip("\r\n").split(delimiter):
        cells.append(_Cell(at, at + len(part), False))
        at += len(part) + 1
    return cells


def _text(source: str, cell: _Cell) -> str:
    raw = source[cell.start : cell.end]
    return raw[1:-1].replace('""', '"') if cell.quoted else raw
