"""The sliders state a scenario: the trial starts as the baseline, and a lever moves one thing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simrecouv.errors import ScenarioError
from simrecouv.scenario import Scenario, load_scenario, to_tables
from simrecouv.widgets import levers_of, trial_name, trial_scenario

SCENARIO = load_scenario("pme-b2b")
LEVERS = levers_of(SCENARIO)

#: A value of each lever that the baseline does not have.
ELSEWHERE = {
    name: next(value for value in lever.values if value != lever.start)
    for name, lever in LEVERS.items()
}


def _based_on(policy: str) -> Scenario:
    return load_scenario("pme-b2b", [f"simulation.baseline={policy}"])


def _leaves(node: Any, path: str = "") -> dict[str, Any]:
    """Address every value of plain tables; a list of steps is entered by id."""
    if isinstance(node, dict):
        below = [(f"{path}.{key}", value) for key, value in node.items()]
    elif isinstance(node, list) and all(isinstance(one, dict) and "id" in one for one in node):
        below = [(f"{path}.{one['id']}", one) for one in node]
    else:
        return {path.removeprefix("."): node}
    return {at: leaf for place, value in below for at, leaf in _leaves(value, place).items()}


def test_the_trial_starts_as_the_baseline() -> None:
    start = {name: lever.start for name, lever in LEVERS.items()}
    trial = trial_scenario(SCENARIO, start)
    baseline = to_tables(trial)["policies"]["douce"]
    copy = to_tables(trial)["policies"]["essai"]
    for step in copy["steps"]:
        if step["action"] == "placement":
            agencies = to_tables(trial)["agencies"]
            assert agencies[step["agency"]] == agencies["standard"]
            step["agency"] = "standard"
    assert {**copy, "label": None} == {**baseline, "label": None}


def test_nothing_else_is_touched_by_adding_a_trial() -> None:
    before, after = _leaves(to_tables(SCENARIO)), _leaves(to_tables(trial_scenario(SCENARIO, {})))
    added = {path for path in after if path not in before}
    assert {path: after[path] for path in before} == before
    assert {path.split(".")[1] for path in added} == {"essai"}


@pytest.mark.parametrize("name", [name for name in LEVERS if not name.startswith("discount_")])
def test_a_lever_moves_the_place_that_it_names_and_no_other(name: str) -> None:
    before = _leaves(to_tables(trial_scenario(SCENARIO, {})))
    after = _leaves(to_tables(trial_scenario(SCENARIO, {name: ELSEWHERE[name]})))
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {LEVERS[name].path}
    assert after[LEVERS[name].path] == ELSEWHERE[name]


def test_a_rate_of_zero_is_no_discount() -> None:
    assert trial_scenario(SCENARIO, {"discount_rate": 0.0}).policies["essai"].discount is None
    granting = trial_scenario(_based_on("remise"), {"discount_rate": 0.0})
    assert granting.policies["essai"].discount is None
    assert granting.policies["remise"].discount is not None


def test_a_discount_keeps_the_segments_of_the_baseline() -> None:
    narrow = load_scenario(
        "pme-b2b", ["simulation.baseline=remise", "policies.remise.discount.segments=['pme']"]
    )
    offer = trial_scenario(narrow, {"discount_rate": 0.03}).policies["essai"].discount
    assert offer is not None
    assert (offer.rate, offer.segments) == (0.03, ("pme",))


def test_the_commission_of_the_trial_leaves_the_baseline_alone() -> None:
    trial = trial_scenario(SCENARIO, {"commission": 0.5})
    assert trial.agencies["standard"] == SCENARIO.agencies["standard"]
    assert trial.agencies["essai"].commission_rate == 0.5


def test_the_effect_of_an_email_stays_between_low_and_high() -> None:
    assumed = SCENARIO.behaviour.contact["email"].gain  # type: ignore[index]
    values = LEVERS["email_gain"].values
    assert (values[0], values[-1]) == (assumed.low, assumed.high)


@pytest.mark.parametrize("baseline", list(SCENARIO.policies))
def test_every_baseline_has_levers_that_start_where_it_is(baseline: str) -> None:
    scenario = _based_on(baseline)
    for lever in levers_of(scenario).values():
        assert lever.start in lever.values
        assert list(lever.values) == sorted(set(lever.values))
    trial_scenario(scenario, {})


def test_a_lever_without_object_is_absent() -> None:
    """A policy that only writes off has nothing to remind, to repeat or to place."""
    absent = {"first_reminder", "repeat_interval", "outsourcing_age", "commission"}
    assert absent.isdisjoint(levers_of(_based_on("nothing")))


def test_an_assumption_without_range_is_no_lever() -> None:
    stated = load_scenario("pme-b2b", ["behaviour.contact.email.gain={value=0.5,low=0.5,high=0.5}"])
    assert "email_gain" not in levers_of(stated)


def test_the_trial_takes_a_name_that_is_free() -> None:
    twice = trial_scenario(trial_scenario(SCENARIO, {}), {"first_reminder": 2})
    assert trial_name(twice) == "essai-3"
    assert twice.policies["essai-2"].steps != twice.policies["essai"].steps


def test_a_position_that_makes_no_sense_is_one_clear_error() -> None:
    with pytest.raises(ScenarioError, match="within_days"):
        trial_scenario(SCENARIO, {"discount_rate": 0.01, "discount_deadline": 4000})


@given(st.fixed_dictionaries({n: st.sampled_from(lever.values) for n, lever in LEVERS.items()}))
def test_any_position_of_the_sliders_is_a_valid_scenario(positions: dict[str, float]) -> None:
    trial = trial_scenario(SCENARIO, positions)
    offer = trial.policies["essai"].discount
    assert (offer.rate if offer else 0.0) == positions["discount_rate"]
