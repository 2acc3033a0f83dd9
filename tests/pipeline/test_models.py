"""Every dbt test there is, once, on the demo company's warehouse: the unit tests, which prove the
models by their smallest rows, and all data tests, of which a night runs the telling ones
(dbt_project/selectors.yml)."""

import json
import subprocess

import pytest

from dagster_pipeline.settings import DBT_PROJECT
from tests.nights import House


@pytest.fixture(scope="module")
def results(demo_house: House, tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    """What `dbt test` says of each test."""
    told = tmp_path_factory.mktemp("dbt_test")
    written = demo_house.warehouse / "dbt" / "run_results.json"
    written.unlink(missing_ok=True)
    ended = subprocess.run(
        [
            *("dbt", "--quiet", "test", "--indirect-selection", "eager"),
            *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
            *("--target-path", str(demo_house.warehouse / "dbt"), "--log-path", str(told)),
        ],
        env=demo_house.environ() | {"DBT_LOG_LEVEL_FILE": "info"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert written.exists(), ended.stdout + ended.stderr
    return json.loads(written.read_text())["results"]


@pytest.mark.parametrize("kind", ["unit_test", "test"])
def test_every_test_of_the_models_is_green(results: list[dict], kind: str) -> None:
    of_kind = [result for result in results if result["unique_id"].startswith(f"{kind}.")]
    red = [
        f"{result['unique_id']}: {result['message']}"
        for result in of_kind
        if result["status"] not in ("pass", "success")
    ]
    assert of_kind
    assert not red, "\n".join(red)
