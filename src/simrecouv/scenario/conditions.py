"""What a policy states beside its ladder, in words: only what differs from the default."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.conditions_parties import cover_in_words, parties_in_words
from simrecouv.scenario.policy import ContactLimits, Desk, Exclusions, Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ChargeStep, ContactStep
from simrecouv.scenario.words import (
    concerned_in_words,
    labels_in_words,
    shown,
    terms_in_words,
)
from simrecouv.vocabulary import Allocation, Label, Lang, Offer, Weekday
from simrecouv.vocabulary.numbers import amount, percent, plain
from simrecouv.vocabulary.typography import COLON

RISKY = Label("score d'au plus {score}", "score of at most {score}")
MIN_SCORE = Label(
    "commandes refusées sous un score de {score}", "orders refused below score {score}"
)
LIMIT = Label(
    "encours d'au plus {limit} TTC, commande comprise",
    "at most {limit} owed incl. VAT, the order itself included",
)
DEPOSIT = Label("acompte de {share} à la commande", "deposit of {share} with the order")
DIRECT_DEBIT = Label(
    "prélèvement à l'échéance, accepté par {share} des clients",
    "direct debit on the due day, accepted by {share} of customers",
)
TRAINING = Label(
    "commerciaux formés : écartent {hits} des commandes de clients défaillants sous {days} j et "
    "{alarms} des autres{cost}",
    "sales training: declines {hits} of the orders of customers failing within {days} d and "
    "{alarms} of the others{cost}",
)
QUALITY = Label(
    "factures contrôlées : il reste {errors} des erreurs et {disputes} des litiges{cost}",
    "invoices checked: {errors} of errors and {disputes} of disputes are left{cost}",
)
YEARLY = Label(", {cost} par an", ", {cost} a year")
DISCOUNT = Label(
    "escompte de {rate} à qui paie sous {days} j", "discount of {rate} for paying within {days} d"
)
WAIVED = Label(
    "pénalités abandonnées par geste sur {share} des factures qui en portent",
    "late charges waived as a gesture on {share} of charged invoices",
)
ALLOCATION = Label("paiement partiel imputé : {order}", "part payment settles: {order}")
MOST_CONTACTS = Label(
    "au plus {most} relances par client en 30 j", "at most {most} contacts per customer in 30 d"
)
LEAST_GAP = Label("au moins {gap} j entre deux relances", "at least {gap} d between contacts")
RUN_DAYS = Label("messages automatiques : {days}", "automatic messages: {days}")
EXCLUDED = Label("laissés tranquilles : {who}", "left alone: {who}")
SMALL = Label("factures de moins de {amount} TTC", "invoices below {amount} incl. VAT")
COLLECTORS = {
    0: Label("aucun chargé de relance", "no collector"),
    1: Label("un chargé de relance", "one collector"),
}
MORE_COLLECTORS = Label("{n} chargés de relance", "{n} collectors")
MINUTES = Label("{minutes} min utiles par jour", "{minutes} productive min a day")
OVERTIME = Label(
    "{minutes} min d'heures supplémentaires au plus (majorées de {premium})",
    "at most {minutes} min of overtime (at a premium of {premium})",
)
ABSENCE = Label("absents {share} des jours", "away {share} of days")
PLAN = Label(
    "échéancier : {n} échéances, tous les {days} j", "payment plan: {n} instalments, every {days} d"
)
SETTLEMENT = Label(
    "abandon de {rate} contre paiement du reste", "{rate} given up if the rest is paid"
)


def conditions_in_words(scenario: Scenario, policy: str, lang: Lang = "fr") -> list[str]:
    """Write what a policy states beside its ladder, one line each.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> stated = load_scenario("pme-b2b", ["policies.ferme.desk={ collectors = 2 }"])
    >>> conditions_in_words(stated, "ferme", "en")[-1]
    '2 collectors, 300 productive min a day, oldest first'
    """
    stated = scenario.policies[policy]
    return [
        *_terms(scenario, stated, lang),
        *_orders(scenario, stated, lang),
        *_quality(stated, lang),
        *cover_in_words(scenario, stated, lang),
        *_incentives(scenario, stated, lang),
        *_contacts(scenario, stated, lang),
        *_offers(stated, lang),
        *parties_in_words(scenario, stated, lang),
    ]


def _terms(scenario: Scenario, stated: Policy, lang: Lang) -> Iterator[str]:
    for name, terms in stated.terms.items():
        label = shown(scenario.segments[name].label, name, lang)
        yield label + COLON.in_(lang) + terms_in_words(terms, lang)
    if (risky := stated.risk_terms) is not None:
        who = RISKY.in_(lang).format(score=risky.max_score)
        only = concerned_in_words(scenario, lang, segments=risky.segments)
        yield who + COLON.in_(lang) + terms_in_words(risky.terms, lang) + only


def _orders(scenario: Scenario, stated: Policy, lang: Lang) -> Iterator[str]:
    """Write what an order and its payment are asked for."""
    if (credit := stated.credit) is not None:
        only = concerned_in_words(scenario, lang, segments=credit.segments)
        if credit.min_score > 0:
            yield MIN_SCORE.in_(lang).format(score=credit.min_score) + only
        if credit.limit_eur is not None:
            yield LIMIT.in_(lang).format(limit=amount(credit.limit_eur, lang)) + only
    if (deposit := stated.deposit) is not None:
        yield DEPOSIT.in_(lang).format(share=percent(deposit.share, lang)) + concerned_in_words(
            scenario, lang, segments=deposit.segments, max_score=deposit.max_score
        )
    if (debit := stated.direct_debit) is not None:
        only = concerned_in_words(scenario, lang, segments=debit.segments)
        yield DIRECT_DEBIT.in_(lang).format(share=percent(debit.accepted_share, lang)) + only


def _quality(stated: Policy, lang: Lang) -> Iterator[str]:
    if (training := stated.sales_training) is not None:
        yield TRAINING.in_(lang).format(
            hits=percent(training.hit_share, lang),
            days=training.horizon_days,
            alarms=percent(training.false_alarm_share, lang),
            cost=_yearly(training.cost_eur_per_year, lang),
        )
    if (quality := stated.invoice_quality) is not None:
        yield QUALITY.in_(lang).format(
            errors=percent(quality.error_factor, lang),
            disputes=percent(quality.dispute_factor, lang),
            cost=_yearly(quality.cost_eur_per_year, lang),
        )


def _yearly(eur: float, lang: Lang) -> str:
    return YEARLY.in_(lang).format(cost=amount(eur, lang)) if eur > 0.0 else ""


def _incentives(scenario: Scenario, stated: Policy, lang: Lang) -> Iterator[str]:
    if (offer := stated.discount) is not None:
        text = DISCOUNT.in_(lang).format(rate=percent(offer.rate, lang), days=offer.within_days)
        yield text + concerned_in_words(scenario, lang, segments=offer.segments)
    waived = stated.penalties.waived_share
    if waived > 0.0 and any(isinstance(step, ChargeStep) for step in stated.steps):
        yield WAIVED.in_(lang).format(share=percent(waived, lang))
    if stated.allocation is not Allocation.COSTS_FIRST:
        yield ALLOCATION.in_(lang).format(order=stated.allocation.label.in_(lang))


def _contacts(scenario: Scenario, stated: Policy, lang: Lang) -> Iterator[str]:
    if any(isinstance(step, ContactStep) for step in stated.steps):
        yield from _limits(stated, lang)
    if stated.exclude != Exclusions():
        yield EXCLUDED.in_(lang).format(who=_left_alone(scenario, stated.exclude, lang))
    if stated.desk is not None:
        yield _desk(stated.desk, lang)


def _limits(stated: Policy, lang: Lang) -> Iterator[str]:
    """Write the limits that differ from the defaults, which limit nothing."""
    limits, free = stated.contact_limits, ContactLimits()
    most, gap = limits.max_per_customer_per_30_days, limits.min_gap_days
    parts = []
    if most < free.max_per_customer_per_30_days:
        parts.append(MOST_CONTACTS.in_(lang).format(most=most))
    if gap > free.min_gap_days:
        parts.append(LEAST_GAP.in_(lang).format(gap=gap))
    if parts:
        yield ", ".join(parts)
    if set(stated.dunning_weekdays) != set(Weekday):
        yield RUN_DAYS.in_(lang).format(days=weekdays_in_words(stated, lang))


def weekdays_in_words(stated: Policy, lang: Lang) -> str:
    """List the days on which automatic messages leave, Monday first."""
    return ", ".join(day.label.in_(lang) for day in Weekday if day in stated.dunning_weekdays)


def _left_alone(scenario: Scenario, exclude: Exclusions, lang: Lang) -> str:
    who = [labels_in_words(scenario, exclude.segments, lang)] if exclude.segments else []
    if exclude.below_eur > 0.0:
        who.append(SMALL.in_(lang).format(amount=amount(exclude.below_eur, lang)))
    return ", ".join(who)


def _desk(desk: Desk, lang: Lang) -> str:
    n = COLLECTORS.get(desk.collectors, MORE_COLLECTORS).in_(lang).format(n=desk.collectors)
    parts = [
        n,
        MINUTES.in_(lang).format(minutes=plain(desk.minutes_per_day, lang)),
        desk.worklist.label.in_(lang),
    ]
    if desk.overtime_minutes > 0.0:
        minutes = plain(desk.overtime_minutes, lang)
        premium = percent(desk.overtime_premium, lang)
        parts.append(OVERTIME.in_(lang).format(minutes=minutes, premium=premium))
    if desk.absence_rate > 0.0:
        parts.append(ABSENCE.in_(lang).format(share=percent(desk.absence_rate, lang)))
    return ", ".join(parts)


def _offers(stated: Policy, lang: Lang) -> Iterator[str]:
    """Write the terms of what some contact offers."""
    offered = {step.offer for step in stated.steps if isinstance(step, ContactStep)}
    if Offer.PLAN in offered:
        plan = stated.plan
        yield PLAN.in_(lang).format(n=plan.instalments, days=plan.every_days)
    if Offer.SETTLEMENT in offered:
        yield SETTLEMENT.in_(lang).format(rate=percent(stated.settlement.rate, lang))
