"""Settings: defaults lie in the project, and a bad value says its name, its value and a remedy."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dagster_pipeline.settings import PROJECT_ROOT, SettingsError, read_settings


def test_without_environment_the_demo_company_is_read() -> None:
    settings = read_settings({})
    assert settings.exports == PROJECT_ROOT / "seeds" / "exports"
    assert settings.reference == PROJECT_ROOT / "seeds" / "reference"
    assert settings.landing_file == PROJECT_ROOT / "warehouse" / "landing.duckdb"
    assert (settings.as_of, settings.landed_at, settings.alert_command) == (None, None, None)
    assert settings.keep_releases == 30


def test_every_setting_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings(
        {
            "RETURNS_EXPORTS": "relative/exports",
            "RETURNS_AS_OF": "2026-10-31",
            "RETURNS_LANDED_AT": "2026-11-01T09:00:00+11:00",
            "RETURNS_KEEP_RELEASES": "3",
            "RETURNS_MEMORY_LIMIT": "512MiB",
            "RETURNS_ALERT_COMMAND": "notify",
        }
    )
    assert settings.exports == tmp_path / "relative" / "exports"
    assert settings.as_of == date(2026, 10, 31)
    assert settings.landed_at == datetime(2026, 10, 31, 22, tzinfo=UTC)
    assert (settings.keep_releases, settings.memory_limit) == (3, "512MiB")
    assert settings.alert_command == "notify"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RETURNS_AS_OF", "31/10/2026"),
        ("RETURNS_AS_OF", "2026-02-30"),
        ("RETURNS_LANDED_AT", "2026-11-01T09:00:00"),
        ("RETURNS_LANDED_AT", "yesterday"),
        ("RETURNS_KEEP_RELEASES", "-1"),
        ("RETURNS_MEMORY_LIMIT", "plenty"),
        ("RETURNS_MEMORY_LIMIT", "120%"),
        ("RETURNS_EXPORTS", __file__),
    ],
)
def test_a_bad_value_names_itself(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings({name: value})
    assert str(raised.value).startswith(f"{name}: '{value}' cannot be used: ")
