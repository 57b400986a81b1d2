"""The conservation laws, on a ledger that uses every kind of event."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from kpi.hand_ledgers import Bill, Row, write_ledger
from kpi.random_ledgers import random_ledger
from ledger.every_kind import BILLS, BOUGHT, CHARGED, FINANCED, INSURED, OPEN, REFUSED, every_kind
from simrecouv.kpi import Books
from simrecouv.kpi.balances import book_balance
from simrecouv.ledger import (
    KEY_FIELDS,
    Ledger,
    closing_charges,
    closing_principal,
    factor_balance,
    held_by_collectors,
    insurer_balance,
    write_off_parts,
)
from simrecouv.scenario import Finance
from simrecouv.vocabulary import Kind, Payee

MORE = (Kind.INVOICED, Kind.PAYMENT_REJECTED, Kind.REINSTATED, Kind.BOUGHT_BACK)
LESS = (
    Kind.RECEIVED,
    Kind.DISCOUNT,
    Kind.CONCESSION,
    Kind.CREDIT_NOTE,
    Kind.SOLD,
    Kind.SUBROGATED,
    Kind.WRITTEN_OFF,
)
CHARGED_BY = (Kind.INTEREST, Kind.FEE, Kind.COURT_COSTS)


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
    assert (_sum(ledger, *CHARGED_BY) == gone + closing).all()
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
    assert {kind for kind in Kind if kind.charges_sign > 0} == set(CHARGED_BY)


# === Accounts with third parties ===


def test_collectors_pay_over_what_they_receive_for_us(ledger: Ledger) -> None:
    """Principal and charges; a payment to us or to a factor is none of theirs."""
    assert (_sum(ledger, Kind.AGENCY_REMITTED, Kind.BAILIFF_REMITTED) > 0).any()
    assert (held_by_collectors(ledger) == 0).all()
    kept = ledger.events["kind"] != Kind.AGENCY_REMITTED
    short = held_by_collectors(dataclasses.replace(ledger, events=ledger.events[kept]))
    assert (short == _sum(ledger, Kind.AGENCY_REMITTED)).all()


def test_a_factor_that_has_settled_owes_nothing(ledger: Ledger) -> None:
    assert {FINANCED, BOUGHT} == set(ledger.of_kind(Kind.FACTOR_SETTLED)["invoice"].tolist())
    assert (factor_balance(ledger) == 0).all()


@pytest.mark.parametrize(
    ("rows", "owed"),
    [
        ([Row(1, Kind.FACTORED, 0, 12_000)], -10_800),
        ([Row(50, Kind.RECEIVED, 0, 12_000, detail=Payee.FACTOR.code)], 1_200),
        ([Row(50, Kind.RECEIVED, 0, 12_000)], -10_800),
        ([Row(1, Kind.SOLD, 0, 12_000)], 1_200),
        ([Row(1, Kind.SOLD, 0, 12_000), Row(9, Kind.PAID_TO_FACTOR, 0, 12_000)], 1_200),
        ([Row(1, Kind.SOLD, 0, 12_000), Row(9, Kind.BOUGHT_BACK, 0, 12_000)], -10_800),
    ],
)
def test_until_it_settles_a_factor_owes_its_claims_less_its_advance(
    rows: list[Row], owed: int
) -> None:
    """Of an advance of 108 EUR: what it bought, or received for us; its customer is not ours."""
    funded = Row(1, Kind.FACTOR_FUNDED, 0, 10_800, cost=120, detail=3)
    assert factor_balance(write_ledger([Bill(0, 30)], [*rows, funded])).tolist() == [owed]


def test_an_insurer_never_gets_more_than_it_paid(ledger: Ledger) -> None:
    balance = insurer_balance(ledger)
    assert balance[INSURED] == balance.sum() == 9_000 - 900


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_lives_keep_the_laws(seed: int) -> None:
    """Closing balances stand between nothing and what was owed; third parties square up."""
    lived = random_ledger(seed)
    principal, balance = closing_principal(lived), factor_balance(lived)
    assert ((principal >= 0) & (principal <= lived.invoices.gross_cents)).all()
    assert (closing_charges(lived) >= 0).all()
    assert (held_by_collectors(lived) == 0).all()
    assert (insurer_balance(lived) >= 0).all()
    has_settled = np.isin(np.arange(balance.size), lived.of_kind(Kind.FACTOR_SETTLED)["invoice"])
    assert (balance[has_settled] == 0).all()
    assert (balance[~has_settled] != 0).any(), "some accounts are open at the end"
    moving = {kind for kind in Kind if kind.principal_sign or kind.charges_sign}
    assert moving <= {Kind(kind) for kind in lived.events["kind"].tolist()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_written_off_is_a_loss_and_its_vat(seed: int) -> None:
    """In the proportion of the invoice, to the cent; nothing where all was reinstated."""
    lived = random_ledger(seed)
    off, back = (np.zeros(lived.invoices.customer.size, dtype=np.int64) for _ in range(2))
    for total, kind in ((off, Kind.WRITTEN_OFF), (back, Kind.REINSTATED)):
        rows = lived.of_kind(kind)
        np.add.at(total, rows["invoice"], rows["amount_cents"])
    loss, vat = write_off_parts(lived)
    assert (loss + vat == off - back).all()
    assert loss.sum() > vat.sum() > 0
    facts = lived.invoices
    assert (np.abs(vat * facts.gross_cents - (off - back) * (facts.gross_cents - facts.net_cents))
            <= facts.gross_cents / 2).all()  # fmt: skip
