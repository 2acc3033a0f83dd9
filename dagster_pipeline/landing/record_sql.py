"""The SQL that unwraps and keeps the records of one object, made from its landing rule.

One json_transform per record keeps the listed paths as text. It turns a number beyond double
precision into an approximation without a word, so `suspect` marks every record in which that may
have happened or a typed value is unreadable, for judging.py to look at. Values of the wrong kind,
which it turns into null or JSON text, are found by each record's structure (structures.py).
"""

import json
from collections.abc import Iterator

from dagster_pipeline.landing.kept_paths import Shape, Step, parse_path
from dagster_pipeline.landing.sources import LandingRule
from dagster_pipeline.landing.value_types import unreadable_sql

LONG_NUMBER = r'"-?[0-9][0-9.eE+-]{15,}"'
NOT_A_NUMBER = r'(?i)"-?(nan|inf|infinity)"'


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def json_path(path: str) -> str:
    """A dotted path as the engine's JSON path: `a.b[].c` is `$."a"."b"[*]."c"`."""
    steps = (f'."{step.name}"{"[*]" if step.is_list else ""}' for step in parse_path(path))
    return "$" + "".join(steps)


def unwrapped_records(rule: LandingRule) -> str:
    """SQL: the list of records of a valid JSON `text`, by the first envelope that fits."""
    kinds = ["$", *(json_path(path) for path in rule.envelopes)]
    types = f"json_type(text, [{', '.join(literal(kind) for kind in kinds)}])"
    fitting = []
    for place, path in enumerate(rule.envelopes, start=2):
        inside = json_path(path)
        fitting += [
            f"when types[{place}] = 'ARRAY' then json_extract(text, {literal(inside + '[*]')})",
            f"when types[{place}] = 'OBJECT' then [json_extract(text, {literal(inside)})]",
        ]
    empty = [f"types[{place}] = 'NULL'" for place in range(2, len(kinds) + 1)]
    if empty and rule.document_id:
        has_no_id = f"json_extract_string(text, {literal(json_path(rule.document_id))}) is null"
        fitting.append(f"when ({' or '.join(empty)}) and {has_no_id} then []")
    return f"""
        select
            file_no, is_whole, line, {_envelope_total(rule)} as envelope_total,
            case
                {" ".join(fitting)}
                when types[1] = 'ARRAY' and is_whole then json_extract(text, '$[*]')
                else [cast(text as json)]
            end as records
        from (select *, {types} as types from landing_texts)
    """


def _envelope_total(rule: LandingRule) -> str:
    totals = [
        f"try_cast(json_extract_string(text, {literal(json_path(path))}) as bigint)"
        for path in rule.envelope_total
    ]
    return f"coalesce({', '.join(totals)})" if totals else "cast(null as bigint)"


def kept_records(rule: LandingRule) -> str:
    """SQL: payload, id, stamps, structure and `suspect` of every record in landing_records."""
    shape = rule.shape
    payload = f"cast(to_json({_with_tokens('kept', shape, set(rule.tokens))}) as varchar)"
    document_id = _single("kept", [rule.document_id] if rule.document_id else [])
    return f"""
        with structured as (
            select
                *, cast(json_structure(record) as varchar) as structure,
                json_type(record) = 'OBJECT' as is_document
            from landing_records
        ),
        transformed as (
            select
                *,
                case when is_document
                    then json_transform(record, {literal(json.dumps(shape))})
                end as kept
            from structured
        ),
        written as (select *, cast(to_json(kept) as varchar) as written from transformed)
        select
            file_no, source_line, place, structure, is_document,
            {document_id} as document_id,
            {_single("kept", rule.version_at)} as version_at,
            {_single("kept", rule.created_at)} as created_at,
            {payload if rule.tokens else "written"} as payload,
            not is_document
                {"or " + document_id + " is null" if rule.document_id else ""}
                or {" or ".join(_suspicions(rule))} as suspect
        from written
    """


def _single(expression: str, paths: list[str] | tuple[str, ...]) -> str:
    """SQL: the first value that is present at one of the paths, as written."""
    values = [
        "nullif(trim(" + expression + "".join(f".{quoted(step.name)}" for step in parse_path(path))
        + "), '')"
        for path in paths
    ]  # fmt: skip
    return f"coalesce({', '.join(values)})" if values else "cast(null as varchar)"


def _suspicions(rule: LandingRule) -> Iterator[str]:
    """Conditions over `written` and `kept` that no unreadable value escapes."""
    yield f"regexp_matches(written, {literal(LONG_NUMBER)})"
    yield f"regexp_matches(written, {literal(NOT_A_NUMBER)})"
    by_type: dict[str, list[str]] = {}
    for path, type_name in rule.types.items():
        by_type.setdefault(type_name, []).append(_values_at("kept", parse_path(path)))
    for type_name, values in by_type.items():
        unreadable = unreadable_sql("leaf", type_name)
        every = f"list_concat({', '.join(values)})" if len(values) > 1 else values[0]
        yield f"coalesce(len(list_filter({every}, lambda leaf: {unreadable})), 0) > 0"


def _values_at(expression: str, steps: tuple[Step, ...], depth: int = 0) -> str:
    """SQL: the list of all leaves at a path of a kept struct."""
    step, rest = steps[0], steps[1:]
    here = f"{expression}.{quoted(step.name)}"
    if not rest:
        return here if step.is_list else f"[{here}]"
    if not step.is_list:
        return _values_at(here, rest, depth)
    item = f"item_{depth}"
    return f"flatten(list_transform({here}, lambda {item}: {_values_at(item, rest, depth + 1)}))"


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
