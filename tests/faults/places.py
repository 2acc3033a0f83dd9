"""The places at which a process is interrupted, by what has happened there and what has not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Before or after a function, named as the module that calls it knows it."""

    module: str
    function: str
    is_after: bool = False


_LAND = "dagster_pipeline.landing.land"
_BATCHES = "dagster_pipeline.landing.batches"
_SHELF = "dagster_pipeline.publishing.shelf"
_RELEASE = "dagster_pipeline.publishing.release"
_BUILD = "dagster_pipeline.defs.warehouse"

LANDING_PLACES = {
    "the landing file is opened and empty": Place(_LAND, "create_tables"),
    "the tables are made": Place(_LAND, "create_tables", is_after=True),
    "the reference is stored": Place(_LAND, "store_reference", is_after=True),
    "a batch is read": Place(_BATCHES, "read_batch", is_after=True),
    "a batch is half stored": Place(_BATCHES, "store_documents", is_after=True),
    "a batch is stored and not committed": Place(_BATCHES, "store_control_rows", is_after=True),
    "a batch is committed": Place(_LAND, "land_batch", is_after=True),
    "everything is landed but the run's own row": Place(_LAND, "_Run.land", is_after=True),
    "everything is landed and not told": Place(_LAND, "fingerprint"),
}

PUBLISHING_PLACES = {
    "the release's folder is empty": Place(_RELEASE, "copy_published_schemas"),
    "the tables are copied and the views are not": Place(
        "dagster_pipeline.publishing.database", "_recreate_views"
    ),
    "the database is written": Place(_RELEASE, "copy_published_schemas", is_after=True),
    "the tables are written as Parquet": Place(_RELEASE, "write_parquet", is_after=True),
    "the manifest is written": Place(_RELEASE, "write_manifest", is_after=True),
    "the release is on the shelf and not current": Place(_SHELF, "Shelf._flip"),
    "the new link is made and not in place": Place(f"{_SHELF}", "Path.replace"),
    "the release is current and nothing is pruned": Place(_SHELF, "Shelf.prune"),
    "an old release is half removed": Place(_SHELF, "shutil.rmtree"),
    "the release is current and nobody knows": Place(_SHELF, "Shelf.prune", is_after=True),
}

NIGHT_PLACES = {
    "everything is landed and the outcome is not written": Place(
        "dagster_pipeline.night.landed", "land", is_after=True
    ),
    "the old warehouse is deleted": Place(
        "dagster_pipeline.warehouse.build_state", "delete_warehouse", is_after=True
    ),
    "dbt has not started": Place(_BUILD, "clear_results", is_after=True),
    "dbt is done and the build is not called finished": Place(_BUILD, "finish_build"),
    "the build is finished and not published": Place(_BUILD, "finish_build", is_after=True),
    "the night is over and its outcome is not written": Place(
        "dagster_pipeline.nightly", "write_outcome"
    ),
}

PLACES = LANDING_PLACES | PUBLISHING_PLACES | NIGHT_PLACES
