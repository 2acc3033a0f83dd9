"""The command behind `make sign COMPANY= PERIOD=`; SIGNED_BY= and THRESHOLD= may be given too."""

import argparse
import sys

from dagster_pipeline.landing import LandingError
from dagster_pipeline.night.lock import AnotherNightIsRunning
from dagster_pipeline.settings import SettingsError, read_settings
from dagster_pipeline.signing import Request, SigningRefused, sign


def main() -> int:
    try:
        signed = sign(read_settings(), _request())
    except (AnotherNightIsRunning, LandingError, SettingsError, SigningRefused) as problem:
        print(problem, file=sys.stderr)
        return 1
    print("\n".join(signed.lines()))
    return 0


def _request() -> Request:
    parser = argparse.ArgumentParser(prog="make sign", description=__doc__)
    for name in ("company", "period", "signed-by", "threshold"):
        parser.add_argument(f"--{name}", default="")
    given = parser.parse_args()
    return Request(
        company=given.company.strip(),
        period=given.period.strip(),
        signed_by=given.signed_by.strip() or None,
        threshold=given.threshold.strip() or None,
    )


if __name__ == "__main__":
    sys.exit(main())
