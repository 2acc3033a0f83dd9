"""The SQL that unwraps and keeps the records of one object, made from its landing rule.

One json_transform per record keeps the listed paths as text. It turns a number beyond double
precision into an approximation without a word, so `suspect` marks every record in which that may
have happened or a typed value is unreadable, for judging.py to look at. Values of the wrong kind,
which it turns into null or JSON text, are found by each record's skeleton (structures.py).
"""

import json
import re
from collections.abc import Iterator

from dagster_pipeline.landing.kept_paths import Shape, Step, leaf_paths, parse_path
from dagster_pipeline.landing.sources import LandingRule
from dagster_pipeline.landing.value_types import DOUBTS, unreadable_sql

LONG_NUMBER = r'"-?[0-9][0-9.eE+-]{15,}"'
NOT_A_NUMBER = r'"-?(?i:nan|inf|infinity)"'
NAMED_VALUE = r'":\s*(?:"(?:[^"\\]|\\.)*"|[-+0-9.eE]+)'
DOUBTFUL_MARKS = (
    *("'[\":'", "'{\":'", "',\":'", "' \":'", "e'\\t\":'"),  # a text that begins with a colon
    "'\\\":'",  # a quote inside a text, before a colon
)


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


def envelope_types(rule: LandingRule) -> str:
    """SQL: the kinds of a valid JSON `text` and of what stands at each envelope path."""
    kinds = ["$", *(json_path(path) for path in rule.envelopes)]
    return f"json_type(text, [{', '.join(literal(kind) for kind in kinds)}])"


def unwrapped_records(rule: LandingRule) -> str:
    """SQL: the list of records of each text, by the first envelope that fits."""
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
    return f"""
        select
            file_no, is_whole, line, {_envelope_total(rule)} as envelope_total,
            -- as texts: to make a text JSON would be to parse it once more
            case
                {" ".join(fitting)}
                when types[1] = 'ARRAY' and (is_whole or is_joined)
                    then cast(json_extract(text, '$[*]') as varchar[])
                else [text]
            end as records
        from landing_texts
    """


def _envelope_total(rule: LandingRule) -> str:
    totals = [
        f"try_cast(json_extract_string(text, {literal(json_path(path))}) as bigint)"
        for path in rule.envelope_total
    ]
    return f"coalesce({', '.join(totals)})" if totals else "cast(null as bigint)"


def kept_records(rule: LandingRule) -> str:
    """SQL: payload, id, stamps, skeleton and `suspect` of every record in landing_unwrapped."""
    shape = rule.shape
    payload = f"cast(to_json({_with_tokens('kept', shape, set(rule.tokens))}) as varchar)"
    document_id = _single("kept", [rule.document_id] if rule.document_id else [])
    return f"""
        with texts as (
            select
                unwrapped.* exclude (envelope_total),
                generate_subscripts(records, 1) as place,
                unnest(records) as record
            from landing_unwrapped as unwrapped
        ),
        transformed as (
            select
                file_no, is_whole, line, place, record,
                case when starts_with(record, '{{') then true
                    else json_type(record) = 'OBJECT'
                end as is_document,
                case when is_document
                    then json_transform(record, {literal(json.dumps(shape))})
                end as kept
            from texts
        ),
        written as (select *, cast(to_json(kept) as varchar) as written from transformed)
        select
            file_no, place, record, is_document,
            -- a record of a page is found by its place in the list, another by its line
            case when is_whole then place + coalesce(page_offset, 0) else line end as source_line,
            {_skeleton("record")} as skeleton,
            {document_id} as document_id,
            {_single("kept", rule.version_at)} as version_at,
            {_single("kept", rule.created_at)} as created_at,
            {payload if rule.tokens else "written"} as payload,
            not is_document
                {"or " + document_id + " is null" if rule.document_id else ""}
                or {" or ".join(_suspicions(rule))} as suspect
        from written
        left join landing_offsets using (file_no, is_whole, line)
    """


def _skeleton(record: str) -> str:
    """SQL: a record with 0 for its values, so that records of one structure become one text.

    Only what stands behind a name is replaced, told by the quote and colon before it. In the rare
    record where these could stand elsewhere, its values stay.
    """
    doubtful = " or ".join(f"contains({record}, {mark})" for mark in DOUBTFUL_MARKS)
    return f"""
        case when {doubtful} then {record}
            else regexp_replace({record}, {literal(NAMED_VALUE)}, '":0', 'g')
        end
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
    """Conditions over `written` and `kept` that no unreadable value or e-mail address escapes."""
    by_name, by_path = _typed_names(rule)
    patterns = [] if rule.columns else [LONG_NUMBER, NOT_A_NUMBER]
    patterns += [
        f'"(?:{"|".join(map(re.escape, sorted(names)))})":"(?:{DOUBTS[type_name]})'
        for type_name, names in by_name.items()
    ]
    yield "contains(written, '@')"
    if patterns:
        yield f"regexp_matches(written, {literal('|'.join(patterns))})"
    by_type: dict[str, list[str]] = {}
    for path in by_path:
        by_type.setdefault(rule.types[path], []).append(_values_at("kept", parse_path(path)))
    for type_name, values in by_type.items():
        unreadable = unreadable_sql("leaf", type_name)
        every = f"list_concat({', '.join(values)})" if len(values) > 1 else values[0]
        yield f"coalesce(len(list_filter({every}, lambda leaf: {unreadable})), 0) > 0"


def _typed_names(rule: LandingRule) -> tuple[dict[str, set[str]], list[str]]:
    """The typed values that one search of the payload finds by their names, and the other paths.

    Searching the text is many times cheaper [M]. It takes a type that has a pattern of doubt, and
    a name that has this type wherever it is kept.
    """
    types_of_name: dict[str, set[str | None]] = {}
    for path in leaf_paths(rule.shape):
        types_of_name.setdefault(parse_path(path)[-1].name, set()).add(rule.types.get(path))
    by_name: dict[str, set[str]] = {}
    by_path: list[str] = []
    for path, type_name in rule.types.items():
        last = parse_path(path)[-1]
        is_alone = types_of_name[last.name] == {type_name} and not last.is_list
        if type_name in DOUBTS and is_alone:
            by_name.setdefault(type_name, set()).add(last.name)
        else:
            by_path.append(path)
    return by_name, by_path


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
