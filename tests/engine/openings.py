"""Random records of real books, for property-based tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from engine.scenarios import scenarios
from simrecouv.scenario import Scenario, scenario_from, to_tables


@st.composite
def recorded_scenarios(draw: st.DrawFn) -> Scenario:
    """A random scenario that opens on the books of a real company."""
    tables = to_tables(draw(scenarios()))
    tables["behaviour"] |= {"business_days_only": False, "bank_delay_days": 0}
    tables["behaviour"]["means"]["transfer"]["delay_days"] = 0
    for segment in tables["segments"].values():
        segment["payment_runs"] = {"daily": 1.0}
    listed = [n for n, s in tables["segments"].items() for _ in range(s["customers"])]
    orders = draw(st.sampled_from(["drawn", "given"]))
    rows = draw(st.lists(invoices(len(listed), orders), min_size=1, max_size=30))
    columns = ("customer", "issue_day", "due_day", "amount_cents", "paid_day")
    opening: dict[str, Any] = dict(zip(columns, zip(*rows, strict=True), strict=True))
    opening |= {"orders": orders, "segment": listed}
    if draw(st.booleans()):
        opening["same_as"] = [draw(st.integers(0, rank)) for rank in range(len(listed))]
    return scenario_from({**tables, "opening": opening}, source="opening")


@st.composite
def invoices(draw: st.DrawFn, customers: int, orders: str) -> tuple[int, int, int, int, int]:
    """One recorded invoice: paid before the switch, open at it, or to come."""
    issue = draw(st.integers(-900, 300 if orders == "given" else -1))
    paid = draw(st.integers(issue, -1)) if issue < 0 and draw(st.booleans()) else 0
    due = issue + draw(st.sampled_from([0, 10, 30, 60]))
    return draw(st.integers(0, customers - 1)), issue, due, draw(st.integers(1, 10**7)), paid
