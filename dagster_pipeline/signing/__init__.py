"""Signing a period off: the statement and its totals, copied from a release into the reference.

What belongs here: naming who signed what and when, and copying figures. What a figure is, and
whether a sign-off still stands, belongs in dbt_project. `make sign` calls it.
"""

from dagster_pipeline.signing.errors import SigningRefused
from dagster_pipeline.signing.sign import Request, Signed, sign

__all__ = ["Request", "Signed", "SigningRefused", "sign"]
