"""What the suites that do harm have tried and found, printed as one block at the end of a run."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Figures:
    """Counted by the tests as they go; a suite that was not run tells nothing."""

    mutations: int = 0
    """Changes made to the bytes and documents of good files."""
    damaged_files: int = 0
    records_accounted: int = 0
    """Records of damaged files that landed, were repeated or set aside."""
    kills: int = 0
    survived: int = 0
    records_compared: int = 0
    """Rows of undisturbed runs that were looked for after a kill."""
    records_lost: int = 0
    files_searched: int = 0
    bytes_searched: int = 0
    personal_data_found: int = 0

    def lines(self) -> Iterator[str]:
        """One plain sentence per suite; `.ci/run` shows them again by their first word."""
        if self.damaged_files:
            yield (
                f"trust: {self.mutations} mutations tried on {self.damaged_files} files, "
                f"{self.records_accounted} records accounted for"
            )
        if self.kills:
            yield (
                f"trust: {self.kills} processes killed with kill -9, {self.survived} survived, "
                f"{self.records_compared} records compared"
            )
        if self.damaged_files or self.kills:
            yield f"trust: {self.records_lost} records lost"
        if self.files_searched:
            yield (
                f"trust: {self.personal_data_found} pieces of personal data found in "
                f"{self.files_searched} files, {self.bytes_searched >> 20} MB unpacked"
            )


FIGURES = Figures()
