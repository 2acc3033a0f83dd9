"""Deterministic ids in the forms that vendors use: the same names always give the same id."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6f1d2a52-0c1e-5d4b-9a57-3a6f0a1c7e10")


def guid(*names: object) -> str:
    """A GUID as Cin7 Core and Xero write it."""
    return str(uuid5(NAMESPACE, "/".join(str(name) for name in names)))


def number(*names: object) -> int:
    """A 13-digit id as Shopify writes it: larger than 32 bits."""
    return 5_000_000_000_000 + uuid5(NAMESPACE, "/".join(str(name) for name in names)).int % 10**12


def gid(kind: str, *names: object) -> str:
    """The same id as Shopify's GraphQL writes it."""
    return f"gid://shopify/{kind}/{number(kind, *names)}"
