"""Scenario + policy → plan. Powers, exponentials and logarithms are computed here, and only here.

Engines look them up: plain and compiled code would differ in their last bit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simrecouv.engine.plan import (
    PREVIOUS,
    STOCK_MOST,
    STOCK_STEPS,
    Bools,
    Floats,
    Ints,
    PolicyPlan,
    Steps,
    Tables,
)
from simrecouv.scenario.policy import (
    ChargeStep,
    ContactStep,
    PlacementStep,
    Policy,
    Step,
    WriteOffStep,
)
from simrecouv.scenario.scenario import Scenario
from simrecouv.units import cents
from simrecouv.vocabulary import Pays, SegmentKind, Trigger
from simrecouv.world.calendar import (
    Calendar,
    after_business_days,
    calendar,
    due_days,
    last_true,
    next_true,
    run_days,
)

#: Days of calendar beyond the last simulated day, for due dates and runs that fall there.
MARGIN_DAYS = 400
#: Past this many days the last step of a hazard has begun.
HAZARD_DAYS = 1200

TRIGGERS = {Trigger.ISSUE: 0, Trigger.DUE: 1, Trigger.END_OF_MONTH: 2, Trigger.PREVIOUS: PREVIOUS}
PAYS = {Pays.NEXT_RUN: 0, Pays.LAST_BEFORE_DUE: 1, Pays.FIRST_AFTER_DUE: 2}


def step_ids(scenario: Scenario) -> tuple[str, ...]:
    """List the step ids of all policies, once each, in order of appearance."""
    ids = (step.id for policy in scenario.policies.values() for step in policy.steps)
    return tuple(dict.fromkeys(ids))


def desk_minutes(scenario: Scenario, policy: str) -> Floats:
    """Desk minutes that one contact of each step id takes under a policy."""
    minutes = np.zeros(len(step_ids(scenario)))
    number = {name: k for k, name in enumerate(step_ids(scenario))}
    for step in scenario.policies[policy].steps:
        if isinstance(step, ContactStep) and step.by == "desk":
            minutes[number[step.id]] = scenario.behaviour.contact[step.channel].minutes
    return minutes


def scenario_calendar(scenario: Scenario) -> Calendar:
    """Civil calendar of a scenario, with a margin beyond the last day."""
    clock = scenario.clock
    return calendar(
        scenario.simulation.start,
        clock.first_day,
        clock.end_day + MARGIN_DAYS,
        scenario.creditor.country,
    )


def build_tables(scenario: Scenario) -> Tables:
    """Tabulate what all policies of a scenario share."""
    civil, behaviour = scenario_calendar(scenario), scenario.behaviour
    business = behaviour.business_days_only
    runs = run_days(civil, business=business)
    profiles = list(scenario.profiles.values())
    first = min(profile.hazard[0][0] for profile in profiles)
    agencies = list(scenario.agencies.values())
    saturation = behaviour.contact_saturation.value
    stock = np.minimum(np.arange(STOCK_STEPS * STOCK_MOST + 2) / STOCK_STEPS, STOCK_MOST)
    return Tables(
        first_day=civil.first_day,
        end_day=scenario.clock.end_day,
        is_dunning_day=civil.is_business,
        month_end=civil.month_end,
        arrival_day=after_business_days(civil, behaviour.bank_delay_days, business=business),
        recognition_day=after_business_days(
            civil, behaviour.cash_application_days, business=business
        ),
        next_run=np.array([next_true(civil.day, row) for row in runs]),
        last_run=np.array([last_true(civil.day, row) for row in runs]),
        hazard=np.array([_hazard_row(profile.hazard, first) for profile in profiles]),
        hazard_first=first,
        pays=np.array([PAYS[profile.pays] for profile in profiles], dtype=np.int32),
        process_share=np.array([profile.discount_process_share for profile in profiles]),
        charges_share=np.array([profile.charges_paid_share for profile in profiles]),
        decay=float(0.5 ** (1.0 / behaviour.contact_half_life_days)),
        contact_multiplier=1.0 - saturation * np.expm1(-stock / saturation)
        if saturation > 0.0
        else np.ones_like(stock),
        agency_intensity=np.array(
            [
                [a.intensity_per_day.value * p.agency_responsiveness for p in profiles]
                for a in agencies
            ]
        ).reshape(len(agencies), len(profiles)),
        commission_rate=np.array([agency.commission_rate for agency in agencies]),
    )


def _hazard_row(steps: tuple[tuple[int, float], ...], first: int) -> Floats:
    row = np.zeros(HAZARD_DAYS - first)
    for day, intensity in steps:
        row[max(day - first, 0) :] = intensity
    return row


def build_plan(scenario: Scenario, name: str) -> PolicyPlan:
    """Tabulate one policy of a scenario."""
    policy, civil = scenario.policies[name], scenario_calendar(scenario)
    due, habit = _due_tables(scenario, name, civil)
    contacts = [step for step in policy.steps if isinstance(step, ContactStep)]
    placements = [step for step in policy.steps if isinstance(step, PlacementStep)]
    discount = policy.discount
    concerned = discount.segments if discount is not None else ()
    agencies = list(scenario.agencies)
    return PolicyPlan(
        due_day=due,
        habit_day=habit,
        discount_segment=_concerned(scenario, concerned),
        discount_rate=discount.rate if discount is not None else 0.0,
        discount_days=discount.within_days if discount is not None else 0,
        annual_rate=policy.penalties.annual_rate,
        indemnity_cents=cents(policy.penalties.indemnity_eur),
        min_gap_days=policy.contact_limits.min_gap_days,
        max_contacts=policy.contact_limits.max_per_customer_per_30_days,
        contacts=_steps(scenario, policy, contacts),
        charges=_steps(scenario, policy, [s for s in policy.steps if isinstance(s, ChargeStep)]),
        placements=_steps(scenario, policy, placements),
        write_offs=_steps(
            scenario, policy, [s for s in policy.steps if isinstance(s, WriteOffStep)]
        ),
        gain=_gains(scenario, contacts),
        reach=np.array([scenario.behaviour.contact[s.channel].reach_probability for s in contacts]),
        contact_cost=np.array([_contact_cost(scenario, s) for s in contacts], dtype=np.int64),
        agency=np.array([agencies.index(step.agency) for step in placements], dtype=np.int32),
    )


def _due_tables(scenario: Scenario, name: str, civil: Calendar) -> tuple[Ints, Ints]:
    business = scenario.behaviour.business_days_only
    kept = 1.0 - scenario.behaviour.terms_pass_through.value
    due, habit = [], []
    for segment_name, segment in scenario.segments.items():
        usual = due_days(civil, segment.terms, business=business)
        stated = due_days(civil, scenario.terms_of(name, segment_name), business=business)
        shortened = np.maximum(usual - stated, 0)
        due.append(stated)
        habit.append(stated + np.floor(kept * shortened + 0.5).astype(np.int32))
    return np.array(due, dtype=np.int32), np.array(habit, dtype=np.int32)


def _concerned(scenario: Scenario, names: tuple[str, ...] | None) -> Bools:
    return np.array([names is None or name in names for name in scenario.segments], dtype=bool)


def _steps(scenario: Scenario, policy: Policy, chosen: Sequence[Step]) -> Steps:
    number = {name: k for k, name in enumerate(step_ids(scenario))}
    contacts = [step.id for step in policy.steps if isinstance(step, ContactStep)]
    order = [step.id for step in policy.steps]
    before = [sum(order.index(c) < order.index(step.id) for c in contacts) - 1 for step in chosen]
    repeats = [getattr(step, "repeat", None) for step in chosen]
    ints = np.int32
    return Steps(
        step=np.array([number[step.id] for step in chosen], dtype=ints),
        trigger=np.array([TRIGGERS[step.from_] for step in chosen], dtype=ints),
        days=np.array([step.days for step in chosen], dtype=ints),
        min_cents=np.array([cents(step.min_amount_eur) for step in chosen], dtype=np.int64),
        segment=np.array([_step_segments(scenario, step) for step in chosen], dtype=bool).reshape(
            len(chosen), len(scenario.segments)
        ),
        after=np.array(before, dtype=ints),
        repeat_every=np.array([r.every_days if r else 0 for r in repeats], dtype=ints),
        repeat_most=np.array([r.at_most if r else 0 for r in repeats], dtype=ints),
    )


def _step_segments(scenario: Scenario, step: Step) -> Bools:
    """Segments a step concerns; public buyers are placed only when named (`model.md` 5)."""
    concerned = _concerned(scenario, step.segments)
    if isinstance(step, PlacementStep) and step.segments is None:
        kinds = [segment.kind for segment in scenario.segments.values()]
        concerned &= np.array([kind is not SegmentKind.PUBLIC for kind in kinds])
    return concerned


def _gains(scenario: Scenario, contacts: list[ContactStep]) -> Floats:
    behaviour = scenario.behaviour
    response = np.array([profile.responsiveness for profile in scenario.profiles.values()])
    gains = [
        behaviour.contact[s.channel].gain.value * behaviour.tone.get(s.tone, 1.0) * response
        for s in contacts
    ]
    return np.array(gains).reshape(len(contacts), response.size)


def _contact_cost(scenario: Scenario, step: ContactStep) -> int:
    effect = scenario.behaviour.contact[step.channel]
    minutes = effect.minutes if step.by == "desk" else 0.0
    return cents(effect.cost_eur + minutes * scenario.creditor.desk_cost_eur_per_hour / 60.0)
