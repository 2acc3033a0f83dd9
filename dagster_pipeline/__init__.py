"""The nightly pipeline around the dbt project: land the exports, build, check, publish.

Python moves files and starts tools here. What a return means is decided in dbt_project alone.
"""
