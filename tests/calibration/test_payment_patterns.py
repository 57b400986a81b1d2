"""When money comes: evidence that holds its level, and runs that come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from calibration.hand_ledgers import choices, hand_ledger
from simrecouv.calibration import calibrate, payment_patterns, payment_rhythm
from simrecouv.calibration.lookalike import EXAMPLE, simulated_ledger
from simrecouv.calibration.patterns import CALENDARS, money_received, paying_days
from simrecouv.calibration.runs import PROOF, rhythms
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.scenario import scenario_from
from simrecouv.vocabulary import Origin, Runs, Settling
from simrecouv.world import build_world

BUSINESS = pd.bdate_range("2023-01-02", "2024-12-31")


def paid_on(days: pd.DatetimeIndex, customer: np.ndarray) -> RealLedger:
    """A ledger whose payments fall on some days."""
    issued = days - pd.Timedelta(days=40)
    return hand_ledger(customer, issued, issued + pd.Timedelta(days=30), days)


def runs(days: set[int], *, weekday: bool) -> pd.DatetimeIndex:
    """Days of a run: some weekdays, or some days of the month moved to the next business day."""
    if weekday:
        return BUSINESS[BUSINESS.day_of_week.isin(days)]
    all_days = pd.date_range("2023-01-02", "2024-12-20")
    chosen = all_days[all_days.day.isin(days)]
    return BUSINESS[np.searchsorted(BUSINESS, chosen)]


def drawn(days: pd.DatetimeIndex, customers: int = 40, each: int = 15) -> RealLedger:
    picked = days[choices(11, customers * each, len(days))]
    return paid_on(picked, np.repeat(np.arange(customers), each))


@pytest.mark.parametrize(
    ("days", "verdict", "on"),
    [
        (BUSINESS, Runs.DAILY, -1),
        (runs({1}, weekday=True), Runs.WEEKLY, 1),
        (runs({10}, weekday=False), Runs.MONTHLY, 10),
        (runs({5, 20}, weekday=False), Runs.TWICE_MONTHLY, 5),
    ],
)
def test_a_ledger_that_pays_on_runs_is_told(days: pd.DatetimeIndex, verdict: Runs, on: int) -> None:
    found = payment_rhythm(drawn(days)).iloc[0]
    assert found["verdict"] == verdict.value
    assert found["payments"] == 600
    assert found["customers"] == found["classified"] == 40
    if on >= 0:
        assert found["share"] == 1.0
        assert abs(found["on"] - on) <= 2  # a window of four days holds the run and its roll
        assert found["p_value"] < 1e-6
        # Of 15 payments twice a month, 2 or fewer are on one side once in 135: it looks monthly.
        assert found[verdict.value] >= 0.9


def test_customers_on_their_own_weekday_are_weekly_and_their_ledger_daily() -> None:
    customer = np.repeat(np.arange(50), 12)
    weeks = pd.date_range("2023-01-02", "2024-12-23", freq="W-MON")
    days = weeks[choices(2, customer.size, len(weeks))]
    found = payment_rhythm(paid_on(days + pd.to_timedelta(customer % 5, unit="D"), customer))
    assert found.loc[0, "verdict"] == Runs.DAILY.value
    assert found.loc[0, Runs.WEEKLY.value] == 1.0


def test_a_week_of_payments_tells_no_runs() -> None:
    """Eight payments on five days: as likely without runs."""
    days = pd.date_range("2024-03-04", "2024-03-08")
    found = payment_rhythm(drawn(days, customers=5, each=8)).iloc[0]
    assert found["verdict"] == Runs.DAILY.value
    assert found[Runs.DAILY.value] == 1.0


def test_few_customers_without_runs_pass_the_proof() -> None:
    """Markov: 1 in `PROOF` at most, within four errors of 400 customers."""
    days = BUSINESS[choices(7, 400 * 12, len(BUSINESS))]
    money = money_received(paid_on(days, np.repeat(np.arange(400), 12)))
    found = rhythms(money, paying_days(money["paid_date"]).date)
    level = 1.0 / PROOF
    wrong = float((found != Runs.DAILY.value).mean())
    assert wrong < level + 4.0 * np.sqrt(level * (1.0 - level) / 400)


def test_the_runs_of_simulated_customers_come_back() -> None:
    """One by one: those of the world, 19 in 20 at least, in shares that are known."""
    truth = scenario_from(EXAMPLE, source="example")
    world = build_world(truth)
    money = money_received(simulated_ledger(truth, "nothing", last_day=364))
    found = rhythms(money, paying_days(money["paid_date"]).date)
    calendars = np.asarray(world.run_calendar)[[int(name[1:]) for name in found.index]]
    kinds = np.repeat([run.value for run in Runs], [1, 5, 5, 5])[calendars]
    assert len(found) > 80
    assert float((found.to_numpy() == kinds).mean()) > 0.95
    for run in Runs:
        assert abs(np.mean(kinds == run.value) - np.mean(found == run.value)) < 0.05


def test_shares_and_counts_are_whole() -> None:
    ledger = drawn(BUSINESS)
    found = payment_patterns(ledger)
    by_calendar = found.groupby(["segment", "calendar"])
    assert set(found["calendar"]) == set(CALENDARS)
    assert by_calendar["share"].sum().to_numpy() == pytest.approx(1.0)
    assert by_calendar["expected"].sum().to_numpy() == pytest.approx(1.0)
    assert (by_calendar["payments"].sum() == 600).all()


def test_only_money_is_a_payment() -> None:
    ledger = drawn(BUSINESS)
    credit = ledger.payments.assign(kind=Settling.CREDIT_NOTE.value)
    assert payment_patterns(replace(ledger, payments=credit)).empty
    assert payment_rhythm(replace(ledger, payments=credit)).empty


def test_the_runs_of_a_scenario_stay_daily_and_the_pattern_is_said() -> None:
    fitted = calibrate(drawn(runs({1}, weekday=True)))
    notes = {note.field: note for note in fitted.provenance}
    assert all(segment.payment_runs == {"daily": 1.0} for segment in fitted.segments.values())
    assert notes["segments.*.payment_runs"].status is Origin.ASSUMED
    observed = notes["segments.*.payment_runs observed"]
    assert observed.status is Origin.MEASURED
    assert "100% on Tuesday" in observed.note.en
    assert "le mardi" in observed.note.fr


def test_the_public_sample_pays_on_any_day(real_ledgers: Path) -> None:
    """Even weekdays, Saturdays and Sundays too."""
    ledger = read_ledger(real_ledgers / "ibm-late-payments" / "late-payments.csv")
    weekdays = payment_patterns(ledger).query("segment == '' and calendar == 'weekday'")
    assert weekdays["day"].tolist() == list(range(7))
    assert weekdays["p_value"].min() > 0.01
    found = payment_rhythm(ledger)
    assert (found["verdict"] == Runs.DAILY.value).all()
    assert found["payments"].iloc[0] == 2466
