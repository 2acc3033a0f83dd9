"""Personal data planted in exports: in objects of its own, and around a company's real documents.

`plant` makes exports for every object of the landing rules: each kept path holds a readable value,
and around them, wherever a vendor or an exporter could put it, stands personal data: in paths that
are dropped, in free text of which tokens are kept, in kept names, in keys, beside envelopes, in
places of another kind or type, in broken lines, in columns, in manifests, in the names of files.
`plant_around` leaves what is kept of a document as it is.
"""

import gzip
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from dagster_pipeline.landing.rules.kept_paths import LEAF, Shape
from dagster_pipeline.landing.rules.sources import LandingRule
from tests.faults.personal_data import EMAIL, FREE_TEXT, KINDS, NAME, VENDORS_NAMES

Rules = dict[tuple[str, str], LandingRule]

READABLE = {
    "number": "1.50",
    "instant": "2026-02-01T10:00:00Z",
    "date": "2026-02-01",
    "msdate": "/Date(1552357217359+0000)/",
    "regional_number": "1,50",
    "regional_date": "01.02.2026",
    "boolean": "true",
}
BESIDE = {"exported_by": NAME, "asked_as": EMAIL, "comment": FREE_TEXT}
"""What an exporter may write into a manifest beside the names that mean something."""
LYING_MANIFESTS = (
    {"records": NAME}, {"records": {"by": EMAIL}}, {"exported_at": EMAIL},
    {"covers_from": "+61412345678"}, {"covers_to": "0412-345-678"}, [FREE_TEXT],
)  # fmt: skip
QUIET_TEXT = f", asked for by {NAME} <{EMAIL}>, +61 412 345 678 or 0412345678"
"""Free text behind which no token is kept but the mask of the last number."""


def plant(exports: Path, rules: Rules, instance: str) -> None:
    """Writes the exports of one instance of every system."""
    for rule in rules.values():
        folder = exports / rule.system / instance / rule.object
        folder.mkdir(parents=True)
        files = _delimited_files(rule) if rule.columns else _json_files(rule)
        suffix = ".tsv" if rule.columns else ".jsonl"
        good = files["rows.tsv"] if rule.columns else f"{json.dumps(_document(rule, 1))}\n".encode()
        for place, lie in enumerate(LYING_MANIFESTS):
            files[f"lie_{place}{suffix}"] = good + b"\n" * place
            files[f"lie_{place}{suffix}.manifest.json"] = json.dumps(lie).encode()
        files[f"broken{suffix}"] = good + b"\n\n"
        files[f"broken{suffix}.manifest.json"] = f'{{"records": {NAME}, "{EMAIL}"'.encode()
        files[f"told{suffix}"] = good
        files[f"told{suffix}.manifest.json"] = json.dumps(BESIDE).encode()
        files[f"{EMAIL}{suffix}"] = files[f"to {EMAIL}.txt"] = good
        if not rule.columns:
            files |= _forms_that_come_back(rule)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    nowhere = exports / EMAIL / "x"
    nowhere.mkdir(parents=True)
    (nowhere / "a.json").write_text(json.dumps(KINDS))


def plant_around(exports: Path, rules: Rules) -> None:
    """Adds personal data to every document of a company's exports and to the manifests, in places
    that are not kept."""
    for path in sorted(path for path in exports.rglob("*") if path.is_file()):
        if path.name.endswith(".manifest.json"):
            path.write_text(json.dumps(json.loads(path.read_text()) | BESIDE))
            continue
        system, _, object_name = path.relative_to(exports).parts[:3]
        rule = rules[system, object_name]
        is_packed = path.suffix == ".gz"
        text = gzip.decompress(path.read_bytes()) if is_packed else path.read_bytes()
        texts = text.splitlines() if ".jsonl" in path.name else [text]
        documents = [json.loads(one) for one in texts]
        for document in documents:
            _plant_around_records(document, rule)
        written = b"".join(json.dumps(document).encode() + b"\n" for document in documents)
        path.write_bytes(gzip.compress(written) if is_packed else written)


def _plant_around_records(page: dict, rule: LandingRule) -> None:
    """Around each record of a page, or around the one that it is itself."""
    records = next((page[name] for name in rule.envelopes if name in page), [page])
    if records != [page]:
        page.update(_around(""))
    for record in records:
        _plant_beside(record, rule.shape, rule, "")


def _plant_beside(value: object, shape: Shape, rule: LandingRule, path: str) -> None:
    """Personal data beside whatever of a document is kept, and behind its free text."""
    if isinstance(shape, list) and isinstance(value, list):
        for item in value:
            _plant_beside(item, shape[0], rule, f"{path}[]")
    if not isinstance(shape, dict) or not isinstance(value, dict):
        return
    for name, inner in shape.items():
        here = f"{path}.{name}" if path else name
        if here in rule.tokens and value.get(name):
            value[name] += QUIET_TEXT
        _plant_beside(value.get(name), inner, rule, here)
    value.update({name: told for name, told in _around(path).items() if name not in shape})


def _json_files(rule: LandingRule) -> dict[str, bytes]:
    """Good, odd and broken documents, as lines and as pages."""
    documents = [_document(rule, 1), *_odd_documents(rule)]
    good = [json.dumps(document) for document in documents]
    cuts = [good[0][: len(good[0]) * part // 7] for part in range(1, 7)]
    broken = [f"{good[0]} {FREE_TEXT}", FREE_TEXT, f"{{'name': '{NAME}', {EMAIL}: 1}}", *cuts]
    page: object = documents
    for name in reversed(rule.envelopes[0].split(".") if rule.envelopes else []):
        page = {name: page, **KINDS, EMAIL: FREE_TEXT}
    packed = gzip.compress(json.dumps(page).encode())
    return {
        "lines.jsonl": "\n".join([*good, *broken, ""]).encode(),
        "latin.jsonl": f'{{"x": "{NAME} \u00e9"}}\n'.encode("latin-1") + good[0].encode() + b"\n",
        "page.json": json.dumps(page, indent=1).encode(),
        "cut.json": json.dumps(page).encode()[:-3],
        "packed.json.gz": packed,
        "packed_cut.json.gz": packed[:-9],
    }


def _forms_that_come_back(rule: LandingRule) -> dict[str, bytes]:
    """A document that changes and changes back, each form asked for an hour later."""
    first = _document(rule, 900)
    other = _document(rule, 901)
    if rule.document_id:
        other[rule.document_id] = first[rule.document_id]
    files = {}
    for hour, form in enumerate((first, other, first), start=1):
        # A blank more each time: the same bytes would be a copy of the file.
        files[f"form_{hour}.json"] = json.dumps(form).encode() + b" " * hour
        manifest = BESIDE | {"exported_at": f"2026-02-02T0{hour}:00:00Z"}
        files[f"form_{hour}.json.manifest.json"] = json.dumps(manifest).encode()
    return files


def _document(rule: LandingRule, number: int) -> dict:
    """The document of a number, each time the same. No two parts of documents share an id."""
    return _planted(rule.shape, rule, "", count(number * 10_000))


def _planted(shape: Shape, rule: LandingRule, path: str, numbers: Iterator[int]) -> object:
    """A value of the shape with personal data beside everything that is kept."""
    if isinstance(shape, list):
        times = 1 if "[]" in path else 2
        return [_planted(shape[0], rule, f"{path}[]", numbers) for _ in range(times)]
    if isinstance(shape, dict):
        prefix = f"{path}." if path else ""
        kept = {
            name: _planted(inner, rule, f"{prefix}{name}", numbers) for name, inner in shape.items()
        }
        return _around(path) | kept
    if path in rule.tokens:
        return FREE_TEXT
    type_name = rule.types.get(path)
    if type_name and type_name != "integer":
        return READABLE[type_name]
    if type_name or path == rule.document_id or path.lower().endswith("id"):
        return str(next(numbers))
    return f"kept {EMAIL} {next(numbers)}"


def _around(path: str) -> dict:
    """What stands beside kept names: everything around a document, a little around its parts."""
    if path:
        return {"dropped": NAME, "people": [{"contact": {"who": EMAIL}}], EMAIL: 1}
    around = {f"dropped_{kind}": value for kind, value in KINDS.items()}
    return around | VENDORS_NAMES | dict.fromkeys(KINDS.values(), 1)


def _odd_documents(rule: LandingRule) -> Iterator[dict]:
    """Documents in which one kept name holds personal data of another kind or type, or no id
    stands."""
    for number, (name, shape) in enumerate(rule.shape.items(), start=2):
        wrong = {"who": FREE_TEXT, EMAIL: NAME} if shape == LEAF else FREE_TEXT
        yield {**_document(rule, number), name: wrong}
        if name in rule.types:
            yield {**_document(rule, number), name: FREE_TEXT}
    yield {"dropped": FREE_TEXT, EMAIL: [FREE_TEXT]}


def _delimited_files(rule: LandingRule) -> dict[str, bytes]:
    """Rows with more columns than are kept, ragged rows, and quotes that never close."""
    columns = rule.columns
    dropped = ["dropped-comment", "Buyer Name", EMAIL, *KINDS]
    header = columns.delimiter.join([*columns.names, *dropped])
    numbers = count(1)
    row = [_planted(LEAF, rule, name, numbers) for name in columns.names]
    around = [FREE_TEXT.replace(columns.delimiter, " ") for _ in dropped]
    good = columns.delimiter.join([*row, *around])
    lines = [header, good, f'"{good}', f"{good}{columns.delimiter}{NAME}", FREE_TEXT, good, ""]
    return {
        "rows.tsv": "\n".join(lines).encode(),
        "no_header.tsv": f"{good}\n{good}\n".encode(),
    }
