"""A release: a folder that readers open and nobody writes to again.

Everything in a release comes from one build, so file, Parquet and manifest can never disagree. What
is in the tables belongs in the dbt models; here they are only copied, described and put in place.
"""
