"""The levers of the desk: how many collectors, how long a day, whom they contact first."""

from __future__ import annotations

from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.vocabulary import Label, Worklist
from simrecouv.widgets.levers.drafts import Draft, given, template_of
from simrecouv.widgets.levers.lever import Found, Value, options

COLLECTORS = range(1, 7)
MINUTES = range(30, 421, 30)
NO_DESK = Label("le temps du service n'est pas limité", "the time of the desk is not limited")


def collectors(scenario: Scenario, policy: Policy, _: Policy | None) -> Found:
    """Count the collectors; none stated: time is not limited."""
    value = policy.desk.collectors if policy.desk else None
    return Found(value, options(COLLECTORS, value, None))


def set_collectors(draft: Draft, value: Value) -> None:
    """Set the number of collectors, or no limit."""
    if value is None:
        draft.table.pop("desk", None)
        return
    draft.table["desk"] = {**given(draft, "desk", {}), "collectors": value}


def minutes(scenario: Scenario, policy: Policy, like: Policy | None) -> Found:
    """Productive minutes of a collector's day."""
    stated = policy.desk or template_of(scenario, policy, like, "desk")
    value = stated.minutes_per_day if stated else 300.0
    return Found(value, options(MINUTES, value), idle=None if policy.desk else NO_DESK)


def set_minutes(draft: Draft, value: Value) -> None:
    """Work more or fewer minutes a day; the hours that are paid follow."""
    desk = draft.table["desk"]
    paid = desk["paid_hours_per_day"] * float(value or 0.0) / desk["minutes_per_day"]
    desk.update(minutes_per_day=value, paid_hours_per_day=min(24.0, round(paid, 6)))


def worklist(scenario: Scenario, policy: Policy, like: Policy | None) -> Found:
    """Whom the desk contacts first."""
    stated = policy.desk or template_of(scenario, policy, like, "desk")
    value = str(stated.worklist if stated else Worklist.OLDEST)
    names = {str(one): one.label for one in Worklist}
    return Found(value, tuple(names), idle=None if policy.desk else NO_DESK, names=names)


def set_worklist(draft: Draft, value: Value) -> None:
    """Order the work otherwise."""
    draft.table["desk"]["worklist"] = value
