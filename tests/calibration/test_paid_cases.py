"""When a case is paid: what was owed on the day of the payment, and no other day."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from intake.log_texts import read_log_text
from simrecouv.calibration import followed_cases, followed_invoices, random_half
from simrecouv.calibration.followed import followed_of
from simrecouv.errors import StudyError
from simrecouv.intake import read_dunning_log, read_ledger
from simrecouv.scenario import resource_folder

HEADINGS = (
    "case;created;amount;sent;sending fee;penalty date;penalised amount;paid on;paid amount\n"
)
#: A letter of 10 on 10 January, a principal that doubles on 1 March; another case ends the log.
CASE = "A;2024-01-01;50;2024-01-10;10;2024-03-01;100;{paid}\nZ;2024-06-01;50;;;;;;\n"


def is_paid(date: str, amount: str) -> bool:
    log = read_log_text(HEADINGS + CASE.format(paid=f"{date};{amount}"))
    return bool(followed_cases(log)["is_paid"][0])


@pytest.mark.parametrize(
    ("date", "owed"),
    [
        ("2024-01-09", 50),
        ("2024-01-10", 60),  # the fee is owed once the letter is sent
        ("2024-02-29", 60),
        ("2024-03-01", 60),  # the penalty once its date is past
        ("2024-03-02", 110),
    ],
)
def test_what_is_owed_is_owed_on_the_day_of_the_payment(date: str, owed: int) -> None:
    assert is_paid(date, f"{owed}.00")
    assert is_paid(date, f"{owed + 1}.00")
    assert not is_paid(date, f"{owed - 1}.99")


def test_payments_add_up_and_the_one_that_covers_is_the_date() -> None:
    rows = "".join(
        f"A;2024-01-01;50;2024-01-10;10;;;{date};{amount}\n"
        for date, amount in (("2024-02-20", 1), ("2024-01-05", 20), ("2024-02-10", 40))
    )
    case = followed_cases(read_log_text(HEADINGS + rows)).iloc[0]
    assert (case["age"], case["is_paid"], case["followed"]) == (40, True, 50)


def test_an_unpaid_case_is_followed_to_the_last_day_of_the_log() -> None:
    """Steps do not lengthen the log: the date of a penalty may be written before it comes."""
    rows = "A;2024-01-01;50;;;2025-01-01;100;;\nB;2024-01-31;50;;;;;2024-02-10;50\n"
    cases = followed_cases(read_log_text(HEADINGS + rows))
    assert cases["age"].tolist() == [40, 10]
    assert cases["followed"].tolist() == [40, 10]
    assert cases["is_paid"].tolist() == [False, True]


def test_invoices_of_a_ledger_are_followed_from_their_due_date() -> None:
    ledger = read_ledger(resource_folder("scenarios") / "ledgers" / "exemple-grand-livre.csv")
    cases = followed_invoices(ledger)
    unpaid = cases[~cases["is_paid"]]
    assert (cases["age"] <= cases["followed"]).all()
    assert 0 < len(unpaid) < len(cases)
    due = ledger.invoices.set_index("invoice_id").loc[cases["case_id"], "due_date"]
    left = pd.Timestamp(ledger.as_of) - due
    assert cases["followed"].tolist() == left.dt.days.tolist()


def test_a_half_does_not_depend_on_the_order_of_the_cases() -> None:
    cases = pd.DataFrame({"case_id": [f"{k:05d}" for k in range(2000)]})
    half = pd.Series(random_half(cases), index=cases["case_id"])
    shuffled = cases[::-1]
    assert (half[shuffled["case_id"]].to_numpy() == random_half(shuffled)).all()
    assert abs(half.mean() - 0.5) < 3.3 * 0.5 / 2000**0.5  # once in 1,000
    assert (random_half(cases, seed=1) != half.to_numpy()).any()


def test_a_frame_must_hold_followed_cases() -> None:
    with pytest.raises(StudyError, match="cohort"):
        followed_of(pd.DataFrame({"age": [1]}))


def test_paid_cases_of_the_public_log(real_ledgers: Path) -> None:
    """A case that the file itself calls wholly paid with every charge is paid here too."""
    path = real_ledgers / "fines" / "fines-2000-2005.csv.gz"
    cases = followed_cases(read_dunning_log(path)).set_index("case_id")
    raw = pd.read_csv(path, dtype={"case": str}).set_index("case").loc[cases.index]
    everything = raw["amount"].where(raw["penalised_amount"].isna(), raw["penalised_amount"])
    everything = everything + raw["sending_fee"].fillna(0.0)
    assert cases["is_paid"][raw["paid_amount"] >= everything + 0.005].all()
    assert not cases["is_paid"][raw["paid_amount"] < raw["amount"] - 0.005].any()
