"""Units that never left (M4.5): what cancelled refunds may claim, and what the hub cut."""

from collections import defaultdict
from decimal import Decimal

from .conversions import Leg
from .linking import Order
from .sales import Sales

ZERO = Decimal(0)


def settle_never_shipped(order: Order, legs: list[Leg], sales: Sales) -> None:
    """Caps and raises the never-shipped units of an order's channel credits, oldest first."""
    by_sku = defaultdict(list)
    for leg in legs:
        if leg.counts and (leg.tier, leg.kind) == ("channel", "credit") and (leg.units or 0) > 0:
            by_sku[leg.sku].append(leg)
    for sku, credits in by_sku.items():
        sale = sales.sale(order, sku)
        allowed, cut = None, ZERO
        # A hub that holds no line of the product says nothing of it, unless it voided all.
        if order in sales.hub_orders and ("hub" in sale.sold or order in sales.voided_orders):
            sold = sale.sold_units or ZERO
            allowed = max(sold - sale.shipped.get("hub", ZERO), ZERO)
            if order in sales.voided_orders:
                cut = sold
            elif "channel" in sale.sold and order in sales.hub_orders_with_lines:
                cut = min(max(sale.sold["channel"] - sale.sold.get("hub", ZERO), ZERO), allowed)
        for leg in sorted(credits, key=lambda leg: (leg.posted_date, leg.leg_id)):
            claimed = max(leg.never_shipped_units, min(cut, leg.units))
            if allowed is not None:
                claimed = min(claimed, allowed)
                allowed -= claimed
            leg.never_shipped_units = claimed
            # What never left nobody keeps, whatever the refund says.
            leg.kept_units = min(leg.kept_units, leg.units - claimed)
            leg.nothing_to_reverse_units = min(cut, claimed)
            cut -= leg.nothing_to_reverse_units
