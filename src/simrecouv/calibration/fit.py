"""From a real ledger to a scenario: its portfolio and its payment curves, under known policies."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from simrecouv.calibration.curves import curve_of, settlements
from simrecouv.calibration.frailty import frailty_variance
from simrecouv.calibration.hazards import common_shape, hazard_steps, target
from simrecouv.calibration.late_stage import late_stage
from simrecouv.calibration.notes import provenance
from simrecouv.calibration.payers import (
    forced_only_name,
    forced_only_table,
    profile_name,
    usual_behaviour,
)
from simrecouv.calibration.portfolio import (
    joined_segments,
    modal_terms,
    period_days,
    segment_keys,
    segment_table,
)
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger
from simrecouv.scenario import Scenario, load_scenario, scenario_from, to_tables
from simrecouv.scenario.base import as_name
from simrecouv.scenario.merge import merged
from simrecouv.scenario.names import CONCERNING, nearest_policy
from simrecouv.scenario.steps import WriteOffStep
from simrecouv.vocabulary import SegmentKind


def calibrate(
    ledger: RealLedger,
    base: Scenario | str = "pme-b2b",
    policy_in_force: str = "nothing",
    *,
    name: str | None = None,
    vat_rate: float | None = None,
) -> Scenario:
    """Turn a real ledger into a scenario whose policies come from a base scenario.

    Parameters
    ----------
    ledger
        The invoices and payments of a company.
    base
        Brings the policies, the finances, and every assumption that a ledger cannot tell: the late
        stage, the response to contacts, the spread between customers when few of them repeat.
    policy_in_force
        The policy behind the observed payments; it becomes the baseline. Only a policy without
        contacts, charges, placement or discount can be undone: with others, the payments observed
        already hold their effect, and refusing is honest.
    name
        Of the scenario; that of the ledger's file by default.
    vat_rate
        Taken off the ledger's amounts, which are incl. VAT; that of the base by default.

    Raises
    ------
    StudyError
        If the ledger is too small or too short, or the policy in force unknown or not supported.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> scenario = calibrate(read_ledger(example_ledger_path()))
    >>> scenario.simulation.baseline
    'nothing'
    """
    base = load_scenario(base) if isinstance(base, str) else base
    _refuse_what_cannot_be_undone(base, policy_in_force)
    rows = settlements(ledger)
    if not rows["is_paid"].any():
        raise StudyError("no invoice of the ledger is paid: a payment curve needs payments")
    rows["segment"] = joined_segments(rows["segment"])
    invoices = ledger.invoices.assign(segment=rows["segment"])
    if vat_rate is None:
        vat_rate = next(iter(base.segments.values())).vat_rate
    frailty = frailty_variance(rows, base.behaviour.frailty_variance)
    profiles, never = _curves(rows, invoices, base, frailty.value)
    days, stem = period_days(ledger), Path(ledger.quality.source).stem
    fitted = {
        "name": name or as_name(stem) or "grand-livre",
        "creditor": {"name": name or stem},
        "simulation": {
            "baseline": policy_in_force,
            "start": _next_month(ledger.as_of).isoformat(),
        },
        "behaviour": {
            "frailty_variance": frailty.model_dump(),
            "business_days_only": False,
            "bank_delay_days": 0,
            "seasonality": [1.0] * 12,
        },
    }
    replaced = {
        "profiles": profiles,
        "segments": _segments(invoices, never, base, days, vat_rate),
        "provenance": provenance(rows, base, policy_in_force, frailty, vat_rate),
    }
    tables = merged(to_tables(base), fitted) | replaced
    tables["policies"] = _policies(base)
    return scenario_from(tables, source=f"calibration of {ledger.quality.source}")


def _refuse_what_cannot_be_undone(base: Scenario, policy_in_force: str) -> None:
    if policy_in_force not in base.policies:
        raise StudyError(
            f"no policy {policy_in_force!r}, {nearest_policy(policy_in_force, base.policies)}"
        )
    policy = base.policies[policy_in_force]
    acts = [step.id for step in policy.steps if not isinstance(step, WriteOffStep)]
    if policy.discount is not None:
        acts.append("discount")
    if acts:
        raise StudyError(
            f"policy {policy_in_force!r} cannot be the policy in force of a calibration yet: the "
            f"effect of {', '.join(acts)} on the observed payments would have to be divided out by "
            "replaying it; only a policy that does nothing but write off is supported"
        )


def _curves(
    rows: pd.DataFrame, invoices: pd.DataFrame, base: Scenario, variance: float
) -> tuple[dict[str, Any], dict[str, float]]:
    """Fit one payer profile per segment: profiles by name, and the share never paid by segment."""
    late, curve = late_stage(base), curve_of(rows)
    whole = target(curve, late)
    shape = common_shape(curve, whole, variance)
    usual = usual_behaviour(base)
    profiles, never = {forced_only_name(base): forced_only_table(base)}, {}
    for value, key in segment_keys(rows["segment"]).items():
        goal = target(curve_of(rows[rows["segment"] == value]), late, whole)
        terms = modal_terms(invoices[invoices["segment"] == value])
        steps = hazard_steps(goal, shape, terms, variance)
        label = {"fr": f"payeurs {value}", "en": f"payers {value}"}
        profiles[profile_name(key)] = {**usual, "label": label, "hazard": steps}
        never[value] = round(goal.never, 6)
    return profiles, never


def _segments(
    invoices: pd.DataFrame, never: dict[str, float], base: Scenario, days: int, vat_rate: float
) -> dict[str, Any]:
    """State the portfolio by segment, with its mix of payers."""
    margin = next(iter(base.segments.values())).margin_rate
    segments = {}
    for value, key in segment_keys(invoices["segment"]).items():
        segments[key] = {
            **segment_table(invoices[invoices["segment"] == value], days, vat_rate),
            "label": {"fr": value, "en": value},
            "margin_rate": margin,
            "profiles": {
                profile_name(key): 1.0 - never[value],
                forced_only_name(base): never[value],
            },
        }
    return segments


def _policies(base: Scenario) -> dict[str, Any]:
    """State the base's policies for segments of companies, whatever the base's were called.

    Terms and exclusions by segment are left out: they mean nothing elsewhere.
    """
    policies: dict[str, Any] = to_tables(base)["policies"]
    for policy in policies.values():
        policy |= {"terms": {}, "exclude": {**policy.get("exclude", {}), "segments": []}}
        for table in [*policy["steps"], *(policy.get(name) or {} for name in CONCERNING)]:
            if table.get("segments") is None:
                continue
            kinds = {base.segments[name].kind for name in table.pop("segments")}
            if SegmentKind.COMPANY not in kinds:
                table["segments"] = []
    return policies


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
