"""A history tells every event of a life once, dated, in one language."""

from __future__ import annotations

import re

import pytest

from ledger.every_kind import (
    BILLS,
    BOUGHT,
    CHARGED,
    DELAYED,
    DISPUTED,
    FINANCED,
    GUARANTEED,
    IN_PARTS,
    INSURED,
    MISLAID,
    PLANNED,
    REFUSED,
    SPREAD,
    SUED,
    every_kind,
)
from simrecouv.history import KINDS
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import Cause, CoverRefusal, Kind, Lang, Payee, Refusal

COMPANY = -1
DATES = {"fr": r"\d\d/\d\d/\d{4}  ", "en": r"\d{4}-\d\d-\d\d  "}


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return every_kind()


def _line(ledger: Ledger, invoice: int, kind: Kind, lang: Lang) -> str:
    """Return the only line that tells a kind of event of an invoice."""
    lines = ledger.history(invoice=invoice, lang=lang).splitlines()
    (line,) = (text for text in lines if kind.label.in_(lang) in text)
    return line


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("invoice", range(len(BILLS)))
def test_one_dated_line_per_event_in_the_language(ledger: Ledger, invoice: int, lang: Lang) -> None:
    rows = ledger.events[ledger.events["invoice"] == invoice]
    lines = ledger.history(invoice=invoice, lang=lang).splitlines()
    assert len(lines) == len(rows)
    other: Lang = "en" if lang == "fr" else "fr"
    for line, row in zip(lines, rows, strict=True):
        kind = KINDS[int(row["kind"])]
        assert re.match(DATES[lang], line)
        assert kind.label.in_(lang) in line
        if kind.label.in_(other) not in kind.label.in_(lang):
            assert kind.label.in_(other) not in line


@pytest.mark.parametrize(
    ("invoice", "kind", "fr", "en"),
    [
        (DISPUTED, Kind.SURFACED, Cause.DISPUTE.label.fr, Cause.DISPUTE.label.en),
        (DISPUTED, Kind.DISPUTE_CLOSED, "le client avait raison", "the customer was right"),
        (DISPUTED, Kind.CREDIT_NOTE, "36,00", "36.00"),
        (MISLAID, Kind.RESENT, Cause.NOT_RECEIVED.label.fr, Cause.NOT_RECEIVED.label.en),
        (REFUSED, Kind.ORDER_LOST, Refusal.LIMIT.label.fr, Refusal.LIMIT.label.en),
        (DELAYED, Kind.ORDER_HELD, "à réexaminer le 25/01/2026", "looked at again on 2026-01-25"),
        (PLANNED, Kind.PLAN_AGREED, "3 échéances", "3 instalments"),
        (PLANNED, Kind.PLACED, "(call), agency", "(call), agency"),
        (PLANNED, Kind.COMMISSION, "cabinet, agency", "commission, agency"),
        (IN_PARTS, Kind.PAYMENT_DECIDED, "départ prévu le 06/02/2026", "to leave on 2026-02-06"),
        (IN_PARTS, Kind.PAYMENT_REJECTED, "coût 9,00", "cost €9.00"),
        (CHARGED, Kind.INVOICED, "échéance 31/01/2026", "due 2026-01-31"),
        (INSURED, Kind.INVOICED, "coût 0,36", "cost €0.36"),
        (SUED, Kind.PLACED, "second-agency", "second-agency"),
        (SUED, Kind.AGENCY_CONTACT, "client joint", "customer reached"),
        (SUED, Kind.AGENCY_REMITTED, "en banque le 12/04/2026", "at the bank on 2026-04-12"),
        (SUED, Kind.RECALLED, "second-agency", "second-agency"),
        (SUED, Kind.FILED, "payment-order", "payment-order"),
        (SUED, Kind.BAILIFF_REMITTED, "en banque le 29/12/2026", "at the bank on 2026-12-29"),
        (SUED, Kind.CHARGES_RECEIVED, "indemnité et frais, reçus", "costs, by a third party"),
        (SPREAD, Kind.DELAY_GRANTED, "12 échéances", "12 instalments"),
        (FINANCED, Kind.FACTORED, "with-recourse", "with-recourse"),
        (FINANCED, Kind.FACTOR_SETTLED, "en banque le 03/04/2026", "at the bank on 2026-04-03"),
        (FINANCED, Kind.FACTOR_SETTLED, "−88,00", "−€88.00"),
        (BOUGHT, Kind.SOLD, "without", "without"),
        (BOUGHT, Kind.FACTOR_FUNDED, "en banque le 04/01/2026", "at the bank on 2026-01-04"),
        (INSURED, Kind.CLAIMED, "paiement attendu le 10/07/2026", "expected on 2026-07-10"),
        (INSURED, Kind.RECEIVED, Payee.LIQUIDATOR.label.fr, Payee.LIQUIDATOR.label.en),
        (GUARANTEED, Kind.CLAIM_REFUSED, CoverRefusal.PLAN.label.fr, CoverRefusal.PLAN.label.en),
    ],
)
def test_a_line_says_what_the_detail_means(
    ledger: Ledger, invoice: int, kind: Kind, fr: str, en: str
) -> None:
    assert fr in _line(ledger, invoice, kind, "fr")
    assert en in _line(ledger, invoice, kind, "en")


def test_each_promise_says_its_day(ledger: Ledger) -> None:
    told = ledger.history(invoice=MISLAID, lang="fr")
    assert "promesse de paiement, pour le 20/02/2026" in told
    assert "promesse de paiement, pour le 28/02/2026" in told


def test_charges_received_say_which(ledger: Ledger) -> None:
    told = ledger.history(invoice=CHARGED, lang="fr")
    assert "indemnité et frais, 40,00" in told
    assert "intérêts de retard, 1,00" in told


def test_each_decision_of_the_court_says_which(ledger: Ledger) -> None:
    told = [line for line in ledger.history(invoice=SUED).splitlines() if "décision" in line]
    assert [said in line for line in told for said in ("accueillie", "en partie")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_a_payment_says_who_receives_it_when_it_is_not_us(ledger: Ledger) -> None:
    told = ledger.history(invoice=SUED, lang="en")
    for payee in (Payee.AGENCY, Payee.BAILIFF):
        assert f"payment received, {payee.label.en}" in told
    assert "received by" not in ledger.history(invoice=IN_PARTS, lang="en")


def test_a_contact_says_whether_it_reached_and_what_it_cost(ledger: Ledger) -> None:
    (wrong,) = (t for t in ledger.history(invoice=MISLAID).splitlines() if "relance" in t)
    assert all(word in wrong for word in ("(call)", "client joint", "à tort", "coût"))
    assert "sans réponse" in ledger.history(invoice=PLANNED)


def test_a_customers_history_names_its_invoices_and_its_own_events(ledger: Ledger) -> None:
    told = ledger.history(customer=1)
    assert f"n° {CHARGED}" in told
    for kind in (Kind.COMPLAINT, Kind.CUSTOMER_LOST, Kind.INSOLVENCY_OPENED):
        assert kind.label.fr in told


def test_the_companys_history_tells_the_desk_and_its_backlog(ledger: Ledger) -> None:
    told = ledger.history(customer=COMPANY, lang="fr").splitlines()
    assert len(told) == 2
    assert "clients remis au lendemain : 12, coût 196,00" in "\n".join(told)
