"""The table of story kinds: how often each is told, in which channels, on which days.

A new kind is one function that tells it and one row here. Weights are relative.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..harbour import AU, DROPSHIP, TRADE, UK
from ..months import When
from ..outpost import STORE
from ..quay import COUNTER, DEPOT, MARKETPLACE, STALL, TILL
from ..scene import Scene
from ..story import Channel
from ..witness import Testimony
from . import (
    alike,
    amounts,
    by_hand,
    healthy,
    kits,
    lost,
    missing,
    mixed,
    partitions,
    postings,
    systems,
    timing,
    values,
)

STORES = (AU, UK)
EVERYWHERE = (AU, UK, TRADE)
# How returns spread over the channels of a kind that can happen in several.
CHANNEL_WEIGHTS = {AU.name: 50, UK.name: 30, TRADE.name: 20}


@dataclass(frozen=True)
class Kind:
    """A kind of story: what tells it, how often, where and when."""

    tell: Callable[[Scene], Testimony]
    weight: int
    channels: tuple[Channel, ...]
    when: When

    @property
    def name(self) -> str:
        """The name of the function that tells it."""
        return self.tell.__name__


# Nothing is wrong with these, however odd some look: any alarm is a false one.
HEALTHY = (
    # Credit, goods and cost agree.
    Kind(healthy.single_unit, 250, EVERYWHERE, When.ANY_DAY),
    Kind(healthy.some_units, 80, EVERYWHERE, When.ANY_DAY),
    Kind(healthy.several_lines, 80, EVERYWHERE, When.ANY_DAY),
    Kind(partitions.one_after_the_other, 30, EVERYWHERE, When.WITHIN_MONTH),
    Kind(healthy.restocked_days_later, 60, EVERYWHERE, When.WITHIN_MONTH),
    Kind(healthy.restocked_by_disposition, 30, STORES, When.WITHIN_MONTH),
    Kind(healthy.partly_kept, 10, STORES, When.WITHIN_MONTH),
    Kind(healthy.shipping_refunded, 15, EVERYWHERE, When.ANY_DAY),
    Kind(healthy.hub_was_first, 12, STORES, When.WITHIN_MONTH),
    Kind(healthy.booked_by_hand, 10, EVERYWHERE, When.WITHIN_MONTH),
    Kind(partitions.split_in_hub, 12, STORES, When.WITHIN_MONTH),
    Kind(partitions.split_by_product, 10, STORES, When.WITHIN_MONTH),
    Kind(partitions.arrived_in_steps, 6, STORES, When.WITHIN_MONTH),
    Kind(partitions.merged_in_hub, 12, STORES, When.WITHIN_MONTH),
    Kind(partitions.products_merged_in_hub, 10, STORES, When.WITHIN_MONTH),
    Kind(partitions.cut_otherwise_in_hub, 12, STORES, When.WITHIN_MONTH),
    Kind(healthy.late_in_the_evening, 10, STORES, When.LAST_DAY),
    Kind(healthy.soon_after_midnight, 5, (AU,), When.LAST_DAY),
    Kind(healthy.said_twice, 10, STORES, When.WITHIN_MONTH),
    Kind(healthy.hub_on_the_next_day, 8, STORES, When.LAST_DAY),
    Kind(partitions.twice_on_one_day, 5, (TRADE,), When.ANY_DAY),
    Kind(partitions.merged_in_ledger, 6, EVERYWHERE, When.WITHIN_MONTH),
    Kind(partitions.split_in_ledger, 6, EVERYWHERE, When.WITHIN_MONTH),
    Kind(timing.booked_late, 15, EVERYWHERE, When.WITHIN_MONTH),
    Kind(timing.booked_after_signoff, 6, EVERYWHERE, When.SIGNED),
    Kind(timing.corrected_in_time, 8, EVERYWHERE, When.WITHIN_MONTH),
    Kind(systems.voided_and_written_again, 6, EVERYWHERE, When.WITHIN_MONTH),
    Kind(values.rounded_otherwise, 8, STORES, When.ANY_DAY),
    # Money without lines, of price alone, with fees, in another currency.
    Kind(amounts.paid_back_without_lines, 8, STORES, When.ANY_DAY),
    Kind(amounts.credited_by_amount_in_ledger, 6, EVERYWHERE, When.WITHIN_MONTH),
    Kind(amounts.price_lowered_then_returned, 6, STORES, When.WITHIN_MONTH),
    Kind(amounts.fee_withheld, 8, (AU,), When.WITHIN_MONTH),
    Kind(amounts.sold_abroad, 8, (AU,), When.ANY_DAY),
    Kind(amounts.refunded_at_another_rate, 6, (AU,), When.ANY_DAY),
    Kind(kits.kit_came_back, 8, STORES, When.ANY_DAY),
    Kind(kits.kit_in_a_kit_came_back, 4, STORES, When.ANY_DAY),
    # The ledger knows them as a part of something larger.
    Kind(postings.posted_that_day, 16, (TILL,), When.ANY_DAY),
    Kind(postings.products_posted_that_day, 8, (TILL,), When.ANY_DAY),
    Kind(postings.posted_twice_in_a_week, 4, (TILL,), When.WITHIN_MONTH),
    Kind(postings.refunded_after_closing, 6, (TILL,), When.WITHIN_MONTH),
    Kind(postings.goodwill_at_the_till, 4, (TILL,), When.ANY_DAY),
    Kind(postings.posted_with_a_payout, 12, (MARKETPLACE,), When.WITHIN_MONTH),
    Kind(postings.posted_with_its_month, 10, (DEPOT,), When.SIGNED),
    Kind(postings.month_to_come, 3, (DEPOT,), When.RECENT),
    Kind(postings.named_by_a_journal, 8, (COUNTER,), When.WITHIN_MONTH),
    # No goods are expected.
    Kind(amounts.goodwill, 10, STORES, When.ANY_DAY),
    Kind(amounts.price_lowered, 8, STORES, When.ANY_DAY),
    Kind(missing.too_worn_for_the_shelf, 12, STORES, When.WITHIN_MONTH),
    Kind(missing.kept_by_the_customer, 25, (AU,), When.ANY_DAY),
    Kind(missing.maker_took_it_back, 6, (DROPSHIP,), When.ANY_DAY),
    Kind(missing.return_requested, 15, STORES, When.WITHIN_MONTH),
    Kind(missing.cancelled_before_picking, 15, STORES, When.ANY_DAY),
    Kind(missing.voided_and_called_kept, 5, STORES, When.ANY_DAY),
    Kind(missing.cut_in_hub, 5, STORES, When.ANY_DAY),
    Kind(missing.out_of_stock, 8, STORES, When.ANY_DAY),
    Kind(mixed.first_was_kept, 6, (AU,), When.WITHIN_MONTH),
    # No return at all.
    Kind(systems.credited_by_mistake, 4, (TRADE,), When.WITHIN_MONTH),
    Kind(systems.tested_by_the_web_team, 4, STORES, When.ANY_DAY),
)

KINDS = (
    *HEALTHY,
    # Complete, in different months or after a sign-off.
    Kind(timing.restocked_next_month, 25, EVERYWHERE, When.MONTH_END),
    Kind(timing.credited_next_month, 10, EVERYWHERE, When.MONTH_END),
    Kind(timing.cost_journal_next_month, 15, EVERYWHERE, When.MONTH_END),
    Kind(timing.written_after_signoff, 12, EVERYWHERE, When.SIGNED),
    Kind(timing.corrected_after_signoff, 8, EVERYWHERE, When.SIGNED),
    # A step is missing, or not due yet.
    Kind(missing.never_came_back, 20, (UK, TRADE), When.SETTLED),
    Kind(missing.one_of_two_products, 10, (UK, TRADE), When.SETTLED),
    Kind(missing.on_its_way_back, 15, (UK, TRADE), When.RECENT),
    Kind(missing.lost_by_the_carrier, 8, STORES, When.SETTLED),
    Kind(missing.restocked_uncredited, 8, STORES, When.SETTLED),
    Kind(missing.restocked_credit_to_come, 6, STORES, When.RECENT),
    Kind(missing.refund_failed, 5, STORES, When.SETTLED),
    Kind(missing.refund_pending, 5, STORES, When.RECENT),
    # The systems disagree.
    Kind(systems.restock_failed, 15, STORES, When.SETTLED),
    Kind(systems.restock_to_come, 8, STORES, When.RECENT),
    Kind(systems.restocked_in_part, 8, STORES, When.SETTLED),
    Kind(systems.never_synced, 8, STORES, When.SETTLED),
    Kind(systems.only_drafted_in_hub, 5, STORES, When.SETTLED),
    Kind(systems.credited_twice, 8, STORES, When.SETTLED),
    Kind(systems.never_booked, 10, EVERYWHERE, When.SETTLED),
    Kind(systems.booking_to_come, 8, EVERYWHERE, When.RECENT),
    Kind(systems.cost_never_booked, 10, EVERYWHERE, When.SETTLED),
    Kind(systems.voided_in_hub_and_ledger, 6, STORES, When.SETTLED),
    Kind(postings.never_posted, 4, (STALL,), When.SETTLED),
    Kind(systems.credited_in_ledger_only, 4, (TRADE,), When.SETTLED),
    # One of several returns went well.
    Kind(mixed.second_never_synced, 6, STORES, When.SETTLED),
    Kind(mixed.first_never_came_back, 6, (UK, TRADE), When.SETTLED),
    # Amounts and costs differ.
    Kind(values.taken_back_at_another_cost, 12, EVERYWHERE, When.ANY_DAY),
    Kind(values.taken_back_at_no_cost, 4, STORES, When.ANY_DAY),
    Kind(values.credited_another_amount, 8, STORES, When.ANY_DAY),
    Kind(values.sold_before_the_hub, 4, STORES, When.ANY_DAY),
    Kind(values.booked_another_amount, 6, EVERYWHERE, When.ANY_DAY),
    Kind(values.cost_booked_otherwise, 6, EVERYWHERE, When.ANY_DAY),
    Kind(amounts.gave_more_than_the_line, 6, STORES, When.ANY_DAY),
    Kind(kits.kit_without_a_part, 4, STORES, When.SETTLED),
    # Mended by hand, or not.
    Kind(by_hand.adjusted_naming_nothing, 6, (UK,), When.SETTLED),
    Kind(by_hand.counted, 4, (UK,), When.SETTLED),
    Kind(by_hand.adjusted_naming_the_note, 6, (UK,), When.SETTLED),
    Kind(by_hand.adjusted_twice, 4, (UK,), When.SETTLED),
    Kind(by_hand.value_forced, 4, (UK,), When.SETTLED),
    # What the ledger wrote never reached us.
    Kind(lost.note_lost, 6, (STORE,), When.WITHIN_MONTH),
    Kind(lost.requested_meanwhile, 4, (STORE,), When.WITHIN_MONTH),
    # Nothing written tells them apart.
    Kind(alike.credited_in_another_order, 6, STORES, When.WITHIN_MONTH),
    Kind(alike.one_of_two_came_back, 4, (UK,), When.SETTLED),
)

NOTHING_CAME_BACK = Kind(systems.never_came_back_of_it, 0, EVERYWHERE, When.ANY_DAY)
