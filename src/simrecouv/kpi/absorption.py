"""Receivables as a Markov chain: where debts end, and how long they take (Cyert-Davidson-Thompson).

A debt is in one state of age a period, moves with fixed probabilities, and ends paid or bad. The
chain knows neither customers nor policies: simulations that forget as it does must reproduce it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simrecouv.errors import StudyError

Floats = NDArray[np.floating[Any]]

#: How far the probabilities of a row may be from 1: those of a book are rounded.
TOLERANCE = 1e-6


class Absorption(NamedTuple):
    """What becomes of debts, by the state in which they are today.

    Attributes
    ----------
    fundamental : (states, states)
        [periods] Time spent in each state, N = (I - Q)^-1, today included.
    probabilities : (states, ends)
        [share] Where debts end, N R: amounts by state times it are amounts by end.
    steps : (states,)
        [periods] Until the end, on average: the rows of N, summed.
    """

    fundamental: Floats
    probabilities: Floats
    steps: Floats


def absorption(transient: ArrayLike, absorbing: ArrayLike) -> Absorption:
    """Follow debts to their end.

    Parameters
    ----------
    transient : (states, states)
        [share per period] Q: from each state to each other, itself included.
    absorbing : (states, ends)
        [share per period] R: from each state to each end.

    Raises
    ------
    StudyError
        If rows are no probabilities that sum to 1, or a debt could stay open for ever.

    Examples
    --------
    One month late: half is paid, a fifth stays, .3 becomes two months late, and so on.

    >>> chain = absorption([[0.2, 0.3], [0.1, 0.3]], [[0.5, 0.0], [0.4, 0.2]])
    >>> chain.probabilities.round(3).tolist()
    [[0.887, 0.113], [0.698, 0.302]]
    >>> (np.array([10_000, 5_000]) @ chain.probabilities).round().tolist()
    [12358.0, 2642.0]
    """
    moves, ends = _checked(np.asarray(transient, float), np.asarray(absorbing, float))
    fundamental: Floats = np.linalg.inv(np.eye(len(moves)) - moves)
    return Absorption(fundamental, fundamental @ ends, fundamental.sum(axis=1))


def _checked(transient: Floats, absorbing: Floats) -> tuple[Floats, Floats]:
    states = len(transient)
    if transient.shape != (states, states):
        raise StudyError("transient probabilities need one row and one column per state")
    if absorbing.ndim != 2 or len(absorbing) != states:
        raise StudyError("absorbing probabilities need one row per state, and one column per end")
    rows = np.hstack([transient, absorbing])
    if not ((rows >= 0.0) & (rows <= 1.0)).all():
        raise StudyError("entries of a chain are probabilities: numbers from 0 to 1")
    wrong = np.flatnonzero(abs(rows.sum(axis=1) - 1.0) > TOLERANCE)
    if wrong.size:
        row = int(wrong[0])
        raise StudyError(f"each row must sum to 1, row {row} sums to {rows[row].sum():g}")
    if not _all_end(transient, absorbing):
        raise StudyError("a debt of this chain never ends: from some state, no way leads out")
    return transient, absorbing


def _all_end(transient: Floats, absorbing: Floats) -> bool:
    """Tell whether every debt can end: in as many periods as there are states, or never."""
    ended = at_once = absorbing.sum(axis=1)
    for _ in range(len(transient)):
        ended = at_once + transient @ ended
    return bool((ended > 0.0).all())
