"""The yardstick: the engine reads the same files and counts their documents, and keeps nothing.

python -m tests.benchmarks.bare_read <glob of files> <newline_delimited or auto>
"""

import sys

import duckdb

COUNT = "select count(*) from read_json_objects(?, format = ?, maximum_object_size = 67108864)"


def main(files: str, form: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(COUNT, [files, form]).fetchone()


if __name__ == "__main__":
    main(*sys.argv[1:])
