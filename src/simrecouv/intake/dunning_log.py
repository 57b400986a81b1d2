"""A dunning log as its reader returns it: cases, the steps that they went through, payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from simrecouv.intake.quality import QualityReport


@dataclass(frozen=True, eq=False)
class DunningLog:
    """The cases of a follow-up: what was owed, which steps were taken, what was paid.

    Attributes
    ----------
    cases : DataFrame
        case_id, customer_id (text, empty where the log names none); created_date; amount_cents
        [cents, above 0]. One row per case.
    steps : DataFrame
        case_id, step (text); date; added_cents [cents] what the step adds to what is owed, from
        its date on; owed_cents [cents] the principal that replaces the former one after its date,
        0 where the step replaces nothing. One row per case and step taken.
    payments : DataFrame
        case_id; first_date, paid_date; n_payments (0 where the log does not say); amount_cents
        [cents]. One row per row of the file that carries money: where the log sums up the payments
        of a case, their first and last dates and their total.
    quality : QualityReport
        What the reading did with every row of the file.
    """

    cases: pd.DataFrame
    steps: pd.DataFrame
    payments: pd.DataFrame
    quality: QualityReport

    @property
    def as_of(self) -> date:
        """Last day on which a case was created or a payment recorded.

        Steps do not count: the date of a penalty may be written before it comes.
        """
        last = self.cases["created_date"].max()
        if len(self.payments):
            last = max(last, self.payments["paid_date"].max())
        day: date = last.date()
        return day
