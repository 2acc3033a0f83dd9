"""The demo company's February is signed, and the next night says that the sign-off stands.

The rows that signing writes are tests/unit/test_signing.py's to show; here a night takes them.
"""

import shutil
from pathlib import Path

import pytest

from dagster_pipeline.settings import read_settings
from dagster_pipeline.signing import Request, sign
from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House
from tests.pipeline.test_demo_company import read_release

pytestmark = pytest.mark.soak

# 23:45 in Sydney on the demo's last day, a quarter of an hour after its last export was pulled.
CLOSING_TIME = "2026-02-28T12:45:00Z"


@pytest.fixture(scope="module")
def signed_house(demo_house: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demo's warehouse after February was signed and another night was run, in a copy."""
    folder = tmp_path_factory.mktemp("signed")
    reference = Path(shutil.copytree(DEMO_REFERENCE, folder / "reference"))
    warehouse = Path(shutil.copytree(demo_house.warehouse, folder / "warehouse", symlinks=True))
    house = House(DEMO_EXPORTS, reference, warehouse)
    settings = read_settings(
        {
            "RETURNS_EXPORTS": str(house.exports),
            "RETURNS_REFERENCE": str(reference),
            "RETURNS_WAREHOUSE": str(warehouse),
            "RETURNS_LANDED_AT": CLOSING_TIME,
        }
    )
    sign(settings, Request("harbour", "2026-02", signed_by="Financial controller"))
    house.publishing_night()
    return house


def test_the_signed_period_stands_in_every_channel(signed_house):
    rows = read_release(
        signed_house.release,
        "select distinct signoff_status from marts.fct_period_reconciliation "
        "where period = '2026-02'",
    )
    assert rows == [{"signoff_status": "stands"}]


def test_the_period_signed_by_hand_says_what_it_said(signed_house, demo_house):
    query = "select * from marts.fct_period_restatements where period = '2026-01' order by all"
    assert read_release(signed_house.release, query) == read_release(demo_house.release, query)


def test_nothing_restates_the_period_just_signed(signed_house):
    query = "select * from marts.fct_period_restatements where period = '2026-02'"
    assert read_release(signed_house.release, query) == []
