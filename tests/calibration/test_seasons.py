"""Seasons and growth come back; noise does not; the ledger's edges do not count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from calibration.hand_ledgers import choices, luck
from simrecouv.calibration import calibrate, example_ledger_path
from simrecouv.calibration.clusters import unevenness
from simrecouv.calibration.lookalike import EXAMPLE, simulated_ledger
from simrecouv.calibration.portfolio import measured_portfolio, segment_table
from simrecouv.calibration.seasons import EVEN, fit_season, growth_of, whole_months, yearly_rate
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.scenario import scenario_from

SEASON = np.array([0.7, 0.8, 1.0, 1.1, 1.2, 1.3, 1.2, 0.4, 1.1, 1.2, 1.0, 1.0])


def orders(
    season: np.ndarray, start: str, end: str, *, per_day: float, growth: float = 0.0, seed: int = 1
) -> pd.DataFrame:
    """Independent orders of 300 customers, at a rate that follows a season and grows."""
    days = pd.date_range(start, end)
    pace = (1.0 + growth) ** (np.arange(days.size) / 365.0)
    mean = per_day * season[days.month.to_numpy() - 1] * pace
    n = stats.poisson.ppf(luck(seed, days.size), mean).astype(np.int64)
    issued = days.repeat(n)
    customer = pd.Series(choices(seed + 1, issued.size, 300), dtype="str")
    return pd.DataFrame({"customer_id": customer, "issue_date": issued})


def test_a_season_and_a_growth_come_back() -> None:
    """Within four errors: counts are Poisson, and shrinkage takes 1 − kept of the distance."""
    season = SEASON / SEASON.mean()
    invoices = orders(season, "2023-01-01", "2024-12-31", per_day=20.0, growth=0.2)
    months = whole_months(invoices["issue_date"])
    found = fit_season(invoices, months)
    assert (found.months, found.invoices) == (24, len(invoices))
    counts = invoices["issue_date"].dt.month.value_counts().sort_index().to_numpy()
    bound = 4.0 * season / np.sqrt(counts) + (1.0 - found.kept) * np.abs(season - 1.0)
    assert (np.abs(np.array(found.weights) - season) < bound).all()
    assert found.growth is not None
    assert found.growth.pairs == 12
    assert abs(found.growth.per_year - 0.2) < 4.0 * found.growth.error
    assert np.mean(found.weights) == pytest.approx(1.0, abs=1e-6)


def test_noise_is_shrunk_away() -> None:
    """A flat year keeps more than 3/4 of its spread if F(11, ∞) ≥ 4: once in 100,000."""
    invoices = orders(np.ones(12), "2024-01-01", "2024-12-31", per_day=5.0)
    found = fit_season(invoices, whole_months(invoices["issue_date"]))
    assert found.kept < 0.75
    naive = invoices["issue_date"].dt.month.value_counts(normalize=True).to_numpy() * 12
    assert np.std(found.weights) < np.std(naive)


def test_customers_who_order_at_once_are_no_season() -> None:
    """40 customers with 50 invoices each in one month: as independent rows, F would be near 50."""
    month = np.repeat(choices(3, 40, 12), 50)
    even = np.full(12, 1.0 / 12.0)
    clustered = unevenness(np.repeat(np.arange(40), 50), month, even)
    rows = unevenness(np.arange(2000), month, even)
    assert rows.p_value < 1e-9
    assert clustered.p_value > 1e-3
    assert clustered.design_effect == pytest.approx(50.0, rel=0.1)


def test_a_test_of_evenness_holds_its_level() -> None:
    """Of 400 even ledgers of clustered payments, 5 % are uneven at 5 %, within four errors."""
    rejected = 0
    for seed in range(400):
        favourite = np.repeat(choices(3 * seed, 60, 5), 10)
        keeps = luck(3 * seed + 1, 600) < 0.5
        day = np.where(keeps, favourite, choices(3 * seed + 2, 600, 5))
        found = unevenness(np.repeat(np.arange(60), 10), day, np.full(5, 0.2))
        rejected += found.p_value < 0.05
    assert rejected / 400 < 0.05 + 4.0 * np.sqrt(0.05 * 0.95 / 400)


def test_fewer_than_twelve_whole_months_tell_no_season() -> None:
    invoices = orders(SEASON, "2024-01-20", "2025-01-10", per_day=5.0)
    assert len(whole_months(invoices["issue_date"])) == 11
    assert fit_season(invoices, whole_months(invoices["issue_date"])) is EVEN


def test_a_small_segment_takes_the_season_of_the_ledger() -> None:
    invoices = orders(SEASON, "2024-01-01", "2024-12-31", per_day=10.0)
    months = whole_months(invoices["issue_date"])
    whole = fit_season(invoices, months)
    assert fit_season(invoices[:359], months, whole) is whole
    assert fit_season(invoices, months, whole).weights == pytest.approx(whole.weights)


def test_growth_needs_six_pairs_of_months() -> None:
    assert growth_of(np.full(17, 100)) is None
    found = growth_of(np.full(18, 100))
    assert found is not None
    assert (found.per_year, found.pairs) == (0.0, 6)


def test_the_rate_gives_back_the_number_of_invoices() -> None:
    """Rate × customers × years of activity = invoices, whatever the season."""
    issued = pd.Series(pd.date_range("2024-03-01", "2024-12-31"))
    season = EVEN._replace(weights=tuple(SEASON / SEASON.mean()))
    rate = yearly_rate(500, 20, issued, season)
    months = issued.dt.month.to_numpy() - 1
    activity = (SEASON / SEASON.mean())[months].sum() / 365
    assert rate * 20 * activity == pytest.approx(500)


def test_the_season_of_a_simulated_ledger_enters_the_scenario() -> None:
    """Invoices per calendar day; four errors of their counts, and what shrinkage takes."""
    pme = {**EXAMPLE["segments"]["PME"], "seasonality": SEASON.tolist(), "customers": 300}
    behaviour = {**EXAMPLE["behaviour"], "business_days_only": False}
    tables = {**EXAMPLE, "segments": {"PME": pme}, "behaviour": behaviour}
    truth = scenario_from(tables, source="season")
    ledger = simulated_ledger(truth, "nothing", last_day=364)
    fitted = calibrate(ledger).segments["PME"]
    season, found = SEASON / SEASON.mean(), np.array(fitted.seasonality)
    counts = ledger.invoices["issue_date"].dt.month.value_counts().sort_index().to_numpy()
    kept = measured_portfolio(ledger, ledger.invoices["segment"]).season.kept
    assert (
        np.abs(found - season) < 4 * season / np.sqrt(counts) + (1 - kept) * abs(season - 1)
    ).all()
    expected = truth.segments["PME"].orders_per_year
    assert abs(fitted.orders_per_year - expected) < 4.0 * np.sqrt(expected)
    assert fitted.growth_per_year == 0.0


def truncated(ledger: RealLedger, since: date) -> RealLedger:
    """The ledger that begins on a day: older invoices are in it only if they were unpaid then."""
    paid = ledger.payments.groupby("invoice_id")["paid_date"].max()
    gone = ledger.invoices["invoice_id"].map(paid) < pd.Timestamp(since)
    invoices = ledger.invoices[~gone].reset_index(drop=True)
    return replace(ledger, invoices=invoices, observed_from=since)


def test_older_invoices_do_not_count_in_orders_and_amounts() -> None:
    """As if they were not there, terms apart."""
    ledger = read_ledger(example_ledger_path())
    since = date(2025, 4, 1)
    cut = truncated(ledger, since)
    young = cut.invoices[cut.invoices["issue_date"] >= pd.Timestamp(since)].reset_index(drop=True)
    assert 0 < len(young) < len(cut.invoices)
    one = measured_portfolio(cut, cut.invoices["segment"])
    other = measured_portfolio(replace(cut, invoices=young), young["segment"])
    assert one.left_out == len(cut.invoices) - len(young)
    assert one.season == other.season
    for name, segment in one.segments.items():
        assert segment_table(segment, 0.2) == segment_table(other.segments[name], 0.2)
    fitted = calibrate(cut)
    (note,) = [note for note in fitted.provenance if note.field == "segments"]
    assert f"{one.left_out} older" in note.note.en
