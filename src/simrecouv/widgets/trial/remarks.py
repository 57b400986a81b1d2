"""Remarks on what is tried: twins, levers without effect, law and sense, intervals too wide.

A remark is a plain sentence. What the user typed stands in it: whoever shows it escapes it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from simrecouv.compare import Experiment
from simrecouv.scenario import Scenario, advice_on
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Label, Lang, Severity
from simrecouv.vocabulary.numbers import number
from simrecouv.vocabulary.typography import say, typeset
from simrecouv.widgets.levers.catalogue import levers_of
from simrecouv.widgets.levers.drafts import content
from simrecouv.widgets.levers.lever import Lever
from simrecouv.widgets.trial import words
from simrecouv.widgets.trial.readings import Verdict, verdicts_of
from simrecouv.widgets.trial.session import Session

#: Replications beyond which two policies are as good as equal.
MOST_REPLICATIONS = 5_000


class Remark(NamedTuple):
    """One sentence on what is tried, and how serious it is."""

    severity: Severity
    text: str


def remarks(session: Session, experiment: Experiment | None, lang: Lang) -> list[Remark]:
    """List what there is to say of the trial, the most serious first.

    Parameters
    ----------
    session
        What is tried.
    experiment
        What is known of it; None where nothing is: only what needs no simulation is said.
    lang
        ``"fr"`` or ``"en"``.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> session = Session(load_scenario("pme-b2b"))
    >>> remarks(session, None, "en")[-1].text
    'The trial is identical to “gentle”: every difference is zero.'
    """
    found = [*_of_law_and_sense(session.scenario, session.trial, lang), *_twins(session, lang)]
    if experiment is not None and {session.trial, session.reference} <= {*experiment.policies}:
        verdicts = verdicts_of(experiment, session.trial, session.reference)
        found += _without_effect(session, experiment, verdicts, lang)
        found += _too_wide(session, experiment, verdicts, lang)
    order = list(Severity)
    return sorted(found, key=lambda one: order.index(one.severity))


def _of_law_and_sense(scenario: Scenario, trial: str, lang: Lang) -> Iterator[Remark]:
    """Say what law and sense say of the trial, and of which step."""
    alone = scenario.model_copy(update={"policies": {trial: scenario.policies[trial]}})
    at = f"policies.{trial}."
    for one in advice_on(alone):
        if one.place.startswith(at):
            step = one.place.partition(f"{at}steps.")[2].partition(".")[0]
            text = typeset(one.text.in_(lang), lang)
            said = say(words.OF_A_STEP, lang, step=step, text=text) if step else text
            yield Remark(one.severity, said)


def _twins(session: Session, lang: Lang) -> Iterator[Remark]:
    """Name the pinned policies that do what the trial does."""
    own = content(session.scenario, session.trial)
    for name in session.pins:
        if content(session.scenario, name) == own:
            text = words.SAME_AS_REFERENCE if name == session.reference else words.SAME
            label = shown(session.scenario.policies[name].label, name, lang)
            yield Remark(Severity.NOTE, say(text, lang, policy=label))


# === Levers without effect ===


def _without_effect(
    session: Session, experiment: Experiment, verdicts: Mapping[str, Verdict], lang: Lang
) -> Iterator[Remark]:
    """Say that the lever moved last does nothing, and why where it can be told."""
    trial, reference = session.trial, session.reference
    if content(session.scenario, trial) == content(session.scenario, reference):
        return
    levers, last = session.levers, session.last_moved
    why = _why(levers[last], experiment, trial) if last in levers else None
    if last in levers and why is not None:
        values = {"lever": say(levers[last].label, lang), "why": say(why, lang)}
        yield Remark(Severity.NOTE, say(words.WHY, lang, **values))
    elif all(verdict is Verdict.NO_EFFECT for verdict in verdicts.values()):
        moved = _moved_levers(session, levers)
        text = words.NO_EFFECT if len(moved) == 1 else words.NO_EFFECT_AT_ALL
        label = say(moved[0].label, lang) if moved else ""
        yield Remark(Severity.NOTE, say(text, lang, lever=label))


def _why(lever: Lever, experiment: Experiment, trial: str) -> Label | None:
    """Return why a lever does nothing, as far as the figures of the trial tell."""
    if lever.idle is not None:
        return lever.idle
    card = experiment.scorecard[experiment.scorecard["policy"] == trial]
    if lever.name == "overdraft_rate":
        return words.NEVER_NEGATIVE if bool((card["cash_min"] >= 0.0).all()) else None
    cause = words.CAUSES.get(lever.name)
    if cause is None or lever.value in (None, 0.0):
        return None  # what was just switched off had its effect
    table = card
    if cause.table != "scorecard":
        table = experiment.third_parties[experiment.third_parties["policy"] == trial]
    return cause.text if bool((table[cause.column] == 0.0).all()) else None


def _moved_levers(session: Session, levers: Mapping[str, Lever]) -> list[Lever]:
    """List the levers that are not where the reference has them."""
    others = levers_of(session.scenario, session.reference)
    return [
        lever
        for name, lever in levers.items()
        if name in others and others[name].value != lever.value
    ]


# === Intervals too wide ===


def _too_wide(
    session: Session, experiment: Experiment, verdicts: Mapping[str, Verdict], lang: Lang
) -> Iterator[Remark]:
    """Say which tiles cannot be concluded on, and how many replications it would take."""
    unclear = [kpi for kpi, verdict in verdicts.items() if verdict is Verdict.TOO_CLOSE]
    if not unclear:
        return
    paired = experiment.estimates(session.trial, session.reference, kpis=unclear)
    needed: dict[int, list[str]] = {}
    for place, kpi in enumerate(unclear):
        half = float(paired.high[place] - paired.low[place]) / 2.0
        n = needed_replications(experiment.replications, float(paired.mean[place]), half)
        needed.setdefault(min(n, MOST_REPLICATIONS + 1), []).append(say(words.TILES[kpi], lang))
    said = ", ".join(_needed(n, kpis, lang) for n, kpis in sorted(needed.items()))
    text = say(words.TOO_WIDE, lang, n=experiment.replications, needed=said)
    yield Remark(Severity.NOTE, text)


def _needed(n: int, kpis: list[str], lang: Lang) -> str:
    text = words.NEEDED if n <= MOST_REPLICATIONS else words.NEEDED_MORE
    shown_n = number(min(n, MOST_REPLICATIONS), 0, lang)
    return say(text, lang, n=shown_n, kpi=", ".join(kpis))


def needed_replications(n: int, mean: float, half: float) -> int:
    """Return about how many replications would take an interval off zero.

    The half-width shrinks with the square root of their number: it comes down to the mean at
    n (half / mean)². Two digits are all that this is worth, and half as many again is the least:
    an interval that only touches zero, as it is shown, says no more.

    Parameters
    ----------
    n
        Replications so far.
    mean, half
        Paired difference, and half-width of its interval, in any unit.

    Examples
    --------
    >>> needed_replications(8, 1.0, 2.0), needed_replications(8, 0.3, 2.0)
    (32, 360)
    >>> needed_replications(8, 0.0, 2.0) > MOST_REPLICATIONS
    True
    """
    most = 10.0 * MOST_REPLICATIONS
    is_less = abs(mean) * math.sqrt(most / n) > half  # before a square that may overflow
    needed = n * (half / mean) ** 2 if is_less else most
    digits = max(0, math.floor(math.log10(max(needed, 1.0))) - 1)
    rounded = math.ceil(round(needed / 10**digits, 6)) * 10**digits
    return int(max(rounded, math.ceil(1.5 * n)))
