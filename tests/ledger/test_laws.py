"""The conservation laws, on a ledger that uses every kind of event."""

from __future__ import annotations

import numpy as np
import pytest

from ledger.every_kind import BILLS, CHARGED, OPEN, REFUSED, every_kind
from simrecouv.kpi import Books
from simrecouv.kpi.balances import book_balance
from simrecouv.ledger import KEY_FIELDS, Ledger, closing_charges, closing_principal
from simrecouv.scenario import Finance
from simrecouv.vocabulary import Kind

MORE = (Kind.INVOICED, Kind.PAYMENT_REJECTED, Kind.REINSTATED)
LESS = (Kind.RECEIVED, Kind.DISCOUNT, Kind.CONCESSION, Kind.CREDIT_NOTE, Kind.WRITTEN_OFF)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return every_kind()


def _sum(ledger: Ledger, *kinds: Kind) -> np.ndarray:
    rows = ledger.of_kind(*kinds)
    total = np.zeros(len(BILLS), dtype=np.int64)
    np.add.at(total, rows["invoice"], rows["amount_cents"])
    return total


def test_the_ledger_uses_every_kind(ledger: Ledger) -> None:
    assert {Kind(kind) for kind in ledger.events["kind"].tolist()} == set(Kind)


def test_rows_have_a_unique_key(ledger: Ledger) -> None:
    assert np.unique(ledger.events[list(KEY_FIELDS)]).size == len(ledger)


def test_principal_is_conserved(ledger: Ledger) -> None:
    closing = closing_principal(ledger)
    assert (_sum(ledger, *MORE) == _sum(ledger, *LESS) + closing).all()
    assert {k: int(left) for k, left in enumerate(closing) if left} == OPEN


def test_charges_are_conserved(ledger: Ledger) -> None:
    closing = closing_charges(ledger)
    gone = _sum(ledger, Kind.CHARGES_RECEIVED, Kind.CHARGES_WAIVED)
    assert (_sum(ledger, Kind.INTEREST, Kind.FEE) == gone + closing).all()
    assert closing[CHARGED] == closing.sum() == 50


def test_an_order_never_invoiced_owes_nothing(ledger: Ledger) -> None:
    assert not ledger.invoices.is_issued[REFUSED]
    assert closing_principal(ledger)[REFUSED] == 0


def test_the_book_balance_ends_on_the_law(ledger: Ledger) -> None:
    assert book_balance(Books(ledger, Finance()))[-1] == sum(OPEN.values())


def test_every_kind_moves_at_most_one_balance() -> None:
    for kind in Kind:
        assert kind.principal_sign * kind.charges_sign == 0, kind.name
    assert {kind for kind in Kind if kind.principal_sign > 0} == set(MORE)
    assert {kind for kind in Kind if kind.principal_sign < 0} == set(LESS)
