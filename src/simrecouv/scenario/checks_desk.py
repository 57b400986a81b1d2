"""Rules of advice on the desk: nobody there, nothing to do, or far more than it can do."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.advice import Advice, step_place
from simrecouv.scenario.policy import Desk
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ContactStep
from simrecouv.scenario.workload import desk_minutes_asked, desk_minutes_at_hand
from simrecouv.vocabulary import Label, Severity
from simrecouv.vocabulary.numbers import number

#: A desk whose rough work fills less than this share of its time is likely too large.
IDLE = 0.25
#: The rough sum of work must exceed the desk's time by this much before anything is said.
CLEARLY = 1.5


def desks(scenario: Scenario) -> Iterator[Advice]:
    """Warn of a desk without anybody, and note one without work or with too much."""
    for name, policy in scenario.policies.items():
        if policy.desk is None:
            continue
        steps = [s.id for s in policy.steps if isinstance(s, ContactStep) and s.is_by_desk]
        if not steps:
            yield from _idle(name, policy.desk)
        elif desk_minutes_at_hand(policy.desk) == 0.0:
            text = Label(
                f"personne pour les étapes {', '.join(steps)} : elles n'auront pas lieu",
                f"nobody for the steps {', '.join(steps)}: they will not run",
            )
            yield Advice("desk_empty", f"policies.{name}.desk", Severity.WARNING, text)
        else:
            yield from _too_long(scenario, name, policy.desk)
            yield from _far_from_its_work(scenario, name, policy.desk)


def _idle(policy: str, desk: Desk) -> Iterator[Advice]:
    if desk.collectors > 0:
        text = Label(
            'aucune étape ne lui revient (by = "desk") : payée à ne rien faire',
            'no step is left to it (by = "desk"): paid for nothing',
        )
        yield Advice("desk_idle", f"policies.{policy}.desk", Severity.NOTE, text)


def _too_long(scenario: Scenario, policy: str, desk: Desk) -> Iterator[Advice]:
    day = desk.collectors * (desk.minutes_per_day + desk.overtime_minutes)
    for step in scenario.policies[policy].steps:
        if not isinstance(step, ContactStep) or not step.is_by_desk:
            continue
        minutes = scenario.behaviour.contact[step.channel].minutes
        if minutes > day:
            text = Label(
                f"{number(minutes, 0, 'fr')} min, plus que la journée du service "
                f"({number(day, 0, 'fr')} min) : n'aura jamais lieu",
                f"{number(minutes, 0, 'en')} min, more than the desk's day "
                f"({number(day, 0, 'en')} min): will never run",
            )
            yield Advice("task_too_long", step_place(policy, step), Severity.WARNING, text)


def _far_from_its_work(scenario: Scenario, policy: str, desk: Desk) -> Iterator[Advice]:
    asked, at_hand = desk_minutes_asked(scenario, policy), desk_minutes_at_hand(desk)
    if asked > CLEARLY * at_hand:
        text = Label(
            f"environ {number(asked, 0, 'fr')} min de travail par jour ouvré pour "
            f"{number(at_hand, 0, 'fr')} (factures encore dues selon les profils et les relances, "
            "un message par client et par jour) : la liste s'allongera",
            f"about {number(asked, 0, 'en')} min of work a working day for "
            f"{number(at_hand, 0, 'en')} (invoices still owed by profile and contacts, one message "
            "a customer and day): the worklist will grow",
        )
        yield Advice("desk_overloaded", f"policies.{policy}.desk", Severity.NOTE, text)
    elif asked < IDLE * at_hand:
        text = Label(
            f"environ {number(asked, 0, 'fr')} min de travail par jour ouvré pour "
            f"{number(at_hand, 0, 'fr')} payées : peu occupé, son coût pèse sur la comparaison",
            f"about {number(asked, 0, 'en')} min of work a working day for "
            f"{number(at_hand, 0, 'en')} paid: seldom busy, its cost weighs on the comparison",
        )
        yield Advice("desk_oversized", f"policies.{policy}.desk", Severity.NOTE, text)
