"""Xero documents: credit notes, manual journals, invoices and accounts.

Document dates are the organisation's calendar dates (`/Date(ms+0000)/` and `DateString`), `*UTC`
fields are instants. A manual journal has no reference and no item: only its narration says which
credit note its cost belongs to.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from .cin7_core import invoice_number
from .identity import guid
from .story import (
    Company,
    CostJournal,
    CreditLine,
    JournalForm,
    LedgerCredit,
    LedgerCreditForm,
    Order,
    OtherJournal,
    SupplierCredit,
)


def milliseconds(moment: datetime) -> int:
    """An instant in milliseconds since 1970."""
    return int(moment.timestamp()) * 1000


def document_date(day: date) -> dict:
    """A document's date in both of Xero's forms."""
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    return {
        "Date": f"/Date({milliseconds(midnight)}+0000)/",
        "DateString": f"{day.isoformat()}T00:00:00",
    }


def updated(moment: datetime) -> dict:
    """The modification stamp."""
    return {"UpdatedDateUTC": f"/Date({milliseconds(moment)}+0000)/"}


def envelope(company: Company, name: str, pulled_at: datetime) -> dict:
    """What stands around every list."""
    return {
        "Id": guid("xero response", name, pulled_at.isoformat()),
        "Status": "OK",
        "ProviderName": f"{company.name} returns export",
        "DateTimeUTC": f"/Date({milliseconds(pulled_at)})/",
    }


def accounts(company: Company) -> list[dict]:
    """The part of the chart of accounts that returns touch."""
    codes = company.accounts
    chart = (
        (codes.revenue, "Sales", "REVENUE", "REVENUE"),
        (codes.returns, "Sales returns", "REVENUE", "REVENUE"),
        (codes.cost_of_goods, "Cost of goods sold", "DIRECTCOSTS", "EXPENSE"),
        (codes.shipping, "Shipping", "REVENUE", "REVENUE"),
        (codes.stock, "Inventory", "INVENTORY", "ASSET"),
        (codes.tax, "Tax on sales", "CURRLIAB", "LIABILITY"),
    )
    return [
        {
            "AccountID": guid("account", code),
            "Code": code,
            "Name": name,
            "Type": kind,
            "Class": account_class,
            "Status": "ACTIVE",
            "UpdatedDateUTC": "/Date(1751328000000+0000)/",
        }
        for code, name, kind, account_class in chart
    ]


def reference(order: Order) -> str:
    """How the ledger writes an order: its name behind the store's prefix."""
    return f"{order.channel.ledger_prefix}{order.name}"


def line_item(
    key: tuple[object, ...],
    item_code: str | None,
    units: int,
    amount: Decimal,
    tax: Decimal,
    account: str,
    name: str | None = None,
) -> dict:
    """A line of an invoice or a credit note: everything is positive on both."""
    return {
        "LineItemID": guid("line item", *key),
        **({"ItemCode": item_code} if item_code else {}),
        "Description": item_code or name,
        "Quantity": float(units),
        "UnitAmount": float(amount / units),
        "LineAmount": float(amount),
        "TaxType": "OUTPUT",
        "TaxAmount": float(tax),
        "AccountCode": account,
        "Tracking": [],
    }


def amounts(
    order: Order, priced: list[Decimal], taxes: list[Decimal], rate: Decimal | None = None
) -> dict:
    """The tax basis, the totals and the currency; the subtotal never holds tax."""
    is_inclusive = holds_tax(order)
    tax = sum(taxes, Decimal(0))
    subtotal = sum(priced, Decimal(0)) - (tax if is_inclusive else 0)
    return {
        "LineAmountTypes": "Inclusive" if is_inclusive else "Exclusive",
        "SubTotal": float(subtotal),
        "TotalTax": float(tax),
        "Total": float(subtotal + tax),
        "CurrencyCode": order.currency or order.channel.company.currency,
        "CurrencyRate": float(1 / (rate or order.rate)),
    }


def holds_tax(order: Order) -> bool:
    """Whether the ledger's lines of a channel hold the tax."""
    return order.channel.tax.included and not order.channel.is_net_in_ledger


def priced_in_ledger(order: Order, amount: Decimal) -> Decimal:
    """An amount of the channel as the ledger's line holds it."""
    return amount if holds_tax(order) else order.channel.tax.net(amount)


def contact(order: Order) -> dict:
    """Who the ledger says bought: one contact per channel."""
    name = f"{order.channel.hub_label} customers"
    return {"ContactID": guid("contact", name), "Name": name}


def ledger_credit_id(order: Order, credit: LedgerCredit) -> str:
    """The id of a customer's credit note."""
    return guid("ledger credit", order.channel.name, order.name, credit.number)


def net_amount(order: Order, line: CreditLine) -> Decimal:
    """A credited line without the tax that the ledger says."""
    tax_rule = order.channel.tax
    if line.tax is None or not tax_rule.included:
        return tax_rule.net(line.amount)
    return line.amount - line.tax


def credit_note_document(order: Order, credit: LedgerCredit, form: LedgerCreditForm) -> dict:
    """A customer's credit note; a void keeps its lines and counts by its status."""
    tax_rule, codes = order.channel.tax, order.channel.company.accounts
    rows = [
        *((line.sku, line.units, line.amount, codes.returns, None) for line in form.lines),
        *((None, 1, charge.amount, charge.account, charge.name) for charge in form.charges),
    ]
    said = [*(line.tax for line in form.lines), *(None for _ in form.charges)]
    taxes = [
        tax_rule.tax(amount) if tax is None else tax
        for (_, _, amount, _, _), tax in zip(rows, said, strict=True)
    ]
    identity = ledger_credit_id(order, credit)
    priced = [priced_in_ledger(order, amount) for _, _, amount, _, _ in rows]
    totals = amounts(order, priced, taxes, form.rate)
    return {
        "CreditNoteID": identity,
        "ID": identity,
        "CreditNoteNumber": credit.number,
        "Type": "ACCRECCREDIT",
        "Reference": reference(order),
        "Status": form.status,
        **document_date(form.dated),
        "LineItems": [
            line_item((identity, place), sku, units, amount, tax, account, name)
            for place, ((sku, units, _, account, name), amount, tax) in enumerate(
                zip(rows, priced, taxes, strict=True), start=1
            )
        ],
        **totals,
        "RemainingCredit": totals["Total"],
        "Allocations": [],
        "Payments": [],
        "Contact": contact(order),
        **updated(form.recorded_at),
    }


def cost_journal_id(order: Order, journal: CostJournal) -> str:
    """The id of a cost journal."""
    return guid("cost journal", order.channel.name, order.name, journal.credit_number)


def cost_journal_document(order: Order, journal: CostJournal, form: JournalForm) -> dict:
    """The cost of returned goods: inventory up, cost of goods sold down."""
    codes = order.channel.company.accounts
    return {
        "ManualJournalID": cost_journal_id(order, journal),
        **manual_journal(
            f"Cost of goods returned {journal.credit_number}",
            form.status,
            form.dated,
            ((codes.stock, form.amount), (codes.cost_of_goods, -form.amount)),
        ),
        **updated(form.recorded_at),
    }


def other_journal_id(name: str) -> str:
    """The id of a journal, by what tells it apart."""
    return guid("journal", name)


def other_journal_document(journal: OtherJournal) -> dict:
    """A journal that somebody wrote for something else."""
    return {
        "ManualJournalID": other_journal_id(journal.name or journal.narration),
        **manual_journal(journal.narration, "POSTED", journal.dated, journal.amounts),
        **updated(journal.recorded_at),
    }


def manual_journal(
    narration: str, status: str, dated: date, amounts: tuple[tuple[str, Decimal], ...]
) -> dict:
    """What every manual journal says: debits are positive, and every line repeats the narration."""
    return {
        "Narration": narration,
        "Status": status,
        "Date": document_date(dated)["Date"],
        "LineAmountTypes": "NoTax",
        "ShowOnCashBasisReports": False,
        "JournalLines": [
            {
                "Description": narration,
                "LineAmount": float(amount),
                "AccountCode": account,
                "TaxType": "NONE",
                "TaxAmount": 0.0,
                "Tracking": [],
                "IsBlank": False,
            }
            for account, amount in amounts
        ],
    }


def supplier_credit_document(company: Company, credit: SupplierCredit) -> dict:
    """A supplier's credit note: the same document as a customer's, of another type."""
    identity = guid("supplier credit", credit.number)
    return {
        "CreditNoteID": identity,
        "ID": identity,
        "CreditNoteNumber": credit.number,
        "Type": "ACCPAYCREDIT",
        "Reference": "",
        "Status": "AUTHORISED",
        **document_date(credit.dated),
        "LineItems": [
            line_item((identity, 1), None, 1, credit.amount, Decimal(0), credit.account, "Purchase")
        ],
        "LineAmountTypes": "NoTax",
        "SubTotal": float(credit.amount),
        "TotalTax": 0.0,
        "Total": float(credit.amount),
        "CurrencyCode": company.currency,
        "CurrencyRate": 1.0,
        "RemainingCredit": float(credit.amount),
        "Allocations": [],
        "Payments": [],
        "Contact": {"ContactID": guid("contact", credit.supplier), "Name": credit.supplier},
        **updated(credit.recorded_at),
    }


def invoice_document(order: Order, place: int) -> dict:
    """The invoice that the hub pushed when the parcel left."""
    tax_rule, codes = order.channel.tax, order.channel.company.accounts
    identity = guid("ledger invoice", order.channel.name, order.name)
    lines = [line for line in order.lines if line.added_at is None]
    taxes = [tax_rule.tax(line.amount) for line in lines]
    priced = [priced_in_ledger(order, line.amount) for line in lines]
    return {
        "InvoiceID": identity,
        "InvoiceNumber": invoice_number(place),
        "Type": "ACCREC",
        "Reference": reference(order),
        "Status": "PAID",
        **document_date(order.channel.company.day(order.shipped_at)),
        "LineItems": [
            line_item((identity, line.sku), line.sku, line.units, amount, tax, codes.revenue)
            for line, amount, tax in zip(lines, priced, taxes, strict=True)
        ],
        **amounts(order, priced, taxes),
        "Contact": contact(order),
        **updated(order.shipped_at),
    }
