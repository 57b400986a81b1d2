"""Small scenarios on which one lever moves at a time, and what their ledgers are asked.

One segment, one profile, one policy, which is also the baseline; payments leave any day and arrive
at once. Two scenarios of the same seed meet the same customers with the same luck, so that orders
and invoices keep their numbers (as long as the longest terms and write-off stay the same).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import holidays
import numpy as np
from numpy.typing import NDArray

from simrecouv.engine import simulate
from simrecouv.kpi import scorecard
from simrecouv.ledger import Events, Ledger
from simrecouv.scenario import Finance, Scenario, scenario_from
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind
from simrecouv.world import World, build_world

Table = dict[str, Any]
Days = NDArray[np.int64]

#: The day of what never comes.
FAR = 10**6
#: A profile that pays only when something else makes it.
NEVER_PAYS: Table = {"hazard": [[0, 0.0]]}
#: Twenty customers of one kind, about 1,000 orders in all.
USUAL: Table = {
    "customers": 20,
    "orders_per_customer_per_year": 12.0,
    "amount": {"law": "lognormal", "median_eur": 1000.0, "sigma": 0.5},
    "terms": {"net_days": 30},
    "payment_runs": {"daily": 1.0},
    "profiles": {"only": 1.0},
}
#: An intensity that nobody resists: whoever is pressed decides at the close of that day.
IRRESISTIBLE = 1e6
#: Money costs nothing: what remains of a net gain is exact.
FREE = Finance(debit_rate=0.0, credit_rate=0.0)  # type: ignore[arg-type]


def contact(name: str, days: int, **how: Any) -> Table:
    """Make a contact step, a letter some days after due by default."""
    step = {"id": name, "action": "contact", "from": "due", "days": days, "channel": "letter"}
    return {**step, **how}


def act(action: str, days: int, **how: Any) -> Table:
    """Make any other step, some days after due by default."""
    return {"id": action, "action": action, "from": "due", "days": days, **how}


def small(
    policy: Table | None = None,
    *,
    behaviour: Table | None = None,
    profile: Table | None = None,
    segment: Table | None = None,
    **tables: Any,
) -> Scenario:
    """Make a scenario of 20 customers and about 1,000 orders."""
    letter = {"gain": 2.0, "cost_eur": 1.0}
    plain = {
        "contact": {"letter": letter, "call": {"gain": 6.0, "cost_eur": 0.1, "minutes": 10.0}},
        "business_days_only": False,
        "bank_delay_days": 0,
        "cash_application_days": 0,
        "frailty_variance": 0.0,
    }
    return scenario_from(
        {
            "simulation": {"baseline": "only", "seed": 7},
            "behaviour": {**plain, **(behaviour or {})},
            "profiles": {"only": {"hazard": [[0, 0.03]], **(profile or {})}},
            "segments": {"only": {**USUAL, **(segment or {})}},
            "policies": {"only": policy or {}},
            **tables,
        }
    )


def flat(*eur: float) -> Table:
    """Make the amounts of a segment that charges no VAT: one, or two with all between them."""
    values = [eur[0], eur[-1]]
    return {"amount": {"law": "quantiles", "values_eur": values}, "vat_rate": 0.0}


def run(scenario: Scenario, world: World | None = None) -> Ledger:
    """Simulate the policy of a scenario."""
    return simulate(scenario, world or build_world(scenario), scenario.simulation.baseline)


def simulated(policy: Table | None = None, **tables: Any) -> Ledger:
    """Make a small scenario and simulate it; see `small`."""
    return run(small(policy, **tables))


def met(policy: Table | None = None, **tables: Any) -> tuple[World, Ledger]:
    """Simulate a small scenario, and return the luck it met."""
    world = build_world(scenario := small(policy, **tables))
    return world, run(scenario, world)


def card(ledger: Ledger, finance: Finance = FREE, baseline: Ledger | None = None) -> Any:
    """Return the scorecard of a ledger."""
    return scorecard(ledger, finance, baseline)


# === Questions to a ledger ===


def rows_day(rows: Events) -> Days:
    """Day of each row."""
    day: Days = rows["tick"] // TICKS_PER_DAY
    return day


def day_of(ledger: Ledger, *kinds: Kind, last: bool = False) -> Days:
    """First (or last) day of some kinds for every invoice; `FAR` if it never comes."""
    found = np.full(ledger.invoices.customer.size, FAR, dtype=np.int64)
    rows = ledger.of_kind(*kinds)
    rows = rows if last else rows[::-1]
    found[rows["invoice"]] = rows_day(rows)
    return found


def decided(ledger: Ledger) -> Days:
    """Day of the first decision of every invoice."""
    return day_of(ledger, Kind.PAYMENT_DECIDED)


def amounts(ledger: Ledger, *kinds: Kind) -> Days:
    """Sum of the amounts of some kinds, by invoice [cents]."""
    total = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    rows = ledger.of_kind(*kinds)
    np.add.at(total, rows["invoice"], rows["amount_cents"])
    return total


def costs(ledger: Ledger, *kinds: Kind) -> Days:
    """Sum of the costs of some kinds, by invoice [cents]."""
    total = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    rows = ledger.of_kind(*kinds)
    np.add.at(total, rows["invoice"], rows["cost_cents"])
    return total


def share_of(amount: Days, rate: float) -> Days:
    """Share of amounts, rounded to the cent, halves up."""
    return np.floor(amount * rate + 0.5).astype(np.int64)


def numbers(ledger: Ledger, *kinds: Kind) -> set[int]:
    """Invoices to which something happened."""
    return set(ledger.of_kind(*kinds)["invoice"].tolist())


def details(rows: Events) -> set[int]:
    """What the details of some rows are."""
    return set(rows["detail"].tolist())


def was_due(ledger: Ledger, days: int) -> NDArray[np.bool_]:
    """Whether each invoice was due at least so many days before the end."""
    due: NDArray[np.bool_] = ledger.invoices.due_day < ledger.end_day - days
    return due


def in_cohorts(ledger: Ledger) -> NDArray[np.bool_]:
    """Whether each order is of the measured year."""
    order = ledger.invoices.order_day
    measured: NDArray[np.bool_] = (order >= 0) & (order < ledger.cohort_days)
    return measured


def keys(rows: Events) -> set[tuple[int, int]]:
    """When, and to whom."""
    return set(zip(rows["tick"].tolist(), rows["customer"].tolist(), strict=True))


def dates(ledger: Ledger, days: Days) -> NDArray[np.datetime64]:
    """Calendar dates of days."""
    return np.datetime64(ledger.start) + days.astype("timedelta64[D]")


@cache
def off_days() -> NDArray[np.datetime64]:
    """Return the public holidays of the years simulated."""
    found = holidays.country_holidays("FR", years=range(2020, 2032))
    return np.array(sorted(found), dtype="datetime64[D]")


def after_business(ledger: Ledger, days: Days, delay: int) -> Days:
    """Day reached so many days with bank after others, which roll forward first."""
    moved = np.busday_offset(dates(ledger, days), delay, roll="forward", holidays=off_days())
    return (moved - np.datetime64(ledger.start)).astype(np.int64)


def working(ledger: Ledger, days: Days) -> Days:
    """First day with bank on or after others."""
    return after_business(ledger, days, 0)


def is_business(ledger: Ledger, days: Days) -> NDArray[np.bool_]:
    """Whether days are days with bank."""
    return np.is_busday(dates(ledger, days), holidays=off_days())
