"""Which lever matters: a few values of each lever around the current one, tried on common luck.

Every value is one question to a `Bench`, so that a caller may draw after each lever and stop at any
time. A value that needs other run-ins, as an assumption does, is tried on a bench of its own: the
worlds that the lab has at hand stay there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from simrecouv.compare import Experiment
from simrecouv.compare.bench import Bench
from simrecouv.compare.intervals import Estimates, estimates
from simrecouv.engine import is_switch
from simrecouv.errors import ScenarioError
from simrecouv.estimation import RATIO_KPIS, method_of
from simrecouv.figures.comparison import KPIS
from simrecouv.figures.lever_effects import effects
from simrecouv.scenario import Scenario
from simrecouv.scenario.policy import Policy
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.levers.catalogue import moved
from simrecouv.widgets.levers.lever import Group, Lever, Value

#: Values tried on each side of the current one, and their step as a share of the usual values.
EACH_SIDE, STEP = 2, 0.1
#: Values tried at most beside a current value that is no number.
MOST_OTHERS = 3


class Response(NamedTuple):
    """What one lever did, at a few values.

    Attributes
    ----------
    lever
        With its current value.
    values
        Those that were tried, the current one among them, in the order of its options; only that
        one if the lever refuses to move.
    found
        One per value: paired differences of the KPIs from the policy as it is.
    kpis
        Their names.
    """

    lever: Lever
    values: tuple[Value, ...]
    found: tuple[Estimates, ...]
    kpis: tuple[str, ...]


def responses_around(
    bench: Bench,
    scenario: Scenario,
    policy: str,
    levers: Mapping[str, Lever],
    numbers: Sequence[int],
    *,
    like: Policy | None = None,
    kpis: Sequence[str] = KPIS,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Response]:
    """Try a few values of each lever around its current one, lever by lever.

    Parameters
    ----------
    bench
        Worlds and runs already at hand.
    scenario, policy
        The policy whose levers move, as it is.
    levers
        `widgets.levers_of` of that policy.
    like
        As for `widgets.moved`.
    numbers
        Replications to try them on; eight are enough to tell what matters.
    kpis
        What is read of each.
    stop
        Asked between replications; once true, no more response comes.

    Raises
    ------
    StudyError
        If the policy is unknown.
    """
    before = bench.measure(scenario, [policy], numbers, stop=stop)
    for lever in levers.values():
        if before is None:
            return
        response = _response(bench, before, policy, lever, like, tuple(kpis), stop)
        if response is None:
            return
        yield response


def values_around(lever: Lever) -> tuple[Value, ...]:
    """Choose up to five values of a lever, the current one among them, in the order of its options.

    Around a number, steps of a tenth of its usual values; around a word, values spread over the
    others. A lever that refuses to move has its current value alone.
    """
    if lever.idle is not None:
        return (lever.value,)
    if not _is_number(lever.value) or lever.kind == "choice":
        others = [value for value in lever.options if value != lever.value]
        chosen = {lever.value, *_spread(others, MOST_OTHERS)}
        return tuple(value for value in lever.options if value in chosen)
    usual = [value for value in lever.options if _is_number(value)]
    at, step = usual.index(lever.value), max(1, round(STEP * len(usual)))
    places = {at + k * step for k in range(-EACH_SIDE, EACH_SIDE + 1)}
    return tuple(usual[k] for k in sorted(places) if 0 <= k < len(usual))


def response_frame(
    responses: Iterable[Response], kpi: str = "net_gain", lang: Lang = "fr"
) -> pd.DataFrame:
    """Lay out responses for `figures.levers.plot_which_lever`, the most effective on `kpi` first.

    Returns
    -------
    DataFrame
        One row per (lever, value, kpi), decisions before assumptions: lever, label, unit, group,
        is_choice, is_assumption, why (of a lever that refuses to move), position (on the axis),
        value (in words), is_current, kpi, mean, ci_low, ci_high, n_nonzero.
    """
    rows = [row for response in responses for row in _rows(response, lang)]
    frame = pd.DataFrame(rows)
    if frame.empty:
        return frame
    effect = frame["lever"].map(effects(frame, kpi))
    keys = pd.DataFrame({"is_assumption": frame["is_assumption"], "effect": -effect})
    order = keys.sort_values(["is_assumption", "effect"], kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _response(
    bench: Bench,
    before: Experiment,
    policy: str,
    lever: Lever,
    like: Policy | None,
    kpis: tuple[str, ...],
    stop: Callable[[], bool],
) -> Response | None:
    """Try the values of one lever; None when told to stop."""
    values: list[Value] = []
    found: list[Estimates] = []
    for value in values_around(lever):
        after: Experiment | None = before
        if value != lever.value:
            try:
                scenario = moved(before.scenario, policy, lever.name, value, like)
            except ScenarioError:
                continue  # the law, or the rest of the policy, forbids this value
            is_served = is_switch(before.scenario, scenario)
            own = bench if is_served else Bench(engine=bench.engine)
            after = own.measure(scenario, [policy], before.numbers, stop=stop)
        if after is None:
            return None
        values.append(value)
        found.append(paired(before, after, policy, kpis))
    return Response(lever, tuple(values), tuple(found), kpis)


def paired(before: Experiment, after: Experiment, policy: str, kpis: Sequence[str]) -> Estimates:
    """Return the paired differences of a policy between two studies of the same worlds."""
    places = [(study, study.policies.index(policy)) for study in (before, after)]
    n = before.replications
    cards = [
        study.scorecard[list(kpis)].to_numpy(float)[at * n : (at + 1) * n] for study, at in places
    ]
    with np.errstate(invalid="ignore"):  # an infinite level has no difference
        values = cards[1] - cards[0]
    parts = {
        place: np.stack(
            [[one.ratio_parts[at][ratio] for one in study.measured] for study, at in places], axis=1
        )
        for place, kpi in enumerate(kpis)
        if kpi in RATIO_KPIS
        for ratio in (RATIO_KPIS.index(kpi),)
    }
    return estimates(values, [method_of(kpi, is_difference=True) for kpi in kpis], parts)


def _rows(response: Response, lang: Lang) -> Iterator[dict[str, Any]]:
    lever = response.lever
    told = {
        "lever": lever.name,
        "label": say(lever.label, lang),
        "unit": say(lever.unit, lang),
        "group": str(lever.group),
        "is_choice": lever.kind == "choice",
        "is_assumption": lever.group is Group.ASSUMPTIONS,
        "why": "" if lever.idle is None else say(lever.idle, lang),
    }
    positions = _positions(response.values, lever.value)
    for value, position, found in zip(response.values, positions, response.found, strict=True):
        at = {
            "position": position,
            "value": lever.written(value, lang),
            "is_current": value == lever.value,
        }
        for k, kpi in enumerate(response.kpis):
            yield {
                **told,
                **at,
                "kpi": kpi,
                "mean": float(found.mean[k]),
                "ci_low": float(found.low[k]),
                "ci_high": float(found.high[k]),
                "n_nonzero": int(found.n_nonzero[k]),
            }


def _positions(values: Sequence[Value], current: Value) -> list[float]:
    """Place values on an axis: at their number, or by rank around a current one that is none."""
    if _is_number(current):
        return [float(value) for value in values if isinstance(value, int | float)]
    return [float(k) for k in range(len(values))]


def _spread(values: Sequence[Value], most: int) -> list[Value]:
    """Take values at even steps, both ends among them."""
    if len(values) <= most:
        return list(values)
    return [values[round(k)] for k in np.linspace(0, len(values) - 1, most)]


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float)
