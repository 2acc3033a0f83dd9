"""Landing: exports and reference tables in, `landing.duckdb` out, append-only.

What belongs here: finding files, proving that they are whole, unwrapping their records, keeping
only the paths that the dbt sources list, and counting every record. What a record means belongs
in dbt_project/models/staging. `python -m dagster_pipeline.landing` lands by hand.
"""

from dagster_pipeline.landing.errors import LandingError, LandingLocked, ReferenceInvalid
from dagster_pipeline.landing.land import land
from dagster_pipeline.landing.outcome import LandingOutcome, TableCounts
from dagster_pipeline.landing.rebuild import Rebuilt, rebuild

__all__ = [
    "LandingError",
    "LandingLocked",
    "LandingOutcome",
    "Rebuilt",
    "ReferenceInvalid",
    "TableCounts",
    "land",
    "rebuild",
]
