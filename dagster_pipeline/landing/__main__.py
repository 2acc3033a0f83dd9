"""`python -m dagster_pipeline.landing [--rebuild]`: lands by the environment's settings.

With --rebuild landing.duckdb is made anew from the exports (rebuild.py).
"""

import sys

from dagster_pipeline.landing import LandingError, land, rebuild
from dagster_pipeline.settings import SettingsError, read_settings


def main() -> int:
    run = rebuild if sys.argv[1:] == ["--rebuild"] else land
    try:
        outcome = run(read_settings(), progress=lambda line: print(line, file=sys.stderr))
    except (SettingsError, LandingError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(outcome.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
