"""The levers of reminders: notice before the due date, first reminder, repeats, channels.

A reminder is a contact on the due date or later. What a lever takes away comes back, when it is
wanted again, as the policy that the trial started from has it.
"""

from __future__ import annotations

from collections.abc import Callable

from simrecouv.scenario.merge import Raw
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ContactStep, Step
from simrecouv.vocabulary import Channel, Label, Trigger
from simrecouv.widgets.levers.drafts import Draft
from simrecouv.widgets.levers.lever import Found, Value, options
from simrecouv.widgets.levers.repeats import (
    Repeats,
    by_of,
    repeated_again,
    repeats_of,
    with_repeats,
    without_repeats,
)
from simrecouv.widgets.levers.step_tables import Chosen, drop, put_back, table_of

FIRST_DAYS = range(31)
NOTICE_DAYS = (1, 2, 3, 5, 7, 10, 14, 21, 30)
EVERY_DAYS = range(3, 31)
COUNTS = range(7)
#: Days between repeats where the policy has none.
USUAL_EVERY = 10

NO_REPEAT = Label("la relance n'est pas répétée", "the reminder is not repeated")


def is_notice(step: Step) -> bool:
    """Whether a step is a contact before the due date."""
    return isinstance(step, ContactStep) and step.from_ is Trigger.DUE and step.days < 0


def is_reminder(step: Step) -> bool:
    """Whether a step is a contact on the due date or later."""
    if not isinstance(step, ContactStep) or step.from_ is Trigger.ISSUE:
        return False
    return step.from_ is Trigger.PREVIOUS or step.days >= 0


def first_reminder(policy: Policy) -> ContactStep | None:
    """Return the first reminder that counts its days from due."""
    for step in policy.steps:
        if isinstance(step, ContactStep) and is_reminder(step) and step.from_ is Trigger.DUE:
            return step
    return None


# === Notices and reminders ===


def notice(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Days before due of the last notice."""
    if not scenario.behaviour.contact:
        return None
    notices = [step for step in policy.steps if is_notice(step)]
    value = -notices[-1].days if notices else None
    return Found(value, options(NOTICE_DAYS, value, None))


def set_notice(draft: Draft, value: Value) -> None:
    """Move the last notice, take all away, or give one again."""
    if value is None:
        drop(draft, is_notice)
        return
    if not any(map(is_notice, draft.policy.steps)):
        new = {"id": "rappel", "tone": "friendly", **_contact(draft.scenario, -int(value))}
        put_back(draft, is_notice, new)
    _last(draft, is_notice)["days"] = -int(value)


def first(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Day past due of the first reminder."""
    found = first_reminder(policy)
    if not scenario.behaviour.contact or (not found and any(map(is_reminder, policy.steps))):
        return None
    value = found.days if found else None
    return Found(value, options(FIRST_DAYS, value, None))


def set_first(draft: Draft, value: Value) -> None:
    """Move the first reminder, take all away, or give them again."""
    if value is None:
        drop(draft, is_reminder)
        return
    found = first_reminder(draft.policy)
    if found is None:
        put_back(draft, is_reminder, {"id": "relance", **_contact(draft.scenario, int(value))})
        found = first_reminder(Policy.model_validate(draft.table))
    if found is not None:  # else the reminders given back count from elsewhere
        table_of(draft, found.id)["days"] = int(value)


# === Repeats and channels ===


def every(scenario: Scenario, policy: Policy, like: Policy | None) -> Found | None:
    """Days between repeats."""
    found = repeats_of(policy)
    if found is None:
        return None
    if found.times == 0:
        usual = _usual_every(like)
        return Found(usual, options(EVERY_DAYS, usual), idle=NO_REPEAT)
    return Found(found.every, options(EVERY_DAYS, found.every))


def set_every(draft: Draft, value: Value) -> None:
    """Repeat at another rhythm."""
    _repeat(draft, lambda found: found._replace(every=int(value or 1)))


def count(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """How many times the reminder is repeated."""
    found = repeats_of(policy)
    return None if found is None else Found(found.times, options(COUNTS, found.times))


def set_count(draft: Draft, value: Value) -> None:
    """Repeat more or less often; none: no reminder is repeated any more."""
    found, number = repeats_of(draft.policy), int(value or 0)
    if found is not None and number == 0:
        without_repeats(draft)
    elif found is not None and found.times == 0:
        repeated_again(draft)
        again = repeats_of(Policy.model_validate(draft.table)) or found
        with_repeats(draft, again._replace(every=again.every or USUAL_EVERY, times=number))
    else:
        _repeat(draft, lambda one: one._replace(times=number))


def first_channel(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Channel of the first reminder."""
    found = first_reminder(policy)
    return None if found is None else _channels(scenario, found.channel)


def set_first_channel(draft: Draft, value: Value) -> None:
    """Send the first reminder otherwise; its repeats keep their channel."""
    found, repeats = first_reminder(draft.policy), repeats_of(draft.policy)
    if found is None:
        return
    table = table_of(draft, found.id)
    table.update(channel=str(value), by=by_of(found.id, str(value), draft.like))
    if repeats is not None and repeats.times and repeats.step.id == found.id:
        with_repeats(draft, repeats)


def repeat_channel(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Channel of the repeats."""
    found = repeats_of(policy)
    if found is None:
        return None
    return _channels(scenario, found.channel, idle=None if found.times else NO_REPEAT)


def set_repeat_channel(draft: Draft, value: Value) -> None:
    """Send the repeats otherwise; the reminder that they repeat keeps its channel."""
    _repeat(draft, lambda found: found._replace(channel=Channel(str(value))))


def _repeat(draft: Draft, change: Callable[[Repeats], Repeats]) -> None:
    found = repeats_of(draft.policy)
    if found is not None:
        with_repeats(draft, change(found))


def _usual_every(like: Policy | None) -> int:
    found = repeats_of(like) if like is not None else None
    return found.every if found is not None and found.every else USUAL_EVERY


def _channels(scenario: Scenario, value: Channel, idle: Label | None = None) -> Found:
    known = [channel for channel in Channel if channel in scenario.behaviour.contact]
    names = {str(channel): channel.label for channel in known}
    return Found(str(value), tuple(names), idle=idle, names=names)


def _contact(scenario: Scenario, days: int) -> Raw:
    described = scenario.behaviour.contact
    channel = Channel.EMAIL if Channel.EMAIL in described else next(iter(described))
    return {"action": "contact", "from": "due", "days": days, "channel": str(channel)}


def _last(draft: Draft, chosen: Chosen) -> Raw:
    policy = Policy.model_validate(draft.table)
    return table_of(draft, [step for step in policy.steps if chosen(step)][-1].id)
