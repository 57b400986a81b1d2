"""Money is conserved and lives make sense, on any scenario, under any policy."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from engine.scenarios import scenarios
from simrecouv.engine import open_runner
from simrecouv.ledger import Ledger, closing_charges, closing_principal
from simrecouv.scenario import Scenario
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world


def day_of_kind(ledger: Ledger, kind: Kind) -> np.ndarray:
    """First day of a kind for every invoice; far away if it never came."""
    day = np.full(ledger.invoices.customer.size, 10**7)
    rows = ledger.of_kind(kind)[::-1]
    day[rows["invoice"]] = rows["tick"] // TICKS_PER_DAY
    return day


def amounts(ledger: Ledger, *kinds: Kind) -> np.ndarray:
    """Sum of the amounts of some kinds, by invoice [cents]."""
    total = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    rows = ledger.of_kind(*kinds)
    np.add.at(total, rows["invoice"], rows["amount_cents"])
    return total


@settings(max_examples=60)
@given(scenarios())
def test_conservation_and_sense(scenario: Scenario) -> None:
    runner = open_runner(scenario, build_world(scenario), "compiled")
    for policy in scenario.policies:
        ledger = runner(policy)
        check_principal(ledger)
        check_charges(ledger)
        check_lives(ledger)


def check_principal(ledger: Ledger) -> None:
    """Each invoice is either open for its full amount or closed to the cent."""
    issued = amounts(ledger, Kind.INVOICED)
    assert (issued == np.where(ledger.invoices.is_issued, ledger.invoices.gross_cents, 0)).all()
    gone = amounts(ledger, Kind.RECEIVED, Kind.DISCOUNT, Kind.WRITTEN_OFF)
    back = amounts(ledger, Kind.REINSTATED)
    closing = closing_principal(ledger)
    assert (issued + back == gone + closing).all()
    assert ((closing == 0) | (closing == issued)).all()


def check_charges(ledger: Ledger) -> None:
    """Charges are billed once due, and settled with the principal or left open."""
    charged = amounts(ledger, Kind.INTEREST, Kind.FEE)
    settled = amounts(ledger, Kind.CHARGES_RECEIVED, Kind.CHARGES_WAIVED)
    closing = closing_charges(ledger)
    assert (charged == settled + closing).all()
    paid = amounts(ledger, Kind.RECEIVED) > 0
    assert (closing[paid] == 0).all()


def check_lives(ledger: Ledger) -> None:
    """No act on a closed invoice; nothing before the issue; one life each."""
    for kind in (Kind.INVOICED, Kind.RECEIVED, Kind.PLACED, Kind.WRITTEN_OFF, Kind.RECOGNISED):
        numbers = ledger.of_kind(kind)["invoice"]
        assert np.unique(numbers).size == numbers.size, kind
    issued, received = day_of_kind(ledger, Kind.INVOICED), day_of_kind(ledger, Kind.RECEIVED)
    recognised = day_of_kind(ledger, Kind.RECOGNISED)
    acts = ledger.of_kind(Kind.CONTACT, Kind.REMINDED, Kind.PLACED, Kind.WRITTEN_OFF)
    day, invoice = acts["tick"] // TICKS_PER_DAY, acts["invoice"]
    assert (day >= issued[invoice]).all()
    assert (day < recognised[invoice]).all()
    third = np.isin(acts["kind"], [Kind.PLACED, Kind.WRITTEN_OFF])
    assert (day[third] < received[invoice[third]]).all()
    charges = ledger.of_kind(Kind.INTEREST, Kind.FEE)
    due = ledger.invoices.due_day[charges["invoice"]]
    assert (charges["tick"] // TICKS_PER_DAY > due).all()
