"""Patterns, diagnosis and persistence of a return line (M7)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace as Row

from .amounts import Amounts
from .batches import is_ledger_due, ledger_due
from .blocks import is_out_of_sequence
from .contracts import Books, record_tier
from .linking import Links
from .placing import Line
from .sales import TIERS, Sale
from .units import UNIT_KINDS, Units, cost_units, unit_shares

ZERO = Decimal(0)


@dataclass(frozen=True)
class Verdict:
    """What is so of a line."""

    patterns: tuple[str, ...]
    diagnosis: str
    persistence: str
    has_revenue_mismatch: bool
    has_quantity_mismatch: bool
    has_valuation_mismatch: bool


@dataclass(frozen=True)
class Case:
    """All that a verdict is made from."""

    line: Line
    units: Units
    amounts: Amounts
    contract: Row
    books: Books
    links: Links
    is_incomplete: bool
    sale: Sale

    # Ledger and voids

    @property
    def ledger_must_hold(self) -> bool:
        """A ledger that is posted to in sums has its days (M5.5)."""
        return self.contract.ledger_posting != "none" and is_ledger_due(
            self.line, self.contract, self.books.as_of
        )

    @property
    def ledger_lacks_credit(self) -> bool:
        """M6: a posted credit in the system of record and none in the ledger."""
        record = record_tier(self.contract, "financial")
        return (
            self.ledger_must_hold
            and self.amounts.holds_credit.get(record, False)
            and not self.amounts.holds_credit["ledger"]
            and (self.ledger_expected_units > 0 or not self.units.returned)
        )

    @property
    def ledger_lacking_units(self) -> Decimal:
        if not self.ledger_must_hold or not self.units.recorded["financial"] > 0:
            return ZERO
        held = self.units.found["ledger", "financial"]
        owed = min(self.units.recorded["financial"], self.ledger_expected_units)
        return max(owed - held, ZERO)

    @property
    def ledger_expected_units(self) -> Decimal:
        return self.units.returned - self.units.unreversed_behind

    @property
    def has_duplicate(self) -> bool:
        return any(self.units.duplicates.values())

    @property
    def has_void_difference(self) -> bool:
        """A tier holds a voided leg, and fewer live units than another."""
        for leg in self.line.dead_legs:
            if not leg.is_voided or leg.layer not in UNIT_KINDS:
                continue
            own = self.units.found[leg.tier, leg.layer]
            if any(self.units.found[tier, leg.layer] > own for tier in TIERS):
                return True
        return False

    # Patterns

    def is_credit_without_stock(self) -> bool:
        most = max(self.units.found[tier, "inventory"] for tier in TIERS)
        has_credit = any(self.units.found[tier, "financial"] > 0 for tier in TIERS)
        return self.units.expected["inventory"] - most > 0 and has_credit

    def is_stock_without_credit(self) -> bool:
        most = max(self.units.found[tier, "financial"] for tier in TIERS)
        restocked = any(self.units.found[tier, "inventory"] > 0 for tier in TIERS)
        record = record_tier(self.contract, "inventory")
        over = self.units.gaps["inventory"] + self.units.duplicates.get((record, "inventory"), ZERO)
        was_received = restocked or self.is_received_and_kept()
        return (self.units.returned - most > 0 and was_received) or over < 0

    def is_received_and_kept(self) -> bool:
        return any(
            share.kept_units > 0 and share.leg.layer == "inventory" for share in self.line.shares
        )

    def is_elsewhere(self) -> bool:
        """Another tier holds more of a layer than its system of record, up to what is expected."""
        for layer in UNIT_KINDS:
            record = record_tier(self.contract, layer)
            if record is None:
                continue
            for tier in TIERS:
                found = self.units.found[tier, layer]
                if layer == "valuation":
                    found = self.valued_units(tier)
                if tier != record and min(found, self.units.expected[layer]) > max(
                    self.units.recorded[layer], ZERO
                ):
                    return True
        return False

    def valued_units(self, tier: str) -> Decimal:
        """A valuation leg of value 0.00 counts no units: there is nothing to post."""
        shares = unit_shares(self.line, tier, "valuation")
        if any(share.leg.units is None and share.cost_amount for share in shares):
            return cost_units(self.line, tier, self.contract, self.units.found)
        return sum((share.units for share in shares if share.cost_amount), ZERO)

    def is_multi_system(self) -> bool:
        return (
            self.is_elsewhere()
            or self.ledger_lacks_credit
            or self.ledger_lacking_units > 0
            or self.has_duplicate
            or self.has_void_difference
        )

    def is_after_signoff(self) -> bool:
        """A leg dated in a period that was first signed before the leg was recorded."""
        company = self.line.order[0]
        legs = [s.leg for s in self.line.shares if s.leg.covers is None] + [
            leg for leg in self.line.dead_legs if leg.is_voided
        ]
        return any(
            leg.recorded_at is not None
            and leg.recorded_at_basis in ("created", "modified")
            and (signed_at := self.books.first_signoffs.get(
                (company, self.books.period(company, leg.posted_date))
            ))
            is not None
            and signed_at < leg.recorded_at
            for leg in legs
        )  # fmt: skip

    def patterns(self) -> tuple[str, ...]:
        tests = {
            "credit_note_without_stock_movement": self.is_credit_without_stock,
            "stock_movement_without_financial_reversal": self.is_stock_without_credit,
            "out_of_sequence_processing": lambda: is_out_of_sequence(
                self.line, self.contract, self.links, self.books
            ),
            "multi_system_processing": self.is_multi_system,
            "processed_after_reconciliation": self.is_after_signoff,
        }
        return tuple(name for name, is_so in tests.items() if is_so())

    # Persistence

    def first_day(self, layer: str) -> date | None:
        days = [
            share.leg.posted_date
            for tier in TIERS
            for share in unit_shares(self.line, tier, layer)
            if share.units
        ]
        return min(days, default=None)

    def open_gaps(self) -> list[tuple[Decimal, date | None, int]]:
        """Each gap that is not 0, with the day from which it ages and the contract's days."""
        start = self.line.return_first_date
        contract, gaps = self.contract, self.units.gaps
        found = [
            (gaps["financial"], start, contract.refund_within_days),
            (gaps["inventory"], start, contract.restock_within_days),
            (gaps["valuation"], self.first_day("inventory"), contract.cost_within_days),
        ]
        if self.ledger_lacks_credit or self.ledger_lacking_units:
            due = ledger_due(self.line, contract) or start
            found.append((Decimal(1), due, contract.refund_within_days))
        return [(gap, day, days) for gap, day, days in found if gap]

    def awaits_value(self) -> bool:
        """Value that a tier of no record lacks for units alone has the days of the cost."""
        day = self.first_day("inventory") or self.books.as_of
        age = (self.books.as_of - day).days
        return self.amounts.is_value_awaited and age <= self.contract.cost_within_days

    def has_remaining_difference(self) -> bool:
        return bool(
            self.amounts.excess_difference
            or (self.amounts.has_value_difference and not self.awaits_value())
            or self.has_void_difference
            or self.has_duplicate
        )

    def persistence(self, diagnosis: str, patterns: tuple[str, ...]) -> str:
        if diagnosis in ("incomplete_evidence", "ambiguous", "cost_unknown"):
            return "undetermined"
        if diagnosis in ("excluded", "return_requested"):
            return "none"
        gaps = self.open_gaps()
        is_late = any(
            gap < 0 or (self.books.as_of - (day or self.books.as_of)).days > days
            for gap, day, days in gaps
        )
        if is_late or self.has_remaining_difference():
            return "permanent"
        if gaps or self.awaits_value():
            return "timing_open"
        if {"out_of_sequence_processing", "processed_after_reconciliation"} & set(patterns):
            return "timing_cleared"
        return "none"

    # Diagnosis

    def diagnosis(self, patterns: tuple[str, ...]) -> str:
        if not self.line.shares:
            legs = self.line.dead_legs
            is_dead = all(leg.is_excluded or leg.is_voided for leg in legs)
            return "excluded" if is_dead else "return_requested"
        if self.is_incomplete:
            return "incomplete_evidence"
        for pattern in (
            "multi_system_processing",
            "credit_note_without_stock_movement",
            "stock_movement_without_financial_reversal",
            "processed_after_reconciliation",
            "out_of_sequence_processing",
        ):
            if pattern in patterns:
                return pattern
        if self.amounts.has_value_difference or self.units.gaps["valuation"]:
            return "valuation_mismatch"
        if self.amounts.excess_difference:
            return "amount_mismatch"
        if self.amounts.is_cost_unknown:
            return "cost_unknown"
        has_credit = any(self.amounts.holds_credit.values())
        restocked = any(self.units.found[tier, "inventory"] > 0 for tier in TIERS)
        if self.units.expected["inventory"] == 0 and not restocked and has_credit:
            return "one_leg_expected"
        return "aligned"

    def verdict(self) -> Verdict:
        patterns = self.patterns() if self.line.shares else ()
        diagnosis = self.diagnosis(patterns)
        units = self.units
        has_values = record_tier(self.contract, "valuation") is not None
        return Verdict(
            patterns=patterns,
            diagnosis=diagnosis,
            persistence=self.persistence(diagnosis, patterns),
            has_revenue_mismatch=bool(
                units.gaps["financial"]
                or self.ledger_lacks_credit
                or self.ledger_lacking_units
                or self.amounts.excess_difference
            ),
            has_quantity_mismatch=bool(units.gaps["inventory"]),
            has_valuation_mismatch=(
                has_values and units.recorded["valuation"] != units.expected["inventory"]
            )
            or self.amounts.has_value_difference,
        )
