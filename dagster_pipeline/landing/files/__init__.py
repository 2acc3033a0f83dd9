"""Export files as they lie there: finding them, proving them whole, turning bytes into text.

Nothing here knows what a record is. May read the rules and redaction.
"""
