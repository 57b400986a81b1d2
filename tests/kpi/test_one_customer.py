"""One customer apart: all of them together make the company, and by hand is by formula."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simrecouv.errors import StudyError
from simrecouv.kpi import bridge, scorecard
from simrecouv.kpi.one_customer import days_by_invoice, ledger_of_customer
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance


def test_all_the_customers_make_the_company(lived: Ledger, finance: Finance) -> None:
    """What runs for all (desk, prevention) is no customer's; interest rounds once per ledger."""
    customers_only = replace(lived, events=lived.events[lived.events["customer"] >= 0])
    whole, n_customers = bridge(customers_only, finance), lived.customer_profile.size
    each = [bridge(ledger_of_customer(lived, k), finance) for k in range(n_customers)]
    for term, cents in whole.items():
        exact = 0 if term != "financing" else n_customers
        assert sum(own[term] for own in each) == pytest.approx(cents, abs=exact)


def test_every_event_of_a_customer_belongs_to_it_alone(lived: Ledger) -> None:
    parts = [ledger_of_customer(lived, k) for k in range(lived.customer_profile.size)]
    assert sum(len(part) for part in parts) == (lived.events["customer"] >= 0).sum()
    issued = sum(int(part.invoices.is_issued.sum()) for part in parts)
    assert issued == lived.invoices.is_issued.sum()


def test_days_by_hand_are_the_days_of_the_scorecard(lived: Ledger, finance: Finance) -> None:
    found = days_by_invoice(lived, finance)
    by_hand = found["euro_days"].sum() / found["amount_eur"].sum()
    assert by_hand == pytest.approx(scorecard(lived, finance)["weighted_days_to_pay"])
    product = found["amount_eur"] * found["days"]
    assert product.to_numpy() == pytest.approx(found["euro_days"].to_numpy())


@pytest.mark.parametrize("number", [-1, 10_000])
def test_nobody_has_that_number(lived: Ledger, number: int) -> None:
    with pytest.raises(StudyError, match="numbers run from 0"):
        ledger_of_customer(lived, number)
