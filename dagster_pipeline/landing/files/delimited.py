"""Delimited files (csv, tsv) as JSON lines: one document a row, at the row's own line number.

What a file's quoting, line ends and encoding do ends here; from the JSON lines on, a row lands like
any document. Only kept columns leave this module, an empty value as null. A row that does not fit
its header, or holds quotes that never close, is set apart alone: it never takes others with it.
"""

import csv
import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

from dagster_pipeline.landing.files.discovery import ExportFile
from dagster_pipeline.landing.files.encodings import decoded
from dagster_pipeline.landing.files.whole_file import (
    PIECE_BYTES,
    BadLine,
    FileNotWhole,
    Form,
    Piece,
    utf8_blocks,
)
from dagster_pipeline.landing.redaction.masking import MASK
from dagster_pipeline.landing.redaction.names import shown_header
from dagster_pipeline.landing.rules.columns import Columns, Header, HeaderInvalid, read_header

LONGEST_LINE = 32 << 20
LONGEST_ROW_LINES = 200
"""Lines that one quoted row may run over before its opening quote counts as never closed."""


@dataclass(frozen=True)
class _Line:
    number: int
    text: str | None
    """None where the line cannot be decoded."""
    raw: bytes


def read_rows(
    file: ExportFile, columns: Columns, encodings: tuple[str, ...], dropped: Counter[frozenset[str]]
) -> Iterator[Piece | BadLine]:
    """The rows of a file as pieces of JSON lines, and the rows that could not be read.

    Adds to `dropped` the columns that are not kept, with the rows of the file. Raises FileNotWhole.
    """
    lines = _Lines(file, encodings)
    header_line = next(lines, None)
    if header_line is None:
        raise FileNotWhole("it is empty, not even a header; fetch it again or remove it")
    header_fields = _header_fields(header_line, lines, columns)
    try:
        header = read_header(header_fields, columns)
    except HeaderInvalid as problem:
        raise FileNotWhole(f"its header (line {header_line.number}) {problem}") from None
    piece = _GrowingPiece()
    rows = 0
    for line in lines:
        row = _row(line, lines, columns, header.width)
        if isinstance(row, BadLine):
            rows += 1
            yield row
        elif any(row) and row != header_fields:
            rows += 1
            piece.add(line.number, _document(row, header))
        if piece.size >= PIECE_BYTES:
            yield piece.take()
    if piece.size:
        yield piece.take()
    dropped[frozenset(map(shown_header, header.dropped))] += rows


def _header_fields(line: _Line, lines: "_Lines", columns: Columns) -> list[str]:
    """The names in a header; none where it cannot be read."""
    return [] if line.text is None else _values(line, columns, lines, []) or []


class _Lines:
    """The lines of a file that are not blank, without their ends; lines can be put back."""

    def __init__(self, file: ExportFile, encodings: tuple[str, ...]) -> None:
        self._lines = _decoded_lines(file, encodings)
        self._waiting: deque[_Line] = deque()

    def __iter__(self) -> Iterator[_Line]:
        return self

    def __next__(self) -> _Line:
        line = self.next_line()
        while line.text is not None and not line.text.strip():
            line = self.next_line()
        return line

    def next_line(self) -> _Line:
        """The next line, a blank one too. Raises StopIteration."""
        return self._waiting.popleft() if self._waiting else next(self._lines)

    def put_back(self, lines: list[_Line]) -> None:
        self._waiting.extendleft(reversed(lines))


def _decoded_lines(file: ExportFile, encodings: tuple[str, ...]) -> Iterator[_Line]:
    for number, raw in enumerate(_raw_lines(file), start=1):
        try:
            text = decoded(raw, encodings)
        except UnicodeDecodeError:
            text = None
        yield _Line(number, text, raw)


def _raw_lines(file: ExportFile) -> Iterator[bytes]:
    """Lines by LF or CRLF; by CR alone where the file begins so."""
    end = None
    rest = b""
    number = 0
    for block in utf8_blocks(file):
        if end is None:
            end = b"\r" if b"\r" in block and b"\n" not in block else b"\n"
        *lines, rest = (rest + block).split(end)
        for line in lines:
            yield line.removesuffix(b"\r")
        number += len(lines)
        if len(rest) > LONGEST_LINE:
            raise FileNotWhole(f"line {number + 1} is longer than {LONGEST_LINE >> 20} MB")
    if rest:
        yield rest.removesuffix(b"\r")


def _row(first: _Line, lines: _Lines, columns: Columns, width: int) -> list[str] | BadLine:
    """The values of the row that begins at a line, or why that line is none.

    A quoted row may go on over more lines. Where what they make together is no row, only the first
    line is bad and the others are read again as rows of their own.
    """
    if first.text is None:
        return _bad(first, columns, "its text is in none of the encodings of its object")
    if "\0" in first.text:
        return _bad(first, columns, "it holds a NUL byte")
    further: list[_Line] = []
    row = _values(first, columns, lines, further)
    if row is not None and len(row) > width and not any(row[width:]):
        row = row[:width]
    if row is not None and len(row) == width:
        return row
    lines.put_back(further)
    if row is None:
        return _bad(first, columns, "its quotes do not close")
    return _bad(first, columns, f"it has {len(row)} values, its header names {width} columns")


def _values(
    first: _Line, columns: Columns, lines: _Lines, further: list[_Line]
) -> list[str] | None:
    """The values of a row, and in `further` the lines that it took; None where quotes make none."""
    if not columns.has_quotes or '"' not in first.text:
        return first.text.split(columns.delimiter)
    texts = _texts_of_row(first, lines, further)
    try:
        return next(csv.reader(texts, delimiter=columns.delimiter, strict=True))
    except csv.Error:
        return None


def _texts_of_row(first: _Line, lines: _Lines, further: list[_Line]) -> Iterator[str]:
    """The lines that a quoted row asks for, until one cannot belong to it."""
    yield f"{first.text}\n"
    while len(further) < LONGEST_ROW_LINES:
        try:
            line = lines.next_line()
        except StopIteration:
            return
        further.append(line)
        if line.text is None or "\0" in line.text:
            return
        yield f"{line.text}\n"


def _bad(line: _Line, columns: Columns, reason: str) -> BadLine:
    """A line set apart: how many values it seems to have, and which are empty, no value."""
    text = line.text if line.text is not None else line.raw.decode("latin-1")
    values = text.split(columns.delimiter)
    masked = columns.delimiter.join(MASK if value.strip() else "" for value in values)
    return BadLine(line.number, reason, masked)


def _document(row: list[str], header: Header) -> str:
    """The kept columns of a row as JSON text."""
    return json.dumps(
        {name: row[place] or None for name, place in header.places.items()}, ensure_ascii=False
    )


class _GrowingPiece:
    """JSON texts gathered into a piece, each at its own line number."""

    def __init__(self) -> None:
        self._start(1)

    def _start(self, first_line: int) -> None:
        self._first_line = first_line
        self._lines: list[str] = []
        self.size = 0

    def add(self, number: int, text: str) -> None:
        blank = number - self._first_line - len(self._lines)
        self._lines += [""] * blank
        self._lines.append(text)
        self.size += blank + len(text)

    def take(self) -> Piece:
        piece = Piece("\n".join(self._lines), self._first_line, Form.LINES)
        self._start(self._first_line + len(self._lines))
        return piece
