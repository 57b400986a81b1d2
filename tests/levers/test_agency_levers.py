"""Agencies: how they press, what they say, until when they have the invoice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import PLACE, days_of_each, due_and, luck, placed
from levers.small import (
    FAR,
    Table,
    act,
    contact,
    day_of,
    decided,
    numbers,
    rows_day,
    was_due,
    working,
)
from simrecouv.vocabulary import Kind

LETTERS: Table = {"contacts": {"channel": "letter", "every_days": 10, "at_most": 3}}
# === Intensity ===


@pytest.mark.parametrize("response", [1.0, 2.0])
def test_an_agency_adds_its_intensity_from_the_day_of_placement(response: float) -> None:
    """Alone, it has a customer decide at the close of day ceil(E / intensity) of placement."""
    ledger = placed({"intensity_per_day": 0.01}, profile={"agency_responsiveness": response})
    start = day_of(ledger, Kind.PLACED)
    paid = start + np.ceil(luck().threshold / (0.01 * response)).astype(np.int64) - 1
    done = paid < ledger.end_day
    assert 0.5 < done.mean() < 1.0
    assert_array_equal(decided(ledger)[done], paid[done])
    assert (decided(ledger)[~done] == FAR).all()


def test_with_an_agency_nobody_decides_later() -> None:
    own = {"hazard": [[0, 0.01]]}
    usual = placed({}, profile=own)
    pressed = placed({"intensity_per_day": 0.05}, profile=own)
    assert (decided(pressed) <= decided(usual)).all()
    before = decided(usual) < day_of(pressed, Kind.PLACED)
    assert_array_equal(decided(pressed)[before], decided(usual)[before])
    assert (decided(pressed) < decided(usual))[~before].mean() > 0.5


# === Contacts ===


@pytest.mark.parametrize("recall", [None, 25])
def test_an_agency_speaks_from_placement_on_as_often_as_agreed_until_the_end(
    recall: int | None,
) -> None:
    ledger = placed({**LETTERS, "recall_days": recall})
    done = was_due(ledger, 120)
    last, expected = day_of(ledger, Kind.PLACED), []
    end = np.full(last.size, FAR) if recall is None else working(ledger, last + recall)
    assert_array_equal(day_of(ledger, Kind.RECALLED)[done], end[done])
    for _ in range(3):
        last = working(ledger, last + 10)
        expected.append(np.where(last < end, last, FAR))
    found = days_of_each(ledger, Kind.AGENCY_CONTACT, 3)
    assert_array_equal(found[done], np.stack(expected, axis=1)[done])
    assert (found[done, 2] == FAR).all() == (recall is not None)
    assert not ledger.of_kind(Kind.AGENCY_CONTACT)["cost_cents"].any(), "at its own expense"


@pytest.mark.parametrize(
    ("how", "hears"),
    [
        ({}, True),
        ({"letter": {"gain": 0.0}}, False),
        ({"letter": {"gain": 2.0, "reach_probability": 0.0}}, False),
        ({"tone": {"firm": 0.0}}, False),
        ({"responsiveness": 0.0}, False),
    ],
    ids=["reached", "no gain", "no reach", "no tone", "no response"],
)
def test_a_contact_that_is_heard_makes_nobody_later_and_many_earlier(
    how: dict[str, Any], hears: bool
) -> None:
    own = {"hazard": [[0, 0.01]], "responsiveness": how.get("responsiveness", 1.0)}
    behaviour = {
        "contact": {"letter": how.get("letter", {"gain": 2.0})},
        "tone": how.get("tone", {}),
    }
    silent = placed({}, profile=own, behaviour=behaviour)
    speaking = placed(LETTERS, profile=own, behaviour=behaviour)
    assert (decided(speaking) <= decided(silent)).all()
    assert (decided(speaking) < decided(silent)).any() == hears


def test_an_agency_reaches_as_often_as_the_channel_does() -> None:
    reach = {"contact": {"letter": {"gain": 1.0, "reach_probability": 0.3}}}
    ledger = placed(LETTERS, behaviour=reach)
    rows = ledger.of_kind(Kind.AGENCY_CONTACT)
    _, draw = np.unique(rows[["tick", "customer"]], return_index=True)
    reached = rows["detail"][draw] == 1
    assert abs(reached.mean() - 0.3) < 4.0 * np.sqrt(0.3 * 0.7 / draw.size)


@pytest.mark.parametrize(
    ("points", "relation"),
    [(4, {}), (0, {"tone": {"firm": 4}})],
    ids=["channel", "tone"],
)
def test_what_an_agency_says_annoys(points: int, relation: Table) -> None:
    def lost(agency: Table) -> int:
        behaviour = {
            "contact": {"letter": {"gain": 0.0, "annoyance": points}},
            "relation": {"patience": 100.0, "healing_days": 3650, **relation},
        }
        return placed(agency, behaviour=behaviour).of_kind(Kind.CUSTOMER_LOST).size

    assert lost({}) == 0 < lost(LETTERS)


def test_an_agency_asks_why_on_placement_and_waits_for_the_end_of_a_dispute() -> None:
    ledger = placed(
        {"contacts": {"channel": "letter", "every_days": 5, "at_most": 50}},
        profile={"dispute_share": 1.0},
        behaviour={"disputes": {"surfaces_days": 365, "justified_share": 0.0}},
    )
    start, closed = day_of(ledger, Kind.PLACED), day_of(ledger, Kind.DISPUTE_CLOSED)
    assert_array_equal(day_of(ledger, Kind.SURFACED), start)
    spoken = days_of_each(ledger, Kind.AGENCY_CONTACT, 50)[:, 0]
    done = closed < ledger.end_day - 30
    assert_array_equal(spoken[done], working(ledger, np.maximum(start + 5, closed))[done])
    assert (closed > start + 10)[done].any()


# === The end of the mandate ===


def test_an_unpaid_invoice_comes_back_on_its_day_and_its_own_steps_go_on() -> None:
    """Letters, charges and holds of the creditor stop with the placement, not with a recall."""
    own = [contact("first", 5), contact("second", 30), act("charge", 30), act("hold_orders", 30)]
    ledger = placed({"recall_days": 25}, steps=[*own, PLACE])
    done = was_due(ledger, 120)
    start, back = day_of(ledger, Kind.PLACED), day_of(ledger, Kind.RECALLED)
    assert_array_equal(back[done], working(ledger, start + 25)[done])
    told = (Kind.CONTACT, Kind.REMINDED)
    before = due_and(ledger, 5)
    assert_array_equal(day_of(ledger, *told)[done], before[done])
    again = working(ledger, back + 1)[done]
    for kinds in (told, (Kind.FEE,), (Kind.ORDERS_STOPPED,)):
        assert_array_equal(day_of(ledger, *kinds, last=True)[done], again)
    assert np.count_nonzero(done) > 50


def test_an_agency_keeps_what_it_has_unless_an_end_is_agreed() -> None:
    own = [contact("first", 5), contact("second", 30), act("charge", 30)]
    ledger = placed(steps=[*own, PLACE])
    assert not numbers(ledger, Kind.RECALLED, Kind.FEE)
    assert set(ledger.of_kind(Kind.CONTACT, Kind.REMINDED)["step"].tolist()) == {0}


def test_an_agency_presses_until_the_recall() -> None:
    """Of intensity 0.01 for 25 days or so, a customer remembers what was, and adds nothing."""
    ledger = placed({"intensity_per_day": 0.01, "recall_days": 25})
    start = day_of(ledger, Kind.PLACED)
    end = working(ledger, start + 25)
    paid = start + np.ceil(luck().threshold / 0.01).astype(np.int64) - 1
    expected = np.where(paid < end, paid, FAR)
    done = was_due(ledger, 120)
    assert_array_equal(decided(ledger)[done], expected[done])
    assert 0.1 < (expected[done] < FAR).mean() < 0.4


def test_a_later_step_entrusts_again_once_it_came_back() -> None:
    """The second step is due by then, or waits for its day; another agency starts from nothing."""
    speaks = {"channel": "letter", "every_days": 4, "at_most": 2}
    other = {"intensity_per_day": 0.0, "recall_days": 20, "contacts": speaks}
    for second in (30, 70):
        steps = [PLACE, act("placement", second, id="again", agency="other")]
        one = {"recall_days": 25, "contacts": speaks}
        ledger = placed(one, steps=steps, agencies={"other": other})
        done = was_due(ledger, 150)
        start, back = (days_of_each(ledger, kind, 2) for kind in (Kind.PLACED, Kind.RECALLED))
        due = np.maximum(due_and(ledger, second), back[:, 0])
        assert_array_equal(start[done, 1], due[done])
        assert_array_equal(back[done, 1], working(ledger, due + 20)[done])
        rows = ledger.of_kind(Kind.PLACED)
        first = rows_day(rows) == start[rows["invoice"], 0]
        assert_array_equal(rows["detail"], np.where(first, 0, 1))
        spoken = days_of_each(ledger, Kind.AGENCY_CONTACT, 4)
        assert_array_equal(spoken[done, 2], working(ledger, due + 4)[done])
        assert (spoken[done, 3] < back[done, 1]).all()
