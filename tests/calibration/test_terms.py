"""Terms come back from the due dates that they give, rolled to business days or not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simrecouv.calibration import calibrate
from simrecouv.calibration.lookalike import EXAMPLE, simulated_ledger
from simrecouv.calibration.terms import fit_terms
from simrecouv.intake import read_ledger
from simrecouv.scenario import scenario_from
from simrecouv.scenario.portfolio import Terms
from simrecouv.vocabulary import EndOfMonth, Origin
from simrecouv.world.calendar import calendar, due_days

START = date(2024, 1, 1)
RULES = (
    Terms(net_days=0),
    Terms(net_days=30),
    Terms(net_days=60),
    Terms(net_days=30, end_of_month=EndOfMonth.AFTER),
    Terms(net_days=45, end_of_month=EndOfMonth.AFTER),
    Terms(net_days=30, end_of_month=EndOfMonth.BEFORE),
    Terms(net_days=45, end_of_month=EndOfMonth.BEFORE),
)


def issued_under(terms: Terms, days: np.ndarray, *, business: bool) -> pd.DataFrame:
    """Invoices issued on some days of two years, due as the simulator has them due."""
    civil = calendar(START, 0, 1000, "FR")
    due = due_days(civil, terms, business=business)[days]
    start = pd.Timestamp(START)
    return pd.DataFrame(
        {
            "issue_date": start + pd.to_timedelta(days, unit="D"),
            "due_date": start + pd.to_timedelta(due, unit="D"),
        }
    )


@pytest.mark.parametrize("terms", RULES)
@pytest.mark.parametrize("business", [False, True])
def test_terms_come_back(terms: Terms, business: bool) -> None:
    """Every due date is explained, by the terms themselves: no other rule gives all of them."""
    fit = fit_terms(issued_under(terms, np.arange(730), business=business))
    assert fit.terms == terms
    assert fit.explained == 1.0
    assert fit.invoices == 730


def test_mixed_terms_are_all_said() -> None:
    """Of 700 and 300 invoices, the rules explain no less; what both give goes to the first."""
    net, end = Terms(net_days=30), Terms(net_days=60, end_of_month=EndOfMonth.AFTER)
    days = np.arange(1000) % 730
    rows = [issued_under(net, days[:700], business=True)]
    rows.append(issued_under(end, days[300:600], business=True))
    fit = fit_terms(pd.concat(rows))
    assert [terms for terms, _ in fit.rules] == [net, end]
    assert fit.explained >= 0.7
    assert sum(share for _, share in fit.rules) == pytest.approx(1.0)


def test_terms_beyond_what_a_scenario_states_are_not_explained() -> None:
    rows = issued_under(Terms(net_days=0), np.arange(50), business=False)
    late = rows.assign(due_date=rows["due_date"] + pd.Timedelta(days=300))
    assert fit_terms(late).explained == 0.0


def test_terms_of_a_simulated_ledger_enter_the_scenario() -> None:
    end = {"net_days": 45, "end_of_month": "after"}
    pme = {**EXAMPLE["segments"]["PME"], "terms": end}
    segments = {**EXAMPLE["segments"], "PME": pme}
    truth = scenario_from({**EXAMPLE, "segments": segments}, source="terms")
    fitted = calibrate(simulated_ledger(truth, "nothing", last_day=364))
    for name, segment in fitted.segments.items():
        assert segment.terms == truth.segments[name].terms
    status = {note.field: note for note in fitted.provenance}
    assert status["segments.PME.terms"].status is Origin.MEASURED
    assert "45\u00a0j fin de mois (100\u00a0%)" in status["segments.PME.terms"].note.fr


def test_made_due_dates_are_no_measure_of_terms(real_ledgers: Path) -> None:
    """Accounting entries hold no due dates: the reader assumes terms, and so does the scenario."""
    ledger = read_ledger(real_ledgers / "fec" / "111111111FEC20221231.txt")
    (note,) = [n for n in calibrate(ledger).provenance if n.field == "segments.*.terms"]
    assert note.status is Origin.ASSUMED


def test_terms_of_the_public_sample(real_ledgers: Path) -> None:
    """30 days for all, by its README."""
    ledger = read_ledger(real_ledgers / "ibm-late-payments" / "late-payments.csv")
    fit = fit_terms(ledger.invoices)
    assert fit.rules == ((Terms(net_days=30), 1.0),)
    assert fit.invoices == 2466
