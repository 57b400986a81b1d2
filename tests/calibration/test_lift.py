"""Dividing out the policy in force: events over exposure, and the inversion it becomes."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.numpy_ledgers import drawn_rows
from simrecouv.calibration.curves import Curve
from simrecouv.calibration.lift import Lift, bare_rises, no_lift, without_effect
from simrecouv.calibration.sample import curves_of, sample_of
from simrecouv.world.frailty import cumulated_hazard

VARIANCE = 0.5


@pytest.fixture(scope="module")
def curve() -> Curve:
    sample = sample_of(drawn_rows(3, 300))
    return curves_of(sample, sample.even)[0][0]


def events_over_exposure(curve: Curve, multiplier: np.ndarray) -> np.ndarray:
    """Sum events ÷ (at risk · θ̂ · multiplier), each day's share in the form of its own survival.

    θ̂ = 1 / (1 + v G) at the beginning of a day, G cumulated with the multiplier.
    """
    total, observed, found = 0.0, 0.0, []
    for paid, at_risk, factor in zip(curve.paid, curve.at_risk, multiplier, strict=True):
        survivors = 1.0 / (1.0 + VARIANCE * observed)
        risen = ((1.0 - paid / at_risk) ** -VARIANCE - 1.0) / VARIANCE / survivors
        observed += risen
        total += risen / factor
        found.append(total)
    return np.array(found)


def test_it_is_events_over_the_exposure_of_survivors(curve: Curve) -> None:
    multiplier = np.where(curve.ages > 8, 1.6, 1.0)
    lift = no_lift(curve.ages.size)._replace(multiplier=multiplier)
    rises = bare_rises(curve, lift, 0.0, VARIANCE)
    assert np.cumsum(rises) == pytest.approx(events_over_exposure(curve, multiplier))


def test_without_effect_it_is_the_inversion(curve: Curve) -> None:
    lift = no_lift(curve.ages.size)
    assert without_effect(curve, lift, 0.02, VARIANCE) is curve
    rises = bare_rises(curve, lift, 0.0, VARIANCE)
    assert np.cumsum(rises) == pytest.approx(cumulated_hazard(curve.unpaid, VARIANCE))


def test_an_added_intensity_stays_added(curve: Curve) -> None:
    """What a policy adds, whatever the hazard: one more part observed is one more part of it."""
    ones = np.ones(curve.ages.size)
    band = np.ones(5)
    plain = bare_rises(curve, Lift(2.0 * ones, ones, band, 0.0 * band), 0.0, VARIANCE).sum()
    # Found where the observed rise is 1 % smaller than it is now; half of it was added.
    level = np.zeros(5)
    level[:] = np.bincount(
        np.searchsorted([-8, 0, 30, 90, 365], curve.ages),
        bare_rises(curve, Lift(2.0 * ones, ones, band, 0.0 * band), 0.0, VARIANCE),
        minlength=5,
    )
    lift = Lift(2.0 * ones, ones, 0.5 * band, 0.99 * level)
    bare = without_effect(curve, lift, 0.0, VARIANCE)
    found = float(cumulated_hazard(bare.unpaid[-1:], VARIANCE)[0])
    assert found == pytest.approx(1.01 * plain)
