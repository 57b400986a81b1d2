"""What a ledger cannot tell of its payers: how they answer a policy, taken from the base."""

from __future__ import annotations

from typing import Any

from simrecouv.calibration.late_stage import is_forced_only, payers
from simrecouv.scenario import Scenario

#: Profile of the share never paid unless forced, when the base scenario has none.
FORCED_ONLY = "forced_only"

#: What payers answer to a policy, averaged over those of the base.
USUAL_FIELDS = (
    "responsiveness",
    "agency_responsiveness",
    "discount_process_share",
    "charges_paid_share",
    "deterrence",
    "promise_kept_share",
    "plan_accepted_share",
    "instalment_kept_share",
    "settlement_accepted_share",
)


def usual_behaviour(base: Scenario) -> dict[str, float]:
    """Average the behaviour of the base's payers; they fail as often as its commonest one.

    Failures beyond the ordinary are in the share never paid; disputes, part payments and spells
    without cash are in the observed curve, and so are the seasons.
    """
    weights: dict[str, float] = {}
    for weight, name, _ in payers(base):
        if not is_forced_only(base.profiles[name]):
            weights[name] = weights.get(name, 0.0) + weight
    total = sum(weights.values())
    means = {
        field: sum(w * float(getattr(base.profiles[name], field)) for name, w in weights.items())
        for field in USUAL_FIELDS
    }
    commonest = base.profiles[max(weights, key=lambda name: weights[name])]
    usual = {field: round(mean / total, 4) for field, mean in means.items()}
    return usual | {"insolvency_per_year": commonest.insolvency_per_year}


def forced_only_name(base: Scenario) -> str:
    """Name of the profile that pays only if forced."""
    return next((n for n, p in base.profiles.items() if is_forced_only(p)), FORCED_ONLY)


def forced_only_table(base: Scenario) -> dict[str, Any]:
    """State the profile that pays only if forced: that of the base, or a bare one."""
    found = base.profiles.get(forced_only_name(base))
    if found is not None:
        return found.model_dump(mode="json", exclude_none=True)
    label = {"fr": "ne paie que contraint", "en": "pays only if forced"}
    return {"label": label, "hazard": [[0, 0.0]], "responsiveness": 0.0}


def profile_name(segment_key: str) -> str:
    """Name of the profile of a segment's payers."""
    return f"payeurs-{segment_key}"
