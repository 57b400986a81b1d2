"""How far a scenario's payment curve is from the ledger's, day by day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simrecouv.calibration.closed_form import expected_curve
from simrecouv.calibration.curves import WHOLE, curve_of
from simrecouv.calibration.portfolio import segments_in
from simrecouv.calibration.replaying import has_effect, simulated_curve
from simrecouv.calibration.settled import followed, settlements
from simrecouv.intake import RealLedger
from simrecouv.scenario import Scenario

#: Days past due that a reader looks at.
SHOWN_DAYS = (-15, -8, 0, 7, 15, 30, 60, 90)


def curve_gaps(
    ledger: RealLedger, scenario: Scenario, days: tuple[int, ...] = SHOWN_DAYS
) -> pd.DataFrame:
    """Compare the observed payment curves with those of a calibrated scenario.

    The scenario's are those under its baseline, the policy in force: in closed form if it does
    nothing to payments, else simulated, in other worlds than those of the fit.

    Returns
    -------
    DataFrame
        segment (a name of the scenario, ``""`` for all), days_past_due, observed, expected, gap.
        Shares still unpaid; days on which too few invoices are followed are left out.

    Raises
    ------
    StudyError
        If a segment of the ledger is not in the scenario.
    """
    rows = settlements(ledger)
    rows["segment"] = segments_in(scenario, ledger)
    rows = followed(rows)
    is_chased = has_effect(scenario.policies[scenario.simulation.baseline])
    curves = simulated_curve(scenario) if is_chased else expected_curve(scenario)
    expected = curves.pivot(index="days_past_due", columns="segment", values="unpaid_share")
    weights = rows["segment"].value_counts(normalize=True)
    expected[WHOLE] = sum(expected[name].fillna(1.0) * w for name, w in weights.items())
    frames = [_gaps(rows, expected[WHOLE], WHOLE, days)]
    for name in (name for name in scenario.segments if name in weights):
        frames.append(_gaps(rows[rows["segment"] == name], expected[name], name, days))
    return pd.concat(frames, ignore_index=True)


def _gaps(
    rows: pd.DataFrame, expected: pd.Series[float], name: str, days: tuple[int, ...]
) -> pd.DataFrame:
    curve = curve_of(rows)
    shown = [day for day in days if day <= curve.last_age or not curve.has_open]
    observed = np.array([curve.unpaid_at(day) for day in shown])
    wanted = expected.reindex(shown).fillna(1.0).to_numpy()
    return pd.DataFrame(
        {
            "segment": name,
            "days_past_due": shown,
            "observed": observed,
            "expected": wanted,
            "gap": wanted - observed,
        }
    )
