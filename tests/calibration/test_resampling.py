"""Refits on customers drawn again: addressed, and as spread as the intervals say."""

from __future__ import annotations

import numpy as np

from calibration.numpy_ledgers import drawn_rows
from simrecouv.calibration.estimate import estimate
from simrecouv.calibration.fit import known_of
from simrecouv.calibration.parameters import jackknife, levels
from simrecouv.calibration.resampling import drawn_weights
from simrecouv.calibration.sample import sample_of
from simrecouv.scenario import load_scenario


def test_draws_are_addressed() -> None:
    assert (drawn_weights(50, 3, 1) == drawn_weights(50, 3, 1)).all()
    assert (drawn_weights(50, 3, 1) != drawn_weights(50, 4, 1)).any()
    assert (drawn_weights(50, 3, 1) != drawn_weights(50, 3, 2)).any()


def test_resamples_stray_as_far_as_the_jackknife_says() -> None:
    """Two estimates of one standard error: relative errors 1/sqrt(2·39) and 1/sqrt(2·60), at 4.

    Hence a ratio within 1 ± 4 · 0.15; the two know nothing of each other.
    """
    base = load_scenario("pme-b2b")
    sample = sample_of(drawn_rows(11))
    known = known_of(sample, base, base.policies["nothing"])
    full = estimate(sample, sample.even, known)
    errors = jackknife(sample, known, full, (30,)).levels[0]
    drawn = [
        levels(estimate(sample, drawn_weights(sample.n_customers, n, 0), known, full.spread), (30,))
        for n in range(60)
    ]
    ratio = np.log(np.array(drawn)[:, 0]).std(axis=0, ddof=1) / errors
    assert (np.abs(ratio - 1.0) < 0.6).all()
