"""What third parties ask of a policy and give it, in words: one line each."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import FactoringStep, LegalStep, PlacementStep
from simrecouv.scenario.third_parties import Agency, Court, Factor, Insurer
from simrecouv.scenario.words import concerned_in_words, shown
from simrecouv.vocabulary import Label, Lang, Procedure
from simrecouv.vocabulary.numbers import amount, percent
from simrecouv.vocabulary.typography import COLON

INSURED = Label(
    "prime de {premium} des ventes HT, couvre {quota} de la perte HT, {limit} par client au plus",
    "premium of {premium} of sales excl. VAT, covers {quota} of the loss excl. VAT, at most "
    "{limit} a customer",
)
APPROVED = Label("score d'au moins {score}", "score of at least {score}")
DEDUCTIBLE = Label("franchise de {amount}", "deductible of {amount}")
CLAIMED = Label(
    "déclaration jusqu'à J+{within}, indemnité {days} j après",
    "claim up to D+{within}, indemnity {days} d later",
)
GUARANTEED = Label(
    "garantie de {share} du principal, fournie par {accepted} des clients, payée {days} j après "
    "l'appel",
    "guarantee of {share} of the principal, provided by {accepted} of customers, paid {days} d "
    "after the call",
)
FEE = Label("coût de {rate} du TTC", "fee of {rate} of the amount incl. VAT")
COMMISSION = Label("commission de {rate}", "{rate} commission")
FROM_DAYS = Label("si remise dès J+{days}", "if placed from D+{days}")
FROM_AMOUNT = Label("dès {amount}", "from {amount}")
LEAST = Label("{amount} au moins par paiement", "at least {amount} a payment")
OPENING = Label("{amount} d'ouverture", "{amount} to open a file")
RECALL = Label("retour sans paiement après {days} j", "unpaid invoices come back after {days} d")
DECISION = Label(
    "décision en {days} j, {share} des demandes accordées",
    "decision in {days} d, {share} of claims granted",
)
SMALL_CLAIM = Label(
    "accord ou refus en {days} j, {share} des clients consentent",
    "answer in {days} d, {share} of customers consent",
)
UP_FRONT = Label("{amount} de frais à l'ouverture", "{amount} of costs to file")
SHARE_OF_CLAIM = Label("plus {rate} du principal", "plus {rate} of the principal")
PROTECTIVE = Label("avec saisie conservatoire", "with a protective seizure")
ADVANCE = Label(
    "avance de {share}, commission de {rate}, intérêts de {interest} par an",
    "advance of {share}, {rate} commission, interest of {interest} a year",
)
RECOURSE = Label("reprise si impayé à J+{days}", "taken back if unpaid on D+{days}")
NO_RECOURSE = Label("sans reprise", "never taken back")


def cover_in_words(scenario: Scenario, stated: Policy, lang: Lang) -> Iterator[str]:
    """Write the credit insurance and the guarantee of a policy.

    >>> from simrecouv.scenario import load_scenario
    >>> kept = load_scenario("pme-b2b", ["policies.douce.guarantee={ share = 0.5 }"])
    >>> list(cover_in_words(kept, kept.policies["douce"], "en"))
    ['guarantee of 50% of the principal, provided by 100% of customers, paid 30 d after the call']
    """
    if (insurance := stated.insurance) is not None:
        insurer = scenario.insurers[insurance.insurer]
        only = concerned_in_words(scenario, lang, segments=insurance.segments)
        who = shown(insurer.label, insurance.insurer, lang)
        yield who + COLON.in_(lang) + ", ".join(_insurer(insurer, lang)) + only
    if (guarantee := stated.guarantee) is not None:
        text = GUARANTEED.in_(lang).format(
            share=percent(guarantee.share, lang),
            accepted=percent(guarantee.accepted_share, lang),
            days=guarantee.call_days,
        )
        if guarantee.fee_rate > 0.0:
            text += ", " + FEE.in_(lang).format(rate=percent(guarantee.fee_rate, lang))
        yield text + concerned_in_words(
            scenario, lang, segments=guarantee.segments, max_score=guarantee.max_score
        )


def _insurer(insurer: Insurer, lang: Lang) -> Iterator[str]:
    yield INSURED.in_(lang).format(
        premium=percent(insurer.premium_rate, lang),
        quota=percent(insurer.quota, lang),
        limit=amount(insurer.limit_eur, lang),
    )
    if insurer.min_score > 0:
        yield APPROVED.in_(lang).format(score=insurer.min_score)
    if insurer.deductible_eur > 0.0:
        yield DEDUCTIBLE.in_(lang).format(amount=amount(insurer.deductible_eur, lang))
    yield CLAIMED.in_(lang).format(within=insurer.claim_within_days, days=insurer.indemnity_days)


def parties_in_words(scenario: Scenario, stated: Policy, lang: Lang) -> Iterator[str]:
    """Write what the agencies, courts and factors that a policy names ask and do.

    An agency whose calendar says all, a plain commission, has no line.

    >>> from simrecouv.scenario import load_scenario
    >>> plain = load_scenario("pme-b2b")
    >>> list(parties_in_words(plain, plain.policies["douce"], "fr"))
    []
    """
    told: dict[str, list[str]] = {}
    for step in stated.steps:
        match step:
            case PlacementStep():
                agency = scenario.agencies[step.agency]
                told[shown(agency.label, step.agency, lang)] = list(_agency(agency, lang))
            case LegalStep():
                court = scenario.courts[step.court]
                told[shown(court.label, step.court, lang)] = list(_court(court, lang))
            case FactoringStep():
                factor = scenario.factors[step.factor]
                told[shown(factor.label, step.factor, lang)] = list(_factor(factor, lang))
    for who, parts in told.items():
        if parts:
            yield who + COLON.in_(lang) + ", ".join(parts)


def _agency(agency: Agency, lang: Lang) -> Iterator[str]:
    for band in agency.commission_bands:
        bounds = []
        if band.from_days > 0:
            bounds.append(FROM_DAYS.in_(lang).format(days=band.from_days))
        if band.from_eur > 0.0:
            bounds.append(FROM_AMOUNT.in_(lang).format(amount=amount(band.from_eur, lang)))
        rate = COMMISSION.in_(lang).format(rate=percent(band.rate, lang))
        yield " ".join([rate, *bounds])
    if agency.minimum_commission_eur > 0.0:
        yield LEAST.in_(lang).format(amount=amount(agency.minimum_commission_eur, lang))
    if agency.placement_fee_eur > 0.0:
        yield OPENING.in_(lang).format(amount=amount(agency.placement_fee_eur, lang))
    if agency.recall_days is not None:
        yield RECALL.in_(lang).format(days=agency.recall_days)


def _court(court: Court, lang: Lang) -> Iterator[str]:
    answer = SMALL_CLAIM if court.procedure is Procedure.SMALL_CLAIMS else DECISION
    share = percent(court.granted_share, lang)
    yield answer.in_(lang).format(days=court.decision_days, share=share)
    paid = court.filing_eur + court.lawyer_eur + court.protective_eur
    if paid > 0.0:
        yield UP_FRONT.in_(lang).format(amount=amount(paid, lang))
    if court.lawyer_rate > 0.0:
        yield SHARE_OF_CLAIM.in_(lang).format(rate=percent(court.lawyer_rate, lang))
    if court.protective_eur > 0.0:
        yield PROTECTIVE.in_(lang)


def _factor(factor: Factor, lang: Lang) -> Iterator[str]:
    yield ADVANCE.in_(lang).format(
        share=percent(factor.advance_rate, lang),
        rate=percent(factor.commission_rate, lang),
        interest=percent(factor.interest_rate, lang),
    )
    if factor.recourse:
        yield RECOURSE.in_(lang).format(days=factor.recourse_days)
    else:
        yield NO_RECOURSE.in_(lang)
