"""The parameters of a fit: at most six numbers a segment and one variance, each with its interval.

Intervals are 95 % and clustered by customer, whose invoices are no independent witnesses.

* Levels and the variance: delete-a-group jackknife (Kott, 2001). Customers are dealt into groups,
  every stage is repeated without each of them; Student on a logarithmic scale.
* A level that few payments tell: Jeffreys' interval of a Poisson count, of as many payments as they
  are worth, customers being alike; a band without payments has an upper end all the same.
* The share never paid: how many customers have paid nothing, while they are followed long enough
  for that to tell. They may be few: Jeffreys' interval (`simrecouv.calibration.shares`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.curves import WHOLE, Curve
from simrecouv.calibration.estimate import Estimate, Known, estimate
from simrecouv.calibration.frailty import FEWEST_INVOICES, Likelihood
from simrecouv.calibration.sample import BAND_ENDS, Sample, curves_of
from simrecouv.calibration.shares import share_interval
from simrecouv.estimation import CONFIDENCE
from simrecouv.vocabulary import Origin

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Groups of customers left out in turn.
N_GROUPS = 40
#: [days past due] When the first band begins, at the soonest.
FIRST_BAND = -30
#: Payments below which a level has the interval of a count.
FEW_PAYMENTS = 30
#: Names of the levels by band, of the share and of the variance.
LEVELS = ("hazard_early", "hazard_due", "hazard_1_30", "hazard_31_90", "hazard_late")
SHARE, VARIANCE = "share_never_paid", "frailty_variance"


class Interval(NamedTuple):
    """Both ends."""

    low: float
    high: float


#: Segment, parameter, value, interval, n, whether it is measured.
Row = tuple[str, str, float, Interval, int, bool]


def band_days(terms_days: int) -> Floats:
    """Length of each band [days], NaN for one that ends before invoices are issued."""
    ends = np.array(BAND_ENDS)
    starts = np.r_[max(FIRST_BAND, -terms_days), np.maximum(ends[:-1], -terms_days)]
    return np.where(ends > starts, ends - starts, np.nan)


def levels(found: Estimate, terms_days: tuple[int, ...]) -> Floats:
    """Mean hazard of each band, without contacts [per day]: (segments, bands)."""
    rows = [
        np.diff(goal.levels(found.spread.variance), prepend=0.0) / band_days(terms)
        for goal, terms in zip(found.goals, terms_days, strict=True)
    ]
    return np.array(rows)


class Jackknife(NamedTuple):
    """Standard errors of logarithms: of the levels, and of the variance.

    `groups` of each segment is how many groups hold a customer of it.
    """

    levels: Floats
    variance: float
    groups: Ints


def jackknife(sample: Sample, known: Known, full: Estimate, terms: tuple[int, ...]) -> Jackknife:
    """Estimate again without each group of customers."""
    group = np.arange(sample.n_customers) % N_GROUPS
    found = [
        estimate(sample, (group != k).astype(np.float64), known, full.spread)
        for k in range(N_GROUPS)
    ]
    # A level that vanishes without a group rests on few payments: it was half a payment at least.
    whole = np.maximum(levels(full, terms), np.finfo(np.float64).tiny)
    logs = np.log([np.maximum(levels(one, terms), whole / (2.0 * FEW_PAYMENTS)) for one in found])
    variances = np.array([one.spread.log_variance for one in found])
    scale = np.sqrt(N_GROUPS - 1.0)
    pairs = np.unique(sample.payer_segment * N_GROUPS + group[sample.payer_customer])
    groups = np.bincount(pairs // N_GROUPS, minlength=len(sample.segments))
    return Jackknife(logs.std(axis=0) * scale, float(variances.std() * scale), groups)


def student_interval(value: float, error: float, groups: int = N_GROUPS) -> Interval:
    """Student's interval on a logarithmic scale, from the standard error that groups give."""
    from scipy.special import stdtrit

    half = float(stdtrit(max(groups - 1, 1), 0.5 + CONFIDENCE / 2.0)) * error
    with np.errstate(over="ignore"):  # two customers tell no upper end
        return Interval(value * float(np.exp(-half)), value * float(np.exp(half)))


def count_interval(value: float, payments: float, error: float, exposure: float) -> Interval:
    """Jeffreys' interval of a rate: payments per day of exposure.

    Parameters
    ----------
    payments
        How many were counted.
    error
        Of the rate's logarithm, from the jackknife: they are worth 1 / error² at most.
    exposure
        [days] That gave them, where there was none to give a scale.

    Examples
    --------
    Ten payments in 100 days of exposure.

    >>> [round(end, 3) for end in count_interval(0.1, 10, 0.3, 100.0)]
    [0.051, 0.177]
    """
    from scipy.special import gammaincinv

    tails = np.array([0.5 - CONFIDENCE / 2.0, 0.5 + CONFIDENCE / 2.0])
    if payments <= 0.0 or value <= 0.0:
        return Interval(0.0, float(gammaincinv(0.5, tails[1])) / max(exposure, 1e-9))
    worth = min(payments, 1.0 / max(error, 1e-9) ** 2)
    low, high = gammaincinv(worth + 0.5, tails) / worth * value
    return Interval(float(low), float(high))


def parameters_frame(
    sample: Sample, known: Known, found: Estimate, terms: tuple[int, ...]
) -> pd.DataFrame:
    """Return every parameter of a fit, where it comes from, and its interval.

    Returns
    -------
    DataFrame
        segment (empty for the whole ledger), parameter, value [per day, share, or variance],
        ci_low, ci_high (NaN where it is assumed), n (payments of the band, or customers), origin
        (a `simrecouv.vocabulary.Origin`).
    """
    errors = jackknife(sample, known, found, terms)
    curves, _ = curves_of(sample, sample.even)
    forced = np.array([lift.forced for lift in known.lifts[:-1]])
    likelihood = Likelihood(sample, sample.even, curves, forced)
    rows: list[Row] = []
    means = levels(found, terms)
    for s, curve in enumerate(curves):
        rows += _level_rows(sample, known, curve, means[s], found.spread.variance, s, errors)
        rows.append(_share_row(sample, known, found, errors.variance, s, likelihood))
    counts = np.bincount(sample.customer[sample.is_whole], minlength=sample.n_customers)
    repeated, variance = int((counts >= FEWEST_INVOICES).sum()), found.spread.variance
    ends = student_interval(variance, errors.variance)
    rows.append((WHOLE, VARIANCE, variance, ends, repeated, known.variance is None))
    return _framed(rows)


def _level_rows(
    sample: Sample,
    known: Known,
    curve: Curve,
    means: Floats,
    variance: float,
    s: int,
    errors: Jackknife,
) -> list[Row]:
    """Return the mean hazard of each band of a segment, NaN bands left out."""
    band = np.searchsorted(BAND_ENDS, curve.ages)
    alike = curve.unpaid**variance * known.lifts[s].multiplier
    paid = np.bincount(band, curve.paid, minlength=len(BAND_ENDS))
    exposure = np.bincount(band, curve.at_risk * alike, minlength=len(BAND_ENDS))
    rows: list[Row] = []
    for k, value in enumerate(means.tolist()):
        if np.isnan(value):
            continue
        error = float(errors.levels[s, k])
        ends = student_interval(value, error, int(errors.groups[s]))
        if paid[k] < FEW_PAYMENTS:
            ends = count_interval(value, paid[k], error, float(exposure[k]))
        is_measured = k < known.n_measured[s]
        rows.append((sample.segments[s], LEVELS[k], value, ends, int(paid[k]), is_measured))
    return rows


def _share_row(
    sample: Sample, known: Known, found: Estimate, error: float, s: int, likelihood: Likelihood
) -> Row:
    """Return the share never paid of a segment."""
    customers = int((sample.payer_segment == s).sum())
    if not known.is_never_sought[s]:
        nothing = Interval(np.nan, np.nan)
        return sample.segments[s], SHARE, found.goals[s].never, nothing, customers, False
    ends = Interval(*share_interval(likelihood, found.spread, error, s))
    return sample.segments[s], SHARE, found.goals[s].never, ends, customers, True


def _framed(rows: list[Row]) -> pd.DataFrame:
    segment, parameter, value, ends, n, is_measured = zip(*rows, strict=True)
    told = np.array(is_measured)
    return pd.DataFrame(
        {
            "segment": segment,
            "parameter": parameter,
            "value": value,
            "ci_low": np.where(told, [end.low for end in ends], np.nan),
            "ci_high": np.where(told, [end.high for end in ends], np.nan),
            "n": n,
            "origin": np.where(told, Origin.MEASURED.value, Origin.ASSUMED.value),
        }
    )
