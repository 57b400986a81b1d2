"""Which assumptions a net gain hangs on: worlds that drew them higher, against those lower."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from simrecouv.compare.assumptions import drawn
from simrecouv.estimation import Floats
from simrecouv.reports.assumed import found_assumptions
from simrecouv.reports.sections.assumptions import Assumed, stated_assumptions
from simrecouv.reports.subjects.study import Study
from simrecouv.vocabulary import Mode

#: Fewest worlds of which a correlation means anything.
FEWEST_WORLDS = 20
#: Chance that one assumption that does nothing at all is named, of all those of a scenario.
FALSE_ALARM = 0.05


class Influence(NamedTuple):
    """An assumption, and how the net gain of a policy went with it from one world to another."""

    assumed: Assumed
    correlation: float

    @property
    def share(self) -> float:
        """Share of the variance of the net gain that goes with the assumption."""
        return self.correlation**2


def drawn_assumptions(study: Study) -> list[Assumed]:
    """List the assumptions that the worlds of a study draw: those with a range, that act."""
    scenario, policies = study.experiment.scenario, study.experiment.policies
    ranges = dict(found_assumptions(scenario))
    stated = stated_assumptions(scenario, policies, study.lang)
    return [one for one in stated if ranges[one.path].low < ranges[one.path].high]


def influences(study: Study, policy: str) -> list[Influence]:
    """Rank the assumptions that the net gain of a policy goes with, the strongest first.

    An assumption is named if its correlation with the paired net gain is beyond what the strongest
    of as many idle ones reaches once in twenty studies. None is where nothing was drawn.
    """
    gains, numbers = study.paired(policy, "net_gain"), study.experiment.numbers
    found = drawn_assumptions(study)
    is_told = study.experiment.mode is Mode.LUCK_AND_ASSUMPTIONS and len(numbers) >= FEWEST_WORLDS
    if not (is_told and found and np.ptp(gains) > 0.0):
        return []
    worlds = [
        dict(found_assumptions(drawn(study.experiment.scenario, number))) for number in numbers
    ]
    ranked = [
        Influence(one, correlation(np.array([world[one.path].value for world in worlds]), gains))
        for one in found
    ]
    least = threshold(len(found), len(numbers))
    named = [one for one in ranked if abs(one.correlation) >= least]
    return sorted(named, key=lambda one: -abs(one.correlation))


def correlation(values: Floats, gains: Floats) -> float:
    """Return the correlation of two lists by rank: no single world decides it.

    >>> correlation(np.array([1.0, 2.0, 9.0]), np.array([10.0, 20.0, 30.0]))
    1.0
    """
    from scipy.stats import rankdata

    one, other = (rankdata(each) - (len(each) + 1) / 2.0 for each in (values, gains))
    scale = math.sqrt(float(one @ one) * float(other @ other))
    return float(one @ other) / scale if scale else 0.0


def threshold(assumptions: int, worlds: int) -> float:
    """Return the correlation that one of so many idle assumptions reaches once in twenty studies.

    >>> round(threshold(1, 100), 2), round(threshold(20, 100), 2)
    (0.2, 0.3)
    """
    from scipy.stats import norm

    each = FALSE_ALARM / max(assumptions, 1)
    return float(norm.isf(each / 2.0)) / math.sqrt(max(worlds - 1, 1))
