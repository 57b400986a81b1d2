"""Several currencies in one file: one is read, others are set aside or converted at given rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simrecouv.errors import LedgerFileError, Problem, nearest
from simrecouv.intake.texts import Texts

Cents = NDArray[np.int64]

#: No unit of a currency is worth a million of another one: above it a rate is a slip.
LARGEST_RATE = 1e6
RATE_EXPECTED = "a number above 0 and below 1 000 000 expected, e.g. USD=0.92"


@dataclass(frozen=True, eq=False)
class Exchange:
    """The currency that is read, and what one unit of each row is worth in it.

    Attributes
    ----------
    currency : str
        Code of the currency that is read; empty where the file names none.
    rate : (rows,) float64
        Units of it for one unit of the row's currency; 1 where the row cannot be converted.
    is_read : (rows,) bool
        Whether a row is in the currency that is read, or can be converted into it.
    codes : (rows,) int32
        Number of the row's currency: two rows of one number have one rate.
    """

    currency: str
    rate: NDArray[np.float64]
    is_read: NDArray[np.bool_]
    codes: NDArray[np.int32]

    @property
    def is_converted(self) -> NDArray[np.bool_]:
        """Whether a row is in another currency, with a rate."""
        changed: NDArray[np.bool_] = self.rate != 1.0
        return changed


def exchange(
    named: Texts, currency: str | None, rates: Mapping[str, float], source: str
) -> Exchange:
    """Choose the currency that is read: the one asked for, else that of most rows.

    Rows that name no currency are in the one that most rows name.

    Raises
    ------
    LedgerFileError
        If the currency asked for is not in the file, or a rate is not above 0 and below a million.

    Examples
    --------
    >>> found = exchange(Texts.of(["EUR", "USD", "", "EUR"]), None, {"USD": 0.92}, "f.csv")
    >>> found.currency, found.rate.tolist()
    ('EUR', [1.0, 0.92, 1.0, 1.0])
    """
    counts = {code: n for code, n in named.counts().items() if code}
    main = max(counts, key=lambda code: counts[code], default="")
    asked = (currency or main).upper()
    problems = [
        Problem(f"rate of {code}", rate, RATE_EXPECTED)
        for code, rate in rates.items()
        if not _is_rate(rate)
    ]
    if counts and asked not in counts:
        problems.append(Problem("currency", asked, f"not in the file, {nearest(asked, counts)}"))
    if problems:
        raise LedgerFileError(source, problems)
    worth = {code.upper(): rate for code, rate in rates.items()} | {asked: 1.0}
    whole = named.map(lambda code: code or main or asked)
    rate = whole.read(lambda code: worth.get(code, 1.0), np.float64)
    return Exchange(asked, rate, whole.read(lambda code: code in worth, np.bool_), whole.codes)


def _is_rate(rate: object) -> bool:
    """Whether a value given as a rate is a number that a rate can be."""
    return isinstance(rate, int | float) and 0.0 < rate < LARGEST_RATE


def converted(cents: Cents, rate: NDArray[np.float64]) -> Cents:
    """Convert amounts, each rounded to the cent, halves up, as `simrecouv.units.round_cents`.

    >>> converted(np.array([100, 125]), np.array([0.92, 1.0])).tolist()
    [92, 125]
    """
    rounded = np.floor(cents * rate + 0.5).astype(np.int64)
    return np.where(rate == 1.0, cents, rounded)


def converted_in_parts(cents: Cents, rate: NDArray[np.float64], group: Cents) -> Cents:
    """Convert the parts of wholes so that they add up to the converted whole.

    Parameters
    ----------
    cents
        [cents] Parts; those of one group stand together and have one rate.
    group
        Number of the whole that each part belongs to.

    Examples
    --------
    >>> parts = np.array([50, 51])
    >>> converted_in_parts(parts, np.full(2, 0.5), np.zeros(2, dtype=np.int64)).sum()
    np.int64(51)
    """
    total = np.cumsum(cents)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if group.size else group
    sizes = np.diff(np.r_[starts, group.size])
    before = np.repeat(total[starts] - cents[starts], sizes) if group.size else total
    upto = total - before
    return converted(upto, rate) - converted(upto - cents, rate)
