"""Loads a file of lines with dlt; runs in dlt's own environment: `python dlt_load.py <way> <file>
<folder>`. dlt's defaults, but for what the way asks."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def main(way: str, file: Path, folder: Path) -> None:
    # Read by dlt as it is imported.
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    os.environ["DLT_DATA_DIR"] = str(folder)
    import dlt

    def rows() -> Iterator[dict]:
        with file.open() as lines:
            for line in lines:
                yield {"payload": line} if way == "payload" else json.loads(line)

    folder.mkdir()
    pipeline = dlt.pipeline(
        "orders",
        pipelines_dir=str(folder / "pipelines"),
        destination=dlt.destinations.duckdb(str(folder / "orders.duckdb")),
        dataset_name="shopify",
    )
    nesting = {"max_table_nesting": 0} if way == "flat" else {}
    pipeline.run(dlt.resource(rows, name="orders", **nesting))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
