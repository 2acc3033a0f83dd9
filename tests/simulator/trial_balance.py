"""Xero's trial balance report: what moved on each account in a month, added up from the documents.

It is what the ledger itself says of its accounts, whatever the warehouse makes of the documents. Up
to 30 June of a financial year balances count from 1 July, as the company's do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from .identity import guid
from .story import Company
from .xero import accounts, envelope, milliseconds

RECEIVABLE, PAYABLE = "610", "800"
OTHER_ACCOUNTS = {RECEIVABLE: "Accounts Receivable", PAYABLE: "Accounts Payable"}
YEAR_BEGINS_IN_MONTH = 7

Posting = tuple[date, str, Decimal]
"""Day, account, debit minus credit."""


def trial_balance(company: Company, documents: list[dict], day: date, pulled_at: datetime) -> dict:
    """The report as at the last day of a month, as its documents stood when it was pulled."""
    postings = [posting for document in documents for posting in _postings(company, document)]
    month = _totals(postings, day.replace(day=1), day)
    year = _totals(postings, _year_start(day), day)
    report = {
        "ReportID": "TrialBalance",
        "ReportName": "Trial Balance",
        "ReportType": "TrialBalance",
        "ReportTitles": ["Trial Balance", company.name, f"As at {day.day} {day:%B %Y}"],
        "ReportDate": f"{pulled_at.day} {pulled_at:%B %Y}",
        "UpdatedDateUTC": f"/Date({milliseconds(pulled_at)})/",
        "Fields": [],
        "Rows": [
            {"RowType": "Header", "Cells": _texts(["Account", *_HEADINGS])},
            {
                "RowType": "Section",
                "Title": "",
                "Rows": [
                    _account_row(code, name, month[code], year[code])
                    for code, name in _chart(company)
                    if code in year
                ],
            },
        ],
    }
    return {**envelope(company, f"TrialBalance {day}", pulled_at), "Reports": [report]}


_HEADINGS = ("Debit", "Credit", "YTD Debit", "YTD Credit")


def _chart(company: Company) -> Iterator[tuple[str, str]]:
    yield from ((account["Code"], account["Name"]) for account in accounts(company))
    yield from OTHER_ACCOUNTS.items()


def _postings(company: Company, document: dict) -> Iterator[Posting]:
    """What a document books; one that is a draft or voided books nothing."""
    if document["Status"] not in ("AUTHORISED", "PAID", "POSTED"):
        return
    day = datetime.fromtimestamp(int(document["Date"][6:-7]) / 1000, UTC).date()
    for line in document.get("JournalLines", []):
        yield day, line["AccountCode"], Decimal(str(line["LineAmount"]))
    if "JournalLines" in document:
        return
    kind = document["Type"]
    sign = 1 if kind == "ACCRECCREDIT" else -1
    tax_inside = document["LineAmountTypes"] == "Inclusive"
    for line in document["LineItems"]:
        amount, tax = Decimal(str(line["LineAmount"])), Decimal(str(line["TaxAmount"]))
        yield day, line["AccountCode"], sign * (amount - tax if tax_inside else amount)
        yield day, company.accounts.tax, sign * tax
    counterpart = PAYABLE if kind == "ACCPAYCREDIT" else RECEIVABLE
    yield day, counterpart, -sign * Decimal(str(document["Total"]))


def _totals(postings: Iterable[Posting], first: date, last: date) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for day, account, amount in postings:
        if first <= day <= last:
            totals[account] += amount
    return totals


def _account_row(code: str, name: str, month: Decimal, year: Decimal) -> dict:
    account = [{"Value": guid("account", code), "Id": "account"}]
    return {
        "RowType": "Row",
        "Cells": [
            {**cell, "Attributes": account}
            for cell in _texts([f"{name} ({code})", *_sides(month), *_sides(year)])
        ],
    }


def _sides(amount: Decimal) -> list[str]:
    """A debit in the first column, a credit in the second, nothing in the other."""
    return [f"{amount:.2f}", ""] if amount >= 0 else ["", f"{-amount:.2f}"]


def _texts(values: list[str]) -> list[dict]:
    return [{"Value": value} for value in values]


def _year_start(day: date) -> date:
    begins = day.replace(month=YEAR_BEGINS_IN_MONTH, day=1)
    return begins if begins <= day else begins.replace(year=day.year - 1)


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last days of the months that have ended by a day."""
    day = first.replace(day=1)
    while (following := (day + timedelta(days=31)).replace(day=1)) - timedelta(days=1) <= last:
        yield following - timedelta(days=1)
        day = following
