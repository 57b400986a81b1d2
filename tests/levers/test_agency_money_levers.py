"""Agencies: who receives the money and when, and what they bring beyond the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import COURT, PLACE, placed
from levers.small import (
    FAR,
    IRRESISTIBLE,
    Table,
    act,
    card,
    contact,
    day_of,
    decided,
    details,
    numbers,
    rows_day,
    was_due,
    working,
)
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import Kind, Payee

AGENCY = Payee.AGENCY.code
#: Placed and pressed, a customer pays the next day.
PRESSING: Table = {"intensity_per_day": IRRESISTIBLE, "commission_rate": 0.1}


def paid(agency: Table | None = None, **how: Any) -> Ledger:
    """Simulate customers who pay the day after placement, and never by themselves."""
    return placed({**PRESSING, **(agency or {})}, **how)


# === Who receives the money, and when ===


@pytest.mark.parametrize("days", [0, 13])
@pytest.mark.parametrize("business", [True, False])
def test_what_an_agency_receives_is_at_the_bank_and_recognised_later(
    days: int, business: bool
) -> None:
    """On the first day with bank after its delay, or on any, net of its commission."""
    ledger = paid(
        {"direct_share": 0.0, "remittance_days": days},
        behaviour={"business_days_only": business, "means": {"transfer": {"fee_eur": 1.0}}},
    )
    rows, received = ledger.of_kind(Kind.AGENCY_REMITTED), ledger.of_kind(Kind.RECEIVED)
    assert details(received) == {AGENCY}
    assert not received["cost_cents"].any(), "the agency bears the fee of the means"
    assert_array_equal(rows["tick"], received["tick"])
    assert_array_equal(rows["amount_cents"], received["amount_cents"])
    comes = rows_day(rows) + days
    assert_array_equal(rows["detail"], working(ledger, comes) if business else comes)
    seen = rows["detail"] < ledger.end_day
    matched = day_of(ledger, Kind.RECOGNISED)[rows["invoice"]]
    assert_array_equal(matched[seen], rows["detail"][seen])
    assert (matched[~seen] == FAR).all()
    assert not numbers(ledger, Kind.COMMISSION)


def test_some_customers_pay_the_agency_and_nobody_decides_otherwise() -> None:
    direct, some = (paid({"direct_share": share}) for share in (1.0, 0.4))
    assert_array_equal(decided(direct), decided(some))
    assert details(direct.of_kind(Kind.RECEIVED)) == {0}
    theirs = some.of_kind(Kind.RECEIVED)["detail"] == AGENCY
    assert abs(theirs.mean() - 0.6) < 4.0 * np.sqrt(0.4 * 0.6 / theirs.size)
    agency, bank = numbers(some, Kind.AGENCY_REMITTED), numbers(some, Kind.COMMISSION)
    assert not agency & bank
    assert agency | bank == numbers(some, Kind.RECEIVED)


def test_a_payment_that_the_bank_takes_back_went_to_the_bank_and_bears_no_commission() -> None:
    ledger = paid({"direct_share": 0.0}, behaviour={"means": {"transfer": {"failure_rate": 1.0}}})
    rows = ledger.of_kind(Kind.RECEIVED, Kind.PAYMENT_REJECTED)
    first = day_of(ledger, Kind.RECEIVED)
    is_first = rows_day(rows) == first[rows["invoice"]]
    assert details(rows[is_first]) == {0}
    again = rows[(rows["kind"] == Kind.RECEIVED) & ~is_first]
    assert details(again) == {AGENCY}
    assert numbers(ledger, Kind.AGENCY_REMITTED) == set(again["invoice"].tolist())
    assert not numbers(ledger, Kind.COMMISSION)


def test_what_the_creditor_collects_itself_is_never_paid_to_an_agency() -> None:
    """Placed 5 days before due; the direct debit comes on the due day."""
    ledger = paid(
        {"direct_share": 0.0, "intensity_per_day": 0.0},
        steps=[act("placement", -5, agency="any")],
        policy={"direct_debit": {"accepted_share": 1.0}},
    )
    assert details(ledger.of_kind(Kind.RECEIVED)) == {0}
    assert numbers(ledger, Kind.COMMISSION) == numbers(ledger, Kind.RECEIVED)


# === What the agency brings ===


@pytest.mark.parametrize(
    "agency",
    [
        {"intensity_per_day": 0.03},
        {
            "intensity_per_day": 0.0,
            "contacts": {"channel": "letter", "every_days": 7, "at_most": 4},
        },
        {"intensity_per_day": 0.01, "recall_days": 30},
    ],
    ids=["presses", "speaks", "for a time"],
)
def test_after_a_payment_that_it_helped_an_invoice_lives_on_without_the_agency(
    agency: Table,
) -> None:
    """The day is that of the very same invoice under a policy that places nothing."""
    steps = [PLACE, act("placement", 60, id="again", agency="any")]
    own = {"hazard": [[0, 0.01]]}
    helped, alone = (paid(agency, steps=s, profile=own) for s in (steps, [act("charge", 1500)]))
    was_placed = day_of(helped, Kind.PLACED) <= decided(helped)
    expected = np.where(was_placed & (decided(helped) < FAR), decided(alone), FAR)
    assert_array_equal(day_of(helped, Kind.WOULD_HAVE_PAID), expected)
    rows = helped.of_kind(Kind.WOULD_HAVE_PAID)
    assert_array_equal(rows["amount_cents"], helped.invoices.gross_cents[rows["invoice"]])
    assert (expected > decided(helped))[was_placed].any()


def test_an_agency_brings_all_that_nobody_would_have_paid() -> None:
    ledger = paid({})
    assert not numbers(ledger, Kind.WOULD_HAVE_PAID)
    assert card(ledger)["agency_incremental"] == card(ledger)["recovery_placed"] > 0.9


AFTER = {
    "promise": contact("after", 40),
    "settlement": contact("after", 40, offer="settlement"),
    "plan": contact("after", 40, offer="plan"),
    "seizure": act("legal", 40, court="any"),
    "delay": act("legal", 40, court="any"),
}


def brought_to_pay(force: str) -> Ledger:
    """Place invoices with an agency that does nothing for 10 days, then bring them to be paid."""
    return placed(
        {"recall_days": 10},
        steps=[PLACE, AFTER[force]],
        profile={
            "promise_kept_share": 1.0,
            "settlement_accepted_share": 1.0,
            "plan_accepted_share": 1.0,
            "instalment_kept_share": 1.0,
        },
        behaviour={"contact": {"letter": {"gain": 0.0, "promise_share": 1.0}}},
        courts={"any": {**COURT, "delay_share": float(force == "delay"), "delay_months": 3}},
    )


@pytest.mark.parametrize("force", ["promise", "settlement", "seizure"])
def test_what_was_promised_or_seized_after_the_recall_would_have_come_the_same_day(
    force: str,
) -> None:
    ledger = brought_to_pay(force)
    assert np.count_nonzero(decided(ledger)[was_due(ledger, 150)] < FAR) > 500
    assert_array_equal(day_of(ledger, Kind.WOULD_HAVE_PAID), decided(ledger))


@pytest.mark.parametrize("force", ["promise", "settlement", "seizure", "plan", "delay"])
def test_an_agency_that_did_nothing_brought_nothing(force: str) -> None:
    measures = card(brought_to_pay(force))
    assert measures["recovery_placed"] > 0.5
    assert measures["agency_incremental"] == 0.0
