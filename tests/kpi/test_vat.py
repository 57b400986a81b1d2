"""VAT on sales: split to the cent, and due with the invoice or with the money."""

from __future__ import annotations

import numpy as np
import pytest

from kpi.hand_ledgers import Bill, Row, write_ledger
from simrecouv import kpi
from simrecouv.kpi.cash import company_flows
from simrecouv.kpi.vat import settled_vat, unpaid_vat
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.vocabulary import Kind, Payee, VatPoint

#: All of the sale is margin, money costs nothing: the account shows customers and the State only.
FREE = Finance(debit_rate=0.0, credit_rate=0.0, overheads_share=0.0)
BILL = Bill(0, 30, margin=10_000)
ON = {point: FREE.model_copy(update={"vat_point": point}) for point in VatPoint}
FACTOR = Payee.FACTOR.code


def _vat_paid(point: VatPoint, *rows: Row) -> dict[int, int]:
    """Days on which the State gets VAT on one invoice, 35 days after the fact, and how much."""
    ledger = write_ledger([BILL], rows)
    with_vat = company_flows(kpi.Books(ledger, ON[point]))
    untaxed = write_ledger([BILL._replace(net=12_000, vat=0, margin=12_000)], rows)
    flows = company_flows(kpi.Books(untaxed, ON[point])) - with_vat
    return {int(day): int(flows[day]) for day in np.flatnonzero(flows)}


@pytest.mark.parametrize("point", VatPoint)
def test_the_shares_of_an_invoice_add_up_to_its_vat(lived: Ledger, point: VatPoint) -> None:
    """To the cent; what is settled in full leaves none, what has not moved leaves all."""
    books = kpi.Books(lived, ON[point])
    carried = books.by_invoice(books.settled.invoice, settled_vat(books))
    assert (carried + unpaid_vat(books) == books.vat).all()
    assert (unpaid_vat(books)[books.unpaid == 0] == 0).all()
    touched = np.isin(np.arange(books.n_invoices), books.settled.invoice)
    assert (unpaid_vat(books)[~touched] == books.vat[~touched]).all()
    exact = (
        books.settled.amount_cents * (books.vat / np.maximum(books.gross, 1))[books.settled.invoice]
    )
    assert np.abs(settled_vat(books) - exact).max() <= 1.0


def test_thirds_of_a_vat_that_does_not_divide_follow_each_other() -> None:
    """10.00 in three: 3.33, then 6.67 so far, then all of it."""
    rows = [Row(day, Kind.RECEIVED, 0, 2_000) for day in (40, 50, 60)]
    books = kpi.Books(write_ledger([Bill(0, 30, net=5_000, vat=1_000)], rows), FREE)
    assert settled_vat(books).tolist() == [333, 334, 333]


def test_on_invoices_vat_is_due_with_the_invoice_and_discounts_take_theirs_back() -> None:
    rows = [Row(8, Kind.RECEIVED, 0, 11_760), Row(8, Kind.DISCOUNT, 0, 240)]
    assert _vat_paid(VatPoint.INVOICES, *rows) == {35: 2_000, 8 + 35: -40}


def test_on_receipts_vat_is_due_with_the_money() -> None:
    """What the bank takes back takes its VAT back; a discount never brought any."""
    rows = [Row(8, Kind.RECEIVED, 0, 6_000), Row(50, Kind.RECEIVED, 0, 3_000)]
    rows += [Row(60, Kind.PAYMENT_REJECTED, 0, 3_000), Row(70, Kind.RECEIVED, 0, 5_760)]
    rows += [Row(70, Kind.DISCOUNT, 0, 240)]
    expected = {8 + 35: 1_000, 50 + 35: 500, 60 + 35: -500, 70 + 35: 960}
    assert _vat_paid(VatPoint.RECEIPTS, *rows) == expected


@pytest.mark.parametrize("kind", [Kind.SOLD, Kind.SUBROGATED])
def test_on_receipts_a_sale_or_a_guarantor_makes_vat_due(kind: Kind) -> None:
    rows = [Row(50, kind, 0, 6_000), Row(90, Kind.PAID_TO_FACTOR, 0, 6_000)]
    assert _vat_paid(VatPoint.RECEIPTS, *rows) == {50 + 35: 1_000}


def test_on_receipts_an_advance_makes_nothing_due() -> None:
    rows = [Row(1, Kind.FACTORED, 0, 12_000), Row(1, Kind.FACTOR_FUNDED, 0, 10_800, detail=3)]
    rows += [Row(60, Kind.RECEIVED, 0, 12_000, detail=FACTOR)]
    assert _vat_paid(VatPoint.RECEIPTS, *rows) == {60 + 35: 2_000}


@pytest.mark.parametrize(
    "proof", [Row(200, Kind.SEIZURE_FAILED, 0), Row(200, Kind.INSOLVENCY_OPENED, -1)]
)
def test_on_receipts_a_loss_carries_no_vat_and_recovers_none(proof: Row) -> None:
    part = Row(100, Kind.RECEIVED, 0, 6_000)
    assert _vat_paid(VatPoint.RECEIPTS, part, proof) == {135: 1_000}
    ledgers = [write_ledger([BILL], rows) for rows in ([part], [part, proof])]
    losses = [kpi.bridge(ledger, ON[VatPoint.RECEIPTS])["losses"] for ledger in ledgers]
    assert losses == [5_000, 5_000]


def test_vat_point_moves_only_losses_and_financing(lived: Ledger) -> None:
    """The terms exclude VAT; a loss excludes it too once VAT is due on receipts."""
    by_invoice, by_receipt = (kpi.bridge(lived, Finance(vat_point=point)) for point in VatPoint)
    moved = {name for name in by_invoice if by_invoice[name] != by_receipt[name]}
    assert moved == {"losses", "financing"}
    assert by_receipt["losses"] < by_invoice["losses"]
    assert by_receipt["financing"] < by_invoice["financing"], "VAT is paid later"
