"""How well a built warehouse tells a simulated company's returns, measured against its truth.

Nothing here knows a rule of the warehouse: it reads two published tables and compares.
"""
