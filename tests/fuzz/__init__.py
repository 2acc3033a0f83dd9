"""Landing against thousands of damaged files: `python -m tests.fuzz --mutations 10000`."""
