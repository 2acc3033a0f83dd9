"""Cin7 Core documents: GET /sale with fulfilments, invoice, credit notes and stock movements.

Business dates are the tenant's calendar dates at midnight without a zone, audit stamps are UTC. A
credit note's restock names units and a place but never a cost: the cost stands in the movements of
the credit note's task, with the opposite sign of the pick's.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from .identity import guid
from .money import cents
from .story import (
    Charge,
    CreditLine,
    HubCredit,
    HubCreditForm,
    Order,
    OrderLine,
    Product,
    Story,
    form_at,
)

SYNC_DELAY = timedelta(minutes=10)


def business_date(day: date) -> str:
    """A calendar date of the tenant."""
    return f"{day.isoformat()}T00:00:00"


def audit_stamp(moment: datetime) -> str:
    """An instant as the audit fields write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z"


def entered_at(order: Order) -> datetime:
    """When the order reached the hub."""
    return order.ordered_at + SYNC_DELAY


def voided_at(order: Order) -> datetime | None:
    """When the hub voided the sale of an order that the store cancelled."""
    return order.cancelled_at + SYNC_DELAY if order.cancelled_at else None


def last_modified_at(order: Order, moment: datetime) -> datetime:
    """When the sale document last changed before a moment."""
    stamps = [entered_at(order), order.shipped_at, voided_at(order)]
    stamps += [line.added_at for line in order.lines]
    stamps += [form.recorded_at for credit in order.hub_credits for form in credit.forms]
    return max(stamp for stamp in stamps if stamp and stamp <= moment)


def product_document(product: Product) -> dict:
    """A product as GET /product shows it without its movements."""
    return {
        "ID": guid("product", product.sku),
        "SKU": product.sku,
        "Name": product.name,
        "Type": "Stock",
        "CostingMethod": "FIFO",
        "Status": "Active",
        "AverageCost": float(product.unit_cost),
        "LastModifiedOn": "2025-10-01T00:00:00Z",
        "Movements": [],
    }


def location_document(name: str, is_default: bool) -> dict:
    """A place where stock lies."""
    return {
        "ID": guid("location", name),
        "Name": name,
        "IsDefault": is_default,
        "IsDeprecated": False,
        "Bins": [],
        "ParentID": None,
    }


def sale_document(story: Story, place: int, order: Order, moment: datetime) -> dict:
    """The sale as GET /sale?IncludeTransactions=true showed it at a moment."""
    company = order.channel.company
    void_from = voided_at(order)
    is_void = void_from is not None and void_from <= moment
    is_shipped = order.shipped_at is not None and order.shipped_at <= moment
    credits = [
        (credit, form)
        for credit in order.hub_credits
        if (form := form_at(credit.forms, moment)) is not None
    ]
    lines = [line for line in order.lines if line.added_at is None or line.added_at <= moment]
    is_credited = any(form.status == "AUTHORISED" for _, form in credits)
    is_picked = is_shipped and order.is_picked_in_hub
    return {
        "ID": sale_id(order),
        "Customer": customer(order),
        "CustomerID": guid("customer", customer(order)),
        "Email": f"buyer-{place}@example.com",
        "Location": order.channel.location,
        "SaleOrderDate": business_date(company.day(order.ordered_at)),
        "LastModifiedOn": audit_stamp(last_modified_at(order, moment)),
        "CustomerReference": order.name,
        "Status": sale_status(is_void, is_shipped),
        "CombinedInvoiceStatus": invoice_status(is_shipped, is_credited),
        "FulFilmentStatus": "FULFILLED" if is_shipped else "NOT FULFILLED",
        "BaseCurrency": company.currency,
        "CustomerCurrency": order.currency or company.currency,
        "CurrencyRate": plain(order.rate),
        "TaxCalculation": "Inclusive" if order.channel.tax.included else "Exclusive",
        "TaxRule": order.channel.tax.name,
        "SourceChannel": order.channel.hub_label,
        "ExternalID": None,
        "Type": "Advanced Sale",
        "Order": {
            "SaleOrderNumber": f"SO-{1000 + place:05d}",
            "Status": "VOIDED" if is_void else "AUTHORISED",
            "Lines": [sold_line(story, order, line) for line in lines],
            "AdditionalCharges": [],
            **totals(order, [amount_in_hub(line) for line in lines]),
        },
        "Fulfilments": [fulfilment(order, place, lines)] if is_picked else [],
        "Invoices": [invoice(story, order, place, lines)] if is_shipped else [],
        "CreditNotes": [credit_note(order, place, credit, form) for credit, form in credits],
        "ManualJournals": {"Status": "NOT AVAILABLE", "Lines": []},
        "InventoryMovements": [
            *(pick_movements(story, order, lines) if is_picked else []),
            *(row for credit, form in credits for row in restock_movements(order, credit, form)),
        ],
        "Transactions": [],
    }


def sale_id(order: Order) -> str:
    """The sale's id."""
    return guid("sale", order.channel.name, order.name)


def credit_task(order: Order, credit: HubCredit) -> str:
    """The task of a credit note: what its stock movements name."""
    return guid("credit task", order.channel.name, order.name, credit.name)


def pick_task(order: Order) -> str:
    """The task of the fulfilment."""
    return guid("pick task", order.channel.name, order.name)


def customer(order: Order) -> str:
    """Who the hub says bought: a store's orders share one customer."""
    return f"{order.channel.hub_label} customer"


def invoice_number(place: int) -> str:
    """The number of a sale's invoice."""
    return f"INV-{1000 + place:05d}"


def sale_status(is_void: bool, is_shipped: bool) -> str:
    """How far the sale has come."""
    if is_void:
        return "VOIDED"
    return "COMPLETED" if is_shipped else "ORDERED"


def invoice_status(is_shipped: bool, is_credited: bool) -> str:
    """The hub's one word about invoices and credit notes together."""
    if is_credited:
        return "INVOICED / CREDITED"
    return "INVOICED" if is_shipped else "NOT INVOICED"


def totals(order: Order, amounts: list[Decimal]) -> dict:
    """Net, tax and gross of priced amounts."""
    tax = order.channel.tax
    return {
        "TotalBeforeTax": float(sum(map(tax.net, amounts), Decimal(0))),
        "Tax": float(sum(map(tax.tax, amounts), Decimal(0))),
        "Total": float(sum(map(tax.gross, amounts), Decimal(0))),
    }


def plain(rate: Decimal) -> int | float:
    """A rate as JSON writes it."""
    return int(rate) if rate == 1 else float(rate)


def amount_in_hub(line: OrderLine) -> Decimal:
    """What the hub's sale holds of a line, where it was cut there."""
    return line.amount if line.hub_units is None else line.hub_units * line.unit_price


def sold_line(story: Story, order: Order, line: OrderLine) -> dict:
    """A line as it was sold; a discount is a percentage here."""
    listed = line.units * line.unit_price
    amount = amount_in_hub(line)
    product = story.product(line.sku)
    return {
        "ProductID": guid("product", line.sku),
        "SKU": line.sku,
        "Name": product.name,
        "Quantity": line.units_in_hub,
        "Price": float(line.unit_price),
        "Discount": float(cents(line.discount / listed * 100)) if listed else 0.0,
        "Tax": float(order.channel.tax.tax(amount)),
        "Total": float(amount),
        "AverageCost": float(product.unit_cost),
        "TaxRule": order.channel.tax.name,
        "Account": order.channel.company.accounts.revenue,
        "Comment": "",
    }


def pick_line(order: Order, sku: str, units: int) -> dict:
    """A line of a pick, and what a restock line looks like before it says where and when."""
    return {
        "ProductID": guid("product", sku),
        "SKU": sku,
        "Location": order.channel.location,
        "LocationID": guid("location", order.channel.location),
        "Quantity": units,
        "BatchSN": None,
        "ExpiryDate": None,
        "NonInventory": False,
    }


def fulfilment(order: Order, place: int, sold: list[OrderLine]) -> dict:
    """The parcel that left."""
    lines = [pick_line(order, sku, units) for line in sold for sku, units in line.picked]
    return {
        "TaskID": pick_task(order),
        "FulfillmentNumber": 1,
        "LinkedInvoiceNumber": invoice_number(place),
        "FulFilmentStatus": "FULFILLED",
        "Pick": {"Status": "AUTHORISED", "Lines": lines},
        "Pack": {"Status": "AUTHORISED", "Lines": []},
        "Ship": {
            "Status": "AUTHORISED",
            "Lines": [
                {
                    "ID": guid("shipment", order.channel.name, order.name),
                    "ShipmentDate": business_date(order.channel.company.day(order.shipped_at)),
                    "IsShipped": True,
                }
            ],
        },
    }


def invoice(story: Story, order: Order, place: int, lines: list[OrderLine]) -> dict:
    """The invoice, dated with the parcel."""
    day = business_date(order.channel.company.day(order.shipped_at))
    amounts = totals(order, [amount_in_hub(line) for line in lines])
    return {
        "TaskID": guid("invoice task", order.channel.name, order.name),
        "InvoiceNumber": invoice_number(place),
        "Status": "PAID",
        "InvoiceDate": day,
        "InvoiceDueDate": day,
        "CurrencyConversionRate": plain(order.rate),
        "LinkedFulfillmentNumber": "1",
        "Lines": [sold_line(story, order, line) for line in lines],
        "AdditionalCharges": [],
        "Payments": [],
        **amounts,
        "Paid": amounts["Total"],
    }


def credit_note(order: Order, place: int, credit: HubCredit, form: HubCreditForm) -> dict:
    """A credit note. A draft has no number yet; a void keeps its number and loses its lines."""
    is_void = form.status == "VOIDED"
    lines = () if is_void else form.lines
    restocks = () if is_void else form.restocks
    charges = () if is_void else form.charges
    return {
        "TaskID": credit_task(order, credit),
        "CombineAdditionalCharges": False,
        "CreditNoteInvoiceNumber": invoice_number(place),
        "Memo": "",
        "Status": form.status,
        "RestockStatus": form.restock_status,
        "CreditNoteDate": business_date(form.dated),
        "CreditNoteNumber": None if form.status == "DRAFT" else credit.name,
        "CreditNoteConversionRate": plain(form.rate or order.rate),
        "Lines": [credit_line(order, line) for line in lines],
        "AdditionalCharges": [additional_charge(order, charge) for charge in charges],
        "Refunds": refunds(order, credit, form),
        "Restock": [
            {
                **pick_line(order, restock.sku, restock.units),
                "RestockLocation": restock.place or order.channel.location,
                "RestockLocationID": guid("location", restock.place or order.channel.location),
                "RestockDate": business_date(restock.on),
            }
            for restock in restocks
        ],
        **totals(order, [row.amount for row in (*lines, *charges)]),
    }


def credit_line(order: Order, line: CreditLine) -> dict:
    """A credited line, at the price that was paid: without a discount of its own."""
    return {
        "ProductID": guid("product", line.sku),
        "SKU": line.sku,
        "Name": line.sku,
        "Quantity": line.units,
        "Price": float(line.amount / line.units),
        "Discount": 0,
        "Tax": float(order.channel.tax.tax(line.amount)),
        "Total": float(line.amount),
        "AverageCost": 0,
        "TaxRule": order.channel.tax.name,
        "Account": order.channel.company.accounts.returns,
        "Comment": "",
    }


def additional_charge(order: Order, charge: Charge) -> dict:
    """Shipping, goodwill or a fee: a charge, never a line."""
    return {
        "Description": charge.name,
        "Quantity": 1,
        "Price": float(charge.amount),
        "Discount": 0,
        "Tax": float(order.channel.tax.tax(charge.amount)),
        "Total": float(charge.amount),
        "TaxRule": order.channel.tax.name,
        "Account": charge.account,
        "Comment": "",
    }


def refunds(order: Order, credit: HubCredit, form: HubCreditForm) -> list[dict]:
    """The money of a credit note, once it was paid out."""
    if form.paid_on is None:
        return []
    amounts = [row.amount for row in (*form.lines, *form.charges)]
    return [
        {
            "ID": guid("payout", order.channel.name, order.name, credit.name),
            "Amount": float(sum(map(order.channel.tax.gross, amounts), Decimal(0))),
            "DatePaid": business_date(form.paid_on),
            "Account": "610",
            "CurrencyRate": plain(form.rate or order.rate),
        }
    ]


def movement(task: str, sku: str, day: date, cost: Decimal) -> dict:
    """A stock movement of the sale: a task, a product, a date and a cost, and no quantity."""
    return {
        "TaskID": task,
        "ProductID": guid("product", sku),
        "Date": business_date(day),
        "COGS": float(cents(cost)) or 0.0,
    }


def pick_movements(story: Story, order: Order, lines: list[OrderLine]) -> list[dict]:
    """What the sale took out of stock."""
    day = order.channel.company.day(order.shipped_at)
    task = pick_task(order)
    return [
        movement(task, sku, day, units * story.product(sku).unit_cost)
        for line in lines
        for sku, units in line.picked
    ]


def restock_movements(order: Order, credit: HubCredit, form: HubCreditForm) -> list[dict]:
    """What a restock put back: nothing while it is a plan, nor once the credit note is void."""
    if form.restock_status != "AUTHORISED" or form.status == "VOIDED":
        return []
    task = credit_task(order, credit)
    return [
        movement(task, restock.sku, restock.on, -restock.units * restock.unit_cost)
        for restock in form.restocks
        if restock.is_costed
    ]
