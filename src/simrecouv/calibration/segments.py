"""Segments proposed for a real ledger that has none: by terms, size, behaviour, or a column.

A proposal names at most four groups of at least 30 invoices and shows what they are worth: how much
of the variance of days to pay lies between them, next to what as many groups of customers made at
random would show (customers keep their invoices, so that a few large ones can differ a lot by
chance).

Behaviour is a trap: customers chosen for having paid late were also unlucky, and pay less late
afterwards. Customers are therefore classified on the first half of their invoices, and the evidence
is measured on the second half, which the classification did not see. A calibration on the whole
ledger does use both halves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from simrecouv.calibration.evidence import days_to_pay, evidence_of
from simrecouv.calibration.portfolio import FEWEST_IN_SEGMENT, OTHERS
from simrecouv.calibration.terms import rules_followed
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger
from simrecouv.vocabulary import Country, EndOfMonth, Label

#: Segments of a proposal.
MOST_SEGMENTS = 4
#: Shares of sales that the largest customers, then the middle ones, make up.
LARGE, MIDDLE = 0.5, 0.8
#: [days past due] Mean of a punctual customer at most, of a slow one at most.
PUNCTUAL, SLOW = 0.0, 30.0
#: Invoices of a customer from which half of them can classify it.
FEWEST_TO_CLASSIFY = 4

TERMS = {
    EndOfMonth.NONE: "delai-{days}",
    EndOfMonth.AFTER: "delai-{days}-fin-de-mois",
    EndOfMonth.BEFORE: "fin-de-mois-plus-{days}",
}
SIZES = ("gros-clients", "clients-moyens", "petits-clients")
BEHAVIOURS = ("payeurs-ponctuels", "payeurs-lents", "payeurs-tres-lents")
NEWCOMERS = "clients-recents"


class ProposedSegments(NamedTuple):
    """A ledger with proposed segments, what they are worth, and what they were made of.

    `evidence` has one row per segment: segment, customers, invoices, sales_eur [EUR incl. VAT],
    measured (invoices old enough to be compared), days_beyond_terms (their mean, 90 at most),
    explained (share of the variance of their days to pay between segments) and
    explained_by_chance (that of as many groups of customers without meaning), both the same for
    all.
    """

    ledger: RealLedger
    evidence: pd.DataFrame
    basis: Label


BASES = {
    "terms": Label(
        "Délai le plus fréquent de chaque client.", "The most frequent terms of each customer."
    ),
    "size": Label(
        "Clients rangés par chiffre d'affaires : la première moitié des ventes, les 30 % "
        "suivants, le reste.",
        "Customers ranked by sales: the first half of all sales, the next 30%, the rest.",
    ),
    "behaviour": Label(
        "Clients classés sur la première moitié de leurs factures (retard moyen d'au plus 0 j, "
        "d'au plus 30 j, au-delà) ; les preuves viennent de la seconde. Calibrer sur tout le grand "
        "livre utilise les règlements qui ont servi à classer.",
        "Customers classified on the first half of their invoices (mean lateness of at most 0 d, "
        "of at most 30 d, beyond); the evidence comes from the second. A calibration on the whole "
        "ledger uses the payments that classified them.",
    ),
}
BY_COLUMN = Label("Valeurs de la colonne « {column} ».", "Values of the column '{column}'.")


def propose_segments(ledger: RealLedger, by: str = "behaviour") -> ProposedSegments:
    """Propose segments for a ledger.

    Parameters
    ----------
    ledger
        Its own segments are replaced.
    by
        terms | size | behaviour, of each customer; or the name of a column of `ledger.invoices`
        with a text for each invoice, such as a channel.

    Raises
    ------
    StudyError
        If `by` is neither, or the ledger has too few invoices for a segment.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> proposed = propose_segments(read_ledger(example_ledger_path()), by="terms")
    >>> proposed.evidence["segment"].tolist()
    ['delai-30', 'delai-45', 'delai-60']
    """
    if len(ledger.invoices) < FEWEST_IN_SEGMENT:
        raise StudyError(
            f"the ledger holds {len(ledger.invoices)} invoices, a segment needs {FEWEST_IN_SEGMENT}"
        )
    lateness = days_to_pay(ledger)
    unseen = np.ones(len(ledger.invoices), dtype=bool)
    if by == "terms":
        segment = _commonest(_by_terms(ledger.invoices))
    elif by == "size":
        segment = _neighbours(_by_size(ledger.invoices), SIZES)
    elif by == "behaviour":
        first = first_halves(ledger.invoices)
        segment = _by_behaviour(ledger.invoices, lateness["days_past_due"].where(first))
        unseen = ~first.to_numpy(dtype=bool)
    elif by in ledger.invoices.columns:
        segment = _commonest(ledger.invoices[by].fillna("").astype("str"))
    else:
        raise StudyError(
            f"segments by {by!r} are not known: terms, size, behaviour, or a column of the "
            "invoices; to segment by a channel, read the file with that column as segment"
        )
    proposed = replace(ledger, invoices=ledger.invoices.assign(segment=segment.astype("str")))
    basis = BASES.get(by) or Label(*(text.format(column=by) for text in BY_COLUMN))
    return ProposedSegments(proposed, evidence_of(proposed.invoices, lateness, unseen), basis)


def first_halves(invoices: pd.DataFrame) -> pd.Series[bool]:
    """Tell the first half of each customer's invoices, by date; none of customers with too few."""
    by_date = invoices.sort_values(["issue_date", "invoice_id"], kind="stable")
    customers = by_date.groupby("customer_id")["invoice_id"]
    rank, size = customers.cumcount(), customers.transform("size")
    return ((2 * rank < size) & (size >= FEWEST_TO_CLASSIFY)).reindex(invoices.index)


def _by_terms(invoices: pd.DataFrame) -> pd.Series[str]:
    """Name the terms that most invoices of each customer follow."""
    rules, of_invoice = rules_followed(invoices, Country.FR)
    names = [TERMS[terms.end_of_month].format(days=terms.net_days) for terms in rules]
    counts = pd.crosstab(invoices["customer_id"], of_invoice)
    followed = counts.reindex(columns=range(len(names)), fill_value=0)
    told = followed.gt(0).any(axis=1)
    best = followed.idxmax(axis=1).where(told, -1)
    number = invoices["customer_id"].map(best).to_numpy(dtype=np.int64)
    return pd.Series(np.array([*names, OTHERS], dtype=object)[number], index=invoices.index)


def _by_size(invoices: pd.DataFrame) -> pd.Series[str]:
    """Rank customers by sales, and cut where the largest make up half, then 80 %, of the total."""
    sales = invoices.groupby("customer_id")["amount_cents"].sum().sort_values(ascending=False)
    before = (sales.cumsum() - sales) / sales.sum()
    place = np.searchsorted([LARGE, MIDDLE], before.to_numpy(), side="right")
    return invoices["customer_id"].map(pd.Series(np.array(SIZES)[place], index=sales.index))


def _by_behaviour(invoices: pd.DataFrame, days_past_due: pd.Series[float]) -> pd.Series[str]:
    """Class customers by their mean lateness, those without one apart where they are enough."""
    mean = days_past_due.groupby(invoices["customer_id"]).mean()
    place = np.searchsorted([PUNCTUAL, SLOW], mean.to_numpy(), side="left")
    classes = pd.Series(np.array(BEHAVIOURS)[np.minimum(place, 2)], index=mean.index)
    segment = invoices["customer_id"].map(classes.where(mean.notna(), NEWCOMERS))
    few = segment.eq(NEWCOMERS)
    known = _neighbours(segment[~few], BEHAVIOURS) if (~few).any() else segment[~few]
    joined = segment.where(few, known.reindex(segment.index))
    return _commonest(joined)


def _neighbours(segment: pd.Series[str], order: tuple[str, ...]) -> pd.Series[str]:
    """Join the groups that are too small to the next larger one of an ordered list."""
    while True:
        sizes = segment.value_counts()
        left = [name for name in order if name in sizes.index]
        small = [name for name in left if sizes[name] < FEWEST_IN_SEGMENT]
        if not small or len(left) == 1:
            return segment
        place = left.index(small[0])
        beside = left[max(place - 1, 0) : place] + left[place + 1 : place + 2]
        segment = segment.replace(small[0], max(beside, key=lambda name: int(sizes[name])))


def _commonest(segment: pd.Series[str]) -> pd.Series[str]:
    """Keep the commonest groups, and join the others; what is too small joins the smallest kept."""
    sizes = segment[segment != OTHERS].value_counts()
    kept = list(sizes.index[sizes >= FEWEST_IN_SEGMENT])
    if len(kept) < segment.nunique() or len(kept) > MOST_SEGMENTS:
        kept = kept[: MOST_SEGMENTS - 1]
    joined = segment.where(segment.isin(kept), OTHERS)
    while kept and 0 < int(joined.eq(OTHERS).sum()) < FEWEST_IN_SEGMENT:
        joined = joined.replace(kept.pop(), OTHERS)
    return joined
