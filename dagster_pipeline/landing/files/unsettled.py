"""Files that an exporter may still be writing: they are rejected for tonight, and looked at again.

What is cut off at the end of a file just touched is a copy in progress, not a broken record or
page. The same file an hour later is what it is: then only its last record is quarantined, and a
page or packed file is rejected for good.
"""

import time

from dagster_pipeline.landing.files.discovery import READ_BYTES, ExportFile

SETTLED_SECONDS = 60
"""A file that was written to within this time may be written to again."""
UNSETTLED = "it seems to be still being written: its end is cut off; it is tried again"
CHANGED = "it changed while it was read; it is tried again"


def is_still_written(file: ExportFile, bad_lines: set[int], is_rejected: bool) -> bool:
    """Whether a file just touched ends in the middle of a line, a page or packed data; `bad_lines`
    are those that could not be read."""
    if time.time() - file.modified_ns / 1e9 > SETTLED_SECONDS:
        return False
    if file.is_gzip:
        return is_rejected
    if not bad_lines and not is_rejected:
        return False
    line_ends = 0
    block = b""
    with file.path.open("rb") as stream:
        while read := stream.read(READ_BYTES):
            block = read
            line_ends += block.count(b"\n")
    if is_rejected:
        return not block.rstrip().endswith((b"}", b"]"))
    return not block.endswith(b"\n") and line_ends + 1 in bad_lines


def has_changed(file: ExportFile) -> bool:
    """Whether a file is another than when it was found, and so hashed."""
    try:
        stat = file.path.stat()
    except OSError:
        return True
    return (stat.st_size, stat.st_mtime_ns) != (file.bytes, file.modified_ns)
