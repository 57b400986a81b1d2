"""Terms of payment read off issue and due dates: net days, with or without the end of a month.

Each rule (N days; end of month, then N days; N days, then end of month) is tried on all the
invoices of a segment, for every N that a scenario can state. The one that gives most due dates
wins. A due date moved to a neighbouring business day counts as given. Rules that give the same
dates are not told apart: net days go first, then round numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake import RealLedger
from simrecouv.scenario.portfolio import Terms
from simrecouv.vocabulary import Column, Country, EndOfMonth, Reason
from simrecouv.world.calendar import Calendar, calendar, due_days, last_true

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Longest terms that a scenario can state [days].
LONGEST_TERMS_DAYS = 180
#: A rule that gives at least this share of the due dates besides the main one is reported.
WORTH_SAYING = 0.05
#: Rules reported at most, the main one included.
MOST_RULES = 4
#: Net days that are tried: the most frequent ones, since a segment seldom has more.
MOST_NET_DAYS = 40


class TermsFit(NamedTuple):
    """The terms of some invoices: the rule that explains most of them, and how many it explains.

    `rules` holds (terms, share of the invoices that it explains and none before it does), the main
    one first; `invoices` is how many dates they rest on.
    """

    rules: tuple[tuple[Terms, float], ...]
    invoices: int

    @property
    def terms(self) -> Terms:
        """The rule that explains most invoices."""
        return self.rules[0][0]

    @property
    def explained(self) -> float:
        """Share of the invoices that it explains."""
        return self.rules[0][1]


class Dates(NamedTuple):
    """Distinct pairs of issue and due dates on a civil calendar, as places, with their numbers."""

    civil: Calendar
    issue: Ints
    due: Ints
    invoices: Ints
    of_row: Ints


def fit_terms(invoices: pd.DataFrame, country: str = Country.FR) -> TermsFit:
    """Find the terms of a segment.

    Parameters
    ----------
    invoices
        Columns issue_date, due_date; at least one row.
    country
        Of the public holidays that move due dates.

    Examples
    --------
    45 days, then the end of the month:

    >>> issued = pd.Series(pd.date_range("2024-01-01", periods=90))
    >>> due = issued + pd.Timedelta(days=45) + pd.offsets.MonthEnd(0)
    >>> fit = fit_terms(pd.DataFrame({"issue_date": issued, "due_date": due}))
    >>> fit.terms.net_days, fit.terms.end_of_month.value, fit.explained
    (45, 'after', 1.0)
    """
    rules, _, shares = _peeled(distinct_dates(invoices, country))
    return TermsFit(tuple(zip(rules, shares, strict=True)), len(invoices))


def rules_followed(invoices: pd.DataFrame, country: str) -> tuple[list[Terms], Ints]:
    """Find the rules of a ledger, and the number of the first one that each invoice follows, or -1.

    Parameters
    ----------
    invoices, country
        As in `fit_terms`.
    """
    dates = distinct_dates(invoices, country)
    rules, number, _ = _peeled(dates)
    return rules, number[dates.of_row]


def _peeled(dates: Dates) -> tuple[list[Terms], Ints, list[float]]:
    """Find the best rule, then the best one for what is left.

    Returns
    -------
    tuple
        The rules, the number of the rule of each pair of dates (or -1), the share of each rule.
    """
    total = int(dates.invoices.sum())
    left, number = dates.invoices.copy(), np.full(dates.invoices.size, -1)
    rules: list[Terms] = []
    shares: list[float] = []
    while left.any() and len(rules) < MOST_RULES:
        terms, hits = best_rule(dates, left)
        share = int(left[hits].sum()) / total
        if rules and share < WORTH_SAYING:
            break
        number[hits & (left > 0)] = len(rules)
        left[hits] = 0
        rules.append(terms)
        shares.append(share)
    return rules, number, shares


def due_dates_are_given(ledger: RealLedger) -> bool:
    """Whether most due dates were made from given or assumed terms: the file holds none."""
    quality = ledger.quality
    made = sum(doubt.reason is Reason.TERMS_GIVEN for doubt in quality.doubts)
    told = {Column.DUE_DATE, Column.TERMS_DAYS} & set(quality.columns)
    return 2 * made > len(ledger.invoices) or (bool(quality.columns) and not told)


def distinct_dates(invoices: pd.DataFrame, country: str) -> Dates:
    """Reduce invoices to their distinct pairs of dates, on a calendar that holds them all."""
    issue = invoices["issue_date"].to_numpy().astype("datetime64[D]")
    due = invoices["due_date"].to_numpy().astype("datetime64[D]")
    start = issue.min()
    length = int((max(due.max(), issue.max()) - start).astype(int)) + LONGEST_TERMS_DAYS + 40
    civil = calendar(start.item(), 0, length, country)
    pairs = np.column_stack([(issue - start).astype(np.int64), (due - start).astype(np.int64)])
    keys, of_row, count = np.unique(
        pairs[:, 0] * length + np.maximum(pairs[:, 1], 0), return_inverse=True, return_counts=True
    )
    return Dates(civil, keys // length, keys % length, count, of_row)


def best_rule(dates: Dates, weight: Ints) -> tuple[Terms, Bools]:
    """Find the rule that explains most weight, and the pairs of dates that it explains."""
    backward = last_true(dates.civil.day, dates.civil.is_business)
    best, found, hits = (-1, 0), Terms(), np.zeros(weight.size, dtype=bool)
    for terms in _candidates(dates, weight):
        given = due_days(dates.civil, terms, business=False)[dates.issue]
        rolled = (dates.due == dates.civil.next_business[given]) | (dates.due == backward[given])
        explained = (dates.due == given) | rolled
        rank = (int(weight[explained].sum()), _roundness(terms.net_days))
        if rank > best:
            best, found, hits = rank, terms, explained
    return found, hits


def _candidates(dates: Dates, weight: Ints) -> list[Terms]:
    """List the rules that may give some of the due dates, net days first."""
    net = _frequent(dates.due - dates.issue, weight)
    after_end = _frequent(dates.due - dates.civil.month_end[dates.issue], weight)
    days = range(LONGEST_TERMS_DAYS + 1) if after_end else ()
    return [
        *(Terms(net_days=n) for n in net),
        *(Terms(net_days=n, end_of_month=EndOfMonth.AFTER) for n in days),
        *(Terms(net_days=n, end_of_month=EndOfMonth.BEFORE) for n in after_end if n > 0),
    ]


def _frequent(days: Ints, weight: Ints) -> list[int]:
    """List the most frequent numbers of days that a scenario can state, in ascending order."""
    counts = np.bincount(np.clip(days, 0, LONGEST_TERMS_DAYS), weights=weight)
    order = np.argsort(-counts, kind="stable")[:MOST_NET_DAYS]
    return sorted(int(n) for n in order if counts[n] > 0)


def _roundness(days: int) -> int:
    """Rank a number of days by how usual it is: of equal rules, the roundest is meant."""
    return int(days % 5 == 0) + int(days % 15 == 0) + int(days % 30 == 0)
