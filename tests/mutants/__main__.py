"""`make mutants`: how many small faults in the models' SQL their tests notice.

    python -m tests.mutants links --models int_slices int_set_legs

Prints, per folder of models/intermediate, the share that was noticed and every fault that was not,
with the reason where one is known (survivors.yml). Ends with status 1 where a share is below 90 %.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.compiled import compile_models
from tests.mutants.trial import FOLDERS, Mutant, Trial
from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House

NEEDED_SHARE = 0.9


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status."""
    parser = argparse.ArgumentParser(description="Put small faults into the models' SQL.")
    parser.add_argument("folders", nargs="*", metavar="folder", help=f"of {', '.join(FOLDERS)}")
    parser.add_argument("--models", nargs="+", default=[], help="these alone")
    options = parser.parse_args(arguments)
    if unknown := set(options.folders) - set(FOLDERS):
        parser.error(f"no such folder: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="returns_mutants_") as name:
        warehouse = _built_warehouse(Path(name))
        manifest = compile_models(warehouse, Path(name) / "target")
        shares = [
            _try_folder(Trial(manifest, folder, warehouse), folder, options.models)
            for folder in options.folders or FOLDERS
        ]
    return int(min(shares) < NEEDED_SHARE)


def _try_folder(trial: Trial, folder: str, only: Sequence[str]) -> float:
    """Prints what became of the folder's mutants; the share that was noticed."""
    began = time.monotonic()
    models = [model for model in trial.models if not only or model.name in only]
    mutants = list(trial.mutants(models))
    survivors = [mutant for mutant in mutants if mutant.noticed_by is None]
    share = 1 - len(survivors) / len(mutants) if mutants else 1.0
    print(
        f"\n{folder}: {len(mutants)} mutants, {len(mutants) - len(survivors)} noticed "
        f"({share:.1%}), {time.monotonic() - began:.0f} s"
    )
    for mutant in survivors:
        print(_line(mutant), flush=True)
    return share


def _line(mutant: Mutant) -> str:
    where = mutant.place if mutant.model in mutant.place else f"{mutant.model} ({mutant.place})"
    return f"  {where}: {mutant.fault}\n      {mutant.why() or 'why: not known'}"


def _built_warehouse(folder: Path) -> Path:
    """The demo company's, after a night; RETURNS_DEMO_WAREHOUSE may name one that is built."""
    if ready := os.environ.get("RETURNS_DEMO_WAREHOUSE"):
        return Path(ready)
    house = House(DEMO_EXPORTS, DEMO_REFERENCE, folder / "warehouse")
    house.publishing_night()
    return house.warehouse


if __name__ == "__main__":
    sys.exit(main())
