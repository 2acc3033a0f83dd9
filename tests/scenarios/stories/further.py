"""Stories beside the list: the rules of M4 to M8 from other sides."""

from dataclasses import replace
from decimal import Decimal

from tests.simulator.harbour import AU, TRADE, UK
from tests.simulator.story import OrderLine, StockKind

from .by_hand import goods_out
from .stage import (
    INLET,
    MARKET,
    MOOR,
    POS,
    PRICE,
    Expected,
    Scenario,
    fee,
    goodwill,
    note,
    order_name,
    scenario,
    shelf,
    sku,
    sold,
)
from .verdicts import (
    AFTER_SIGNOFF,
    ALIGNED,
    BY_HAND,
    CREDIT_OUT,
    CREDIT_TO_COME,
    GOODS_OUT,
    NO_RETURN,
    NOT_CREDITED,
    NOT_KNOWN,
    ONE_LEG,
    OTHER_AMOUNT,
    OTHER_PERIOD,
    OTHER_VALUE,
    REFUSED,
    REQUESTED,
    SYSTEMS_DIFFER,
)


def further() -> list[Scenario]:
    """F01 onwards."""
    return [*documents(), *changes(), *amounts(), *never_shipped(), *shelves(), *silence()]


def documents() -> list[Scenario]:
    """Units over several documents, returns and periods."""
    parts = sku("F01")
    twice = sku("F02")
    three = sku("F03")
    return [
        scenario(
            "F01",
            "two refunds of two and three units, hub notes of one and four, one of the ledger",
            sold(AU, "F01", "2026-01-02", 6)
            .refunded("2026-01-12 10:00", {parts: 2})
            .refunded("2026-01-13 10:00", {parts: 3})
            .back_in_hub(note("F01"), "2026-01-14", {parts: 1})
            .cost_booked(note("F01"))
            .back_in_hub(note("F01", 1), "2026-01-15", {parts: 4})
            .cost_booked(note("F01", 1))
            .credited_in_ledger_only("CN-20010", "2026-01-16", {parts: 5}),
            ALIGNED,
        ),
        scenario(
            "F02",
            "two returns of one product in one order: one in January, one in February",
            sold(AU, "F02", "2026-01-02", 2)
            .refunded("2026-01-12 10:00", {twice: 1})
            .came_back(note("F02"), "2026-01-12", {twice: 1})
            .refunded("2026-02-10 10:00", {twice: 1})
            .came_back(note("F02", 1), "2026-02-10", {twice: 1}),
            ALIGNED,
            ALIGNED,
        ),
        scenario(
            "F03",
            "three units credited at once come back in three parcels, the last one in February",
            sold(AU, "F03", "2026-01-02", 3)
            .refunded("2026-01-27 10:00", {three: 3})
            .credited(note("F03"), "2026-01-27", {three: 3})
            .restocked(note("F03"), "2026-01-28", {three: 1})
            .restocked(note("F03"), "2026-01-30", {three: 1})
            .restocked(note("F03"), "2026-02-03", {three: 1})
            .booked(note("F03"))
            .cost_booked(note("F03"), dated="2026-02-03"),
            OTHER_PERIOD,
        ),
        scenario(
            "F04",
            "twenty past midnight on 1 February in Sydney, 31 January in UTC",
            sold(AU, "F04", "2026-01-14", 2)
            .return_opened("2026-02-01 00:10", sku("F04"), 2, ("RESTOCKED", 2, "2026-02-01 00:20"))
            .refunded(
                "2026-02-01 00:20",
                {sku("F04"): 2},
                goods="no_restock",
                return_name=f"{order_name(AU, 'F04')}-R1",
            )
            .came_back(note("F04"), "2026-02-01", {sku("F04"): 2}),
            ALIGNED,
        ),
        scenario(
            "F05",
            "two products come back on one note; of one of them nothing reached the shelf",
            sold(UK, "F05", "2026-01-02", {sku("F05"): 1, sku("F05", "B"): 1})
            .refunded("2026-01-12 10:00", {sku("F05"): 1, sku("F05", "B"): 1}, goods="no_restock")
            .credited(note("F05"), "2026-01-12", {sku("F05"): 1, sku("F05", "B"): 1})
            .restocked(note("F05"), "2026-01-12", {sku("F05"): 1})
            .booked(note("F05"))
            .cost_booked(note("F05")),
            ALIGNED,
            GOODS_OUT,
        ),
        scenario(
            "F06",
            "the ledger booked one of the two units that the hub credited",
            sold(AU, "F06", "2026-01-02", 2)
            .refunded("2026-01-12 10:00", {sku("F06"): 2})
            .back_in_hub(note("F06"), "2026-01-12", {sku("F06"): 2})
            .cost_booked(note("F06"))
            .credited_in_ledger_only("CN-20060", "2026-01-12", {sku("F06"): 1}),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "F07",
            "two people took one unit in: a second note, still a draft, restocks it once more",
            sold(AU, "F07", "2026-01-02", 2)
            .refunded("2026-01-12 10:00", {sku("F07"): 1})
            .came_back(note("F07"), "2026-01-12", {sku("F07"): 1})
            .restocked_on_draft(note("F07", 1), "2026-01-14", {sku("F07"): 1}),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "F19",
            "sold, credited and restocked in the hub alone, by a channel without store or ledger",
            sold(MARKET, "F19", "2026-01-02", 3).back_in_hub(
                note("F19"), "2026-01-12", {sku("F19"): 1}
            ),
            ALIGNED,
        ),
        scenario(
            "F10",
            "the hub wrote a second note with goods of its own: a return the store never refunded",
            sold(AU, "F10", "2026-01-02", 2)
            .refunded("2026-01-12 10:00", {sku("F10"): 1})
            .came_back(note("F10"), "2026-01-12", {sku("F10"): 1})
            .came_back(note("F10", 1), "2026-01-14", {sku("F10"): 1}),
            ALIGNED,
        ),
        scenario(
            "F08",
            "a till of the store takes goods back and updates stock itself",
            sold(POS, "F08", "2026-02-02")
            .refunded("2026-02-12 10:00", {sku("F08"): 1})
            .came_back(note("F08"), "2026-02-12", {sku("F08"): 1}),
            ALIGNED,
        ),
        scenario(
            "F09",
            "trade goods that the accountant credited alone: the hub holds neither note nor goods",
            sold(TRADE, "F09", "2025-12-17", 6).credited_in_ledger_only(
                "CN-20090", "2026-01-15", {sku("F09"): 2}
            ),
            GOODS_OUT,
        ),
    ]


def changes() -> list[Scenario]:
    """What was voided, edited or written again, before and after January's sign-off."""
    return [
        scenario(
            "F11",
            "voided on the next day and written again with the right number",
            sold(AU, "F11", "2026-01-02")
            .refunded("2026-01-20 10:00", {sku("F11"): 1})
            .credited(note("F11"), "2026-01-20", {sku("F11"): 1})
            .voided(note("F11"), "2026-01-21 10:00")
            .booked(note("F11"))
            .came_back(note("F11", 1), "2026-01-21", {sku("F11"): 1}),
            ALIGNED,
        ),
        scenario(
            "F12",
            "voided after the sign-off and written again in February",
            sold(AU, "F12", "2026-01-02")
            .refunded("2026-01-20 10:00", {sku("F12"): 1})
            .back_in_hub(note("F12"), "2026-01-20", {sku("F12"): 1})
            .voided(note("F12"), "2026-02-10 10:00")
            .booked(note("F12"))
            .came_back(note("F12", 1), "2026-02-10", {sku("F12"): 1}),
            AFTER_SIGNOFF,
        ),
        scenario(
            "F13",
            "two units corrected to one within days, before anybody signed",
            sold(AU, "F13", "2026-01-02", 3)
            .refunded("2026-01-12 10:00", {sku("F13"): 1})
            .back_in_hub(note("F13"), "2026-01-12", {sku("F13"): 2})
            .corrected(note("F13"), "2026-01-19 10:00", {sku("F13"): 1})
            .booked(note("F13"))
            .cost_booked(note("F13")),
            ALIGNED,
        ),
        scenario(
            "F14",
            "the store's refund stands; hub and ledger voided their note, goods and all",
            sold(AU, "F14", "2026-01-02")
            .refunded("2026-01-12 10:00", {sku("F14"): 1})
            .back_in_hub(note("F14"), "2026-01-12", {sku("F14"): 1})
            .voided(note("F14"), "2026-01-15 10:00")
            .booked(note("F14")),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "F15",
            "a note against the wrong customer, voided everywhere",
            sold(TRADE, "F15", "2026-01-02", 5)
            .credited(note("F15"), "2026-01-12", {sku("F15"): 1})
            .voided(note("F15"), "2026-01-15 10:00")
            .booked(note("F15")),
            NO_RETURN,
        ),
        scenario(
            "F16",
            "a note that was begun in the hub and never authorised; nothing else happened",
            sold(TRADE, "F16", "2026-01-02", 5).credit_drafted(
                note("F16"), "2026-01-12", {sku("F16"): 1}
            ),
            REQUESTED,
        ),
        scenario(
            "F17",
            "the goods are back; the store's refund is still pending",
            sold(AU, "F17", "2026-01-02")
            .return_opened("2026-02-18 10:00", sku("F17"), 1, ("RESTOCKED", 1, "2026-02-20 10:00"))
            .refunded(
                "2026-02-20 11:00",
                {sku("F17"): 1},
                goods="no_restock",
                return_name=f"{order_name(AU, 'F17')}-R1",
                payment="pending",
            )
            .restocked_on_draft(note("F17"), "2026-02-20", {sku("F17"): 1}),
            replace(CREDIT_TO_COME, also=("pending_refund",)),
        ),
        scenario(
            "F18",
            "the goods are back; the refund failed seven weeks ago",
            sold(AU, "F18", "2026-01-02")
            .return_opened("2026-01-08 10:00", sku("F18"), 1, ("RESTOCKED", 1, "2026-01-12 10:00"))
            .refunded(
                "2026-01-12 11:00",
                {sku("F18"): 1},
                goods="no_restock",
                return_name=f"{order_name(AU, 'F18')}-R1",
                payment="failure",
            )
            .restocked_on_draft(note("F18"), "2026-01-12", {sku("F18"): 1}),
            CREDIT_OUT,
        ),
    ]


def amounts() -> list[Scenario]:
    """Credits without units, price alone, fees, currencies, a gift."""
    gift = (
        OrderLine(sku("F27"), 1, PRICE),
        OrderLine(sku("F27", "B"), 1, Decimal("8.00"), discount=Decimal("8.00")),
    )
    both = {sku("F27"): 1, sku("F27", "B"): 1}
    return [
        scenario(
            "F21",
            "4.00 off in January, and in February the product comes back for what was left",
            sold(AU, "F21", "2026-01-02")
            .money_given("2026-01-14 10:00", "4.00")
            .credited(note("F21"), "2026-01-14", {sku("F21"): 1}, amounts={sku("F21"): "4.00"})
            .booked(note("F21"))
            .refunded("2026-02-12 10:00", {sku("F21"): 1}, beyond="-4.00")
            .credited(note("F21", 1), "2026-02-12", {sku("F21"): 1}, amounts={sku("F21"): "26.00"})
            .restocked(note("F21", 1), "2026-02-12", {sku("F21"): 1})
            .booked(note("F21", 1))
            .cost_booked(note("F21", 1)),
            ALIGNED,
        ),
        scenario(
            "F22",
            "the store paid all of the order back without a line; the hub credited the goods",
            sold(AU, "F22", "2026-01-02", 2)
            .money_given("2026-01-14 10:00", "60.00")
            .came_back(note("F22"), "2026-01-14", {sku("F22"): 2}),
            ALIGNED,
        ),
        scenario(
            "F23",
            "the accountant credits the amount of a return and names no product",
            sold(AU, "F23", "2026-01-02", 2)
            .refunded("2026-01-14 10:00", {sku("F23"): 2})
            .back_in_hub(note("F23"), "2026-01-14", {sku("F23"): 2})
            .cost_booked(note("F23"))
            .credited_in_ledger_only("CN-20230", "2026-01-15", {}, charges=[goodwill("60.00")]),
            replace(ALIGNED, also=("inferred_link",)),
        ),
        scenario(
            "F24",
            "goodwill in store and hub that the ledger never saw",
            sold(AU, "F24", "2026-01-02")
            .money_given("2026-01-14 10:00", "7.00")
            .credited(note("F24"), "2026-01-14", {}, charges=[goodwill("7.00")]),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "F25",
            "the ledger keeps the books in dollars what the store paid back in euro, at its rate",
            sold(AU, "F25", "2026-01-08", currency="EUR", rate=Decimal("1.60"))
            .refunded("2026-01-23 10:00", {sku("F25"): 1})
            .came_back(note("F25"), "2026-01-23", {sku("F25"): 1}),
            ALIGNED,
        ),
        scenario(
            "F26",
            "the same, and the ledger booked it at another day's rate: a difference of currency",
            sold(AU, "F26", "2026-01-08", currency="EUR", rate=Decimal("1.60"))
            .refunded("2026-01-23 10:00", {sku("F26"): 1})
            .back_in_hub(note("F26"), "2026-01-23", {sku("F26"): 1})
            .booked(note("F26"), rate="1.25")
            .cost_booked(note("F26")),
            ALIGNED,
        ),
        scenario(
            "F27",
            "a free gift comes back with what it came with: a unit, a cost, no revenue",
            sold(AU, "F27", "2026-01-02", lines=gift)
            .refunded("2026-01-14 10:00", both)
            .came_back(note("F27"), "2026-01-14", both),
            ALIGNED,
        ),
        scenario(
            "F28",
            "two cents less in hub and ledger: rounding",
            sold(AU, "F28", "2026-01-02")
            .refunded("2026-01-14 10:00", {sku("F28"): 1})
            .credited(note("F28"), "2026-01-14", {sku("F28"): 1}, amounts={sku("F28"): "29.98"})
            .restocked(note("F28"), "2026-01-14", {sku("F28"): 1})
            .booked(note("F28"))
            .cost_booked(note("F28")),
            ALIGNED,
        ),
        scenario(
            "F29",
            "the hub withheld a fee that the store paid out: a fee is no revenue",
            sold(AU, "F29", "2026-01-02")
            .refunded("2026-01-14 10:00", {sku("F29"): 1})
            .credited(note("F29"), "2026-01-14", {sku("F29"): 1}, charges=[fee("-3.00")])
            .restocked(note("F29"), "2026-01-14", {sku("F29"): 1})
            .booked(note("F29"))
            .cost_booked(note("F29")),
            ALIGNED,
        ),
        scenario(
            "F30",
            "the store gave 5.00 less than its line and recorded no fee; the books gave all",
            sold(AU, "F30", "2026-01-02")
            .refunded("2026-01-14 10:00", {sku("F30"): 1}, beyond="-5.00")
            .came_back(note("F30"), "2026-01-14", {sku("F30"): 1}),
            OTHER_AMOUNT,
        ),
        scenario(
            "F31",
            "the ledger booked 27.00 of the 30.00 that store and hub gave",
            sold(AU, "F31", "2026-01-02")
            .refunded("2026-01-14 10:00", {sku("F31"): 1})
            .back_in_hub(note("F31"), "2026-01-14", {sku("F31"): 1})
            .booked(note("F31"), amounts={sku("F31"): "27.00"})
            .cost_booked(note("F31")),
            OTHER_AMOUNT,
        ),
        scenario(
            "F32",
            "the hub's value is right; the ledger journalled another cost",
            sold(AU, "F32", "2026-01-02")
            .refunded("2026-01-14 10:00", {sku("F32"): 1})
            .back_in_hub(note("F32"), "2026-01-14", {sku("F32"): 1})
            .booked(note("F32"))
            .cost_booked(note("F32"), amount="14.00"),
            OTHER_VALUE,
        ),
    ]


def never_shipped() -> list[Scenario]:
    """Units that never left, whatever the refund calls them."""
    cut = OrderLine(sku("F41"), 3, PRICE, hub_units=2)
    stays = OrderLine(sku("F42", "B"), 1, PRICE)
    out_of_stock = OrderLine(sku("F42"), 1, PRICE, is_shipped=False)
    return [
        scenario(
            "F41",
            "the hub shipped two of the three that the store sold; the store refunds the third",
            sold(AU, "F41", "2026-01-02", lines=(cut,)).refunded(
                "2026-01-06 10:00", {sku("F41"): 1}, goods="no_restock"
            ),
            ONE_LEG,
        ),
        scenario(
            "F42",
            "invoiced and never shipped: refunded as cancelled, and credited everywhere",
            sold(UK, "F42", "2026-01-02", lines=(out_of_stock, stays))
            .refunded("2026-01-06 10:00", {sku("F42"): 1}, goods="cancel")
            .credited_without_goods(note("F42"), "2026-01-06", {sku("F42"): 1}),
            ONE_LEG,
        ),
        scenario(
            "F43",
            "the hub voided the sale before anything left; the store calls its refund a return",
            sold(AU, "F43", "2026-01-15", shipped_at=None)
            .cancelled("2026-01-16 08:20", {sku("F43"): 1}, goods="no_restock"),
            ONE_LEG,
        ),
    ]  # fmt: skip


def shelves() -> list[Scenario]:
    """What was done to the goods, by hand and afterwards."""
    moved = sku("F51")
    return [
        scenario(
            "F51",
            "taken back in quarantine, then moved to the shelf by a transfer that names the note",
            sold(AU, "F51", "2026-01-02")
            .refunded("2026-01-12 10:00", {moved: 1})
            .credited(note("F51"), "2026-01-12", {moved: 1})
            .restocked(note("F51"), "2026-01-12", {moved: 1}, place="Quarantine")
            .booked(note("F51"))
            .cost_booked(note("F51")),
            ALIGNED,
            stock=(
                shelf(
                    StockKind.MOVED,
                    "F51",
                    "2026-01-14",
                    place="Quarantine",
                    to_place=AU.location,
                    text=note("F51"),
                ),
            ),
        ),
        scenario(
            "F52",
            "a count finds one more, and only one return lacks it",
            goods_out("F52", "2026-01-12"),
            BY_HAND,
            stock=(shelf(StockKind.COUNTED, "F52", "2026-01-29"),),
        ),
        scenario(
            "F53",
            "+1 on the shelf seven weeks later, naming the credit note",
            goods_out("F53", "2026-01-06"),
            BY_HAND,
            stock=(shelf(StockKind.ADJUSTED, "F53", "2026-02-24", text=f"found, {note('F53')}"),),
        ),
        scenario(
            "F54",
            "two adjustments fit one return equally well: nothing is linked",
            goods_out("F54", "2026-01-12"),
            REFUSED,
            stock=(
                shelf(StockKind.ADJUSTED, "F54", "2026-01-19"),
                shelf(StockKind.ADJUSTED, "F54", "2026-01-20", copy=1),
            ),
        ),
        scenario(
            "F55",
            "+1 on the shelf seven weeks later, naming nothing: too late to be meant",
            goods_out("F55", "2026-01-06"),
            GOODS_OUT,
            stock=(shelf(StockKind.ADJUSTED, "F55", "2026-02-24"),),
        ),
        scenario(
            "F56",
            "the hub took two back of the one that was returned",
            sold(AU, "F56", "2026-01-02", 3)
            .refunded("2026-01-12 10:00", {sku("F56"): 1})
            .credited(note("F56"), "2026-01-12", {sku("F56"): 1})
            .restocked(note("F56"), "2026-01-12", {sku("F56"): 2})
            .booked(note("F56"))
            .cost_booked(note("F56")),
            Expected(NOT_CREDITED, "permanent", "missing_step"),
        ),
        scenario(
            "F57",
            "returned goods that are sold on and written off later: no matter of the return",
            sold(AU, "F57", "2026-01-02")
            .refunded("2026-01-12 10:00", {sku("F57"): 1})
            .came_back(note("F57"), "2026-01-12", {sku("F57"): 1}),
            ALIGNED,
            stock=(shelf(StockKind.WRITTEN_OFF, "F57", "2026-02-12", text="shop soiled"),),
        ),
    ]


def silence() -> list[Scenario]:
    """A company whose ledger never landed, and one whose ledger lists notes without lines."""
    return [
        scenario(
            "F60",
            "the ledger's list shows the note once more, at the same stamp, without its lines",
            sold(MOOR, "F60", "2026-01-02")
            .refunded("2026-01-12 10:00", {sku("F60"): 1})
            .came_back(note("F60"), "2026-01-12", {sku("F60"): 1}),
            ALIGNED,
        ),
        scenario(
            "F61",
            "refunded, credited and restocked; the ledger owes its note, and we never heard it",
            sold(INLET, "F61", "2026-01-02")
            .refunded("2026-01-12 10:00", {sku("F61"): 1})
            .back_in_hub(note("F61"), "2026-01-12", {sku("F61"): 1}),
            NOT_KNOWN,
        ),
        scenario(
            "F62",
            "a return was asked for there: nobody owes anything yet",
            sold(INLET, "F62", "2026-01-20").return_opened("2026-02-12 10:00", sku("F62"), 1),
            REQUESTED,
        ),
    ]
