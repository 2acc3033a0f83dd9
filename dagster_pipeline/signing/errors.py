"""What can stop a signing, in words for the person who signs."""


class SigningRefused(Exception):
    """Nothing was signed; the text says why and what to do."""
