"""Frames as `compare.Experiment` gives them, small enough to check by eye."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simrecouv.vocabulary import BRIDGE

POLICIES = ("douce", "ferme", "rien")
DAYS = (0, 7, 14)
AGES = ("not_due", "overdue_1_30", "overdue_31_60", "overdue_61_90", "overdue_over_90")


def hand_curves(replications: int = 4) -> pd.DataFrame:
    """Receivables of 100 EUR per age, a little more in later replications and policies."""
    rows = []
    for p, policy in enumerate(POLICIES):
        for r in range(replications):
            for k, day in enumerate(DAYS):
                ages = {age: 100.0 * (a + 1) + 10.0 * r + 5.0 * p + k for a, age in enumerate(AGES)}
                cash = 1000.0 * p - 50.0 * r + 3.0 * k
                receivables = sum(ages.values())
                rows.append(
                    {"policy": policy, "replication": r, "day": day}
                    | {"receivables": receivables, **ages, "cash": cash}
                )
    return pd.DataFrame(rows)


def hand_scorecard(replications: int = 4) -> pd.DataFrame:
    """Four KPIs; the net gain of the first policy, the baseline, is zero."""
    rows = []
    for p, policy in enumerate(POLICIES):
        for r in range(replications):
            rows.append(
                {
                    "policy": policy,
                    "replication": r,
                    "dso_simple": 60.0 - 2.0 * p + 0.3 * r,
                    "bfr_mean": 2e6 - 5e4 * p + 1e3 * r * r,
                    "recovery_rate_90d": 0.95 + 0.01 * p + 0.001 * r,
                    "net_gain": 9000.0 * p + 500.0 * r * p,
                }
            )
    return pd.DataFrame(rows)


def hand_bridge(replications: int = 4) -> pd.DataFrame:
    """Eleven terms; only five differ between policies."""
    moving = {"margin": 0.0, "losses": -300.0, "charges_received": 200.0, "collection": 120.5}
    rows = []
    for p, policy in enumerate(POLICIES):
        for r in range(replications):
            terms = {name: 1000.0 + 10.0 * r for name, _, _ in BRIDGE}
            for name, step in moving.items():
                terms[name] += step * p
            terms["financing"] += (r - 1) * p
            rows.append({"policy": policy, "replication": r, **terms})
    return pd.DataFrame(rows)


def hand_differences(scorecard: pd.DataFrame) -> pd.DataFrame:
    """Paired differences from the first policy, with an interval of one unit on each side."""
    kpis = [column for column in scorecard if column not in ("policy", "replication")]
    means = scorecard.groupby("policy", sort=False)[kpis].mean()
    rows = [
        {"policy": policy, "kpi": kpi, "mean": mean, "ci_low": mean - 1.0, "ci_high": mean + 1.0}
        for policy in POLICIES[1:]
        for kpi, mean in (means.loc[policy] - means.loc[POLICIES[0]]).items()
    ]
    return pd.DataFrame(rows)


def plain_list(values: object) -> list[float]:
    """Values of a trace as a list."""
    return np.asarray(values, dtype=float).tolist()
