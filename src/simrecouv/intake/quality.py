"""The quality report of a real ledger: what was read, what was set aside and why, row by row.

Two sums must hold: rows read + rows set aside = rows of the file; amounts read + amounts set aside
= amounts of the file, to the cent, with the signs as written (an amount that cannot be read counts
0 on both sides).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from simrecouv.vocabulary import Column, Label, Lang, Reason


class SetAside(NamedTuple):
    """One row set aside, or read with a doubt: its line, the value at fault, the reason.

    `cents` is the amount that the row writes; 0 where it writes none that can be read.
    """

    line: int
    column: Column | None
    value: str
    reason: Reason
    cents: int = 0


@dataclass(frozen=True)
class QualityReport:
    """What a reading did with every row of a file.

    Attributes
    ----------
    source : str
        Name of the file.
    rows_in_file, rows_read : int
        Rows below the headings, blank lines apart; rows that became an invoice, a payment, a
        credit note, or part of one.
    amount_in_file_cents, amount_read_cents, amount_set_aside_cents : int
        [cents] Sums of the readable amounts, with their signs as written.
    set_aside : tuple of SetAside
        Rows that were not read.
    doubts : tuple of SetAside
        What was read with a doubt; a row may have several.
    columns : dict
        Field → heading it was read from.
    unused : tuple of str
        Headings that mean nothing here.
    evidence : tuple of Label
        Why the encoding, the separator, the date order and the decimal mark are what they are.
    currency : str
        Code of the currency of the ledger; empty where the file names none.
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
    currency: str = ""

    @property
    def rows_of_others(self) -> int:
        """Rows that are not of customers: none, but in accounting entries."""
        return 0

    @property
    def reconciles(self) -> bool:
        """Whether read + set aside + not of customers = file, in rows, and amounts to the cent."""
        rows = self.rows_read + len(self.set_aside) + self.rows_of_others
        total = self.amount_read_cents + self.amount_set_aside_cents
        return rows == self.rows_in_file and total == self.amount_in_file_cents

    def to_frame(self, lang: Lang = "fr") -> pd.DataFrame:
        """Return the rows set aside, one per line, with the reason in words."""
        return rows_frame(self.set_aside, lang)

    def doubts_frame(self, lang: Lang = "fr") -> pd.DataFrame:
        """Return what was read with a doubt, one doubt per line, as `to_frame` does."""
        return rows_frame(self.doubts, lang)

    def summary_frame(self, lang: Lang = "fr") -> pd.DataFrame:
        """Return rows and cents: of the file, read, and set aside by reason."""
        from simrecouv.intake.quality_words import FILE, READ

        found = (self.rows_in_file, self.amount_in_file_cents)
        read = (self.rows_read, self.amount_read_cents)
        rows = [(FILE.in_(lang), *found), (READ.in_(lang), *read)]
        cents = self.cents_by_reason()
        rows += [(reason.label.in_(lang), n, cents[reason]) for reason, n in self.reasons().items()]
        return pd.DataFrame(rows, columns=["what", "rows", "amount_cents"])

    def reasons(self) -> dict[Reason, int]:
        """Count the rows set aside by reason, most frequent first."""
        return _counted(self.set_aside)

    def doubts_by_reason(self) -> dict[Reason, int]:
        """Count the doubts by reason, most frequent first."""
        return _counted(self.doubts)

    def cents_by_reason(self) -> dict[Reason, int]:
        """Sum the amounts set aside by reason [cents]."""
        sums: Counter[Reason] = Counter()
        for row in self.set_aside:
            sums[row.reason] += row.cents
        return dict(sums)

    def lines(self, lang: Lang = "fr") -> list[str]:
        """Tell the reading in a few sentences, for a terminal or a report."""
        from simrecouv.intake.quality_words import report_lines

        return report_lines(self, lang)

    def to_html(self, lang: Lang = "fr") -> str:
        """Lay the report out as a fragment of HTML; every text of the file is escaped."""
        from simrecouv.intake.quality_html import report_html

        return report_html(self, lang)

    def _repr_html_(self) -> str:
        return self.to_html()


def _counted(rows: Iterable[SetAside]) -> dict[Reason, int]:
    return dict(Counter(row.reason for row in rows).most_common())


def rows_frame(rows: Iterable[SetAside], lang: Lang) -> pd.DataFrame:
    """Return rows of a report, one per line; lines and cents are whole numbers."""
    kept = list(rows)
    return pd.DataFrame(
        {
            "line": [row.line for row in kept],
            "column": [row.column.label.in_(lang) if row.column else "" for row in kept],
            "value": [row.value for row in kept],
            "reason": [row.reason.label.in_(lang) for row in kept],
            "amount_cents": [row.cents for row in kept],
        }
    )
