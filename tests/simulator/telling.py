"""A short language for telling an order's story step by step: who did what, when.

Every step gives a new `Tale`. Steps say what happened in one system; nothing happens in another
unless it is told. The hub's and the ledger's people work in the company's zone: a credit note is
entered on its date at the channel's desk hour, a restock an hour later, unless another instant is
given; the ledger gets them five minutes later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from .money import cents
from .story import (
    Charge,
    CostJournal,
    CreditLine,
    Disposition,
    HubCredit,
    HubCreditForm,
    JournalForm,
    LedgerCredit,
    LedgerCreditForm,
    Order,
    Posting,
    Product,
    Refund,
    RefundAmendment,
    RefundLine,
    Restock,
    StoreReturn,
    Taken,
)

SYNC_DELAY = timedelta(minutes=5)


def moment(text: str, zone: ZoneInfo) -> datetime:
    """`2026-01-31 23:30` in a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@dataclass(frozen=True)
class Tale:
    """An order being told, with the products whose costs it needs."""

    products: Mapping[str, Product]
    order: Order

    def _with(self, **parts: object) -> "Tale":
        return replace(self, order=replace(self.order, **parts))

    def _entered(self, day: str, hours_later: int = 0, minute: str = "00") -> datetime:
        """A day at the desk hour of those who keep hub and ledger, or some hours later."""
        return self._by_their_clock(f"{day} {self.order.channel.desk_hour + hours_later}:{minute}")

    def _by_their_clock(self, text: str) -> datetime:
        return moment(text, self.order.channel.company.zone)

    def _hub_credit(self, number: str) -> HubCredit:
        return next(credit for credit in self.order.hub_credits if credit.name == number)

    # In the store

    def refunded(
        self,
        at: str,
        back: Mapping[str, int],
        goods: str = "return",
        shipping: str = "0",
        return_name: str | None = None,
        beyond: str = "0",
        meant: Mapping[str, int] | None = None,
        payment: str = "success",
        rate: str | None = None,
    ) -> "Tale":
        """The store refunded units at a local time; `goods` is its restock type."""
        refund = Refund(
            created_at=moment(at, self.order.channel.zone),
            lines=tuple(RefundLine(sku, units, goods) for sku, units in back.items()),
            shipping=Decimal(shipping),
            return_name=return_name,
            beyond=Decimal(beyond),
            meant=tuple((meant or {}).items()),
            payment=payment,
            rate=Decimal(rate) if rate else None,
        )
        return self._with(refunds=(*self.order.refunds, refund))

    def money_given(self, at: str, amount: str, meant: Mapping[str, int] | None = None) -> "Tale":
        """The store gave money back and named no product; `meant` is what nobody wrote down."""
        return self.refunded(at, {}, beyond=amount, meant=meant)

    def refund_amended(self, at: str, back: Mapping[str, int], goods: str = "return") -> "Tale":
        """The store changed its last refund in place."""
        *earlier, last = self.order.refunds
        lines = tuple(RefundLine(sku, units, goods) for sku, units in back.items())
        change = RefundAmendment(moment(at, self.order.channel.zone), lines)
        amended = replace(last, amendments=(*last.amendments, change))
        return self._with(refunds=(*earlier, amended))

    def return_opened(
        self,
        at: str,
        sku: str,
        units: int,
        *decided: tuple[str, int, str],
        fee: str = "0",
        exchanged_for: str | None = None,
    ) -> "Tale":
        """The store opened a return; `decided` says (kind, units, local time) of its goods."""
        zone = self.order.channel.zone
        store_return = StoreReturn(
            name=f"{self.order.name}-R{len(self.order.store_returns) + 1}",
            opened_at=moment(at, zone),
            sku=sku,
            units=units,
            dispositions=tuple(
                Disposition(kind, count, moment(when, zone)) for kind, count, when in decided
            ),
            fee=Decimal(fee),
            exchanged_for=exchanged_for,
        )
        return self._with(store_returns=(*self.order.store_returns, store_return))

    def cancelled(self, at: str, back: Mapping[str, int], goods: str = "cancel") -> "Tale":
        """The store cancelled before anything was picked: the hub voids the sale."""
        told = self.refunded(at, back, goods=goods)
        return told._with(cancelled_at=moment(at, self.order.channel.zone))

    # In the hub

    def credited(
        self,
        number: str,
        dated: str,
        back: Mapping[str, int],
        amounts: Mapping[str, str] | None = None,
        shipping: str = "0",
        entered: str | None = None,
        charges: Sequence[Charge] = (),
        rate: str | None = None,
    ) -> "Tale":
        """The hub authorised a credit note; nothing is said of goods yet."""
        form = HubCreditForm(
            recorded_at=self._by_their_clock(entered) if entered else self._entered(dated),
            dated=date.fromisoformat(dated),
            lines=self._credit_lines(back, amounts or {}),
            charges=(*self._shipping(shipping), *charges),
            rate=Decimal(rate) if rate else None,
        )
        return self._with(hub_credits=(*self.order.hub_credits, HubCredit(number, (form,))))

    def _credit_lines(
        self, back: Mapping[str, int], amounts: Mapping[str, str]
    ) -> tuple[CreditLine, ...]:
        """Units at what they were sold for, unless the amounts say otherwise."""
        lines = []
        for sku, units in back.items():
            sold = self.order.line(sku)
            share = cents(sold.amount / sold.units * units)
            lines.append(CreditLine(sku, units, Decimal(amounts.get(sku, share))))
        return tuple(lines)

    def _shipping(self, amount: str) -> list[Charge]:
        """What a parcel cost, as a charge."""
        account = self.order.channel.company.accounts.shipping
        return [Charge("Shipping", Decimal(amount), account)] if Decimal(amount) else []

    def _restocks(
        self, on: str, back: Mapping[str, int], unit_costs: Mapping[str, str], **parts: object
    ) -> tuple[Restock, ...]:
        """Units at the cost at which they were sold, unless the costs say otherwise."""
        return tuple(
            Restock(
                sku,
                units,
                date.fromisoformat(on),
                Decimal(unit_costs.get(sku, self.products[sku].unit_cost)),
                **parts,
            )
            for sku, units in back.items()
        )

    def restocked(
        self,
        number: str,
        on: str,
        back: Mapping[str, int],
        unit_costs: Mapping[str, str] | None = None,
        entered: str | None = None,
        **parts: object,
    ) -> "Tale":
        """The hub took the goods of an authorised credit note back to the shelf.

        Parcels may come one after the other; `parts` are a restock's place, and whether its cost
        was posted.
        """
        earlier = self._hub_credit(number).forms[-1].restocks
        return self._hub_form(
            number,
            recorded_at=self._by_their_clock(entered) if entered else self._entered(on, 1),
            restocks=(*earlier, *self._restocks(on, back, unit_costs or {}, **parts)),
            restock_status="AUTHORISED",
        )

    def paid_out(self, number: str, on: str) -> "Tale":
        """The money of a credit note left on a later day."""
        return self._hub_form(number, recorded_at=self._entered(on), paid_on=date.fromisoformat(on))

    def restock_planned(self, number: str, on: str, back: Mapping[str, int]) -> "Tale":
        """The hub holds a restock that was never authorised: a plan, not a movement."""
        return self._hub_form(
            number,
            recorded_at=self._entered(on, 1),
            restocks=self._restocks(on, back, {}),
            restock_status="DRAFT",
        )

    def restocked_on_draft(self, number: str, on: str, back: Mapping[str, int]) -> "Tale":
        """The goods came back while the credit note was still a draft."""
        form = HubCreditForm(
            recorded_at=self._entered(on, 1),
            dated=date.fromisoformat(on),
            lines=self._credit_lines(back, {}),
            restocks=self._restocks(on, back, {}),
            status="DRAFT",
            restock_status="AUTHORISED",
        )
        return self._with(hub_credits=(*self.order.hub_credits, HubCredit(number, (form,))))

    def credit_drafted(self, number: str, dated: str, back: Mapping[str, int]) -> "Tale":
        """A credit note was begun and never authorised; no goods are named."""
        form = HubCreditForm(
            recorded_at=self._entered(dated),
            dated=date.fromisoformat(dated),
            lines=self._credit_lines(back, {}),
            status="DRAFT",
        )
        return self._with(hub_credits=(*self.order.hub_credits, HubCredit(number, (form,))))

    def authorised(self, number: str, dated: str) -> "Tale":
        """A draft credit note was authorised."""
        return self._hub_form(
            number,
            recorded_at=self._entered(dated),
            dated=date.fromisoformat(dated),
            status="AUTHORISED",
        )

    def corrected(self, number: str, at: str, back: Mapping[str, int]) -> "Tale":
        """Credit note and restock were changed to other units, under their old dates."""
        restocked_on = self._hub_credit(number).forms[-1].restocks[0].on
        return self._hub_form(
            number,
            recorded_at=self._by_their_clock(at),
            lines=self._credit_lines(back, {}),
            restocks=self._restocks(restocked_on.isoformat(), back, {}),
        )

    def voided(self, number: str, at: str) -> "Tale":
        """The hub's credit note was voided."""
        return self._hub_form(number, recorded_at=self._by_their_clock(at), status="VOIDED")

    def _hub_form(self, number: str, **changes: object) -> "Tale":
        """One more form of a credit note: the last one with changes."""
        changed = [
            replace(credit, forms=(*credit.forms, replace(credit.forms[-1], **changes)))
            if credit.name == number
            else credit
            for credit in self.order.hub_credits
        ]
        return self._with(hub_credits=tuple(changed))

    # In the ledger

    def booked(
        self,
        number: str,
        taxes: Mapping[str, str] | None = None,
        entered: str | None = None,
        amounts: Mapping[str, str] | None = None,
        rate: str | None = None,
    ) -> "Tale":
        """The hub's credit note reached the ledger in every form that it was given.

        `taxes` and `amounts` are what the ledger says where it says something else; `entered` is
        when it was written there, if later than at once.
        """
        earliest = self._by_their_clock(entered) if entered else self.order.ordered_at
        forms: list[LedgerCreditForm] = []
        for form in self._hub_credit(number).forms:
            if form.status == "DRAFT":
                continue
            lines = tuple(
                replace(
                    line,
                    amount=Decimal((amounts or {}).get(line.sku, line.amount)),
                    tax=Decimal(taxes[line.sku]) if taxes and line.sku in taxes else None,
                )
                for line in form.lines
            )
            recorded_at = max(form.recorded_at + SYNC_DELAY, earliest)
            booked = LedgerCreditForm(
                recorded_at,
                form.dated,
                lines,
                form.charges,
                form.status,
                Decimal(rate) if rate else form.rate,
            )
            is_news = not forms or replace(booked, recorded_at=forms[-1].recorded_at) != forms[-1]
            if is_news:
                forms.append(booked)
        credit = LedgerCredit(number, tuple(forms))
        return self._with(ledger_credits=(*self.order.ledger_credits, credit))

    def credited_in_ledger_only(
        self,
        number: str,
        dated: str,
        back: Mapping[str, int],
        amounts: Mapping[str, str] | None = None,
        charges: Sequence[Charge] = (),
    ) -> "Tale":
        """Somebody wrote a credit note in the ledger; the hub never heard of it."""
        form = LedgerCreditForm(
            recorded_at=self._entered(dated),
            dated=date.fromisoformat(dated),
            lines=self._credit_lines(back, amounts or {}),
            charges=tuple(charges),
        )
        credit = LedgerCredit(number, (form,))
        return self._with(ledger_credits=(*self.order.ledger_credits, credit))

    def ledger_said(self, number: str, at: str, status: str) -> "Tale":
        """The ledger's credit note got another status; the hub's did not."""
        changed = [
            replace(
                credit,
                forms=(
                    *credit.forms,
                    replace(credit.forms[-1], recorded_at=self._by_their_clock(at), status=status),
                ),
            )
            if credit.number == number
            else credit
            for credit in self.order.ledger_credits
        ]
        return self._with(ledger_credits=tuple(changed))

    def cost_booked(
        self, number: str, dated: str | None = None, amount: str | None = None
    ) -> "Tale":
        """The cost of a restock was journalled, at its date and cost unless others are given."""
        forms: dict[datetime, JournalForm] = {}
        for form in self._hub_credit(number).forms:
            if form.status != "AUTHORISED" or form.restock_status != "AUTHORISED":
                continue
            journal_day = date.fromisoformat(dated) if dated else form.restocks[0].on
            cost = sum((cents(row.units * row.unit_cost) for row in form.restocks), Decimal(0))
            written_at = self._entered(journal_day.isoformat(), 1, "05")
            recorded_at = max(form.recorded_at + SYNC_DELAY, written_at)
            forms[recorded_at] = JournalForm(recorded_at, journal_day, Decimal(amount or cost))
        journal = CostJournal(number, tuple(forms.values()))
        return self._with(cost_journals=(*self.order.cost_journals, journal))

    def revenue_posted(self, posting: Posting, document: str) -> "Tale":
        """A posting took in what a document credited, by the document's name in the story."""
        return self._with(taken=(*self.order.taken, Taken(posting, document, "financial")))

    def cost_posted(self, posting: Posting, number: str) -> "Tale":
        """A posting took in the cost of what a credit note restocked."""
        return self._with(taken=(*self.order.taken, Taken(posting, number, "valuation")))

    # In all of them

    def back_in_hub(self, number: str, dated: str, back: Mapping[str, int]) -> "Tale":
        """The hub credited units and took them back to the shelf on one day."""
        return self.credited(number, dated, back).restocked(number, dated, back)

    def credited_without_goods(self, number: str, dated: str, back: Mapping[str, int]) -> "Tale":
        """A credit note in hub and ledger, and no word of goods."""
        return self.credited(number, dated, back).booked(number)

    def came_back(
        self, number: str, dated: str, back: Mapping[str, int], restocked_on: str | None = None
    ) -> "Tale":
        """A healthy return in hub and ledger: credit note, restock, booking, cost journal."""
        return (
            self.credited(number, dated, back)
            .restocked(number, restocked_on or dated, back)
            .booked(number)
            .cost_booked(number)
        )
