"""`python -m dagster_pipeline.landing`: lands by the environment's settings, and says so."""

import sys

from dagster_pipeline.landing import LandingError, land
from dagster_pipeline.settings import SettingsError, read_settings


def main() -> int:
    try:
        outcome = land(read_settings(), progress=lambda line: print(line, file=sys.stderr))
    except (SettingsError, LandingError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(outcome.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
