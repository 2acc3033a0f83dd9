"""What can stop a landing run, in words for the person who has to act.

A bad *file* never stops a run: it is rejected with a reason (batches.py). These errors do, before
anything is landed, and their text is all that a user sees.
"""


class LandingError(Exception):
    """The run cannot land; the text says what is wrong and what to do."""


class LandingLocked(LandingError):
    """Another process holds landing.duckdb."""


class SourcesInvalid(LandingError):
    """A `meta.landing` block of the dbt sources cannot be used."""


class ReferenceInvalid(LandingError):
    """The reference tables hold errors: all of them, one line each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        count = f"{len(problems)} error{'s' if len(problems) > 1 else ''}"
        super().__init__(
            f"The reference tables hold {count}; nothing was landed.\n" + "\n".join(problems)
        )
