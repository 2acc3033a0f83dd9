"""Sources that are silent (M4.9) and SKUs that no counterpart can be known for (M4.10).

How far each source was heard, and in which spans it was not, depends on files and manifests, not on
returns: it is taken as the warehouse publishes it.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace as Row

from .batches import is_ledger_due
from .clocks import latest_documents
from .contracts import record_tier
from .conversions import Conversions
from .evidence import Evidence, local_day, of_instance
from .linking import Order
from .placing import Line
from .sales import Sales
from .units import Units

DAYS = {
    "financial": "refund_within_days",
    "inventory": "restock_within_days",
    "valuation": "cost_within_days",
}


class Silence:
    """Answers whether a line may lack something only because a source was not heard."""

    def __init__(
        self,
        evidence: Evidence,
        conversions: Conversions,
        as_of: date,
        cut: datetime | None = None,
    ) -> None:
        self.as_of = as_of
        self.cut = cut
        self.zones = {
            of_instance(row): row.time_zone for row in evidence.reference["source_instances"]
        }
        self.coverage = {(*of_instance(row), row.layer): row for row in evidence.coverage}
        self.gaps = evidence.gaps
        self.mapped_skus = (
            {sku for system, _, sku in evidence.product_skus if system.startswith("cin7")}
            | {row.sku for row in evidence.reference["sku_aliases"]}
            | {row.component_sku for row in evidence.reference["kit_components"]}
            | conversions.kits
        )
        documents = latest_documents(evidence)
        for row in [*evidence.legs, *evidence.sale_lines]:
            if conversions.instances[of_instance(row)].tier == "hub":
                self.mapped_skus.add(conversions.sku(row)[0])
        self.hub_landed = any(conversions.instances[key[:2]].tier == "hub" for key in documents)

    def is_unmapped(self, sku: str | None, contract: Row) -> bool:
        """M4.10; nothing is tested where no hub is named or none landed."""
        if not contract.hub_system or not self.hub_landed or sku is None:
            return False
        return sku not in self.mapped_skus

    def is_incomplete(self, line: Line, units: Units, contract: Row, sales: Sales) -> bool:
        """M4.9: a source that the line depends on was silent when its leg was due."""
        sale_dates = sales.sale(line.order, line.sku).dates
        sale_date = min(sale_dates) if sale_dates else sales.first_dates.get(line.order)
        return any(
            self.was_silent(system, instance, layer, days, line.return_first_date, sale_date)
            for system, instance, layer, days in self.lacking(line, units, contract)
        )

    def lacking(self, line: Line, units: Units, contract: Row) -> list[tuple]:
        """The sources that would carry a leg which the line lacks, with the contract's days."""
        lacks = [
            (record_tier(contract, layer), layer)
            for layer in DAYS
            if units.gaps[layer] > 0 and record_tier(contract, layer)
        ]
        expected = units.returned - units.unreversed_behind
        posted = units.found["ledger", "financial"]
        lacks_all = not posted and units.recorded["financial"]
        is_due = is_ledger_due(line, contract, self.as_of)
        if contract.ledger_posting != "none" and is_due and (lacks_all or posted < expected):
            lacks.append(("ledger", "financial"))
        if contract.channel_system and units.found["channel", "financial"] < units.returned:
            lacks.append(("channel", "financial"))
        found = []
        for tier, layer in lacks:
            system = getattr(contract, f"{tier}_system")
            if system:
                instance = getattr(contract, f"{tier}_instance")
                found.append((system, instance, layer, getattr(contract, DAYS[layer])))
        return found

    def was_silent(
        self,
        system: str,
        instance: str,
        layer: str,
        days: int | Decimal,
        first_leg: date,
        sale_date: date | None,
    ) -> bool:
        span = timedelta(days=int(days))
        begins = max(first_leg - span, sale_date or date.min)
        ends = first_leg + span
        heard = self.coverage.get((system, instance, layer))
        if heard is None:
            return True
        for gap in self.gaps:
            if (*of_instance(gap), gap.layer) != (system, instance, layer):
                continue
            if (gap.first_day or date.min) <= ends and (gap.last_day or date.max) >= begins:
                return True
        heard_at = heard.heard_until if self.cut is None else min(heard.heard_until, self.cut)
        heard_until = local_day(heard_at, self.zones[system, instance])
        return ends < self.as_of and heard_until < ends


def orders_with_unmapped(lines: list[tuple[Line, Row]], silence: Silence) -> set[Order]:
    """M4.10: an unmapped SKU makes every line of its order incomplete."""
    return {line.order for line, contract in lines if silence.is_unmapped(line.sku, contract)}
