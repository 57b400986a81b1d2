"""Behaviour: why customers pay late, lever by lever, on common luck."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.testing import assert_array_equal

from levers.small import (
    FAR,
    card,
    contact,
    dates,
    day_of,
    decided,
    keys,
    rows_day,
    run,
    simulated,
    small,
)
from simrecouv.vocabulary import REACHED, WRONG, Kind
from simrecouv.world import build_world

# === When customers are short of cash, or away ===


def test_spells_without_cash_make_nobody_earlier() -> None:
    ready, short = simulated(), simulated(profile={"liquidity_spells_per_year": 3.0})
    assert (decided(short) >= decided(ready)).all()
    assert (decided(short) > decided(ready)).any()
    assert card(short)["weighted_days_to_pay"] > card(ready)["weighted_days_to_pay"]


def test_without_any_intensity_nobody_decides_inside_a_spell() -> None:
    spells = {"liquidity": {"mean_days": 40.0, "intensity": 0.0}}
    scenario = small(behaviour=spells, profile={"liquidity_spells_per_year": 3.0})
    world = build_world(scenario)
    rows = run(scenario, world).of_kind(Kind.PAYMENT_DECIDED)
    day = rows_day(rows)
    assert world.spell_customer.size > 50
    for customer, start, end in zip(
        world.spell_customer, world.spell_start, world.spell_end, strict=True
    ):
        assert not ((rows["customer"] == customer) & (day >= start) & (day < end)).any()


def test_nobody_decides_in_a_month_without_intensity() -> None:
    usual, away = simulated(), simulated(behaviour={"seasonality": [1.0] * 7 + [0.0] + [1.0] * 4})
    days = rows_day(away.of_kind(Kind.PAYMENT_DECIDED))
    months = dates(away, days).astype("datetime64[M]").astype(int) % 12
    assert set(months.tolist()) == set(range(12)) - {7}
    assert (decided(away) >= decided(usual)).all()
    assert card(away)["dso_simple"] > card(usual)["dso_simple"]


# === Cash application ===


def test_late_matching_makes_wrong_reminders_that_cost_and_annoy() -> None:
    weekly = {"every_days": 7, "at_most": 20}
    annoying = {"letter": {"gain": 1.0, "cost_eur": 1.0, "annoyance": 1}}
    ledgers = [
        simulated(
            {"steps": [contact("again", 1, repeat=weekly)]},
            behaviour={
                "contact": annoying,
                "relation": {"complaints_per_point": 0.1},
                "cash_application_days": lag,
            },
        )
        for lag in (0, 5, 15)
    ]
    for quick, slow in pairwise(ledgers):
        assert_array_equal(quick.of_kind(Kind.RECEIVED), slow.of_kind(Kind.RECEIVED))
        assert keys(quick.of_kind(Kind.CONTACT)) < keys(slow.of_kind(Kind.CONTACT))
        assert keys(quick.of_kind(Kind.COMPLAINT)) < keys(slow.of_kind(Kind.COMPLAINT))
    cards = [card(ledger) for ledger in ledgers]
    assert cards[0]["wrong_reminders"] == 0
    for measure in ("wrong_reminders", "contacts", "complaints", "collection_cost"):
        values = [one[measure] for one in cards]
        assert (np.diff(values) > 0).all(), measure
    told = ledgers[2].of_kind(Kind.CONTACT, Kind.REMINDED)
    is_wrong = (told["detail"] & WRONG) > 0
    after = rows_day(told) >= day_of(ledgers[2], Kind.RECEIVED)[told["invoice"]]
    assert_array_equal(is_wrong, after)


# === Invoices that do not arrive ===

LOST_IN_THE_POST = {"error_share": 1.0}


def test_an_invoice_that_never_arrived_is_never_paid_without_contact() -> None:
    ledger = simulated(segment=LOST_IN_THE_POST)
    assert ledger.of_kind(Kind.INVOICED).size > 500
    assert ledger.of_kind(Kind.PAYMENT_DECIDED, Kind.RECEIVED, Kind.RESENT).size == 0
    assert card(ledger)["recovery_rate_365d"] == 0.0


def test_the_first_reached_contact_has_a_lost_invoice_sent_again() -> None:
    ledger = simulated(
        {"steps": [contact("again", 1, repeat={"every_days": 7, "at_most": 9})]},
        behaviour={
            "contact": {"letter": {"gain": 0.0, "reach_probability": 0.4}},
            "errors": {"resend_days": 3},
        },
        segment=LOST_IN_THE_POST,
    )
    told = ledger.of_kind(Kind.CONTACT, Kind.REMINDED)
    heard = told[(told["detail"] & REACHED) > 0][::-1]
    first = np.full(ledger.invoices.customer.size, FAR)
    first[heard["invoice"]] = rows_day(heard)
    assert_array_equal(day_of(ledger, Kind.SURFACED), first)
    resent = day_of(ledger, Kind.RESENT)
    in_time = first + 3 < ledger.end_day
    assert_array_equal(resent[in_time], first[in_time] + 3)
    has_decided = decided(ledger) < FAR
    assert (decided(ledger) >= resent)[has_decided].all()
    assert has_decided.any()


def test_what_a_platform_rejects_is_sent_again_without_any_contact() -> None:
    errors = {"errors": {"rejected_share": 1.0, "notice_days": 6}}
    ledger = simulated(behaviour=errors, segment=LOST_IN_THE_POST)
    issue = ledger.invoices.issue_day
    in_time = issue + 6 < ledger.end_day
    assert_array_equal(day_of(ledger, Kind.RESENT)[in_time], issue[in_time] + 6)
    assert_array_equal(decided(ledger), decided(simulated()))  # sent again well before due


# === Payment runs and frailty ===


def test_weekly_runs_keep_their_weekday_and_monthly_runs_their_day() -> None:
    daily = simulated()
    for runs, place in (("weekly", "weekday"), ("monthly", "day")):
        ledger = simulated(segment={"payment_runs": {runs: 1.0}})
        assert_array_equal(decided(ledger), decided(daily))
        rows = ledger.of_kind(Kind.PAYMENT_DECIDED)
        leaves = dates(ledger, rows["detail"].astype(np.int64))
        if place == "weekday":
            found = (leaves.astype(np.int64) + 3) % 7
            allowed = set(range(5))
        else:
            found = (leaves - leaves.astype("datetime64[M]")).astype(np.int64) + 1
            allowed = {5, 10, 15, 20, 25}
        pairs = set(zip(rows["customer"].tolist(), found.tolist(), strict=True))
        assert len(pairs) == np.unique(rows["customer"]).size, "one place per customer"
        assert {where for _, where in pairs} <= allowed
        both = day_of(ledger, Kind.RECEIVED) < FAR
        later = day_of(ledger, Kind.RECEIVED)[both] - day_of(daily, Kind.RECEIVED)[both]
        assert (later >= 0).all()
        assert later.max() > 0


def test_frailty_spreads_customers_apart() -> None:
    """Who becomes more inclined decides no later, who becomes less so no earlier."""
    many = {"customers": 60}
    scenarios = [
        small(behaviour={"frailty_variance": v}, segment=many) for v in (0.0, 0.2, 0.5, 1.5)
    ]
    worlds = [build_world(scenario) for scenario in scenarios]
    ledgers = [run(s, w) for s, w in zip(scenarios, worlds, strict=True)]
    spreads = []
    for ledger in ledgers:
        customer = ledger.invoices.customer
        days = np.minimum(decided(ledger), ledger.end_day) - ledger.invoices.issue_day
        spreads.append(np.std(np.bincount(customer, days) / np.bincount(customer)))
    assert (np.diff(spreads) > 0).all()
    for k in range(3):
        theta = [world.frailty[ledgers[0].invoices.customer] for world in worlds[k : k + 2]]
        change = decided(ledgers[k + 1]) - decided(ledgers[k])
        assert (change[theta[1] >= theta[0]] <= 0).all()
        assert (change[theta[1] <= theta[0]] >= 0).all()
