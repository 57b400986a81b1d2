"""Cumulative paid shares predict other cases; re-levelling keeps its identities and bounds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from calibration.made_logs import months_of_cases
from simrecouv.calibration import case_curve, followed_cases, random_half, relevelled
from simrecouv.errors import StudyError
from simrecouv.intake import read_dunning_log

AGES = (30, 90, 180, 365)


def shares(cases: pd.DataFrame, first: str | None = None, last: str | None = None) -> np.ndarray:
    return case_curve(cases, first, last, ages=AGES)["paid_share"].to_numpy()


def test_the_curve_is_the_law_that_made_the_cases() -> None:
    """25 % at 30 days; then a tenth of the rest, evenly until day 360: within 3.3 errors each."""
    cases = months_of_cases(20, 1000, seed=1)
    found = shares(cases)
    law = 0.25 + 0.075 * np.array([0.0, 60 / 330, 150 / 330, 1.0])
    assert np.abs(found - law).max() < 3.3 * np.sqrt(0.325 * 0.675 / 20_000)


def test_cases_that_are_not_followed_long_enough_leave_the_count() -> None:
    """With every case cut at random, the curve is that of the cases followed to each age."""
    cases = months_of_cases(10, 200, seed=2)
    followed = np.arange(len(cases)) % 400
    is_paid = cases["is_paid"] & (cases["age"] <= followed)
    cut = cases.assign(
        followed=followed, is_paid=is_paid, age=cases["age"].where(is_paid, followed)
    )
    curve = case_curve(cut, ages=AGES).set_index("age")
    for age in AGES:
        long = cut[cut["followed"] >= age]
        assert curve["cases"][age] == len(long)
        assert curve["paid_share"][age] == (long["is_paid"] & (long["age"] <= age)).mean()
    assert np.isnan(case_curve(cut, ages=[400])["paid_share"][0])


def test_months_select_cohorts() -> None:
    cases = months_of_cases(6, 10, seed=3)
    assert case_curve(cases, "2000-02", "2000-03", ages=[0])["cases"].tolist() == [20]
    for wrong in ("2000", "2000-13", "02/2000", "2000-1"):
        with pytest.raises(StudyError, match="write it as 2002-01"):
            case_curve(cases, wrong)
    with pytest.raises(StudyError, match="no case from 2002-01"):
        case_curve(cases, "2002-01")


PREDICTED = pd.Series([0.1, 0.2, 0.25, 0.4], index=[0, 30, 90, 365])


def test_relevelling_on_what_was_predicted_changes_nothing() -> None:
    again = relevelled(PREDICTED, 30, 0.2)
    assert np.isnan(again[0])
    assert again[[30, 90, 365]].tolist() == pytest.approx([0.2, 0.25, 0.4])


@pytest.mark.parametrize("seen", [0.0, 0.3, 0.9, 1.0])
def test_relevelling_starts_where_it_is_seen_and_stays_a_share(seen: float) -> None:
    again = relevelled(PREDICTED, 30, seen).dropna()
    assert again[30] == pytest.approx(seen)
    assert again.is_monotonic_increasing
    assert (again <= 1.0).all()


def test_relevelling_is_exact_when_only_the_early_payments_change() -> None:
    """Of the cases unpaid at 30 days one in ten pays later, in both parts: 3.3 errors."""
    cases = months_of_cases(40, 1000, seed=4, early={20: 0.6})
    predicted = pd.Series(shares(cases, None, "2001-08"), index=AGES)
    observed = shares(cases, "2001-09")
    again = relevelled(predicted, 30, observed[0]).to_numpy()
    error = np.sqrt(2 * 0.1 * 0.9 * 0.5 / 20_000)
    assert np.abs(again - observed).max() < 3.3 * error
    assert abs(observed[-1] - predicted[365]) > 0.2


def test_a_random_half_predicts_the_other_half() -> None:
    """Two halves of 10,000: within 3.3 errors of a difference at each age."""
    cases = months_of_cases(20, 1000, seed=5)
    half = random_half(cases)
    gap = np.abs(shares(cases[half]) - shares(cases[~half]))
    assert (gap < 3.3 * np.sqrt(2 * 0.33 * 0.67 / 10_000)).all()


def test_the_public_log_predicts_itself(real_ledgers: Path) -> None:
    """Half predicts half within 1 point; 2000-2001 predict 2002 to June 2003 within 3."""
    cases = followed_cases(read_dunning_log(real_ledgers / "fines" / "fines-2000-2005.csv.gz"))
    for seed in range(5):
        half = random_half(cases, seed)
        assert np.abs(shares(cases[half]) - shares(cases[~half])).max() < 0.01
    fitted, later = shares(cases, "2000-01", "2001-12"), shares(cases, "2002-01", "2003-06")
    assert np.abs(fitted - later).max() < 0.03
