"""The figures of the fault suite, printed at the end of a test run."""

from dataclasses import dataclass


@dataclass
class Tally:
    """Processes killed, how many of them the files survived, and records compared and lost."""

    kills: int = 0
    survived: int = 0
    records_compared: int = 0
    records_lost: int = 0

    def line(self) -> str:
        return (
            f"kill -9: {self.kills} processes killed, {self.survived} survived; "
            f"{self.records_compared} records compared, {self.records_lost} lost"
        )


TALLY = Tally()
