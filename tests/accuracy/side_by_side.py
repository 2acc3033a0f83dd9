"""Our diagnoses beside the two baselines', as a table that people read."""

from collections.abc import Iterable, Iterator, Mapping

from .evidence import Side
from .scores import Score

# What nobody has to look at.
QUIET = ("aligned", "one_leg_expected", "return_requested", "excluded")


def false_alarms(diagnoses: Iterable[str]) -> int:
    """How many of a healthy company's lines somebody would have to look at."""
    return sum(diagnosis not in QUIET for diagnosis in diagnoses)


def table(scores: Mapping[str, Mapping[str, Score]]) -> Iterator[str]:
    """Precision and recall per diagnosis, a pair of columns per method; `-` where it says none."""
    yield f"{'':44}" + "".join(f"{method:>20}" for method in scores)
    yield f"{'':44}" + "".join(f"{'precision':>12}{'recall':>8}" for _ in scores)
    names = sorted({name for method in scores.values() for name in method})
    for name in names:
        cells = (pair(method.get(name)) for method in scores.values())
        yield f"{name:44}" + "".join(cells)


def pair(score: Score | None) -> str:
    """A precision and a recall."""
    if score is None:
        return f"{'-':>12}{'-':>8}"
    precision = f"{score.precision:.3f}" if score.found else "-"
    recall = f"{score.recall:.3f}" if score.true else "-"
    return f"{precision:>12}{recall:>8}"


def alarms(warehouse: Side, found: Mapping[str, Mapping[object, list[str]]]) -> Iterator[str]:
    """False alarms on a company of which nothing is wrong, a sentence per method."""
    ours = [line.diagnosis for line in warehouse.lines.values()]
    yield f"false alarms: ours {false_alarms(ours)} on {len(ours)} lines"
    for method, by_key in found.items():
        said = [diagnosis for given in by_key.values() for diagnosis in given]
        yield f"false alarms: {method} {false_alarms(said)} on {len(said)} lines"
