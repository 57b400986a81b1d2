"""The levers of incentives: early-payment discount, late interest, indemnity."""

from __future__ import annotations

from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ChargeStep
from simrecouv.vocabulary import Label
from simrecouv.widgets.levers.acts import age_of, set_charge
from simrecouv.widgets.levers.drafts import Draft, set_or_drop, template_of
from simrecouv.widgets.levers.lever import LEGAL, Found, Value, options

RATES = tuple(k / 200.0 for k in range(11))
DEADLINE_DAYS = range(5, 31)
#: Deadline of a discount that nobody has granted yet [days].
USUAL_DEADLINE = 10
INTEREST = (0.03, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2)
WAIVED = tuple(k / 10.0 for k in range(11))
INDEMNITY_EUR = (0.0, 20.0, 40.0, 70.0, 100.0)
#: Day on which charges that nobody has billed yet are billed.
USUAL_CHARGE_DAYS = 15

NO_DISCOUNT = Label("sans escompte, pas de délai", "without a discount, no deadline")
NO_CHARGE = Label("aucune pénalité n'est facturée", "no late charge is billed")


def discount(scenario: Scenario, policy: Policy, _: Policy | None) -> Found:
    """Rate of the discount, 0 for none."""
    value = policy.discount.rate if policy.discount else 0.0
    return Found(value, options(RATES, value))


def set_discount(draft: Draft, value: Value) -> None:
    """Grant another rate, or none."""
    usual = {"within_days": USUAL_DEADLINE}
    set_or_drop(draft, "discount", "rate", value, usual)


def deadline(scenario: Scenario, policy: Policy, like: Policy | None) -> Found:
    """Days after the invoice within which the discount is earned."""
    stated = template_of(scenario, policy, like, "discount")
    value = stated.within_days if stated else USUAL_DEADLINE
    idle = None if policy.discount else NO_DISCOUNT
    return Found(value, options(DEADLINE_DAYS, value), idle=idle)


def set_deadline(draft: Draft, value: Value) -> None:
    """Set the deadline."""
    draft.table["discount"]["within_days"] = value


def interest(scenario: Scenario, policy: Policy, _: Policy | None) -> Found:
    """Annual rate of late interest: none is billed, that of the law, or one agreed."""
    rate = policy.penalties.annual_rate
    value: Value = LEGAL if rate is None else rate
    if not age_of(policy, ChargeStep)[0]:
        value = None
    usual = INTEREST if rate is None else (*INTEREST, rate)
    return Found(value, options(usual, value, None, LEGAL))


def set_interest(draft: Draft, value: Value) -> None:
    """Bill interest at another rate, at that of the law, or not at all."""
    if value is None:
        set_charge(draft, None)
        agreed = None if draft.like is None else draft.like.penalties.annual_rate
        value = LEGAL if agreed is None else agreed
    elif not age_of(draft.policy, ChargeStep)[0]:
        _, usual = age_of(draft.like, ChargeStep) if draft.like else (False, None)
        set_charge(draft, USUAL_CHARGE_DAYS if usual is None else usual)
    draft.table["penalties"].pop("annual_rate", None)
    if value != LEGAL:
        draft.table["penalties"]["annual_rate"] = value


def indemnity(scenario: Scenario, policy: Policy, _: Policy | None) -> Found:
    """Return the indemnity of a late invoice."""
    fee = policy.penalties.indemnity_eur
    value: Value = LEGAL if fee is None else fee
    return Found(value, options(INDEMNITY_EUR, value, LEGAL), idle=_if_free(policy))


def set_indemnity(draft: Draft, value: Value) -> None:
    """Bill another indemnity, or that of the law."""
    draft.table["penalties"].pop("indemnity_eur", None)
    if value != LEGAL:
        draft.table["penalties"]["indemnity_eur"] = value


def waived(scenario: Scenario, policy: Policy, _: Policy | None) -> Found:
    """Share of charged invoices whose charges are waived."""
    value = policy.penalties.waived_share
    return Found(value, options(WAIVED, value), idle=_if_free(policy))


def set_waived(draft: Draft, value: Value) -> None:
    """Waive more or less."""
    draft.table["penalties"]["waived_share"] = value


def _if_free(policy: Policy) -> Label | None:
    return None if age_of(policy, ChargeStep)[0] else NO_CHARGE
