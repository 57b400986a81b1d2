"""Warnings on law and sense: what a valid scenario may not have meant.

Each rule has a name, says where it bites and speaks both languages. ``refused`` is what the law
refuses, ``warning`` what is likely a slip, ``note`` what the user should know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from simrecouv.scenario.ladder import (
    Contact,
    leaving_day,
    nominal_contacts,
    nominal_day,
    write_off_day,
)
from simrecouv.scenario.law import FLOOR_FACTOR, late_rates, longest_days
from simrecouv.scenario.policy import ChargeStep, ContactStep, Discount, PlacementStep, Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.words import percent, terms_in_words
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import EndOfMonth, Label, SegmentKind, Trigger, Word

#: Invoices beyond which a comparison takes minutes and gigabytes.
MANY_INVOICES = 2_000_000


class Severity(Word):
    """How serious an advice is."""

    REFUSED = "refused", "refusé par la loi", "refused by law"
    WARNING = "warning", "attention", "warning"
    NOTE = "note", "à savoir", "note"


class Advice(NamedTuple):
    """One thing to know about a scenario: which rule, where, how serious, what."""

    rule: str
    place: str
    severity: Severity
    text: Label


def advice(scenario: Scenario) -> list[Advice]:
    """Check a scenario against law and sense, the most serious first.

    >>> from simrecouv.scenario import load_scenario
    >>> changed = load_scenario("pme-b2b", ["segments.public.terms.net_days=60"])
    >>> [one.place for one in advice(changed) if one.rule == "terms_cap"]
    ['segments.public.terms']
    """
    order = list(Severity)
    found = [one for rule in RULES for one in rule(scenario)]
    return sorted(found, key=lambda one: order.index(one.severity))


# === Law ===================================================================================== #


def _terms_caps(scenario: Scenario) -> Iterator[Advice]:
    stated = [(f"segments.{n}.terms", n, s.terms) for n, s in scenario.segments.items()]
    for policy, table in scenario.policies.items():
        stated += [(f"policies.{policy}.terms.{n}", n, t) for n, t in table.terms.items()]
    for place, segment, terms in stated:
        cap = longest_days(scenario.segments[segment].kind, terms.end_of_month)
        if cap is not None and terms.net_days > cap:
            month = terms.end_of_month is not EndOfMonth.NONE
            yield Advice(
                "terms_cap",
                place,
                Severity.WARNING,
                Label(
                    f"{terms_in_words(terms, 'fr')} : au-delà du plafond légal de {cap} j"
                    f"{' fin de mois' if month else ''} (C. com. L441-10)",
                    f"{terms_in_words(terms, 'en')}: beyond the legal cap of {cap} d"
                    f"{' end of month' if month else ''} (French commercial code L441-10)",
                ),
            )


def _late_charges(scenario: Scenario) -> Iterator[Advice]:
    half, rates = late_rates(scenario.simulation.start)
    floor = FLOOR_FACTOR * rates.legal
    for name, policy in scenario.policies.items():
        if not any(isinstance(step, ChargeStep) for step in policy.steps):
            continue
        rate = policy.penalties.annual_rate
        if rate < floor - 1e-9:
            yield Advice(
                "interest_floor",
                f"policies.{name}.penalties.annual_rate",
                Severity.WARNING,
                Label(
                    f"{percent(rate, 'fr')} : sous le plancher de {percent(floor, 'fr')} "
                    f"(3 fois le taux légal, {half})",
                    f"{percent(rate, 'en')}: under the floor of {percent(floor, 'en')} "
                    f"(3 times the legal rate, half-year {half})",
                ),
            )
        yield from _consumer_charges(scenario, name, policy)


def _consumer_charges(scenario: Scenario, name: str, policy: Policy) -> Iterator[Advice]:
    for step in policy.steps:
        concerned = [
            s for s in _concerned(scenario, step.segments) if _kind(scenario, s) == "consumer"
        ]
        if not isinstance(step, ChargeStep) or not concerned:
            continue
        place = f"policies.{name}.steps.{step.id}"
        if policy.penalties.indemnity_eur > 0.0:
            yield Advice(
                "consumer_indemnity",
                place,
                Severity.REFUSED,
                Label(
                    f"l'indemnité forfaitaire n'est pas due par un consommateur ({concerned[0]})",
                    f"the fixed indemnity is not owed by a consumer ({concerned[0]})",
                ),
            )
        yield Advice(
            "consumer_interest",
            place,
            Severity.WARNING,
            Label(
                f"un consommateur ne doit pas d'intérêts de plein droit ({concerned[0]}) : "
                "il faut une mise en demeure ou une clause",
                f"a consumer owes no automatic interest ({concerned[0]}): "
                "it takes a formal notice or a clause",
            ),
        )


def _public_placement(scenario: Scenario) -> Iterator[Advice]:
    for name, policy in scenario.policies.items():
        for step in policy.steps:
            named = [s for s in step.segments or () if _kind(scenario, s) == "public"]
            if isinstance(step, PlacementStep) and named:
                yield Advice(
                    "public_placement",
                    f"policies.{name}.steps.{step.id}",
                    Severity.WARNING,
                    Label(
                        f"un acheteur public ({named[0]}) se relance auprès de son comptable : "
                        "ses biens ne sont pas saisissables",
                        f"a public buyer ({named[0]}) is chased through its accountant: "
                        "its assets cannot be seized",
                    ),
                )


# === Sense =================================================================================== #


def _discounts(scenario: Scenario) -> Iterator[Advice]:
    for name, policy in scenario.policies.items():
        if policy.discount is not None:
            yield from _discount(scenario, name, policy.discount)


def _discount(scenario: Scenario, policy: str, offer: Discount) -> Iterator[Advice]:
    for segment in _concerned(scenario, offer.segments):
        terms = scenario.terms_of(policy, segment)
        gained = terms.net_days - offer.within_days
        if gained <= 0:
            yield Advice(
                "discount_deadline",
                f"policies.{policy}.discount.within_days",
                Severity.WARNING,
                Label(
                    f"{offer.within_days} j : pas plus tôt que les conditions de {segment} "
                    f"({terms_in_words(terms, 'fr')}), l'escompte n'achète rien",
                    f"{offer.within_days} d: no earlier than the terms of {segment} "
                    f"({terms_in_words(terms, 'en')}), the discount buys nothing",
                ),
            )
            continue
        annual = offer.rate / (1.0 - offer.rate) * DAYS_PER_YEAR / gained
        dear = annual > scenario.finance.debit_rate.high
        yield Advice(
            "discount_cost",
            f"policies.{policy}.discount",
            Severity.WARNING if annual > 5.0 * scenario.finance.debit_rate.high else Severity.NOTE,
            Label(
                f"{percent(offer.rate, 'fr')} pour {gained} j gagnés sur {segment} : "
                f"{percent(round(annual, 3), 'fr')} par an"
                f"{', plus cher que le découvert' if dear else ''}",
                f"{percent(offer.rate, 'en')} for {gained} d gained on {segment}: "
                f"{percent(round(annual, 3), 'en')} a year"
                f"{', dearer than the overdraft' if dear else ''}",
            ),
        )


def _ladders(scenario: Scenario) -> Iterator[Advice]:
    """Steps that never run, cut repeats, and limits that the ladder itself would break."""
    for name, policy in scenario.policies.items():
        told: set[tuple[str, str]] = set()
        for segment in scenario.segments:
            for one in _ladder(scenario, name, policy, segment):
                if (one.rule, one.place) not in told:
                    told.add((one.rule, one.place))
                    yield one


def _ladder(scenario: Scenario, name: str, policy: Policy, segment: str) -> Iterator[Advice]:
    contacts = nominal_contacts(scenario, name, segment)
    leaves, lost = leaving_day(scenario, policy, segment), write_off_day(policy, segment)
    times = {step.id: 0 for step in policy.steps}
    for contact in contacts:
        times[contact.step.id] += 1
    for step in policy.steps:
        if not isinstance(step, ContactStep) or segment not in _concerned(scenario, step.segments):
            continue
        planned = 1 + (step.repeat.at_most if step.repeat else 0)
        if times[step.id] < planned:
            yield _never(scenario, name, step, times[step.id], planned, leaves)
    late = [contact for contact in contacts if contact.day >= lost]
    if late:
        yield Advice(
            "contact_after_write_off",
            f"policies.{name}.steps.{late[0].step.id}",
            Severity.WARNING,
            Label(
                f"relance à J+{late[0].day}, après le passage en perte (J+{lost})",
                f"contact on D+{late[0].day}, after the write-off (D+{lost})",
            ),
        )
    yield from _limits(name, policy, contacts)


def _never(
    scenario: Scenario, policy: str, step: ContactStep, times: int, planned: int, leaves: int
) -> Advice:
    terms = next(iter(scenario.segments.values())).terms
    day = nominal_day(step.from_, step.days, terms)
    placed = step.from_ is not Trigger.PREVIOUS and day >= leaves
    if placed or (times == 0 and step.from_ is Trigger.PREVIOUS):
        why = Label(
            "le dossier est déjà remis au cabinet", "the invoice is already with the agency"
        )
    else:
        why = Label(
            "une étape écrite après elle échoit avant", "a step written after it is due sooner"
        )
    if times == 0:
        text = Label(f"n'a jamais lieu : {why.fr}", f"never runs: {why.en}")
    else:
        text = Label(
            f"a lieu {times} fois sur {planned} prévues : la suite du calendrier l'interrompt",
            f"runs {times} times of {planned} planned: the rest of the calendar cuts it short",
        )
    rule = "step_never_runs" if times == 0 else "repeat_cut_short"
    severity = Severity.WARNING if times == 0 else Severity.NOTE
    return Advice(rule, f"policies.{policy}.steps.{step.id}", severity, text)


def _limits(name: str, policy: Policy, contacts: list[Contact]) -> Iterator[Advice]:
    limits = policy.contact_limits
    for sooner, later in pairwise(contacts):
        if later.day - sooner.day < limits.min_gap_days:
            yield Advice(
                "min_gap",
                f"policies.{name}.steps.{later.step.id}",
                Severity.WARNING,
                Label(
                    f"tombe {later.day - sooner.day} j après la relance précédente, moins que "
                    f"l'écart minimal de {limits.min_gap_days} j : elle attendra",
                    f"falls {later.day - sooner.day} d after the previous contact, less than the "
                    f"minimum gap of {limits.min_gap_days} d: it will wait",
                ),
            )
    most = limits.max_per_customer_per_30_days
    for first, last in zip(contacts, contacts[most:], strict=False):
        if last.day - first.day < 30:
            yield Advice(
                "contact_cap",
                f"policies.{name}.steps.{last.step.id}",
                Severity.WARNING,
                Label(
                    f"serait la {most + 1}e relance en 30 j, la limite est {most} : elle attendra",
                    f"would be contact {most + 1} in 30 d, the limit is {most}: it will wait",
                ),
            )


def _same_policies(scenario: Scenario) -> Iterator[Advice]:
    for one, other in combinations(scenario.policies, 2):
        first, second = (
            scenario.policies[p].model_copy(update={"label": None}) for p in (one, other)
        )
        if first == second:
            yield Advice(
                "same_policies",
                f"policies.{other}",
                Severity.WARNING,
                Label(
                    f"identique à « {one} » : tous les écarts seront nuls",
                    f"identical to “{one}”: every difference will be zero",
                ),
            )


def _size(scenario: Scenario) -> Iterator[Advice]:
    sold = sum(s.customers * s.orders_per_customer_per_year for s in scenario.segments.values())
    clock = scenario.clock
    invoices = sold * (clock.end_day - clock.first_day) / DAYS_PER_YEAR
    if invoices > MANY_INVOICES:
        millions = invoices / 1e6
        yield Advice(
            "size",
            "segments",
            Severity.WARNING,
            Label(
                f"environ {millions:.0f} millions de factures par réplication : "
                "long, et plusieurs gigaoctets",
                f"about {millions:.0f} million invoices per replication: "
                "slow, and several gigabytes",
            ),
        )


def _concerned(scenario: Scenario, names: tuple[str, ...] | None) -> list[str]:
    return [name for name in scenario.segments if names is None or name in names]


def _kind(scenario: Scenario, segment: str) -> SegmentKind:
    return scenario.segments[segment].kind


#: Every rule, law first.
RULES: tuple[Callable[[Scenario], Iterator[Advice]], ...] = (
    _terms_caps,
    _late_charges,
    _public_placement,
    _discounts,
    _ladders,
    _same_policies,
    _size,
)
