"""The backtest: nothing of the future is seen, and what really happened falls within its bands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simrecouv.calibration import backtest, calibrate, example_ledger_path, simulated_ledger
from simrecouv.calibration.backtest import until
from simrecouv.calibration.books import with_books
from simrecouv.calibration.facts import Facts, month_ends, shown
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.scenario import load_scenario, to_tables
from simrecouv.units import NEVER
from theory.worlds import one_profile

CUT = date(2025, 9, 1)


@pytest.fixture(scope="module")
def example() -> RealLedger:
    return read_ledger(example_ledger_path())


# === What is compared ===


def test_months_end_on_the_eve_of_the_next() -> None:
    assert month_ends(date(2023, 12, 1), 120) == (30, 61, 90)


def test_with_a_fixed_delay_and_flat_sales_every_dso_is_the_delay() -> None:
    """Model oracle 2: one invoice a day, paid 20 days later."""
    issue = np.arange(-400, 120)
    facts = Facts(issue, issue + 30, issue + 20, np.full(issue.size, 12_345))
    told = shown(facts, (30, 58, 89), -400)
    assert told.dso_days == pytest.approx([20.0] * 3)
    assert told.late_share == pytest.approx([0.0])
    assert told.cash_cents.tolist() == [31 * 12_345, 28 * 12_345, 31 * 12_345]
    assert told.ageing_cents.tolist() == [20 * 12_345, 0, 0, 0, 0]


def test_what_is_never_paid_ages_and_is_late() -> None:
    issue = np.array([0, 10])
    facts = Facts(issue, issue + 5, np.full(2, NEVER), np.array([100, 200]))
    told = shown(facts, (30, 80), 0)
    assert told.late_share.tolist() == [1.0]
    assert told.ageing_cents.tolist() == [0.0, 0.0, 0.0, 300.0, 0.0]
    assert told.unpaid_share.tolist() == [1.0] * told.unpaid_share.size


# === The books at the cut ===


def open_cents(ledger: RealLedger) -> int:
    """What is left to pay of all the invoices of a ledger."""
    return int(ledger.invoices["amount_cents"].sum() - ledger.payments["amount_cents"].sum())


def test_the_simulation_takes_over_the_open_items_to_the_cent(example: RealLedger) -> None:
    scenario = with_books(calibrate(example), example)
    assert scenario.opening is not None
    opening = scenario.opening
    still = np.array(opening.paid_day) == 0
    assert int(np.array(opening.amount_cents)[still].sum()) == open_cents(example)
    assert scenario.simulation.start == date(2026, 1, 1)


def test_nothing_of_the_future_is_seen(example: RealLedger) -> None:
    """Other payments after the cut, same books at the cut, same fit."""
    later = example.payments["paid_date"] >= pd.Timestamp(CUT)
    moved = example.payments["paid_date"].where(~later, pd.Timestamp("2025-12-31"))
    other = replace(example, payments=example.payments.assign(paid_date=moved))
    one, two = (until(ledger, CUT) for ledger in (example, other))
    scenario = calibrate(one)
    assert scenario == calibrate(two)
    assert with_books(scenario, example, CUT, "given") == with_books(scenario, other, CUT, "given")


def test_orders_are_drawn_at_the_rate_of_before(example: RealLedger) -> None:
    """A customer of several segments counts in each: rates per customer follow."""
    scenario = calibrate(example)
    opened = with_books(scenario, example)
    for name, segment in scenario.segments.items():
        assert opened.segments[name].orders_per_year == pytest.approx(segment.orders_per_year)


def test_books_of_another_company_are_refused(example: RealLedger) -> None:
    scenario = calibrate(example)
    other = replace(example, invoices=example.invoices.assign(segment="ailleurs"))
    with pytest.raises(StudyError, match="'ailleurs'"):
        with_books(scenario, other)


# === What happened ===


def test_the_example_predicts_its_last_months(example: RealLedger) -> None:
    test = backtest(example, replications=40)
    assert test.cut == CUT
    monthly = test.of("dso_days")
    assert (monthly["low"] <= monthly["mean"]).all()
    assert (monthly["mean"] <= monthly["high"]).all()
    # Four months of one year: five half-widths is far beyond the band, chance included.
    assert abs(test.bias_days) < 5.0 * test.half_width_days
    assert "01/09/2025" in test.sentence("fr")
    assert "2025-09-01" in test.sentence("en")


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["nothing", "douce"])
def test_a_chased_ledger_predicts_its_own_end(policy: str) -> None:
    """The policy in force is divided out of the fit and put back by the simulation.

    600 customers, six months: the band is some 1.5 days wide on each side, and the mean of six
    months that share their customers strays by as much with probability 10 %; twice that, 0.1 %.
    """
    base = to_tables(load_scenario("pme-b2b"))
    policies = {name: base["policies"][name] for name in ("nothing", "douce")}
    steps = policies["douce"]["steps"]
    policies["douce"]["steps"] = [step for step in steps if step["action"] == "contact"]
    scenario = one_profile(
        [[-20, 0.01], [0, 0.04], [60, 0.01]],
        segment={"customers": 600, "orders_per_customer_per_year": 6.0},
        behaviour={
            "frailty_variance": 0.5,
            "contact": base["behaviour"]["contact"],
        },
        simulation={"baseline": policy, "seed": 3, "start": "2025-01-01"},
        policies=policies,
    )
    ledger = simulated_ledger(scenario, policy, last_day=364)
    test = backtest(ledger, scenario, policy, cut=date(2025, 7, 1), replications=60)
    assert abs(test.bias_days) < 2.0 * test.half_width_days
    assert test.inside[0] >= 5


@pytest.mark.slow
def test_bands_hold_what_happens_nine_times_in_ten() -> None:
    """Forty ledgers of a known company, each backtested: the DSO five months after the cut.

    Of 40 independent hits at 90 %, 31 or fewer happen with probability 0.4 % (binomial): the bound.
    """
    hits = 0
    for seed in range(40):
        scenario = one_profile(
            [[-20, 0.01], [0, 0.05], [30, 0.02]],
            segment={"customers": 60, "orders_per_customer_per_year": 12.0},
            behaviour={"frailty_variance": 0.5},
            simulation={"baseline": "nothing", "seed": seed, "start": "2025-01-01"},
        )
        ledger = simulated_ledger(scenario, "nothing", last_day=364)
        test = backtest(ledger, scenario, cut=date(2025, 8, 1), replications=60, seed=seed)
        last = test.of("dso_days").iloc[-1]
        hits += bool(last["low"] <= last["observed"] <= last["high"])
    assert hits >= 32


def test_too_little_to_fit_or_to_compare_is_refused(example: RealLedger) -> None:
    with pytest.raises(StudyError, match="a fit needs 180 days"):
        backtest(example, cut=date(2025, 3, 1))
    with pytest.raises(StudyError, match="no whole month"):
        backtest(example, cut=date(2026, 1, 1))
    with pytest.raises(StudyError, match="replications = 1"):
        backtest(example, replications=1)


# === The public sample ===


@pytest.fixture(scope="module")
def sample(real_ledgers: Path) -> RealLedger:
    file = real_ledgers / "ibm-late-payments" / "late-payments.csv"
    return read_ledger(file, {"PaperlessBill": "segment"})


def test_2012_predicts_2013_by_channel(sample: RealLedger) -> None:
    test = backtest(sample, cut=date(2013, 1, 1))
    hits, months = test.inside
    assert months == 11
    assert hits >= 9
    assert abs(test.bias_days) <= 1.0
    assert test.half_width_days <= 4.0


@pytest.mark.slow
def test_without_the_channel_the_same_fit_is_biased(sample: RealLedger) -> None:
    """Electronic billing went from 24 to 75 %: who does not see it expects 2012's late payers."""
    blind = replace(sample, invoices=sample.invoices.assign(segment="clients"))
    test = backtest(blind, cut=date(2013, 1, 1))
    assert 2.0 <= test.bias_days <= 3.0
    assert test.half_width_days <= 4.0


@pytest.mark.slow
def test_half_of_the_customers_predict_the_other_half(sample: RealLedger) -> None:
    test = backtest(sample, cut=date(2013, 1, 1), predict="others")
    hits, months = test.inside
    assert months == 11
    assert hits >= 8
