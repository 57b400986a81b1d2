"""Rules of advice on filters that let nobody through: segments, amounts, scores."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from simrecouv.scenario.advice import Advice, concerned, step_place
from simrecouv.scenario.amounts import share_of_at_least
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import Step
from simrecouv.vocabulary import Label, Severity
from simrecouv.vocabulary.numbers import amount

#: Standard deviations of a score beyond which nobody is expected.
FARTHEST = 3.0
#: Share of invoices under which hardly any is concerned.
HARDLY_ANY = 0.005

NO_SEGMENT = Label(
    "ne concerne aucun client : segments vides, laissés tranquilles ou hors du champ de l'acte",
    "concerns no customer: segments empty, left alone or out of the reach of the act",
)
HARDLY_AN_AMOUNT = Label(
    "presque aucune facture de ces clients n'a un tel montant",
    "hardly any invoice of these customers is of such an amount",
)
ALL_SPARED = Label(
    "tous les segments sont laissés tranquilles : seul le passage en perte a lieu",
    "every segment is left alone: only write-off takes place",
)


def exclusions(scenario: Scenario) -> Iterator[Advice]:
    """Warn of a policy that leaves everybody alone."""
    for name, policy in scenario.policies.items():
        left = [name for name in scenario.segments if name not in policy.exclude.segments]
        below = policy.exclude.below_eur
        if not left:
            place = f"policies.{name}.exclude.segments"
            yield Advice("nobody_contacted", place, Severity.WARNING, ALL_SPARED)
        elif _share_between(scenario, left, below, None) < HARDLY_ANY:
            text = Label(
                f"presque aucune facture n'atteint {amount(below, 'fr')} : seul le passage en "
                "perte a lieu",
                f"hardly any invoice reaches {amount(below, 'en')}: only write-off takes place",
            )
            place = f"policies.{name}.exclude.below_eur"
            yield Advice("nobody_contacted", place, Severity.WARNING, text)


def step_filters(scenario: Scenario) -> Iterator[Advice]:
    """Note the steps whose segments or amounts let nobody through."""
    for name, policy in scenario.policies.items():
        if scenario.segments.keys() <= set(policy.exclude.segments):
            continue
        for step in policy.steps:
            segments, place = scenario.segments_of(name, step), step_place(name, step)
            if not segments:
                yield Advice("step_for_nobody", f"{place}.segments", Severity.NOTE, NO_SEGMENT)
            elif _is_out_of_reach(scenario, segments, step):
                which = "min" if step.min_amount_eur > 0.0 else "max"
                at = f"{place}.{which}_amount_eur"
                yield Advice("amount_filter", at, Severity.NOTE, HARDLY_AN_AMOUNT)


def _is_out_of_reach(scenario: Scenario, segments: Iterable[str], step: Step) -> bool:
    if step.min_amount_eur == 0.0 and step.max_amount_eur is None:
        return False
    share = _share_between(scenario, segments, step.min_amount_eur, step.max_amount_eur)
    return share < HARDLY_ANY


def _share_between(
    scenario: Scenario, segments: Iterable[str], least: float, most: float | None
) -> float:
    """Return the highest share of invoices between two amounts among some segments."""
    found = 0.0
    for name in segments:
        segment = scenario.segments[name]
        larger = 0.0 if most is None else share_of_at_least(segment, math.nextafter(most, math.inf))
        found = max(found, share_of_at_least(segment, least) - larger)
    return found


def score_filters(scenario: Scenario) -> Iterator[Advice]:
    """Note the filters by score that concern nobody, given the scores of the profiles."""
    lowest = _lowest_scores(scenario)
    for name, policy in scenario.policies.items():
        for place, most, segments in _filters(scenario, name, policy):
            least = min((lowest[segment] for segment in segments), default=None)
            if least is not None and most < least:
                text = Label(
                    f"score d'au plus {most} : presque personne, les profils commencent vers "
                    f"{least:.0f} (moyenne moins {FARTHEST:.0f} écarts types)",
                    f"score of at most {most}: hardly anybody, profiles start at about "
                    f"{least:.0f} (mean less {FARTHEST:.0f} standard deviations)",
                )
                yield Advice("score_filter", place, Severity.NOTE, text)


def _filters(
    scenario: Scenario, name: str, policy: Policy
) -> Iterator[tuple[str, int, list[str] | tuple[str, ...]]]:
    """Yield the filters by score: place, highest score concerned, segments."""
    for step in policy.steps:
        place = f"{step_place(name, step)}.max_score"
        yield place, step.max_score, scenario.segments_of(name, step)
    at = f"policies.{name}"
    if (credit := policy.credit) is not None and credit.min_score > 0:
        yield f"{at}.credit.min_score", credit.min_score - 1, concerned(scenario, credit.segments)
    stated = {
        "risk_terms": policy.risk_terms,
        "deposit": policy.deposit,
        "guarantee": policy.guarantee,
    }
    for table, one in stated.items():
        if one is not None:
            place = f"{at}.{table}.max_score"
            yield place, one.max_score, concerned(scenario, one.segments)


def _lowest_scores(scenario: Scenario) -> dict[str, float]:
    """Return the lowest score to expect in each segment."""
    spread = FARTHEST * scenario.behaviour.score_sigma
    return {
        name: min(scenario.profiles[p].score for p, share in segment.profiles.items() if share > 0)
        - spread
        for name, segment in scenario.segments.items()
    }
