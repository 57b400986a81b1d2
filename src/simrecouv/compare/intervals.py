"""Intervals of the figures of a study: a mean over replications, or a mean paired difference.

Two policies meet the same worlds, so they are compared by their differences, world by world. What
a figure is decides how its interval is made (`method_of`):

* most are sums over many invoices: Student's interval, over the replications that define them;
* tails are driven by rare events: the studentised bootstrap, from `FEWEST_REPLICATIONS` on;
* ratios of small random denominators: the ratio of totals, with a jackknife interval;
* the share of replications in which something happened: Clopper and Pearson's exact interval (its
  paired difference is a tail).

A figure that few replications move, fewer than `FEWEST_NONZERO`, has no interval, but a `Doubt`:
away from zero, and for a tail away from its usual value as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.compare.bootstrap import bootstrap_t
from simrecouv.compare.totals import jackknife, ratio_of_totals
from simrecouv.estimation import (
    CONFIDENCE,
    FEWEST_NONZERO,
    Floats,
    Method,
    divide,
    method_of,
    student,
)
from simrecouv.vocabulary import Better, Doubt, Label, Lang
from simrecouv.vocabulary.typography import say

#: Why a tail has no interval that is seldom zero, and seldom anything but one value.
ALIKE = Label("presque toujours la même valeur", "nearly always the same value")


class Estimates(NamedTuple):
    """A figure per column, its interval, how many values are not zero, and why no interval."""

    mean: Floats
    low: Floats
    high: Floats
    n_nonzero: NDArray[np.int64]
    why: list[Doubt | None]


def estimates(
    values: Floats,
    methods: Sequence[Method],
    parts: Mapping[int, Floats],
    confidence: float = CONFIDENCE,
) -> Estimates:
    """Return the figure of each column of values, and its interval.

    Parameters
    ----------
    values : (replications, columns)
        Levels, or paired differences; NaN where a replication does not define them.
    methods : (columns,)
        How the interval of each is made.
    parts : {column: (replications, policies, 2)}
        Numerators and denominators of each column whose method is a ratio, of one policy for a
        level, of two for a difference (the second less the first).
    confidence
        Coverage of each interval.

    Returns
    -------
    Estimates
        Both ends of an interval are NaN where `why` says so.

    Examples
    --------
    >>> found = estimates(np.array([[1.0], [2.0], [3.0]]), [Method.STUDENT], {})
    >>> float(found.mean[0]), round(float(found.low[0]), 3), round(float(found.high[0]), 3)
    (2.0, -0.484, 4.484)
    """
    mean, low, high = student(values, confidence)
    for column, sums in parts.items():
        mean[column] = ratio_of_totals(sums)
    moved, defined = n_nonzero(values), np.isfinite(values).sum(axis=0)
    defined[list(parts)] = len(values)  # a world without a file adds nothing to totals: it counts
    why = [
        _doubt(method, float(at), _moves(values[:, column], method, int(k)), int(n))
        for column, (method, at, k, n) in enumerate(zip(methods, mean, moved, defined, strict=True))
    ]
    for column, (method, doubt) in enumerate(zip(methods, why, strict=True)):
        if doubt is not None:
            low[column] = high[column] = np.nan
        elif method is Method.RATIO:
            low[column], high[column] = jackknife(parts[column], confidence)
        elif method is Method.EVENT:
            low[column], high[column] = _exact_share(values[:, column], confidence)
        elif method is Method.TAIL:
            told = values[np.isfinite(values[:, column]), column]
            low[column], high[column] = bootstrap_t(told, confidence)
    return Estimates(mean, low, high, moved, why)


def _moves(values: Floats, method: Method, moved: int) -> int:
    """Count the replications that move a figure: of a tail, those not at its usual value either."""
    told = values[np.isfinite(values)]
    if method is not Method.TAIL or not told.size:
        return moved
    usual = int(np.unique(told, return_counts=True)[1].max())
    return moved if usual == 1 else min(moved, told.size - usual)


def _doubt(method: Method, mean: float, moved: int, defined: int) -> Doubt | None:
    """Say why a figure has no interval, if it has none.

    Of a study too small for the method, the reason is its size where more replications at this
    rate would do, and rarity where they would not. Any other figure is as rare as a tail where few
    replications, and less than half of them, move it; that none does is known exactly.
    """
    if not np.isfinite(mean):
        return Doubt.UNDEFINED
    if method.needs_moves:
        is_rare = moved * method.needed < FEWEST_NONZERO * defined
    else:
        is_rare = method is Method.STUDENT and 0 < 2 * moved < defined
    if is_rare and moved < FEWEST_NONZERO:
        return Doubt.TOO_RARE
    return Doubt.TOO_FEW if defined < method.needed else None


def _exact_share(happened: Floats, confidence: float) -> tuple[float, float]:
    """Return the interval of a probability, from yes or no: it covers it at least as often.

    The two beta quantiles of Clopper and Pearson, closed at 0 and at 1.
    """
    from scipy.special import betaincinv

    told = happened[np.isfinite(happened)]
    n, k, tail = told.size, float(told.sum()), (1.0 - confidence) / 2.0
    low = 0.0 if k == 0 else float(betaincinv(k, n - k + 1, tail))
    high = 1.0 if k == n else float(betaincinv(k + 1, n - k, 1.0 - tail))
    return low, high


def why_in_words(
    why: str, kpi: str, lang: Lang, *, k: int, n: int, is_difference: bool = True
) -> str:
    """Say why a figure has no interval; empty where it has one.

    Parameters
    ----------
    why
        A word of `Doubt`, such as the column of `Experiment.differences`.
    k, n
        Values that are not zero, and replications.

    Examples
    --------
    >>> why_in_words("too_rare", "bad_debt", "en", k=3, n=200)
    'too rare to tell (3 of 200)'
    >>> why_in_words("too_few", "bad_debt", "en", k=40, n=50)
    'at least 100 replications needed'
    """
    if not why:
        return ""
    needed = method_of(kpi, is_difference=is_difference).needed
    if why == Doubt.TOO_RARE and k >= FEWEST_NONZERO:
        return say(ALIKE, lang)
    return say(Doubt(why).label, lang, k=k, n=n, needed=needed)


def n_nonzero(values: Floats) -> NDArray[np.int64]:
    """Count, in each column, the values that are defined and not zero.

    >>> n_nonzero(np.array([[0.0, 1.0], [np.nan, 2.0]])).tolist()
    [0, 2]
    """
    moved = np.isfinite(values) & (values != 0.0)
    return np.asarray(moved.sum(axis=0), dtype=np.int64)


def p_better(difference: Floats, better: Sequence[Better]) -> Floats:
    """Return the share of pairs that are strictly better, ties one half.

    Parameters
    ----------
    difference : (replications, kpis)
        Policy minus baseline: zero if and only if they are equal.
    better : (kpis,)
        The direction of each KPI; NaN where it has none, or no pair is defined.

    Examples
    --------
    >>> lower = [Better.LOWER]
    >>> p_better(np.array([[-1.0], [0.0], [2.0], [-3.0]]), lower).tolist()
    [0.625]
    """
    toward = np.array([direction.sign for direction in better])
    finite = np.isfinite(difference)
    gain = np.where(finite, difference, 0.0) * toward
    wins = (finite & (gain > 0)).sum(axis=0)
    ties = (finite & (gain == 0)).sum(axis=0)
    share = divide((2 * wins + ties).astype(np.float64), 2 * finite.sum(axis=0))
    return np.where(toward == 0.0, np.nan, share)
