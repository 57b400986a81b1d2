"""Proposed segments: named, large enough, and worth what their evidence says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

from calibration.hand_ledgers import choices, hand_ledger, luck
from simrecouv.calibration import calibrate, example_ledger_path, propose_segments
from simrecouv.calibration.evidence import explained_variance
from simrecouv.calibration.segments import MOST_SEGMENTS, SIZES, first_halves
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger, read_ledger


@pytest.fixture(scope="module")
def example() -> RealLedger:
    return read_ledger(example_ledger_path())


def drawn_payers(mean: np.ndarray, each: int = 40) -> RealLedger:
    """Customers who pay a mean number of days past due, and never the same."""
    customer = np.repeat(np.arange(mean.size), each)
    issued = pd.Timestamp("2023-01-01") + pd.to_timedelta(
        np.tile(np.arange(each) * (480 // each), mean.size), unit="D"
    )
    due = issued + pd.Timedelta(days=30)
    late = np.rint(mean[customer] + 15.0 * ndtri(luck(8, customer.size))).astype(int)
    paid = due + pd.to_timedelta(np.maximum(late, -29), unit="D")
    return hand_ledger(customer, issued, due, paid)


@pytest.mark.parametrize("by", ["terms", "size", "behaviour", "segment"])
def test_every_proposal_is_small_in_number_and_large_in_size(example: RealLedger, by: str) -> None:
    proposed = propose_segments(example, by=by)
    assert 1 < len(proposed.evidence) <= MOST_SEGMENTS
    assert proposed.evidence["invoices"].min() >= 30
    assert proposed.evidence["invoices"].sum() == len(example.invoices)
    total = example.invoices["amount_cents"].sum() / 100
    assert proposed.evidence["sales_eur"].sum() == pytest.approx(total)
    assert proposed.basis.fr != proposed.basis.en
    assert len(calibrate(proposed.ledger).segments) == len(proposed.evidence)


@pytest.mark.parametrize("by", ["terms", "size", "behaviour"])
def test_a_customer_has_one_segment(example: RealLedger, by: str) -> None:
    invoices = propose_segments(example, by=by).ledger.invoices
    assert (invoices.groupby("customer_id")["segment"].nunique() == 1).all()


def test_terms_are_the_segments_of_the_example(example: RealLedger) -> None:
    """Its three segments differ in their terms."""
    invoices = propose_segments(example, by="terms").ledger.invoices
    assert set(invoices["segment"]) == {"delai-30", "delai-45", "delai-60"}
    assert pd.crosstab(invoices["segment"], example.invoices["segment"]).gt(0).sum().sum() == 3


def test_the_largest_customers_make_half_of_the_sales(example: RealLedger) -> None:
    """Half within one customer, who is on either side of the cut."""
    invoices = propose_segments(example, by="size").ledger.invoices
    sales = invoices.groupby(["segment", "customer_id"])["amount_cents"].sum()
    large, middle, small = (sales[name] for name in SIZES)
    assert large.min() >= middle.max() >= small.max()
    assert large.sum() / sales.sum() == pytest.approx(0.5, abs=large.min() / sales.sum())


def test_behaviour_that_is_only_luck_explains_nothing_afterwards() -> None:
    """Alike customers, classified on their first halves: the second halves do not differ.

    The share explained over that of chance is an F with 1 degree of freedom or 2: above 12 less
    than once in a thousand. On the first halves themselves it would be far above.
    """
    alike = drawn_payers(np.full(60, 0.0), each=8)
    proposed = propose_segments(alike, by="behaviour")
    row = proposed.evidence.iloc[0]
    assert len(proposed.evidence) > 1
    assert row["explained"] < 12 * row["explained_by_chance"]
    invoices, first = proposed.ledger.invoices, first_halves(alike.invoices).to_numpy()
    late = (alike.payments["paid_date"] - alike.invoices["due_date"]).dt.days.astype(float)
    seen = explained_variance(
        late[first], invoices["segment"][first], invoices["customer_id"][first]
    )
    assert seen[0] > 12 * seen[1]


def test_true_behaviour_is_named_and_explains_afterwards() -> None:
    proposed = propose_segments(drawn_payers(np.repeat([-15.0, 15.0, 60.0], 20)), by="behaviour")
    found = proposed.evidence.set_index("segment")["days_beyond_terms"]
    assert set(found.index) == {"payeurs-ponctuels", "payeurs-lents", "payeurs-tres-lents"}
    assert found["payeurs-lents"] == pytest.approx(15.0, abs=4 * 15.0 / np.sqrt(400))
    assert proposed.evidence["measured"].sum() < len(proposed.ledger.invoices)
    assert proposed.evidence["explained"].iloc[0] > 0.5


def test_chance_is_what_random_groups_of_customers_explain() -> None:
    """Means of 300 random splits into two: the formula and the draw, within four errors."""
    customer = pd.Series(np.repeat(np.arange(50), 1 + choices(6, 50, 39)))
    own = 10.0 * ndtri(luck(7, 50))[customer]
    value = pd.Series(own + 5.0 * ndtri(luck(8, customer.size)))
    pairs = []
    for seed in range(300):
        side = pd.Series(choices(100 + seed, 50, 2)[customer].astype(str))
        pairs.append(explained_variance(value, side, customer))
    found, formula = np.array(pairs).T
    assert abs(found.mean() - formula.mean()) < 4 * found.std() / np.sqrt(300)


def test_a_channel_may_differ_between_the_invoices_of_a_customer(example: RealLedger) -> None:
    n = len(example.invoices)
    channel = pd.Series(np.array(list("abcdefg"))[np.arange(n) % 7], dtype="str")
    ledger = RealLedger(example.invoices.assign(channel=channel), example.payments, example.quality)
    found = propose_segments(ledger, by="channel").evidence["segment"].tolist()
    assert len(found) == MOST_SEGMENTS
    assert "autres" in found


def test_due_dates_without_a_rule_are_other_terms() -> None:
    """A year and more is no terms that a scenario states."""
    ledger = drawn_payers(np.zeros(3))
    due = ledger.invoices["issue_date"] + pd.Timedelta(days=400)
    odd = RealLedger(ledger.invoices.assign(due_date=due), ledger.payments, ledger.quality)
    assert set(propose_segments(odd, by="terms").ledger.invoices["segment"]) == {"autres"}


def test_an_unknown_way_is_refused(example: RealLedger) -> None:
    with pytest.raises(StudyError, match="'channel' are not known: terms, size"):
        propose_segments(example, by="channel")
    short = RealLedger(example.invoices[:29], example.payments, example.quality)
    with pytest.raises(StudyError, match="29 invoices"):
        propose_segments(short)
