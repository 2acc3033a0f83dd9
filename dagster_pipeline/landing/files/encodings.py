"""Text in one of the encodings that an object declares, tried in order, line by line.

One line at a time, because a file can be joined from two exports, and one damaged byte must not
turn every letter of the file into another.
"""


def decoded(content: bytes, encodings: tuple[str, ...]) -> str:
    """The text in the first encoding that fits. Raises UnicodeDecodeError, of the first one."""
    first_problem = None
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as problem:
            first_problem = first_problem or problem
    raise first_problem
