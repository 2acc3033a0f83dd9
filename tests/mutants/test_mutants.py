"""A sample of what `make mutants` tries in full: the same small faults every time, spread over the
folders. Not asserted here: the share of all faults; nor anything of models that take long to run.
"""

import random

import pytest

from tests.mutants.trial import Trial
from tests.nights import House

MODELS_OF_A_FOLDER = 4
FAULTS_OF_A_MODEL = 5
LONGEST_SQL = 8_000


@pytest.mark.parametrize("folder", ["legs", "conversions", "batches", "links"])
def test_most_small_faults_are_noticed(
    demo_house: House, intermediate_models: dict, folder: str
) -> None:
    trial = Trial(intermediate_models, folder, demo_house.warehouse)
    quick = [model for model in trial.models if len(model.sql) < LONGEST_SQL]
    models = random.Random(folder).sample(quick, MODELS_OF_A_FOLDER)
    mutants = list(trial.mutants(models, FAULTS_OF_A_MODEL))
    missed = [f"{mutant.place}: {mutant.fault}" for mutant in mutants if not mutant.noticed_by]
    assert len(missed) <= len(mutants) / 10, "\n".join(missed)
