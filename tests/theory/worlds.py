"""Small worlds whose answer is known in closed form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from simrecouv.scenario import Scenario, scenario_from
from simrecouv.units import BY_TERMS, NO_RECORD
from simrecouv.world import World, build_world


def one_profile(hazard: list[list[float]], **changes: Any) -> Scenario:
    """One segment, one profile, payments any day and at once, no policy."""
    segment = {
        "customers": 1,
        "orders_per_customer_per_year": 10.0,
        "amount": {"law": "lognormal", "median_eur": 1000.0, "sigma": 0.0},
        "terms": {"net_days": 30},
        "vat_rate": 0.2,
        "payment_runs": {"daily": 1.0},
        "profiles": {"only": 1.0},
        **changes.pop("segment", {}),
    }
    behaviour = {
        "business_days_only": False,
        "bank_delay_days": 0,
        "cash_application_days": 0,
        "frailty_variance": 0.0,
        **changes.pop("behaviour", {}),
    }
    return scenario_from(
        {
            "simulation": {"baseline": "nothing", "seed": 1},
            "behaviour": behaviour,
            "profiles": {"only": {"hazard": hazard}},
            "segments": {"only": segment},
            "policies": {"nothing": {}},
            **changes,
        }
    )


def flat_sales(scenario: Scenario) -> World:
    """One order a day, of the same amount, by one customer."""
    drawn = build_world(scenario)
    days = np.arange(drawn.first_day, drawn.end_day, dtype=np.int32)
    n = days.size
    return replace(
        drawn,
        order_customer=np.zeros(n, dtype=np.int32),
        order_day=days,
        net_cents=np.full(n, 100_000),
        gross_cents=np.full(n, 120_000),
        margin_cents=np.full(n, 30_000),
        order_key=np.arange(n, dtype=np.uint64),
        threshold=np.full(n, 1.0),
        process_u=np.full(n, 0.5),
        charges_u=np.full(n, 0.5),
        order_due_day=np.full(n, BY_TERMS, dtype=np.int32),
        order_paid_day=np.full(n, NO_RECORD, dtype=np.int32),
    )
