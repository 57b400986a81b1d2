"""The ladder of a policy in words, in both languages: who gets what, when."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from operator import itemgetter

from simrecouv.scenario.base import Text
from simrecouv.scenario.ladder import nominal_day
from simrecouv.scenario.policy import Penalties, Policy
from simrecouv.scenario.portfolio import Terms
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import (
    ChargeStep,
    ClaimStep,
    ContactStep,
    FactoringStep,
    HoldStep,
    LegalStep,
    PlacementStep,
    Repeat,
    Step,
    WriteOffStep,
)
from simrecouv.vocabulary import Action, EndOfMonth, Label, Lang, Tone, Trigger
from simrecouv.vocabulary.numbers import amount, percent
from simrecouv.vocabulary.typography import COLON, MINUS, NO_BREAK, visible

WHEN = {
    Trigger.DUE: Label("J{days}", "D{days}"),
    Trigger.ISSUE: Label("facture{days}", "invoice{days}"),
    Trigger.END_OF_MONTH: Label("fin de mois{days}", "end of month{days}"),
    Trigger.PREVIOUS: Label(
        "{days} après la relance précédente", "{days} after the previous contact"
    ),
}
BY_HAND = Label("par un chargé de relance", "by a collector")
OFFERS = Label("offre d'{offer}", "offers a {offer}")
FROM_AMOUNT = Label("dès {amount}", "from {amount}")
UP_TO_AMOUNT = Label("jusqu'à {amount}", "up to {amount}")
AT_MOST_SCORE = Label("score d'au plus {score}", "score of at most {score}")
NOBODY = Label("pour personne", "for nobody")
ONLY = Label("seulement {segments}", "{segments} only")
REPEAT_ONCE = Label(", puis encore une fois {days} j après", ", then once more {days} d later")
REPEAT = Label(
    ", puis tous les {days} j, {most} fois encore au plus",
    ", then every {days} d, at most {most} more times",
)
CHARGES = Label("{label} ({rate}, et {fee} une seule fois)", "{label} ({rate}, and {fee} once)")
YEARLY_RATE = Label("{rate} par an", "{rate} a year")
LEGAL_RATE = Label("taux légal", "the legal rate")
LEGAL_FEE = Label("l'indemnité légale", "the legal indemnity")
COMMISSION = Label("{label} ({agency}, commission {rate})", "{label} ({agency}, {rate} commission)")
NEVER = Label("aucune relance", "no contact")
TERMS = {
    EndOfMonth.NONE: Label("{days} j nets", "{days} d net"),
    EndOfMonth.BEFORE: Label("fin de mois + {days} j", "end of month + {days} d"),
    EndOfMonth.AFTER: Label("{days} j fin de mois", "{days} d end of month"),
}


def calendar_in_words(scenario: Scenario, policy: str, lang: Lang = "fr") -> str:
    """Write the ladder of a policy on one line, by date; J is the due day (D in English).

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> print(calendar_in_words(load_scenario("pme-b2b"), "nothing", "en"))
    D+730 write-off
    """
    steps = by_date(scenario.policies[policy].steps)
    return " · ".join(_step(scenario, policy, step, lang) for step in steps) or NEVER.in_(lang)


def by_date(steps: Sequence[Step]) -> list[Step]:
    """Sort steps by their nominal day, contacts kept in the order of the ladder.

    >>> from simrecouv.scenario import load_scenario
    >>> [step.id for step in by_date(load_scenario("pme-b2b").policies["externalisation"].steps)]
    ['rappel', 'r1', 'cabinet', 'perte']
    """
    day, days = -math.inf, []
    for step in steps:
        due = nominal_day(step.from_, step.days, Terms())
        own = day if step.from_ is Trigger.PREVIOUS else due
        day = max(day, own) if isinstance(step, ContactStep) else day
        days.append(day if isinstance(step, ContactStep) else own)
    return [step for _, step in sorted(zip(days, steps, strict=True), key=itemgetter(0))]


def terms_in_words(terms: Terms, lang: Lang) -> str:
    """Write payment terms.

    >>> terms_in_words(Terms(net_days=45, end_of_month=EndOfMonth.AFTER), "en")
    '45 d end of month'
    """
    return TERMS[terms.end_of_month].in_(lang).format(days=terms.net_days)


def shown(label: Text | None, name: str, lang: Lang) -> str:
    """Return the label of a named table, or its name; what would act on a screen is written out."""
    return visible(label.in_(lang) if label is not None else name)


def concerned_in_words(
    scenario: Scenario,
    lang: Lang,
    *,
    segments: tuple[str, ...] | None,
    max_score: int = 100,
    min_amount_eur: float = 0.0,
    max_amount_eur: float | None = None,
) -> str:
    """Write the filters that let not everybody through, each after a comma.

    >>> from simrecouv.scenario import load_scenario
    >>> concerned_in_words(load_scenario("pme-b2b"), "en", segments=("pme",), max_score=40)
    ', score of at most 40, SME only'
    """
    parts = []
    if min_amount_eur > 0.0:
        parts.append(FROM_AMOUNT.in_(lang).format(amount=amount(min_amount_eur, lang)))
    if max_amount_eur is not None:
        parts.append(UP_TO_AMOUNT.in_(lang).format(amount=amount(max_amount_eur, lang)))
    if max_score < 100:
        parts.append(AT_MOST_SCORE.in_(lang).format(score=max_score))
    if segments is not None:
        names = labels_in_words(scenario, segments, lang)
        parts.append(ONLY.in_(lang).format(segments=names) if segments else NOBODY.in_(lang))
    return "".join(f", {part}" for part in parts)


def labels_in_words(scenario: Scenario, segments: Iterable[str], lang: Lang) -> str:
    """List the labels of segments."""
    return ", ".join(shown(scenario.segments[name].label, name, lang) for name in segments)


def _step(scenario: Scenario, policy: str, step: Step, lang: Lang) -> str:
    days = f"{'+' if step.days > 0 else MINUS}{abs(step.days)}" if step.days else ""
    unit = f"{NO_BREAK}{'j' if lang == 'fr' else 'd'}"
    if step.from_ is Trigger.PREVIOUS:
        days = f"{step.days}{unit}"
    elif step.from_ is not Trigger.DUE and days:
        days = f" {days}{unit}"
    colon = " " if step.from_ is Trigger.DUE else COLON.in_(lang)
    when = WHEN[step.from_].in_(lang).format(days=days)
    filters = concerned_in_words(
        scenario,
        lang,
        segments=step.segments,
        max_score=step.max_score,
        min_amount_eur=step.min_amount_eur,
        max_amount_eur=step.max_amount_eur,
    )
    act = _act(scenario, scenario.policies[policy], step, lang)
    return f"{when}{colon}{act}{filters}{_repeat(getattr(step, 'repeat', None), lang)}"


def _act(scenario: Scenario, policy: Policy, step: Step, lang: Lang) -> str:
    match step:
        case ContactStep():
            manner = [step.tone.label.in_(lang)] if step.tone is not Tone.NEUTRAL else []
            manner += [BY_HAND.in_(lang)] if step.is_by_desk else []
            if step.offer is not None:
                manner.append(OFFERS.in_(lang).format(offer=step.offer.label.in_(lang)))
            return step.channel.label.in_(lang) + (f" ({', '.join(manner)})" if manner else "")
        case ChargeStep():
            rate, fee = _charges(policy.penalties, lang)
            return CHARGES.in_(lang).format(label=_label(step, lang), rate=rate, fee=fee)
        case PlacementStep():
            agency = scenario.agencies[step.agency]
            return COMMISSION.in_(lang).format(
                label=_label(step, lang),
                agency=shown(agency.label, step.agency, lang),
                rate=percent(agency.commission_rate, lang),
            )
        case LegalStep():
            who = shown(scenario.courts[step.court].label, step.court, lang)
            return f"{_label(step, lang)}, {who}"
        case FactoringStep():
            who = shown(scenario.factors[step.factor].label, step.factor, lang)
            return f"{_label(step, lang)}, {who}"
        case HoldStep() | ClaimStep() | WriteOffStep():
            return _label(step, lang)


def _charges(stated: Penalties, lang: Lang) -> tuple[str, str]:
    """Write the rate and the indemnity that a policy states, or that it leaves to the law."""
    rate, fee = LEGAL_RATE.in_(lang), LEGAL_FEE.in_(lang)
    if stated.annual_rate is not None:
        rate = YEARLY_RATE.in_(lang).format(rate=percent(stated.annual_rate, lang))
    if stated.indemnity_eur is not None:
        fee = amount(stated.indemnity_eur, lang)
    return rate, fee


def _label(step: Step, lang: Lang) -> str:
    return Action(step.action).label.in_(lang)


def _repeat(repeat: Repeat | None, lang: Lang) -> str:
    if repeat is None:
        return ""
    text = REPEAT_ONCE if repeat.at_most == 1 else REPEAT
    return text.in_(lang).format(days=repeat.every_days, most=repeat.at_most)
