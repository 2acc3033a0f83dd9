"""What lands, as the dbt sources say it: one `LandingRule` per table with a `meta.landing` block.

The YAML files are the only list of tables. This module reads and checks them; nothing here knows
a system, an object or a field by name. Every block has `keep`, and may have `document_id`,
`version_at`, `created_at`, `layers`, `tokens`, `types`, `encodings` (tried in order; utf-8 alone
where it is silent) and

- for JSON: `envelopes`, `envelope_total`;
- for `format: csv` or `format: tsv`: `delimiter` (by the format: a comma or a tab), `quoting`
  (`double`, values may stand in double quotes: csv; `none`, a quote is a character: tsv),
  `aliases` (column: [other names of its header]) and `optional` (kept columns that a header may
  lack: their values are null; a file whose header lacks any other is rejected).

Columns are found by the names in the header, whatever their case and order.
"""

import codecs
import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from dagster_pipeline.landing.errors import SourcesInvalid
from dagster_pipeline.landing.rules.columns import (
    DELIMITED_SETTINGS,
    DELIMITERS,
    Columns,
    ColumnsInvalid,
    listed,
    read_columns,
)
from dagster_pipeline.landing.rules.kept_paths import PathError, Shape, parse_path, shape_of
from dagster_pipeline.landing.rules.value_types import VALUE_TYPES

COMMON_SETTINGS = {
    "document_id", "version_at", "created_at", "layers", "keep", "tokens", "types", "encodings",
    "format",
}  # fmt: skip
JSON_SETTINGS = {"envelopes", "envelope_total"}
OCCURRENCE = "occurrence"
"""What a stored record without an id has beside its kept paths: its number among equal ones."""


@dataclass(frozen=True)
class LandingRule:
    """How one object of one system lands. Paths are dotted, `[]` marks a list."""

    system: str
    object: str
    envelopes: tuple[str, ...] = ()
    envelope_total: tuple[str, ...] = ()
    document_id: str | None = None
    """None: the record's content is its id."""
    version_at: tuple[str, ...] = ()
    created_at: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    types: dict[str, str] = field(default_factory=dict)
    """Path to the name of the type that a present value must have."""
    encodings: tuple[str, ...] = ("utf-8",)
    """Tried in order."""
    format: str = "json"
    columns: Columns | None = None
    """None: the files are JSON."""

    @cached_property
    def shape(self) -> dict[str, Shape]:
        """The shape of a stored payload."""
        stamps = (*self.version_at, *self.created_at)
        ids = (self.document_id,) if self.document_id else ()
        return shape_of(list(dict.fromkeys([*ids, *stamps, *self.keep, *self.tokens])))

    @cached_property
    def kept_digest(self) -> str:
        """Changes with anything that changes what is stored of the same records."""
        kept = [self.shape, sorted(self.tokens), self.document_id, self.version_at, self.created_at]
        return _digest(kept)

    @cached_property
    def digest(self) -> str:
        """Changes with anything that could change what is stored or rejected."""
        return f"{self.kept_digest}-{_digest(asdict(self))}"


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def read_landing_rules(staging_folder: Path) -> dict[tuple[str, str], LandingRule]:
    """Rules by (system, object) from every `<system>/_<system>__sources.yml`.

    Raises SourcesInvalid, naming file and table, for a block that cannot be used.
    """
    rules: dict[tuple[str, str], LandingRule] = {}
    for file in sorted(staging_folder.glob("*/_*__sources.yml")):
        try:
            content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise SourcesInvalid(f"{file}: is not readable YAML: {error}") from None
        for source in content.get("sources") or []:
            for table in source.get("tables") or []:
                block = _landing_block(table)
                if block is None:
                    continue
                system = source.get("schema") or source["name"]
                place = f"{file}: {system}.{table['name']}"
                rules[system, table["name"]] = _rule(system, table["name"], block, place)
    return rules


def _landing_block(table: dict) -> dict | None:
    config = table.get("config") or {}
    return ((config.get("meta") or table.get("meta")) or {}).get("landing")


def _rule(system: str, name: str, block: dict, place: str) -> LandingRule:
    format_name = block.get("format", "json")
    if format_name not in ("json", *DELIMITERS):
        raise SourcesInvalid(f"{place}: format '{format_name}' is not json, csv or tsv")
    known = COMMON_SETTINGS | (JSON_SETTINGS if format_name == "json" else DELIMITED_SETTINGS)
    unknown = sorted(set(block) - known)
    if unknown:
        raise SourcesInvalid(
            f"{place}: meta.landing of format {format_name} has no '{unknown[0]}'; "
            f"it knows {', '.join(sorted(known))}"
        )
    rule = LandingRule(
        system=system,
        object=name,
        envelopes=listed(block.get("envelopes")),
        envelope_total=listed(block.get("envelope_total")),
        document_id=block.get("document_id"),
        version_at=listed(block.get("version_at")),
        created_at=listed(block.get("created_at")),
        keep=listed(block.get("keep")),
        tokens=listed(block.get("tokens")),
        types=_types(block.get("types") or {}, place),
        encodings=_encodings(block, place),
        format=format_name,
        columns=_columns(block, format_name, place),
    )
    _check_paths(rule, place)
    return rule


def _encodings(block: dict, place: str) -> tuple[str, ...]:
    encodings = listed(block.get("encodings")) or ("utf-8",)
    for name in encodings:
        try:
            codecs.lookup(name)
        except LookupError:
            raise SourcesInvalid(f"{place}: encoding '{name}' is not known to Python") from None
    return encodings


def _columns(block: dict, format_name: str, place: str) -> Columns | None:
    if format_name == "json":
        return None
    try:
        return read_columns(block)
    except ColumnsInvalid as problem:
        raise SourcesInvalid(f"{place}: {problem}") from None


def _types(block: dict[str, list[str]], place: str) -> dict[str, str]:
    types: dict[str, str] = {}
    for type_name, paths in block.items():
        if type_name not in VALUE_TYPES:
            known = ", ".join(VALUE_TYPES)
            raise SourcesInvalid(f"{place}: type '{type_name}' is not one of {known}")
        for path in listed(paths):
            if path in types:
                raise SourcesInvalid(f"{place}: '{path}' has two types")
            types[path] = type_name
    return types


def _check_paths(rule: LandingRule, place: str) -> None:
    """Every path readable, and every typed path kept: an unkept one could not be checked."""
    try:
        shape = rule.shape
        for path in (*rule.envelopes, *rule.envelope_total, *rule.types):
            parse_path(path)
        singles = (rule.document_id or "", *rule.version_at, *rule.created_at)
        listed = [path for path in singles if "[]" in path]
        unkept = [path for path in rule.types if not _is_kept(path, shape)]
    except PathError as error:
        raise SourcesInvalid(f"{place}: {error}") from None
    if rule.columns and any(not isinstance(inner, str) for inner in shape.values()):
        raise SourcesInvalid(f"{place}: a {rule.format} file has columns, no paths into objects")
    if rule.document_id is None and OCCURRENCE in shape:
        raise SourcesInvalid(f"{place}: '{OCCURRENCE}' is what landing adds to records without id")
    if not shape:
        raise SourcesInvalid(f"{place}: keeps no path, so nothing of a record would be stored")
    if listed:
        raise SourcesInvalid(f"{place}: '{listed[0]}' lies in a list; a document has one of it")
    if unkept:
        raise SourcesInvalid(f"{place}: '{unkept[0]}' has a type and is not kept; add it to keep")


def _is_kept(path: str, shape: Shape) -> bool:
    for step in parse_path(path):
        if not isinstance(shape, dict) or step.name not in shape:
            return False
        inner = shape[step.name]
        if isinstance(inner, list) != step.is_list:
            return False
        shape = inner[0] if isinstance(inner, list) else inner
    return isinstance(shape, str)
