"""Which rows are one invoice: the same number, or the same number of the same customer.

Most books number their invoices once; some number them per customer, which shows when most numbers
come back under several customers. Numbers are texts; where another program lost leading zeros, two
numbers match without them, if nothing else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.formulas import unguarded
from simrecouv.intake.parsing import Parsed
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Label
from simrecouv.vocabulary.numbers import plain

Places = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: Share of the numbers under several customers from which numbers are per customer.
SHARED_SHARE = 0.5
BY_CUSTOMER = Label(
    "factures numérotées par client : {n} numéros sur {all} reviennent chez plusieurs clients",
    "invoices are numbered per customer: {n} of {all} numbers come back under several customers",
)
#: Fewest such numbers: a few may be slips.
FEWEST_SHARED = 3
#: What stands between customer and number in the identifier of an invoice.
JOINT = "/"


@dataclass(frozen=True, eq=False)
class Keys:
    """The invoices of a file, numbered from 0 in the order in which they come.

    Attributes
    ----------
    of_row : (rows,) int64
        Number of the invoice of each row; -1 for rows that are no usable invoice.
    first : (invoices,) int64
        First row of each invoice.
    ids : Texts
        Identifier of every row.
    by_customer : bool
        Whether numbers are per customer.
    evidence : tuple of Label
    """

    of_row: Places
    first: Places
    ids: Texts
    by_customer: bool
    evidence: tuple[Label, ...]

    def spread(self, values: NDArray[Any]) -> NDArray[Any]:
        """Give each row the value of its invoice; 0 or False to rows that are none."""
        return np.append(values, values.dtype.type(0))[self.of_row]


def invoice_keys(parsed: Parsed, rows: Mask) -> Keys:
    """Give a number to each invoice that some rows write."""
    ids = parsed.text(Column.INVOICE_ID).map(unguarded)
    customers = parsed.text(Column.CUSTOMER_ID).map(unguarded)
    pairs = joined(customers.codes, ids.codes, len(ids.values))
    shared, numbers = _shared(ids.codes[rows], pairs[rows])
    by_customer = shared >= FEWEST_SHARED and shared > SHARED_SHARE * numbers
    of_row = np.full(rows.size, -1, dtype=np.int64)
    of_row[rows] = pd.factorize((pairs if by_customer else ids.codes)[rows])[0]
    first = np.empty(of_row.max(initial=-1) + 1, dtype=np.int64)
    backwards = np.flatnonzero(rows)[::-1]
    first[of_row[backwards]] = backwards
    told = {"n": plain(shared, "fr"), "all": plain(numbers, "fr")}
    in_english = {"n": plain(shared, "en"), "all": plain(numbers, "en")}
    said = Label(BY_CUSTOMER.fr.format(**told), BY_CUSTOMER.en.format(**in_english))
    return Keys(of_row, first, ids, by_customer, (said,) if by_customer else ())


def joined(one: NDArray[Any], other: NDArray[Any], n_other: int) -> Places:
    """Return one number for each pair of numbers."""
    pairs: Places = one.astype(np.int64) * n_other + other
    return pairs


def _shared(numbers: NDArray[np.int32], pairs: Places) -> tuple[int, int]:
    """Count the numbers under several customers, and all the numbers."""
    owners = pd.Series(numbers)[~pd.Series(pairs).duplicated()].value_counts()
    return int((owners > 1).sum()), owners.size


def invoice_ids(parsed: Parsed, keys: Keys, rows: Places) -> pd.Series[str]:
    """Return the identifiers of some rows, with the customer where numbers are per customer."""
    numbers = texts_of(keys.ids, rows)
    if not keys.by_customer:
        return numbers
    return texts_of(parsed.text(Column.CUSTOMER_ID).map(unguarded), rows) + JOINT + numbers


def texts_of(texts: Texts, rows: Places) -> pd.Series[str]:
    """Return the texts of some rows, by place, as a column of a frame."""
    return pd.Series(np.array(texts.values, dtype=object)[texts.codes[rows]], dtype="str")


# === The invoice that a credit note or a payment names ======================================= #


def named_invoices(parsed: Parsed, keys: Keys, rows: Mask) -> tuple[Places, Mask]:
    """Find the invoice that each of some rows says it applies to.

    Returns
    -------
    found : (rows,) int64
        Number of the invoice, -1 where there is none.
    loose : (rows,) bool
        Whether it matches without leading zeros only.
    """
    applies = parsed.text(Column.APPLIES_TO).map(unguarded)
    is_named = rows & ~applies.is_blank
    if not is_named.any():
        return np.full(rows.size, -1), is_named
    numbers = _numbers(keys)
    found, without = (
        _keys_of(parsed, keys, _lookup(texts, known)[applies.codes])
        for texts, known in (
            (applies.values, numbers),
            (_unpadded(applies.values), _unpadded(numbers)),
        )
    )
    is_loose = is_named & (found < 0) & (without >= 0)
    return np.where(is_named, np.where(found >= 0, found, without), -1), is_loose


def _numbers(keys: Keys) -> tuple[str, ...]:
    """Distinct texts of the identifiers, blank where no invoice has it."""
    used = np.zeros(len(keys.ids.values), dtype=bool)
    used[keys.ids.codes[keys.first]] = True
    return tuple(
        text if is_used else ""
        for text, is_used in zip(keys.ids.values, used.tolist(), strict=True)
    )


def _keys_of(parsed: Parsed, keys: Keys, numbers: Places) -> Places:
    """Find the invoice that each row's number means; -1 where there is none."""
    n = len(keys.ids.values)
    customers = np.zeros(numbers.size, dtype=np.int32)
    if keys.by_customer:
        customers = parsed.text(Column.CUSTOMER_ID).map(unguarded).codes
    known = pd.Index(joined(customers[keys.first], keys.ids.codes[keys.first], n))
    wanted = np.where(numbers < 0, -1, joined(customers, numbers.clip(0), n))
    found: Places = known.get_indexer(pd.Index(wanted))
    return found


def _unpadded(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.lstrip("0") for text in texts)


def _lookup(texts: tuple[str, ...], known: tuple[str, ...]) -> Places:
    """Place of each text among the known ones; -1 if it has none, or several."""
    places: dict[str, int] = {}
    for place, text in enumerate(known):
        places[text] = -1 if text in places else place
    return np.array([places.get(text, -1) if text else -1 for text in texts], dtype=np.int64)
