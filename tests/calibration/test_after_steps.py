"""Hazards after steps: the known ones are found, and the warning goes with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration.made_logs import AFTER, BEFORE, log_text
from intake.log_texts import read_log_text
from simrecouv.calibration import step_hazards
from simrecouv.intake import DunningLog, read_dunning_log
from simrecouv.vocabulary import Label


@pytest.fixture(scope="module")
def log() -> DunningLog:
    return read_log_text(log_text(8000))


def test_known_hazards_are_found_in_every_window(log: DunningLog) -> None:
    """Inside an interval twice as wide as the 95 % one (on a log scale)."""
    found = step_hazards(log).set_index(["step", "from_day"])
    for first in (1, 8, 31):
        row = found.loc[("sent", first)]
        assert row["low"] ** 2 / row["hazard"] < AFTER < row["high"] ** 2 / row["hazard"]
        assert row["high"] / row["low"] < 2.0
    row = found.loc[("sent", 1)]
    assert row["hazard_before"] == pytest.approx(BEFORE, rel=0.15)
    assert (
        row["ratio_low"] ** 2 / row["ratio"]
        < AFTER / BEFORE
        < row["ratio_high"] ** 2 / row["ratio"]
    )


def test_case_days_are_counted_once(log: DunningLog) -> None:
    """The windows of a letter end with the penalty, 60 days later: no case-day beyond."""
    found = step_hazards(log).set_index(["step", "from_day"])
    assert ("sent", 61) not in found.index
    sent = found.loc["sent"]
    assert sent["payments"].sum() <= len(log.payments)
    assert (sent["case_days"] <= sent["cases"] * (sent["to_day"] - sent.index + 1)).all()


def test_two_cases_by_hand() -> None:
    """A is written to on day 10 and pays on day 12; B, on day 10, never pays; both until day 14."""
    text = "case,created,amount,sent,last payment,paid amount\n"
    text += "A,2024-01-01,50,2024-01-11,2024-01-13,50\nB,2024-01-01,50,2024-01-11,,\n"
    text += "C,2024-01-15,50,,,\n"
    row = step_hazards(read_log_text(text)).iloc[0]
    assert (row["cases"], row["case_days"], row["payments"]) == (2, 2 + 4, 1)
    assert row["hazard"] == pytest.approx(1 / 6)


def test_a_payment_on_the_day_of_the_step_is_no_answer_to_it() -> None:
    text = "case,created,amount,sent,last payment,paid amount\n"
    text += "A,2024-01-01,50,2024-01-11,2024-01-11,50\nB,2024-01-01,50,2024-01-11,2024-01-20,1\n"
    row = step_hazards(read_log_text(text)).iloc[0]
    assert (row["cases"], row["payments"]) == (1, 0)


def test_nothing_is_followed_after_the_hand_over() -> None:
    text = "case,created,amount,sent,collection date,last payment,paid amount\n"
    text += "A,2024-01-01,50,2024-01-11,2024-01-14,2024-01-16,50\n"
    found = step_hazards(read_log_text(text)).set_index("step")
    assert found.loc["sent", "case_days"] == 3
    assert "collection" not in found.index


def test_the_frame_says_that_nothing_is_causal(log: DunningLog) -> None:
    frame = step_hazards(log)
    warning = frame.attrs["warning"]
    assert isinstance(warning, Label)
    assert "not the effect" in warning.en
    assert "effet" in warning.fr
    assert frame.attrs["clusters"].en == "intervals by months of creation"


def test_a_log_without_steps_has_no_row() -> None:
    log = read_log_text("case,created,amount,last payment,paid amount\nA,2024-01-01,50,,\n")
    assert step_hazards(log).empty


def test_customers_are_the_clusters_where_the_log_names_them() -> None:
    """Each case four times, all of one customer, teaches no more than once: same intervals."""
    heading, *lines = log_text(1500).splitlines()
    once, four = (
        step_hazards(
            read_log_text(
                "\n".join(
                    [f"{heading};n client"]
                    + [f"{copy}{line};{k}" for k, line in enumerate(lines) for copy in copies]
                )
            )
        )
        for copies in ("a", "abcd")
    )
    assert four.attrs["clusters"].en == "intervals by groups of customers"
    for column in ("hazard", "low", "high", "ratio", "ratio_low", "ratio_high"):
        assert four[column].to_numpy() == pytest.approx(once[column].to_numpy(), nan_ok=True)
    assert (four["cases"] == 4 * once["cases"]).all()


def test_the_public_log_is_measured_and_warned_about(real_ledgers: Path) -> None:
    """Its penalty doubles what is owed 60 days after notification: payers hurry before that date."""
    found = step_hazards(read_dunning_log(real_ledgers / "fines" / "fines-2000-2005.csv.gz"))
    assert set(found["step"]) == {"sent", "notified", "penalty"}
    rates = found.set_index(["step", "from_day"])
    assert rates.loc[("notified", 31), "hazard"] > rates.loc[("penalty", 1), "high"]
    assert (found["low"].dropna() > 0.0).all()
    assert found["hazard"].between(found["low"].fillna(0.0), found["high"].fillna(1.0)).all()
