"""Customers on record: who they are is drawn given what they paid, no more and no less."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from simrecouv.calibration import simulated_ledger
from simrecouv.calibration.books import with_books
from simrecouv.scenario import Scenario, scenario_from, to_tables
from simrecouv.world import build_world
from theory.worlds import one_profile

VARIANCE = 0.5


def on_record(invoices: list[tuple[int, int, int, int]], **changes: Any) -> Scenario:
    """A hazard of 0.01 a day from 30 days before due; (customer, issue, due, paid) on record."""
    customers = 1 + max(customer for customer, *_ in invoices)
    scenario = one_profile(
        [[-30, 0.01]],
        segment={"customers": customers},
        behaviour={"frailty_variance": VARIANCE},
    )
    customer, issue, due, paid = zip(*invoices, strict=True)
    opening = {
        "segment": ["only"] * customers,
        "customer": customer,
        "issue_day": issue,
        "due_day": due,
        "paid_day": paid,
        "amount_cents": [100] * len(customer),
        **changes,
    }
    return scenario_from({**to_tables(scenario), "opening": opening})


def frailties(scenario: Scenario, replications: int = 400) -> np.ndarray:
    """Frailty of each customer on record, by replication."""
    n = scenario.segments["only"].customers
    worlds = [build_world(scenario, number) for number in range(replications)]
    return np.array([world.frailty[world.insolvency_day > 0][:n] for world in worlds])


def test_frailty_follows_its_law_given_the_record() -> None:
    """Ten invoices open for 200 days each: gamma of shape 1/v and rate 1/v + 20, by Bayes.

    Kolmogorov and Smirnov's test over 400 worlds, at a risk of one in a thousand.
    """
    scenario = on_record([(0, -200, -170, 0)] * 10)
    k = 1.0 / VARIANCE
    law = stats.gamma(k, scale=1.0 / (k + 20.0))
    assert stats.kstest(frailties(scenario)[:, 0], law.cdf).pvalue > 1e-3


def test_payments_count_with_half_of_their_last_day() -> None:
    """Five invoices paid 21 days after issue: 19 whole closes and a half, five payments."""
    scenario = on_record([(0, -200, -170, -179)] * 5)
    k, hazard = 1.0 / VARIANCE, 5 * 0.01 * (20 + 0.5)
    law = stats.gamma(k + 5, scale=1.0 / (k + hazard))
    assert stats.kstest(frailties(scenario)[:, 0], law.cdf).pvalue > 1e-3


def test_the_policy_in_force_is_not_taken_for_the_customer() -> None:
    """Under a policy that doubled all intensities, the same record shows a slower customer."""
    invoices = [(0, -200, -170, -179)] * 5
    plain = frailties(on_record(invoices)).mean()
    chased = frailties(on_record(invoices, contact_factor=[[-30, 2.0]])).mean()
    k = 1.0 / VARIANCE
    expected = [(k + 5) / (k + factor * 1.025) for factor in (1.0, 2.0)]
    error = 4.0 * np.sqrt(k + 5) / (k + 1.025) / np.sqrt(400)  # four standard errors
    assert [plain, chased] == pytest.approx(expected, abs=error)


def test_the_effect_of_a_policy_holds_until_its_next_step() -> None:
    """Doubled for ten days, then as it was, then doubled again: 30 closes of twenty."""
    steps = [[-30, 2.0], [-20, 1.0], [-10, 2.0], [0, 1.0]]
    scenario = on_record([(0, -200, -170, 0)] * 10, contact_factor=steps)
    k, hazard = 1.0 / VARIANCE, 10 * 0.01 * (10 * 2 + 10 + 10 * 2 + 170)
    law = stats.gamma(k, scale=1.0 / (k + hazard))
    assert stats.kstest(frailties(scenario)[:, 0], law.cdf).pvalue > 1e-3


def test_a_company_has_one_luck_in_all_its_segments() -> None:
    scenario = on_record([(0, -200, -170, -179), (1, -100, -70, 0)], same_as=[0, 0])
    drawn = frailties(scenario, 20)
    np.testing.assert_array_equal(drawn[:, 0], drawn[:, 1])
    assert len(set(drawn[:, 0])) == 20


def test_who_paid_is_not_one_who_never_pays() -> None:
    """Two profiles, one of which pays only if forced: the record decides, by Bayes."""
    scenario = on_record([(0, -200, -170, -179), (1, -200, -170, 0), (2, -1, 29, 0)])
    tables = to_tables(scenario)
    tables["profiles"]["never"] = {"hazard": [[0, 0.0]]}
    tables["segments"]["only"]["profiles"] = {"only": 0.8, "never": 0.2}
    scenario = scenario_from(tables)
    never = list(scenario.profiles).index("never")
    worlds = [build_world(scenario, number) for number in range(2000)]
    share = np.mean([world.profile[:3] == never for world in worlds], axis=0)
    k = 1.0 / VARIANCE
    unpaid = 0.8 * (k / (k + 2.0)) ** k
    fresh = 0.8 * (k / (k + 0.01)) ** k
    expected = [0.0, 0.2 / (0.2 + unpaid), 0.2 / (0.2 + fresh)]
    assert share == pytest.approx(expected, abs=4.0 * np.sqrt(0.25 / 2000))


def test_draws_are_calibrated_against_the_truth() -> None:
    """Simulate customers, look at their books only, draw them again: the truth ranks anywhere.

    One draw per customer; P(draw < truth) is one half on average and the ranks of the truth among
    nine draws are even, by Bayes. A χ² over ten ranks, at a risk of one in a thousand.
    """
    truth = one_profile(
        [[-20, 0.01], [0, 0.04]],
        segment={"customers": 1500, "orders_per_customer_per_year": 6.0},
        behaviour={"frailty_variance": VARIANCE},
    )
    real = build_world(truth, 0)
    ledger = simulated_ledger(truth, "nothing", last_day=300)
    known = with_books(truth, ledger)
    listed = sorted(ledger.invoices["customer_id"].unique())
    theta = real.frailty[[int(name[1:]) for name in listed]]
    draws = np.array([build_world(known, number).frailty[: len(listed)] for number in range(1, 10)])
    ranks = (draws < theta).sum(axis=0)
    assert stats.chisquare(np.bincount(ranks, minlength=10)).pvalue > 1e-3
    # And the books do tell: a posterior is narrower than the law of all customers.
    assert draws.std(axis=0).mean() < 0.8 * np.sqrt(VARIANCE)
