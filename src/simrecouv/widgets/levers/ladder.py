"""Editing the ladder of a policy: add, remove, move and change its steps; no other policy changes.

A step is its plain table, as a scenario file writes it; what makes no sense is refused with the
error that the file would get. Values of a form may hold None: that key is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simrecouv.errors import StudyError, nearest
from simrecouv.scenario import Scenario
from simrecouv.scenario.merge import Raw
from simrecouv.vocabulary import Action, Channel, Trigger
from simrecouv.widgets.levers.drafts import Draft, policy_of
from simrecouv.widgets.levers.parties import LEAST_SUED_EUR, agency_of, usual_court
from simrecouv.widgets.levers.step_tables import free_id, place_by_day

#: Days after due of a new step, by action.
NEW_DAYS = {
    Action.CONTACT: 10,
    Action.CHARGE: 15,
    Action.HOLD_ORDERS: 30,
    Action.PLACEMENT: 90,
    Action.LEGAL: 120,
    Action.WRITE_OFF: 730,
}
NEW_IDS = {
    Action.CONTACT: "relance",
    Action.CHARGE: "penalites",
    Action.HOLD_ORDERS: "blocage",
    Action.PLACEMENT: "cabinet",
    Action.LEGAL: "justice",
    Action.WRITE_OFF: "perte",
}


def steps_of(scenario: Scenario, policy: str) -> list[Raw]:
    """Return the plain tables of the steps of a policy, in the order of the ladder.

    >>> from simrecouv.scenario import load_scenario
    >>> [step["id"] for step in steps_of(load_scenario("pme-b2b"), "nothing")]
    ['perte']
    """
    return Draft(scenario, policy).steps


def new_steps(scenario: Scenario, policy: str) -> dict[str, Raw]:
    """Return what a new step of each action may start from, as far as the scenario has it.

    Ids are free in the policy.

    >>> from simrecouv.scenario import load_scenario
    >>> new = new_steps(load_scenario("pme-b2b"), "douce")
    >>> list(new), new["write_off"]["id"]
    (['contact', 'charge', 'hold_orders', 'placement', 'legal', 'write_off'], 'perte-2')
    """
    stated = policy_of(scenario, policy)
    ids = [step.id for step in stated.steps]
    described = scenario.behaviour.contact
    channel = Channel.EMAIL if Channel.EMAIL in described else next(iter(described), None)
    needs: dict[Action, Raw] = {
        Action.CONTACT: {"channel": None if channel is None else str(channel), "tone": "neutral"},
        Action.PLACEMENT: {"agency": agency_of(scenario, stated, None)},
        Action.LEGAL: {"court": usual_court(scenario), "min_amount_eur": LEAST_SUED_EUR},
    }
    return {
        str(action): {
            "id": free_id(NEW_IDS[action], ids),
            "action": str(action),
            "from": "due",
            "days": days,
            **needs.get(action, {}),
        }
        for action, days in NEW_DAYS.items()
        if None not in needs.get(action, {}).values()
    }


def added(
    scenario: Scenario, policy: str, step: Mapping[str, Any], place: int | None = None
) -> Scenario:
    """Add a step; its id is made unique, and it stands by its date unless a place is given.

    Parameters
    ----------
    scenario, policy
        The policy to change.
    step
        Its plain table.
    place
        Number of steps that stand before it.

    Raises
    ------
    StudyError
        If there is no such policy, or no such place.
    ScenarioError
        If the step makes no sense.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> scenario = load_scenario("pme-b2b")
    >>> more = added(scenario, "nothing", new_steps(scenario, "nothing")["contact"])
    >>> [step.id for step in more.policies["nothing"].steps]
    ['relance', 'perte']
    """
    draft = Draft(scenario, policy)
    ids = {table["id"] for table in draft.steps}
    table = {**_stated(step), "id": free_id(str(step.get("id") or ""), ids)}
    draft.table["steps"] = _placed(draft.steps, table, place)
    return draft.done()


def removed(scenario: Scenario, policy: str, step: str) -> Scenario:
    """Remove a step.

    Raises
    ------
    StudyError
        If there is no such policy, or no such step.
    """
    draft = Draft(scenario, policy)
    draft.steps.pop(_place_of(draft, step))
    return draft.done()


def moved_to(scenario: Scenario, policy: str, step: str, place: int) -> Scenario:
    """Move a step: so many others stand before it.

    Raises
    ------
    StudyError
        If there is no such policy, step or place.
    """
    draft = Draft(scenario, policy)
    table = draft.steps.pop(_place_of(draft, step))
    draft.table["steps"] = _placed(draft.steps, table, place)
    return draft.done()


def changed(scenario: Scenario, policy: str, step: str, changes: Mapping[str, Any]) -> Scenario:
    """Change some keys of a step; None leaves a key out. Its id and its action stay.

    Raises
    ------
    StudyError
        If there is no such policy or step, or if its id or its action would change.
    ScenarioError
        If the step would make no sense.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> scenario = load_scenario("pme-b2b")
    >>> later = changed(scenario, "nothing", "perte", {"days": 365})
    >>> later.policies["nothing"].write_off_days
    365
    """
    draft = Draft(scenario, policy)
    table = draft.steps[_place_of(draft, step)]
    for key in ("id", "action"):
        if changes.get(key, table[key]) != table[key]:
            raise StudyError(f"the {key} of {step!r} cannot change: remove it and add another")
    if changes.get("channel", table.get("channel")) != table.get("channel"):
        table.pop("by", None)  # a call is made by people, a message by the system, unless stated
    stated = _stated({**table, **changes})
    table.clear()
    table.update(stated)
    return draft.done()


def _stated(step: Mapping[str, Any]) -> Raw:
    return {key: value for key, value in step.items() if value is not None}


def _placed(steps: list[Raw], table: Raw, place: int | None) -> list[Raw]:
    if place is None:
        is_dated = isinstance(table.get("days"), int) and table.get("from", "due") in list(Trigger)
        place = place_by_day(steps, table) if is_dated else len(steps)
    if isinstance(place, bool) or not 0 <= place <= len(steps):
        raise StudyError(f"place = {place!r}: from 0 to {len(steps)} expected")
    return [*steps[:place], table, *steps[place:]]


def _place_of(draft: Draft, step: str) -> int:
    ids = [table["id"] for table in draft.steps]
    if step not in ids:
        raise StudyError(f"no step {step!r}, {nearest(step, ids)}")
    return ids.index(step)
