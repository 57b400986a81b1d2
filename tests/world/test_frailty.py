"""Frailty integrated out: the two closed forms undo each other, and a refit keeps the curve."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simrecouv.world.frailty import LAST, MOST, NOBODY, cumulated_hazard, refitted, unpaid_share

VARIANCES = st.sampled_from([0.0, 0.1, 0.5, 1.0, 1.5])
HAZARDS = st.lists(
    st.tuples(st.integers(-30, 300), st.floats(0.0, 0.5)),
    min_size=1,
    max_size=6,
    unique_by=lambda step: step[0],
).map(lambda steps: tuple(sorted(steps)))


def curve(steps: tuple[tuple[int, float], ...], first: int, variance: float) -> np.ndarray:
    """Share unpaid at the end of each day from `first` on."""
    hazard = np.zeros(LAST - first)
    for day, intensity in steps:
        hazard[day - first :] = intensity
    return unpaid_share(np.concatenate([[0.0], np.cumsum(hazard)]), variance)


@given(st.floats(1e-6, 1.0), VARIANCES)
def test_the_cumulated_hazard_undoes_the_unpaid_share(unpaid: float, variance: float) -> None:
    hazard = cumulated_hazard(np.array(unpaid), variance)
    assert unpaid_share(hazard, variance) == pytest.approx(unpaid, rel=1e-9)


@given(HAZARDS, VARIANCES, VARIANCES)
def test_a_refitted_hazard_gives_the_same_curve(
    steps: tuple[tuple[int, float], ...], before: float, after: float
) -> None:
    """Exact at the end of each step, until an intensity of 100 a day, the most that is stated.

    From there on nearly all is paid, and what is left goes a little slower: under 1 % of a curve.
    """
    first, found = steps[0][0], refitted(steps, before, after, since=-30)
    ends = np.array([day - first for day, _ in found])
    stated, kept = curve(steps, first, before)[ends], curve(found, first, after)[ends]
    capped = np.cumsum([intensity >= MOST for _, intensity in found])
    exact = np.concatenate([[True], capped[:-1] == 0])
    assert kept[exact] == pytest.approx(stated[exact], rel=1e-6, abs=2 * NOBODY)
    assert (kept[~exact] >= stated[~exact] - 1e-9).all()
    assert (kept[~exact] - stated[~exact] <= 0.01).all()


def test_one_variance_keeps_the_hazard() -> None:
    steps = ((-5, 0.01), (0, 0.04), (30, 0.02))
    found = refitted(steps, 0.5, 0.5, since=-30)
    by_day = dict(found)
    assert [by_day[day] for day in (-5, 0, 30)] == pytest.approx([0.01, 0.04, 0.02])
