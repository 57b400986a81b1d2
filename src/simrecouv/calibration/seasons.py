"""Order rates, seasons and growth of a real ledger.

Only invoices issued since payments are recorded count: older ones are in the ledger because they
were still unpaid, a selected sample. Seasons need twelve whole months; a month at an edge is whole
when at most four days of it are missing (a public holiday and a weekend).

A season is counted in invoices per calendar day. Counts are noisy, and a season that is only noise
must not enter a scenario: the distance of each month from an even year is multiplied by the share
of it that chance does not explain (James and Stein's shrinkage, the noise being that between
customers). A segment is drawn to the whole ledger in the same way.

Growth compares each month with the same month a year before, so that no season enters. It is taken
out of the seasons, and reported.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.clusters import unevenness
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger
from simrecouv.units import DAYS_PER_YEAR

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: [days] Shortest period of issue that tells a yearly rate of orders.
SHORTEST_PERIOD_DAYS = 90
#: [days] Missing at an edge of a month that still counts as whole.
EDGE_DAYS = 4
#: Whole months that tell a season; pairs of months a year apart that tell a growth.
MONTHS_OF_SEASON, PAIRS_OF_GROWTH = 12, 6
#: Invoices that a segment needs for a season of its own: 30 a month.
FEWEST_FOR_SEASON = 360


class Growth(NamedTuple):
    """Growth of the number of invoices in a year, its standard error, pairs of months behind it."""

    per_year: float
    error: float
    pairs: int


class Season(NamedTuple):
    """Relative orders per day of the twelve months, of mean 1.

    `kept` is the share of the observed distance from an even year (a segment: from the whole
    ledger) that is no noise; `months` and `invoices` are what it rests on, 0 when assumed.
    """

    weights: tuple[float, ...]
    kept: float
    months: int
    invoices: int
    growth: Growth | None = None


#: Without twelve whole months.
EVEN = Season((1.0,) * 12, 0.0, 0, 0)


def issued_since(ledger: RealLedger) -> NDArray[np.bool_]:
    """Tell which invoices are a complete record of what was issued: those since payments are."""
    issued = ledger.invoices["issue_date"]
    if ledger.observed_from is None:
        return np.ones(issued.size, dtype=bool)
    return (issued >= pd.Timestamp(ledger.observed_from)).to_numpy()


def period_days(issued: pd.Series) -> int:
    """Days between the first and the last invoice, both included.

    Raises
    ------
    StudyError
        If they are too few to tell a yearly rate of orders.
    """
    days = int((issued.max() - issued.min()).days) + 1 if issued.size else 0
    if days < SHORTEST_PERIOD_DAYS:
        raise StudyError(
            f"the invoices cover {days} days, a yearly rate of orders needs {SHORTEST_PERIOD_DAYS}"
        )
    return days


def whole_months(issued: pd.Series) -> pd.PeriodIndex:
    """List the calendar months that the invoices cover wholly.

    >>> str(whole_months(pd.Series(pd.to_datetime(["2024-01-03", "2024-03-20"])))[-1])
    '2024-02'
    """
    edge = pd.Timedelta(days=EDGE_DAYS)
    first, last = issued.min() - edge, issued.max() + edge
    months = pd.period_range(first, last, freq="M")
    is_whole = (months.start_time >= first) & (months.end_time.normalize() <= last)
    whole: pd.PeriodIndex = months[is_whole]
    return whole


def fit_season(invoices: pd.DataFrame, months: pd.PeriodIndex, prior: Season = EVEN) -> Season:
    """Measure the season of a ledger, or of a segment given that of its ledger.

    Parameters
    ----------
    invoices
        Columns customer_id, issue_date: invoices that are a complete record.
    months
        The whole months of the ledger.
    prior
        What is right if the counts are only noise: an even year, or the whole ledger's season.

    Returns
    -------
    Season
        `prior` itself where the months or the invoices are too few.
    """
    month = invoices["issue_date"].dt.to_period("M")
    inside = month.isin(months).to_numpy()
    n = int(inside.sum())
    fewest = 1 if prior is EVEN else FEWEST_FOR_SEASON
    if len(months) < MONTHS_OF_SEASON or n < fewest:
        return prior
    place = months.get_indexer(pd.PeriodIndex(month[inside])).astype(np.int64)
    customer = pd.factorize(invoices["customer_id"][inside])[0].astype(np.int64)
    growth = growth_of(np.bincount(place, minlength=len(months)), _spread(customer, place, months))
    pace = 1.0 if growth is None else 1.0 + growth.per_year
    exposure = months.days_in_month.to_numpy() * pace ** (np.arange(len(months)) / 12.0)
    cell = months.month.to_numpy().astype(np.int64) - 1
    by_month = np.bincount(cell, weights=exposure, minlength=12)
    kept = unevenness(customer, cell[place], by_month * np.array(prior.weights)).signal
    found = np.maximum(np.bincount(cell[place], minlength=12), 0.5) / by_month
    weights = (1.0 - kept) * np.array(prior.weights) + kept * found / found.mean()
    weights = weights / weights.mean()
    return Season(tuple(round(float(w), 6) for w in weights), kept, len(months), n, growth)


def growth_of(counts: Ints, design_effect: float = 1.0) -> Growth | None:
    """Compare consecutive months with the same months of the year before.

    The error is that of a ratio of two counts, widened by their design effect.

    >>> growth_of(np.array([100] * 12 + [110] * 12)).per_year
    0.1
    """
    before, after = int(counts[:-12].sum()), int(counts[12:].sum())
    pairs = counts.size - 12
    if pairs < PAIRS_OF_GROWTH or before == 0 or after == 0:
        return None
    ratio = after / before
    error = ratio * (design_effect * (1.0 / before + 1.0 / after)) ** 0.5
    return Growth(round(ratio - 1.0, 6), error, pairs)


def _spread(customer: Ints, place: Ints, months: pd.PeriodIndex) -> float:
    """Design effect of the months' counts, customers being clusters."""
    days = months.days_in_month.to_numpy().astype(np.float64)
    return unevenness(customer, place, days).design_effect


def yearly_rate(invoices: int, customers: int, issued: pd.Series, season: Season) -> float:
    """Orders per customer and year that give the number of invoices seen over their period.

    The period is counted in days of an average month, as a scenario counts it.

    Parameters
    ----------
    issued
        Issue dates of the whole ledger's complete record: they say how long it is.
    """
    days = pd.date_range(issued.min(), issued.max())
    activity = float(np.array(season.weights)[days.month.to_numpy() - 1].sum()) / DAYS_PER_YEAR
    return max(invoices, 0.5) / customers / activity
