"""Files that an exporter may still be writing: they are rejected for tonight, and looked at again.

A line that is cut off at the end of a file just touched is a copy in progress, not a broken record.
The same file an hour later is what it is: then only its last record is quarantined.
"""

import time

from dagster_pipeline.landing.discovery import READ_BYTES, ExportFile

SETTLED_SECONDS = 60
"""A file that was written to within this time may be written to again."""
UNSETTLED = "it seems to be still being written: its last line is cut off; it is tried again"
CHANGED = "it changed while it was read; it is tried again"


def is_still_written(file: ExportFile, bad_lines: set[int]) -> bool:
    """Whether the last line of a file just touched is open-ended and could not be read."""
    age_seconds = time.time() - file.modified_ns / 1e9
    if not bad_lines or age_seconds > SETTLED_SECONDS or file.is_gzip:
        return False
    line_ends = 0
    block = b""
    with file.path.open("rb") as stream:
        while read := stream.read(READ_BYTES):
            block = read
            line_ends += block.count(b"\n")
    return not block.endswith(b"\n") and line_ends + 1 in bad_lines


def has_changed(file: ExportFile) -> bool:
    """Whether a file is another than when it was found, and so hashed."""
    try:
        stat = file.path.stat()
    except OSError:
        return True
    return (stat.st_size, stat.st_mtime_ns) != (file.bytes, file.modified_ns)
