"""Cin7 Core documents of stock that a person moved: adjustments, counts, write-offs, transfers.

They carry business dates alone. An adjustment or a count of a product that had none names the units
that came in; a transfer names its two places, a write-off the place that lost the goods.
"""

from .cin7_core import audit_stamp, business_date
from .identity import guid
from .story import StockDocument, StockKind

LOSSES = "310"


def stock_document(document: StockDocument) -> dict:
    """The document as its own endpoint shows it."""
    return {
        "TaskID": guid("stock task", document.kind.value, document.number),
        "Status": "COMPLETED",
        **FORMS[document.kind](document),
    }


def _product(document: StockDocument) -> dict:
    return {
        "ProductID": guid("product", document.sku),
        "SKU": document.sku,
        "ProductName": document.sku,
    }


def _came_in(document: StockDocument) -> dict:
    return {
        **_product(document),
        "Quantity": document.units,
        "UnitCost": float(document.unit_cost),
        "Location": document.place,
        "LocationID": guid("location", document.place),
    }


def _adjusted(document: StockDocument) -> dict:
    return {
        "StocktakeNumber": document.number,
        "EffectiveDate": business_date(document.dated),
        "Account": LOSSES,
        "Reference": document.text,
        "ExistingStockLines": [],
        "NewStockLines": [_came_in(document)],
    }


def _counted(document: StockDocument) -> dict:
    return {
        "StocktakeNumber": document.number,
        "EffectiveDate": business_date(document.dated),
        "Location": document.place,
        "Account": LOSSES,
        "Reference": document.text,
        "NonZeroStockOnHandProducts": [],
        "ZeroStockOnHandProducts": [_came_in(document)],
    }


def _written_off(document: StockDocument) -> dict:
    cost = float(document.unit_cost)
    return {
        "InventoryWriteOffNumber": document.number,
        "EffectiveDate": business_date(document.dated),
        "Location": document.place,
        "Notes": document.text,
        "Lines": [
            {
                "ProductID": guid("product", document.sku),
                "ProductCode": document.sku,
                "Name": document.sku,
                "Quantity": document.units,
                "Cost": cost,
                "TotalCost": cost * document.units,
                "Bin": document.place,
                "BinID": guid("location", document.place),
            }
        ],
    }


def _moved(document: StockDocument) -> dict:
    day = business_date(document.dated)
    return {
        "Number": document.number,
        "DepartureDate": day,
        "CompletionDate": day,
        "From": guid("location", document.place),
        "FromLocation": document.place,
        "To": guid("location", document.to_place),
        "ToLocation": document.to_place,
        "Reference": document.text,
        "LastModifiedOn": audit_stamp(document.recorded_at),
        "Lines": [{**_product(document), "TransferQuantity": document.units}],
    }


FORMS = {
    StockKind.ADJUSTED: _adjusted,
    StockKind.COUNTED: _counted,
    StockKind.WRITTEN_OFF: _written_off,
    StockKind.MOVED: _moved,
}
