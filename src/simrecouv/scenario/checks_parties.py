"""Rules of advice on agencies and factors: who may be entrusted to them, and in which order."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations
from typing import TypeVar

from simrecouv.scenario.advice import Advice, labels_of_kind, step_place
from simrecouv.scenario.ladder import Course, courses, nominal_day
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import FactoringStep, PlacementStep, Step
from simrecouv.vocabulary import Label, SegmentKind, Severity, Trigger

Entrusted = TypeVar("Entrusted", PlacementStep, FactoringStep)

NEVER_BACK = Label(
    "n'a jamais lieu : le premier cabinet garde la facture (recall_days ne la fait pas revenir)",
    "never runs: the first agency keeps the invoice (no recall_days brings it back)",
)
OVERDUE = Label(
    "la facture est alors échue : un factor ne finance que ce qui ne l'est pas",
    "the invoice is overdue by then: a factor finances only what is not",
)
SILENT = Label(
    "ce factor ne relance personne, et vos propres relances s'arrêtent tant qu'il a la facture",
    "this factor reminds nobody, and your own reminders stop while it has the invoice",
)
HIDDEN_BAND = Label(
    "cette tranche ne sert jamais : une tranche écrite après elle est atteinte en même temps",
    "this band never applies: one written after it is reached at the same time",
)


def public_placement(scenario: Scenario) -> Iterator[Advice]:
    """Warn of public buyers that a step names for placement."""
    for name, step in _steps(scenario, PlacementStep):
        placed = scenario.segments_of(name, step)
        for who in labels_of_kind(scenario, placed, SegmentKind.PUBLIC):
            text = Label(
                f"{who.fr} : un acheteur public se relance auprès de son comptable, ses biens "
                "ne sont pas saisissables",
                f"{who.en}: a public buyer is chased through its accountant, its assets "
                "cannot be seized",
            )
            yield Advice("public_placement", step_place(name, step), Severity.WARNING, text)


def factored_buyers(scenario: Scenario) -> Iterator[Advice]:
    """Refuse consumers that a step names for a factor, and warn of public buyers."""
    for name, step in _steps(scenario, FactoringStep):
        assigned, place = scenario.segments_of(name, step), step_place(name, step)
        for who in labels_of_kind(scenario, assigned, SegmentKind.CONSUMER):
            text = Label(
                f"{who.fr} : un factor n'achète que des créances entre professionnels",
                f"{who.en}: a factor buys claims between businesses only",
            )
            yield Advice("consumer_factoring", place, Severity.REFUSED, text)
        for who in labels_of_kind(scenario, assigned, SegmentKind.PUBLIC):
            text = Label(
                f"{who.fr} : céder une créance publique se notifie au comptable, avec "
                "l'exemplaire unique du marché",
                f"{who.en}: assigning a public claim takes a notice to the accountant, with the "
                "single copy of the contract",
            )
            yield Advice("public_factoring", place, Severity.WARNING, text)


def silent_factors(scenario: Scenario) -> Iterator[Advice]:
    """Warn of factors that remind nobody: own reminders stop while they have an invoice."""
    used = {step.factor for _, step in _steps(scenario, FactoringStep)}
    for name, factor in scenario.factors.items():
        if name in used and factor.intensity_per_day.value == 0.0:
            place = f"factors.{name}.intensity_per_day"
            yield Advice("silent_factor", place, Severity.WARNING, SILENT)


def overdue_factoring(scenario: Scenario) -> Iterator[Advice]:
    """Warn of invoices offered to a factor once they are late."""
    told: set[str] = set()
    for name in scenario.policies:
        for course in courses(scenario, name):
            for step in course.steps:
                place = step_place(name, step)
                is_late = isinstance(step, FactoringStep) and 0 < _day(course, step) < math.inf
                if is_late and place not in told:
                    told.add(place)
                    yield Advice("overdue_factoring", place, Severity.WARNING, OVERDUE)


def second_placements(scenario: Scenario) -> Iterator[Advice]:
    """Warn of a second placement when the first agency never gives the invoice back."""
    for name in scenario.policies:
        told: set[str] = set()
        for course in courses(scenario, name):
            placements = [step for step in course.steps if isinstance(step, PlacementStep)]
            placements.sort(key=lambda step: _day(course, step))
            for first, second in combinations(placements, 2):
                keeps = scenario.agencies[first.agency].recall_days is None
                place = step_place(name, second)
                if keeps and _covers(first, second) and place not in told:
                    told.add(place)
                    yield Advice("second_placement", place, Severity.WARNING, NEVER_BACK)


def commission_bands(scenario: Scenario) -> Iterator[Advice]:
    """Note the commission bands that a later one always replaces."""
    for name, agency in scenario.agencies.items():
        for place, band in enumerate(agency.commission_bands):
            if any(
                later.from_days <= band.from_days and later.from_eur <= band.from_eur
                for later in agency.commission_bands[place + 1 :]
            ):
                at = f"agencies.{name}.commission_bands.{place}"
                yield Advice("hidden_band", at, Severity.NOTE, HIDDEN_BAND)


def _steps(scenario: Scenario, kind: type[Entrusted]) -> Iterator[tuple[str, Entrusted]]:
    for name, policy in scenario.policies.items():
        for step in policy.steps:
            if isinstance(step, kind):
                yield name, step


def _day(course: Course, step: Step) -> float:
    """Day past due of a step, never if it waits for a contact."""
    if step.from_ is Trigger.PREVIOUS:
        return math.inf
    return nominal_day(step.from_, step.days, course.terms)


def _covers(first: Step, second: Step) -> bool:
    """Whether every invoice of a course that passes the filters of one step passes the other's."""
    return first.min_amount_eur <= second.min_amount_eur and first.max_score >= second.max_score
