"""The second computation: returns, their verdicts, the quantity bridge, what sign-offs saw move and
what was open at each period's end, in plain Python.

Written from the model's words, rule by rule, and never from the project's SQL: where the two
disagree, one of them is wrong. Input are the staged documents, legs and sale lines of a built
warehouse, its reference tables, and what it heard of its sources; nothing of what it concluded.

Left out, with the orders that hold them: credits without units and price-only credits
(`order_amount`, M4.4), manual documents and write-offs that name an order (M4.6, M5.6); and
documents of no known order (`unassigned`). Of the money bridges it knows `batch_difference` alone.
Covered systems: Shopify, Cin7 Core, Xero. A past reading takes the sales, the links between
documents and the gaps of now, as the warehouse does.
"""
