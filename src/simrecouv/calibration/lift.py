"""What the policy in force does to payments, and the curve once that is divided out.

The hazard of a scenario is the one without contacts: events over the exposure of those who are
still there, h(a) = events ÷ Σ θ̂ · multiplier. Over a portfolio, the survivors' mean frailty is
θ̂ = 1 / (1 + v G), where G is cumulated with the multiplier. Day by day this is the increment of
the inverted curve (`simrecouv.world.frailty`) over the multiplier; without effect it is that
inversion itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.calibration.curves import Curve
from simrecouv.calibration.sample import BAND_ENDS
from simrecouv.world.frailty import cumulated_hazard, unpaid_share

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Least part of a band's rise that is left where a policy explains nearly all of it.
LEAST_PART = 0.05


class Lift(NamedTuple):
    """The effect of a policy on the payers of one segment, on the grid of ages of a sample.

    The multiplier of an agency's intensity, which is added to the hazard, falls as the hazard
    rises. So a band also says where its multipliers were found, and how they move from there.

    Attributes
    ----------
    multiplier : (ages,)
        Of the hazard, averaged over those still there; 1 where the policy does nothing.
    forced : (ages,)
        Share still unpaid of those who pay only if forced; 1 where nobody is forced.
    response : (bands,)
        What one more part of hazard adds to the payments of a band, over its multiplier: 1 where
        the policy multiplies the hazard, less where it adds to it.
    level : (bands,)
        Rise of the cumulated hazard in each band at which the multipliers were found.
    """

    multiplier: Floats
    forced: Floats
    response: Floats
    level: Floats


def no_lift(n_ages: int) -> Lift:
    """Return the effect of a policy that does nothing."""
    return Lift(np.ones(n_ages), np.ones(n_ages), np.ones(len(BAND_ENDS)), np.zeros(len(BAND_ENDS)))


def band_rises(risen: Floats, ages: Ints) -> Floats:
    """Sum the rises of each age by band."""
    band = np.minimum(np.searchsorted(BAND_ENDS, ages), len(BAND_ENDS) - 1)
    return np.asarray(np.bincount(band, risen, minlength=len(BAND_ENDS)), dtype=np.float64)


def without_effect(curve: Curve, lift: Lift, never: float, variance: float) -> Curve:
    """Return the curve that the payers would have had without the policy in force.

    Parameters
    ----------
    never
        Share that never pays unless forced.
    variance
        Of the customers' frailty.
    """
    if (lift.multiplier == 1.0).all() and (lift.forced == 1.0).all():
        return curve
    bare = bare_rises(curve, lift, never, variance)
    cumulated = np.cumsum(bare * _steeper(bare, lift, curve.ages))
    return curve._replace(unpaid=never + (1.0 - never) * unpaid_share(cumulated, variance))


def bare_rises(curve: Curve, lift: Lift, never: float, variance: float) -> Floats:
    """Divide the rise of the cumulated hazard at each age by its multiplier."""
    payable = (curve.unpaid - never * lift.forced) / (1.0 - never)
    observed = cumulated_hazard(np.maximum(payable, curve.floor), variance)
    return np.maximum(np.diff(observed, prepend=0.0), 0.0) / lift.multiplier


def _steeper(bare: Floats, lift: Lift, ages: Ints) -> Floats:
    """Scale each band's rise away from where its multiplier was found."""
    rises = band_rises(bare, ages)
    strayed = (rises - lift.level) * (1.0 / lift.response - 1.0)
    part = np.divide(strayed, rises, out=np.zeros(rises.size), where=rises > 0.0)
    band = np.minimum(np.searchsorted(BAND_ENDS, ages), rises.size - 1)
    return np.maximum(1.0 + part, LEAST_PART)[band]
