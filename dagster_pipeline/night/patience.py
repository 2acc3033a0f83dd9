"""How long a night waits for a private file that another program has open."""

RETRIES = 3
SECONDS_BETWEEN = 30
