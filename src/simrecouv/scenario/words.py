"""A policy in words, in both languages: who gets what, when."""

from __future__ import annotations

from simrecouv.scenario.base import Text
from simrecouv.scenario.policy import (
    ChargeStep,
    ContactLimits,
    ContactStep,
    PlacementStep,
    Policy,
    Repeat,
    Step,
    WriteOffStep,
)
from simrecouv.scenario.portfolio import Terms
from simrecouv.scenario.scenario import Scenario
from simrecouv.vocabulary import Action, EndOfMonth, Label, Lang, Tone, Trigger
from simrecouv.vocabulary.numbers import amount, percent
from simrecouv.vocabulary.typography import COLON, MINUS, NO_BREAK

WHEN = {
    Trigger.DUE: Label("J{days}", "D{days}"),
    Trigger.ISSUE: Label("facture{days}", "invoice{days}"),
    Trigger.END_OF_MONTH: Label("fin de mois{days}", "end of month{days}"),
    Trigger.PREVIOUS: Label(
        "{days} après la relance précédente", "{days} after the previous contact"
    ),
}
BY_HAND = Label("par un chargé de relance", "by a collector")
FROM_AMOUNT = Label("dès {amount}", "from {amount}")
NOBODY = Label("pour personne", "for nobody")
ONLY = Label("seulement {segments}", "{segments} only")
REPEAT = Label(
    ", puis tous les {days} j, {most} fois encore au plus",
    ", then every {days} d, at most {most} more times",
)
MOST_CONTACTS = Label(
    "au plus {most} relances par client en 30 j", "at most {most} contacts per customer in 30 d"
)
LEAST_GAP = Label("au moins {gap} j entre deux relances", "at least {gap} d between contacts")
DISCOUNT = Label(
    "escompte de {rate} à qui paie sous {days} j", "discount of {rate} for paying within {days} d"
)
CHARGES = Label(
    "{label} ({rate} par an, et {fee} une seule fois)", "{label} ({rate} a year, and {fee} once)"
)
COMMISSION = Label("{label} ({agency}, commission {rate})", "{label} ({agency}, {rate} commission)")
NEVER = Label("aucune relance", "no contact")
TERMS = {
    EndOfMonth.NONE: Label("{days} j nets", "{days} d net"),
    EndOfMonth.BEFORE: Label("fin de mois + {days} j", "end of month + {days} d"),
    EndOfMonth.AFTER: Label("{days} j fin de mois", "{days} d end of month"),
}


def calendar_in_words(scenario: Scenario, policy: str, lang: Lang = "fr") -> str:
    """Write the ladder of a policy on one line; J is the due day (D in English).

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> print(calendar_in_words(load_scenario("pme-b2b"), "nothing", "en"))
    D+730 write-off
    """
    steps = scenario.policies[policy].steps
    return " · ".join(_step(scenario, policy, step, lang) for step in steps) or NEVER.in_(lang)


def conditions_in_words(scenario: Scenario, policy: str, lang: Lang = "fr") -> list[str]:
    """Write what a policy states beside its ladder: own terms, discount, limits."""
    stated = scenario.policies[policy]
    lines = [
        shown(scenario.segments[name].label, name, lang)
        + COLON.in_(lang)
        + terms_in_words(terms, lang)
        for name, terms in stated.terms.items()
    ]
    if stated.discount is not None:
        offer = stated.discount
        text = DISCOUNT.in_(lang).format(rate=percent(offer.rate, lang), days=offer.within_days)
        lines.append(text + _segments(scenario, offer.segments, lang))
    if any(isinstance(step, ContactStep) for step in stated.steps):
        lines += _limits(stated, lang)
    return lines


def terms_in_words(terms: Terms, lang: Lang) -> str:
    """Write payment terms.

    >>> terms_in_words(Terms(net_days=45, end_of_month=EndOfMonth.AFTER), "en")
    '45 d end of month'
    """
    return TERMS[terms.end_of_month].in_(lang).format(days=terms.net_days)


def shown(label: Text | None, name: str, lang: Lang) -> str:
    """Return the label of a named table, or its name."""
    return label.in_(lang) if label is not None else name


def _step(scenario: Scenario, policy: str, step: Step, lang: Lang) -> str:
    days = f"{'+' if step.days > 0 else MINUS}{abs(step.days)}" if step.days else ""
    unit = f"{NO_BREAK}{'j' if lang == 'fr' else 'd'}"
    if step.from_ is Trigger.PREVIOUS:
        days = f"{step.days}{unit}"
    elif step.from_ is not Trigger.DUE and days:
        days = f" {days}{unit}"
    colon = " " if step.from_ is Trigger.DUE else COLON.in_(lang)
    when = WHEN[step.from_].in_(lang).format(days=days)
    filters = f", {FROM_AMOUNT.in_(lang).format(amount=amount(step.min_amount_eur, lang))}"
    return (
        f"{when}{colon}{_act(scenario, scenario.policies[policy], step, lang)}"
        f"{filters if step.min_amount_eur > 0 else ''}"
        f"{_segments(scenario, step.segments, lang)}"
        f"{_repeat(getattr(step, 'repeat', None), lang)}"
    )


def _act(scenario: Scenario, policy: Policy, step: Step, lang: Lang) -> str:
    match step:
        case ContactStep():
            manner = [step.tone.label.in_(lang)] if step.tone is not Tone.NEUTRAL else []
            manner += [BY_HAND.in_(lang)] if step.by == "desk" else []
            return step.channel.label.in_(lang) + (f" ({', '.join(manner)})" if manner else "")
        case ChargeStep():
            stated = policy.penalties
            return CHARGES.in_(lang).format(
                label=_label(step, lang),
                rate=percent(stated.annual_rate, lang),
                fee=amount(stated.indemnity_eur, lang),
            )
        case PlacementStep():
            agency = scenario.agencies[step.agency]
            return COMMISSION.in_(lang).format(
                label=_label(step, lang),
                agency=shown(agency.label, step.agency, lang),
                rate=percent(agency.commission_rate, lang),
            )
        case WriteOffStep():
            return _label(step, lang)


def _label(step: ChargeStep | PlacementStep | WriteOffStep, lang: Lang) -> str:
    return Action(step.action).label.in_(lang)


def _segments(scenario: Scenario, names: tuple[str, ...] | None, lang: Lang) -> str:
    if not names:
        return "" if names is None else f", {NOBODY.in_(lang)}"
    labels = ", ".join(shown(scenario.segments[name].label, name, lang) for name in names)
    return f", {ONLY.in_(lang).format(segments=labels)}"


def _repeat(repeat: Repeat | None, lang: Lang) -> str:
    if repeat is None:
        return ""
    return REPEAT.in_(lang).format(days=repeat.every_days, most=repeat.at_most)


def _limits(policy: Policy, lang: Lang) -> list[str]:
    """Write the limits that differ from the defaults, which limit nothing."""
    limits, free = policy.contact_limits, ContactLimits()
    most, gap = limits.max_per_customer_per_30_days, limits.min_gap_days
    parts = []
    if most < free.max_per_customer_per_30_days:
        parts.append(MOST_CONTACTS.in_(lang).format(most=most))
    if gap > free.min_gap_days:
        parts.append(LEAST_GAP.in_(lang).format(gap=gap))
    return [", ".join(parts)] if parts else []
