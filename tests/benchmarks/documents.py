"""Orders in the vendor's shape, any number of them, as pages, as lines and as packed lines.

They are the order documents of a small seeded company, over and over with other ids: what landing
and a bare read cost depends on their shape and number and not on what they tell.
"""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.simulator.company import write_company

PAGE_DOCUMENTS = 10
TOLD_RETURNS = 200


@cache
def templates() -> tuple[dict, ...]:
    """The order documents of the seeded company, in the order of their files."""
    with TemporaryDirectory() as name:
        write_company(Path(name), seed=1, returns=TOLD_RETURNS)
        files = sorted(Path(name).glob("exports/shopify/*/orders/**/*.json"))
        return tuple(
            order
            for file in files
            if not file.name.endswith(".manifest.json")
            for order in json.loads(file.read_text())["orders"]
        )


def orders(count: int) -> Iterator[dict]:
    for number, template in enumerate(islice(cycle(templates()), count)):
        yield template | {"id": 9_000_000_000 + number, "name": f"#B{number}"}


def write_pages(folder: Path, pages: int) -> None:
    """Response pages, each with its envelope, of a size that an API gives."""
    folder.mkdir(parents=True)
    documents = orders(pages * PAGE_DOCUMENTS)
    for number in range(pages):
        page = {"orders": list(islice(documents, PAGE_DOCUMENTS))}
        (folder / f"page_{number:06}.json").write_text(json.dumps(page))


def write_lines(path: Path, documents: int) -> None:
    """One document per line, packed when the name says so."""
    path.parent.mkdir(parents=True)
    is_packed = path.suffix == ".gz"
    with gzip.open(path, "wt", compresslevel=1) if is_packed else path.open("w") as file:
        for order in orders(documents):
            file.write(json.dumps(order) + "\n")
