"""Disputed invoices against the others, on their payment curves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from calibration.hand_ledgers import choices, hand_ledger, luck
from simrecouv.calibration import calibrate, disputed_invoices
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.vocabulary import Origin


def with_disputes(extra_days: int, last: str | None = None) -> RealLedger:
    """One invoice in five is disputed and takes some days more; unpaid after the last day."""
    n = 2000
    issued = pd.Timestamp("2024-01-01") + pd.to_timedelta(choices(4, n, 365), unit="D")
    disputed = np.arange(n) % 5 == 0
    days = 20 + np.floor(-25.0 * np.log(luck(5, n))) + extra_days * disputed
    paid = issued + pd.to_timedelta(days, unit="D")
    if last is not None:
        paid = paid.where(paid <= pd.Timestamp(last))
    due = issued + pd.Timedelta(days=30)
    return hand_ledger(np.arange(n) % 90, issued, due, paid, disputed=disputed)


def test_a_fixed_delay_is_the_extra_time() -> None:
    """Means are differences of sums; both sides draw the same law, so within four errors."""
    found = disputed_invoices(with_disputes(20)).iloc[0]
    error = 25.0 * np.sqrt(1 / 400 + 1 / 1600)
    assert abs(found["extra_mean"] - 20.0) < 4 * error
    assert abs(found["extra_median"] - 20.0) < 4 * error
    assert (found["invoices"], found["disputed"], found["share"]) == (2000, 400, 0.2)


def test_open_items_count_for_the_time_they_have_been_open() -> None:
    """Cut on the last day of issue, paid invoices alone would make disputes look shorter."""
    cut = with_disputes(40, last="2024-12-31")
    found = disputed_invoices(cut).iloc[0]
    assert abs(found["extra_median"] - 40.0) < 4 * 25.0 * np.sqrt(1 / 400 + 1 / 1600)
    assert disputed_invoices(with_disputes(40)).loc[0, "until"] > found["until"]


def test_too_few_disputes_tell_nothing_but_their_number() -> None:
    ledger = with_disputes(20)
    few = np.arange(len(ledger.invoices)) < 9
    found = disputed_invoices(
        RealLedger(ledger.invoices.assign(disputed=few), ledger.payments, ledger.quality)
    ).iloc[0]
    assert found["disputed"] == 9
    assert np.isnan(found["extra_median"])


def test_the_scenario_draws_no_dispute_and_says_why() -> None:
    fitted = calibrate(with_disputes(20))
    (note,) = [note for note in fitted.provenance if note.field == "profiles.*.dispute_share"]
    assert note.status is Origin.MEASURED
    assert "20.0% of the invoices are disputed (400)" in note.note.en
    payers = [name for name in fitted.profiles if name.startswith("payeurs-")]
    assert payers
    assert all(fitted.profiles[name].dispute_share == 0.0 for name in payers)


def test_the_public_sample(real_ledgers: Path) -> None:
    """Its README: 22.7 % disputed, 68 % of them late against 26 %."""
    ledger = read_ledger(real_ledgers / "ibm-late-payments" / "late-payments.csv")
    found = disputed_invoices(ledger)
    whole = found.iloc[0]
    assert whole["share"] == pytest.approx(0.227, abs=0.0005)
    assert whole["late_disputed"] == pytest.approx(0.68, abs=0.005)
    assert whole["late_others"] == pytest.approx(0.26, abs=0.005)
    assert found["disputed"].iloc[1:].sum() == whole["disputed"]
    assert (found["extra_median"] > 0).all()
