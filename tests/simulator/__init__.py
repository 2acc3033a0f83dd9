"""What happened in a company, and the documents that its systems wrote about it.

`story` holds what happened, the vendor modules (`shopify`, `cin7_core`, `xero`) turn it into that
vendor's documents, `exports` writes them as files. Nothing here knows how the warehouse reads them.
"""
