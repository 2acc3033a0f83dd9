"""The personal data that is planted in exports, and the parts of it that nothing may hold.

What `planting` plants and `searching` looks for. Each kind stands in the notations in which people
write it; a needle is a part that no spelling of the planted data is without.
"""

NAME = "Annegret Plantedsmith"
EMAIL = "annegret.plantedsmith@example.org"
KINDS = {
    "name": NAME,
    "email": EMAIL,
    "phone_with_country": "+61412345678",
    "phone_in_groups": "+61 412 345 678",
    "phone_with_zero": "+61(0)412345678",
    "phone_local": "0412 345 678",
    "phone_in_dashes": "0412-345-678",
    "phone_named": "Mob: 0412345678",
    "phone_with_area": "(02) 9876 5432",
    "phone_in_one": "(02)98765432",
    "phone_american": "(415) 555-0134",
    "phone_british": "07700 900123",
    "address": "42 Plantedwood Street, Plantedville SW1A 9ZQ",
    "postal_code": "SW1A 9ZQ",
    "internet_address": "203.0.113.77",
    "internet_address_6": "2001:db8:85a3::8a2e:370:7334",
    "card": "4012 8888 8888 1881",
    "card_plain": "4012888888881881",
    "card_in_dashes": "4012-8888-8888-1881",
}
FREE_TEXT = f"{NAME} <{EMAIL}>, " + "; ".join(KINDS.values()) + f" wrote {EMAIL} about #1001"
NEEDLES = (
    "plantedsmith", "annegret", "plantedwood", "plantedville", "sw1a 9zq", "example.org",
    "412345678", "412 345 678", "412-345-678", "9876 5432", "98765432",
    "555-0134", "7700 900123", "203.0.113.77", "8a2e:370", "8888 1881", "88881881", "8888-1881",
)  # fmt: skip
"""In lower case, as the texts that are searched; none so short that chance could write it."""

VENDORS_NAMES = {
    "email": EMAIL,
    "contact_email": EMAIL,
    "EmailAddress": EMAIL,
    "Email": EMAIL,
    "phone": "+61 412 345 678",
    "Phone": "0412 345 678",
    "Phones": [{"PhoneType": "MOBILE", "PhoneNumber": "412345678", "PhoneAreaCode": "0412"}],
    "browser_ip": "203.0.113.77",
    "client_details": {"browser_ip": "203.0.113.77", "user_agent": FREE_TEXT},
    "customer": {"first_name": "Annegret", "last_name": "Plantedsmith", "tags": NAME},
    "Customer": NAME,
    "Contact": {"Name": NAME, "FirstName": "Annegret", "EmailAddress": EMAIL},
    "shipping_address": {"address1": KINDS["address"], "zip": "SW1A 9ZQ", "city": "Plantedville"},
    "billing_address": {"name": NAME, "company": NAME, "phone": "0412-345-678"},
    "ShippingAddress": {"DisplayAddressLine1": KINDS["address"], "Postcode": "SW1A 9ZQ"},
    "payment_details": {"credit_card_number": "4012 8888 8888 1881", "credit_card_name": NAME},
    "note": FREE_TEXT,
    "Note": FREE_TEXT,
    "Notes": FREE_TEXT,
    "Memo": FREE_TEXT,
    "Comment": FREE_TEXT,
    "ShippingNotes": FREE_TEXT,
    "note_attributes": [{"name": "gift for", "value": NAME}, {"name": EMAIL, "value": "1"}],
    "properties": [{"name": "engraving", "value": NAME}],
    "tags": f"vip, {NAME}",
    "CustomAttributes": {"Birthday of": NAME, NAME: 1},
    "AdditionalAttributes": {"AdditionalAttribute1": FREE_TEXT},
    "customerNote": FREE_TEXT,
    "returnReasonNote": FREE_TEXT,
    "Attachments": [{"FileName": f"{NAME}.pdf", "DownloadUrl": f"https://x.test/?to={EMAIL}"}],
}
"""Personal data under the names that vendors, and those who set up their shops, give to it."""
