"""The channel contract and the calendar of a return line (M9.1, M9.6)."""

from datetime import date, datetime
from types import SimpleNamespace as Row

from .evidence import Evidence, local_day
from .linking import Order


class Books:
    """Contracts, periods and sign-offs, as of a date."""

    def __init__(self, evidence: Evidence, as_of: date) -> None:
        self.as_of = as_of
        self.contracts = evidence.reference["channel_contracts"]
        self.periods = evidence.reference["accounting_periods"]
        zones = {
            row.company: row.time_zone
            for row in sorted(
                evidence.reference["source_instances"],
                key=lambda row: ("channel", "hub", "ledger").index(row.tier),
            )
        }
        self.first_signoffs: dict[tuple[str, str], datetime] = {}
        for row in evidence.reference["period_signoffs"]:
            if local_day(row.signed_at, zones[row.company]) > as_of:
                continue
            key = row.company, row.period
            self.first_signoffs[key] = min(
                row.signed_at, self.first_signoffs.get(key, row.signed_at)
            )

    def contract(self, order: Order, first_leg: date) -> Row | None:
        """M9.6: the row that holds at the return's first leg."""
        for row in self.contracts:
            is_own = (row.company, row.channel) == order[:2]
            if is_own and row.valid_from <= first_leg <= row.valid_to:
                return row
        return None

    def period(self, company: str, day: date) -> str:
        """M9.1: by the company's calendar, else the calendar month."""
        for row in self.periods:
            if row.company == company and row.first_day <= day <= row.last_day:
                return row.period
        return f"{day:%Y-%m}"


def record_tier(contract: Row, layer: str) -> str | None:
    tier = getattr(contract, f"{layer}_system_of_record")
    return None if tier == "none" else tier
