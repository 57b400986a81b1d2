"""Rules of advice on ladders: steps that never run, repeats cut short, limits in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from simrecouv.scenario.advice import Advice, step_place
from simrecouv.scenario.ladder import (
    HORIZON_DAYS,
    Contact,
    Course,
    absence_on,
    courses,
    nominal_contacts,
    nominal_day,
    write_off_day,
)
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ContactStep, PlacementStep
from simrecouv.vocabulary import Label, Severity, Trigger

ALREADY_PLACED = Label(
    "n'a jamais lieu : la facture est déjà remise au cabinet",
    "never runs: the invoice is already with the agency",
)
ELSEWHERE = Label(
    "n'a jamais lieu : le cabinet tient la facture ce jour-là, et une autre étape suit son retour",
    "never runs: the agency has the invoice on that day, and another step follows its return",
)
OVERTAKEN = Label(
    "n'a jamais lieu : une étape écrite après elle échoit avant",
    "never runs: a step written after it is due sooner",
)


def ladders(scenario: Scenario) -> Iterator[Advice]:
    """Warn of steps that never run, cut repeats, and limits that the ladder itself would break."""
    for name, policy in scenario.policies.items():
        told: set[tuple[str, str]] = set()
        for course in courses(scenario, name):
            for one in _ladder(name, policy, course):
                if (one.rule, one.place) not in told:
                    told.add((one.rule, one.place))
                    yield one


def _ladder(name: str, policy: Policy, course: Course) -> Iterator[Advice]:
    contacts = nominal_contacts(course)
    yield from _steps_that_stop(name, course, contacts)
    lost = write_off_day(course)
    late = [contact for contact in contacts if contact.day >= lost]
    if late:
        text = Label(
            f"relance à J+{late[0].day}, après le passage en perte (J+{lost})",
            f"contact on D+{late[0].day}, after the write-off (D+{lost})",
        )
        yield Advice(
            "contact_after_write_off", step_place(name, late[0].step), Severity.WARNING, text
        )
    yield from _short_gaps(name, policy, course, contacts)
    yield from _above_cap(name, policy, contacts)


def _steps_that_stop(name: str, course: Course, contacts: list[Contact]) -> Iterator[Advice]:
    times = Counter(contact.step.id for contact in contacts)
    for step in course.contact_steps:
        planned = 1 + (step.repeat.at_most if step.repeat else 0)
        if times[step.id] == 0:
            yield from _never_runs(name, course, contacts, step)
        elif times[step.id] < planned:
            text = Label(
                f"a lieu {times[step.id]} fois sur {planned} : la suite l'interrompt",
                f"runs {times[step.id]} times of {planned}: what follows cuts it short",
            )
            yield Advice("repeat_cut_short", step_place(name, step), Severity.NOTE, text)


def _never_runs(
    name: str, course: Course, contacts: list[Contact], step: ContactStep
) -> Iterator[Advice]:
    """Say why a contact never takes place, unless a court or a factor has taken its invoice."""
    place = step_place(name, step)
    away = absence_on(course, nominal_day(step.from_, step.days, course.terms))
    if step.from_ is Trigger.PREVIOUS and course.absences:
        # What it counts from may never run either: what comes first, a later step or an absence?
        later = course.contact_steps[course.contact_steps.index(step) + 1 :]
        overtaken = min((one.day for one in contacts if one.step in later), default=HORIZON_DAYS)
        away = None if overtaken < course.absences[0].first else course.absences[0]
    if away is None:
        yield Advice("step_never_runs", place, Severity.WARNING, OVERTAKEN)
    elif isinstance(away.step, PlacementStep):
        is_kept = away.last == HORIZON_DAYS
        severity = Severity.WARNING if is_kept else Severity.NOTE
        yield Advice("step_never_runs", place, severity, ALREADY_PLACED if is_kept else ELSEWHERE)


def _short_gaps(
    name: str, policy: Policy, course: Course, contacts: list[Contact]
) -> Iterator[Advice]:
    """Warn of contacts too close; after the return of an invoice they are no longer as written."""
    least = policy.contact_limits.min_gap_days
    first_return = min((away.last for away in course.absences), default=HORIZON_DAYS)
    for sooner, later in pairwise(contacts):
        gap = later.day - sooner.day
        if gap < least and sooner.day < first_return:
            text = Label(
                f"tombe {gap} j après la relance précédente, moins que l'écart minimal de "
                f"{least} j : elle attendra",
                f"falls {gap} d after the previous contact, less than the minimum gap of "
                f"{least} d: it will wait",
            )
            yield Advice("min_gap", step_place(name, later.step), Severity.WARNING, text)


def _above_cap(name: str, policy: Policy, contacts: list[Contact]) -> Iterator[Advice]:
    most = policy.contact_limits.max_per_customer_per_30_days
    for first, last in zip(contacts, contacts[most:], strict=False):
        if last.day - first.day < 30:
            text = Label(
                f"serait la {most + 1}e relance en 30 j, la limite est de {most} : elle attendra",
                f"would be contact {most + 1} in 30 d, the limit is {most}: it will wait",
            )
            yield Advice("contact_cap", step_place(name, last.step), Severity.WARNING, text)
