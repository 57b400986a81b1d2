"""Rules of advice on the law of payment terms and late charges, by country."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.advice import Advice, concerned, labels_of_kind, step_place
from simrecouv.scenario.law import (
    LAST_KNOWN,
    LAW,
    consumer_rate_cap,
    half_of,
    indemnity_bands,
    interest_floor,
    is_known,
    late_rate,
    longest_days,
)
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.portfolio import Terms
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ChargeStep
from simrecouv.scenario.words import terms_in_words
from simrecouv.vocabulary import Country, EndOfMonth, Label, SegmentKind, Severity
from simrecouv.vocabulary.numbers import amount, percent

#: Countries whose cap on the terms of companies yields to an express and fair agreement.
NEGOTIABLE = (Country.GB, Country.EU)

FREE_REMINDER = Label(
    ", et rien avant un premier rappel gratuit et 14 j",
    ", and nothing before a first reminder free of charge and 14 d",
)
POUNDS = Label(
    "les montants du fichier sont alors des livres, que l'écran écrit en euros",
    "the amounts of the file are then pounds, which the screen writes in euros",
)


def currency(scenario: Scenario) -> Iterator[Advice]:
    """Note that amounts are in the money of the country, whatever sign is shown."""
    if scenario.creditor.country is Country.GB:
        yield Advice("currency", "creditor.country", Severity.NOTE, POUNDS)


def terms_caps(scenario: Scenario) -> Iterator[Advice]:
    """Warn of terms beyond the legal cap, those of segments and those of policies."""
    country = scenario.creditor.country
    for place, terms, segments in _stated_terms(scenario):
        kinds = {scenario.segments[s].kind for s in segments}
        caps = {longest_days(country, kind, terms.end_of_month) for kind in kinds}
        cap = min((cap for cap in caps if cap is not None), default=None)
        if cap is None or terms.net_days <= cap:
            continue
        month = terms.end_of_month is not EndOfMonth.NONE
        unless = country in NEGOTIABLE and SegmentKind.PUBLIC not in kinds
        text = Label(
            f"{terms_in_words(terms, 'fr')} : au-delà du plafond légal de {cap} j"
            f"{' fin de mois' if month else ''}{', sauf accord exprès et équitable' * unless}",
            f"{terms_in_words(terms, 'en')}: beyond the legal cap of {cap} d"
            f"{' end of month' if month else ''}{', unless expressly and fairly agreed' * unless}",
        )
        yield Advice("terms_cap", place, Severity.WARNING, text)


def _stated_terms(scenario: Scenario) -> Iterator[tuple[str, Terms, list[str]]]:
    """Yield the terms of segments and of policies: place, terms, segments that get them."""
    for name, segment in scenario.segments.items():
        yield f"segments.{name}.terms", segment.terms, [name]
    for policy, stated in scenario.policies.items():
        for name, terms in stated.terms.items():
            yield f"policies.{policy}.terms.{name}", terms, [name]
        if (risky := stated.risk_terms) is not None:
            place = f"policies.{policy}.risk_terms.terms"
            yield place, risky.terms, concerned(scenario, risky.segments)


def late_charges(scenario: Scenario) -> Iterator[Advice]:
    """Warn of late charges that the law does not give, or gives otherwise."""
    for name, policy in scenario.policies.items():
        charges = [step for step in policy.steps if isinstance(step, ChargeStep)]
        kinds = {
            scenario.segments[segment].kind
            for step in charges
            for segment in scenario.segments_of(name, step)
        }
        yield from _unknown_rates(scenario, name, policy, kinds)
        if SegmentKind.COMPANY in kinds:
            yield from _low_rate(scenario, name, policy.penalties.annual_rate)
        if kinds - {SegmentKind.CONSUMER}:
            yield from _other_indemnity(scenario, name, policy.penalties.indemnity_eur)
        for step in charges:
            yield from _consumer_charges(scenario, name, policy, step)
            yield from _public_charges(scenario, name, policy.penalties.annual_rate, step)


def _unknown_rates(
    scenario: Scenario, name: str, policy: Policy, kinds: set[SegmentKind]
) -> Iterator[Advice]:
    """Note a rate left to the law in a half-year that the tables do not hold."""
    country, start = scenario.creditor.country, scenario.simulation.start
    unknown = [kind for kind in kinds if not is_known(country, kind, start)]
    if policy.penalties.annual_rate is None and unknown:
        half = half_of(start)
        text = Label(
            f"taux légal inconnu au {half.in_('fr')} (table jusqu'au {LAST_KNOWN.in_('fr')}) : le "
            "plus proche connu est facturé",
            f"legal rate unknown for {half.in_('en')} (table up to {LAST_KNOWN.in_('en')}): the "
            "nearest known one is charged",
        )
        place = f"policies.{name}.penalties.annual_rate"
        yield Advice("unknown_rate", place, Severity.NOTE, text)


def _other_indemnity(
    scenario: Scenario, name: str, indemnity_eur: float | None
) -> Iterator[Advice]:
    bands = indemnity_bands(scenario.creditor.country, SegmentKind.COMPANY)
    if not indemnity_eur or indemnity_eur in {fee for _, fee in bands}:
        return
    fr, en = (" / ".join(amount(fee, lang) for _, fee in bands) for lang in ("fr", "en"))
    text = Label(
        f"l'indemnité forfaitaire est de {fr} par facture ; au-delà, il faut justifier les frais",
        f"the fixed indemnity is {en} per invoice; beyond it, costs must be proved",
    )
    yield Advice("indemnity", f"policies.{name}.penalties.indemnity_eur", Severity.WARNING, text)


def _low_rate(scenario: Scenario, name: str, rate: float | None) -> Iterator[Advice]:
    """Warn of a rate under the floor of the law; where it sets none, note one under its own."""
    country, start = scenario.creditor.country, scenario.simulation.start
    if rate is None:
        return
    place = f"policies.{name}.penalties.annual_rate"
    floor, usual = interest_floor(country, start), late_rate(country, SegmentKind.COMPANY, start)
    half = min(half_of(start), LAST_KNOWN)
    if floor is not None and rate < floor - 1e-9:
        text = Label(
            f"{percent(rate, 'fr')} : sous le plancher de {percent(floor, 'fr')} "
            f"(3 fois le taux légal, {half.in_('fr')})",
            f"{percent(rate, 'en')}: under the floor of {percent(floor, 'en')} "
            f"(3 times the legal rate, {half.in_('en')})",
        )
        yield Advice("interest_floor", place, Severity.WARNING, text)
    if country is not Country.FR and rate < usual - 1e-9:
        text = Label(
            f"{percent(rate, 'fr')} : moins que le taux de la loi ({percent(usual, 'fr')}, "
            f"{half.in_('fr')}), à convenir sans abus",
            f"{percent(rate, 'en')}: less than the rate of the law ({percent(usual, 'en')}, "
            f"{half.in_('en')}), to be agreed without abuse",
        )
        yield Advice("interest_below_law", place, Severity.NOTE, text)


def _consumer_charges(
    scenario: Scenario, name: str, policy: Policy, step: ChargeStep
) -> Iterator[Advice]:
    country, place = scenario.creditor.country, step_place(name, step)
    for who in labels_of_kind(scenario, scenario.segments_of(name, step), SegmentKind.CONSUMER):
        yield from _consumer_money(scenario, policy, place, who)
        text = Label(
            f"{who.fr} : un consommateur ne doit pas d'intérêts de plein droit, il faut une clause "
            f"ou une mise en demeure{FREE_REMINDER.fr * (country is Country.BE)}",
            f"{who.en}: a consumer owes no automatic interest, it takes a clause or a formal "
            f"notice{FREE_REMINDER.en * (country is Country.BE)}",
        )
        yield Advice("consumer_interest", place, Severity.WARNING, text)


def _consumer_money(scenario: Scenario, policy: Policy, place: str, who: Label) -> Iterator[Advice]:
    """Refuse what a consumer cannot owe: indemnity, a rate beyond the cap; note a rate of zero."""
    country, start = scenario.creditor.country, scenario.simulation.start
    rate, fee = policy.penalties.annual_rate, policy.penalties.indemnity_eur
    most, cap = LAW[country].consumer_indemnity, consumer_rate_cap(country, start)
    if fee is not None and fee > most:
        text = Label(
            f"{who.fr} : l'indemnité forfaitaire n'est pas due par un consommateur"
            + f", {amount(most, 'fr')} au plus par une clause" * (most > 0.0),
            f"{who.en}: the fixed indemnity is not owed by a consumer"
            + f", at most {amount(most, 'en')} by a clause" * (most > 0.0),
        )
        yield Advice("consumer_indemnity", place, Severity.REFUSED, text)
    if rate is not None and cap is not None and rate > cap + 1e-9:
        text = Label(
            f"{who.fr} : au plus {percent(cap, 'fr')} par an, même par une clause",
            f"{who.en}: at most {percent(cap, 'en')} a year, even by a clause",
        )
        yield Advice("consumer_rate_cap", place, Severity.REFUSED, text)
    if rate is None and late_rate(country, SegmentKind.CONSUMER, start) == 0.0:
        text = Label(
            f"{who.fr} : la directive ne fixe aucun taux, aucun intérêt n'est facturé",
            f"{who.en}: the directive sets no rate, no interest is charged",
        )
        yield Advice("no_consumer_rate", place, Severity.NOTE, text)


def _public_charges(
    scenario: Scenario, name: str, rate: float | None, step: ChargeStep
) -> Iterator[Advice]:
    """Warn of another rate than that of public contracts, in France; elsewhere, of a lower one."""
    country, start = scenario.creditor.country, scenario.simulation.start
    law = late_rate(country, SegmentKind.PUBLIC, start)
    if rate is None or (abs(rate - law) if country is Country.FR else law - rate) < 1e-9:
        return
    half = min(half_of(start), LAST_KNOWN)
    for who in labels_of_kind(scenario, scenario.segments_of(name, step), SegmentKind.PUBLIC):
        text = Label(
            f"{who.fr} : les intérêts d'un contrat public sont réglementés, taux de la banque "
            f"centrale + 8 points ({percent(law, 'fr')}, {half.in_('fr')}), et non "
            f"{percent(rate, 'fr')}",
            f"{who.en}: interest on a public contract is regulated, rate of the central bank "
            f"+ 8 points ({percent(law, 'en')}, {half.in_('en')}), not {percent(rate, 'en')}",
        )
        yield Advice("public_interest", step_place(name, step), Severity.WARNING, text)
