"""The court: what ends a case from outside, what it takes from an agency, and time limits."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import COURT, PLACE, SUE, due_and, failed_day, sued
from levers.small import (
    FAR,
    Table,
    act,
    contact,
    day_of,
    decided,
    details,
    numbers,
    rows_day,
    was_due,
    working,
)
from simrecouv.vocabulary import Kind, Payee

CASE = (
    Kind.FILED, Kind.JUDGED, Kind.OPPOSED, Kind.TITLE, Kind.DELAY_GRANTED, Kind.SEIZED,
    Kind.SEIZURE_FAILED,
)  # fmt: skip


# === What ends a case from outside ===


def test_an_insolvency_stops_all_proceedings() -> None:
    """Each insolvency falls on another stage."""
    opposed = {"opposition_share": 0.5, "delay_share": 0.3}
    failing = {"insolvency_per_year": 0.5}
    ledger = sued(opposed, profile=failing)
    opened = failed_day(ledger)
    acts = ledger.of_kind(*CASE, Kind.PAYMENT_DECIDED, Kind.RECEIVED)
    assert (rows_day(acts) < opened[acts["invoice"]]).all()
    caught = day_of(ledger, *CASE, last=True) < opened
    caught &= (opened < FAR) & (decided(ledger) == FAR)
    stopped_at = {kind for kind in CASE if (caught & (day_of(ledger, kind) < FAR)).any()}
    assert stopped_at >= {Kind.FILED, Kind.JUDGED, Kind.OPPOSED, Kind.TITLE}


@pytest.mark.parametrize("placed", [False, True])
def test_a_suit_waits_for_the_end_of_the_dispute_that_it_brings_to_light(placed: bool) -> None:
    """Or that an agency brought to light before."""
    steps = [PLACE, SUE] if placed else [SUE]
    ledger = sued(
        steps=steps,
        profile={"dispute_share": 1.0},
        behaviour={"disputes": {"surfaces_days": 365, "justified_share": 0.0}},
        agencies={"any": {"intensity_per_day": 0.0}},
    )
    closed = day_of(ledger, Kind.DISPUTE_CLOSED)
    done = closed < ledger.end_day - 20
    asked = due_and(ledger, 20 if placed else 30)
    assert_array_equal(day_of(ledger, Kind.SURFACED)[done], asked[done])
    free = np.maximum(closed, ledger.invoices.due_day + 30)
    filed = day_of(ledger, Kind.FILED)
    assert_array_equal(filed[done], working(ledger, free)[done])
    assert_array_equal(day_of(ledger, Kind.RECALLED), filed if placed else np.full(filed.size, FAR))


def test_after_a_refusal_another_way_is_taken_on_its_day() -> None:
    for second in (40, 120):
        steps = [SUE, act("legal", second, id="again", court="other")]
        ledger = sued({"granted_share": 0.0}, steps=steps, courts={"other": COURT})
        done = was_due(ledger, 250)
        refused = day_of(ledger, Kind.JUDGED)
        again = working(ledger, np.maximum(ledger.invoices.due_day + second, refused))
        assert_array_equal(day_of(ledger, Kind.FILED, last=True)[done], again[done])
        rows = ledger.of_kind(Kind.FILED)
        is_second = rows_day(rows) >= refused[rows["invoice"]]
        assert_array_equal(rows["detail"], is_second)
        assert day_of(ledger, Kind.SEIZED)[done].max() < FAR


# === The agency loses what is sued for ===


@pytest.mark.parametrize("direct_share", [0.0, 1.0])
def test_an_agency_loses_what_is_sued_for_and_earns_nothing_more(direct_share: float) -> None:
    steps = [act("placement", 10, agency="any"), SUE]
    speaks = {"channel": "letter", "every_days": 6, "at_most": 50}
    agency = {"intensity_per_day": 0.02, "direct_share": direct_share, "contacts": speaks}
    ledger = sued(steps=steps, agencies={"any": agency})
    filed, back = day_of(ledger, Kind.FILED), day_of(ledger, Kind.RECALLED)
    assert_array_equal(back, filed)
    due = due_and(ledger, 30)
    done = was_due(ledger, 50)
    assert_array_equal(filed[done], np.where(decided(ledger) < due, FAR, due)[done])
    spoken = day_of(ledger, Kind.AGENCY_CONTACT, last=True)
    was_told = spoken < FAR
    assert (spoken <= filed)[was_told].all()
    assert (filed < FAR)[was_told].any()
    earned = numbers(ledger, Kind.COMMISSION, Kind.AGENCY_REMITTED)
    assert not earned & numbers(ledger, Kind.SEIZED)
    assert earned
    received = ledger.of_kind(Kind.RECEIVED)
    seized = np.isin(received["invoice"], sorted(numbers(ledger, Kind.SEIZED)))
    assert details(received[seized]) == {Payee.BAILIFF.code}


# === Time limits ===

LIMIT = 60


@pytest.mark.parametrize("days", [LIMIT - 5, LIMIT, LIMIT + 5])
def test_a_court_hears_no_claim_as_old_as_the_limit(days: int) -> None:
    """The day before it still does; on a Monday the claim may have become too old."""
    ledger = sued(steps=[act("legal", days, court="any")], segment={"limitation_days": LIMIT})
    done = was_due(ledger, 100)
    day = due_and(ledger, days)
    is_late = day - ledger.invoices.due_day >= LIMIT
    assert_array_equal(day_of(ledger, Kind.TIME_BARRED)[done], np.where(is_late, day, FAR)[done])
    assert_array_equal(day_of(ledger, Kind.FILED)[done], np.where(is_late, FAR, day)[done])
    assert is_late[done].any() == (days > LIMIT - 5)


RENEWS: dict[str, tuple[Kind, list[Table], Table]] = {
    "filing": (Kind.FILED, [SUE], {}),
    "plan": (
        Kind.PLAN_AGREED,
        [contact("first", 35, offer="plan")],
        {"plan_accepted_share": 1.0, "instalment_kept_share": 0.0},
    ),
    "part payment": (
        Kind.RECEIVED,
        [],
        {"hazard": [[30, 100.0], [31, 0.0]], "partial_share": 1.0},
    ),
}


@pytest.mark.parametrize("how", RENEWS)
def test_what_recognises_the_debt_lets_the_limit_run_anew(how: str) -> None:
    """Too old at 100 days for a limit of 75, unless it ran anew since: and not for ever."""
    kind, steps, profile = RENEWS[how]
    ledger = sued(
        {"granted_share": 0.0},
        steps=[*steps, act("legal", 100, id="late", court="other")],
        courts={"other": COURT},
        profile=profile,
        segment={"limitation_days": 75},
    )
    since = day_of(ledger, kind)
    due = ledger.invoices.due_day
    suit = due_and(ledger, 100)
    is_heard = suit < np.where(since < suit, since, due) + 75
    done = was_due(ledger, 150)
    rows = ledger.of_kind(Kind.FILED)
    heard = np.isin(np.arange(due.size), rows["invoice"][rows["detail"] == 1])
    assert_array_equal(heard[done], is_heard[done])
    barred = day_of(ledger, Kind.TIME_BARRED)
    assert_array_equal(barred[done], np.where(is_heard, FAR, suit)[done])
    assert is_heard[done].mean() > 0.5
