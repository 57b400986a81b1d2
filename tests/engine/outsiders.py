"""Random third parties: agencies, courts, factors, insurers, and the steps that name them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from simrecouv.vocabulary import Procedure

#: Shares that make both outcomes common, or one of them certain.
SHARES = st.sampled_from([0.0, 0.5, 1.0])
SHORT = st.integers(0, 20)


@st.composite
def agencies(draw: st.DrawFn) -> dict[str, Any]:
    """One agency that only presses, another with contacts, bands and an end to its mandate."""
    contacts = {
        "channel": "call",
        "every_days": draw(st.integers(1, 20)),
        "at_most": draw(st.integers(1, 4)),
    }
    bands = [{"from_days": 60, "rate": 0.3}, {"from_eur": 900.0, "rate": 0.08}]
    return {
        "weak": {
            "commission_rate": 0.1,
            "intensity_per_day": 0.002,
            "recall_days": draw(st.sampled_from([1, 30])),
        },
        "quick": {
            "commission_rate": 0.2,
            "intensity_per_day": 0.05,
            "contacts": contacts,
            "commission_bands": draw(st.sampled_from([[], bands])),
            "minimum_commission_eur": draw(st.sampled_from([0.0, 30.0])),
            "placement_fee_eur": draw(st.sampled_from([0.0, 15.0])),
            "direct_share": draw(SHARES),
            "remittance_days": draw(SHORT),
            "recall_days": draw(st.sampled_from([2, 40])),
        },
    }


@st.composite
def court(draw: st.DrawFn) -> dict[str, Any]:
    """A court whose every branch is common."""
    return {
        "procedure": draw(st.sampled_from(list(Procedure))).value,
        "filing_eur": draw(st.sampled_from([0.0, 35.0])),
        "lawyer_eur": 100.0,
        "lawyer_rate": draw(st.sampled_from([0.0, 0.05])),
        "service_eur": draw(st.sampled_from([0.0, 60.0])),
        "decision_days": draw(SHORT),
        "granted_share": draw(st.sampled_from([0.5, 1.0])),
        "partial_share": draw(SHARES),
        "partial_rate": draw(st.sampled_from([0.0, 0.6])),
        "opposition_days": draw(SHORT),
        "opposition_share": draw(SHARES),
        "trial_days": draw(SHORT),
        "trial_eur": 500.0,
        "won_share": draw(st.sampled_from([0.5, 1.0])),
        "delay_share": draw(SHARES),
        "delay_months": draw(st.integers(2, 4)),
        "protective_eur": draw(st.sampled_from([0.0, 150.0])),
        "protective_share": draw(SHARES),
        "intensity_per_day": draw(st.sampled_from([0.0, 0.03])),
        "title_intensity_per_day": draw(st.sampled_from([0.0, 0.1])),
        "enforcement_days": draw(st.integers(1, 15)),
        "enforcement_eur": draw(st.sampled_from([0.0, 80.0])),
        "bailiff_scale": draw(st.booleans()),
        "remittance_days": draw(SHORT),
        "costs_recovered": draw(st.booleans()),
    }


@st.composite
def factor(draw: st.DrawFn) -> dict[str, Any]:
    """A factor with or without recourse."""
    return {
        "recourse": draw(st.booleans()),
        "advance_rate": draw(st.sampled_from([0.5, 0.9, 1.0])),
        "advance_days": draw(st.integers(0, 3)),
        "commission_rate": 0.012,
        "interest_rate": 0.05,
        "settlement_days": draw(st.integers(0, 5)),
        "recourse_days": draw(st.sampled_from([0, 20, 90])),
        "intensity_per_day": draw(st.sampled_from([0.0, 0.03])),
    }


@st.composite
def insurer(draw: st.DrawFn) -> dict[str, Any]:
    """An insurer that soon reaches its limits."""
    return {
        "premium_rate": 0.004,
        "quota": draw(st.sampled_from([0.5, 0.9])),
        "limit_eur": draw(st.sampled_from([1000.0, 50_000.0])),
        "min_score": draw(st.sampled_from([0, 40])),
        "deductible_eur": draw(st.sampled_from([0.0, 50.0])),
        "claim_within_days": draw(st.sampled_from([10, 400])),
        "indemnity_days": draw(st.sampled_from([0, 30])),
    }


@st.composite
def third_parties(draw: st.DrawFn) -> dict[str, Any]:
    """All the tables that steps may name."""
    return {
        "agencies": draw(agencies()),
        "courts": {"swift": draw(court()), "slow": draw(court())},
        "factors": {"bank": draw(factor())},
        "insurers": {"mutual": draw(insurer())},
    }


def named(action: str) -> st.SearchStrategy[dict[str, Any]]:
    """The third party that a step of an action names."""
    names = {
        "placement": ("agency", ["quick", "weak"]),
        "legal": ("court", ["swift", "slow"]),
        "factoring": ("factor", ["bank"]),
    }
    if action not in names:
        return st.just({})
    field, known = names[action]
    return st.sampled_from(known).map(lambda name: {field: name})


@st.composite
def covers(draw: st.DrawFn) -> dict[str, Any]:
    """The covers of a policy, or none."""
    where = draw(st.sampled_from([["a"], ["a", "b"]]))
    stated: dict[str, Any] = {}
    if draw(st.booleans()):
        stated["insurance"] = {"insurer": "mutual", "segments": where}
    if draw(st.booleans()):
        stated["guarantee"] = {
            "share": draw(st.sampled_from([0.4, 1.0])),
            "accepted_share": draw(SHARES),
            "fee_rate": draw(st.sampled_from([0.0, 0.01])),
            "call_days": draw(SHORT),
            "max_score": draw(st.sampled_from([50, 100])),
            "segments": where,
        }
    return stated
