"""Discounts and late charges by group: groups add up, and a policy against itself changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from simrecouv.kpi import Books
from simrecouv.kpi.incentives import charges_by_group, discounts_by_group
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.vocabulary import Kind


def test_segments_and_profiles_add_up_to_the_same_company(lived: Ledger, finance: Finance) -> None:
    for read in (
        lambda by: discounts_by_group(lived, lived, 10, finance, by),
        lambda by: charges_by_group(lived, lived, finance, by),
    ):
        by_segment, by_profile = (read(by).sum().to_numpy() for by in ("segment", "profile"))
        assert by_segment == pytest.approx(by_profile)


def test_groups_hold_the_whole_of_the_measured_year(lived: Ledger, finance: Finance) -> None:
    books = Books(lived, finance)
    discounts = discounts_by_group(lived, lived, 10, finance, "segment").sum()
    charges = charges_by_group(lived, lived, finance, "segment").sum()
    assert discounts["invoices"] == charges["invoices"] == np.count_nonzero(books.is_cohort)
    assert discounts["given"] == pytest.approx(books.cohort_amount(Kind.DISCOUNT) / 100.0)
    received = books.cohort_amount(Kind.CHARGES_RECEIVED) / 100.0
    assert charges["received"] == pytest.approx(received)


def test_a_policy_against_itself_gains_no_day_and_loses_nobody(
    lived: Ledger, finance: Finance
) -> None:
    discounts = discounts_by_group(lived, lived, 10, finance, "profile")
    assert not discounts["euro_days"].any()
    assert (discounts["anyway"] <= discounts["taken"]).all()
    assert not charges_by_group(lived, lived, finance, "profile")["left"].any()
