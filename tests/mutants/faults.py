"""Where a small fault can be put into a query, found by the parser that lints the SQL.

A fault changes a few characters and leaves the rest as it is written: a comparison flipped, a key
of a join or window dropped, a filter or case lost, another order, another aggregate, a default or
a `distinct` gone, rows without a match lost, a sign turned. The equality of a join's key is not
flipped as well: a key that is gone is the harder fault to see.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlfluff.core import FluffConfig, Linter
from sqlfluff.core.parser import BaseSegment

COMPARISONS = {"=": "<>", "<>": "=", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
FUNCTIONS = {
    **{"sum": "max", "min": "max", "max": "min", "bool_or": "bool_and", "bool_and": "bool_or"},
    **{"lag": "lead", "lead": "lag", "greatest": "least", "least": "greatest"},
    **{"first_value": "last_value", "arg_max": "arg_min", "bit_or": "bit_and"},
}
# What makes an operand of a condition as good as absent.
NEUTRAL = {"and": "true", "or": "false"}
CLAUSES = {
    **{"join_on_condition": "key dropped", "when_clause": "condition lost"},
    **dict.fromkeys(("where_clause", "having_clause", "qualify_clause", "function"), "filter lost"),
}

Path = tuple[BaseSegment, ...]
"""The parts of a query around a part, the outermost first."""


@dataclass(frozen=True)
class Edit:
    """Other text for a stretch of a query."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True)
class Fault:
    """What is wrong in a query, and where. A macro that writes a CTE for each cell of the grid has
    its fault in all of them, as if the macro had it."""

    kind: str
    edits: tuple[Edit, ...]

    def put_into(self, sql: str) -> str:
        for edit in sorted(self.edits, key=lambda edit: edit.start, reverse=True):
            sql = sql[: edit.start] + edit.text + sql[edit.stop :]
        return sql

    def told(self, sql: str) -> str:
        """The fault in words: its kind, what stood there, and what stands there now."""
        first = self.edits[0]
        before = " ".join(sql[first.start : first.stop].split())
        return f"{self.kind}: {before} -> {first.text}" if first.text else f"{self.kind}: {before}"

    def line(self, sql: str) -> int:
        return sql.count("\n", 0, self.edits[0].start) + 1


def find_faults(sql: str, repeats: Sequence[str] = ()) -> list[Fault]:
    """Every fault that can be put into a query. CTEs whose names end in a word of `repeats` and
    are else alike are one text, written several times."""
    rules = {"dialect": "duckdb", "templater": "raw", "max_parse_depth": 0}
    linter = Linter(config=FluffConfig(overrides=rules))
    tree = linter.parse_string(sql).tree
    assert tree is not None, f"cannot be read as SQL: {sql}"
    found: dict[tuple[str, int, str], list[Edit]] = {}
    places: Counter[str] = Counter()
    for kind, edit, path in _faults_below(tree, ()):
        if edit.text == sql[edit.start : edit.stop]:
            continue
        ctes = [part for part in path if part.is_type("common_table_expression")]
        cte = ctes[-1].raw.split(maxsplit=1)[0] if ctes else ""
        places[cte] += 1
        repeat = next((word for word in repeats if cte.endswith(f"_{word}")), "")
        found.setdefault((cte.removesuffix(repeat), places[cte], kind), []).append(edit)
    return [Fault(kind, tuple(edits)) for (_, _, kind), edits in found.items()]


def _faults_below(segment: BaseSegment, path: Path) -> Iterator[tuple[str, Edit, Path]]:
    for kind, edit in _faults_of(segment, path):
        yield kind, edit, path
    for part in segment.segments:
        yield from _faults_below(part, (*path, segment))


def _faults_of(segment: BaseSegment, path: Path) -> Iterator[tuple[str, Edit]]:
    word = segment.raw.lower()
    match segment.get_type():
        case "comparison_operator" if word in COMPARISONS:
            if word != "=" or _clause(path) != "join_on_condition":
                yield "comparison flipped", _instead([segment], COMPARISONS[word])
        case "expression" | "having_clause":
            yield from _lost_operands(segment, (*path, segment))
        case "when_clause" if path[-1].segments[0].raw == "case":
            yield from _lost_case(segment)
        case "function_name_identifier" if word in FUNCTIONS:
            yield "another function", _instead([segment], FUNCTIONS[word])
        case "function" if word.startswith("coalesce"):
            yield "default lost", _without_last_argument(segment)
        case "orderby_clause":
            for term in _terms(segment):
                is_turned = term[-1].raw == "desc"
                text = "" if is_turned else f"{term[-1].raw} desc"
                yield "another order", _instead(term[-1:], text)
        case "partitionby_clause" if len(terms := _terms(segment)) > 1:
            for term in terms:
                yield "key dropped", _instead(term, "1")
        case "select_clause_modifier" if word == "distinct":
            yield "distinct lost", _instead([segment], "")
        case "set_operator" if word == "union":
            yield "distinct lost", _instead([segment], "union all")
        case "binary_operator" if word in ("+", "-"):
            yield "sign turned", _instead([segment], "-" if word == "+" else "+")
        case "sign_indicator" if word == "-":
            yield "sign turned", _instead([segment], "+")
        case "keyword" if word == "left" and path[-1].is_type("join_clause"):
            yield "rows without a match lost", _instead([segment], "inner")
        case "keyword" if word == "not":
            yield "negation lost", _instead([segment], "")
        case "keyword" if word == "is" and " is not " not in f" {path[-1].raw} ":
            yield "negation added", _instead([segment], "is not")


def _lost_operands(condition: BaseSegment, path: Path) -> Iterator[tuple[str, Edit]]:
    """Each operand of `and` and `or` without effect; a filter or key that stands alone, true."""
    parts = [part for part in _code(condition) if part.raw != "having"]
    joints = [
        place
        for place, part in enumerate(parts)
        if part.is_type("binary_operator") and part.raw in NEUTRAL
    ]
    kind = CLAUSES.get(_clause(path), "condition lost")
    if not joints and (condition.is_type("having_clause") or _is_whole_clause(path)):
        yield kind, _instead(parts, "true")
    for place, joint in enumerate(joints):
        start = joints[place - 1] + 1 if place else 0
        yield kind, _instead(parts[start:joint], NEUTRAL[parts[joint].raw])
    if joints:
        yield kind, _instead(parts[joints[-1] + 1 :], NEUTRAL[parts[joints[-1]].raw])


def _lost_case(when: BaseSegment) -> Iterator[tuple[str, Edit]]:
    condition = next(part for part in when.segments if part.is_type("expression"))
    yield "case lost", _instead([condition], "false")


def _without_last_argument(coalesce: BaseSegment) -> Edit:
    arguments = next(coalesce.recursive_crawl("bracketed"))
    parts = [part for part in _code(arguments) if not part.is_type("end_bracket")]
    comma = max(place for place, part in enumerate(parts) if part.is_type("comma"))
    return _instead(parts[comma:], "")


def _is_whole_clause(path: Path) -> bool:
    """Whether the last part of a path is all that a filter or a join says."""
    *_, outer, around, _ = path
    is_aggregates_filter = around.is_type("bracketed") and outer.is_type("function")
    return around.get_type() in (
        "where_clause",
        "qualify_clause",
        "join_on_condition",
    ) or (is_aggregates_filter and any(part.raw == "filter" for part in outer.segments))


def _clause(path: Path) -> str:
    """The nearest clause around the last part of a path that gives a condition its meaning."""
    return next((part.get_type() for part in path[::-1] if part.get_type() in CLAUSES), "")


def _terms(clause: BaseSegment) -> list[list[BaseSegment]]:
    """What stands between the commas of `order by` or `partition by`."""
    terms: list[list[BaseSegment]] = [[]]
    for part in _code(clause)[2:]:
        if part.is_type("frame_clause"):
            break
        if part.is_type("comma"):
            terms.append([])
        else:
            terms[-1].append(part)
    return terms


def _code(segment: BaseSegment) -> list[BaseSegment]:
    return [part for part in segment.segments if part.is_code]


def _instead(parts: Sequence[BaseSegment], text: str) -> Edit:
    """Another text for parts that follow one another."""
    first, last = (parts[place].pos_marker for place in (0, -1))
    assert first is not None and last is not None
    return Edit(first.source_slice.start, last.source_slice.stop, text)
