"""What was measured and what is assumed, put together as a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from simrecouv.calibration.estimate import Estimate
from simrecouv.calibration.hazards import hazard_steps
from simrecouv.calibration.payers import (
    forced_only_name,
    forced_only_table,
    profile_name,
    usual_behaviour,
)
from simrecouv.calibration.portfolio import (
    Portfolio,
    segment_keys,
    segment_label,
    segment_table,
)
from simrecouv.intake import RealLedger
from simrecouv.scenario import Assumption, Scenario, scenario_from, to_tables
from simrecouv.scenario.base import LONGEST_TEXT, as_name, shortened
from simrecouv.scenario.merge import merged
from simrecouv.scenario.names import CONCERNING
from simrecouv.vocabulary import SegmentKind


@dataclass(frozen=True)
class Parts:
    """What a fitted scenario is made of, beside the estimate of its payers.

    `name` is that of the user, if any; `segments` are the names of the ledger, in the order of the
    estimate.
    """

    ledger: RealLedger
    base: Scenario
    policy_in_force: str
    portfolio: Portfolio
    segments: tuple[str, ...]
    vat_rate: float
    name: str | None

    @property
    def terms_days(self) -> tuple[int, ...]:
        """Net days of the terms of each segment."""
        return tuple(self.portfolio.segments[name].terms.terms.net_days for name in self.segments)


def assembled(
    parts: Parts,
    found: Estimate,
    frailty: Assumption | None = None,
    notes: list[dict[str, Any]] | None = None,
) -> Scenario:
    """Make the scenario of an estimate.

    Parameters
    ----------
    frailty
        The variance with its range; that of the estimate alone by default.
    notes
        Where the numbers come from.
    """
    base, stem = parts.base, Path(parts.ledger.quality.source).stem
    variance = found.spread.variance
    if frailty is None:
        frailty = Assumption(value=variance, low=variance, high=variance, source="measured")
    goals = zip(parts.segments, found.goals, strict=True)
    never = {name: round(goal.never, 6) for name, goal in goals}
    fitted = {
        "name": parts.name or as_name(stem) or "grand-livre",
        "creditor": {"name": parts.name or shortened(stem, LONGEST_TEXT)},
        "simulation": {
            "baseline": parts.policy_in_force,
            "start": _next_month(parts.ledger.as_of).isoformat(),
        },
        "behaviour": {
            "frailty_variance": frailty.model_dump(),
            "business_days_only": False,
            "bank_delay_days": 0,
            "seasonality": [1.0] * 12,
        },
    }
    replaced = {
        "profiles": _profiles(parts, found),
        "segments": _segments(parts.portfolio, never, base, parts.vat_rate),
        "provenance": notes or [],
    }
    tables = merged(to_tables(base), fitted) | replaced
    tables["policies"] = _policies(base)
    return scenario_from(tables, source=f"calibration of {parts.ledger.quality.source}")


def _profiles(parts: Parts, found: Estimate) -> dict[str, Any]:
    """State one payer profile per segment, and the one that pays only if forced."""
    usual = usual_behaviour(parts.base)
    profiles = {forced_only_name(parts.base): forced_only_table(parts.base)}
    keys = segment_keys(pd.Series(parts.segments, dtype="str"))
    told = zip(parts.segments, found.goals, found.shapes, parts.terms_days, strict=True)
    for value, goal, shape, terms in told:
        steps = hazard_steps(goal, shape, terms, found.spread.variance)
        shown = segment_label(value)
        label = {"fr": f"payeurs {shown}", "en": f"payers {shown}"}
        profiles[profile_name(keys[value])] = {**usual, "label": label, "hazard": steps}
    return profiles


def _segments(
    portfolio: Portfolio, never: dict[str, float], base: Scenario, vat_rate: float
) -> dict[str, Any]:
    """State the portfolio by segment, with its mix of payers."""
    margin = next(iter(base.segments.values())).margin_rate
    segments = {}
    for value, key in segment_keys(pd.Series(list(portfolio.segments), dtype="str")).items():
        segments[key] = {
            **segment_table(portfolio.segments[value], vat_rate),
            "label": dict.fromkeys(("fr", "en"), segment_label(value)),
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
