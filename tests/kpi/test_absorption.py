"""Receivables as a Markov chain (Cyert, Davidson and Thompson 1962), on textbook chains.

Rows are states of a debt, a month apart; the two ends are paid and bad. N = (I - Q)^-1 counts the
months spent in each state, N R where the debt ends. Some books round or err: the expectations are
those of their inputs.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import ArrayLike

from simrecouv.errors import StudyError
from simrecouv.kpi import absorption

HEIDMANS = ([[0.3, 0.3], [0.3, 0.1]], [[0.4, 0.0], [0.4, 0.2]])


def _ladder(paid: list[float]) -> tuple[list[list[float]], list[list[float]]]:
    """A debt that is paid or grows a month older, and is bad after the last month."""
    size = len(paid)
    transient = np.zeros((size, size))
    transient[range(size - 1), range(1, size)] = 1 - np.array(paid[:-1])
    absorbing = [[p, 0.0] for p in paid[:-1]] + [[paid[-1], 1 - paid[-1]]]
    return transient.tolist(), absorbing


def test_uc_limited() -> None:
    chain = absorption([[0.5, 0.2], [0.3, 0.1]], [[0.3, 0.0], [0.5, 0.1]])
    assert chain.probabilities == pytest.approx(
        np.array([[0.9487, 0.0513], [0.8718, 0.1282]]), abs=5e-5
    )
    paid, bad = np.array([70_000, 30_000]) @ chain.probabilities
    assert (paid, bad) == pytest.approx((92_564, 7_436), abs=0.5)
    assert chain.steps == pytest.approx([2.8205, 2.0513], abs=5e-5)


def test_department_store() -> None:
    chain = absorption([[0.25, 0.25], [0.05, 0.25]], [[0.5, 0.0], [0.5, 0.2]])
    assert chain.probabilities[:, 1] == pytest.approx([0.0909, 0.2727], abs=5e-5)
    # 40,000 / 11 + 50,000 x 3 / 11, to the cent.
    assert [40_000, 50_000] @ chain.probabilities[:, 1] == pytest.approx(17_272.73, abs=0.005)


def test_new_then_one_two_three_months() -> None:
    chain = absorption(*_ladder([0.4, 0.5, 0.6, 0.7]))
    assert chain.probabilities[:, 0] == pytest.approx([0.964, 0.94, 0.88, 0.70])


def test_a_and_w() -> None:
    chain = absorption(*_ladder([0.80, 0.90, 0.85]))
    assert chain.probabilities[:, 1] == pytest.approx([0.003, 0.015, 0.15])
    assert 150_000 * chain.probabilities[0] == pytest.approx([149_550, 450])


def test_heidmans_before_and_after_a_new_policy() -> None:
    chain = absorption(*HEIDMANS)
    assert chain.fundamental == pytest.approx(np.array([[1.667, 0.556], [0.556, 1.296]]), abs=5e-4)
    assert chain.probabilities == pytest.approx(
        np.array([[0.889, 0.111], [0.741, 0.259]]), abs=5e-4
    )
    assert np.array([1_000, 2_000]) @ chain.probabilities == pytest.approx([2_370, 630], abs=0.5)
    after = absorption([[0.3, 0.1], [0.3, 0.1]], [[0.6, 0.0], [0.4, 0.2]])
    assert after.probabilities == pytest.approx(
        np.array([[0.967, 0.033], [0.767, 0.233]]), abs=5e-4
    )
    assert [1_000, 2_000] @ after.probabilities[:, 1] == pytest.approx(500)


def test_a_debt_may_wait_for_years_before_its_only_way_out() -> None:
    chain = absorption(*_ladder([0.0] * 40 + [1.0]))
    assert chain.probabilities[:, 0] == pytest.approx(1)
    assert chain.steps == pytest.approx(range(41, 0, -1))


def test_every_debt_ends_somewhere() -> None:
    for transient, absorbing in (HEIDMANS, _ladder([0.1, 0.2, 0.3])):
        assert absorption(transient, absorbing).probabilities.sum(axis=1) == pytest.approx(1)


def test_the_chain_followed_month_by_month_ends_there() -> None:
    """Add what is paid each month, by hand, until nothing is left."""
    transient, absorbing = (np.array(part) for part in HEIDMANS)
    open_share, ended, months = np.eye(2), np.zeros((2, 2)), np.zeros(2)
    for _ in range(200):
        months += open_share.sum(axis=1)
        ended += open_share @ absorbing
        open_share = open_share @ transient
    chain = absorption(*HEIDMANS)
    assert chain.probabilities == pytest.approx(ended)
    assert chain.steps == pytest.approx(months)


@pytest.mark.parametrize(
    ("transient", "absorbing", "message"),
    [
        ([[0.5, 0.2]], [[0.3]], "one row and one column per state"),
        ([[0.5]], [[0.3], [0.2]], "one row per state"),
        ([[0.5]], [[0.3]], "sum to 1, row 0 sums to 0.8"),
        ([[-0.1]], [[1.1]], "probabilities"),
        ([[float("nan")]], [[0.5]], "probabilities"),
        ([[1.0]], [[0.0]], "never ends"),
        ([[0.2, 0.3, 0.5], [0.0, 0.1, 0.9], [0.0, 0.7, 0.3]], [[0.0]] * 3, "never ends"),
        ([[0.2, 0.3, 0.4], [0.0, 0.1, 0.9], [0.0, 0.7, 0.3]], [[0.1], [0.0], [0.0]], "never ends"),
    ],
)
def test_what_is_no_such_chain_is_refused(
    transient: ArrayLike, absorbing: ArrayLike, message: str
) -> None:
    with pytest.raises(StudyError, match=message):
        absorption(transient, absorbing)
