"""Scenario → tables. Powers, exponentials and logarithms are computed here, and only here.

Engines look them up: plain and compiled code would differ in their last bit.
"""

from __future__ import annotations

import numpy as np

from simrecouv.engine.codes import DETERRED_FROM_DAYS, QUANTILE_STEPS, STOCK_MOST, STOCK_STEPS
from simrecouv.engine.outsiders import (
    agencies_of,
    courts_of,
    covers_of,
    factors_of,
    limitation_table,
)
from simrecouv.engine.tables import Floats, Habits, Ints, MeansTable, Tables, Traits
from simrecouv.scenario.behaviour import Behaviour
from simrecouv.scenario.profile import Profile
from simrecouv.scenario.scenario import Scenario
from simrecouv.units import cents
from simrecouv.vocabulary import Means
from simrecouv.world.calendar import (
    Calendar,
    after_business_days,
    calendar,
    last_true,
    next_true,
    run_days,
)

#: Days of calendar beyond the last simulated day, for due dates and runs that fall there.
MARGIN_DAYS = 400
#: Past this many days the last step of a hazard has begun.
HAZARD_DAYS = 1200


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
    return Tables(
        first_day=civil.first_day,
        end_day=scenario.clock.end_day,
        is_working_day=civil.is_business,
        month_end=civil.month_end,
        next_business=civil.next_business if business else civil.day,
        recognition_day=after_business_days(
            civil, behaviour.cash_application_days, business=business
        ),
        rejection_day=after_business_days(civil, behaviour.rejection_days, business=business),
        next_run=np.array([next_true(civil.day, row) for row in runs]),
        last_run=np.array([last_true(civil.day, row) for row in runs]),
        season=np.array(behaviour.seasonality)[civil.month],
        hazard=np.array([_hazard_row(profile.hazard, first) for profile in profiles]),
        hazard_first=first,
        deterred_index=DETERRED_FROM_DAYS - first,
        decay=float(0.5 ** (1.0 / behaviour.contact_half_life_days)),
        contact_multiplier=_contact_multiplier(behaviour.contact_saturation.value),
        quantile=_exponential_quantiles(),
        error_share=np.array([segment.error_share for segment in scenario.segments.values()]),
        net_share=np.array([1.0 / (1.0 + one.vat_rate) for one in scenario.segments.values()]),
        limitation_days=limitation_table(scenario),
        traits=_traits(profiles),
        habits=_habits(behaviour),
        means=_means(behaviour, profiles, civil),
        agencies=agencies_of(scenario, civil),
        courts=courts_of(scenario, civil),
        factors=factors_of(scenario, civil),
        covers=covers_of(scenario),
    )


def _hazard_row(steps: tuple[tuple[int, float], ...], first: int) -> Floats:
    row = np.zeros(HAZARD_DAYS - first)
    for day, intensity in steps:
        row[day - first :] = intensity
    return row


def _contact_multiplier(saturation: float) -> Floats:
    stock = np.minimum(np.arange(STOCK_STEPS * STOCK_MOST + 2) / STOCK_STEPS, STOCK_MOST)
    if saturation <= 0.0:
        return np.ones_like(stock)
    multiplier: Floats = 1.0 - saturation * np.expm1(-stock / saturation)
    return multiplier


def _exponential_quantiles() -> Floats:
    """Quantiles of the exponential law; the last step ends at half its width from 1."""
    u = np.arange(QUANTILE_STEPS + 1) / QUANTILE_STEPS
    u[-1] = 1.0 - 0.5 / QUANTILE_STEPS
    quantiles: Floats = -np.log1p(-u)
    return quantiles


def _traits(profiles: list[Profile]) -> Traits:
    pays = np.array([profile.pays.rank for profile in profiles], dtype=np.int32)
    names = [name for name in Traits._fields if name != "pays"]
    columns = {name: np.array([getattr(p, name) for p in profiles]) for name in names}
    return Traits(pays=pays, **columns)


def _habits(behaviour: Behaviour) -> Habits:
    errors, disputes, relation = behaviour.errors, behaviour.disputes, behaviour.relation
    held = behaviour.held_orders
    return Habits(
        spell_intensity=behaviour.liquidity.intensity.value,
        hold_pressure=held.pressure.value,
        rejected_share=errors.rejected_share,
        notice_days=errors.notice_days,
        resend_days=errors.resend_days,
        surfaces_days=disputes.surfaces_days,
        dispute_mean_days=disputes.mean_days.value,
        justified_share=disputes.justified_share,
        credit_share=disputes.credit_share.value,
        promise_days=behaviour.promise_days,
        held_lost_share=held.lost_share.value,
        held_delay_days=held.delay_days,
        deposit_refused_share=held.deposit_refused_share,
        undeserved_factor=relation.undeserved_factor,
        crowded_days=relation.crowded_days,
        crowded_factor=relation.crowded_factor,
        charge_points=relation.charge * relation.healing_days,
        hold_points=relation.hold * relation.healing_days,
        placement_points=relation.placement * relation.healing_days,
        court_points=relation.court * relation.healing_days,
        waiver_points=relation.waiver * relation.healing_days,
        healing_days=relation.healing_days,
        complaints_per_point=relation.complaints_per_point,
        dividend_share=behaviour.insolvency.dividend_share.value,
        dividend_days=behaviour.insolvency.dividend_days,
    )


def _means(behaviour: Behaviour, profiles: list[Profile], civil: Calendar) -> MeansTable:
    stated = [behaviour.means_of(means) for means in Means]
    factor = np.array([profile.rejection_factor for profile in profiles])
    rate = np.array([one.failure_rate for one in stated])
    arrival: list[Ints] = [
        after_business_days(
            civil,
            one.delay_days + (0 if means.is_pulled else behaviour.bank_delay_days),
            business=behaviour.business_days_only,
        )
        for means, one in zip(Means, stated, strict=True)
    ]
    return MeansTable(
        is_pulled=np.array([means.is_pulled for means in Means]),
        ease=np.array([one.ease for one in stated]),
        fee_cents=np.array([cents(one.fee_eur) for one in stated], dtype=np.int64),
        fee_rate=np.array([one.fee_rate for one in stated]),
        failure_cents=np.array([cents(one.failure_fee_eur) for one in stated], dtype=np.int64),
        failure=np.minimum(rate[:, None] * factor, 1.0),
        arrival_day=np.array(arrival),
    )
