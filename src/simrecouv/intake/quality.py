"""The quality report of a real ledger: what was read, what was set aside and why, row by row.

Two sums must hold: rows read + rows set aside = rows of the file; amounts read + amounts set aside
= amounts of the file, to the cent (an amount that cannot be read counts 0 on both sides).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from simrecouv.vocabulary import Column, Label, Lang, Reason
from simrecouv.vocabulary.numbers import plain
from simrecouv.vocabulary.typography import COLON

HEAD = Label(
    "{source} : {rows} lignes, {read} lues, {aside} écartées",
    "{source}: {rows} rows, {read} read, {aside} set aside",
)


class SetAside(NamedTuple):
    """One row set aside, or read with a doubt: its line, the value at fault, the reason."""

    line: int
    column: Column | None
    value: str
    reason: Reason


@dataclass(frozen=True)
class QualityReport:
    """What a reading did with every row of a file.

    Attributes
    ----------
    source : str
        Name of the file.
    rows_in_file, rows_read : int
        Rows below the headings, blank lines apart; rows that became an invoice.
    amount_in_file_cents, amount_read_cents, amount_set_aside_cents : int
        [cents] Sums of the readable amounts.
    set_aside : tuple of SetAside
        Rows that were not read.
    doubts : tuple of SetAside
        Rows that were read although one optional value could not be.
    columns : dict
        Field → heading it was read from.
    unused : tuple of str
        Headings that mean nothing here.
    evidence : tuple of Label
        Why the encoding, the separator, the date order and the decimal mark are what they are.
    """

    source: str
    rows_in_file: int
    rows_read: int
    amount_in_file_cents: int
    amount_read_cents: int
    amount_set_aside_cents: int
    set_aside: tuple[SetAside, ...] = ()
    doubts: tuple[SetAside, ...] = ()
    columns: dict[Column, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    evidence: tuple[Label, ...] = ()

    @property
    def reconciles(self) -> bool:
        """Whether read + set aside = file, in rows and to the cent."""
        rows = self.rows_read + len(self.set_aside) == self.rows_in_file
        total = self.amount_read_cents + self.amount_set_aside_cents
        return rows and total == self.amount_in_file_cents

    def to_frame(self, lang: Lang = "fr") -> pd.DataFrame:
        """Return the rows set aside, one per line, with the reason in words."""
        return pd.DataFrame(
            {
                "line": [row.line for row in self.set_aside],
                "column": [_label(row, lang) for row in self.set_aside],
                "value": [row.value for row in self.set_aside],
                "reason": [row.reason.label.in_(lang) for row in self.set_aside],
            }
        )

    def reasons(self) -> dict[Reason, int]:
        """Count the rows set aside by reason, most frequent first."""
        return dict(Counter(row.reason for row in self.set_aside).most_common())

    def lines(self, lang: Lang = "fr") -> list[str]:
        """Tell the reading in a few sentences, for a terminal or a report."""
        counts = (self.rows_in_file, self.rows_read, len(self.set_aside))
        rows, read, aside = (plain(count, lang) for count in counts)
        head = HEAD.in_(lang).format(source=self.source, rows=rows, read=read, aside=aside)
        reasons = [
            f"{reason.label.in_(lang)}{COLON.in_(lang)}{plain(n, lang)}"
            for reason, n in self.reasons().items()
        ]
        return [head, *(label.in_(lang) for label in self.evidence), *reasons]


def _label(row: SetAside, lang: Lang) -> str:
    return row.column.label.in_(lang) if row.column else ""
