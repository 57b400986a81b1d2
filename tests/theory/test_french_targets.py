"""The default scenario pays like French firms, under the policy in force.

Targets (S:B1, first half of 2025; `docs/calibration.md`), by number of invoices: 45.2 % on time, mean
14.1 days late, 9.3 % over 30 days, 3.8 % over 90 days; 1.16 % never paid is derived, not published.
Checked, not fitted: of what is unpaid at 6 and 12 months past due, the share that still comes within
36 months is .52 and .23 (published editions: .44-.58 and .20-.29).
"""

from __future__ import annotations

import pytest

from simrecouv.engine import open_runner, simulate
from simrecouv.kpi import scorecard
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world
from theory.lateness import Lateness, enlarged, lateness_of

pytest.importorskip("numba", reason="thousands of customers need the compiled engine")

#: Target and tolerance; shares in %, mean in days.
TARGETS = {
    "on_time": (45.2, 1.0),
    "mean": (14.1, 0.5),
    "over_30": (9.3, 0.5),
    "over_90": (3.8, 0.3),
    "never": (1.16, 0.2),
}
#: Share still collected of what is unpaid at an age past due [days].
STILL_COLLECTED = {183: (0.52, 0.05), 365: (0.23, 0.06)}
PATIENCE = ("value", "low", "high")
#: A figure of a small portfolio may stray by this many of its own standard errors (0.3 % of draws).
ERRORS = 3.0


def runs(scenario: Scenario, *policies: str) -> dict[str, Ledger]:
    run = open_runner(scenario, build_world(scenario), "compiled")
    return {name: run(name) for name in policies}


@pytest.fixture(scope="module")
def portfolio() -> Scenario:
    """4,000 customers."""
    return enlarged(10)


@pytest.fixture(scope="module")
def ledgers(portfolio: Scenario) -> dict[str, Ledger]:
    return runs(portfolio, *portfolio.policies)


@pytest.fixture(scope="module")
def in_force(ledgers: dict[str, Ledger]) -> Lateness:
    return lateness_of(ledgers["douce"])


@pytest.mark.parametrize("name", TARGETS)
def test_lateness_of_a_small_portfolio(in_force: Lateness, name: str) -> None:
    target, tolerance = TARGETS[name]
    found = in_force.shares()[name]
    assert abs(found.value - target) < tolerance + ERRORS * found.error
    assert found.error < 0.15 * target, "the test has power"


@pytest.mark.parametrize("by_amount", [False, True], ids=["number", "amount"])
@pytest.mark.parametrize("age_days", STILL_COLLECTED)
def test_old_debts_of_a_small_portfolio(in_force: Lateness, age_days: int, by_amount: bool) -> None:
    target, tolerance = STILL_COLLECTED[age_days]
    found = in_force.still_collected(age_days, by_amount=by_amount)
    assert abs(found.value - target) < tolerance + ERRORS * found.error


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2026, 1, 2, 3])
def test_targets_on_22_000_customers(seed: int) -> None:
    """The tolerances as they are stated, whatever the luck."""
    scenario = enlarged(55, f"simulation.seed={seed}")
    late = lateness_of(simulate(scenario, build_world(scenario), "douce", "compiled"))
    found = {name: estimate.value for name, estimate in late.shares().items()}
    assert found == {
        name: pytest.approx(target, abs=tolerance) for name, (target, tolerance) in TARGETS.items()
    }
    for age_days, (target, tolerance) in STILL_COLLECTED.items():
        for by_amount in (False, True):
            share = late.still_collected(age_days, by_amount=by_amount).value
            assert share == pytest.approx(target, abs=tolerance)


def test_large_accounts_and_public_buyers_pay_later(in_force: Lateness) -> None:
    """By size (S:B1): SMEs under 12 to 14 days, public buyers about 15, 1,000 staff and more 20."""
    sme, large, public = (in_force.mean_of(segment) for segment in range(3))
    assert 12.0 - ERRORS * sme.error < sme.value < 14.0 + ERRORS * sme.error
    assert abs(public.value - 15.0) < 1.5 + ERRORS * public.error
    assert abs(large.value - 20.0) < 1.5 + ERRORS * large.error
    assert large.value > sme.value


def test_insolvencies_and_losses_are_those_of_french_firms(
    portfolio: Scenario, ledgers: dict[str, Ledger]
) -> None:
    """About 1.3 to 1.6 % of firms a year, losses of 0.6 to 2 % of sales (S:B3)."""
    ledger = ledgers["douce"]
    years = (ledger.end_day - ledger.first_day) / DAYS_PER_YEAR
    slots = sum(segment.customers for segment in portfolio.segments.values())
    rate = ledger.of_kind(Kind.INSOLVENCY_OPENED).size / slots / years
    assert 0.010 < rate < 0.016
    assert 0.006 < scorecard(ledger, portfolio.finance)["bad_debt_rate"] < 0.020


def test_levers_move_what_they_plausibly_can() -> None:
    """Dunning is worth days of DSO, not a month, and late payers come later without it (S:C1).

    Nobody leaves here: those who never pay leave first under `ferme`, which would flatter its DSO.
    """
    patient = enlarged(10, *(f"behaviour.relation.patience.{end}=0" for end in PATIENCE))
    dso = {
        name: scorecard(ledger, patient.finance)["dso_simple"]
        for name, ledger in runs(patient, "nothing", "douce", "ferme").items()
    }
    assert 2.0 < dso["nothing"] - dso["douce"] < 8.0
    assert 0.5 < dso["douce"] - dso["ferme"] < 4.0


def test_few_customers_leave(portfolio: Scenario, ledgers: dict[str, Ledger]) -> None:
    """Hardly any under `douce`, some 0.5 % a year under `ferme`: our convention (`docs/sources.md`)."""
    slots = sum(segment.customers for segment in portfolio.segments.values())
    rate = {}
    for name in ("douce", "ferme"):
        ledger = ledgers[name]
        lost = ledger.of_kind(Kind.CUSTOMER_LOST)["tick"] >= 0
        rate[name] = lost.sum() / slots / (ledger.end_day / DAYS_PER_YEAR)
    assert rate["douce"] < 0.002
    assert 0.001 < rate["ferme"] < 0.02


def test_a_minority_takes_the_discount(ledgers: dict[str, Ledger]) -> None:
    """24 % of organisations capture discounts consistently (S:C2): fewer invoices, not hardly any."""
    ledger = ledgers["remise"]
    invoices = ledger.invoices
    is_new = (invoices.issue_day >= 0) & (invoices.issue_day < ledger.cohort_days)
    taken = ledger.of_kind(Kind.DISCOUNT)["invoice"]
    assert 0.05 < is_new[taken].sum() / is_new.sum() < 0.24


def test_most_of_what_an_agency_brings_would_have_come_anyway(
    portfolio: Scenario, ledgers: dict[str, Ledger]
) -> None:
    """The intensity of the agency is about the customers' own: four fifths come anyway, or more."""
    card = scorecard(ledgers["douce"], portfolio.finance)
    assert 0.0 < card["agency_incremental"] < 0.2 * card["recovery_placed"]
