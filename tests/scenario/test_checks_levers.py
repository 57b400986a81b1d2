"""Advice on the levers of behaviour: each slip is named at its place, its near miss is not."""

from __future__ import annotations

import pytest

from simrecouv.scenario import advice_on, load_scenario
from simrecouv.vocabulary import Severity

WARNING, NOTE = Severity.WARNING, Severity.NOTE

DAILY = (
    'policies.nothing.steps=[{{ id = "a", action = "contact", days = 1, channel = "email", '
    "repeat = {{ every_days = 1, at_most = {more} }} }}]"
)
DESK = "policies.ferme.desk={{ collectors = {n}, minutes_per_day = {minutes} }}"
#: Every order of 100 EUR excl. VAT, 120 incl.
FLAT = [f'segments.{s}.amount={{ law = "lognormal", median_eur = 100.0, sigma = 0.0 }}'
        for s in ("pme", "grands-comptes", "public")]  # fmt: skip
SAME_SCORES = [
    "behaviour.score_sigma=5.0",
    *(f"profiles.{p}.score=60" for p in ("prompt", "disorganised", "strategic", "strained")),
    *(f"profiles.{p}.score=60" for p in ("forced_only", "insolvent")),
]

#: (rule, place, severity) → the overrides that call it, and near misses that do not.
SLIPS: dict[tuple[str, str, Severity], tuple[list[str], list[str]]] = {
    ("indemnity", "policies.ferme.penalties.indemnity_eur", WARNING): (
        ["policies.ferme.penalties.indemnity_eur=80.0"],
        ["policies.ferme.penalties.indemnity_eur=40.0"],
    ),
    ("unmanned_call", "policies.douce.steps.appel", NOTE): (
        ["policies.douce.steps.appel.by=system"],
        ["policies.douce.steps.appel.by=desk"],
    ),
    ("task_too_long", "policies.ferme.steps.appel", WARNING): (
        [DESK.format(n=1, minutes=7.0)],
        [DESK.format(n=1, minutes=8.0)],
    ),
    ("desk_oversized", "policies.ferme.desk", NOTE): (
        [DESK.format(n=4, minutes=300.0)],
        [DESK.format(n=1, minutes=60.0)],
    ),
    ("terms_cap", "policies.douce.risk_terms.terms", WARNING): (
        ["policies.douce.risk_terms={ max_score = 40, terms = { net_days = 61 } }"],
        [
            'policies.douce.risk_terms={ max_score = 40, terms = { net_days = 60 }, segments = ["pme"] }'
        ],
    ),
    ("consumer_deposit", "policies.douce.deposit", WARNING): (
        ["segments.pme.kind=consumer", "policies.douce.deposit={ share = 0.3 }"],
        [
            "segments.pme.kind=consumer",
            'policies.douce.deposit={ share = 0.3, segments = ["grands-comptes"] }',
        ],
    ),
    ("public_direct_debit", "policies.douce.direct_debit", WARNING): (
        ["policies.douce.direct_debit={ accepted_share = 0.5 }"],
        ['policies.douce.direct_debit={ accepted_share = 0.5, segments = ["pme"] }'],
    ),
    ("credit_limit", "policies.douce.credit.limit_eur", WARNING): (
        [*FLAT, "policies.douce.credit={ limit_eur = 119.0 }"],
        [*FLAT, "policies.douce.credit={ limit_eur = 121.0 }"],
    ),
    ("score_filter", "policies.douce.steps.r1.max_score", NOTE): (
        [*SAME_SCORES, "policies.douce.steps.r1.max_score=44"],
        [*SAME_SCORES, "policies.douce.steps.r1.max_score=45"],
    ),
    ("score_filter", "policies.douce.credit.min_score", NOTE): (
        [*SAME_SCORES, "policies.douce.credit={ min_score = 45 }"],
        [*SAME_SCORES, "policies.douce.credit={ min_score = 46 }"],
    ),
    ("score_filter", "policies.douce.deposit.max_score", NOTE): (
        [*SAME_SCORES, "policies.douce.deposit={ share = 0.3, max_score = 20 }"],
        [*SAME_SCORES, "policies.douce.deposit={ share = 0.3, max_score = 80 }"],
    ),
    ("score_filter", "policies.douce.risk_terms.max_score", NOTE): (
        [
            *SAME_SCORES,
            "policies.douce.risk_terms={ max_score = 20, terms = { net_days = 10 } }",
        ],
        [
            *SAME_SCORES,
            "policies.douce.risk_terms={ max_score = 60, terms = { net_days = 10 } }",
        ],
    ),
    ("never_rejected", "behaviour.means.direct_debit.failure_rate", NOTE): (
        [
            "segments.pme.means={ direct_debit = 0.5, transfer = 0.5 }",
            "behaviour.means.direct_debit.failure_rate=0.0",
        ],
        [
            "segments.pme.means={ direct_debit = 0.5, transfer = 0.5 }",
            "behaviour.means.direct_debit.failure_rate=0.01",
        ],
    ),
    ("never_rejected", "behaviour.means.card.failure_rate", NOTE): (
        ["segments.pme.means={ card = 1.0 }", "behaviour.means.card.failure_rate=0.0"],
        [
            "segments.pme.means={ transfer = 1.0, card = 0.0 }",
            "behaviour.means.card.failure_rate=0.0",
        ],
    ),
    ("nobody_contacted", "policies.douce.exclude.segments", WARNING): (
        ['policies.douce.exclude.segments=["pme", "public", "grands-comptes"]'],
        ['policies.douce.exclude.segments=["pme", "public"]'],
    ),
    ("contact_pressure", "policies.nothing.steps.a", WARNING): (
        [DAILY.format(more=6)],
        [DAILY.format(more=5)],
    ),
    ("friendly_notice", "policies.douce.steps.lettre", NOTE): (
        [
            "policies.douce.steps.lettre.channel=registered",
            "policies.douce.steps.lettre.tone=friendly",
        ],
        [
            "policies.douce.steps.lettre.channel=letter",
            "policies.douce.steps.lettre.tone=friendly",
        ],
    ),
    ("run_days", "policies.douce.steps.r1.repeat", NOTE): (
        ['policies.douce.dunning_weekdays=["tue"]'],
        [
            'policies.douce.dunning_weekdays=["tue"]',
            "policies.douce.steps.r1.repeat.every_days=14",
        ],
    ),
    ("unused_offer", "policies.douce.plan", NOTE): (
        ["policies.douce.plan={ instalments = 4 }"],
        ["policies.douce.plan={ instalments = 4 }", "policies.douce.steps.appel.offer=plan"],
    ),
    ("unused_offer", "policies.douce.settlement", NOTE): (
        ["policies.douce.settlement={ rate = 0.3 }"],
        [
            "policies.douce.settlement={ rate = 0.3 }",
            "policies.douce.steps.lettre.offer=settlement",
        ],
    ),
    ("offer_never_accepted", "policies.douce.steps.appel.offer", NOTE): (
        [
            "policies.douce.steps.appel.offer=plan",
            *(f"profiles.{p}.plan_accepted_share=0.0" for p in load_scenario("pme-b2b").profiles),
        ],
        [
            "policies.douce.steps.appel.offer=plan",
            "profiles.prompt.plan_accepted_share=0.1",
        ],
    ),
    ("nobody_leaves", "behaviour.relation.patience", NOTE): (
        ["behaviour.relation.patience=0.0"],
        ["behaviour.relation.patience=40.0", "behaviour.contact.email.annoyance=1"],
    ),
    ("desk_empty", "policies.ferme.desk", WARNING): (
        [DESK.format(n=0, minutes=300.0)],
        [DESK.format(n=3, minutes=300.0)],
    ),
    ("desk_idle", "policies.nothing.desk", NOTE): (
        ["policies.nothing.desk={ collectors = 1 }"],
        ["policies.nothing.desk={ collectors = 0 }"],
    ),
    ("desk_overloaded", "policies.ferme.desk", NOTE): (
        [DESK.format(n=1, minutes=5.0)],
        [DESK.format(n=4, minutes=300.0)],
    ),
}


def _said(overrides: list[str]) -> set[tuple[str, str, Severity]]:
    return {
        (one.rule, one.place, one.severity)
        for one in advice_on(load_scenario("pme-b2b", overrides))
    }


@pytest.mark.parametrize("expected", SLIPS, ids=lambda expected: f"{expected[0]}-{expected[1]}")
def test_a_slip_is_named_and_its_near_miss_is_not(expected: tuple[str, str, Severity]) -> None:
    slip, near_miss = SLIPS[expected]
    assert expected in _said(slip)
    assert expected not in _said(near_miss)


@pytest.mark.parametrize(
    "name", ["pme-b2b", "b2c-abonnement", "grands-comptes", "contentieux-financement"]
)
def test_shipped_scenarios_call_no_warning(name: str) -> None:
    serious = [one for one in advice_on(load_scenario(name)) if one.severity is not NOTE]
    assert serious == []


def test_limits_hold_a_daily_ladder_back() -> None:
    ladder = DAILY.format(more=6)
    for limit in ("min_gap_days=2", "max_per_customer_per_30_days=6"):
        held = [ladder, f"policies.nothing.contact_limits.{limit}"]
        assert "contact_pressure" not in {rule for rule, _, _ in _said(held)}


def test_the_days_of_messages_tell_the_pace_of_a_repeat() -> None:
    """Every 10 d on Mondays and Thursdays: Mon + 10 is a Thursday, kept; every 5 d takes 7."""
    days = 'policies.douce.dunning_weekdays=["mon", "thu"]'
    assert "run_days" not in {rule for rule, _, _ in _said([days])}
    free = "policies.douce.contact_limits.min_gap_days=0"
    quicker = load_scenario("pme-b2b", [days, free, "policies.douce.steps.r1.repeat.every_days=5"])
    found = [one.text.en for one in advice_on(quicker) if one.rule == "run_days"]
    assert found == ["every 5 d, but messages leave on Monday, Thursday: every 7 d at best"]


def test_excluded_segments_are_neither_charged_nor_placed() -> None:
    consumers = ["segments.pme.kind=consumer", 'policies.ferme.exclude.segments=["pme"]']
    assert "consumer_interest" not in {rule for rule, _, _ in _said(consumers)}
    named = ['policies.douce.steps.cabinet.segments=["public"]']
    excluded = [*named, 'policies.douce.exclude.segments=["public"]']
    rules = {(rule, place) for rule, place, _ in _said(excluded)}
    assert ("public_placement", "policies.douce.steps.cabinet") not in rules
