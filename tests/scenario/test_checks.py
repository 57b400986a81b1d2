"""Advice on law and sense: one slip made on purpose, one named warning at its place."""

from __future__ import annotations

from time import perf_counter

import pytest

from simrecouv.scenario import advice_on, load_scenario, scenario_from, to_tables
from simrecouv.scenario.ladder import courses, nominal_contacts
from simrecouv.vocabulary import Severity

WARNING, REFUSED, NOTE = Severity.WARNING, Severity.REFUSED, Severity.NOTE

#: (rule, place, severity) → the overrides that call it.
SLIPS = {
    ("terms_cap", "segments.pme.terms", WARNING): ["segments.pme.terms={ net_days = 61 }"],
    ("terms_cap", "segments.grands-comptes.terms", WARNING): [
        'segments.grands-comptes.terms={ net_days = 46, end_of_month = "before" }'
    ],
    ("terms_cap", "segments.public.terms", WARNING): ["segments.public.terms={ net_days = 31 }"],
    ("terms_cap", "policies.douce.terms.public", WARNING): [
        "policies.douce.terms.public={ net_days = 45 }"
    ],
    ("interest_floor", "policies.ferme.penalties.annual_rate", WARNING): [
        "policies.ferme.penalties.annual_rate=0.0785"
    ],
    ("consumer_indemnity", "policies.ferme.steps.penalites", REFUSED): [
        "segments.pme.kind=consumer",
        "policies.ferme.penalties.indemnity_eur=40.0",
    ],
    ("consumer_interest", "policies.ferme.steps.penalites", WARNING): [
        "segments.pme.kind=consumer"
    ],
    ("public_interest", "policies.ferme.steps.penalites", WARNING): [
        'policies.ferme.steps.penalites.segments=["public"]',
        "policies.ferme.penalties.annual_rate=0.1215",
    ],
    ("public_placement", "policies.douce.steps.cabinet", WARNING): [
        'policies.douce.steps.cabinet.segments=["public"]'
    ],
    ("discount_deadline", "policies.remise.discount.within_days", WARNING): [
        "policies.remise.discount.within_days=45"
    ],
    ("discount_cost", "policies.remise.discount", WARNING): ["policies.remise.discount.rate=0.06"],
    ("discount_cost", "policies.remise.discount", NOTE): [],
    ("min_gap", "policies.ferme.steps.appel", WARNING): [
        "policies.ferme.contact_limits.min_gap_days=6"
    ],
    ("contact_cap", "policies.ferme.steps.appel", WARNING): [
        "policies.ferme.contact_limits.max_per_customer_per_30_days=3"
    ],
    ("step_never_runs", "policies.ferme.steps.r1", WARNING): ["policies.ferme.steps.r1.days=9"],
    ("step_never_runs", "policies.douce.steps.lettre", WARNING): [
        "policies.douce.steps.cabinet.days=45"
    ],
    ("repeat_cut_short", "policies.ferme.steps.appel", NOTE): [
        "policies.ferme.steps.appel.repeat.at_most=9"
    ],
    ("contact_after_write_off", "policies.nothing.steps.tard", WARNING): [
        "policies.nothing.steps=[{ id = 'perte', action = 'write_off', days = 730 }, { id = 'tard', days = 800, action = 'contact', channel = 'email' }]"
    ],
    ("same_policies", "policies.remise", WARNING): ["policies.remise.discount={ rate = 0.01, within_days = 10 }",
        "policies.douce.discount={ rate = 0.01, within_days = 10 }"],
    ("size", "segments", WARNING): ["segments.pme.customers=200000"],
}  # fmt: skip


@pytest.mark.parametrize("expected", SLIPS, ids=lambda expected: f"{expected[0]}-{expected[1]}")
def test_a_slip_is_named_at_its_place(expected: tuple[str, str, Severity]) -> None:
    advice = advice_on(load_scenario("pme-b2b", SLIPS[expected]))
    assert expected in {(one.rule, one.place, one.severity) for one in advice}


def test_without_the_slips_nothing_is_said() -> None:
    said = {(one.rule, one.place, one.severity) for one in advice_on(load_scenario("pme-b2b"))}
    assert said & SLIPS.keys() == {slip for slip, overrides in SLIPS.items() if not overrides}


def test_the_most_serious_comes_first() -> None:
    slip = ["segments.pme.kind=consumer", "policies.ferme.penalties.indemnity_eur=40.0"]
    changed = load_scenario("pme-b2b", slip)
    order = [list(Severity).index(one.severity) for one in advice_on(changed)]
    assert order == sorted(order)
    assert order[0] == 0


def test_limits_of_the_law_are_inclusive() -> None:
    on_the_limit = [
        "segments.pme.terms={ net_days = 60 }",
        "segments.public.terms={ net_days = 30 }",
    ]
    rules = {one.rule for one in advice_on(load_scenario("pme-b2b", on_the_limit))}
    assert "terms_cap" not in rules


def test_consumers_have_no_cap_on_terms() -> None:
    consumers = ["segments.pme.kind=consumer", "segments.pme.terms={ net_days = 90 }"]
    places = {one.place for one in advice_on(load_scenario("pme-b2b", consumers))}
    assert "segments.pme.terms" not in places


def test_the_placement_of_the_calendar_follows_the_terms_of_the_policy() -> None:
    """40 days from the invoice are 10 days past due on 30 days net, whatever the segment states."""
    overrides = [
        "policies.externalisation.terms.pme={ net_days = 30 }",
        "policies.externalisation.steps.cabinet.from=issue",
        "policies.externalisation.steps.cabinet.days=40",
    ]
    pme = courses(load_scenario("pme-b2b", overrides), "externalisation")[0]
    contacts = nominal_contacts(pme)
    assert [contact.day for contact in contacts] == [-5, 8]


def test_the_nominal_calendar_of_ferme() -> None:
    """By hand: e-mails, three calls a week apart, a letter, then calls from the letter on."""
    contacts = nominal_contacts(courses(load_scenario("pme-b2b"), "ferme")[0])
    days = [contact.day for contact in contacts]
    assert days == [-5, 3, 8, 15, 22, 30, 40, 50, 60, 70]


def test_hundreds_of_segments_are_checked_at_once() -> None:
    """Alike segments share one course: the advice of 900 takes the time of a few."""
    tables = to_tables(load_scenario("pme-b2b"))
    kept = ("nothing", "douce", "ferme")
    tables["policies"] = {name: tables["policies"][name] for name in kept}
    pme = tables["segments"]["pme"]
    tables["segments"] = {f"s{number}": pme for number in range(900)}
    for step in tables["policies"]["ferme"]["steps"]:
        step["segments"] = list(tables["segments"])
    many = scenario_from(tables)
    assert all(len(courses(many, name)) == 1 for name in kept)
    started = perf_counter()
    advice_on(many)
    assert perf_counter() - started < 3.0


def test_the_regulated_rate_of_public_contracts_is_no_slip() -> None:
    """Published: ECB refinancing rate 2.15 % + 8 points in H1 2026."""
    overrides = [
        'policies.ferme.steps.penalites.segments=["public"]',
        "policies.ferme.penalties.annual_rate=0.1015",
    ]
    rules = {one.rule for one in advice_on(load_scenario("pme-b2b", overrides))}
    assert "public_interest" not in rules


def test_days_gained_count_the_end_of_the_month() -> None:
    """2/10 on 45 days end of month gains 45 + 15 - 10 = 50 days on average."""
    overrides = [
        "policies.remise.discount={ rate = 0.02, within_days = 10 }",
        'policies.remise.terms.pme={ net_days = 45, end_of_month = "after" }',
    ]
    advice = advice_on(load_scenario("pme-b2b", overrides))
    assert any("2% for 50 d gained" in one.text.en for one in advice)


def test_a_cost_of_discount_agrees_with_the_textbook() -> None:
    """2/10 net 30 costs 37.2 % a year; the 3 % for 10 days of the seed costs 112.9 %."""
    base = ["segments.pme.terms={ net_days = 30 }"]
    classic = [*base, "policies.remise.discount={ rate = 0.02, within_days = 10 }"]
    seed = [*base, "policies.remise.discount={ rate = 0.03, within_days = 20 }"]
    for overrides, expected in [(classic, "37.2%"), (seed, "112.9%")]:
        advice = advice_on(load_scenario("pme-b2b", overrides))
        assert any(expected in one.text.en for one in advice if one.rule == "discount_cost")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (["policies.douce.steps.r1.days=20"], "a step written after it is due sooner"),
        (["policies.douce.steps.cabinet.days=35"], "already with the agency"),
    ],
)
def test_a_step_after_the_previous_one_is_told_why_it_never_runs(
    changes: list[str], why: str
) -> None:
    """The call waits 12 days after the third e-mail: the letter or the agency comes before."""
    told = {one.place: one.text.en for one in advice_on(load_scenario("pme-b2b", changes))}
    assert why in told["policies.douce.steps.appel"]
