"""The tables of law against published rates, and what advice reads in them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from simrecouv.scenario import advice_on, load_scenario
from simrecouv.scenario.law import (
    LAST_KNOWN,
    LAW,
    half_of,
    indemnity_bands,
    interest_floor,
    is_known,
    late_rate,
    limitation_days,
    longest_days,
)
from simrecouv.scenario.law.reference import (
    BANK_OF_ENGLAND,
    BELGIAN_LEGAL,
    ECB,
    FRENCH_LEGAL,
    HalfYear,
    Since,
)
from simrecouv.vocabulary import Country, EndOfMonth, SegmentKind

COMPANY, PUBLIC, CONSUMER = SegmentKind.COMPANY, SegmentKind.PUBLIC, SegmentKind.CONSUMER
FR, BE, GB, EU = Country.FR, Country.BE, Country.GB, Country.EU

#: (country, kind, year, half) → the rate that the law's own publications print [% a year].
PUBLISHED = {
    (FR, COMPANY, 2024, 1): 14.50,
    (FR, COMPANY, 2024, 2): 14.25,
    (FR, COMPANY, 2025, 1): 13.15,
    (FR, COMPANY, 2025, 2): 12.15,
    (FR, COMPANY, 2026, 1): 12.15,
    (FR, PUBLIC, 2023, 1): 10.50,
    (FR, PUBLIC, 2025, 2): 10.15,
    (FR, CONSUMER, 2023, 2): 4.22,
    (FR, CONSUMER, 2024, 1): 5.07,
    (FR, CONSUMER, 2024, 2): 4.92,
    (FR, CONSUMER, 2026, 1): 2.62,
    (BE, COMPANY, 2016, 1): 8.5,
    (BE, COMPANY, 2018, 2): 8.0,
    (BE, COMPANY, 2021, 1): 8.0,
    (BE, COMPANY, 2024, 1): 12.5,
    (BE, COMPANY, 2024, 2): 12.5,
    (BE, COMPANY, 2025, 1): 11.5,
    (BE, PUBLIC, 2026, 1): 10.5,
    (BE, CONSUMER, 2024, 1): 5.75,
    (BE, CONSUMER, 2026, 1): 4.5,
    (EU, COMPANY, 2024, 1): 12.5,
    (EU, PUBLIC, 2024, 2): 12.25,
    (GB, COMPANY, 2016, 2): 8.5,
    (GB, COMPANY, 2017, 2): 8.25,
    (GB, COMPANY, 2018, 1): 8.5,
    (GB, COMPANY, 2019, 2): 8.75,
    (GB, COMPANY, 2020, 1): 8.75,
    (GB, COMPANY, 2020, 2): 8.1,
    (GB, COMPANY, 2022, 1): 8.25,
    (GB, COMPANY, 2022, 2): 9.25,
    (GB, COMPANY, 2023, 1): 11.5,
    (GB, COMPANY, 2023, 2): 13.0,
    (GB, PUBLIC, 2024, 1): 13.25,
    (GB, COMPANY, 2026, 1): 11.75,
}


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda c: f"{c[0]}-{c[1]}-{c[2]}-H{c[3]}")
def test_late_interest_is_that_of_the_publications(
    case: tuple[Country, SegmentKind, int, int],
) -> None:
    """On the first, a middle and the last day of the half-year."""
    country, kind, year, half = case
    month = 6 * half
    days = [date(year, month - 5, 1), date(year, month - 2, 15), date(year, month, 30)]
    rates = [100.0 * late_rate(country, kind, day) for day in days]
    assert rates == pytest.approx([PUBLISHED[case]] * 3)


@pytest.mark.parametrize("kind", [COMPANY, PUBLIC])
def test_after_the_tables_the_last_known_rate_stays(kind: SegmentKind) -> None:
    last = LAST_KNOWN.first_day
    for country in Country:
        assert late_rate(country, kind, date(2090, 1, 1)) == late_rate(country, kind, last)
        assert is_known(country, kind, last)
        assert not is_known(country, kind, date(2090, 1, 1))


def test_before_the_tables_the_first_known_rate_stands() -> None:
    assert late_rate(FR, CONSUMER, date(2001, 1, 1)) == FRENCH_LEGAL[0].rate
    assert not is_known(FR, CONSUMER, date(2001, 1, 1))


@pytest.mark.parametrize("table", [ECB, BANK_OF_ENGLAND, FRENCH_LEGAL, BELGIAN_LEGAL])
def test_tables_go_forward_and_hold_shares(table: tuple[Since, ...]) -> None:
    assert all(sooner.day < later.day for sooner, later in pairwise(table))
    assert all(0.0 <= one.rate < 0.10 for one in table)
    assert half_of(table[-1].day) <= LAST_KNOWN


def test_half_years_meet_without_a_gap() -> None:
    first, second = HalfYear(2026, 1), HalfYear(2026, 2)
    assert half_of(second.eve) == first
    assert half_of(second.first_day) == second
    assert HalfYear(2026, 1).eve == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("day", "floor"),
    [(date(2025, 12, 31), 0.0828), (date(2026, 1, 1), 0.0786), (date(2031, 5, 1), 0.0786)],
)
def test_the_floor_of_late_interest_is_dated(day: date, floor: float) -> None:
    """Published: 3 × 2.76 % = 8.28 % in H2 2025, 3 × 2.62 % = 7.86 % in H1 2026."""
    assert interest_floor(FR, day) == pytest.approx(floor)
    assert [interest_floor(country, day) for country in (BE, GB, EU)] == [None] * 3


def test_before_the_table_nothing_is_said_of_the_floor() -> None:
    assert interest_floor(FR, date(2014, 1, 1)) is None
    old = ["simulation.start=2014-01-01", "policies.ferme.penalties.annual_rate=0.001"]
    assert "interest_floor" not in {one.rule for one in advice_on(load_scenario("pme-b2b", old))}


@pytest.mark.parametrize("country", Country)
def test_bands_of_the_indemnity_start_at_nothing_and_rise(country: Country) -> None:
    """Directive 2011/7: at least 40 whatever the amount; nothing from consumers."""
    bands = indemnity_bands(country, COMPANY)
    assert 1 <= len(bands) <= 3
    assert bands[0] == (0.0, 40.0)
    assert list(bands) == sorted(bands)
    assert indemnity_bands(country, PUBLIC) == bands
    assert indemnity_bands(country, CONSUMER) == ()


@pytest.mark.parametrize("country", Country)
def test_no_public_buyer_has_longer_terms_than_a_company(country: Country) -> None:
    """Directive 2011/7: 30 days and 60 days; none for consumers."""
    assert longest_days(country, PUBLIC, EndOfMonth.NONE) == 30
    assert longest_days(country, COMPANY, EndOfMonth.NONE) == 60
    assert longest_days(country, CONSUMER, EndOfMonth.AFTER) is None


def test_only_france_lets_the_end_of_month_exceed_60_days() -> None:
    """45 days end of month are up to 76 days; elsewhere the month counts in the 60."""
    found = {country: longest_days(country, COMPANY, EndOfMonth.AFTER) for country in Country}
    assert found == {FR: 45, BE: 30, GB: 30, EU: 30}


def test_time_limits_in_years() -> None:
    """C. com. L110-4, C. conso. L218-2, law of 1968; C. civ. belge 2262bis; Limitation Act 1980."""
    years = {
        (FR, COMPANY): 5,
        (FR, CONSUMER): 2,
        (BE, COMPANY): 10,
        (BE, CONSUMER): 1,
        (GB, COMPANY): 6,
        (GB, CONSUMER): 6,
    }
    for (country, kind), limit in years.items():
        assert limitation_days(country, kind) == pytest.approx(365.25 * limit, abs=1.0)
    assert 4 * 365 < limitation_days(FR, PUBLIC) < 5 * 365


def test_every_country_has_its_law() -> None:
    assert LAW.keys() == set(Country)
