"""Gamma frailty integrated out: between the hazard of one customer and the curve of many.

A customer of frailty θ leaves an invoice unpaid with probability exp(−θ H), where H cumulates the
hazard of its profile. Over customers of a gamma frailty of mean 1 and variance v this gives
S = (1 + v H)^(−1/v), and back H = (S^(−v) − 1)/v.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Steps = tuple[tuple[int, float], ...]

#: Days past due up to which a refitted hazard is followed, and those on which it may change: each
#: around the due day, then every week, then every month.
LAST = 1080
DAYS = np.r_[-365:-30:7, -30:45, 45:365:7, 365:LAST:30]
#: Intensity per day that a scenario may state at most.
MOST = 100.0
#: Share unpaid below which nobody is left: what lies beyond has no effect.
NOBODY = 1e-9


def unpaid_share(cumulated: Floats, variance: float) -> Floats:
    """Share unpaid, over customers, for a cumulated hazard.

    >>> round(float(unpaid_share(np.array(2.0), 0.5)), 3)
    0.25
    """
    if variance <= 0.0:
        return np.exp(-cumulated)
    return np.asarray((1.0 + variance * cumulated) ** (-1.0 / variance))


def cumulated_hazard(unpaid: Floats, variance: float) -> Floats:
    """Cumulated hazard that leaves this share unpaid: the inverse of `unpaid_share`.

    >>> round(float(cumulated_hazard(np.array(0.25), 0.5)), 3)
    2.0
    """
    if variance <= 0.0:
        return -np.log(unpaid)
    return np.asarray((unpaid**-variance - 1.0) / variance)


def refitted(steps: Steps, before: float, after: float, since: int) -> Steps:
    """Return the hazard that gives the same curve of payments under another frailty variance.

    Parameters
    ----------
    steps
        Days past due from which an intensity per day holds, ascending.
    before, after
        Variance under which `steps` were fitted, and the other one.
    since
        [days past due] When invoices are issued; for those issued sooner, what they accrue until
        then stays as it is.

    Returns
    -------
    Steps
        By the day, by the week or by the month; the curve is the same at the end of each.

    Examples
    --------
    A more diverse portfolio needs a steeper hazard to be as late on average: those who are left
    are the slower ones.

    >>> found = dict(refitted(((0, 0.05),), before=0.5, after=1.0, since=0))
    >>> round(found[0], 3), round(found[30], 3)
    (0.051, 0.088)
    """
    first = max(steps[0][0], since)
    days = np.union1d([first], DAYS[first < DAYS])
    ages = days - first
    ends = np.append(ages[1:], LAST - first)
    by_day = np.zeros(LAST - first)
    for day, intensity in steps:
        by_day[max(day - first, 0) :] = intensity
    cumulated = np.concatenate([[0.0], np.cumsum(by_day)])
    unpaid = np.maximum(unpaid_share(cumulated, before), NOBODY)
    risen = cumulated_hazard(unpaid, after)
    intensities = np.minimum((risen[ends] - risen[ages]) / (ends - ages), MOST)
    sooner = tuple(step for step in steps if step[0] < first)
    return (*sooner, *zip(days.tolist(), intensities.tolist(), strict=True))
