"""When money comes: even over the days, or on some weekdays and days of the month.

Payments are counted by day of the week, by day of the month and by business day from either end of
the month, and compared with an even spread over the days on which the ledger shows payments at all
(five days a week, or seven), customers being clusters (`simrecouv.calibration.clusters`).

A calibrated scenario pays on any day: the observed dates already contain the runs, and a second run
on top would count them twice. The pattern is shown, and changes no number.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.clusters import Unevenness, unevenness
from simrecouv.calibration.curves import WHOLE
from simrecouv.calibration.runs import WINDOW_DAYS, rhythms, weekday_of
from simrecouv.intake import RealLedger
from simrecouv.vocabulary import Runs, Settling

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: What settles an invoice and is money that someone decided to send on a day.
MONEY = (Settling.PAYMENT.value, Settling.DEPOSIT.value)
#: Share of payments on Saturdays and Sundays from which every day is a day of payment.
WEEKEND_SHARE = 0.02
#: Business days counted from either end of the month.
EDGE_BUSINESS_DAYS = 5
#: A pattern is said when chance gives as much less often than this in ledgers without any,
SIGNIFICANCE = 0.01
#: and when at least this share of the payments follows it.
MOST_OF_PAYMENTS = 0.5
#: Two windows of a month are said if they hold this many times the payments of the best one.
TWICE = 1.5
#: Calendars by which days are counted, with what numbers their days.
CALENDARS = ("weekday", "day_of_month", "business_day")
PATTERN_COLUMNS = ("segment", "calendar", "day", "payments", "share", "expected", "p_value")
RHYTHM_COLUMNS = (
    "segment", "verdict", "on", "share", "p_value", "payments", "customers", "classified",
    *(run.value for run in Runs),
)  # fmt: skip


class Days(NamedTuple):
    """Every day on which money could come, and its place in each of `CALENDARS`."""

    date: NDArray[np.datetime64]
    weekday: Ints
    day_of_month: Ints
    business_day: Ints


def money_received(ledger: RealLedger) -> pd.DataFrame:
    """List the payments of a ledger that are money, with customer and segment.

    Returns
    -------
    DataFrame
        customer_id, segment, paid_date. Credit notes, discounts and write-offs are no payments.
    """
    money = ledger.payments
    money = money[money["kind"].isin(MONEY) & (money["amount_cents"] > 0)]
    owners = ledger.invoices.set_index("invoice_id")[["customer_id", "segment"]]
    joined = money[["invoice_id", "paid_date"]].join(owners, on="invoice_id")
    return joined[["customer_id", "segment", "paid_date"]].reset_index(drop=True)


def paying_days(paid: pd.Series) -> Days:
    """List the days from the first payment to the last on which money could come."""
    first, last = paid.min().to_datetime64(), paid.max().to_datetime64()
    days = np.arange(first.astype("datetime64[D]"), last.astype("datetime64[D]") + 1)
    weekday = weekday_of(days)
    weekend = float((paid.dt.day_of_week >= 5).mean())
    possible = (weekday < 5) | (weekend >= WEEKEND_SHARE)
    days = days[possible]
    month = days.astype("datetime64[M]")
    of_month = (days - month.astype("datetime64[D]")).astype(np.int64) + 1
    return Days(days, weekday[possible], of_month, business_days(days))


def business_days(days: NDArray[np.datetime64]) -> Ints:
    """Count business days from the start of the month (1, 2, ...) or its end (-1, -2, ...).

    >>> days = np.array(["2024-03-01", "2024-03-15", "2024-03-29"], "datetime64[D]")
    >>> business_days(days).tolist()
    [1, 0, -1]
    """
    month = days.astype("datetime64[M]")
    opens, closes = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]")
    from_start = np.busday_count(opens, days) + 1
    from_end = np.busday_count(days, closes)
    number = np.where(from_start <= EDGE_BUSINESS_DAYS, from_start, 0)
    number = np.where((number == 0) & (from_end <= EDGE_BUSINESS_DAYS), -from_end, number)
    return np.where(np.is_busday(days), number, 0).astype(np.int64)


def payment_patterns(ledger: RealLedger) -> pd.DataFrame:
    """Count payments by day of the week and of the month, against an even spread.

    Returns
    -------
    DataFrame
        segment (``""`` for the whole ledger), calendar ("weekday", Monday being 0; "day_of_month";
        "business_day", counted from the start of the month, from its end below 0, the others 0),
        day, payments, share, expected (the share of an even spread), p_value (the chance of a
        spread as uneven, customers being clusters; the same for all days of a calendar).

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> found = payment_patterns(read_ledger(example_ledger_path()))
    >>> weekdays = found[(found["segment"] == "") & (found["calendar"] == "weekday")]
    >>> round(float(weekdays["share"].sum()), 6)
    1.0
    """
    money = money_received(ledger)
    if money.empty:
        return pd.DataFrame(columns=list(PATTERN_COLUMNS))
    days = paying_days(money["paid_date"])
    frames = []
    for name, rows in _groups(money):
        for kind in CALENDARS:
            frames.append(_counted(rows, days, kind).assign(segment=name, calendar=kind))
    return pd.concat(frames, ignore_index=True)[list(PATTERN_COLUMNS)]


def payment_rhythm(ledger: RealLedger) -> pd.DataFrame:
    """Give a verdict on when each segment pays, and which of its customers pay on runs.

    Returns
    -------
    DataFrame
        segment (``""`` for the whole ledger); verdict (a `simrecouv.vocabulary.Runs`: what most of
        the payments follow together, "daily" where they are spread over the days); on (weekday from
        Monday 0, or first day of the month of the window; -1 if daily); share (of the payments that
        follow it); p_value; payments; customers; then, of the customers one by one: classified
        (those with enough payments to tell), and the share of them that pays daily, weekly,
        twice_monthly and monthly. Customers may all pay on runs while the segment pays daily: on
        different days.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> payment_rhythm(read_ledger(example_ledger_path()))["verdict"].tolist()
    ['daily', 'daily', 'daily', 'daily']
    """
    money = money_received(ledger)
    if money.empty:
        return pd.DataFrame(columns=list(RHYTHM_COLUMNS))
    days = paying_days(money["paid_date"])
    rows = [_verdict(name, part, days) for name, part in _groups(money)]
    return pd.DataFrame(rows, columns=list(RHYTHM_COLUMNS))


def _groups(money: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Give the whole ledger, then each segment."""
    parts = [(str(name), rows) for name, rows in money.groupby("segment")]
    return [(WHOLE, money), *parts]


def _cells(rows: pd.DataFrame, days: Days, kind: str) -> tuple[Ints, Floats, Ints]:
    """Find the cell of each payment, the share of the days in each, and the days they stand for.

    Payments on the rare days without payments are left out.
    """
    values = getattr(days, kind)
    numbers, cell_of_day = np.unique(values, return_inverse=True)
    expected = np.bincount(cell_of_day, minlength=numbers.size) / values.size
    paid = rows["paid_date"].to_numpy().astype("datetime64[D]")
    place = np.clip(np.searchsorted(days.date, paid), 0, days.date.size - 1)
    cell = np.where(days.date[place] == paid, cell_of_day[place], -1)
    return cell, expected, numbers


def _tested(rows: pd.DataFrame, days: Days, kind: str) -> tuple[Ints, Floats, Ints, Unevenness]:
    """Count payments by cell of a calendar, and compare them with an even spread."""
    cell, expected, numbers = _cells(rows, days, kind)
    kept = cell >= 0
    customer = pd.factorize(rows["customer_id"])[0].astype(np.int64)
    found = unevenness(customer[kept], cell[kept], expected)
    return np.bincount(cell[kept], minlength=numbers.size), expected, numbers, found


def _counted(rows: pd.DataFrame, days: Days, kind: str) -> pd.DataFrame:
    counts, expected, numbers, found = _tested(rows, days, kind)
    return pd.DataFrame(
        {
            "day": numbers,
            "payments": counts,
            "share": counts / max(int(counts.sum()), 1),
            "expected": expected,
            "p_value": found.p_value,
        }
    )


def _verdict(name: str, rows: pd.DataFrame, days: Days) -> tuple[object, ...]:
    """Say what most payments of a segment follow: the tightest pattern that holds."""
    weekdays, _, weekday, by_week = _tested(rows, days, "weekday")
    counts, _, day, by_month = _tested(rows, days, "day_of_month")
    dates = np.zeros(32)
    dates[day] = counts / max(int(counts.sum()), 1)
    first, once = _window(dates)
    other, twice = _two_windows(dates)
    top = int(weekdays.argmax())
    on_top = float(weekdays[top] / max(int(weekdays.sum()), 1))
    said: tuple[str, int, float, float] = (Runs.DAILY.value, -1, 1.0, by_week.p_value)
    if by_month.p_value < SIGNIFICANCE and twice >= TWICE * max(once, MOST_OF_PAYMENTS):
        said = (Runs.TWICE_MONTHLY.value, other, twice, by_month.p_value)
    elif by_month.p_value < SIGNIFICANCE and once >= MOST_OF_PAYMENTS:
        said = (Runs.MONTHLY.value, first, once, by_month.p_value)
    elif by_week.p_value < SIGNIFICANCE and on_top >= MOST_OF_PAYMENTS:
        said = (Runs.WEEKLY.value, int(weekday[top]), on_top, by_week.p_value)
    habits = rhythms(rows, days.date)
    shares = habits.value_counts(normalize=True)
    customers = int(rows["customer_id"].nunique())
    by_kind = (float(shares.get(run.value, 0.0)) for run in Runs)
    return (name, *said, len(rows), customers, len(habits), *by_kind)


def _window(dates: Floats) -> tuple[int, float]:
    """Find the window of days of the month with most payments: its first day, and its share."""
    around = np.concatenate([dates[1:], dates[1:WINDOW_DAYS]])
    shares = np.convolve(around, np.ones(WINDOW_DAYS), mode="valid")
    return int(shares.argmax()) + 1, float(shares.max())


def _two_windows(dates: Floats) -> tuple[int, float]:
    """Find two windows half a month apart: the first day of the first, and their joint share."""
    best = (1, 0.0)
    for first in range(1, 17):
        for gap in range(13, 17):
            window = np.concatenate([np.arange(WINDOW_DAYS), gap + np.arange(WINDOW_DAYS)])
            share = float(dates[(first - 1 + window) % 31 + 1].sum())
            best = max(best, (first, share), key=lambda one: one[1])
    return best
