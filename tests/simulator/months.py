"""The months in which a company's returns happen: when it was exported, signed off, and asked.

Five months of returns, October 2025 to February 2026, of orders from September on. The exporter
asks on the 2nd and the 16th in the morning and once at the end. A month is signed off on the 5th
of the next; February is still open.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

HISTORY_FROM = date(2025, 9, 1)
AS_OF = date(2026, 2, 28)
MONTHS = ((2025, 10), (2025, 11), (2025, 12), (2026, 1), (2026, 2))
SIGNED_MONTHS = MONTHS[:-1]
# Every contract's days are over on returns that are this old.
SETTLED_DAYS = 45


class When(Enum):
    """Which days a kind of story can happen on."""

    ANY_DAY = "any day"
    WITHIN_MONTH = "a day with eight more in its month"
    SETTLED = "such a day, so long ago that every contract's days are over"
    RECENT = "a day so recent that no contract's days are over"
    MONTH_END = "one of the last three days of a month that was signed off"
    LAST_DAY = "the last day of a month that was signed off"
    SIGNED = "a day of a month that was signed off, with eight more in it"


def days_of(month: tuple[int, int]) -> list[date]:
    """Every day of a month."""
    year, number = month
    return [date(year, number, day) for day in range(1, monthrange(year, number)[1] + 1)]


def days_when(when: When) -> list[date]:
    """The days of the company's months that fit, oldest first."""
    every_day = [days_of(month) for month in MONTHS]
    signed = every_day[: len(SIGNED_MONTHS)]
    oldest_open = AS_OF - timedelta(days=SETTLED_DAYS)
    fitting = {
        When.ANY_DAY: [day for days in every_day for day in days],
        When.WITHIN_MONTH: [day for days in every_day for day in days[:-8]],
        When.SETTLED: [day for days in every_day for day in days[:-8] if day <= oldest_open],
        When.RECENT: [AS_OF - timedelta(days=age) for age in range(9, 1, -1)],
        When.MONTH_END: [day for days in signed for day in days[-3:]],
        When.LAST_DAY: [days[-1] for days in signed],
        When.SIGNED: [day for days in signed for day in days[:-8]],
    }
    return fitting[when]


def next_month(month: tuple[int, int]) -> tuple[int, int]:
    """The month after a month."""
    year, number = month
    return (year + 1, 1) if number == 12 else (year, number + 1)


def signed_at(month: tuple[int, int], zone: ZoneInfo) -> datetime:
    """When a month was signed off."""
    return datetime(*next_month(month), 5, 17, tzinfo=zone)


def pulled_at(zone: ZoneInfo) -> Iterator[datetime]:
    """When the exporter asked, in order."""
    for year, number in MONTHS:
        yield datetime(year, number, 2, 7, tzinfo=zone)
        yield datetime(year, number, 16, 7, tzinfo=zone)
    yield datetime(AS_OF.year, AS_OF.month, AS_OF.day, 23, 30, tzinfo=zone)
