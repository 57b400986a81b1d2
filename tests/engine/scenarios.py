"""Random scenarios that switch every lever, for property-based tests of the engines."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from engine.outsiders import covers, named, third_parties
from simrecouv.scenario import Scenario, scenario_from
from simrecouv.vocabulary import Action, Allocation, Channel, Means, Pays, Tone, Weekday, Worklist

ACTIONS = ["contact"] * 5 + [action.value for action in Action if action != Action.CONTACT]
CHANNELS, TONES = [c.value for c in Channel], [t.value for t in Tone]
SEGMENTS = ("a", "b")


@st.composite
def shares(draw: st.DrawFn, names: list[str]) -> dict[str, float]:
    """Shares that sum to one."""
    weights = [draw(st.integers(0, 5)) for _ in names]
    weights[draw(st.integers(0, len(names) - 1))] += 1
    return {name: weight / sum(weights) for name, weight in zip(names, weights, strict=True)}


@st.composite
def profile(draw: st.DrawFn) -> dict[str, Any]:
    """A payer profile, from quick payers to customers who fail."""
    days = draw(st.lists(st.integers(-40, 200), min_size=1, max_size=4, unique=True).map(sorted))
    return {
        "hazard": [[day, draw(st.sampled_from([0.0, 0.003, 0.02, 0.1, 0.6]))] for day in days],
        "pays": draw(st.sampled_from(list(Pays))).value,
        "responsiveness": draw(st.sampled_from([0.0, 0.5, 2.0])),
        "agency_responsiveness": draw(st.sampled_from([0.0, 1.0])),
        "court_responsiveness": draw(st.sampled_from([0.0, 1.0])),
        "seizable_share": draw(st.sampled_from([0.0, 0.5, 1.0])),
        "insolvency_per_year": draw(st.sampled_from([0.0, 0.05, 2.0])),
        "discount_process_share": draw(st.sampled_from([0.0, 0.5, 1.0])),
        "charges_paid_share": draw(st.sampled_from([0.0, 0.5, 1.0])),
        "score": draw(st.integers(20, 80)),
        "liquidity_spells_per_year": draw(st.sampled_from([0.0, 3.0])),
        "dispute_share": draw(st.sampled_from([0.0, 0.3])),
        "partial_share": draw(st.sampled_from([0.0, 0.4])),
        "rejection_factor": draw(st.sampled_from([0.0, 1.0, 50.0])),
        "deterrence": draw(st.sampled_from([0.0, 0.2])),
        "promise_kept_share": draw(st.sampled_from([0.0, 0.5, 1.0])),
        "plan_accepted_share": draw(st.sampled_from([0.0, 0.7])),
        "instalment_kept_share": draw(st.sampled_from([0.5, 1.0])),
        "settlement_accepted_share": draw(st.sampled_from([0.0, 0.7])),
    }


@st.composite
def filters(draw: st.DrawFn) -> dict[str, Any]:
    """Filters of a step: segments, amounts, score."""
    chosen: dict[str, Any] = {}
    if draw(st.booleans()):
        chosen["segments"] = draw(st.sampled_from([["a"], ["b"], ["a", "b"]]))
    if draw(st.booleans()):
        chosen["min_amount_eur"] = draw(st.sampled_from([100.0, 900.0]))
    if draw(st.booleans()):
        chosen["max_amount_eur"] = draw(st.sampled_from([1000.0, 2000.0]))
    if draw(st.booleans()):
        chosen["max_score"] = draw(st.sampled_from([30, 60]))
    return chosen


def repeat() -> st.SearchStrategy[dict[str, Any]]:
    """A repeat, or none."""
    some = st.builds(
        lambda every, most: {"repeat": {"every_days": every, "at_most": most}},
        st.integers(1, 20),
        st.integers(1, 4),
    )
    return st.just({}) | some


@st.composite
def trigger(draw: st.DrawFn, *, earliest: int = -15) -> dict[str, Any]:
    """A trigger and its days."""
    anchor = draw(st.sampled_from(["issue", "due", "end_of_month", "previous"]))
    low = 1 if anchor in ("previous", "issue") else earliest
    return {"from": anchor, "days": draw(st.integers(max(low, earliest), 80))}


@st.composite
def step(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """A step of any kind."""
    action = draw(st.sampled_from(ACTIONS))
    common = {"id": name, "action": action, **draw(filters()), **draw(named(action))}
    if action == "contact":
        how = {
            "channel": draw(st.sampled_from(CHANNELS)),
            "tone": draw(st.sampled_from(TONES)),
            "by": draw(st.sampled_from(["system", "desk"])),
        }
        if draw(st.booleans()):
            how["offer"] = draw(st.sampled_from(["plan", "settlement"]))
        return {**common, **draw(trigger()), **draw(repeat()), **how}
    if action == "write_off":
        return {**common, "from": "due", "days": draw(st.sampled_from([40, 200, 730]))}
    if action == "factoring":
        return {**common, "from": "issue", "days": draw(st.integers(1, 30))}
    dated = {**common, **draw(trigger(earliest=1))}
    return {**dated, **draw(repeat())} if action == "charge" else dated


@st.composite
def desk(draw: st.DrawFn) -> dict[str, Any]:
    """A desk too small for its work."""
    return {
        "collectors": draw(st.integers(0, 3)),
        "minutes_per_day": draw(st.sampled_from([5.0, 20.0, 300.0])),
        "absence_rate": draw(st.sampled_from([0.0, 0.3])),
        "overtime_minutes": draw(st.sampled_from([0.0, 10.0])),
        "worklist": draw(st.sampled_from(list(Worklist))).value,
    }


@st.composite
def prevention(draw: st.DrawFn) -> dict[str, Any]:
    """Some of the measures of prevention, of the offers, and of the exclusions."""
    where = draw(st.sampled_from([["a"], ["a", "b"]]))
    measures: dict[str, Any] = {
        "credit": {
            "min_score": draw(st.sampled_from([0, 40])),
            "limit_eur": draw(st.sampled_from([500.0, 4000.0])),
            "segments": where,
        },
        "risk_terms": {"max_score": 50, "terms": {"net_days": 10}, "segments": where},
        "deposit": {"share": 0.3, "max_score": draw(st.sampled_from([50, 100]))},
        "direct_debit": {"accepted_share": 0.6, "segments": where},
        "sales_training": {
            "hit_share": 0.5,
            "false_alarm_share": 0.1,
            "cost_eur_per_year": draw(st.sampled_from([0.0, 5000.0])),
        },
        "invoice_quality": {"error_factor": 0.3, "dispute_factor": 0.5},
        "plan": {"instalments": draw(st.integers(2, 5)), "every_days": draw(st.integers(1, 40))},
        "settlement": {"rate": 0.25},
        "exclude": {"segments": ["b"], "below_eur": draw(st.sampled_from([0.0, 300.0]))},
    }
    kept = draw(st.lists(st.sampled_from(sorted(measures)), unique=True, max_size=5))
    return {name: measures[name] for name in sorted(kept)}


@st.composite
def means(draw: st.DrawFn) -> dict[str, Any]:
    """Means of payment that take time, cost and fail."""
    return {
        one.value: {
            "delay_days": draw(st.integers(0, 4)),
            "ease": draw(st.sampled_from([0.8, 1.0, 1.5])),
            "fee_eur": 0.35,
            "fee_rate": draw(st.sampled_from([0.0, 0.014])),
            "failure_rate": draw(st.sampled_from([0.0, 0.2, 1.0])),
            "failure_fee_eur": 12.0,
        }
        for one in Means
    }


@st.composite
def relation(draw: st.DrawFn) -> dict[str, Any]:
    """Patience that wears out, or not."""
    return {
        "tone": {"firm": 2, "final": 4},
        "undeserved_factor": draw(st.integers(1, 3)),
        "crowded_factor": draw(st.integers(1, 3)),
        "charge": draw(st.integers(0, 3)),
        "hold": draw(st.integers(0, 5)),
        "placement": draw(st.integers(0, 5)),
        "court": draw(st.integers(0, 5)),
        "waiver": draw(st.integers(0, 3)),
        "healing_days": draw(st.sampled_from([5, 20])),
        "patience": draw(st.sampled_from([0.0, 4.0, 15.0])),
        "complaints_per_point": draw(st.sampled_from([0.0, 0.1])),
    }


@st.composite
def policy(draw: st.DrawFn) -> dict[str, Any]:
    """A policy with up to nine steps; ids recur between policies, so that ladders carry over."""
    names = draw(st.permutations([f"s{k}" for k in range(9)]))
    stated: dict[str, Any] = {
        "steps": [draw(step(name)) for name in names[: draw(st.integers(0, 9))]],
        "contact_limits": {
            "min_gap_days": draw(st.sampled_from([0, 4, 15])),
            "max_per_customer_per_30_days": draw(st.sampled_from([1, 3, 30])),
        },
        "penalties": {
            "annual_rate": draw(st.sampled_from([None, 0.0, 0.1215])),
            "indemnity_eur": draw(st.sampled_from([None, 0.0, 40.0])),
            "waived_share": draw(st.sampled_from([0.0, 0.5])),
        },
        "allocation": draw(st.sampled_from(list(Allocation))).value,
        "dunning_weekdays": draw(
            st.lists(st.sampled_from([day.value for day in Weekday]), min_size=1, unique=True)
        ),
        **draw(prevention()),
        **draw(covers()),
        **draw(st.just({}) | st.builds(lambda desk: {"desk": desk}, desk())),
    }
    if draw(st.booleans()):
        stated["discount"] = {
            "rate": draw(st.sampled_from([0.005, 0.03])),
            "within_days": draw(st.integers(1, 30)),
        }
    if draw(st.booleans()):
        terms = {"net_days": draw(st.integers(0, 60)), "end_of_month": draw(end_of_month())}
        stated["terms"] = {draw(st.sampled_from(SEGMENTS)): terms}
    return stated


def end_of_month() -> st.SearchStrategy[str]:
    """One of the readings of payment terms."""
    return st.sampled_from(["none", "before", "after"])


@st.composite
def segment(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """A small segment."""
    runs = draw(shares(["daily", "weekly", "twice_monthly", "monthly"]))
    return {
        "kind": kind,
        "customers": draw(st.integers(1, 6)),
        "orders_per_customer_per_year": draw(st.sampled_from([2.0, 15.0, 60.0])),
        "amount": {"law": "lognormal", "median_eur": 700.0, "sigma": 1.0},
        "terms": {"net_days": draw(st.integers(0, 60)), "end_of_month": draw(end_of_month())},
        "payment_runs": runs,
        "means": draw(shares([one.value for one in Means])),
        "limitation_days": draw(st.sampled_from([40, 1825])),
        "error_share": draw(st.sampled_from([0.0, 0.2])),
        "profiles": draw(shares(["p", "q"])),
    }


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A scenario of two segments, two profiles, two policies, everything switched at random."""
    contact = {
        channel: {
            "gain": draw(st.sampled_from([0.0, 0.5, 20.0])),
            "reach_probability": draw(st.sampled_from([0.0, 0.5, 1.0])),
            "promise_share": draw(st.sampled_from([0.0, 0.4])),
            "annoyance": draw(st.integers(0, 3)),
            "cost_eur": 1.25,
            "minutes": 7.0,
        }
        for channel in CHANNELS
    }
    behaviour = {
        "contact": contact,
        "tone": {"firm": 1.3},
        "contact_saturation": draw(st.sampled_from([0.0, 6.0])),
        "frailty_variance": draw(st.sampled_from([0.0, 0.5])),
        "seasonality": [1.0] * 7 + [draw(st.sampled_from([0.2, 1.0]))] + [1.0] * 4,
        "liquidity": {"mean_days": 40.0, "intensity": draw(st.sampled_from([0.0, 0.3]))},
        "means": draw(means()),
        "rejection_days": draw(st.integers(1, 6)),
        "errors": {"rejected_share": 0.4},
        "disputes": {"surfaces_days": draw(st.sampled_from([0, 45])), "justified_share": 0.5},
        "promise_days": draw(st.integers(1, 15)),
        "held_orders": {"lost_share": 0.4, "delay_days": draw(st.integers(1, 20))},
        "insolvency": {
            "dividend_share": draw(st.sampled_from([0.0, 0.1, 1.0])),
            "dividend_days": draw(st.sampled_from([1, 60])),
        },
        "relation": draw(relation()),
        "business_days_only": draw(st.booleans()),
        "bank_delay_days": draw(st.integers(0, 3)),
        "cash_application_days": draw(st.integers(0, 5)),
    }
    raw = {
        "creditor": {"country": draw(st.sampled_from(["FR", "BE", "GB"]))},
        "simulation": {"baseline": "old", "seed": draw(st.integers(0, 2**40))},
        "behaviour": behaviour,
        "profiles": {"p": draw(profile()), "q": draw(profile())},
        "segments": {"a": draw(segment("company")), "b": draw(segment("public"))},
        **draw(third_parties()),
        "policies": {"old": draw(policy()), "new": draw(policy())},
    }
    return scenario_from(raw)
