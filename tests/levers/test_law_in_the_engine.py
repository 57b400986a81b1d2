"""The law at work: late interest and indemnities billed, and time limits, where no one states any.

Published rates are written out again here, so that the engine and its tables answer to the page.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.small import NEVER_PAYS, Table, act, flat, numbers, rows_day, simulated
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import Kind

#: Rates by half-year [parts per million]: French companies (S:A1).
FRENCH = {(2024, 1): 145_000, (2024, 2): 142_500, (2025, 1): 131_500, (2025, 2): 121_500}
#: Belgian companies (S:L3): the central bank's + 8 points, rounded up to half a point.
BELGIAN = {(2024, 1): 125_000, (2024, 2): 125_000, (2025, 1): 115_000, (2025, 2): 105_000}
#: French consumers (S:L4): the legal rate of creditors that are companies.
LEGAL = {(2024, 1): 50_700, (2024, 2): 49_200, (2025, 1): 37_100, (2025, 2): 27_600}
#: French public buyers: two points less than a company.
PUBLIC = {half: rate - 20_000 for half, rate in FRENCH.items()}
FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)

PENALTIES: Table = {"indemnity_eur": 0.0}


def charged(
    country: str = "FR", kind: str = "company", penalties: Table | None = None, **tables: Any
) -> Ledger:
    """Bill late charges 30, 100 and 170 days past due to customers who never pay."""
    again = act("charge", 30, repeat={"every_days": 70, "at_most": 2})
    segment = {"kind": kind, **tables.pop("segment", {})}
    return simulated(
        {"steps": [again], "penalties": PENALTIES if penalties is None else penalties},
        creditor={"country": country},
        profile=NEVER_PAYS,
        segment=segment,
        simulation={"baseline": "only", "seed": 7, "start": date(2025, 1, 1)},
        **tables,
    )


def billed(ledger: Ledger, rates: dict[tuple[int, int], int]) -> tuple[np.ndarray, np.ndarray]:
    """Interest rows within the known half-years, and what they should be."""
    rows, sums, got = ledger.of_kind(Kind.INTEREST), [], []
    since = dict(enumerate(ledger.invoices.due_day.tolist()))
    for row in rows.tolist():
        tick, _, number, _, _, _, amount, _ = row
        days = [ledger.start + timedelta(days=d) for d in range(since[number], tick // 8)]
        since[number] = tick // 8
        if days[0] >= FIRST and days[-1] <= LAST:
            ppm_days = sum(rates[day.year, 1 + (day.month > 6)] for day in days)
            year = 365 * 1_000_000
            owed = int(ledger.invoices.gross_cents[number]) * ppm_days
            sums.append((2 * owed + year) // (2 * year))
            got.append(amount)
    return np.array(got), np.array(sums)


# === Late interest ===


@pytest.mark.parametrize(
    ("country", "kind", "rates"),
    [
        ("FR", "company", FRENCH),
        ("FR", "public", PUBLIC),
        ("FR", "consumer", LEGAL),
        ("BE", "company", BELGIAN),
    ],
)
def test_interest_bears_the_rate_in_force_on_each_day(
    country: str, kind: str, rates: dict[tuple[int, int], int]
) -> None:
    """A span that crosses a half-year bears both rates, to the cent; nothing is billed twice."""
    got, expected = billed(charged(country, kind), rates)
    assert got.size > 500
    assert_array_equal(got, expected)


def test_a_stated_rate_is_constant() -> None:
    stated = dict.fromkeys(FRENCH, 110_000)
    got, expected = billed(charged(penalties={"annual_rate": 0.11, "indemnity_eur": 0.0}), stated)
    assert_array_equal(got, expected)


@pytest.mark.parametrize(("principal", "interest"), [(1_000.0, 9.99), (10_000.0, 99.86)])
def test_a_month_late_costs_what_the_page_says(principal: float, interest: float) -> None:
    """Thirty days at 12.15 %, and 40 euros."""
    ledger = charged(penalties={}, segment=flat(principal))
    rows = ledger.of_kind(Kind.INTEREST)
    due = ledger.invoices.due_day[rows["invoice"]]
    day = rows_day(rows)
    in_half = (due >= (date(2025, 7, 1) - ledger.start).days) & (day <= (LAST - ledger.start).days)
    month = rows[(day - due == 30) & in_half]
    assert month.size > 50
    assert set(month["amount_cents"].tolist()) == {round(100 * interest)}
    assert set(ledger.of_kind(Kind.FEE)["amount_cents"].tolist()) == {4_000}


# === Indemnities ===

POUNDS = [(999.99, 40), (1_000.0, 70), (9_999.99, 70), (10_000.0, 100)]


@pytest.mark.parametrize(
    ("country", "kind", "principal", "indemnity"),
    [
        *(("GB", "company", principal, fee) for principal, fee in POUNDS),
        ("FR", "company", 50_000.0, 40),
        ("FR", "public", 10.0, 40),
        ("BE", "company", 10_000.0, 40),
        ("EU", "company", 10_000.0, 40),
        *((country, "consumer", 10_000.0, 0) for country in ("FR", "BE", "GB", "EU")),
    ],
)
def test_the_indemnity_is_that_of_the_country_and_the_amount(
    country: str, kind: str, principal: float, indemnity: int
) -> None:
    """Once an invoice, whatever else is billed later."""
    ledger = charged(country, kind, {}, segment=flat(principal))
    fees = ledger.of_kind(Kind.FEE)
    assert set(fees["amount_cents"].tolist()) == ({100 * indemnity} if indemnity else set())
    assert np.unique(fees["invoice"]).size == fees.size
    stated = charged(country, kind, {"indemnity_eur": 15.0}, segment=flat(principal))
    assert set(stated.of_kind(Kind.FEE)["amount_cents"].tolist()) == {1_500}


# === Time limits ===

COURT: Table = {"procedure": "merits", "decision_days": 30, "granted_share": 1.0}


@pytest.mark.parametrize(("country", "years"), [("FR", 2), ("BE", 1)])
def test_a_consumer_owes_nothing_in_court_after_the_years_of_the_law(
    country: str, years: int
) -> None:
    """A company still does."""

    def sued(kind: str) -> Ledger:
        return simulated(
            {"steps": [act("legal", 365 * years - 2, court="any")]},
            creditor={"country": country},
            profile=NEVER_PAYS,
            courts={"any": COURT},
            segment={"kind": kind},
        )

    ledger = sued("consumer")
    ages = {
        kind: rows_day(rows) - ledger.invoices.due_day[rows["invoice"]]
        for kind, rows in ((k, ledger.of_kind(k)) for k in (Kind.FILED, Kind.TIME_BARRED))
    }
    assert 365 * years - 2 <= ages[Kind.FILED].min()
    assert ages[Kind.FILED].max() < 365.25 * years <= ages[Kind.TIME_BARRED].min() + 1
    company = sued("company")
    assert numbers(company, Kind.FILED) == numbers(ledger, Kind.FILED, Kind.TIME_BARRED)
