"""Plain tables of steps: unique ids, steps that come back, acts that move together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import count
from typing import TYPE_CHECKING, Any

from simrecouv.scenario.base import as_name
from simrecouv.scenario.ladder import nominal_day
from simrecouv.scenario.merge import Raw
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.portfolio import Terms
from simrecouv.scenario.steps import Step
from simrecouv.vocabulary import Trigger

if TYPE_CHECKING:
    from simrecouv.widgets.levers.drafts import Draft

#: Longest id, with room for a number.
LONGEST_ID = 30
#: A filter of steps.
Chosen = Callable[[Step], bool]
#: Latest day of a step.
LATEST_DAY = 1500


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Make an id fit for a step, and unique.

    >>> free_id("Relance n° 1", ["relance"]), free_id("relance", ["relance"]), free_id("?", [])
    ('Relance-n-1', 'relance-2', 'etape')
    """
    stem = as_name(wanted, LONGEST_ID) or "etape"
    names = (stem if k == 1 else f"{stem}-{k}" for k in count(1))
    return next(name for name in names if name not in taken)


def steps_of_kind(policy: Policy, kind: type[Step]) -> list[Any]:
    """Return the steps of one kind, in the order of the ladder."""
    return [step for step in policy.steps if isinstance(step, kind)]


def table_of(draft: Draft, step: str) -> Raw:
    """Return the table of a step of a draft, to be changed in place."""
    return next(table for table in draft.steps if table["id"] == step)


def drop(draft: Draft, chosen: Chosen) -> None:
    """Take some steps away."""
    gone = {step.id for step in draft.policy.steps if chosen(step)}
    draft.table["steps"] = [step for step in draft.steps if step["id"] not in gone]


def put_back(draft: Draft, chosen: Chosen, new: Raw) -> None:
    """Give some steps again as the policy started from has them; a new one where it has none.

    They stand after the same step as before; a new one stands by its day.
    """
    taken = {table["id"] for table in draft.steps}
    before: str | None = None
    is_back = False
    for step in draft.like.steps if draft.like is not None else ():
        if chosen(step) and step.id not in taken:
            table = step.model_dump(mode="json", by_alias=True, exclude_none=True)
            draft.steps.insert(_after(draft, before), table)
            is_back = True
        if any(table["id"] == step.id for table in draft.steps):
            before = step.id
    if not is_back:
        table = {**new, "id": free_id(new["id"], taken)}
        draft.steps.insert(place_by_day(draft.steps, table), table)


def place_by_day(steps: list[Raw], new: Raw) -> int:
    """Return where a step stands among others that go by date: before the first that is later."""
    day = nominal_day(Trigger(new.get("from", "due")), new["days"], Terms())
    for place, table in enumerate(steps):
        trigger = Trigger(table.get("from", "due"))
        if trigger is not Trigger.PREVIOUS and nominal_day(trigger, table["days"], Terms()) > day:
            return place
    return len(steps)


def shifted(draft: Draft, action: str, value: int) -> None:
    """Move the acts of a kind so that the earliest from due falls on a day; gaps stay."""
    acts = [t for t in draft.steps if t["action"] == action and t.get("from", "due") == "due"]
    if acts:
        later = value - min(table["days"] for table in acts)
        for table in acts:
            table["days"] = min(table["days"] + later, LATEST_DAY)


def _after(draft: Draft, step: str | None) -> int:
    places = [place for place, table in enumerate(draft.steps) if table["id"] == step]
    return places[0] + 1 if places else 0
