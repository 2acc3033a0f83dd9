"""What a ledger holds beside sales: wages, suppliers' credit notes, stock that was written down."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from random import Random

from .months import AS_OF, HISTORY_FROM, MONTHS, days_of
from .story import Company, OtherJournal, SupplierCredit

WAGES, WAGES_PAYABLE, PURCHASES = "477", "804", "300"
SUPPLIERS = ("Northern Mills", "Tallow & Sons", "Pacific Packaging")
SUPPLIER_CREDITS_A_MONTH = 6


def other_journals(company: Company, dice: Random) -> Iterator[OtherJournal]:
    """Wages every month, and stock that was written down after a count."""
    for month in MONTHS:
        days = days_of(month)
        wages = Decimal(dice.randint(20_000, 40_000))
        yield journal(
            company, f"Wages {days[0]:%B %Y}", days[-4], ((WAGES, wages), (WAGES_PAYABLE, -wages))
        )
        loss = Decimal(dice.randint(100, 900))
        codes = company.accounts
        yield journal(
            company,
            f"Stock count {days[0]:%B %Y}, written down",
            days[-5],
            ((codes.cost_of_goods, loss), (codes.stock, -loss)),
        )


def journal(
    company: Company, narration: str, day: date, amounts: tuple[tuple[str, Decimal], ...]
) -> OtherJournal:
    """A journal that was written on its day."""
    return OtherJournal(narration, at_desk(company, day), day, amounts)


def supplier_credits(company: Company, dice: Random) -> Iterator[SupplierCredit]:
    """Some credit notes of suppliers every month."""
    span = (AS_OF - HISTORY_FROM).days
    for place in range(1, len(MONTHS) * SUPPLIER_CREDITS_A_MONTH + 1):
        day = date.fromordinal(HISTORY_FROM.toordinal() + dice.randrange(span))
        yield SupplierCredit(
            f"SCN-{place:04d}",
            dice.choice(SUPPLIERS),
            at_desk(company, day),
            day,
            PURCHASES,
            Decimal(dice.randint(2_000, 90_000)) / 100,
        )


def at_desk(company: Company, day: date) -> datetime:
    """Eleven in the morning where the books are kept."""
    return datetime.combine(day, time(11), tzinfo=company.zone)
