"""Blocks: system-of-record units matched between layers, in date order (M7, M10)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace as Row

from .clocks import DocumentKey
from .contracts import Books, record_tier
from .linking import Links
from .placing import Line
from .units import unit_shares


@dataclass
class Piece:
    """Units of one leg that ask for a counterpart, or answer."""

    layer: str
    sign: int
    day: date
    leg_id: str
    document: DocumentKey
    set_root: DocumentKey
    left: Decimal


@dataclass(frozen=True)
class Block:
    """Units of two legs that meet."""

    ask: Piece
    answer: Piece
    units: Decimal


def pieces(line: Line, contract: Row, layer: str, links: Links) -> list[Piece]:
    found = [
        Piece(
            layer=layer,
            sign=1 if share.units > 0 else -1,
            day=share.leg.posted_date,
            leg_id=share.leg.leg_id,
            document=share.leg.document,
            set_root=links.root(share.leg.document),
            left=abs(share.units),
        )
        for share in unit_shares(line, record_tier(contract, layer), layer)
        if share.units
    ]
    return sorted(found, key=lambda piece: (piece.day, piece.leg_id))


def match(asks: list[Piece], answers: list[Piece]) -> list[Block]:
    """Linked documents first, then whatever is oldest."""
    blocks = []
    for are_linked in (
        lambda ask, answer: ask.document == answer.document,
        lambda ask, answer: ask.set_root == answer.set_root,
        lambda ask, answer: True,
    ):
        for ask in asks:
            for answer in answers:
                units = min(ask.left, answer.left)
                if units and are_linked(ask, answer):
                    ask.left -= units
                    answer.left -= units
                    blocks.append(Block(ask, answer, units))
    return blocks


@dataclass(frozen=True)
class Matching:
    """A line's blocks of credit and stock, and the units that met nothing."""

    blocks: list[Block]
    unmatched: list[Piece]


def credit_stock_blocks(line: Line, contract: Row, links: Links) -> Matching:
    """M7: an un-restock asks for stock like a credit; a negative credit answers like a restock."""
    both = sorted(
        [
            *pieces(line, contract, "financial", links),
            *pieces(line, contract, "inventory", links),
        ],
        key=lambda piece: (piece.day, piece.leg_id),
    )
    asks = [piece for piece in both if (piece.layer == "financial") == (piece.sign > 0)]
    answers = [piece for piece in both if (piece.layer == "financial") != (piece.sign > 0)]
    blocks = match(asks, answers)
    return Matching(blocks, [piece for piece in both if piece.left])


def is_out_of_sequence(line: Line, contract: Row, links: Links, books: Books) -> bool:
    """A block joins system-of-record legs of different periods."""
    company = line.order[0]

    def period(day: date) -> str:
        return books.period(company, day)

    blocks = credit_stock_blocks(line, contract, links).blocks
    stock = [p for p in pieces(line, contract, "inventory", links) if p.sign > 0]
    values = [p for p in pieces(line, contract, "valuation", links) if p.sign > 0]
    blocks += match(values, stock)
    if any(period(block.ask.day) != period(block.answer.day) for block in blocks):
        return True
    restock_periods = {period(piece.day) for piece in pieces(line, contract, "inventory", links)}
    return bool(restock_periods) and any(
        period(share.leg.posted_date) not in restock_periods
        for share in unit_shares(line, record_tier(contract, "valuation"), "valuation")
        if share.leg.units is None and share.cost_amount
    )
