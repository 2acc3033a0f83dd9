"""Is a file whole, and in which form does it hold its records: the pass before any reading.

The engine reads a cut or corrupt gzip without a word, loses the first record behind a byte-order
mark and stops at other encodings (facts of the engine, measured), so this comes first. Texts leave
here as UTF-8 pieces small enough to hold in memory.
"""

import codecs
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from dagster_pipeline.landing.files.discovery import LINE_SUFFIXES, READ_BYTES, ExportFile
from dagster_pipeline.landing.files.encodings import decoded
from dagster_pipeline.landing.redaction.masking import masked_text

PIECE_BYTES = 8 << 20
MARK_AT_LINE_START = "\n\ufeff"
BLANK_BYTES = b" \t\r\n"
UTF8_MARK = b"\xef\xbb\xbf"
OTHER_MARKS = {
    b"\x1f\x8b": "it is packed with gzip and its name does not end in .gz; rename it",
    b"PK\x03\x04": "it is a zip archive or a workbook; export it as text",
    b"\xff\xfe\0\0": "it is UTF-32; export it as UTF-8",
    b"\0\0\xfe\xff": "it is UTF-32; export it as UTF-8",
}
"""What a file that is no text begins with, and what to do."""
UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
OPENING_LINES = (b"{", b"[")


class FileNotWhole(ValueError):
    """A file that cannot be trusted: it is rejected whole, with this text as the reason."""


class Form(Enum):
    """How a file holds its records."""

    WHOLE = "one JSON text: a page, a list or a document"
    LINES = "one document per line"


@dataclass(frozen=True)
class Piece:
    """A part of a file's text: the whole of it, or some of its lines."""

    text: str
    first_line: int
    form: Form


@dataclass(frozen=True)
class BadLine:
    """A line that holds a record which cannot be read."""

    line: int
    reason: str
    raw_text: str
    """Masked."""


def utf8_blocks(file: ExportFile) -> Iterator[bytes]:
    """The file's text as UTF-8 without byte-order mark, unpacked. Raises FileNotWhole."""
    decoder = None
    is_first = True
    for block in _unpacked(file):
        if is_first:
            is_first = False
            _refuse_what_is_no_text(block)
            encoding, block = _utf16_of(block)
            decoder = _utf16_decoder(encoding) if encoding else None
        yield decoder(block) if decoder else block
    if decoder:
        yield decoder(b"", final=True)


def _refuse_what_is_no_text(block: bytes) -> None:
    for mark, reason in OTHER_MARKS.items():
        if block.startswith(mark):
            raise FileNotWhole(reason)


def _utf16_of(block: bytes) -> tuple[str | None, bytes]:
    """The kind of UTF-16 that a file's first block shows, if any, and the block without its mark.

    Without a mark it shows by the zero byte beside each of the first letters.
    """
    encoding = UTF16_MARKS.get(block[:2])
    if encoding:
        return encoding, block[2:]
    zeros = [byte == 0 for byte in block[:4]]
    if zeros == [False, True, False, True]:
        return "utf-16-le", block
    if zeros == [True, False, True, False]:
        return "utf-16-be", block
    return None, block.removeprefix(UTF8_MARK)


def _utf16_decoder(encoding: str):
    decoder = codecs.getincrementaldecoder(encoding)()

    def decode(block: bytes, final: bool = False) -> bytes:
        try:
            return decoder.decode(block, final).encode("utf-8")
        except UnicodeError as error:
            raise FileNotWhole(
                f"it looks like UTF-16 and cannot be read as such ({error.reason}); export it "
                "again as UTF-8"
            ) from None

    return decode


def _unpacked(file: ExportFile) -> Iterator[bytes]:
    try:
        with gzip.open(file.path) if file.is_gzip else file.path.open("rb") as stream:
            while block := stream.read(READ_BYTES):
                yield block
    except EOFError:
        raise FileNotWhole("its gzip data is cut off before its end; fetch it again") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise FileNotWhole(f"its gzip data is damaged ({error}); fetch it again") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileNotWhole(f"it cannot be opened ({reason}); check its permissions") from None


def read_pieces(file: ExportFile, encodings: tuple[str, ...]) -> Iterator[Piece | BadLine]:
    """The file's text in order.

    Raises FileNotWhole, of cut or damaged data when it is reached: what came before it is of a
    rejected file then.
    """
    blocks = utf8_blocks(file)
    head, lines = _head(blocks)
    if _form(file, lines) is Form.WHOLE:
        yield _whole_piece(head + b"".join(blocks), encodings)
        return
    first_line = 1
    for part in _line_parts(chain([head], blocks)):
        yield from _decoded_lines(part, first_line, encodings)
        first_line += part.count(b"\n")


def _head(blocks: Iterator[bytes]) -> tuple[bytes, list[bytes]]:
    """As much of a file as tells its form, and its first two lines that are not blank."""
    read: list[bytes] = []
    for block in blocks:
        read.append(block)
        if b"\n" in block:
            head = b"".join(read)
            lines = _first_lines(head)
            if len(lines) == 2:
                return head, lines
            read = [head]
    head = b"".join(read)
    return head, _first_lines(head + b"\n")


def _form(file: ExportFile, lines: list[bytes]) -> Form:
    """One document per line is told from a page by its first lines: each is JSON by itself.

    A name ending in .jsonl or .ndjson settles the doubtful rest.
    """
    is_named_lines = file.suffix in LINE_SUFFIXES
    if len(lines) < 2:
        is_one_text = not is_named_lines or (bool(lines) and _is_json(lines[0]))
        return Form.WHOLE if is_one_text else Form.LINES
    first, second = lines
    if _is_json(first):
        return Form.LINES
    if first in OPENING_LINES:
        return Form.WHOLE
    return Form.LINES if is_named_lines or _is_json_object(second) else Form.WHOLE


def _first_lines(head: bytes) -> list[bytes]:
    """The first two lines that are not blank, of those that are complete."""
    found: list[bytes] = []
    for line in head.split(b"\n")[:-1]:
        text = line.strip(BLANK_BYTES)
        if text:
            found.append(text)
        if len(found) == 2:
            break
    return found


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_json_object(text: bytes) -> bool:
    return text.startswith(b"{") and _is_json(text)


def _whole_piece(content: bytes, encodings: tuple[str, ...]) -> Piece:
    try:
        return Piece(_unmarked(decoded(content, encodings)), 1, Form.WHOLE)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileNotWhole(
            f"line {line} is not {error.encoding} (byte {content[error.start]:#04x}); "
            "export it as UTF-8"
        ) from None


def _line_parts(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines, some megabytes at a time."""
    waiting: list[bytes] = []
    size = 0
    for block in blocks:
        waiting.append(block)
        size += len(block)
        if size >= PIECE_BYTES and b"\n" in block:
            content = b"".join(waiting)
            end = content.rfind(b"\n") + 1
            yield content[:end]
            waiting, size = [content[end:]], len(content) - end
    if size:
        yield b"".join(waiting)


def _decoded_lines(
    part: bytes, first_line: int, encodings: tuple[str, ...]
) -> Iterator[Piece | BadLine]:
    try:
        yield Piece(_unmarked(part.decode(encodings[0])), first_line, Form.LINES)
        return
    except UnicodeDecodeError:
        lines = part.split(b"\n")
    for place, line in enumerate(lines):
        try:
            lines[place] = decoded(line, encodings)
        except UnicodeDecodeError as error:
            raw_text = masked_text(line.decode("utf-8", "replace"), None)
            yield BadLine(first_line + place, f"its text is not {error.encoding}", raw_text)
            lines[place] = ""
    yield Piece(_unmarked("\n".join(lines)), first_line, Form.LINES)


def _unmarked(text: str) -> str:
    """Without the byte-order marks that joining files leaves at the start of lines."""
    return text.replace(MARK_AT_LINE_START, "\n").removeprefix(MARK_AT_LINE_START[1:])
