"""The portfolio of a real ledger: its segments, customers, orders, amounts and terms.

Orders, amounts and seasons come from the invoices issued since payments are recorded: the older
ones are there because they were still unpaid. Terms come from all invoices: what was granted does
not depend on what was paid.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.seasons import (
    Season,
    fit_season,
    issued_since,
    period_days,
    whole_months,
    yearly_rate,
)
from simrecouv.calibration.terms import TermsFit, fit_terms
from simrecouv.errors import StudyError, nearest
from simrecouv.intake import RealLedger
from simrecouv.scenario import Scenario
from simrecouv.scenario.base import LONGEST_TEXT, as_name
from simrecouv.vocabulary import Country

#: Invoices a segment needs for a curve of its own; smaller segments are joined.
FEWEST_IN_SEGMENT = 30
#: Quantiles that state the law of amounts.
N_QUANTILES = 101
#: Name of the joined small segments.
OTHERS = "autres"
#: Characters of a segment's name that are shown: those of its payers say one word more.
LONGEST_LABEL = LONGEST_TEXT - 20


class SegmentPortfolio(NamedTuple):
    """The invoices of one segment.

    `invoices` are those that tell orders and amounts; `amounts_cents` [cents, incl. VAT] are
    theirs.
    """

    customers: int
    invoices: int
    orders_per_customer_per_year: float
    amounts_cents: NDArray[np.int64]
    terms: TermsFit
    season: Season


class Portfolio(NamedTuple):
    """The invoices of a ledger, by segment.

    `season` is that of the whole ledger; `days` is the period of issue; `left_out` is how many
    invoices were issued before payments are recorded.
    """

    segments: dict[str, SegmentPortfolio]
    season: Season
    days: int
    left_out: int


def joined_segments(segment: pd.Series[str]) -> pd.Series[str]:
    """Join the smallest segments, until each has enough invoices for a curve of its own.

    Raises
    ------
    StudyError
        If the whole ledger has not enough.
    """
    if segment.size < FEWEST_IN_SEGMENT:
        raise StudyError(
            f"the ledger holds {segment.size} invoices, a payment curve needs {FEWEST_IN_SEGMENT}"
        )
    while segment.value_counts().min() < FEWEST_IN_SEGMENT:
        smallest = segment.value_counts(ascending=True).index[:2]
        segment = segment.where(~segment.isin(smallest), OTHERS)
    return segment


def segment_keys(segment: pd.Series[str]) -> dict[str, str]:
    """Give each segment a name that a scenario accepts: letters, digits, ``-`` and ``_``.

    >>> segment_keys(pd.Series(["Île-de-France", "391", "A/B", "A B"]))
    {'391': '391', 'A B': 'A-B', 'A/B': 'A-B-2', 'Île-de-France': 'Île-de-France'}
    """
    keys: dict[str, str] = {}
    for value in sorted(segment.unique()):
        key = stem = as_name(value, 24) or "segment"
        number = 1
        while key in keys.values():
            number += 1
            key = f"{stem}-{number}"
        keys[value] = key
    return keys


def segment_label(value: str) -> str:
    """Return what a scenario shows of a segment: its name in the ledger, cut if it is too long.

    Two long names that begin alike stay apart, by a digest.

    >>> segment_label("Île-de-France"), len(segment_label("a" * 500)) <= LONGEST_LABEL
    ('Île-de-France', True)
    """
    if len(value) <= LONGEST_LABEL:
        return value
    digest = sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{value[: LONGEST_LABEL - 10]}… {digest}"


def segments_in(scenario: Scenario, ledger: RealLedger) -> pd.Series[str]:
    """Name the segment of a calibrated scenario that each invoice of a ledger belongs to.

    Raises
    ------
    StudyError
        If a segment of the ledger is not in the scenario, and no other segments were joined there.
    """
    known = {
        segment.label.fr if segment.label else name: name
        for name, segment in scenario.segments.items()
    }
    found = ledger.invoices["segment"].map(segment_label).map(known)
    unknown = ledger.invoices["segment"][found.isna()]
    if len(unknown) and OTHERS not in known:
        raise StudyError(
            f"segment {unknown.iloc[0]!r} of {ledger.quality.source} is not in the scenario, "
            f"{nearest(unknown.iloc[0], known)}"
        )
    return found.fillna(known.get(OTHERS, ""))


def measured_portfolio(
    ledger: RealLedger, segment: pd.Series[str], country: str = Country.FR
) -> Portfolio:
    """Measure the portfolio of a ledger.

    Parameters
    ----------
    segment
        Of each invoice, as `joined_segments` gives it.
    country
        Of the public holidays that move due dates.

    Raises
    ------
    StudyError
        If the ledger is too short to tell a yearly rate of orders.
    """
    invoices = ledger.invoices.assign(segment=segment.to_numpy())
    is_complete = issued_since(ledger)
    complete = invoices[is_complete]
    days = period_days(complete["issue_date"])
    months = whole_months(complete["issue_date"])
    whole = fit_season(complete, months)
    segments = {
        str(value): _segment(
            rows, rows[is_complete[rows.index]], complete["issue_date"], months, whole, country
        )
        for value, rows in invoices.reset_index(drop=True).groupby("segment")
    }
    return Portfolio(segments, whole, days, int((~is_complete).sum()))


def _segment(
    rows: pd.DataFrame,
    complete: pd.DataFrame,
    issued: pd.Series,
    months: pd.PeriodIndex,
    whole: Season,
    country: str,
) -> SegmentPortfolio:
    """Measure one segment; one without a new invoice keeps the amounts and customers it had."""
    season = fit_season(complete, months, whole)
    told = complete if len(complete) else rows
    customers = int(told["customer_id"].nunique())
    return SegmentPortfolio(
        customers,
        len(complete),
        yearly_rate(len(complete), customers, issued, season),
        told["amount_cents"].to_numpy(dtype=np.int64),
        fit_terms(rows, country),
        season,
    )


def segment_table(segment: SegmentPortfolio, vat_rate: float) -> dict[str, Any]:
    """State the invoices of one segment as plain scenario tables, payers apart.

    Payment runs are daily: the observed dates already contain those of the customers.

    Parameters
    ----------
    vat_rate
        Taken off the amounts, which are incl. VAT.
    """
    return {
        "customers": segment.customers,
        "orders_per_customer_per_year": float(f"{segment.orders_per_customer_per_year:.6g}"),
        "amount": {
            "law": "quantiles",
            "values_eur": quantiles_eur(segment.amounts_cents, vat_rate),
        },
        "terms": segment.terms.terms.model_dump(mode="json"),
        "seasonality": list(segment.season.weights),
        "vat_rate": vat_rate,
        "payment_runs": {"daily": 1.0},
    }


def quantiles_eur(amounts_cents: NDArray[np.int64], vat_rate: float) -> list[float]:
    """Quantiles of the amounts excl. VAT [EUR]; the last one is set so that the mean is right.

    A straight line to the largest amount would give the last hundredth of the invoices far too
    much weight.
    """
    amounts = amounts_cents / 100.0 / (1.0 + vat_rate)
    values = np.quantile(amounts, np.linspace(0.0, 1.0, N_QUANTILES))
    others = values.copy()
    others[-1] = 0.0
    values[-1] = 2.0 * (amounts.mean() * (N_QUANTILES - 1) - np.trapezoid(others))
    values[-1] = max(values[-1], values[-2])
    return [max(round(float(value), 2), 0.01) for value in values]
