"""Policy → plan: its terms, its ladders, its prevention and its desk as plain arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from simrecouv.engine.charging import deterring_rate, late_charges
from simrecouv.engine.codes import NO_LIMIT
from simrecouv.engine.outsiders import guarantor_rank
from simrecouv.engine.plan import (
    Contacts,
    CoverPlan,
    DeskPlan,
    PolicyPlan,
    Prevention,
    Steps,
    Terms,
)
from simrecouv.engine.tables import Bools, Floats, Ints
from simrecouv.engine.tabulate import scenario_calendar
from simrecouv.scenario.policy import Desk, Policy
from simrecouv.scenario.prevention import Guarantee, SalesTraining
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import (
    ChargeStep,
    ClaimStep,
    ContactStep,
    FactoringStep,
    HoldStep,
    LegalStep,
    PlacementStep,
    Step,
    WriteOffStep,
)
from simrecouv.units import cents
from simrecouv.vocabulary import Allocation
from simrecouv.world.calendar import Calendar, due_days


def step_ids(scenario: Scenario) -> tuple[str, ...]:
    """List the step ids of all policies, once each, in order of appearance."""
    ids = (step.id for policy in scenario.policies.values() for step in policy.steps)
    return tuple(dict.fromkeys(ids))


def desk_minutes(scenario: Scenario, policy: str) -> Floats:
    """Desk minutes that one contact of each step id takes under a policy."""
    steps = [step for step in scenario.policies[policy].steps if isinstance(step, ContactStep)]
    minutes = {step.id: _minutes(scenario, step) for step in steps}
    return np.array([minutes.get(step, 0.0) for step in step_ids(scenario)])


def build_plan(scenario: Scenario, name: str) -> PolicyPlan:
    """Tabulate one policy of a scenario."""
    policy, civil = scenario.policies[name], scenario_calendar(scenario)
    due, habit = _due_tables(scenario, name, civil)
    contacts = [step for step in policy.steps if isinstance(step, ContactStep)]
    weekdays = [day.rank for day in policy.dunning_weekdays]

    def ladder(kind: type[Step]) -> Steps:
        return _steps(scenario, name, [step for step in policy.steps if isinstance(step, kind)])

    return PolicyPlan(
        due_day=due,
        habit_day=habit,
        is_run_day=civil.is_business & np.isin(civil.weekday, weekdays),
        terms=_terms(scenario, policy),
        prevention=_prevention(scenario, policy, civil),
        desk=_desk(scenario, policy),
        contacts=ladder(ContactStep),
        charges=ladder(ChargeStep),
        holds=ladder(HoldStep),
        placements=ladder(PlacementStep),
        suits=ladder(LegalStep),
        assignments=ladder(FactoringStep),
        claims=ladder(ClaimStep),
        write_offs=ladder(WriteOffStep),
        effects=_contacts(scenario, policy, contacts),
        agency=_ranks(policy, PlacementStep, "agency", scenario.agencies),
        court=_ranks(policy, LegalStep, "court", scenario.courts),
        factor=_ranks(policy, FactoringStep, "factor", scenario.factors),
        charged=late_charges(scenario, policy, civil),
        cover=_cover(scenario, name),
    )


def _ranks(policy: Policy, kind: type[Step], field: str, known: Iterable[str]) -> Ints:
    """Rank of the third party that each step of a kind names."""
    rank = {name: place for place, name in enumerate(known)}
    named = [getattr(step, field) for step in policy.steps if isinstance(step, kind)]
    return np.array([rank[name] for name in named], dtype=np.int32)


def _due_tables(scenario: Scenario, name: str, civil: Calendar) -> tuple[Ints, Ints]:
    business = scenario.behaviour.business_days_only
    kept = 1.0 - scenario.behaviour.terms_pass_through.value
    risk = scenario.policies[name].risk_terms
    due, habit = [], []
    for is_risky in (False, True):
        for segment_name, segment in scenario.segments.items():
            terms = scenario.terms_of(name, segment_name)
            if is_risky and risk is not None:
                terms = risk.terms
            usual = due_days(civil, segment.terms, business=business)
            stated = due_days(civil, terms, business=business)
            shortened = np.maximum(usual - stated, 0)
            due.append(stated)
            habit.append(stated + np.floor(kept * shortened + 0.5).astype(np.int32))
    return np.array(due, dtype=np.int32), np.array(habit, dtype=np.int32)


def _concerned(scenario: Scenario, names: tuple[str, ...] | None) -> Bools:
    return np.array([names is None or name in names for name in scenario.segments], dtype=bool)


def _terms(scenario: Scenario, policy: Policy) -> Terms:
    discount, penalties = policy.discount, policy.penalties
    return Terms(
        discount_segment=_concerned(scenario, discount.segments if discount else ()),
        discount_rate=discount.rate if discount else 0.0,
        discount_days=discount.within_days if discount else 0,
        annual_rate=deterring_rate(scenario, penalties),
        waived_share=penalties.waived_share,
        costs_first=policy.allocation is Allocation.COSTS_FIRST,
        instalments=policy.plan.instalments,
        instalment_days=policy.plan.every_days,
        settlement_rate=policy.settlement.rate,
        min_gap_days=policy.contact_limits.min_gap_days,
        max_contacts=policy.contact_limits.max_per_customer_per_30_days,
    )


def _prevention(scenario: Scenario, policy: Policy, civil: Calendar) -> Prevention:
    credit, risk, deposit = policy.credit, policy.risk_terms, policy.deposit
    debit, quality = policy.direct_debit, policy.invoice_quality
    sales = policy.sales_training or SalesTraining(hit_share=0.0, false_alarm_share=0.0)
    controlled = _concerned(scenario, credit.segments if credit else ())
    limit = cents(credit.limit_eur) if credit and credit.limit_eur is not None else NO_LIMIT
    signs = _concerned(scenario, debit.segments if debit else ())
    daily = policy.prevention_cost_eur_per_year / civil.working_days_a_year
    return Prevention(
        min_score=np.where(controlled, credit.min_score if credit else 0, 0).astype(np.int32),
        limit_cents=np.where(controlled, limit, NO_LIMIT).astype(np.int64),
        risk_segment=_concerned(scenario, risk.segments if risk else ()),
        risk_score=risk.max_score if risk else -1,
        deposit_segment=_concerned(scenario, deposit.segments if deposit else ()),
        deposit_score=deposit.max_score if deposit else -1,
        deposit_share=deposit.share if deposit else 0.0,
        mandate_share=np.where(signs, debit.accepted_share if debit else 0.0, 0.0),
        sales_hit_share=sales.hit_share,
        sales_alarm_share=sales.false_alarm_share,
        sales_horizon_days=sales.horizon_days,
        error_factor=quality.error_factor if quality else 1.0,
        dispute_factor=quality.dispute_factor if quality else 1.0,
        cost_cents=cents(daily),
    )


def _cover(scenario: Scenario, name: str) -> CoverPlan:
    policy, nobody = scenario.policies[name], np.full(len(scenario.segments), -1, dtype=np.int32)
    insurance, guarantee = policy.insurance, policy.guarantee or Guarantee()
    insurer, guarantor, stated = nobody, nobody, None
    if insurance is not None:
        stated = scenario.insurers[insurance.insurer]
        rank = list(scenario.insurers).index(insurance.insurer)
        insurer = np.where(_concerned(scenario, insurance.segments), rank, nobody).astype(np.int32)
    if policy.guarantee is not None:
        rank = guarantor_rank(scenario, name)
        who = _concerned(scenario, guarantee.segments)
        guarantor = np.where(who, rank, nobody).astype(np.int32)
    return CoverPlan(
        insurer=insurer,
        guarantor=guarantor,
        premium_rate=stated.premium_rate if stated else 0.0,
        insured_score=stated.min_score if stated else 0,
        accepted_share=guarantee.accepted_share,
        fee_rate=guarantee.fee_rate,
        guaranteed_score=guarantee.max_score,
    )


def _desk(scenario: Scenario, policy: Policy) -> DeskPlan:
    desk, hourly = policy.desk or Desk(collectors=0), scenario.creditor.desk_cost_eur_per_hour
    return DeskPlan(
        is_limited=policy.desk is not None,
        collectors=desk.collectors,
        minutes=desk.minutes_per_day,
        absence_rate=desk.absence_rate,
        overtime_minutes=desk.overtime_minutes,
        worklist=desk.worklist.rank,
        wages_cents=cents(desk.collectors * desk.paid_hours_per_day * hourly),
        overtime_cents_per_minute=(1.0 + desk.overtime_premium) * hourly * 100.0 / 60.0,
    )


def _steps(scenario: Scenario, name: str, chosen: Sequence[Step]) -> Steps:
    policy = scenario.policies[name]
    number = {step: k for k, step in enumerate(step_ids(scenario))}
    contacts = [step.id for step in policy.steps if isinstance(step, ContactStep)]
    order = [step.id for step in policy.steps]
    before = [sum(order.index(c) < order.index(step.id) for c in contacts) - 1 for step in chosen]
    repeats = [getattr(step, "repeat", None) for step in chosen]
    least = [_least_eur(policy, step) for step in chosen]
    ints = np.int32
    return Steps(
        step=np.array([number[step.id] for step in chosen], dtype=ints),
        trigger=np.array([step.from_.rank for step in chosen], dtype=ints),
        days=np.array([step.days for step in chosen], dtype=ints),
        min_cents=np.array([cents(eur) for eur in least], dtype=np.int64),
        max_cents=np.array(
            [NO_LIMIT if s.max_amount_eur is None else cents(s.max_amount_eur) for s in chosen],
            dtype=np.int64,
        ),
        max_score=np.array([step.max_score for step in chosen], dtype=ints),
        segment=np.array(
            [_concerned(scenario, scenario.segments_of(name, step)) for step in chosen], dtype=bool
        ).reshape(len(chosen), len(scenario.segments)),
        after=np.array(before, dtype=ints),
        repeat_every=np.array([r.every_days if r else 0 for r in repeats], dtype=ints),
        repeat_most=np.array([r.at_most if r else 0 for r in repeats], dtype=ints),
    )


def _least_eur(policy: Policy, step: Step) -> float:
    """Smallest invoice that a step concerns; exclusions leave write-off alone."""
    if isinstance(step, WriteOffStep):
        return step.min_amount_eur
    return max(step.min_amount_eur, policy.exclude.below_eur)


def _contacts(scenario: Scenario, policy: Policy, contacts: list[ContactStep]) -> Contacts:
    behaviour = scenario.behaviour
    response = np.array([profile.responsiveness for profile in scenario.profiles.values()])
    effects = [behaviour.contact[step.channel] for step in contacts]
    gains = [
        effect.gain.value * behaviour.tone.get(step.tone, 1.0) * response
        for effect, step in zip(effects, contacts, strict=True)
    ]
    points = [
        effect.annoyance + behaviour.relation.tone.get(step.tone, 0)
        for effect, step in zip(effects, contacts, strict=True)
    ]
    return Contacts(
        gain=np.array(gains).reshape(len(contacts), response.size),
        reach=np.array([effect.reach_probability for effect in effects]),
        cost_cents=np.array([_cost_cents(scenario, policy, s) for s in contacts], dtype=np.int64),
        by_desk=np.array([step.is_by_desk for step in contacts], dtype=bool),
        minutes=np.array([_minutes(scenario, step) for step in contacts]),
        promise_share=np.array([effect.promise_share for effect in effects]),
        points=np.array(points, dtype=np.int32),
        offer=np.array([step.offer.code if step.offer else 0 for step in contacts], dtype=np.int32),
    )


def _minutes(scenario: Scenario, step: ContactStep) -> float:
    return scenario.behaviour.contact[step.channel].minutes if step.is_by_desk else 0.0


def _cost_cents(scenario: Scenario, policy: Policy, step: ContactStep) -> int:
    """Cost of a message; its minutes too, unless the desk is paid by the day."""
    minutes = _minutes(scenario, step) if policy.desk is None else 0.0
    per_minute = scenario.creditor.desk_cost_eur_per_hour / 60.0
    return cents(scenario.behaviour.contact[step.channel].cost_eur + minutes * per_minute)
