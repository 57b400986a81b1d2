"""The nominal calendar of a policy: when a large invoice that nobody pays would be contacted.

Business days and limits per customer are left out: this is what the policy asks for, and
`simrecouv.scenario.checks` says where its own limits forbid it. An invoice that a third party has
is not contacted: until it comes back from an agency or a factor, for good once a court is seized.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from simrecouv.scenario.portfolio import Terms
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import (
    ContactStep,
    FactoringStep,
    LegalStep,
    PlacementStep,
    Step,
    WriteOffStep,
)
from simrecouv.vocabulary import EndOfMonth, Trigger

#: Days past due beyond which no calendar is drawn.
HORIZON_DAYS = 1_600


class Absence(NamedTuple):
    """Days past due, the last one excluded, on which a third party has the invoice."""

    first: int
    last: int
    step: PlacementStep | LegalStep | FactoringStep


class Course(NamedTuple):
    """What an invoice goes through: the same steps, on the same terms, for some segments.

    Amounts incl. VAT go from `above_eur`, excluded, to `up_to_eur`: a step for small invoices only
    makes two courses.
    """

    segments: tuple[str, ...]
    terms: Terms
    steps: tuple[Step, ...]
    absences: tuple[Absence, ...]
    above_eur: float = 0.0
    up_to_eur: float = math.inf

    @property
    def contact_steps(self) -> list[ContactStep]:
        """The ladder, in the order of the file."""
        return [step for step in self.steps if isinstance(step, ContactStep)]


class Contact(NamedTuple):
    """One contact of the calendar."""

    day: int
    step: ContactStep


def courses(scenario: Scenario, policy: str) -> list[Course]:
    """List the different courses that a policy gives to invoices.

    >>> from simrecouv.scenario import load_scenario
    >>> [course.segments for course in courses(load_scenario("pme-b2b"), "douce")]
    [('pme',), ('grands-comptes',), ('public',)]
    """
    steps: dict[str, list[Step]] = {name: [] for name in scenario.segments}
    for step in scenario.policies[policy].steps:
        for segment in scenario.segments_of(policy, step):
            steps[segment].append(step)
    alike: dict[tuple[Terms, tuple[str, ...]], list[str]] = {}
    for segment, own in steps.items():
        key = scenario.terms_of(policy, segment), tuple(step.id for step in own)
        alike.setdefault(key, []).append(segment)
    return [
        course
        for (terms, _), names in alike.items()
        for course in _by_amount(scenario, tuple(names), terms, steps[names[0]])
    ]


def _by_amount(
    scenario: Scenario, segments: tuple[str, ...], terms: Terms, steps: Iterable[Step]
) -> Iterator[Course]:
    """Yield one course for each range of amounts that the steps tell apart by their upper bound."""
    bounds = {step.max_amount_eur for step in steps if step.max_amount_eur is not None}
    for above, up_to in pairwise([0.0, *sorted(bounds), math.inf]):
        own = tuple(
            step
            for step in steps
            if step.min_amount_eur < up_to and up_to <= (step.max_amount_eur or math.inf)
        )
        absences = tuple(sorted(_absences(scenario, own, terms), key=lambda away: away.first))
        yield Course(segments, terms, own, absences, above, up_to)


def _absences(scenario: Scenario, steps: Iterable[Step], terms: Terms) -> Iterator[Absence]:
    for step in steps:
        first = nominal_day(step.from_, step.days, terms)
        if step.from_ is Trigger.PREVIOUS:
            continue
        match step:
            case PlacementStep():
                recall = scenario.agencies[step.agency].recall_days
                yield Absence(first, HORIZON_DAYS if recall is None else first + recall, step)
            case FactoringStep():
                factor = scenario.factors[step.factor]
                back = factor.recourse_days if factor.recourse else HORIZON_DAYS
                yield Absence(first, max(first, back), step)
            case LegalStep():
                yield Absence(first, HORIZON_DAYS, step)


def nominal_contacts(course: Course) -> list[Contact]:
    """List the contacts that an unpaid invoice gets, by days past due.

    >>> from simrecouv.scenario import load_scenario
    >>> course = courses(load_scenario("pme-b2b"), "externalisation")[0]
    >>> [contact.day for contact in nominal_contacts(course)]
    [-5, 8, 18, 28]
    """
    steps = course.contact_steps
    found: list[Contact] = []
    done, repeats, last_day = -1, 0, 0
    while True:
        days = _due_days(steps, done, last_day, course.terms)
        repeat = steps[done].repeat if done >= 0 else None
        again = repeat is not None and repeats < repeat.at_most
        coming = [*days.values(), *([last_day + repeat.every_days] if repeat and again else [])]
        soonest = max(min(coming, default=HORIZON_DAYS), last_day + 1 if found else -HORIZON_DAYS)
        day = _once_back(course, soonest)
        if day >= HORIZON_DAYS:
            return found
        due = [k for k, first in days.items() if first <= day]
        done, repeats, last_day = (due[-1], 0, day) if due else (done, repeats + 1, day)
        found.append(Contact(day, steps[done]))


def _once_back(course: Course, day: int) -> int:
    """Return the first day from a given one on which no third party has the invoice."""
    for away in course.absences:
        if away.first <= day < away.last:
            day = away.last
    return day


def absence_on(course: Course, day: int) -> Absence | None:
    """Return what keeps a large invoice from being contacted on a day past due, if anything."""
    return next((away for away in course.absences if away.first <= day < away.last), None)


def write_off_day(course: Course) -> int:
    """Return the day past due on which a large invoice is written off; the horizon if never."""
    days = [step.days for step in course.steps if isinstance(step, WriteOffStep)]
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


def _due_days(steps: list[ContactStep], done: int, last_day: int, terms: Terms) -> dict[int, int]:
    """Return the day of each step still to come, those apart that wait for the one before them."""
    return {
        k: nominal_day(step.from_, step.days, terms, last_day)
        for k, step in enumerate(steps)
        if k > done and (step.from_ is not Trigger.PREVIOUS or done >= k - 1)
    }
