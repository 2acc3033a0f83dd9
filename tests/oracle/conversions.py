"""Conversions (M4.3, M4.7, M4.8, M4.11): what a leg means once vendor words are gone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace as Row

from .clocks import DocumentKey, History, document_key
from .evidence import Evidence, of_instance

CENT = Decimal("0.01")
GOODS = ("revenue", "sales_returns")


@dataclass
class Leg:
    """A leg in the words of the model; `order` and `set_id` come with linking.

    The cell that a batch makes up `covers` the leg that it repeats (M5.5).
    """

    leg_id: str
    document: DocumentKey
    tier: str
    layer: str | None
    kind: str | None
    sku: str | None
    units: Decimal | None
    kept_units: Decimal
    missing_units: Decimal
    never_shipped_units: Decimal
    currency: str | None
    net_amount: Decimal
    base_amount: Decimal | None
    cost_amount: Decimal
    posted_date: date
    occurred_at: datetime | None
    recorded_at: datetime | None
    recorded_at_basis: str
    is_posted: bool
    is_voided: bool
    is_excluded: bool
    is_manual: bool
    is_of_kit: bool = False
    nothing_to_reverse_units: Decimal = field(default=Decimal(0))
    covers: str | None = None

    @property
    def counts(self) -> bool:
        return self.is_posted and not self.is_voided and not self.is_excluded


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def number(value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else value


class Conversions:
    """The reference tables that turn a source's words into the company's."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.aliases = {
            (*of_instance(row), row.source_sku): (row.sku, row.unit_factor)
            for row in evidence.reference["sku_aliases"]
        }
        self.roles = {
            (row.ledger_system, row.ledger_instance, row.account_code): row.role
            for row in evidence.reference["account_roles"]
        }
        self.kits = {row.kit_sku for row in evidence.reference["kit_components"]}
        self.instances = {of_instance(row): row for row in evidence.reference["source_instances"]}

    def sku(self, row: Row) -> tuple[str | None, Decimal]:
        """M4.7: the company's SKU and how many of its units one source unit is."""
        known = self.aliases.get((*of_instance(row), row.source_sku))
        return known or (row.source_sku, Decimal(1))

    def base(self, row: Row, amount: Decimal | None, day: date) -> Decimal | None:
        """M4.8: the source's own base amount or rate, else the latest rate on or before."""
        if amount is None:
            return Decimal(0)
        if row.base_rate is not None:
            return cents(amount * row.base_rate)
        base_currency = self.instances[of_instance(row)].base_currency
        if row.currency_code in (None, base_currency):
            return amount
        rates = [
            (
                rate.rate_date,
                rate.rate if (rate.from_currency == row.currency_code) else 1 / rate.rate,
            )
            for rate in self.evidence.reference["exchange_rates"]
            if rate.rate_date <= day
            and {rate.from_currency, rate.to_currency} == {row.currency_code, base_currency}
        ]
        return cents(amount * max(rates)[1]) if rates else None

    def leg(self, history: History) -> Leg:
        """M4.11: layer and kind; a ledger line is what its account's role says."""
        row = history.row
        sku, factor = self.sku(row)
        role = self.roles.get((*of_instance(row), row.account_code))
        layer, kind, cost = row.layer, row.leg_kind, row.cost_amount
        net = row.net_amount
        if row.document_type == "manual_journal":
            layer, kind, net, cost = journal_line(role, net)
        elif kind is None and row.units is not None and sku is not None:
            layer, kind = "financial", "credit"
        elif kind is None:
            layer, kind = "financial", charge_kind(role)
        base = row.base_net_amount
        if base is None:
            base = self.base(row, net, row.posted_date)
        if row.document_type == "manual_journal" and cost is not None:
            cost = self.base(row, cost, row.posted_date)
        elif cost is not None and row.base_rate is not None:
            cost = cents(cost * row.base_rate) if row.source_system != "cin7_core" else cost

        def units(value: Decimal | None) -> Decimal:
            return number(value) * factor

        return Leg(
            leg_id="/".join([*document_key(row), row.leg_key]),
            document=document_key(row),
            tier=self.instances[of_instance(row)].tier,
            layer=layer,
            kind=kind,
            sku=sku,
            units=None if row.units is None else units(row.units),
            kept_units=units(row.kept_units),
            missing_units=units(row.missing_units),
            never_shipped_units=units(row.never_shipped_units),
            currency=row.currency_code,
            net_amount=number(net),
            base_amount=base,
            cost_amount=number(cost),
            posted_date=row.posted_date,
            occurred_at=row.occurred_at,
            recorded_at=history.recorded_at,
            recorded_at_basis=history.recorded_at_basis,
            is_posted=history.is_posted,
            is_voided=history.is_voided,
            is_excluded=bool(history.document.is_test) or history.is_deleted,
            is_manual=bool(row.is_manual),
        )


def journal_line(role: str | None, amount: Decimal | None) -> tuple:
    """A journal line's layer, kind, revenue and cost: debit less credit as written.

    Stock gained is cost reversed; the other side of the same posting is no second leg.
    """
    if role == "inventory_asset":
        return "valuation", "cost_reversal", None, amount
    if role in GOODS:
        return "financial", "goodwill", amount, None
    return None, "manual_journal", None, None


def charge_kind(role: str | None) -> str:
    """M4.3: a credit line or charge without goods."""
    if role == "shipping":
        return "shipping"
    return "goodwill" if role in GOODS else "fee"
