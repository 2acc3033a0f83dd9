"""The SQL that turns JSON texts into the records of one object, made from its landing rule.

An ordinary record costs one read and one `json_transform`, which keeps the listed paths as text.
That turns a number beyond double precision into an approximation, a value of the wrong kind into
null or JSON text, all without a word. So every record gets two cheap proofs that it is ordinary,
and only one that fails them is `suspect`, for judging.py to look at: a search of its payload finds
no value that could be unreadable, and its skeleton is of a structure that holds the expected kinds
(structures.py).
"""

import json
from collections.abc import Sequence

from dagster_pipeline.landing.engine.sql_text import literal, quoted
from dagster_pipeline.landing.records.doubts import doubtful_values
from dagster_pipeline.landing.records.exact_numbers import LONG_NUMBER
from dagster_pipeline.landing.records.structures import BLANK_VALUE, VALUE_OF_NAME
from dagster_pipeline.landing.rules.kept_paths import Shape, parse_path
from dagster_pipeline.landing.rules.sources import LandingRule

ROUNDED_NUMBER = r'"-?[0-9][0-9.eE+-]{15,}"|"-?(?i:nan|inf|infinity)"'
BLANKS = r"e' \t\r\n'"
TELLS_ERRORS = "coalesce(json_extract_string(text, '$.errors'), '') not in ('', '[]', '{}')"
"""SQL: whether a text is the answer to a query that failed, in GraphQL and in most of REST."""


def json_path(path: str) -> str:
    """A dotted path as the engine's JSON path: `a.b[].c` is `$."a"."b"[*]."c"`."""
    steps = (f'."{step.name}"{"[*]" if step.is_list else ""}' for step in parse_path(path))
    return "$" + "".join(steps)


SKELETON = f"regexp_replace(record, {literal(VALUE_OF_NAME)}, '{BLANK_VALUE}', 'g')"
"""SQL: a record with 0 for its values, so that records of one structure become one text."""


def kept_records(rule: LandingRule, texts: str) -> str:
    """SQL: the records of `texts`, a relation in SQL.

    `texts` has file_no, line, text, and of each text whether it is_whole (of a file that is one
    text), is_joined (several that stood without a list around them) and may_round (may hold a
    number that the engine would change as it takes a record out of it). Each is_record by itself,
    or holds records in an envelope; an answer that tells errors and has none is a bad record.

    A text that is no JSON, or that would lose digits, comes back as one row that is_apart. Of an
    envelope that tells a total and has no records comes one row without a record.
    """
    document_id = _single([rule.document_id] if rule.document_id else [])
    one_row = f"is_record {'or len(records) = 0' if rule.envelope_total else ''}"
    listed = f"case when {one_row} then [null] else records end"
    payload = f"cast(to_json({_with_tokens('kept', rule.shape, set(rule.tokens))}) as varchar)"
    return f"""
        with texts as ({texts}),
        read as (
            select *, try(json_type(text, {_looked_at(rule)})) as types
            from texts
            where case when left(text, 1) in ('{{', '[') then true
                else trim(text, {BLANKS}) <> '' end
        ),
        sorted as (
            select
                *,
                case when types is null then true
                    when may_round and {_is_unwrapped(rule)}
                        then regexp_matches(text, {literal(LONG_NUMBER)})
                    else false
                end as is_apart,
                case when is_apart then null {_unwrapping(rule)} end as records
            from read
        ),
        unwrapped as (
            select
                *,
                case when records is null then true
                    when len(records) = 0 then {TELLS_ERRORS}
                    else false
                end as is_record
            from sorted
        ),
        single as (
            select
                file_no, is_whole, line, is_apart, types is not null as is_json,
                case when not is_apart then {_envelope_total(rule)} end as envelope_total,
                generate_subscripts({listed}, 1) as place,
                case when is_record then text else unnest({listed}) end as record
            from unwrapped
        ),
        transformed as (
            select
                *,
                case when is_apart or record is null then false
                    when starts_with(record, '{{') then true
                    else json_type(record) = 'OBJECT'
                end as is_document,
                case when is_document
                    then json_transform(record, {literal(json.dumps(rule.shape))})
                end as kept
            from single
        ),
        written as (
            select
                *,
                cast(to_json(kept) as varchar) as written,
                case when is_document then hash({SKELETON}) end as structure
            from transformed
        ),
        told as (
            select
                file_no, is_whole, line, place, is_apart, is_json, envelope_total, record,
                is_document, structure,
                {document_id} as document_id,
                {_single(rule.version_at)} as version_at,
                {_single(rule.created_at)} as created_at,
                {payload if rule.tokens else "written"} as payload,
                record is not null and not is_apart and (
                    not is_document
                    {f"or {document_id} is null" if rule.document_id else ""}
                    or {_doubtful(rule)}
                ) as suspect
            from written
        )
        select *, md5(payload) as content_hash from told
    """


def _looked_at(rule: LandingRule) -> str:
    """SQL: the paths whose kinds decide how a text is unwrapped."""
    paths = ["$", *(json_path(path) for path in rule.envelopes)]
    return f"[{', '.join(map(literal, paths))}]"


def _is_unwrapped(rule: LandingRule) -> str:
    """SQL: whether records are taken out of a text, so that the engine writes them anew."""
    enveloped = [
        f"types[{place}] in ('ARRAY', 'OBJECT')" for place in range(2, len(rule.envelopes) + 2)
    ]
    return f"(is_whole or is_joined {''.join(f'or coalesce({one}, false) ' for one in enveloped)})"


def _unwrapping(rule: LandingRule) -> str:
    """SQL: branches of a case that give the list of a text's records, by the first that fits; where
    none does, the text is the record.

    As texts: to make a text JSON would be to parse it once more.
    """
    fitting = []
    for place, path in enumerate(rule.envelopes, start=2):
        inside = json_path(path)
        fitting += [
            f"when types[{place}] = 'ARRAY' "
            f"then cast(json_extract(text, {literal(inside + '[*]')}) as varchar[])",
            f"when types[{place}] = 'OBJECT' "
            f"then [cast(json_extract(text, {literal(inside)}) as varchar)]",
        ]
    empty = [f"types[{place}] = 'NULL'" for place in range(2, len(rule.envelopes) + 2)]
    if empty and rule.document_id:
        has_no_id = f"json_extract_string(text, {literal(json_path(rule.document_id))}) is null"
        fitting.append(f"when ({' or '.join(empty)}) and {has_no_id} then []")
    fitting.append(
        "when types[1] = 'ARRAY' and (is_whole or is_joined) "
        "then cast(json_extract(text, '$[*]') as varchar[])"
    )
    return " ".join(fitting)


def _envelope_total(rule: LandingRule) -> str:
    totals = [
        f"try_cast(json_extract_string(text, {literal(json_path(path))}) as bigint)"
        for path in rule.envelope_total
    ]
    return f"coalesce({', '.join(totals)})" if totals else "cast(null as bigint)"


def _single(paths: Sequence[str]) -> str:
    """SQL: the first value of `kept` that is present at one of the paths, as written."""
    fields = (".".join(quoted(step.name) for step in parse_path(path)) for path in paths)
    values = [f"nullif(trim(kept.{field}), '')" for field in fields]
    return f"coalesce({', '.join(values)})" if values else "cast(null as varchar)"


def _doubtful(rule: LandingRule) -> str:
    """SQL: whether `written` may hold a value that cannot be read, or an e-mail address."""
    patterns = [doubtful_values(rule.types), None if rule.columns else ROUNDED_NUMBER]
    found = "|".join(filter(None, patterns))
    search = f" or regexp_matches(written, {literal(found)})" if found else ""
    return f"contains(written, '@'){search}"


def _with_tokens(expression: str, shape: Shape, tokens: set[str], path: str = "") -> str:
    """SQL: the kept struct with free text reduced to its tokens; untouched parts stay as is."""
    is_touched = any(name == path or name.startswith((f"{path}.", f"{path}[")) for name in tokens)
    if path and not is_touched:
        return expression
    if isinstance(shape, list):
        item = f"item_{path.count('[')}"
        inner = _with_tokens(item, shape[0], tokens, f"{path}[]")
        return f"list_transform({expression}, lambda {item}: {inner})"
    if isinstance(shape, dict):
        prefix = f"{path}." if path else ""
        fields = (
            f"{quoted(name)} := "
            + _with_tokens(f"{expression}.{quoted(name)}", inner, tokens, f"{prefix}{name}")
            for name, inner in shape.items()
        )
        packed = f"struct_pack({', '.join(fields)})"
        return f"case when {expression} is not null then {packed} end"
    return f"kept_tokens({expression})"
