"""What reading a batch of files found, beside the rows that it staged."""

from collections import Counter
from dataclasses import dataclass, field

from dagster_pipeline.landing.files.whole_file import BadLine
from dagster_pipeline.landing.records.structures import StructureVerdict


@dataclass(frozen=True)
class QuarantinedRecord:
    """A record that could not be read, with its text masked."""

    file_no: int
    source_line: int
    reason: str
    raw_text: str


@dataclass(frozen=True)
class FieldFinding:
    """A field that could not be read and was stored as null."""

    file_no: int
    source_line: int
    path: str
    reason: str


@dataclass
class BatchReading:
    """What reading a batch found, beside the rows in the temporary table `staged`."""

    record_counts: Counter[int] = field(default_factory=Counter)
    envelope_totals: dict[int, int] = field(default_factory=dict)
    rejections: dict[int, str] = field(default_factory=dict)
    unsettled: dict[int, str] = field(default_factory=dict)
    """Files that seem to be still being written, with what shows it: rejected for now."""
    blank: set[int] = field(default_factory=set)
    """Files that were to hold one JSON text and hold none."""
    quarantined: list[QuarantinedRecord] = field(default_factory=list)
    bad_lines: dict[int, set[int]] = field(default_factory=dict)
    """By file: the lines, of those quarantined, that are no text of a record at all."""
    findings: list[FieldFinding] = field(default_factory=list)
    dropped: Counter[tuple[int, frozenset[str]]] = field(default_factory=Counter)
    """By file and the paths that were not kept: the documents that held these and no others."""
    structures: dict[int, StructureVerdict] = field(default_factory=dict)
    """By the hash of a skeleton (record_sql.py): what is known of all records of a structure."""

    def quarantine_line(self, file_no: int, bad: BadLine) -> None:
        """A line that is no record's text counts as a record of its file, a quarantined one."""
        self.record_counts[file_no] += 1
        self.bad_lines.setdefault(file_no, set()).add(bad.line)
        self.quarantined.append(QuarantinedRecord(file_no, bad.line, bad.reason, bad.raw_text))

    def add(self, part: "BatchReading") -> None:
        """Takes in what reading a part of the batch found."""
        self.record_counts += part.record_counts
        for file_no, total in part.envelope_totals.items():
            self.envelope_totals[file_no] = max(total, self.envelope_totals.get(file_no, 0))
        for file_no, reason in part.rejections.items():
            self.reject(file_no, reason)
        for file_no, lines in part.bad_lines.items():
            self.bad_lines.setdefault(file_no, set()).update(lines)
        self.quarantined += part.quarantined
        self.findings += part.findings
        self.dropped += part.dropped

    def dropped_paths(self) -> Counter[str]:
        """The documents that held each path which is not kept, those of rejected files apart."""
        documents = Counter[frozenset[str]]()
        for (file_no, paths), count in self.dropped.items():
            if file_no not in self.rejections:
                documents[paths] += count
        dropped = Counter[str]()
        for paths, count in documents.items():
            dropped.update(dict.fromkeys(paths, count))
        return dropped

    def reject(self, file_no: int, reason: str) -> None:
        self.rejections.setdefault(file_no, reason)
