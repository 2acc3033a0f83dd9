"""Kinds of stories: each is one function that tells it once, and one row of `table.KINDS`."""
