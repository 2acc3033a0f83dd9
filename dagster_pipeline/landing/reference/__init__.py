"""The reference tables of the company: their columns, what rows must be, reading and storing them.

May read the rules (for the types of values) and the engine; nothing of exports.
"""
