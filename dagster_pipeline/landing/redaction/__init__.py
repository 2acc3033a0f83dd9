"""What of a text may be kept or shown: tokens of free text, masked records, names that are names.

Works on texts alone and reads no room beside it.
"""
