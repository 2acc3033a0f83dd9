"""The demo company: Harbour sells outdoor and home goods from Sydney, in two stores and to trade.

Two months of returns, January and February 2026. Each tale's comment says what happened; what the
warehouse must make of it stands in seeds/expected and docs/the-demo-company.md.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from .money import TaxRule
from .story import Accounts, Channel, Company, Order, OrderLine, Product, Story
from .telling import Tale, moment

GST = TaxRule(Decimal("0.10"), included=False, name="GST on Income")
VAT_INCLUDED = TaxRule(Decimal("0.20"), included=True, name="20% VAT")

SYDNEY, LONDON = ZoneInfo("Australia/Sydney"), ZoneInfo("Europe/London")
HARBOUR = Company(
    "harbour",
    SYDNEY,
    "AUD",
    Accounts(
        revenue="200", returns="205", shipping="425", cost_of_goods="310", stock="630", tax="820"
    ),
)
AU = Channel(HARBOUR, "online_au", "Shopify AU", GST, "Main Warehouse", SYDNEY, "au", "AU")
UK = Channel(
    HARBOUR, "online_uk", "Shopify UK", VAT_INCLUDED, "UK Depot", LONDON, "uk", "UK", desk_hour=22
)
TRADE = Channel(HARBOUR, "b2b", "B2B Portal", GST, "Main Warehouse", SYDNEY)
DROPSHIP = Channel(HARBOUR, "dropship", "Dropship", GST, "Main Warehouse", SYDNEY)

TEE, MUG, JACKET, BOOT = "TEE-BLK-M", "MUG-SET", "JKT-RAIN-L", "BOOT-42"
CAP, BAG, LAMP, SOCK, TENT = "CAP-NVY", "BAG-TOTE", "LAMP-DESK", "SOCK-3PK", "TENT-4P"

PRODUCTS = {
    product.sku: product
    for product in (
        Product(TEE, "Tee black M", Decimal("12.00")),
        Product(MUG, "Enamel mug set", Decimal("6.50")),
        Product(JACKET, "Rain jacket L", Decimal("55.00")),
        Product(BOOT, "Walking boot 42", Decimal("40.00")),
        Product(CAP, "Cap navy", Decimal("8.00")),
        Product(BAG, "Tote bag", Decimal("9.75")),
        Product(LAMP, "Desk lamp", Decimal("33.30")),
        Product(SOCK, "Wool socks, three pairs", Decimal("4.20")),
        Product(TENT, "Tent for four", Decimal("210.00")),
    )
}

# What one unit sells for: without tax in the AU store and to trade, with VAT in the UK store.
PRICES = {
    AU.name: {
        TEE: "30.00", MUG: "15.00", JACKET: "120.00", BOOT: "90.00", CAP: "20.00", BAG: "25.00",
        LAMP: "75.00", SOCK: "12.00",
    },
    UK.name: {
        TEE: "36.00", MUG: "18.00", JACKET: "144.00", BOOT: "108.00", CAP: "25.00", BAG: "30.00",
        LAMP: "90.00", SOCK: "14.40",
    },
    TRADE.name: {
        TEE: "18.00", MUG: "10.00", JACKET: "80.00", BOOT: "60.00", CAP: "13.00", BAG: "16.00",
        LAMP: "50.00",
    },
    DROPSHIP.name: {TENT: "350.00"},
}  # fmt: skip

# When the exporter asked the systems: once before January was signed, once at the end of February.
FIRST_PULL = moment("2026-02-02 07:00", SYDNEY)
SECOND_PULL = moment("2026-02-28 23:30", SYDNEY)
PULLS = (FIRST_PULL, SECOND_PULL)
JANUARY_SIGNED_AT = moment("2026-02-05 17:00", SYDNEY)


def sale(channel: Channel, name: str, day: str, sold: dict[str, int], **parts: object) -> Tale:
    """An order placed at 09:30 local time and shipped the next morning from Sydney."""
    ordered_at = moment(f"{day} 09:30", channel.zone)
    lines = tuple(OrderLine(sku, units, price(channel, sku)) for sku, units in sold.items())
    details: dict = {"shipped_at": next_morning(ordered_at), "lines": lines, **parts}
    return Tale(PRODUCTS, Order(channel, name, ordered_at, **details))


def next_morning(ordered_at: datetime) -> datetime:
    """09:00 in Sydney, on the day after an order."""
    next_day = ordered_at.astimezone(SYDNEY) + timedelta(days=1)
    return next_day.replace(hour=9, minute=0)


def price(channel: Channel, sku: str) -> Decimal:
    """A unit's price in a channel."""
    return Decimal(PRICES[channel.name][sku])


def au_orders() -> list[Tale]:
    """The Australian store: prices without tax, a refund without restock means kept."""
    discounted = OrderLine(JACKET, 1, price(AU, JACKET), discount=Decimal("12.00"))
    return [
        # Refund, restock, credit note and cost on one day. The UK store has a #1001 too.
        sale(AU, "#1001", "2025-12-18", {TEE: 1})
        .refunded("2026-01-06 10:15", {TEE: 1})
        .came_back("CR-00301", "2026-01-06", {TEE: 1}),
        # A discounted jacket: credited at what was paid, on the shelf four days later.
        sale(AU, "#1002", "2025-12-19", {}, lines=(discounted,))
        .refunded("2026-01-08 11:00", {JACKET: 1})
        .came_back("CR-00304", "2026-01-08", {JACKET: 1}, restocked_on="2026-01-12"),
        # Two of four mug sets come back.
        sale(AU, "#1003", "2025-12-20", {MUG: 4})
        .refunded("2026-01-09 09:40", {MUG: 2})
        .came_back("CR-00305", "2026-01-09", {MUG: 2}),
        # Two products on one credit note, one cost journal for both.
        sale(AU, "#1004", "2025-12-22", {TEE: 1, CAP: 3})
        .refunded("2026-01-12 13:05", {TEE: 1, CAP: 2})
        .came_back("CR-00308", "2026-01-12", {TEE: 1, CAP: 2}),
        # One pair of boots comes back in January, the other in February: two returns.
        sale(AU, "#1005", "2025-12-23", {BOOT: 2})
        .refunded("2026-01-10 12:00", {BOOT: 1})
        .came_back("CR-00306", "2026-01-10", {BOOT: 1})
        .refunded("2026-02-09 12:00", {BOOT: 1})
        .came_back("CR-00335", "2026-02-09", {BOOT: 1}),
        # Twenty past midnight on 1 February: still 31 January in the UTC stamps of the return.
        sale(AU, "#1006", "2026-01-14", {SOCK: 2})
        .return_opened("2026-02-01 00:10", SOCK, 2, ("RESTOCKED", 2, "2026-02-01 00:20"))
        .refunded("2026-02-01 00:20", {SOCK: 2}, goods="no_restock", return_name="#1006-R1")
        .came_back("CR-00331", "2026-02-01", {SOCK: 2}),
        # Credited on 31 January, on the shelf on 2 February.
        sale(AU, "#1007", "2026-01-15", {JACKET: 1})
        .return_opened("2026-01-30 10:00", JACKET, 1, ("RESTOCKED", 1, "2026-02-02 14:00"))
        .refunded("2026-01-31 11:30", {JACKET: 1}, goods="no_restock", return_name="#1007-R1")
        .came_back("CR-00329", "2026-01-31", {JACKET: 1}, restocked_on="2026-02-02"),
        # On the shelf on 30 January, credited on 3 February: the other way round.
        sale(AU, "#1008", "2026-01-16", {BAG: 1})
        .return_opened("2026-01-29 10:00", BAG, 1, ("RESTOCKED", 1, "2026-01-30 14:00"))
        .refunded("2026-02-03 11:30", {BAG: 1}, goods="no_restock", return_name="#1008-R1")
        .restocked_on_draft("CR-00332", "2026-01-30", {BAG: 1})
        .authorised("CR-00332", "2026-02-03")
        .booked("CR-00332")
        .cost_booked("CR-00332", dated="2026-02-03"),
        # The carrier lost the parcel on its way back: credited, recorded as missing.
        sale(AU, "#1009", "2026-01-05", {LAMP: 1})
        .return_opened("2026-01-13 10:00", LAMP, 1, ("MISSING", 1, "2026-01-20 10:00"))
        .refunded("2026-01-15 11:00", {LAMP: 1}, goods="no_restock", return_name="#1009-R1")
        .credited("CR-00313", "2026-01-15", {LAMP: 1})
        .booked("CR-00313"),
        # The customer keeps the mugs: refunded without a return, as this store means it.
        sale(AU, "#1010", "2026-01-04", {MUG: 1})
        .refunded("2026-01-14 11:00", {MUG: 1}, goods="no_restock")
        .credited("CR-00312", "2026-01-14", {MUG: 1})
        .booked("CR-00312"),
        # Cancelled before it was picked: the hub voids the sale and writes no credit note.
        sale(AU, "#1011", "2026-01-15", {BAG: 1}, shipped_at=None)
        .cancelled("2026-01-16 08:20", {BAG: 1}),
        # The store restocked; in the hub the restock stayed a draft.
        sale(AU, "#1012", "2026-01-06", {BOOT: 1})
        .refunded("2026-01-19 10:00", {BOOT: 1})
        .credited("CR-00315", "2026-01-19", {BOOT: 1})
        .restock_planned("CR-00315", "2026-01-19", {BOOT: 1})
        .booked("CR-00315"),
        # The sync wrote a credit note, and two days later a person wrote another.
        sale(AU, "#1013", "2026-01-07", {TEE: 1})
        .refunded("2026-01-20 10:00", {TEE: 1})
        .came_back("CR-00317", "2026-01-20", {TEE: 1})
        .credited("CR-00321", "2026-01-22", {TEE: 1})
        .booked("CR-00321"),
        # The credit note never reached the ledger.
        sale(AU, "#1014", "2025-12-29", {JACKET: 1})
        .refunded("2026-01-13 10:00", {JACKET: 1})
        .credited("CR-00310", "2026-01-13", {JACKET: 1})
        .restocked("CR-00310", "2026-01-13", {JACKET: 1}),
        # The credit note has not reached the ledger yet: four days.
        sale(AU, "#1015", "2026-02-10", {CAP: 1})
        .refunded("2026-02-24 10:00", {CAP: 1})
        .credited("CR-00346", "2026-02-24", {CAP: 1})
        .restocked("CR-00346", "2026-02-24", {CAP: 1}),
        # Refunded on 29 January; the hub's credit note was written on 12 February, under that date.
        sale(AU, "#1016", "2026-01-12", {BOOT: 1})
        .refunded("2026-01-29 10:00", {BOOT: 1})
        .credited("CR-00338", "2026-01-29", {BOOT: 1}, entered="2026-02-12 09:10")
        .restocked("CR-00338", "2026-01-29", {BOOT: 1}, entered="2026-02-12 09:12")
        .booked("CR-00338")
        .cost_booked("CR-00338"),
        # Sold from the layer of 40.00, taken back at the newest layer of 43.50.
        sale(AU, "#1017", "2026-01-08", {BOOT: 1})
        .refunded("2026-01-23 10:00", {BOOT: 1})
        .credited("CR-00323", "2026-01-23", {BOOT: 1})
        .restocked("CR-00323", "2026-01-23", {BOOT: 1}, unit_costs={BOOT: "43.50"})
        .booked("CR-00323")
        .cost_booked("CR-00323"),
        # The store gave 75.00 back, the hub credited 70.00.
        sale(AU, "#1018", "2026-01-09", {LAMP: 1})
        .refunded("2026-01-26 10:00", {LAMP: 1})
        .credited("CR-00325", "2026-01-26", {LAMP: 1}, amounts={LAMP: "70.00"})
        .restocked("CR-00325", "2026-01-26", {LAMP: 1})
        .booked("CR-00325")
        .cost_booked("CR-00325"),
        # Shipped before the hub went live: its sale came over without a pick, so without a cost.
        sale(AU, "#1019", "2025-11-24", {BAG: 1}, is_picked_in_hub=False)
        .refunded("2026-01-21 10:00", {BAG: 1})
        .came_back("CR-00319", "2026-01-21", {BAG: 1}),
        # A return was asked for; nothing has been refunded or received.
        sale(AU, "#1020", "2026-02-11", {TEE: 1})
        .return_opened("2026-02-25 10:00", TEE, 1),
        # A test order of the web team.
        sale(AU, "#1021", "2026-01-10", {MUG: 1}, is_test=True)
        .refunded("2026-01-11 10:00", {MUG: 1}),
        # On the shelf since 22 January, and nobody refunded the customer.
        sale(AU, "#1022", "2026-01-08", {LAMP: 1})
        .return_opened("2026-01-19 10:00", LAMP, 1, ("RESTOCKED", 1, "2026-01-22 14:00"))
        .restocked_on_draft("draft", "2026-01-22", {LAMP: 1}),
        # Shipping is given back too: beside the revenue, never in it.
        sale(AU, "#1023", "2026-01-13", {TEE: 1})
        .refunded("2026-01-27 10:00", {TEE: 1}, shipping="9.00")
        .credited("CR-00327", "2026-01-27", {TEE: 1}, shipping="9.00")
        .restocked("CR-00327", "2026-01-27", {TEE: 1})
        .booked("CR-00327")
        .cost_booked("CR-00327"),
        # Three caps refunded: two on the shelf, one recorded as damaged.
        sale(AU, "#1024", "2026-01-20", {CAP: 3})
        .return_opened(
            "2026-02-04 10:00", CAP, 3,
            ("RESTOCKED", 2, "2026-02-06 14:00"), ("NOT_RESTOCKED", 1, "2026-02-06 14:01"),
        )
        .refunded("2026-02-06 14:05", {CAP: 3}, goods="no_restock", return_name="#1024-R1")
        .credited("CR-00334", "2026-02-06", {CAP: 3})
        .restocked("CR-00334", "2026-02-06", {CAP: 2})
        .booked("CR-00334")
        .cost_booked("CR-00334"),
        # Four more healthy returns.
        sale(AU, "#1025", "2025-12-27", {SOCK: 3})
        .refunded("2026-01-07 10:00", {SOCK: 1})
        .came_back("CR-00303", "2026-01-07", {SOCK: 1}),
        sale(AU, "#1026", "2026-01-29", {TEE: 2})
        .refunded("2026-02-17 10:00", {TEE: 2})
        .came_back("CR-00342", "2026-02-17", {TEE: 2}),
        sale(AU, "#1027", "2026-02-02", {LAMP: 1})
        .refunded("2026-02-19 10:00", {LAMP: 1})
        .came_back("CR-00344", "2026-02-19", {LAMP: 1}, restocked_on="2026-02-23"),
        sale(AU, "#1028", "2026-02-05", {BOOT: 1})
        .refunded("2026-02-28 13:00", {BOOT: 1})
        .came_back("CR-00347", "2026-02-28", {BOOT: 1}),
        # Most orders never come back.
        sale(AU, "#1029", "2026-02-06", {TEE: 1, SOCK: 1}),
    ]  # fmt: skip


def uk_orders() -> list[Tale]:
    """The British store: prices with VAT, London time, a refund without restock says nothing."""
    mugs = OrderLine(MUG, 2, price(UK, MUG), store_sku="MUG-SET-UK")
    unshipped_mug = OrderLine(MUG, 1, price(UK, MUG), store_sku="MUG-SET-UK", is_shipped=False)
    jacket, tee = OrderLine(JACKET, 1, price(UK, JACKET)), OrderLine(TEE, 1, price(UK, TEE))
    return [
        # The other #1001, with the same product, a day later.
        sale(UK, "#1001", "2025-12-19", {TEE: 1})
        .refunded("2026-01-07 10:00", {TEE: 1})
        .came_back("CR-00302", "2026-01-07", {TEE: 1}),
        # 23:30 in London on 31 January is 10:30 on 1 February in Sydney.
        sale(UK, "#1002", "2026-01-14", {BOOT: 1})
        .refunded("2026-01-31 23:30", {BOOT: 1})
        .credited("CR-00330", "2026-01-31", {BOOT: 1}, entered="2026-02-01 11:00")
        .restocked("CR-00330", "2026-01-31", {BOOT: 1}, entered="2026-02-01 11:10")
        .booked("CR-00330")
        .cost_booked("CR-00330"),
        # Credited seven weeks ago; the jacket never came back.
        sale(UK, "#1003", "2025-12-28", {JACKET: 1})
        .refunded("2026-01-10 10:00", {JACKET: 1}, goods="no_restock")
        .credited("CR-00307", "2026-01-10", {JACKET: 1})
        .booked("CR-00307"),
        # Credited ten days ago; the parcel is on its way.
        sale(UK, "#1004", "2026-02-03", {TEE: 2})
        .refunded("2026-02-18 10:00", {TEE: 2}, goods="no_restock")
        .credited("CR-00343", "2026-02-18", {TEE: 2})
        .booked("CR-00343"),
        # On the shelf for eight days, the refund is still to come.
        sale(UK, "#1005", "2026-02-04", {LAMP: 1})
        .return_opened("2026-02-17 10:00", LAMP, 1, ("RESTOCKED", 1, "2026-02-20 02:00"))
        .restocked_on_draft("draft", "2026-02-20", {LAMP: 1}),
        # The mugs were out of stock: invoiced, never shipped, credited.
        sale(UK, "#1006", "2026-01-12", {}, lines=(tee, unshipped_mug))
        .refunded("2026-01-16 10:00", {MUG: 1}, goods="cancel")
        .credited("CR-00314", "2026-01-16", {MUG: 1})
        .booked("CR-00314"),
        # Taken back at no cost at all.
        sale(UK, "#1007", "2026-01-05", {LAMP: 1})
        .refunded("2026-01-19 10:00", {LAMP: 1})
        .credited("CR-00316", "2026-01-19", {LAMP: 1})
        .restocked("CR-00316", "2026-01-19", {LAMP: 1}, unit_costs={LAMP: "0.00"})
        .booked("CR-00316"),
        # A jacket and one of two mug sets, which this store calls MUG-SET-UK.
        sale(UK, "#1008", "2026-01-06", {}, lines=(jacket, mugs))
        .refunded("2026-01-23 10:00", {JACKET: 1, MUG: 1})
        .came_back("CR-00324", "2026-01-23", {JACKET: 1, MUG: 1}),
        # A healthy return.
        sale(UK, "#1009", "2026-02-02", {BOOT: 2})
        .refunded("2026-02-20 10:00", {BOOT: 1})
        .came_back("CR-00345", "2026-02-20", {BOOT: 1}),
        # 25.00 with VAT: the shop and the hub say 4.17 of VAT, the ledger 4.16.
        sale(UK, "#1010", "2026-01-11", {CAP: 1})
        .refunded("2026-01-28 10:00", {CAP: 1})
        .credited("CR-00328", "2026-01-28", {CAP: 1})
        .restocked("CR-00328", "2026-01-28", {CAP: 1})
        .booked("CR-00328", taxes={CAP: "4.16"})
        .cost_booked("CR-00328"),
        # Worn socks, recorded as not to be restocked.
        sale(UK, "#1011", "2026-01-24", {SOCK: 1})
        .return_opened("2026-02-06 10:00", SOCK, 1, ("NOT_RESTOCKED", 1, "2026-02-10 09:00"))
        .refunded("2026-02-10 09:30", {SOCK: 1}, goods="no_restock", return_name="#1011-R1")
        .credited("CR-00337", "2026-02-10", {SOCK: 1})
        .booked("CR-00337"),
        # A healthy return.
        sale(UK, "#1012", "2026-01-27", {BAG: 1})
        .refunded("2026-02-12 10:00", {BAG: 1})
        .came_back("CR-00339", "2026-02-12", {BAG: 1}),
        # Most orders never come back.
        sale(UK, "#1013", "2025-11-28", {TEE: 1, MUG: 1}),
    ]  # fmt: skip


def trade_orders() -> list[Tale]:
    """Trade customers: the hub takes the orders, the ledger is of record for revenue and cost."""
    return [
        # Three of ten pairs of boots, all on one day.
        sale(TRADE, "PO-3001", "2025-12-10", {BOOT: 10})
        .came_back("CR-00311", "2026-01-13", {BOOT: 3}),
        # The cost journal was exported a month after the credit note.
        sale(TRADE, "PO-3002", "2025-12-12", {JACKET: 4})
        .credited("CR-00318", "2026-01-20", {JACKET: 2})
        .restocked("CR-00318", "2026-01-20", {JACKET: 2})
        .booked("CR-00318")
        .cost_booked("CR-00318", dated="2026-02-20"),
        # Two tees credited, January signed, then corrected to the one that had come back.
        sale(TRADE, "PO-3003", "2026-01-08", {TEE: 20})
        .credited("CR-00326", "2026-01-27", {TEE: 2})
        .restocked("CR-00326", "2026-01-27", {TEE: 2})
        .corrected("CR-00326", "2026-02-16 10:00", {TEE: 1})
        .booked("CR-00326")
        .cost_booked("CR-00326"),
        # Written against the wrong customer and voided everywhere before the sign-off.
        sale(TRADE, "PO-3004", "2026-01-09", {CAP: 12})
        .credited("CR-00322", "2026-01-22", {CAP: 2})
        .voided("CR-00322", "2026-02-03 10:00")
        .booked("CR-00322"),
        # The hub took the cost back; the journal was never made.
        sale(TRADE, "PO-3005", "2025-12-15", {LAMP: 6})
        .credited("CR-00309", "2026-01-12", {LAMP: 2})
        .restocked("CR-00309", "2026-01-12", {LAMP: 2})
        .booked("CR-00309"),
        # Credited eighteen days ago; trade has thirty to send the goods.
        sale(TRADE, "PO-3006", "2026-01-22", {BOOT: 5})
        .credited("CR-00336", "2026-02-10", {BOOT: 2})
        .booked("CR-00336"),
        # Two products, one credit note, one cost journal.
        sale(TRADE, "PO-3007", "2026-01-20", {TEE: 10, MUG: 10})
        .came_back("CR-00340", "2026-02-13", {TEE: 4, MUG: 5}),
        # Credited in the hub and its cost journalled; the credit note never reached the ledger.
        sale(TRADE, "PO-3008", "2026-01-15", {BAG: 8})
        .credited("CR-00333", "2026-02-05", {BAG: 2})
        .restocked("CR-00333", "2026-02-05", {BAG: 2})
        .cost_booked("CR-00333"),
        # Most orders never come back. This one holds November in the trade channel.
        sale(TRADE, "PO-3009", "2025-11-20", {CAP: 24}),
        # Credited by the accountant in the ledger alone; the mugs are still out.
        sale(TRADE, "PO-3010", "2025-12-17", {MUG: 6})
        .credited_in_ledger_only("CN-0091", "2026-01-15", {MUG: 2}),
    ]  # fmt: skip


def dropship_orders() -> list[Tale]:
    """Tents that the maker ships and takes back: goods are never expected here."""
    return [
        sale(DROPSHIP, "DS-501", "2026-01-03", {TENT: 1})
        .credited("CR-00320", "2026-01-21", {TENT: 1})
        .booked("CR-00320"),
        sale(DROPSHIP, "DS-502", "2026-01-28", {TENT: 2})
        .credited("CR-00341", "2026-02-16", {TENT: 1})
        .booked("CR-00341"),
    ]  # fmt: skip


def harbour() -> Story:
    """The whole company."""
    tales = [*au_orders(), *uk_orders(), *trade_orders(), *dropship_orders()]
    return Story(tuple(PRODUCTS.values()), tuple(tale.order for tale in tales))
