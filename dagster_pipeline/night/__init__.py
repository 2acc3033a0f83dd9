"""A night around the Dagster job: what it is made from, its lock, its outcome, its home.

What a step does belongs in landing, warehouse or publishing; this package knows only when and with
what a night runs, so that the command, the schedule and the page of Dagster decide alike.
"""
