"""The repeats of a reminder: every so many days, so many times, by a channel of their own.

A step of the scenario repeats by its own channel. Repeats by another one are a second step, which
follows the first: it is named after it, and read as its repeats.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from simrecouv.scenario.merge import Raw
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.steps import ContactStep
from simrecouv.vocabulary import Channel, Trigger
from simrecouv.widgets.levers.drafts import Draft

#: What the id of a step that repeats another ends with.
SUFFIX = "-suite"


class Repeats(NamedTuple):
    """How a reminder is repeated; `times` 0 is not at all, `every` is 0 then."""

    step: ContactStep
    follower: ContactStep | None
    every: int
    times: int
    channel: Channel


def repeats_of(policy: Policy) -> Repeats | None:
    """Read the first reminder that is repeated, else the first that may be; None without any."""
    repeated = next(iter(_repeated(policy)), None)
    return repeated or next((one for one in _read_all(policy) if _is_from_due(one.step)), None)


def with_repeats(draft: Draft, stated: Repeats) -> None:
    """Write repeats into a draft, as one step or as two."""
    place = next(k for k, table in enumerate(draft.steps) if table["id"] == stated.step.id)
    step = {key: value for key, value in draft.steps[place].items() if key != "repeat"}
    old = None if stated.follower is None else stated.follower.id
    others = [table for table in draft.steps if table["id"] != old]
    if stated.times == 0:
        written = [step]
    elif stated.channel == step["channel"]:
        written = [{**step, "repeat": _repeat(stated.every, stated.times)}]
    else:
        written = [step, _following(step, stated, draft.like)]
    draft.table["steps"] = [*others[:place], *written, *others[place + 1 :]]


def without_repeats(draft: Draft) -> None:
    """Repeat no reminder any more."""
    for found in _repeated(draft.policy):
        with_repeats(draft, found._replace(times=0))


def repeated_again(draft: Draft) -> None:
    """Repeat what the policy started from repeats, as far as its reminders are still there."""
    present = {table["id"] for table in draft.steps}
    for found in _repeated(draft.like) if draft.like is not None else ():
        if found.step.id in present:
            with_repeats(draft, found._replace(follower=None))


def by_of(step: str, channel: str, like: Policy | None) -> str:
    """Return who sends a contact by a channel: people where only they can, or where they did."""
    if channel in (Channel.CALL, Channel.VISIT):
        return "desk"
    for one in like.steps if like is not None else ():
        if isinstance(one, ContactStep) and (one.id, one.channel) == (step, channel):
            return one.by
    return "system"


def _repeated(policy: Policy) -> list[Repeats]:
    return [one for one in _read_all(policy) if one.times]


def _read_all(policy: Policy) -> list[Repeats]:
    """Read the repeats of every reminder: of a contact that is no notice before the due date."""
    contacts = [step for step in policy.steps if isinstance(step, ContactStep)]
    found = []
    for step, after in pairwise([*contacts, None]):
        if step is not None and (_is_from_due(step) or step.from_ is Trigger.PREVIOUS):
            found.append(_read(step, after))
    return found


def _is_from_due(step: ContactStep) -> bool:
    return step.from_ is Trigger.DUE and step.days >= 0


def _read(step: ContactStep, after: ContactStep | None) -> Repeats:
    if after is not None and after.id == _follower_id(step.id) and after.from_ is Trigger.PREVIOUS:
        more = after.repeat.at_most if after.repeat else 0
        return Repeats(step, after, after.days, 1 + more, after.channel)
    if step.repeat is None:
        return Repeats(step, None, 0, 0, step.channel)
    return Repeats(step, None, step.repeat.every_days, step.repeat.at_most, step.channel)


def _following(step: Raw, stated: Repeats, like: Policy | None) -> Raw:
    name = _follower_id(stated.step.id)
    channel = str(stated.channel)
    table = {
        **step,
        "id": name,
        "from": "previous",
        "days": stated.every,
        "channel": channel,
        "by": by_of(stated.step.id, channel, like),
    }
    if stated.times > 1:
        table["repeat"] = _repeat(stated.every, stated.times - 1)
    return table


def _repeat(every: int, times: int) -> Raw:
    return {"every_days": every, "at_most": times}


def _follower_id(step: str) -> str:
    return f"{step[: 40 - len(SUFFIX)]}{SUFFIX}"
