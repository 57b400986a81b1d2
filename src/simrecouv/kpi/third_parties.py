"""What third parties were given, brought and cost, on the invoices of the cohorts, to the cent.

One sum for each of `simrecouv.vocabulary.TALLIES`; a party that no policy calls gives zeros.

* Agency: what was placed first, what customers paid since, to whomever, and of it what the agency
  added (`simrecouv.kpi.recovery.placed_sums`); ``brought`` + ``anyway`` = ``recovered``.
* Court: cases, what customers paid since the first of an invoice, of which through a bailiff. The
  ledger does not hold the life without a court: no part of it can be called the court's own.
* Factor: what was financed or sold, the advances, and their price. What it takes back when it
  settles was a loan; ``unpaid`` is what it bought and nobody has paid it by the end: its own loss,
  or a payment still to come.
* Cover: premiums and fees, claims, refusals by reason, what insurer and guarantors paid, and what
  of later money went back to the insurer. What is ``pending`` at the end counts as nothing.

Fees are those of the euro bridge (`simrecouv.kpi.net_gain.SPENT`), excl. VAT; the principal is
incl. VAT.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books, once
from simrecouv.kpi.net_gain import SPENT
from simrecouv.kpi.recovery import first_day, placed_sums
from simrecouv.kpi.rows import Rows
from simrecouv.kpi.signs import CUSTOMER_CASH
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.vocabulary import TALLIES, CoverRefusal, Kind, Party, Payee


def third_parties(ledger: Ledger, finance: Finance) -> dict[str, int]:
    """Sum what a policy dealt with each third party.

    Returns
    -------
    dict[str, int]
        [cents, or a count] By name, in the order of `simrecouv.vocabulary.TALLIES`, which also
        states unit and labels.
    """
    return third_parties_of(Books(ledger, finance))


@once
def third_parties_of(books: Books) -> dict[str, int]:
    """Sum the dealings of books already read; see `third_parties`."""
    found = {
        Party.AGENCY: _agency(books) if books.happened(SPENT["agency"]) else {},
        Party.COURT: _court(books) if books.happened(SPENT["legal"]) else {},
        Party.FACTOR: _factor(books) if books.happened(SPENT["factoring"]) else {},
        Party.COVER: _cover(books),
    }
    return {
        one.name: found[one.party].get(one.name.removeprefix(f"{one.party}_"), 0) for one in TALLIES
    }


def _agency(books: Books) -> dict[str, int]:
    placed = placed_sums(books)
    return {
        "files": np.unique(_mine(books, Kind.PLACED).invoice).size,
        "entrusted": placed.entrusted,
        "recovered": placed.recovered,
        "anyway": placed.recovered - placed.brought,
        "brought": placed.brought,
        "fees": books.cohort_cost(*SPENT["agency"]),
    }


def _court(books: Books) -> dict[str, int]:
    filed = _mine(books, Kind.FILED)
    since = first_day(books, filed.invoice, filed.day)
    cash, charges = books.moves(CUSTOMER_CASH), books.rows(Kind.CHARGES_RECEIVED)
    judged, received = _mine(books, Kind.JUDGED), _mine(books, Kind.RECEIVED)
    return {
        "files": filed.where.size,
        "claimed": int(filed.amount_cents[filed.day == since[filed.invoice]].sum()),
        "refused": int((judged.detail == 0).sum()),
        "opposed": _mine(books, Kind.OPPOSED).where.size,
        "titles": _mine(books, Kind.TITLE).where.size,
        "seizures": _mine(books, Kind.SEIZED).where.size,
        "empty": _mine(books, Kind.SEIZURE_FAILED).where.size,
        "recovered": int(cash.amount_cents[cash.day > since[cash.invoice]].sum()),
        "seized": int(received.amount_cents[received.detail == Payee.BAILIFF.code].sum()),
        "charges": int(charges.amount_cents[charges.day > since[charges.invoice]].sum()),
        "costs": books.cohort_cost(*SPENT["legal"]),
    }


def _factor(books: Books) -> dict[str, int]:
    settled = _mine(books, Kind.FACTOR_SETTLED)
    sold, given_back = books.cohort_amount(Kind.SOLD), books.cohort_amount(Kind.BOUGHT_BACK)
    return {
        "files": _mine(books, Kind.FACTOR_FUNDED).where.size,
        "financed": books.cohort_amount(Kind.FACTORED),
        "sold": sold,
        "advanced": books.cohort_amount(Kind.FACTOR_FUNDED),
        "commission": books.cohort_cost(Kind.FACTOR_FUNDED),
        "interest": books.cohort_cost(Kind.FACTOR_SETTLED),
        "taken_back": -int(np.minimum(settled.amount_cents, 0).sum()),
        "bought_back": given_back,
        "unpaid": sold - given_back - books.cohort_amount(Kind.PAID_TO_FACTOR),
    }


def _cover(books: Books) -> dict[str, int]:
    claimed, refused = _mine(books, Kind.CLAIMED), _mine(books, Kind.CLAIM_REFUSED)
    return {
        "premiums": books.cohort_cost(*SPENT["insurance"]),
        "called": np.union1d(claimed.invoice, refused.invoice).size,
        "exposure": int(claimed.amount_cents.sum()),
        **{why.value: int((refused.detail == why.code).sum()) for why in CoverRefusal},
        "indemnified": books.cohort_amount(Kind.INDEMNIFIED),
        "returned": books.cohort_amount(Kind.INSURER_SHARE),
        "guaranteed": books.cohort_amount(Kind.SUBROGATED),
        "pending": int(claimed.amount_cents[claimed.detail >= books.ledger.end_day].sum()),
    }


def _mine(books: Books, kind: Kind) -> Rows:
    """Return the events of one kind on the invoices of the cohorts."""
    rows = books.rows(kind)
    return rows.only(books.is_cohort[rows.invoice])
