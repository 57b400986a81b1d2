"""Everything that a fit estimates, on any weights of the customers.

The order: curves; then the spread between customers and the share that never pays, which tell each
other; then the effect of the policy in force is divided out; then the levels by band.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.calibration.curves import Curve
from simrecouv.calibration.frailty import START, Likelihood, Spread, most_likely
from simrecouv.calibration.hazards import Target, shape_by_band, shape_of, target
from simrecouv.calibration.late_stage import LateStage
from simrecouv.calibration.lift import Lift, without_effect
from simrecouv.calibration.sample import BAND_ENDS, Sample, curves_of

Floats = NDArray[np.float64]

#: Rounds that settle the share never paid, where it is assumed under a policy that has an effect.
ROUNDS = 8


class Known(NamedTuple):
    """What is settled before estimating: what is sought, and what is assumed instead.

    Attributes
    ----------
    late
        The base scenario's late stage.
    n_measured, whole_measured
        Bands measured, by segment and in the whole ledger.
    is_never_sought : (segments,)
        Whether the share never paid unless forced is measured.
    variance
        Assumed variance of the frailty; None where it is measured.
    lifts
        Effect of the policy in force, by segment, then on the whole ledger.
    shift
        Of the logarithm of the measured variance: a policy that chases the slow ones most makes
        customers look more alike than they are.
    nevers : (segments,)
        Assumed shares never paid, where a replay has found them.
    """

    late: LateStage
    n_measured: tuple[int, ...]
    whole_measured: int
    is_never_sought: NDArray[np.bool_]
    variance: float | None
    lifts: tuple[Lift, ...]
    shift: float = 0.0
    nevers: tuple[float, ...] | None = None


class Estimate(NamedTuple):
    """What is found.

    `goals` are the curves to reproduce without contacts, by segment, and `shapes` those of their
    hazards inside bands; `shape` is the hazard of the whole ledger cumulated to the end of each
    step.
    """

    spread: Spread
    goals: tuple[Target, ...]
    shapes: tuple[dict[int, float], ...]
    shape: dict[int, float]


def estimate(
    sample: Sample, weights: Floats, known: Known, start: Spread | None = None
) -> Estimate:
    """Estimate the spread between customers and the levels of the hazards.

    Parameters
    ----------
    weights : (customers,)
        How much each customer counts.
    start
        Where the search begins: what was found on other weights.
    """
    curves, whole_curve = curves_of(sample, weights)
    spread = spread_of(sample, weights, known, curves, start)
    spread = spread._replace(log_variance=spread.log_variance + known.shift)
    variance = spread.variance
    bare, whole = _read(whole_curve, known.whole_measured, known, variance, known.lifts[-1])
    goals, bares = [], []
    for s, curve in enumerate(curves):
        part = float(spread.parts[s]) if known.is_never_sought[s] else None
        found = _read(curve, known.n_measured[s], known, variance, known.lifts[s], whole, part)
        bares.append(found[0])
        goals.append(found[1])
    if known.is_never_sought.any():
        size = np.bincount(sample.segment, weights[sample.customer], minlength=len(goals))
        never = float(np.average([goal.never for goal in goals], weights=size))
        whole = whole._replace(never=min(never, whole.unpaid[-1]))
    shape = shape_of(bare, whole, variance)
    shapes = [
        shape_by_band(own, goal.n_measured, shape_of(own, goal, variance), shape)
        for own, goal in zip(bares, goals, strict=True)
    ]
    return Estimate(spread, tuple(goals), tuple(shapes), shape)


def _read(
    curve: Curve,
    n_measured: int,
    known: Known,
    variance: float,
    lift: Lift,
    whole: Target | None = None,
    part: float | None = None,
) -> tuple[Curve, Target]:
    """Divide the effect of the policy in force out of a curve, and read it."""
    goal = target(curve, n_measured, known.late, whole=whole, never_part=part)
    bare = without_effect(curve, lift, goal.never, variance)
    for _ in range(ROUNDS if bare is not curve else 0):
        goal = target(bare, n_measured, known.late, whole=whole, never_part=part)
        bare = without_effect(curve, lift, goal.never, variance)
    return bare, target(bare, n_measured, known.late, whole=whole, never_part=part)


def spread_of(
    sample: Sample,
    weights: Floats,
    known: Known,
    curves: list[Curve],
    start: Spread | None = None,
) -> Spread:
    """Find what is sought of the variance and of the shares never paid; the rest is assumed."""
    log_variance = START[0] if known.variance is None else float(np.log(known.variance))
    if known.variance is not None:
        return Spread(log_variance, np.full(len(curves), START[1]))
    forced = np.array([lift.forced for lift in known.lifts[:-1]])
    likelihood = Likelihood(sample, weights, curves, forced)
    ages = np.maximum([min(curve.last_age, BAND_ENDS[-1]) for curve in curves], 0)
    parts = [known.late.never_share(age) for age in ages]
    if known.nevers is not None:
        parts = (np.array(known.nevers) / likelihood.last).tolist()
    assumed = np.clip(parts, 1e-4, 1.0 - 1e-4)
    sought = known.is_never_sought
    begin = Spread(log_variance, np.full(len(curves), START[1])) if start is None else start
    logits = np.where(sought, begin.logits, np.log(assumed / (1.0 - assumed)))
    return most_likely(
        likelihood,
        Spread(begin.log_variance, logits),
        is_variance_sought=True,
        is_share_sought=sought,
    )
