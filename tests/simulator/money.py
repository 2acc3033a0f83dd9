"""Prices, discounts and tax in cents: the arithmetic that every vendor does on its own lines."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to cents."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class TaxRule:
    """How a shop prices: the rate, and whether its prices hold the tax already."""

    rate: Decimal
    included: bool
    name: str

    def tax(self, priced: Decimal) -> Decimal:
        """The tax of an amount that is priced the shop's way."""
        share = self.rate / (1 + self.rate) if self.included else self.rate
        return cents(priced * share)

    def net(self, priced: Decimal) -> Decimal:
        """The amount without tax."""
        return priced - self.tax(priced) if self.included else priced

    def gross(self, priced: Decimal) -> Decimal:
        """The amount with tax."""
        return priced if self.included else priced + self.tax(priced)
