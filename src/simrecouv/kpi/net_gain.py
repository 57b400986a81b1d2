"""The euro bridge: what the orders of the measured window bring, in eleven terms, to the cent.

    profit = margin - discounts - credits - losses + charges_received - collection
             - agency - legal - insurance - factoring - financing

Everything excludes VAT, except that a loss carries the VAT that is not recovered. ``credits`` are
concessions and credit notes; ``collection`` is contacts, fees of the means of payment and of
rejections, and what desk and prevention cost on the days when the cohorts order. The sum equals
what the bank account of these orders holds at the end, VAT settled. Write-off dates do not enter.
"""

from __future__ import annotations

from simrecouv.kpi.books import Books, once
from simrecouv.kpi.cash import (
    cohort_year,
    financing_cost,
    recovered_vat,
    running_costs,
    vat_of,
)
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.vocabulary import BRIDGE, Kind


def bridge(ledger: Ledger, finance: Finance) -> dict[str, int]:
    """Return the eleven terms of a policy's profit.

    Returns
    -------
    dict[str, int]
        [cents] Magnitudes by name, in the order of `simrecouv.vocabulary.BRIDGE`, which also
        states the sign of each. A lever that no policy pulls gives a true zero.
    """
    return bridge_of(Books(ledger, finance))


@once
def bridge_of(books: Books) -> dict[str, int]:
    """Return the eleven terms of books already read; see `bridge`."""
    mine = books.is_cohort
    contacts_and_fees = books.cohort_cost(Kind.CONTACT, Kind.RECEIVED, Kind.PAYMENT_REJECTED)
    terms = {
        "margin": books.margin[mine].sum(),
        "discounts": _given_up(books, Kind.DISCOUNT),
        "credits": _given_up(books, Kind.CONCESSION, Kind.CREDIT_NOTE),
        "losses": (books.unpaid - recovered_vat(books))[mine].sum(),
        "charges_received": books.cohort_amount(Kind.CHARGES_RECEIVED),
        "collection": contacts_and_fees + running_costs(books)[cohort_year(books)].sum(),
        "agency": books.cohort_cost(Kind.COMMISSION),
        "financing": financing_cost(books),
    }
    return {name: int(terms.get(name, 0)) for name, _, _ in BRIDGE}


def _given_up(books: Books, *kinds: Kind) -> int:
    """Sum what the cohorts were let off [cents, excl. VAT]."""
    moves = books.moves(dict.fromkeys(kinds, +1))
    net = moves.amount_cents - vat_of(books, moves)
    return int(net[books.is_cohort[moves.invoice]].sum())


def profit(terms: dict[str, int]) -> int:
    """Add the eleven terms with their signs.

    >>> profit({name: 100 for name, _, _ in BRIDGE})
    -700
    """
    return sum(sign * terms[name] for name, sign, _ in BRIDGE)
