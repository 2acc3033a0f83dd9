"""Free text reduced to the tokens that linking needs (design: "Landing").

A narration or comment names people; a document number holds a digit. Kept are the tokens of at
most 40 characters that hold a digit and no `@`; one that looks like a phone number is masked, and
what looks like a payment card or an internet address goes. A text that is kept whole, because it is
a name or a number, loses the e-mail addresses in it (`without_addresses`).
The same rule stands twice: as SQL for whole batches, in Python for the single record that has to
be looked at more closely. A test holds them together.
"""

import re

from dagster_pipeline.landing.redaction.masking import MASK

LONGEST_TOKEN = 40
SEPARATORS = r"""[\s,;|<>"'()\[\]{}]+"""
PERSONAL_NUMBERS = (
    r"\b(?i:tel|telephone|phone|ph|mob|mobile|cell|fax|sms|whatsapp)[.:]{0,2} ?"
    r"[+(]?\d[\d ().-]{5,}\d",  # a phone that says so
    r"\+\d{8,15}\b",  # with its country
    r"\+\d{1,3}([ .()/-]{1,3}\d{1,10}){2,6}\b",
    r"\+\d{1,3}[ .()/-]{1,3}\d{6,12}\b",
    r"\(0\d{0,4}\)[ .-]?\d{3,8}([ .-]\d{2,4}){0,3}\b",  # with its area
    r"(^|[^\w-])0\d{1,3}[ .-]\d{3,4}[ .-]\d{3,4}\b",
    r"(^|[^\w-])0(\d[ .-]\d{8}|\d{2}[ .-]\d{7,8}|\d{3}[ .-]\d{6,7}|\d{4}[ .-]\d{6})\b",
    r"(^|[^\w-])0\d([ .-]\d{2}){4}\b",
    r"\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b",  # as in North America
    r"\b\d{4}([ -]\d{4}){2}[ -]\d{1,7}\b",  # a payment card
    r"\b\d{4}[ -]\d{6}[ -]\d{5}\b",
    r"\b\d{15,19}\b",
    r"\b\d{1,3}([.]\d{1,3}){3}\b",  # an address on the internet
    r"\b[0-9a-fA-F]{1,4}(:{1,2}[0-9a-fA-F]{1,4}){4,7}\b",
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b",  # a postal code, British or Canadian
    r"\b[A-Z]\d[A-Z] \d[A-Z]\d\b",
)
"""Numbers of persons, which splitting at blanks would let through whole or in pieces. Patterns that
mean the same to the engine and to Python: neither looks behind or ahead."""
PERSONAL_NUMBER = "|".join(PERSONAL_NUMBERS)


def kept_tokens(text: str | None) -> str | None:
    """The tokens of a text, joined by blanks; null where none is left."""
    if text is None:
        return None
    impersonal = re.sub(PERSONAL_NUMBER, " ", text, flags=re.ASCII)
    tokens = (token for token in re.split(SEPARATORS, impersonal, flags=re.ASCII))
    kept = [
        MASK if is_phone(token) else token
        for token in tokens
        if len(token) <= LONGEST_TOKEN and "@" not in token and re.search(r"[0-9]", token)
    ]
    return " ".join(kept) or None


EMAIL = re.compile(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"'@]+")


def without_addresses(text: str) -> str:
    """A kept text with every e-mail address in it masked."""
    return EMAIL.sub(MASK, text) if "@" in text else text


def is_phone(token: str) -> bool:
    """Whether a token begins with + or 0 and holds 8 to 15 digits."""
    return token[:1] in ("+", "0") and 8 <= len(re.findall(r"[0-9]", token)) <= 15


def tokens_macro() -> str:
    """The SQL macro `kept_tokens(text)`, the same rule for a whole batch."""
    separators = SEPARATORS.replace("'", "''")
    digits = "length(regexp_replace(token, '[^0-9]', '', 'g'))"
    return f"""
        create or replace temp macro kept_tokens(text) as nullif(array_to_string(
            list_transform(
                list_filter(
                    regexp_split_to_array(
                        regexp_replace(text, '{PERSONAL_NUMBER}', ' ', 'g'), '{separators}'
                    ),
                    lambda token: length(token) <= {LONGEST_TOKEN}
                        and not contains(token, '@')
                        and regexp_matches(token, '[0-9]')
                ),
                lambda token: case
                    when left(token, 1) in ('+', '0') and {digits} between 8 and 15 then '{MASK}'
                    else token
                end
            ), ' '), '')
    """
