"""The state of the policy panel: what each slider may be, and the scenario that they state.

A trial policy starts as a copy of the baseline. Every lever names the place of the scenario that it
sets, so a position of the sliders is a list of ``path=value`` overrides. The trial has its own copy
of the agency, so that its commission leaves the baseline alone; the gain of an e-mail is an
assumption about customers, so it holds for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any, NamedTuple

from simrecouv.scenario import Assumption, Scenario, scenario_from, to_tables, with_overrides
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.steps import ContactStep, PlacementStep
from simrecouv.vocabulary import Channel, Trigger

#: Deadline of a discount that the baseline does not grant [days].
USUAL_DEADLINE_DAYS = 10
#: Steps of the slider over an assumption's range.
GAIN_STEPS = 11

DAYS = {
    "first_reminder": range(31),
    "repeat_interval": range(3, 31),
    "discount_deadline": range(5, 31),
    "outsourcing_age": range(15, 181),
}
RATES = {
    "discount_rate": tuple(k / 200.0 for k in range(11)),
    "commission": tuple(k / 100.0 for k in range(5, 51, 5)),
}


class Lever(NamedTuple):
    """One thing that the panel may change.

    Attributes
    ----------
    name
        Key of the slider.
    path
        Place of the value in the scenario of the trial.
    unit
        ``"days"`` or ``"share"``.
    values
        What it may be, ascending.
    start
        What the baseline does; one of `values`.
    """

    name: str
    path: str
    unit: str
    values: tuple[float, ...]
    start: float


def trial_name(scenario: Scenario) -> str:
    """Name the trial policy: ``essai``, or the first ``essai-2``, ``essai-3`` ... that is free.

    >>> from simrecouv.scenario import load_scenario
    >>> trial_name(load_scenario("pme-b2b"))
    'essai'
    """
    names = ("essai" if k == 1 else f"essai-{k}" for k in count(1))
    return next(n for n in names if n not in scenario.policies and n not in scenario.agencies)


def levers_of(scenario: Scenario) -> dict[str, Lever]:
    """List the levers that the baseline of a scenario lends itself to.

    A baseline without placement has no commission to change, and so on: such levers are absent.

    >>> from simrecouv.scenario import load_scenario
    >>> {name: lever.start for name, lever in levers_of(load_scenario("pme-b2b")).items()}
    {'first_reminder': 8, 'repeat_interval': 10, 'discount_rate': 0.0, 'discount_deadline': 10,
     'outsourcing_age': 90, 'commission': 0.15, 'email_gain': 0.5}
    """
    baseline = scenario.policies[scenario.simulation.baseline]
    at = f"policies.{trial_name(scenario)}"
    found = [
        *_contact_levers(baseline, at),
        *_discount_levers(baseline, at),
        *_agency_levers(scenario, baseline, at),
        *_assumption_levers(scenario),
    ]
    return {lever.name: lever for lever in found}


def trial_scenario(scenario: Scenario, positions: Mapping[str, float]) -> Scenario:
    """Add the trial policy that some positions of the levers state.

    Parameters
    ----------
    scenario
        What the user states; its baseline is the start of the trial.
    positions
        Lever → value; a lever that is left out stays where the baseline is.

    Raises
    ------
    ScenarioError
        If a position makes no sense.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> trial = trial_scenario(load_scenario("pme-b2b"), {"discount_rate": 0.02})
    >>> trial.policies["essai"].discount
    Discount(rate=0.02, within_days=10, segments=None)
    """
    levers = levers_of(scenario)
    stated = {name: lever.start for name, lever in levers.items()} | dict(positions)
    is_granted = stated["discount_rate"] > 0.0
    overrides = [
        f"{levers[name].path}={value}"
        for name, value in stated.items()
        if is_granted or not name.startswith("discount_")
    ]
    return with_overrides(_with_trial(scenario, is_granted), overrides)


def _with_trial(scenario: Scenario, is_granted: bool) -> Scenario:
    """Add a policy that does what the baseline does, with its own agency, discount or none."""
    tables, trial = to_tables(scenario), trial_name(scenario)
    policy: dict[str, Any] = dict(tables["policies"][scenario.simulation.baseline])
    policy["label"] = {"fr": "essai", "en": "trial"}
    if not is_granted:
        policy.pop("discount", None)
    placement = _placement(scenario.policies[scenario.simulation.baseline])
    if placement is not None:
        agency = tables["agencies"][placement.agency]
        tables["agencies"] = {**tables["agencies"], trial: agency}
        policy["steps"] = [
            {**step, "agency": trial} if step["id"] == placement.id else step
            for step in policy["steps"]
        ]
    tables["policies"] = {**tables["policies"], trial: policy}
    return scenario_from(tables, source=scenario.name)


def _contact_levers(baseline: Policy, at: str) -> list[Lever]:
    contacts = [step for step in baseline.steps if isinstance(step, ContactStep)]
    levers = []
    first = next((s for s in contacts if s.from_ is Trigger.DUE and s.days >= 0), None)
    if first is not None:
        levers.append(_days("first_reminder", f"{at}.steps.{first.id}.days", first.days))
    for step in contacts:
        if step.repeat is not None:
            path = f"{at}.steps.{step.id}.repeat.every_days"
            return [*levers, _days("repeat_interval", path, step.repeat.every_days)]
    return levers


def _discount_levers(baseline: Policy, at: str) -> list[Lever]:
    granted = baseline.discount
    rate = granted.rate if granted else 0.0
    deadline = granted.within_days if granted else USUAL_DEADLINE_DAYS
    return [
        _share("discount_rate", f"{at}.discount.rate", rate),
        _days("discount_deadline", f"{at}.discount.within_days", deadline),
    ]


def _agency_levers(scenario: Scenario, baseline: Policy, at: str) -> list[Lever]:
    placement = _placement(baseline)
    if placement is None:
        return []
    rate = scenario.agencies[placement.agency].commission_rate
    return [
        _days("outsourcing_age", f"{at}.steps.{placement.id}.days", placement.days),
        _share("commission", f"agencies.{trial_name(scenario)}.commission_rate", rate),
    ]


def _assumption_levers(scenario: Scenario) -> list[Lever]:
    effect = scenario.behaviour.contact.get(Channel.EMAIL)
    if effect is None or effect.gain.low == effect.gain.high:
        return []
    values = _grid(effect.gain)
    return [
        Lever(
            "email_gain", "behaviour.contact.email.gain.value", "share", values, effect.gain.value
        )
    ]


def _placement(policy: Policy) -> PlacementStep | None:
    placements = (step for step in policy.steps if isinstance(step, PlacementStep))
    return next((step for step in placements if step.from_ is Trigger.DUE), None)


def _days(name: str, path: str, start: int) -> Lever:
    usual = DAYS[name]
    values = tuple(range(min(usual[0], start), max(usual[-1], start) + 1))
    return Lever(name, path, "days", values, start)


def _share(name: str, path: str, start: float) -> Lever:
    return Lever(name, path, "share", tuple(sorted({*RATES[name], start})), start)


def _grid(assumed: Assumption) -> tuple[float, ...]:
    """Return even steps from low to high, and the central value."""
    step = (assumed.high - assumed.low) / GAIN_STEPS
    inner = (round(assumed.low + k * step, 4) for k in range(1, GAIN_STEPS))
    return tuple(sorted({assumed.low, *inner, assumed.high, assumed.value}))
