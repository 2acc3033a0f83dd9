"""Shopify Admin documents: REST orders with their refunds, GraphQL returns, locations.

REST stamps carry the shop's own offset, GraphQL's are UTC. Amounts of lines hold the tax where the
shop's prices do, and an order adjustment is negative when money was given back beyond the lines.
"""

from datetime import UTC, datetime
from decimal import Decimal

from .identity import gid, number
from .money import cents
from .story import Channel, Order, OrderLine, Refund, RefundLine, StoreReturn


def local(channel: Channel, moment: datetime) -> str:
    """An instant as REST writes it: shop time with its offset."""
    return moment.astimezone(channel.zone).isoformat(timespec="seconds")


def zulu(moment: datetime) -> str:
    """An instant as GraphQL writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def currency(order: Order) -> str:
    """What the buyer paid in."""
    return order.currency or order.channel.company.currency


def in_shop_money(order: Order, amount: Decimal, refund: Refund | None = None) -> Decimal:
    """A buyer's amount in the shop's currency, at the rate of the sale or of the refund's day."""
    rate = refund.rate if refund and refund.rate else order.rate
    return cents(amount * rate)


def money_set(order: Order, amount: Decimal, refund: Refund | None = None) -> dict:
    """A money bag: what the shop counts, and what the buyer sees."""
    shop_money = in_shop_money(order, amount, refund)
    return {
        "shop_money": {
            "amount": f"{shop_money:.2f}",
            "currency_code": order.channel.company.currency,
        },
        "presentment_money": {"amount": f"{amount:.2f}", "currency_code": currency(order)},
    }


def location_id(channel: Channel) -> int:
    """The id of the place from which the store ships."""
    return number("Location", channel.shop)


def locations(channel: Channel) -> list[dict]:
    """The store's locations."""
    stamp = local(channel, datetime(2025, 7, 1, tzinfo=UTC))
    return [
        {
            "id": location_id(channel),
            "name": channel.location,
            "active": True,
            "created_at": stamp,
            "updated_at": stamp,
        }
    ]


def updated_at(order: Order, moment: datetime) -> datetime:
    """When the store's order document last changed before a moment."""
    stamps = [order.ordered_at, *(refund.created_at for refund in order.refunds)]
    stamps += [change.amended_at for refund in order.refunds for change in refund.amendments]
    stamps += [line.added_at for line in order.lines if line.added_at]
    if order.shipped_at:
        stamps.append(order.shipped_at)
    return max(stamp for stamp in stamps if stamp <= moment)


def order_document(order: Order, moment: datetime) -> dict:
    """The order as GET /orders showed it at a moment, with the refunds made by then."""
    channel = order.channel
    shop = channel.shop
    refunds = [refund for refund in order.refunds if refund.created_at <= moment]
    is_shipped = order.shipped_at is not None and order.shipped_at <= moment
    lines = [line for line in order.lines if line.added_at is None or line.added_at <= moment]
    subtotal = sum((line.amount for line in lines), Decimal(0))
    tax = sum((channel.tax.tax(line.amount) for line in lines), Decimal(0))
    total = sum((channel.tax.gross(line.amount) for line in lines), Decimal(0))
    return {
        "id": number("Order", shop, order.name),
        "admin_graphql_api_id": gid("Order", shop, order.name),
        "name": order.name,
        "order_number": int(order.name.lstrip("#")),
        "email": f"buyer{order.name.lstrip('#')}@example.com",
        "created_at": local(channel, order.ordered_at),
        "processed_at": local(channel, order.ordered_at),
        "updated_at": local(channel, updated_at(order, moment)),
        "cancelled_at": local(channel, order.cancelled_at)
        if order.cancelled_at and order.cancelled_at <= moment
        else None,
        "currency": channel.company.currency,
        "presentment_currency": currency(order),
        "taxes_included": channel.tax.included,
        "test": order.is_test,
        "financial_status": "partially_refunded" if refunds else "paid",
        "fulfillment_status": "fulfilled" if is_shipped else None,
        "source_name": channel.source_name,
        "subtotal_price": f"{in_shop_money(order, subtotal):.2f}",
        "total_tax": f"{in_shop_money(order, tax):.2f}",
        "total_price": f"{in_shop_money(order, total):.2f}",
        "line_items": [line_document(order, line) for line in lines],
        "refunds": [refund_document(order, refund, moment) for refund in refunds],
        "fulfillments": [fulfillment_document(order, lines)] if is_shipped else [],
    }


def line_document(order: Order, line: OrderLine) -> dict:
    """A line; a discount stands in its allocations, never in the price."""
    allocations = (
        [
            {
                "amount": f"{line.discount:.2f}",
                "amount_set": money_set(order, line.discount),
                "discount_application_index": 0,
            }
        ]
        if line.discount
        else []
    )
    return {
        "id": number("LineItem", order.channel.shop, order.name, line.sku),
        "sku": line.store_sku or line.sku,
        "name": line.store_sku or line.sku,
        "quantity": line.units,
        "price": f"{in_shop_money(order, line.unit_price):.2f}",
        "price_set": money_set(order, line.unit_price),
        "total_discount": "0.00",
        "discount_allocations": allocations,
        "gift_card": False,
        "taxable": True,
        "tax_lines": [
            {
                "title": order.channel.tax.name,
                "rate": float(order.channel.tax.rate),
                "price": f"{in_shop_money(order, order.channel.tax.tax(line.amount)):.2f}",
                **tax_set(order, order.channel.tax.tax(line.amount)),
            }
        ],
    }


def tax_set(order: Order, tax: Decimal) -> dict:
    """A line's tax as the buyer sees it, where that is another currency."""
    return {"price_set": money_set(order, tax)} if order.currency else {}


def fulfillment_document(order: Order, lines: list[OrderLine]) -> dict:
    """The parcel that left."""
    return {
        "id": number("Fulfillment", order.channel.shop, order.name),
        "order_id": number("Order", order.channel.shop, order.name),
        "status": "success",
        "created_at": local(order.channel, order.shipped_at),
        "location_id": location_id(order.channel),
        "line_items": [
            {
                "id": number("LineItem", order.channel.shop, order.name, line.sku),
                "quantity": line.units,
            }
            for line in lines
            if line.is_shipped
        ],
    }


def refund_names(order: Order, refund: Refund) -> tuple[object, ...]:
    """What tells one refund of an order from the next: its place among them."""
    return (order.channel.shop, order.name, order.refunds.index(refund) + 1)


def refunded(order: Order, refund_line: RefundLine) -> Decimal:
    """A refunded line's amount: its units' share of what the line was sold for."""
    line = order.line(refund_line.sku)
    return cents(line.amount / line.units * refund_line.units)


def refund_document(order: Order, refund: Refund, moment: datetime) -> dict:
    """A refund with its lines, its money and what it gave back beyond the lines, at a moment."""
    channel = order.channel
    names = refund_names(order, refund)
    tax = channel.tax
    lines = [(line, refunded(order, line)) for line in refund.lines_at(moment)]
    beside = tax.gross(refund.shipping) + tax.gross(refund.beyond)
    money = sum((tax.gross(amount) for _, amount in lines), beside)
    return_name = refund.return_name
    return {
        "id": number("Refund", *names),
        "admin_graphql_api_id": gid("Refund", *names),
        "order_id": number("Order", channel.shop, order.name),
        "created_at": local(channel, refund.created_at),
        "processed_at": local(channel, refund.created_at),
        "note": None,
        "restock": any(line.restock_type != "no_restock" for line, _ in lines),
        "return": {
            "id": number("Return", channel.shop, return_name),
            "admin_graphql_api_id": gid("Return", channel.shop, return_name),
        }
        if return_name
        else None,
        "refund_line_items": [
            refund_line_document(order, refund, line, amount) for line, amount in lines
        ],
        "order_adjustments": [
            *adjustments(order, refund, "shipping_refund", "Shipping refund", refund.shipping),
            *adjustments(order, refund, "refund_discrepancy", "Refund discrepancy", refund.beyond),
        ],
        "transactions": [
            {
                "id": number("Transaction", *names),
                "order_id": number("Order", channel.shop, order.name),
                "kind": "refund",
                "status": refund.payment,
                "gateway": "shopify_payments",
                "amount": f"{money:.2f}",
                "currency": currency(order),
                "created_at": local(channel, refund.created_at),
                "test": order.is_test,
            }
        ]
        if refund.payment != "none"
        else [],
    }


def refund_line_document(
    order: Order, refund: Refund, refund_line: RefundLine, amount: Decimal
) -> dict:
    """A refunded line. Its amounts are numbers here, and text everywhere else."""
    channel = order.channel
    line = order.line(refund_line.sku)
    tax = channel.tax.tax(amount)
    is_restocked = refund_line.restock_type != "no_restock"
    return {
        "id": number("RefundLineItem", *refund_names(order, refund), line.sku),
        "line_item_id": number("LineItem", channel.shop, order.name, line.sku),
        "quantity": refund_line.units,
        "restock_type": refund_line.restock_type,
        "location_id": location_id(channel) if is_restocked else None,
        "subtotal": float(in_shop_money(order, amount, refund)),
        "total_tax": float(in_shop_money(order, tax, refund)),
        "subtotal_set": money_set(order, amount, refund),
        "total_tax_set": money_set(order, tax, refund),
        "line_item": line_document(order, line),
    }


def adjustments(
    order: Order, refund: Refund, kind: str, reason: str, amount: Decimal
) -> list[dict]:
    """What was given back beside the lines; an adjustment's amount never holds its tax."""
    if not amount:
        return []
    tax_rule = order.channel.tax
    names = refund_names(order, refund)
    own_names = names if kind == "shipping_refund" else (*names, kind)
    net, tax = tax_rule.net(amount), tax_rule.tax(amount)
    return [
        {
            "id": number("OrderAdjustment", *own_names),
            "refund_id": number("Refund", *names),
            "kind": kind,
            "reason": reason,
            "amount": f"{-in_shop_money(order, net, refund):.2f}",
            "tax_amount": f"{-in_shop_money(order, tax, refund):.2f}",
            "amount_set": money_set(order, -net, refund),
            "tax_amount_set": money_set(order, -tax, refund),
        }
    ]


def restocking_fee(order: Order, store_return: StoreReturn) -> dict:
    """What the store keeps of the refund for its trouble."""
    if not store_return.fee:
        return {}
    sides = money_set(order, store_return.fee)
    money = {
        "shopMoney": {"amount": sides["shop_money"]["amount"]},
        "presentmentMoney": {"amount": sides["presentment_money"]["amount"]},
    }
    return {"restockingFee": {"id": gid("RestockingFee", store_return.name), "amountSet": money}}


def exchange(order: Order, store_return: StoreReturn) -> dict:
    """What went out for the goods that came back."""
    if store_return.exchanged_for is None:
        return {}
    identity = gid("ExchangeLineItem", order.channel.shop, order.name, store_return.exchanged_for)
    return {"exchangeLineItems": {"nodes": [{"id": identity}]}}


def return_document(order: Order, store_return: StoreReturn, moment: datetime) -> dict:
    """A Return as GraphQL showed it at a moment, with the dispositions decided by then."""
    channel = order.channel
    shop = channel.shop
    line = order.line(store_return.sku)
    decided = [
        (place, disposition)
        for place, disposition in enumerate(store_return.dispositions, start=1)
        if disposition.decided_at <= moment
    ]
    processed = sum(disposition.units for _, disposition in decided)
    refunds = [
        refund
        for refund in order.refunds
        if refund.return_name == store_return.name and refund.created_at <= moment
    ]
    fulfillment_line = {
        "id": gid("FulfillmentLineItem", shop, order.name, line.sku),
        "lineItem": {
            "id": gid("LineItem", shop, order.name, line.sku),
            "sku": line.store_sku or line.sku,
        },
    }
    reverse_line = {
        "id": gid("ReverseFulfillmentOrderLineItem", shop, store_return.name),
        "totalQuantity": store_return.units,
        "fulfillmentLineItem": fulfillment_line,
        "dispositions": [
            {
                "id": gid("ReverseFulfillmentOrderDisposition", shop, store_return.name, place),
                "type": disposition.kind,
                "quantity": disposition.units,
                "createdAt": zulu(disposition.decided_at),
                "location": {"id": f"gid://shopify/Location/{location_id(channel)}"}
                if disposition.kind == "RESTOCKED"
                else None,
            }
            for place, disposition in decided
        ],
    }
    return {
        "id": gid("Return", shop, store_return.name),
        "name": store_return.name,
        "status": "CLOSED" if processed == store_return.units else "OPEN",
        "totalQuantity": store_return.units,
        "createdAt": zulu(store_return.opened_at),
        "order": {"id": gid("Order", shop, order.name), "name": order.name},
        **exchange(order, store_return),
        "returnLineItems": {
            "nodes": [
                {
                    "id": gid("ReturnLineItem", shop, store_return.name),
                    "quantity": store_return.units,
                    "processedQuantity": processed,
                    "unprocessedQuantity": store_return.units - processed,
                    "fulfillmentLineItem": fulfillment_line,
                    **restocking_fee(order, store_return),
                }
            ]
        },
        "refunds": {
            "nodes": [{"id": gid("Refund", *refund_names(order, refund))} for refund in refunds]
        },
        "reverseFulfillmentOrders": {
            "nodes": [
                {
                    "id": gid("ReverseFulfillmentOrder", shop, store_return.name),
                    "lineItems": {"nodes": [reverse_line]},
                }
            ]
        },
    }
