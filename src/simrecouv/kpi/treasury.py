"""The bank account of the company after the switch, with what its overdraft costs.

Money moves as `simrecouv.kpi.cash.company_flows` says. At each month-end the bank debits what the
nights since the last one cost: interest on the closing balances below zero, each tranche at its own
rate (`debit_rate` for all where no tranche is stated; the last tranche has no end), years of 365
days, and a fee for every night beyond the credit line. The debit is overdrawn in its turn: interest
bears interest, and may itself break the line. A positive balance earns nothing.

Beyond the line a bank refuses payments, and somebody else waits for the money. The balance goes on
falling here, so that the amount shows, at no better rate than the last; the days are counted.

This is the company's account, not the net gain: that values the cash of the measured orders alone,
at `debit_rate` and `credit_rate`, whatever else the company owns or owes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.kpi.books import Books, once
from simrecouv.kpi.cash import cash_curve
from simrecouv.kpi.closings import all_month_ends
from simrecouv.kpi.days import Int64s
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.units import DAYS_PER_YEAR, cents, round_cents

Floats = NDArray[np.float64]


class Treasury(NamedTuple):
    """A bank account from the switch to the last month-end.

    Attributes
    ----------
    cash
        [cents] At the end of each day from day 0, interest and fees paid.
    interest, fees
        [cents] Debited in all.
    refused_days
        [days] Days that end beyond the credit line.
    most_refused
        [cents] The largest amount beyond it.
    """

    cash: Int64s
    interest: int
    fees: int
    refused_days: int
    most_refused: int

    @property
    def cost(self) -> int:
        """[cents] What the overdraft costs."""
        return self.interest + self.fees

    @property
    def lowest(self) -> int:
        """[cents] The lowest closing balance."""
        return int(self.cash.min())


def treasury(ledger: Ledger, finance: Finance) -> Treasury:
    """Keep the bank account of a policy, from the switch to the last month-end.

    See Also
    --------
    curves : the same cash week by week, for pictures.
    """
    return treasury_of(Books(ledger, finance))


@once
def treasury_of(books: Books) -> Treasury:
    """Keep the bank account of books already read; see `treasury`."""
    finance, last = books.finance, books.ledger.month_ends[-1]
    line, fee = cents(finance.credit_line_eur), cents(finance.refusal_fee_eur)
    bounds, added = tranches(finance)
    cash = cash_curve(books)[: last + 1].copy()
    interest, fees = 0, 0
    for start, end in pairwise([0, *(day for day in all_month_ends(books) if day > 0)]):
        nights = cash[start:end]
        if nights.min() >= 0:
            continue
        due = round_cents(overdraft_interest(nights, bounds, added))
        charged = fee * int((nights < -line).sum())
        cash[end:] -= due + charged
        interest, fees = interest + due, fees + charged
    refused = -line - cash
    return Treasury(
        cash=cash,
        interest=interest,
        fees=fees,
        refused_days=int((refused > 0).sum()),
        most_refused=max(int(refused.max()), 0),
    )


def tranches(finance: Finance) -> tuple[Int64s, Floats]:
    """Return where each tranche of the overdraft starts [cents], and what its rate adds."""
    rates = [tranche.rate for tranche in finance.overdraft] or [finance.debit_rate.value]
    bounds = [0, *(cents(tranche.up_to_eur) for tranche in finance.overdraft[:-1])]
    return np.array(bounds), np.diff(rates, prepend=0.0)


def overdraft_interest(nights: Int64s, bounds: Int64s, added: Floats) -> float:
    """Return the interest [cents] on some closing balances [cents], one night each.

    What lies above a bound pays the rate above it instead of the rate below.

    Examples
    --------
    One night at -36,500 EUR: half of it at 5 %, half at 10 %.

    >>> parts = [{"up_to_eur": 18_250, "rate": 0.05}, {"up_to_eur": 50_000, "rate": 0.10}]
    >>> finance = Finance.model_validate({"overdraft": parts})
    >>> round(overdraft_interest(np.array([-3_650_000]), *tranches(finance)), 6)
    750.0
    """
    above = np.maximum(-nights[:, None] - bounds, 0).sum(axis=0)
    return float(above @ added) / DAYS_PER_YEAR
