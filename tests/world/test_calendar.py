"""Civil calendar: public holidays, payment terms on textbook dates, payment runs."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from simrecouv.scenario.portfolio import Terms
from simrecouv.units import day_of
from simrecouv.vocabulary import EndOfMonth, Runs
from simrecouv.world.calendar import (
    FIRST_CALENDAR,
    Calendar,
    after_business_days,
    calendar,
    due_days,
    run_days,
)

START = date(2024, 1, 1)


@pytest.fixture(scope="module")
def civil() -> Calendar:
    return calendar(START, 0, 4 * 366, "FR")


def _index(civil: Calendar, day: date) -> int:
    return day_of(day, START) - civil.first_day


def _date(civil: Calendar, value: int) -> date:
    return date.fromordinal(START.toordinal() + int(value))


@pytest.mark.parametrize(
    "holiday",
    [
        date(2024, 4, 1), date(2025, 4, 21), date(2026, 4, 6), date(2027, 3, 29),  # Easter Monday
        date(2026, 5, 14), date(2026, 5, 25),  # Ascension, Whit Monday
        date(2026, 1, 1), date(2026, 5, 1), date(2026, 5, 8), date(2026, 7, 14),
        date(2025, 8, 15), date(2027, 11, 1), date(2026, 11, 11), date(2026, 12, 25),
    ],
)  # fmt: skip
def test_public_holidays_are_no_business_days(civil: Calendar, holiday: date) -> None:
    assert holiday.weekday() < 5
    assert not civil.is_business[_index(civil, holiday)]


@pytest.mark.parametrize(
    ("country", "holiday", "is_business"),
    [
        ("BE", date(2026, 7, 21), False),  # national day
        ("BE", date(2026, 7, 14), True),  # that of France
        ("BE", date(2026, 5, 14), False),  # Ascension
        ("GB", date(2026, 4, 3), False),  # Good Friday
        ("GB", date(2026, 4, 6), False),  # Easter Monday, worked in Scotland
        ("GB", date(2026, 8, 31), False),  # last Monday of August
        ("GB", date(2026, 5, 1), True),
        ("EU", date(2026, 4, 3), False),  # TARGET closes on Good Friday, Easter Monday, 1 May
        ("EU", date(2026, 4, 6), False),
        ("EU", date(2026, 5, 1), False),
        ("EU", date(2026, 5, 14), True),  # and is open on Ascension
    ],
)
def test_each_country_has_its_holidays(country: str, holiday: date, is_business: bool) -> None:
    assert holiday.weekday() < 5
    civil = calendar(START, 0, 4 * 366, country)
    assert bool(civil.is_business[_index(civil, holiday)]) is is_business


@pytest.mark.parametrize(
    ("day", "is_business"),
    [
        (date(2026, 4, 3), True),  # Good Friday is worked, Alsace and Moselle apart
        (date(2026, 4, 4), False),  # Saturday
        (date(2026, 4, 5), False),  # Easter Sunday
        (date(2026, 4, 7), True),
    ],
)
def test_other_days(civil: Calendar, day: date, is_business: bool) -> None:
    assert civil.is_business[_index(civil, day)] == is_business


def test_2026_has_252_business_days(civil: Calendar) -> None:
    """261 weekdays less the nine holidays that fall on one."""
    year = slice(_index(civil, date(2026, 1, 1)), _index(civil, date(2027, 1, 1)))
    assert civil.is_business[year].sum() == 252


def test_civil_columns_agree_with_the_standard_library(civil: Calendar) -> None:
    for index in range(0, civil.day.size, 17):
        day = _date(civil, civil.day[index])
        assert (civil.month[index] + 1, civil.day_of_month[index]) == (day.month, day.day)
        assert civil.weekday[index] == day.weekday()
        end = _date(civil, civil.month_end[index])
        assert end.month == day.month
        assert date.fromordinal(end.toordinal() + 1).day == 1


TEXTBOOK = [
    # issue, net days, reading, due on the calendar
    (date(2026, 1, 15), 45, EndOfMonth.AFTER, date(2026, 3, 31)),  # 1 March, then its end
    (date(2026, 1, 15), 45, EndOfMonth.BEFORE, date(2026, 3, 17)),  # 31 January + 45
    (date(2026, 1, 15), 60, EndOfMonth.NONE, date(2026, 3, 16)),
    (date(2026, 1, 31), 30, EndOfMonth.AFTER, date(2026, 3, 31)),  # 2 March, then its end
    (date(2026, 1, 31), 30, EndOfMonth.BEFORE, date(2026, 3, 2)),
    (date(2024, 1, 15), 45, EndOfMonth.AFTER, date(2024, 2, 29)),  # leap year: 29 February
    (date(2026, 6, 10), 0, EndOfMonth.BEFORE, date(2026, 6, 30)),
]


@pytest.mark.parametrize(("issue", "net_days", "reading", "due"), TEXTBOOK)
def test_terms(civil: Calendar, issue: date, net_days: int, reading: EndOfMonth, due: date) -> None:
    terms = Terms(net_days=net_days, end_of_month=reading)
    days = due_days(civil, terms, business=False)
    assert _date(civil, days[_index(civil, issue)]) == due


@pytest.mark.parametrize(
    ("issue", "due"),
    [
        (date(2026, 3, 4), date(2026, 4, 3)),  # a Friday stays
        (date(2026, 3, 5), date(2026, 4, 7)),  # Saturday before Easter: the Tuesday after
        (date(2026, 4, 1), date(2026, 5, 4)),  # 1 May, a holiday and a Friday: Monday
    ],
)
def test_a_due_date_without_bank_rolls_forward(civil: Calendar, issue: date, due: date) -> None:
    days = due_days(civil, Terms(net_days=30), business=True)
    assert _date(civil, days[_index(civil, issue)]) == due


@pytest.mark.parametrize(
    ("day", "delay", "reached"),
    [
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # Easter week-end
        (date(2026, 4, 4), 0, date(2026, 4, 7)),  # rolled forward
        (date(2026, 4, 4), 1, date(2026, 4, 8)),
        (date(2026, 4, 7), 3, date(2026, 4, 10)),
    ],
)
def test_days_with_bank(civil: Calendar, day: date, delay: int, reached: date) -> None:
    days = after_business_days(civil, delay, business=True)
    assert _date(civil, days[_index(civil, day)]) == reached


@pytest.mark.parametrize("business", [True, False])
def test_terms_never_shrink_when_days_are_added(civil: Calendar, business: bool) -> None:
    for reading in EndOfMonth:
        due = [
            due_days(civil, Terms(net_days=n, end_of_month=reading), business=business)
            for n in range(0, 90, 5)
        ]
        assert (np.diff(np.array(due), axis=0) >= 0).all()
        assert (due[0] >= civil.day).all()


def test_payment_runs_come_as_often_as_their_name_says(civil: Calendar) -> None:
    """Four years: 1 462 days, 208 weeks, 48 months; a run never falls on a day without bank."""
    runs = run_days(civil, business=True)
    assert runs.shape == (16, civil.day.size)
    assert not runs[:, ~civil.is_business].any()
    times = runs.sum(axis=1)
    assert times[FIRST_CALENDAR[Runs.DAILY]] == civil.is_business.sum()
    assert (times[1:6] >= 205).all()
    assert (abs(times[6:11] - 96) <= 2).all()
    assert (abs(times[11:16] - 48) <= 1).all()
