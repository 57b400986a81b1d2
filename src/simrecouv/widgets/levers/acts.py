"""The levers of limits and dated acts: contacts per customer, order hold, late charges."""

from __future__ import annotations

from simrecouv.scenario.merge import Raw
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ChargeStep, ContactStep, HoldStep, Step
from simrecouv.vocabulary import Label, SegmentKind, Trigger
from simrecouv.widgets.levers.drafts import Draft
from simrecouv.widgets.levers.lever import Found, Value, options
from simrecouv.widgets.levers.step_tables import drop, put_back, shifted

GAP_DAYS = (0, 1, 2, 3, 5, 7, 10, 14, 21, 30)
MOST_CONTACTS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 30)
HOLD_DAYS = (5, 10, 15, 20, 30, 45, 60, 90)
CHARGE_DAYS = (1, 8, 15, 30, 45, 60, 90)
NO_REMINDER = Label("la politique ne relance personne", "the policy reminds nobody")


def min_gap(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Least days between two contacts of one customer."""
    value = policy.contact_limits.min_gap_days
    return Found(value, options(GAP_DAYS, value), idle=_if_silent(policy))


def set_min_gap(draft: Draft, value: Value) -> None:
    """Set the least gap."""
    draft.table["contact_limits"]["min_gap_days"] = value


def most_contacts(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Most contacts of one customer in 30 days."""
    value = policy.contact_limits.max_per_customer_per_30_days
    return Found(value, options(MOST_CONTACTS, value), idle=_if_silent(policy))


def set_most_contacts(draft: Draft, value: Value) -> None:
    """Set the most contacts."""
    draft.table["contact_limits"]["max_per_customer_per_30_days"] = value


def age_of(policy: Policy, kind: type[Step]) -> tuple[bool, int | None]:
    """Return whether a policy has acts of a kind, and the earliest age of those from due."""
    acts = [step for step in policy.steps if isinstance(step, kind)]
    return bool(acts), min((s.days for s in acts if s.from_ is Trigger.DUE), default=None)


def dated(policy: Policy, kind: type[Step], usual: tuple[int, ...]) -> Found | None:
    """Age of the acts of a kind: never where there is none, no lever where none is from due."""
    has_some, age = age_of(policy, kind)
    return None if has_some and age is None else Found(age, options(usual, age, None))


def set_dated(draft: Draft, kind: type[Step], value: Value, new: Raw) -> None:
    """Move all acts of a kind together, take them away, or give them again."""
    if value is None:
        drop(draft, lambda step: isinstance(step, kind))
        return
    if not age_of(draft.policy, kind)[0]:
        put_back(draft, lambda step: isinstance(step, kind), {**new, "days": int(value)})
    shifted(draft, str(new["action"]), int(value))


def hold(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Age at which orders are held."""
    return dated(policy, HoldStep, HOLD_DAYS)


def set_hold(draft: Draft, value: Value) -> None:
    """Hold orders sooner, later, or never."""
    set_dated(draft, HoldStep, value, {"id": "blocage", "action": "hold_orders", "from": "due"})


def charge(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Age at which late charges are billed."""
    return dated(policy, ChargeStep, CHARGE_DAYS)


def set_charge(draft: Draft, value: Value) -> None:
    """Bill late charges sooner, later, or never."""
    new: Raw = {
        "id": "penalites",
        "action": "charge",
        "from": "due",
        "repeat": {"every_days": 30, "at_most": 2},
    }
    segments = draft.scenario.segments
    firms = [name for name, one in segments.items() if one.kind is SegmentKind.COMPANY]
    if firms and len(firms) < len(segments):  # the law sets what public buyers and consumers owe
        new["segments"] = firms
    set_dated(draft, ChargeStep, value, new)


def _if_silent(policy: Policy) -> Label | None:
    is_silent = not any(isinstance(step, ContactStep) for step in policy.steps)
    return NO_REMINDER if is_silent else None
