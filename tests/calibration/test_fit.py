"""A fitted curve passes through the observed one at the end of each measured band, exactly."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simrecouv.calibration import (
    LATE_STAGE,
    calibrate,
    curve_gaps,
    example_ledger_path,
    fit_ledger,
    payment_curve,
)
from simrecouv.calibration.closed_form import profile_curve
from simrecouv.calibration.curves import Curve, kaplan_meier
from simrecouv.calibration.hazards import (
    BAND_ENDS,
    LARGEST_INTENSITY,
    Target,
    bands_measured,
    hazard_steps,
    shape_by_band,
    shape_of,
    target,
)
from simrecouv.calibration.late_stage import late_stage
from simrecouv.calibration.portfolio import joined_segments, quantiles_eur, segment_keys
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.scenario import Scenario, load_scenario, to_toml
from simrecouv.scenario.profile import Profile
from simrecouv.vocabulary import Origin

LATE = late_stage(load_scenario("pme-b2b"))


@pytest.fixture(scope="module")
def example() -> RealLedger:
    return read_ledger(example_ledger_path())


@pytest.fixture(scope="module")
def fitted(example: RealLedger) -> Scenario:
    return calibrate(example)


def read(curve: Curve, whole: Target | None = None) -> Target:
    """Read a curve of a segment, or of the whole ledger."""
    n_measured = bands_measured(curve, is_whole=whole is None)
    return target(curve, n_measured, LATE, whole=whole)


@settings(max_examples=60)
@given(
    st.lists(st.integers(-29, 120), min_size=60, max_size=200),
    st.sampled_from([0.0, 0.1, 0.5, 1.5]),
    st.integers(0, 90),
)
def test_band_ends_are_met(ages: list[int], variance: float, terms_days: int) -> None:
    """Whatever the payments, but for rounding to six digits and the largest intensity allowed.

    Bands that end before the day after issue can hold no payment: they are met later.
    """
    curve = kaplan_meier(np.array(ages), np.ones(len(ages), dtype=bool))
    goal = read(curve)
    shape = shape_of(curve, goal, variance)
    steps = hazard_steps(
        goal, shape_by_band(curve, goal.n_measured, shape, shape), terms_days, variance
    )
    payable, _ = profile_curve(Profile(hazard=steps), variance, terms_days)
    assume(max(intensity for _, intensity in steps) < LARGEST_INTENSITY)
    for end, wanted in zip(BAND_ENDS, goal.unpaid, strict=True):
        if end > -terms_days:
            share = goal.never + (1.0 - goal.never) * payable[end + terms_days]
            assert share == pytest.approx(wanted, rel=1e-4, abs=2e-5)


def test_the_late_stage_of_the_base_is_a_curve() -> None:
    assert LATE.unpaid[0] <= 1.0
    assert (np.diff(LATE.unpaid) <= 1e-12).all()
    assert 0.0 < LATE.never < LATE.unpaid[-1] + 1e-12


def test_a_band_few_enter_follows_the_whole_ledger_then_the_base() -> None:
    paid = np.ones(1000, dtype=bool)
    whole_ages = np.concatenate([np.full(900, 5), np.full(80, 40), np.full(20, 60)])
    whole = read(kaplan_meier(whole_ages, paid))
    part_ages = np.concatenate([np.full(90, 5), np.full(10, 45)])
    part = read(kaplan_meier(part_ages, paid[:100]), whole)
    assert (whole.n_measured, part.n_measured) == (4, 3)
    assert part.unpaid[3] / part.unpaid[2] == pytest.approx(whole.unpaid[3] / whole.unpaid[2])
    assert part.unpaid[4] / part.unpaid[3] == pytest.approx(LATE.goes_on(90, 365))


def test_the_example_is_fitted(example: RealLedger, fitted: Scenario) -> None:
    """At band ends exactly but for 0.1 %/year of failures; 1 point and a half anywhere for the whole.

    Failures of 0.5 % a year freeze at most 0.5 % × 135 / 365 of the invoices by day 90.
    """
    gaps = curve_gaps(example, fitted, (-8, 0, 30))
    assert gaps["gap"].abs().max() < 0.005 * 135 / 365
    whole = curve_gaps(example, fitted, tuple(range(-45, 91)))
    assert whole[whole["segment"] == ""]["gap"].abs().max() < 0.015


def test_the_portfolio_is_the_ledgers(example: RealLedger, fitted: Scenario) -> None:
    for segment in fitted.segments.values():
        assert segment.label is not None
        rows = example.invoices[example.invoices["segment"] == segment.label.fr]
        assert segment.customers == rows["customer_id"].nunique()
        assert segment.vat_rate == 0.20
        values = np.array(segment.amount.values_eur)
        mean_cents = np.trapezoid(values) / (values.size - 1) * 120.0
        assert mean_cents == pytest.approx(rows["amount_cents"].mean(), rel=0.001)
    sales = sum(s.customers * s.orders_per_customer_per_year for s in fitted.segments.values())
    assert sales == pytest.approx(len(example.invoices), rel=0.01)


def test_at_most_six_numbers_per_segment_are_told() -> None:
    parameters = fit_ledger(read_ledger(example_ledger_path())).parameters
    assert parameters.groupby("segment").size().max() == 6


def test_a_band_with_few_payments_has_the_shape_of_the_whole_ledger() -> None:
    """Four payments between 31 and 90 days past due tell no shape; fifty before that do."""
    whole = kaplan_meier(np.arange(1, 91).repeat(10), np.ones(900, dtype=bool))
    few = kaplan_meier(np.r_[np.arange(1, 26).repeat(2), 40, 40, 40, 90], np.ones(54, dtype=bool))
    common, own = (shape_of(curve, read(curve), 0.5) for curve in (whole, few))
    shape = shape_by_band(few, 5, own, common)
    late = {age: part for age, part in shape.items() if 30 < age <= 90}
    base, rise = common[30], common[90] - common[30]
    assert late == pytest.approx({age: 3 + (common[age] - base) / rise for age in late})
    assert len(late) > 30
    early = {age: part for age, part in shape.items() if 0 < age <= 30}
    assert early == pytest.approx({age: 2 + own[age] / own[30] for age in early})


def test_the_scenario_says_what_is_assumed(fitted: Scenario) -> None:
    status = {note.field: note.status for note in fitted.provenance}
    assert status[LATE_STAGE] is Origin.ASSUMED
    assert status["profiles.*.hazard"] is Origin.MEASURED
    assumed = ("simulation.baseline", "segments.*.kind", "policies.*.segments")
    assert {status[field] for field in assumed} == {Origin.ASSUMED}
    assert status["behaviour.frailty_variance"] is Origin.ASSUMED
    assert all(note.note.fr != note.note.en for note in fitted.provenance)


def test_segments_named_by_policies_become_companies_or_nobody(example: RealLedger) -> None:
    public = 'policies.ferme.steps.lettre.segments=["public"]'
    policy = calibrate(example, load_scenario("pme-b2b", [public])).policies["ferme"]
    filters = {step.id: step.segments for step in policy.steps}
    assert filters["penalites"] is None
    assert filters["lettre"] == ()


def test_the_scenario_survives_its_file(fitted: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "fitted.toml"
    path.write_text(to_toml(fitted), encoding="utf-8")
    assert load_scenario(path) == fitted


def test_provenance_is_no_part_of_the_fingerprint(fitted: Scenario) -> None:
    bare = fitted.model_copy(update={"provenance": ()})
    assert bare.fingerprint == fitted.fingerprint


def test_an_unknown_policy_in_force_is_refused(example: RealLedger) -> None:
    with pytest.raises(StudyError, match="did you mean 'douce'"):
        calibrate(example, policy_in_force="dousse")


@pytest.mark.parametrize(("rows", "meant"), [(slice(0, 29), "29 invoices"), (slice(0, 0), "paid")])
def test_a_ledger_that_is_too_small_is_refused(
    example: RealLedger, rows: slice, meant: str
) -> None:
    invoices, payments = example.invoices, example.payments
    if meant == "paid":
        payments = payments.iloc[rows]
    else:
        invoices = invoices.iloc[rows].reset_index(drop=True)
    with pytest.raises(StudyError, match=meant):
        calibrate(RealLedger(invoices, payments, example.quality))


def test_a_ledger_that_is_too_short_is_refused(example: RealLedger) -> None:
    early = example.invoices["issue_date"] < pd.Timestamp(2025, 3, 1)
    short = example.invoices[early].reset_index(drop=True)
    with pytest.raises(StudyError, match=r"cover 58 days"):
        calibrate(RealLedger(short, example.payments, example.quality))


def test_small_segments_are_joined() -> None:
    segment = pd.Series(["a"] * 100 + ["b"] * 20 + ["c"] * 5 + ["d"] * 40, dtype="str")
    assert joined_segments(segment).value_counts().to_dict() == {"a": 100, "autres": 65}


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8, unique=True))
def test_segment_names_are_accepted_and_distinct(values: list[str]) -> None:
    keys = segment_keys(pd.Series(values, dtype="str"))
    assert len(set(keys.values())) == len(values)
    assert all(re.fullmatch(r"[\w-]{1,28}", key) for key in keys.values())


def test_one_large_invoice_does_not_carry_the_mean() -> None:
    amounts_cents = np.array([10_000] * 299 + [100_000_000])
    values = np.array(quantiles_eur(amounts_cents, 0.0))
    assert np.trapezoid(values) / 100 == pytest.approx(amounts_cents.mean() / 100)


def test_the_curve_shown_is_by_segment(example: RealLedger) -> None:
    curve = payment_curve(example)
    assert set(curve["segment"]) == set(example.invoices["segment"])
    for _, rows in curve.groupby("segment"):
        assert (rows["unpaid_share"].diff().dropna() <= 0).all()


def test_gaps_with_the_books_of_another_company_are_refused() -> None:
    ledger = read_ledger(example_ledger_path())
    scenario = calibrate(ledger)
    invoices = ledger.invoices.assign(segment="Neuf")
    with pytest.raises(StudyError, match="'Neuf'"):
        curve_gaps(RealLedger(invoices, ledger.payments, ledger.quality), scenario)
