"""A sweep: one policy under several values of a lever, on the same worlds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from simrecouv.compare import Experiment, Optimum, Sweep, compare_policies, contenders, sweep
from simrecouv.compare.experiment import KPIS, TERMS
from simrecouv.compare.worker import Measured
from simrecouv.errors import ScenarioError, StudyError
from simrecouv.estimation import RATIO_KPIS, familywise
from simrecouv.kpi import CURVES
from simrecouv.scenario import Scenario, with_overrides
from simrecouv.vocabulary import DSO_SPLIT, TALLIES

RATE, RATES = "discount.rate", (0.005, 0.01, 0.03)


@pytest.fixture(scope="module")
def rates(tiny: Scenario) -> Sweep:
    return sweep(tiny, "remise", RATE, RATES, replications=4, workers=1)


def test_each_value_is_the_policy_with_that_value(tiny: Scenario, rates: Sweep) -> None:
    for point, rate in zip(rates.points, RATES, strict=True):
        scenario = with_overrides(tiny, [f"policies.remise.{RATE}={rate}"])
        alone = compare_policies(scenario, policies=["remise"], replications=4, workers=1)
        expected = alone.scorecard.query("policy == 'remise'")[KPIS].reset_index(drop=True)
        card = rates.experiment.scorecard
        found = card.loc[card["policy"] == point, KPIS].reset_index(drop=True)
        pd.testing.assert_frame_equal(found, expected)


def test_the_policy_swept_and_the_baseline_stay_as_they_are(tiny: Scenario, rates: Sweep) -> None:
    kept = rates.experiment.scenario.policies
    assert {name: kept[name] for name in tiny.policies} == tiny.policies
    gap = "contact_limits.min_gap_days"
    own = sweep(tiny, "douce", gap, [7, 30], replications=2, workers=1)
    rows = own.responses().query("value == 7 and direction != 'none'").dropna(subset=["mean"])
    assert (rows["mean"] == 0.0).all()


def test_responses_are_the_paired_differences_by_value(rates: Sweep) -> None:
    responses, differences = rates.responses(), rates.experiment.differences()
    assert set(responses["lever"]) == {RATE}
    assert responses["value"].tolist() == np.repeat(RATES, len(KPIS)).tolist()
    pd.testing.assert_frame_equal(
        responses.drop(columns=["lever", "value"]), differences.drop(columns="policy")
    )


def test_terms_sum_to_the_net_gain(rates: Sweep) -> None:
    total = rates.terms().groupby("value")["mean"].sum()
    gain = rates.responses().query("kpi == 'net_gain'").set_index("value")["mean"]
    assert total.to_numpy() == pytest.approx(gain.to_numpy(), abs=0.005)
    discounts = rates.terms().query("term == 'discounts'").set_index("value")["mean"]
    assert (discounts < 0.0).all()
    assert discounts.is_monotonic_decreasing


# === Where the best lies, on numbers made by hand ===


def by_hand(tiny: Scenario, kpi: str, reached: list[list[float]]) -> Sweep:
    """Make a sweep that reached these values of a KPI: one row per replication, 0 elsewhere."""
    points = tuple(f"sweep-{k + 1}" for k in range(len(reached[0])))
    measured = []
    for row in reached:
        card = np.zeros((1 + len(row), len(KPIS)))
        card[1:, KPIS.index(kpi)] = row
        bridge = np.zeros((1 + len(row), len(TERMS)), dtype=np.int64)
        split = np.zeros((1 + len(row), 2, len(DSO_SPLIT)))
        dealt = np.zeros((1 + len(row), len(TALLIES)), dtype=np.int64)
        curves = np.zeros((1 + len(row), len(CURVES), 1))
        parts = np.zeros((1 + len(row), len(RATIO_KPIS), 2))
        measured.append(Measured(card, bridge, split, dealt, np.zeros(1), curves, parts))
    names = (tiny.simulation.baseline, *points)
    study = Experiment(tiny, "simpy", tuple(range(len(reached))), names, tuple(measured))
    return Sweep("douce", RATE, tuple(range(1, len(points) + 1)), points, study)


@pytest.mark.parametrize(
    ("kpi", "reached", "expected"),
    [
        ("net_gain", [[0, 5, 19, 1], [1, 6, 19, 2], [0, 5, 20, 1]], Optimum(3, 3, 3, True)),
        ("net_gain", [[0, 9, 8, 1], [1, 8, 10, 2], [0, 9, 8, 1]], Optimum(2, 2, 3, True)),
        ("net_gain", [[19, 5, 4, 1], [19, 6, 4, 2], [20, 5, 4, 1]], Optimum(1, 1, 1, False)),
        ("net_gain", [[0, 5, 4, 1], [1, 6, 4, 9], [0, 5, 6, 1]], Optimum(2, 2, 4, False)),
        ("dso_simple", [[29, 25, 1, 28], [29, 26, 1, 27], [30, 25, 2, 28]], Optimum(3, 3, 3, True)),
        ("net_gain", [[0, 5, 9, 1]], Optimum(3, 1, 4, False)),
        ("net_gain", [[2, 2, 2]] * 3, Optimum(1, 1, 3, False)),
    ],
    ids=["inside", "as good", "at an end", "an end as good", "lower", "one world", "flat"],
)
def test_the_best_value_and_those_that_cannot_be_told_from_it(
    tiny: Scenario, kpi: str, reached: list[list[float]], expected: Optimum
) -> None:
    assert by_hand(tiny, kpi, reached).optimum(kpi) == expected


def test_a_kpi_without_direction_or_value_has_no_best(tiny: Scenario) -> None:
    found = by_hand(tiny, "cei", [[1, float("nan")]] * 2)
    for kpi, told in (("contacts", "direction"), ("cie", "direction"), ("cei", "undefined")):
        with pytest.raises(StudyError, match=told):
            found.optimum(kpi)


def test_luck_that_is_shared_does_not_blur_the_best(tiny: Scenario) -> None:
    """Worlds differ by hundreds, policies by one or two in each of them: the gap is what counts."""
    worlds = [0.0, 500.0, -300.0, 900.0, 100.0]
    reached = [[w + 10.0, w + 20.0 + 0.1 * k, w + 30.0] for k, w in enumerate(worlds)]
    study = by_hand(tiny, "net_gain", reached).experiment
    assert contenders(study, policies=["sweep-1", "sweep-2", "sweep-3"]) == (
        "sweep-3",
        ("sweep-3",),
    )
    assert contenders(study, policies=["sweep-1", "sweep-2"]).close == ("sweep-2",)
    assert contenders(study, policies=["sweep-1"]) == ("sweep-1", ("sweep-1",))


def test_a_policy_equal_to_the_best_may_be_the_best(tiny: Scenario) -> None:
    study = by_hand(tiny, "dso_simple", [[50, 40, 40], [52, 41, 41], [49, 39, 39]]).experiment
    points = ["sweep-1", "sweep-2", "sweep-3"]
    assert contenders(study, "dso_simple", points) == ("sweep-2", ("sweep-2", "sweep-3"))


def test_a_tail_tells_no_best_from_few_replications(tiny: Scenario) -> None:
    study = by_hand(tiny, "bad_debt", [[9, 1], [8, 1], [9, 2], [9, 1]]).experiment
    assert contenders(study, "bad_debt", ["sweep-1", "sweep-2"]) == (
        "sweep-2",
        ("sweep-1", "sweep-2"),
    )


@pytest.mark.parametrize(("comparisons", "each"), [(0, 0.95), (1, 0.95), (5, 0.99), (50, 0.999)])
def test_several_intervals_share_their_risk(comparisons: int, each: float) -> None:
    assert familywise(comparisons) == pytest.approx(each)


def test_nothing_to_choose_from_is_an_error(tiny: Scenario) -> None:
    with pytest.raises(StudyError, match="at least one policy"):
        contenders(by_hand(tiny, "net_gain", [[1, 2]]).experiment, policies=[])


Ask = Callable[[Scenario], Sweep]


@pytest.mark.parametrize(
    ("ask", "error", "told"),
    [
        (lambda s: sweep(s, "remises", RATE, RATES), StudyError, "did you mean 'remise'"),
        (lambda s: sweep(s, "remise", RATE, [0.01]), StudyError, "at least two"),
        (lambda s: sweep(s, "remise", RATE, [0.02, 0.01]), StudyError, "ascending"),
        (lambda s: sweep(s, "remise", "discount.rates", RATES), ScenarioError, "rate"),
        (lambda s: sweep(s, "remise", RATE, [0.1, 2.0]), ScenarioError, "0.5"),
    ],
)
def test_bad_sweeps_are_named(tiny: Scenario, ask: Ask, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        ask(tiny)
