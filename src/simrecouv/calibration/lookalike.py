"""Real-looking ledgers out of the simulator: for examples, tests, and to check a calibration.

The project ships one, ``scenarios/ledgers/exemple-grand-livre.csv``. It is one year of a small
company that reminds nobody, as its accounting would export it: open items included, and none of its
customers exists. `write_example_ledger` makes the same bytes again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simrecouv.engine import simulate
from simrecouv.intake import QualityReport, RealLedger, write_ledger
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario, resource_folder, scenario_from
from simrecouv.vocabulary import Kind, Settling
from simrecouv.world import build_world

#: The company of the example. Nothing of it comes from a shipped scenario, so that a new default
#: there does not change the example.
EXAMPLE: dict[str, Any] = {
    "name": "exemple",
    "simulation": {"baseline": "nothing", "start": "2025-01-01", "seed": 2025},
    "behaviour": {"frailty_variance": 0.5},
    "policies": {"nothing": {}},
    "profiles": {
        "on_time": {
            "hazard": [[-20, 0.01], [-5, 0.15], [0, 0.3]],
            "pays": "last_before_due",
        },
        "late": {"hazard": [[-5, 0.01], [0, 0.07], [30, 0.05], [90, 0.02]]},
        "very_late": {"hazard": [[0, 0.02], [60, 0.01]]},
        "never": {"hazard": [[0, 0.0]]},
    },
    "segments": {
        "PME": {
            "customers": 100,
            "orders_per_customer_per_year": 14.0,
            "amount": {"law": "lognormal", "median_eur": 850.0, "sigma": 1.1},
            "terms": {"net_days": 45},
            "payment_runs": {"daily": 0.25, "weekly": 0.45, "twice_monthly": 0.15, "monthly": 0.15},
            "profiles": {"on_time": 0.45, "late": 0.43, "very_late": 0.1, "never": 0.02},
        },
        "Grands-comptes": {
            "customers": 15,
            "orders_per_customer_per_year": 24.0,
            "amount": {"law": "lognormal", "median_eur": 2400.0, "sigma": 1.0},
            "terms": {"net_days": 60},
            "payment_runs": {"weekly": 0.4, "twice_monthly": 0.3, "monthly": 0.3},
            "profiles": {"on_time": 0.4, "late": 0.6},
        },
        "Acheteurs-publics": {
            "customers": 10,
            "orders_per_customer_per_year": 24.0,
            "amount": {"law": "lognormal", "median_eur": 1200.0, "sigma": 0.9},
            "terms": {"net_days": 30},
            "profiles": {"on_time": 0.5, "late": 0.5},
        },
    },
}
#: [days] Length of the example: what is unpaid on its last day is an open item.
EXAMPLE_DAYS = 365


def example_ledger_path() -> Path:
    """Path of the example ledger that the project ships."""
    return resource_folder("scenarios") / "ledgers" / "exemple-grand-livre.csv"


def write_example_ledger(path: str | Path) -> None:
    """Simulate the example ledger again, on the reference engine: the bytes of the shipped one."""
    scenario = scenario_from(EXAMPLE, source="example")
    example = simulated_ledger(scenario, "nothing", last_day=EXAMPLE_DAYS - 1, engine="simpy")
    write_ledger(example, path)


def simulated_ledger(
    scenario: Scenario,
    policy: str,
    *,
    last_day: int | None = None,
    engine: str | None = None,
) -> RealLedger:
    """Simulate the first replication and return it as a real ledger.

    Parameters
    ----------
    last_day
        [day] Invoices of days 0 to `last_day` of the measured year, with their payments up to it;
        by default the whole measured year, followed to the end of the simulation.
    """
    ledger = simulate(scenario, build_world(scenario), policy, engine)
    return _as_accounting_sees(ledger, last_day)


def _as_accounting_sees(ledger: Ledger, last_day: int | None) -> RealLedger:
    """Show what accounting knows of a simulated ledger: invoices, and money by date of receipt."""
    facts = ledger.invoices
    until = ledger.end_day - 1 if last_day is None else last_day
    issued = facts.is_issued & (facts.issue_day >= 0)
    issued &= facts.issue_day <= min(until, ledger.cohort_days - 1)
    number = np.flatnonzero(issued)
    names = np.array(ledger.segments, dtype=object)
    invoices = pd.DataFrame(
        {
            "invoice_id": _named("F{:06d}", number),
            "customer_id": _named("C{:05d}", facts.customer[number]),
            "segment": pd.Series(names[facts.segment[number]], dtype="str"),
            "issue_date": _dates(ledger, facts.issue_day[number]),
            "due_date": _dates(ledger, facts.due_day[number]),
            "amount_cents": facts.gross_cents[number],
            "disputed": np.zeros(number.size, dtype=bool),
        }
    )
    payments = _payments(ledger, issued, until)
    total = int(invoices["amount_cents"].sum())
    n = len(invoices)
    return RealLedger(invoices, payments, QualityReport("simulation", n, n, total, total, 0))


#: Rows that settle an invoice, or take back what did.
SETTLING = (
    Kind.RECEIVED, Kind.DISCOUNT, Kind.CONCESSION, Kind.CREDIT_NOTE, Kind.PAYMENT_REJECTED,
)  # fmt: skip


def _payments(ledger: Ledger, issued: np.ndarray, until: int) -> pd.DataFrame:
    """Find what settles some invoices up to a day: money less rejections, what is given up."""
    money = np.isin(ledger.events["kind"], SETTLING)
    money &= (ledger.day <= until) & issued[ledger.events["invoice"]]
    rows = ledger.events[money]
    frame = pd.DataFrame(
        {
            "invoice_id": _named("F{:06d}", rows["invoice"]),
            "paid_date": _dates(ledger, ledger.day[money]),
            "amount_cents": np.where(
                rows["kind"] == Kind.PAYMENT_REJECTED, -rows["amount_cents"], rows["amount_cents"]
            ),
        }
    )
    summed = frame.groupby(["invoice_id", "paid_date"], as_index=False).sum()
    return summed.assign(kind=Settling.PAYMENT.value)


def _named(pattern: str, numbers: np.ndarray) -> pd.Series[str]:
    return pd.Series([pattern.format(n) for n in numbers.tolist()], dtype="str")


def _dates(ledger: Ledger, days: np.ndarray) -> pd.Series:
    start = np.datetime64(ledger.start, "D")
    return pd.Series((start + days.astype("timedelta64[D]")).astype("datetime64[s]"))
