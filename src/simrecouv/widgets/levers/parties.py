"""The levers of agencies, courts and write-off.

An agency that another policy names is never changed: the policy gets a copy of its own, called
``agency-policy``, and gives it back once both say the same.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import (
    LegalStep,
    PlacementStep,
    WriteOffStep,
)
from simrecouv.vocabulary import Label, Procedure
from simrecouv.widgets.levers.acts import dated, set_dated
from simrecouv.widgets.levers.drafts import Draft
from simrecouv.widgets.levers.lever import Found, Value, options
from simrecouv.widgets.levers.step_tables import steps_of_kind

PLACEMENT_DAYS = (*range(15, 181, 5), 210, 240, 270, 300, 365)
COMMISSIONS = tuple(k / 100.0 for k in range(5, 51, 5))
COURT_DAYS = (30, 45, 60, 75, 90, 120, 150, 180, 270, 365)
#: No later than two years: a later one would lengthen every simulation.
WRITE_OFF_DAYS = (90, 120, 180, 270, 365, 540, 730)
#: Below it, a court costs more than it brings [EUR].
LEAST_SUED_EUR = 500.0

NOT_PLACED = Label("rien n'est remis au cabinet", "nothing is placed with an agency")


def placement(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Age at which invoices are entrusted to the agency."""
    return dated(policy, PlacementStep, PLACEMENT_DAYS) if scenario.agencies else None


def set_placement(draft: Draft, value: Value) -> None:
    """Place sooner, later, or never."""
    agency = agency_of(draft.scenario, draft.policy, draft.like)
    new = {"id": "cabinet", "action": "placement", "from": "due", "agency": agency}
    set_dated(draft, PlacementStep, value, new)


def commission(scenario: Scenario, policy: Policy, like: Policy | None) -> Found | None:
    """Commission of the agency that is met first."""
    agency = agency_of(scenario, policy, like)
    if agency is None:
        return None
    value = scenario.agencies[agency].commission_rate
    idle = None if steps_of_kind(policy, PlacementStep) else NOT_PLACED
    return Found(value, options(COMMISSIONS, value), idle=idle)


def set_commission(draft: Draft, value: Value) -> None:
    """Give the policy an agency of its own at another rate, or the shared one again."""
    agencies = dict(draft.scenario.agencies)
    named = agency_of(draft.scenario, draft.policy, draft.like)
    if named is None:
        return
    shared = original(draft, named) or named
    rate = {"commission_rate": value}
    wanted = agencies[named].model_copy(update=rate)
    used = named_by_others(draft)
    if wanted == agencies[shared]:
        new = shared
    else:
        new = next(n for n in _own_names(shared, draft.name) if n not in agencies or n not in used)
        agencies[new] = wanted
    for table in draft.steps:
        if table["action"] == "placement" and table["agency"] == named:
            table["agency"] = new
    kept = used | {t["agency"] for t in draft.steps if t["action"] == "placement"}
    draft.sections["agencies"] = {
        name: one for name, one in agencies.items() if name in kept or not original(draft, name)
    }


def agency_of(scenario: Scenario, policy: Policy, like: Policy | None) -> str | None:
    """Name the agency that a policy meets first, or would meet; None if there is none."""
    started = () if like is None else (like,)
    for one in (policy, *started, *scenario.policies.values()):
        steps = steps_of_kind(one, PlacementStep)
        if steps:
            return str(min(steps, key=lambda step: step.days).agency)
    return next(iter(scenario.agencies), None)


def named_by_others(draft: Draft) -> set[str]:
    """Return the agencies that other policies name, or that the steps to come back do."""
    others = [one for name, one in draft.scenario.policies.items() if name != draft.name]
    others += [] if draft.like is None else [draft.like]
    return {step.agency for one in others for step in steps_of_kind(one, PlacementStep)}


def original(draft: Draft, agency: str) -> str | None:
    """Return the agency of which another is this policy's own copy; None if it is no copy."""
    for shared in draft.scenario.agencies:
        if agency != shared and agency.startswith(next(_own_names(shared, draft.name))):
            return shared
    return None


def _own_names(agency: str, policy: str) -> Any:
    stem = f"{agency[:20]}-{policy[:15]}"
    return (stem if k == 1 else f"{stem}-{k}" for k in count(1))


def court(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Age at which a court is seized."""
    return dated(policy, LegalStep, COURT_DAYS) if scenario.courts else None


def set_court(draft: Draft, value: Value) -> None:
    """Sue sooner, later, or never."""
    new = {
        "id": "justice",
        "action": "legal",
        "from": "due",
        "court": usual_court(draft.scenario),
        "min_amount_eur": LEAST_SUED_EUR,
    }
    set_dated(draft, LegalStep, value, new)


def usual_court(scenario: Scenario) -> str | None:
    """Name the court of a first legal action: one that gives payment orders, if there is one."""
    orders = [n for n, c in scenario.courts.items() if c.procedure is Procedure.PAYMENT_ORDER]
    return next(iter([*orders, *scenario.courts]), None)


def write_off(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Age at which debts are written off."""
    return dated(policy, WriteOffStep, WRITE_OFF_DAYS)


def set_write_off(draft: Draft, value: Value) -> None:
    """Write off sooner, later, or never."""
    set_dated(draft, WriteOffStep, value, {"id": "perte", "action": "write_off", "from": "due"})
