"""One record looked at closely: may it land, and what of it could not be read.

The engine reads records by the batch and marks the few that look wrong (record_sql.py); this is
the judge of those. A record whose id, stamp, date, units or amount is present and unreadable is
quarantined whole; any other unreadable field becomes null and a finding. An e-mail address in a
kept text is masked.
"""

import json
from dataclasses import dataclass, field

from dagster_pipeline.landing.records.exact_numbers import NumberText, is_exact, read_exactly
from dagster_pipeline.landing.redaction.masking import masked_document, masked_text
from dagster_pipeline.landing.redaction.tokens import kept_tokens, without_addresses
from dagster_pipeline.landing.rules.kept_paths import Shape
from dagster_pipeline.landing.rules.sources import LandingRule
from dagster_pipeline.landing.rules.value_types import VALUE_TYPES, is_readable

ONLY_ERRORS = "it tells errors and holds no records"
"""Of the answer to a query that failed: what was asked for is not proven to be nothing."""


@dataclass(frozen=True)
class Finding:
    """A field that was present, could not be read and was stored as null."""

    path: str
    reason: str


@dataclass
class Judgement:
    """Either a reason to quarantine with the masked text, or a payload with its findings."""

    reason: str | None = None
    raw_text: str | None = None
    payload: str | None = None
    """JSON of the kept paths; None where the engine's own payload is right as it is."""
    findings: list[Finding] = field(default_factory=list)


def judge(record: str, rule: LandingRule) -> Judgement:
    """Whether a record may land under a rule, and with which payload."""
    try:
        document = read_exactly(record)
        masked = masked_document(document, rule.document_id)
    except ValueError as error:
        reason = f"it is not readable JSON ({error})"
        return Judgement(reason, masked_text(record, rule.document_id))
    except RecursionError:
        return Judgement("it is nested too deeply", masked_text(record, rule.document_id))
    if not isinstance(document, dict):
        return Judgement(f"it is {_kind(document)}, not a document", masked)
    if rule.document_id and _is_absent(_at(document, rule.document_id)):
        if document.get("errors"):
            return Judgement(ONLY_ERRORS, masked)
        return Judgement(f"it has no document id at '{rule.document_id}'", masked)
    if rule.document_id and "@" in str(_at(document, rule.document_id)):
        return Judgement(f"its document id at '{rule.document_id}' is an e-mail address", masked)
    reading = _Reading(rule)
    kept = reading.keep(document, rule.shape, "")
    if reading.refusals:
        return Judgement("; ".join(reading.refusals), masked)
    if not reading.findings and not reading.has_masked:
        return Judgement()
    payload = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return Judgement(payload=payload, findings=reading.findings)


def _at(document: object, path: str) -> object:
    for name in path.split("."):
        document = document.get(name) if isinstance(document, dict) else None
    return document


def _is_absent(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _kind(value: object) -> str:
    if isinstance(value, NumberText):
        return "a number"
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return names.get(type(value), "null")


class _Reading:
    """One pass over a document, gathering what cannot be read."""

    def __init__(self, rule: LandingRule) -> None:
        self.types = rule.types
        self.tokens = set(rule.tokens)
        stamps = (*rule.version_at, *rule.created_at)
        self.required = {*rule.types, *stamps, *([rule.document_id] if rule.document_id else [])}
        self.refusals: list[str] = []
        self.findings: list[Finding] = []
        self.has_masked = False

    def keep(self, value: object, shape: Shape, path: str) -> object:
        if value is None:
            return None
        if isinstance(shape, list):
            if not isinstance(value, list):
                return self._unreadable(path, f"is {_kind(value)}, not a list")
            return [self.keep(item, shape[0], f"{path}[]") for item in value]
        if isinstance(shape, dict):
            if not isinstance(value, dict):
                return self._unreadable(path, f"is {_kind(value)}, not an object")
            prefix = f"{path}." if path else ""
            return {
                name: self.keep(value.get(name), inner, f"{prefix}{name}")
                for name, inner in shape.items()
            }
        return self._keep_leaf(value, path)

    def _keep_leaf(self, value: object, path: str) -> str | None:
        if isinstance(value, dict | list):
            return self._unreadable(path, f"is {_kind(value)}, not a single value")
        if isinstance(value, NumberText) and not is_exact(value):
            return self._unreadable(path, "holds a number that cannot be kept exactly")
        text = _leaf_text(value)
        type_name = self.types.get(path)
        if type_name and not is_readable(text, type_name):
            return self._unreadable(path, f"is not {VALUE_TYPES[type_name].means}")
        if path in self.tokens:
            return kept_tokens(text)
        shown = without_addresses(text)
        self.has_masked |= shown != text
        return shown

    def _unreadable(self, path: str, reason: str) -> None:
        inside = (f"{path}.", f"{path}[")
        if path in self.required or any(name.startswith(inside) for name in self.required):
            self.refusals.append(f"'{path}' {reason}")
        else:
            self.findings.append(Finding(path, reason))


def _leaf_text(value: object) -> str:
    """A leaf as the engine writes it: 10.10 becomes 10.1, true stays true."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, NumberText) and not value.lstrip("-").isdigit():
        return repr(float(value))
    return str(value)
