"""Which of several policies is best, and which cannot be told from it.

Picking the largest of many means flatters it, and one interval per pair, read as if it were alone,
would drop the true best too often. A policy is dropped only if the paired interval against another
one excludes zero at the confidence 1 - 5 % / (policies - 1). By Bonferroni's inequality the true
best is kept with 95 % confidence at least, however the policies share their luck (multiple
comparisons with the best: Hsu, 1984; by Bonferroni under common random numbers: Clark and Yang,
1986; Nelson and Matejcik, 1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from simrecouv.compare.experiment import Experiment
from simrecouv.errors import StudyError
from simrecouv.estimation import RATIO_KPIS, familywise
from simrecouv.vocabulary import MEASURE, Better


class Contenders(NamedTuple):
    """The policy of the best mean, and all that may be the best, itself among them, in order."""

    best: str
    close: tuple[str, ...]


def contenders(
    experiment: Experiment, kpi: str = "net_gain", policies: Sequence[str] | None = None
) -> Contenders:
    """Find the policy that is best on a KPI, and those that cannot be told from it.

    Parameters
    ----------
    experiment
        What was simulated.
    kpi
        One with a direction.
    policies
        Names to choose from; all of the experiment by default.

    Returns
    -------
    Contenders
        The truly best policy is in ``close`` with 95 % confidence; where no interval tells
        two policies apart, both are.

    Raises
    ------
    StudyError
        If the KPI is unknown, has no direction, or is undefined for a policy.

    Examples
    --------
    >>> from simrecouv.compare import compare_policies
    >>> from simrecouv.scenario import load_scenario
    >>> scenario = load_scenario("pme-b2b")
    >>> study = compare_policies(scenario, policies=["ferme"], replications=4, replay=False)
    >>> contenders(study, "dso_simple")
    Contenders(best='ferme', close=('ferme',))
    """
    if kpi not in MEASURE or MEASURE[kpi].better is Better.NONE:
        raise StudyError(f"{kpi!r}: a KPI with a direction expected, such as 'net_gain'")
    names = tuple(experiment.policies if policies is None else policies)
    if not names:
        raise StudyError("at least one policy to choose from expected")
    sign = MEASURE[kpi].better.sign
    _check_defined(experiment, kpi, names)
    reached = [sign * float(experiment.estimates(name, kpis=[kpi]).mean[0]) for name in names]
    beaten = _beaten(experiment, kpi, names, sign)
    best = names[max(range(len(names)), key=reached.__getitem__)]
    return Contenders(best, tuple(name for name in names if name not in beaten))


def _beaten(experiment: Experiment, kpi: str, names: Sequence[str], sign: float) -> set[str]:
    """Return the policies that another clearly beats."""
    each, beaten = familywise(len(names) - 1), set()
    for one, other in combinations(names, 2):
        found = experiment.estimates(one, other, kpis=[kpi], confidence=each)
        worst, best = sorted((sign * float(found.low[0]), sign * float(found.high[0])))
        if worst > 0.0:
            beaten.add(other)
        elif best < 0.0:
            beaten.add(one)
    return beaten


def _check_defined(experiment: Experiment, kpi: str, names: Sequence[str]) -> None:
    card = experiment.scorecard
    reached = card.loc[card["policy"].isin(names), kpi]
    if kpi not in RATIO_KPIS and not np.isfinite(reached).all():
        raise StudyError(f"{kpi} is undefined in some replications: no best value")
