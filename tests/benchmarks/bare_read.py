"""The yardstick: the engine reads the same files and stores each document as text, nothing else.

Reading alone, `count(*)`, costs a third of it; but a landing that kept nothing would be none, and
this is the read that the design's figures were measured against: 7.6 CPU seconds for a million
documents of 982 bytes, where counting them takes about 1.5. What landing does beyond it is to
prove files whole, to keep listed paths only, to look for values that would be lost, and to store
each version once.

python -m tests.benchmarks.bare_read <glob of files> <newline_delimited or auto> <database>
"""

import sys

import duckdb

STORE = """
    create table documents as
    select json as payload from read_json_objects(?, format = ?, maximum_object_size = 67108864)
"""


def main(files: str, form: str, database: str) -> None:
    with duckdb.connect(database) as connection:
        connection.execute(STORE, [files, form])


if __name__ == "__main__":
    main(*sys.argv[1:])
