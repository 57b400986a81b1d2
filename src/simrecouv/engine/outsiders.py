"""Scenario → tables of third parties: agencies, courts, factors, insurers and guarantors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from simrecouv.engine.codes import NO_LIMIT
from simrecouv.engine.tables import Agencies, Cents, Courts, Covers, Factors, Floats, Ints
from simrecouv.scenario.behaviour import Behaviour
from simrecouv.scenario.law import limitation_days
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.third_parties import Agency
from simrecouv.units import NEVER, cents
from simrecouv.world.addressing import name_word
from simrecouv.world.calendar import Calendar


def agencies_of(scenario: Scenario, civil: Calendar) -> Agencies:
    """Tabulate the agencies of a scenario."""
    agencies, behaviour = list(scenario.agencies.values()), scenario.behaviour
    profiles = list(scenario.profiles.values())
    response = [profile.agency_responsiveness for profile in profiles]
    days, amounts, rates = _bands(agencies)
    effects = [_contact(behaviour, agency) for agency in agencies]
    return Agencies(
        intensity=_outer([a.intensity_per_day.value for a in agencies], response),
        band_days=days,
        band_cents=amounts,
        band_rate=rates,
        minimum_cents=_cents(a.minimum_commission_eur for a in agencies),
        fee_cents=_cents(a.placement_fee_eur for a in agencies),
        direct_share=_floats(a.direct_share for a in agencies),
        contact_every=_ints(a.contacts.every_days if a.contacts else NEVER for a in agencies),
        contact_most=_ints(a.contacts.at_most if a.contacts else 0 for a in agencies),
        contact_gain=_outer(
            [gain for gain, _, _ in effects], [profile.responsiveness for profile in profiles]
        ),
        contact_reach=_floats(reach for _, reach, _ in effects),
        contact_points=_ints(points for _, _, points in effects),
        recall_days=_ints(a.recall_days or NEVER for a in agencies),
        remittance_day=_arrivals(civil, [a.remittance_days for a in agencies], behaviour),
    )


def _bands(agencies: Sequence[Agency]) -> tuple[Ints, Cents, Floats]:
    """Return the bounds and the rates of commissions; the first band is the usual one."""
    width = 1 + max((len(agency.commission_bands) for agency in agencies), default=0)
    days = np.full((len(agencies), width), NEVER, dtype=np.int32)
    amounts = np.zeros((len(agencies), width), dtype=np.int64)
    rates = np.zeros((len(agencies), width))
    for row, agency in enumerate(agencies):
        days[row, 0], rates[row, 0] = -NEVER, agency.commission_rate
        for column, band in enumerate(agency.commission_bands, start=1):
            days[row, column], amounts[row, column] = band.from_days, cents(band.from_eur)
            rates[row, column] = band.rate
    return days, amounts, rates


def _contact(behaviour: Behaviour, agency: Agency) -> tuple[float, float, int]:
    """Gain, reach and annoyance of one contact by an agency, as of one of ours."""
    if agency.contacts is None:
        return 0.0, 0.0, 0
    effect, tone = behaviour.contact[agency.contacts.channel], agency.contacts.tone
    gain = effect.gain.value * behaviour.tone.get(tone, 1.0)
    points = effect.annoyance + behaviour.relation.tone.get(tone, 0)
    return gain, effect.reach_probability, points * behaviour.relation.healing_days


def courts_of(scenario: Scenario, civil: Calendar) -> Courts:
    """Tabulate the ways to a title of a scenario."""
    courts = list(scenario.courts.values())
    response = [profile.court_responsiveness for profile in scenario.profiles.values()]
    as_they_are = (
        "lawyer_rate granted_share partial_share partial_rate opposition_share won_share "
        "delay_share protective_share bailiff_scale costs_recovered"
    )
    own: dict[str, Any] = {
        name: np.array([getattr(court, name) for court in courts]) for name in as_they_are.split()
    }
    for name in ("decision", "opposition", "trial", "enforcement"):
        own[f"{name}_days"] = _ints(getattr(court, f"{name}_days") for court in courts)
    for name in ("lawyer", "service", "trial", "enforcement"):
        own[f"{name}_cents"] = _cents(getattr(court, f"{name}_eur") for court in courts)
    return Courts(
        filing_cents=_cents(court.filing_eur + court.protective_eur for court in courts),
        delay_months=_ints(court.delay_months for court in courts),
        intensity=_outer([court.intensity_per_day.value for court in courts], response),
        title_intensity=_outer([court.title_intensity_per_day.value for court in courts], response),
        remittance_day=_arrivals(
            civil, [court.remittance_days for court in courts], scenario.behaviour
        ),
        word=np.array([name_word(name) for name in scenario.courts], dtype=np.uint64),
        **own,
    )


def factors_of(scenario: Scenario, civil: Calendar) -> Factors:
    """Tabulate the factors of a scenario."""
    factors, behaviour = list(scenario.factors.values()), scenario.behaviour
    response = [profile.agency_responsiveness for profile in scenario.profiles.values()]
    return Factors(
        recourse=np.array([factor.recourse for factor in factors], dtype=bool),
        advance_rate=_floats(factor.advance_rate for factor in factors),
        commission_rate=_floats(factor.commission_rate for factor in factors),
        interest_rate=_floats(factor.interest_rate for factor in factors),
        recourse_days=_ints(factor.recourse_days for factor in factors),
        intensity=_outer([factor.intensity_per_day.value for factor in factors], response),
        funded_day=_arrivals(civil, [factor.advance_days for factor in factors], behaviour),
        settled_day=_arrivals(civil, [factor.settlement_days for factor in factors], behaviour),
    )


def covers_of(scenario: Scenario) -> Covers:
    """Tabulate the insurers, then the guarantee of each policy that has one."""
    insurers = list(scenario.insurers.values())
    guarantees = [policy.guarantee for policy in scenario.policies.values() if policy.guarantee]
    nobody = [0.0] * len(guarantees)
    return Covers(
        quota=_floats([i.quota for i in insurers] + [g.share for g in guarantees]),
        limit_cents=np.append(
            _cents(i.limit_eur for i in insurers), np.full(len(guarantees), NO_LIMIT)
        ),
        deductible_cents=_cents([i.deductible_eur for i in insurers] + nobody),
        claim_within_days=_ints([i.claim_within_days for i in insurers] + [NEVER for _ in nobody]),
        pays_days=_ints([i.indemnity_days for i in insurers] + [g.call_days for g in guarantees]),
        takes_over=np.arange(len(insurers) + len(guarantees)) >= len(insurers),
    )


def guarantor_rank(scenario: Scenario, policy: str) -> int:
    """Rank among `Covers` of the guarantee of a policy."""
    guaranteed = [name for name, stated in scenario.policies.items() if stated.guarantee]
    return len(scenario.insurers) + guaranteed.index(policy)


def limitation_table(scenario: Scenario) -> Ints:
    """Age at which a claim on each segment is too old for a court [days]."""
    country = scenario.creditor.country
    return _ints(
        limitation_days(country, segment.kind)
        if segment.limitation_days is None
        else segment.limitation_days
        for segment in scenario.segments.values()
    )


def _arrivals(civil: Calendar, delays: list[int], behaviour: Behaviour) -> Ints:
    """Day with bank on or after some days later, shape (third parties, days)."""
    arrivals = np.empty((len(delays), civil.day.size), dtype=np.int32)
    for row, delay in enumerate(delays):
        later = civil.day + delay
        arrivals[row] = (
            civil.next_business[civil.place(later)] if behaviour.business_days_only else later
        )
    return arrivals


def _outer(intensities: Sequence[float], response: Sequence[float]) -> Floats:
    return np.outer(np.array(intensities, dtype=np.float64), np.array(response))


def _floats(values: Any) -> Floats:
    return np.array(list(values), dtype=np.float64)


def _ints(values: Any) -> Ints:
    return np.array(list(values), dtype=np.int32)


def _cents(euros: Any) -> Cents:
    return np.array([cents(amount) for amount in euros], dtype=np.int64)
