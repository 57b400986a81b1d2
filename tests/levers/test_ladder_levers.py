"""The ladder: who is told what, when, how often, and how much it does."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.small import (
    FAR,
    NEVER_PAYS,
    act,
    card,
    contact,
    day_of,
    decided,
    rows_day,
    run,
    simulated,
    small,
)
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import Channel, Kind, Tone
from simrecouv.world import build_world

#: Half of the customers' orders come so close that their messages meet.
BUSY = {"customers": 10, "orders_per_customer_per_year": 60.0}


# === What a contact does ===


def test_a_stronger_channel_makes_nobody_later() -> None:
    """Channels in the order of their gains, each alone on the same day."""
    gains = {name.value: {"gain": 0.5 * k} for k, name in enumerate(Channel)}
    ledgers = [
        simulated({"steps": [contact("one", 5, channel=name)]}, behaviour={"contact": gains})
        for name in gains
    ]
    assert_array_equal(decided(ledgers[0]), decided(simulated()))
    for weaker, stronger in pairwise(ledgers):
        assert (decided(stronger) <= decided(weaker)).all()
        assert (decided(stronger) < decided(weaker)).any()
    days = [card(ledger)["weighted_days_to_pay"] for ledger in ledgers]
    assert (np.diff(days) < 0).all()


@pytest.mark.parametrize("tone", [tone.value for tone in Tone])
def test_a_tone_multiplies_the_gain(tone: str) -> None:
    loud = simulated({"steps": [contact("one", 5, tone=tone)]}, behaviour={"tone": {tone: 2.0}})
    letter = {"contact": {"letter": {"gain": 4.0, "cost_eur": 1.0}}}
    assert_array_equal(
        loud.events, simulated({"steps": [contact("one", 5)]}, behaviour=letter).events
    )


def test_responsiveness_multiplies_the_gain() -> None:
    policy = {"steps": [contact("one", 5)]}
    letter = {"contact": {"letter": {"gain": 1.0, "cost_eur": 1.0}}}
    moved = simulated(policy, behaviour=letter, profile={"responsiveness": 2.0})
    assert_array_equal(moved.events, simulated(policy).events)


def test_who_is_not_reached_is_not_moved() -> None:
    unreached = {"contact": {"letter": {"gain": 9.0, "reach_probability": 0.0}}}
    ledger = simulated({"steps": [contact("one", 5)]}, behaviour=unreached)
    assert not ledger.of_kind(Kind.CONTACT)["detail"].any()
    assert_array_equal(decided(ledger), decided(simulated()))


# === One message ===


def test_one_message_per_customer_at_the_highest_due_step() -> None:
    ladder = [contact("first", 5), contact("second", 20, channel="call")]
    price = {
        "contact": {"letter": {"gain": 0.2, "cost_eur": 1.0}, "call": {"gain": 1, "cost_eur": 3.0}}
    }
    ledger = simulated(
        {"steps": ladder, "contact_limits": {"min_gap_days": 10}}, behaviour=price, segment=BUSY
    )
    rows = ledger.of_kind(Kind.CONTACT, Kind.REMINDED)
    messages: dict[tuple[int, int], list[Any]] = {}
    for row in rows:
        messages.setdefault((int(row["tick"]), int(row["customer"])), []).append(row)
    for listed in messages.values():
        carriers = [row for row in listed if row["kind"] == Kind.CONTACT]
        assert len(carriers) == 1
        highest = max(int(row["step"]) for row in listed)
        assert carriers[0]["step"] == highest
        assert sum(int(row["cost_cents"]) for row in listed) == (100, 300)[highest]
    sizes = [len({int(row["step"]) for row in listed}) for listed in messages.values()]
    assert max(sizes) == 2, "some messages mix steps"


# === Limits ===


def contact_days(ledger: Ledger) -> list[np.ndarray]:
    """Days of the messages to each customer."""
    rows = ledger.of_kind(Kind.CONTACT)
    return [rows_day(rows[rows["customer"] == c]) for c in np.unique(rows["customer"])]


def test_a_minimum_gap_spaces_messages_and_a_blocked_step_stays_due() -> None:
    policy = {"steps": [contact("one", 5)], "contact_limits": {"min_gap_days": 25}}
    ledger = simulated(policy, profile=NEVER_PAYS)
    assert all((np.diff(days) >= 25).all() for days in contact_days(ledger))
    told = day_of(ledger, Kind.CONTACT, Kind.REMINDED)
    due = ledger.invoices.due_day + 5
    waited = (told - due)[due < ledger.end_day - 40]
    assert waited.max() > 10, "the gap blocks some"
    assert waited.max() < 25 + 5, "at most the gap, then a week-end and holidays"
    assert len(ledger.of_kind(Kind.CONTACT)) < len(
        simulated({"steps": [contact("one", 5)]}, profile=NEVER_PAYS).of_kind(Kind.CONTACT)
    )


@pytest.mark.parametrize("cap", [1, 3])
def test_no_customer_gets_more_messages_in_30_days_than_the_cap(cap: int) -> None:
    ledger = simulated(
        {
            "steps": [contact("again", 1, repeat={"every_days": 1, "at_most": 100})],
            "contact_limits": {"max_per_customer_per_30_days": cap},
        },
        profile=NEVER_PAYS,
    )
    for days in contact_days(ledger):
        assert (days[cap:] - days[:-cap] >= 30).all()
        assert (days[cap:] - days[:-cap]).min() == 30, "the cap is used up"


# === Whom ===


def test_exclusions_leave_invoices_alone_by_all_but_write_off() -> None:
    steps = [
        contact("one", 3),
        act("charge", 10),
        act("hold_orders", 20),
        act("placement", 30, agency="any"),
        act("write_off", 90),
    ]
    agencies = {"any": {"intensity_per_day": 0.01}}
    exclude = {"below_eur": 900.0}
    ledger = simulated({"steps": steps, "exclude": exclude}, profile=NEVER_PAYS, agencies=agencies)
    acts = (Kind.CONTACT, Kind.REMINDED, Kind.INTEREST, Kind.FEE, Kind.PLACED, Kind.ORDERS_STOPPED)
    spared = ledger.invoices.gross_cents < 90_000
    for kind in acts:
        concerned = ledger.of_kind(kind)["invoice"]
        assert concerned.size or kind is Kind.REMINDED, kind
        assert not spared[concerned].any(), kind
    assert spared[ledger.of_kind(Kind.WRITTEN_OFF)["invoice"]].any()
    nobody = {"steps": steps, "exclude": {"segments": ["only"]}}
    alone = simulated(nobody, profile=NEVER_PAYS, agencies=agencies)
    assert alone.of_kind(*acts).size == 0
    assert alone.of_kind(Kind.WRITTEN_OFF).size > 0
    assert card(alone)["contacts"] == 0


def test_a_step_concerns_low_scores_only() -> None:
    scenario = small({"steps": [contact("one", 3, max_score=55)]}, profile=NEVER_PAYS)
    world = build_world(scenario)
    ledger = run(scenario, world)
    told = day_of(ledger, Kind.CONTACT, Kind.REMINDED) < FAR
    concerned = world.score[world.order_customer] <= 55
    late = ledger.invoices.due_day < ledger.end_day - 10
    assert_array_equal(told[late], concerned[late])
    assert 0 < concerned[late].sum() < late.sum()


# === Silence while something else is going on ===


@pytest.mark.parametrize(
    ("opens", "closes", "profile", "behaviour"),
    [
        (Kind.SURFACED, Kind.DISPUTE_CLOSED, {"dispute_share": 1.0}, {}),
        (
            Kind.PROMISED,
            Kind.PROMISE_BROKEN,
            {"promise_kept_share": 0.0},
            {"contact": {"letter": {"gain": 0.0, "promise_share": 0.3}}, "promise_days": 20},
        ),
        (
            Kind.PLAN_AGREED,
            Kind.PLAN_BROKEN,
            {"plan_accepted_share": 1.0, "instalment_kept_share": 0.3},
            {},
        ),
    ],
    ids=["disputed", "promised", "in a plan"],
)
def test_nobody_is_reminded_while(opens: Kind, closes: Kind, profile: Any, behaviour: Any) -> None:
    daily = {"repeat": {"every_days": 1, "at_most": 100}}
    ledger = simulated(
        {"steps": [contact("again", 1, offer="plan", **daily), act("charge", 2, **daily)]},
        behaviour=behaviour,
        profile={**NEVER_PAYS, **profile},
    )
    kinds = (opens, closes, Kind.CONTACT, Kind.REMINDED, Kind.INTEREST, Kind.FEE)
    rows = ledger.of_kind(*kinds)
    rows = rows[np.argsort(rows["invoice"], kind="stable")]
    is_open, number, silences = False, -1, 0
    for row in rows.tolist():
        _, _, invoice, kind, *_ = row
        is_open = is_open and invoice == number
        number = invoice
        if kind in (opens, closes):
            is_open = kind == opens
            silences += is_open
        else:
            assert not is_open
    assert silences > 50
