"""One folder's models, a fault at a time, before its judges."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.compiled import Model, read_models
from tests.mutants.conservation import ConservationJudge
from tests.mutants.faults import Fault, find_faults
from tests.mutants.unit_judge import NoQuery, UnitJudge

FOLDERS = ("legs", "conversions", "batches", "links", "grid", "diagnosis")
# The cells of the evidence grid: macros write a CTE for each.
CELLS = [
    f"{tier}_{layer}"
    for tier in ("channel", "hub", "ledger")
    for layer in ("financial", "inventory", "valuation")
]
KNOWN_SURVIVORS = Path(__file__).with_name("survivors.yml")


@dataclass(frozen=True)
class Mutant:
    """A model with one fault, and what noticed it: a unit test, a sentence, or nothing."""

    model: str
    place: str
    """file:line of the model or macro that has the fault."""
    fault: str
    noticed_by: str | None

    def why(self) -> str:
        """Why nothing need notice it, where that is known."""
        known = yaml.safe_load(KNOWN_SURVIVORS.read_text())
        return known.get(self.model, {}).get(self.fault, "")


class Trial:
    """The judges of a folder, with the fixtures of its unit tests and the rows of a night."""

    def __init__(self, manifest: dict, folder: str, warehouse: Path) -> None:
        self.models = read_models(manifest, folder)
        self._unit_judge = UnitJudge(self.models, warehouse)
        self._conservation_judge = ConservationJudge(folder, self.models, warehouse)

    def mutants(self, models: Iterable[Model], of_each: int | None = None) -> Iterator[Mutant]:
        """Puts every fault into each model, or so many of them, the same ones every time.

        Raises AssertionError for a model that is noticed as it is.
        """
        for model in models:
            noticed = self._noticed_by(model, model.sql)
            assert noticed is None, f"{model.name} is right and was noticed by {noticed}"
            faults = self._faults(model)
            if of_each is not None and of_each < len(faults):
                faults = random.Random(model.name).sample(faults, of_each)
            for fault in faults:
                yield from self._try(model, fault)

    def _faults(self, model: Model) -> list[Fault]:
        """Those in what the model or a macro of our rules wrote."""
        faults = find_faults(model.sql, CELLS)
        return [fault for fault in faults if fault.line(model.sql) in model.written_at]

    def _try(self, model: Model, fault: Fault) -> Iterator[Mutant]:
        """Nothing for a fault that leaves no query."""
        try:
            noticed = self._noticed_by(model, fault.put_into(model.sql))
        except NoQuery:
            return
        place = model.written_at[fault.line(model.sql)]
        yield Mutant(model.name, place, fault.told(model.sql), noticed)

    def _noticed_by(self, model: Model, sql: str) -> str | None:
        noticed = self._unit_judge.noticed_by(model, sql)
        return noticed or self._conservation_judge.noticed_by(model, sql)
