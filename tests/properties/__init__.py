"""Properties: what must hold of legs and links whatever the company."""
