"""Recovery by age counts, on a ledger written by hand, what its definition says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from kpi.hand_ledgers import Bill, Row, write_ledger
from simrecouv.calibration import published_recovery, recovery_by_age
from simrecouv.errors import StudyError
from simrecouv.vocabulary import Kind

DUE = -610
FOLLOWED = Bill(issue=DUE - 30, due=DUE)
#: The first invoice that is not followed 36 months: the counted year ends on the day before.
CUT = Bill(issue=-300, due=-295)
TOO_OLD = Bill(issue=-666, due=DUE)
SPAN = {"first_day": -800, "end_day": 800}


def paid(invoice: int, age: int, cents: int = 12_000, kind: Kind = Kind.RECEIVED) -> Row:
    return Row(DUE + age, kind, invoice, cents)


def table(bills: list[Bill], rows: list[Row]) -> pd.DataFrame:
    return recovery_by_age(write_ledger(bills, rows, **SPAN)).set_index("months_past_due")


def test_by_hand() -> None:
    """120 EUR each: on time, 10 days late, in two parts, with a credit note, taken back, never."""
    rows = [
        paid(0, 0),
        paid(1, 10),
        paid(2, 50, 6_000), paid(2, 200, 6_000),
        paid(3, 100, 9_000), paid(3, 100, 3_000, Kind.CREDIT_NOTE),
        paid(4, 20), paid(4, 25, kind=Kind.PAYMENT_REJECTED), paid(4, 400),
        # The sixth is never paid, the seventh after 36 months: the same.
        paid(6, 1_096),
        paid(7, 400), paid(8, 400),
    ]  # fmt: skip
    found = table([*[FOLLOWED] * 7, TOO_OLD, CUT], rows)
    months = [0, 1, 4, 7, 13, 14]
    assert found["by_number"][months].tolist() == [4 / 6, 3 / 5, 2 / 4, 1 / 3, 1 / 3, 0]
    assert found["by_amount"][months].tolist() == [45 / 69, 33 / 57, 18 / 42, 12 / 36, 12 / 36, 0]


def test_a_sale_or_a_write_off_changes_nothing_to_what_the_customer_pays() -> None:
    """Whoever the creditor is by then: it is the customer's money that is counted."""
    plain = table([FOLLOWED] * 2 + [CUT], [paid(0, 300)])
    rows = [
        paid(0, 1, kind=Kind.SOLD), paid(0, 300, kind=Kind.PAID_TO_FACTOR),
        paid(1, 200, kind=Kind.WRITTEN_OFF),
    ]  # fmt: skip
    pd.testing.assert_frame_equal(table([FOLLOWED] * 2 + [CUT], rows), plain)
    assert plain["by_number"][[9, 10]].tolist() == [0.5, 0.0]


def test_where_nothing_is_owed_there_is_no_share() -> None:
    found = table([FOLLOWED, CUT], [paid(0, 40)])
    assert found["by_number"][1] == found["by_amount"][1] == 1.0
    assert np.isnan(found["by_number"][2])
    assert np.isnan(found["by_amount"][2])


def test_a_ledger_too_short_is_refused() -> None:
    with pytest.raises(StudyError, match="followed 36 months"):
        recovery_by_age(write_ledger([Bill(issue=0, due=30)], first_day=0, end_day=800))


def test_published_shares_fall_with_age_in_every_edition() -> None:
    for _, rows in published_recovery().groupby("edition"):
        assert rows["share"].between(0.0, 1.0).all()
        assert rows["months_past_due"].is_monotonic_increasing
        assert (rows["share"].diff().dropna() < 0.0).all()
