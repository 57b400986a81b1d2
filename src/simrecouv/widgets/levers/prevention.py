"""The levers of prevention: mandates, deposits, credit control, terms, invoices checked."""

from __future__ import annotations

from simrecouv.scenario.merge import Raw
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.vocabulary import SegmentKind
from simrecouv.widgets.levers.drafts import Draft, given, set_or_drop, template_of
from simrecouv.widgets.levers.lever import Found, Value, options

TENTHS = tuple(k / 10.0 for k in range(11))
DEPOSITS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
LIMITS_EUR = (5_000.0, 10_000.0, 25_000.0, 50_000.0, 100_000.0)
SCORES = (0, 20, 25, 30, 35, 40, 45, 50)
NET_DAYS = (0, 10, 15, 30, 45, 60)
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def direct_debit(scenario: Scenario, policy: Policy, _: Policy | None) -> Found:
    """Share of customers who sign a mandate, 0 where none is asked for."""
    value = policy.direct_debit.accepted_share if policy.direct_debit else 0.0
    return Found(value, options(TENTHS, value))


def set_direct_debit(draft: Draft, value: Value) -> None:
    """Expect more or fewer mandates, or ask for none."""
    set_or_drop(draft, "direct_debit", "accepted_share", value, _askable(draft.scenario))


def deposit(scenario: Scenario, policy: Policy, _: Policy | None) -> Found:
    """Share of the price asked for with the order."""
    value = policy.deposit.share if policy.deposit else 0.0
    return Found(value, options(DEPOSITS, value))


def set_deposit(draft: Draft, value: Value) -> None:
    """Ask for a larger or smaller part, or for none."""
    set_or_drop(draft, "deposit", "share", value, _askable(draft.scenario))


def limit(scenario: Scenario, policy: Policy, _: Policy | None) -> Found:
    """Most that a customer may owe."""
    value = policy.credit.limit_eur if policy.credit else None
    return Found(value, options(LIMITS_EUR, value, None))


def set_limit(draft: Draft, value: Value) -> None:
    """Set the credit limit, or none."""
    _set_credit(draft, "limit_eur", value)


def min_score(scenario: Scenario, policy: Policy, _: Policy | None) -> Found:
    """Score below which orders are refused."""
    value = policy.credit.min_score if policy.credit else 0
    return Found(value, options(SCORES, value))


def set_min_score(draft: Draft, value: Value) -> None:
    """Refuse more or fewer customers, or none."""
    _set_credit(draft, "min_score", value)


def risk_terms(scenario: Scenario, policy: Policy, like: Policy | None) -> Found | None:
    """Days granted to customers of a low score."""
    stated = template_of(scenario, policy, like, "risk_terms")
    if stated is None:
        return None
    # Longer terms than any other would move the last day of every simulation.
    longest = min(segment.terms.net_days for segment in scenario.segments.values())
    value = policy.risk_terms.terms.net_days if policy.risk_terms else None
    return Found(value, options([days for days in NET_DAYS if days <= longest], value, None))


def set_risk_terms(draft: Draft, value: Value) -> None:
    """Grant other terms to customers of a low score, or those of all."""
    if value is None:
        draft.table.pop("risk_terms", None)
        return
    table = given(draft, "risk_terms", {})
    draft.table["risk_terms"] = {**table, "terms": {**table["terms"], "net_days": value}}


def quality(scenario: Scenario, policy: Policy, like: Policy | None) -> Found | None:
    """Share of invoicing errors that checking avoids."""
    if template_of(scenario, policy, like, "invoice_quality") is None:
        return None
    stated = policy.invoice_quality
    value = round(1.0 - stated.error_factor, 6) if stated else 0.0
    return Found(value, options(QUARTERS, value))


def set_quality(draft: Draft, value: Value) -> None:
    """Check invoices more or less, or not at all."""
    if not value:
        draft.table.pop("invoice_quality", None)
        return
    left = round(1.0 - float(value), 6)
    draft.table["invoice_quality"] = {**given(draft, "invoice_quality", {}), "error_factor": left}


def _askable(scenario: Scenario) -> Raw:
    """Concern all but public buyers, who accept neither mandate nor deposit nor limit."""
    public = [n for n, s in scenario.segments.items() if s.kind is SegmentKind.PUBLIC]
    others = [name for name in scenario.segments if name not in public]
    return {"segments": others} if public and others else {}


def _set_credit(draft: Draft, key: str, value: Value) -> None:
    """Set one of the two rules of credit control; without any, there is no control."""
    stated = draft.table.get("credit")
    if stated is None:
        known = given(draft, "credit", _askable(draft.scenario))
        stated = {name: known[name] for name in ("segments",) if name in known}
    stated = {name: one for name, one in stated.items() if name != key}
    if value:
        stated[key] = value
    draft.table["credit"] = stated
    if not stated.get("min_score") and "limit_eur" not in stated:
        draft.table.pop("credit")
