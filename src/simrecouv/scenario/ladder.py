"""The nominal calendar of a policy: when a large invoice that nobody pays would be contacted.

Business days and limits per customer are left out: this is what the policy asks for, and
`simrecouv.scenario.checks` says where its own limits forbid it.
"""

from __future__ import annotations

from typing import NamedTuple

from simrecouv.scenario.policy import ContactStep, PlacementStep, Policy, WriteOffStep
from simrecouv.scenario.portfolio import Terms
from simrecouv.scenario.scenario import Scenario
from simrecouv.vocabulary import EndOfMonth, SegmentKind, Trigger

#: Days past due beyond which no calendar is drawn.
HORIZON_DAYS = 1_600


class Contact(NamedTuple):
    """One contact of the calendar."""

    day: int
    step: ContactStep


def nominal_contacts(scenario: Scenario, policy: str, segment: str) -> list[Contact]:
    """List the contacts that an unpaid invoice gets, by days past due, until it is placed.

    >>> from simrecouv.scenario import load_scenario
    >>> contacts = nominal_contacts(load_scenario("pme-b2b"), "externalisation", "pme")
    >>> [contact.day for contact in contacts]
    [-5, 8, 18, 28]
    """
    stated, terms = scenario.policies[policy], scenario.terms_of(policy, segment)
    steps = [s for s in stated.steps if isinstance(s, ContactStep) and s.concerns(segment)]
    found: list[Contact] = []
    done, repeats, last_day = -1, 0, 0
    for day in range(-HORIZON_DAYS, leaving_day(scenario, policy, segment)):
        due = [
            k for k in range(done + 1, len(steps)) if _is_due(steps, k, done, day, last_day, terms)
        ]
        if not due and not _repeats(steps, done, repeats, day - last_day):
            continue
        repeats = 0 if due else repeats + 1
        done, last_day = (due or [done])[-1], day
        found.append(Contact(day, steps[done]))
    return found


def leaving_day(scenario: Scenario, policy: str, segment: str) -> int:
    """Return the day past due on which an agency takes a large invoice over; the horizon if none.

    Public buyers are placed only by a step that names them.
    """
    is_public = scenario.segments[segment].kind is SegmentKind.PUBLIC
    days = [
        nominal_day(step.from_, step.days, scenario.terms_of(policy, segment))
        for step in scenario.policies[policy].steps
        if isinstance(step, PlacementStep)
        and step.from_ is not Trigger.PREVIOUS
        and (not is_public if step.segments is None else segment in step.segments)
    ]
    return min(days, default=HORIZON_DAYS)


def write_off_day(policy: Policy, segment: str) -> int:
    """Return the day past due on which a large invoice is written off; the horizon if never."""
    days = [
        step.days
        for step in policy.steps
        if isinstance(step, WriteOffStep) and step.concerns(segment)
    ]
    return min(days, default=HORIZON_DAYS)


def nominal_day(trigger: Trigger, days: int, terms: Terms, previous_day: int = 0) -> int:
    """Return the day past due of a trigger, on terms of their nominal length.

    >>> nominal_day(Trigger.ISSUE, 10, Terms(net_days=30))
    -20
    """
    match trigger:
        case Trigger.ISSUE:
            return days - terms.net_days
        case Trigger.PREVIOUS:
            return previous_day + days
        case Trigger.END_OF_MONTH if terms.end_of_month is not EndOfMonth.AFTER:
            return days + 15
    return days


def _is_due(
    steps: list[ContactStep], k: int, done: int, day: int, last_day: int, terms: Terms
) -> bool:
    step = steps[k]
    if step.from_ is Trigger.PREVIOUS and done < k - 1:
        return False
    return nominal_day(step.from_, step.days, terms, last_day) <= day


def _repeats(steps: list[ContactStep], done: int, repeats: int, elapsed: int) -> bool:
    repeat = steps[done].repeat if done >= 0 else None
    return repeat is not None and repeats < repeat.at_most and elapsed >= repeat.every_days
