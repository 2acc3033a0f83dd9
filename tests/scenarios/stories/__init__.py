"""The scenarios, each told once as a story; `stage` holds where they happen."""
