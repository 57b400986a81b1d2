"""What a policy asks of its desk each working day: a rough sum, without queue, luck or engine.

Invoices of an average year go through the nominal calendar. Those that a profile still owes on a
day follow from its hazard, raised by the contacts before; one message a customer and day, within
the limits. Payment runs, disputes and promises are left out, so the sum is rather low than high.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from simrecouv.scenario.amounts import normal_below, share_of_at_least
from simrecouv.scenario.behaviour import Behaviour
from simrecouv.scenario.ladder import Contact, Course, courses, nominal_contacts
from simrecouv.scenario.policy import ContactLimits, Desk, Policy
from simrecouv.scenario.portfolio import Segment
from simrecouv.scenario.profile import HazardStep, Profile
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ContactStep

#: Days of a year less week-ends and public holidays.
WORKING_DAYS_PER_YEAR = 252


def desk_minutes_asked(scenario: Scenario, policy: str) -> float:
    """Estimate the minutes of desk work that a policy asks for on a working day.

    >>> from simrecouv.scenario import load_scenario
    >>> 60.0 < desk_minutes_asked(load_scenario("pme-b2b"), "ferme") < 600.0
    True
    """
    stated = scenario.policies[policy]
    owed: dict[tuple[tuple[int, str], ...], dict[str, list[float]]] = {}
    minutes = 0.0
    for course in courses(scenario, policy):
        contacts = nominal_contacts(course)
        if any(contact.step.is_by_desk for contact in contacts):
            calendar = tuple((contact.day, contact.step.id) for contact in contacts)
            if calendar not in owed:
                owed[calendar] = {
                    name: shares_owed(scenario.behaviour, profile, contacts)
                    for name, profile in scenario.profiles.items()
                }
            minutes += _minutes(scenario, course, contacts, owed[calendar], stated)
    return minutes


def desk_minutes_at_hand(desk: Desk) -> float:
    """Return the minutes of a working day, overtime included, with the usual absences.

    >>> desk_minutes_at_hand(Desk(collectors=2, absence_rate=0.1, overtime_minutes=50.0))
    630.0
    """
    present = desk.collectors * (1.0 - desk.absence_rate)
    return present * (desk.minutes_per_day + desk.overtime_minutes)


def shares_owed(behaviour: Behaviour, profile: Profile, contacts: Sequence[Contact]) -> list[float]:
    """Return the share of a profile's invoices still owed at each contact of the calendar."""
    if not contacts:
        return []
    variance = behaviour.frailty_variance.value
    hazard, owed = 0.0, []
    gains: list[tuple[int, float]] = []
    first = min(profile.hazard[0][0], contacts[0].day)
    for sooner, later in pairwise([first, *(contact.day for contact in contacts)]):
        for day in range(sooner, later):
            hazard += _intensity(profile.hazard, day) * _multiplier(behaviour, gains, day)
        owed.append(_survival(hazard, variance))
        gains.append((later, _gain(behaviour, profile, contacts[len(gains)].step)))
    return owed


def _intensity(hazard: tuple[HazardStep, ...], day: int) -> float:
    return next((level for start, level in reversed(hazard) if start <= day), 0.0)


def _multiplier(behaviour: Behaviour, gains: list[tuple[int, float]], day: int) -> float:
    half_life = behaviour.contact_half_life_days
    stock = sum(gain * math.exp2((since - day) / half_life) for since, gain in gains)
    saturation = behaviour.contact_saturation.value
    return 1.0 - saturation * math.expm1(-stock / saturation) if saturation > 0.0 else 1.0


def _gain(behaviour: Behaviour, profile: Profile, step: ContactStep) -> float:
    effect = behaviour.contact[step.channel]
    tone = behaviour.tone.get(step.tone, 1.0)
    return effect.reach_probability * effect.gain.value * tone * profile.responsiveness


def _survival(hazard: float, variance: float) -> float:
    """Share that has not decided yet, over customers whose multiplier is gamma of mean 1."""
    if variance < 1e-9:
        return math.exp(-hazard)
    return math.exp(-math.log1p(variance * hazard) / variance)


def _minutes(
    scenario: Scenario,
    course: Course,
    contacts: Sequence[Contact],
    owed: dict[str, list[float]],
    stated: Policy,
) -> float:
    """Sum the desk minutes of the segments of one course [per working day]."""
    most = _most_per_working_day(stated.contact_limits)
    found = 0.0
    for name in course.segments:
        segment = scenario.segments[name]
        asked, spent = 0.0, 0.0
        for k, contact in enumerate(contacts):
            if contact.step.is_by_desk:
                times = _amounts(segment, course, contact.step, stated) * sum(
                    share * owed[profile][k] * _scored(scenario, profile, contact.step)
                    for profile, share in segment.profiles.items()
                )
                asked += times
                spent += times * scenario.behaviour.contact[contact.step.channel].minutes
        rate = asked * segment.orders_per_customer_per_year / WORKING_DAYS_PER_YEAR
        if rate > 0.0:
            messages = min(1.0 - math.exp(-rate), most)
            found += segment.customers * messages * spent / asked
    return found


def _amounts(segment: Segment, course: Course, step: ContactStep, stated: Policy) -> float:
    """Share of a segment's invoices of a course that are large enough for a step."""
    least = max(step.min_amount_eur, stated.exclude.below_eur, course.above_eur)
    larger = 0.0 if math.isinf(course.up_to_eur) else share_of_at_least(segment, course.up_to_eur)
    return max(share_of_at_least(segment, least) - larger, 0.0)


def _scored(scenario: Scenario, profile: str, step: ContactStep) -> float:
    """Share of a profile's customers whose score lets a step through."""
    if step.max_score == 100:
        return 1.0
    mean, sigma = scenario.profiles[profile].score, scenario.behaviour.score_sigma
    return normal_below(step.max_score + 0.5, mean, sigma)


def _most_per_working_day(limits: ContactLimits) -> float:
    week = 7.0 / 5.0
    gap = max(limits.min_gap_days, 1)
    return min(1.0, week / gap, week * limits.max_per_customer_per_30_days / 30.0)
