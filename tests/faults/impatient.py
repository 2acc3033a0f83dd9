"""The nightly command with no time between two tries: `python -m` this."""

import sys

from dagster_pipeline import nightly
from dagster_pipeline.night import patience

if __name__ == "__main__":
    patience.SECONDS_BETWEEN = 0
    sys.exit(nightly.main())
