"""The few texts that the engine cannot take records out of as they are.

What is no JSON is set apart: a line is quarantined, a page rejects its file; several documents one
after another are as good as a list of them. And a page with numbers that the engine would round is
read once more, with them marked.
"""

import json
import re

import duckdb

from dagster_pipeline.landing.engine.row_loading import load_rows
from dagster_pipeline.landing.files.whole_file import BadLine
from dagster_pipeline.landing.records.exact_numbers import LONG_NUMBER, mark_inexact, read_exactly
from dagster_pipeline.landing.records.reading import BatchReading
from dagster_pipeline.landing.records.record_sql import kept_records
from dagster_pipeline.landing.redaction.masking import masked_text
from dagster_pipeline.landing.rules.sources import LandingRule

NEXT_TEXT = re.compile(r"\s*")
MENDED_COLUMNS = {
    "file_no": "INTEGER",
    "is_whole": "BOOLEAN",
    "is_joined": "BOOLEAN",
    "may_round": "BOOLEAN",
    "line": "BIGINT",
    "text": "VARCHAR",
}


def mend_odd_texts(
    connection: duckdb.DuckDBPyConnection, rule: LandingRule, table: str, reading: BatchReading
) -> None:
    """Takes the texts that are apart out of a chunk's table, and puts the records of some back."""
    odd = connection.execute(
        f"select file_no, is_whole, line, record, is_json from {table} where is_apart"
    ).fetchall()
    if not odd:
        return
    connection.execute(f"delete from {table} where is_apart")
    mended = [row for text in odd for row in _mended(rule, reading, *text)]
    load_rows(connection, "mended_texts", mended, MENDED_COLUMNS)
    texts = "select * from mended_texts"
    connection.execute(f"insert into {table} {kept_records(rule, texts)}")
    # A file of several pages: a record's place is counted through all of them.
    connection.execute(f"""
        create or replace table {table} as
        select * replace (
            case when is_whole and record is not null
                then row_number() over (partition by file_no, record is null order by line, place)
                else place
            end as place
        )
        from {table}
        order by file_no, line, place
    """)


def _mended(
    rule: LandingRule,
    reading: BatchReading,
    file_no: int,
    is_whole: bool,
    line: int,
    text: str,
    is_json: bool,
) -> list[dict]:
    """The rows of `mended_texts` that stand for a text; none where it cannot be read."""
    if is_json:
        return [_row(file_no, is_whole, line, text)]
    values = _texts_one_after_another(text)
    if values and is_whole:
        return [_row(file_no, True, place, value) for place, value in enumerate(values, start=1)]
    if values:
        return [_row(file_no, False, line, f"[{','.join(values)}]", is_joined=True)]
    where, problem = _json_problem(text)
    if is_whole:
        reading.reject(
            file_no,
            f"line {where} is not valid JSON ({problem}), so the page cannot be trusted; "
            "export it again",
        )
    else:
        raw_text = masked_text(text, rule.document_id)
        reason = f"the line is not valid JSON ({problem})"
        reading.quarantine_line(file_no, BadLine(line, reason, raw_text))
    return []


def _row(file_no: int, is_whole: bool, line: int, text: str, is_joined: bool = False) -> dict:
    return {
        "file_no": file_no,
        "is_whole": is_whole,
        "is_joined": is_joined,
        "may_round": False,
        "line": line,
        "text": mark_inexact(text) if re.search(LONG_NUMBER, text) else text,
    }


def _texts_one_after_another(text: str) -> list[str] | None:
    """The JSON texts of a file that holds several without a list around them, else None."""
    decoder = json.JSONDecoder()
    texts = []
    start = NEXT_TEXT.match(text).end()
    while start < len(text):
        try:
            _, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return None
        texts.append(text[start:end])
        start = NEXT_TEXT.match(text, end).end()
    return texts if len(texts) > 1 else None


def _json_problem(text: str) -> tuple[int, str]:
    """The line and the nature of what makes a text no JSON; never a value of it."""
    try:
        read_exactly(text)
    except json.JSONDecodeError as error:
        return error.lineno, f"{error.msg.removesuffix(' at')} at character {error.colno}"
    except (ValueError, RecursionError) as error:
        return 1, type(error).__name__
    return 1, "it holds what JSON does not allow"
