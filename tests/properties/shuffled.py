"""The rows that legs and links read, as a night left them or in any other order."""

from tests.chain import Chain, table_of


def bring_rows(chain: Chain, seed: int | None = None) -> None:
    """Puts the night's rows where the chain reads them, for a seed in an order of its own."""
    order = "" if seed is None else f"order by hash(row_place, {seed})"
    for relation in chain.inputs:
        chain.connection.execute(f"""
            create or replace table inputs.{table_of(relation)} as
            select * exclude (row_place)
            from (select *, row_number() over () as row_place from {relation})
            {order}
        """)
