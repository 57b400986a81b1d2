"""How many replications a study needs: as many as its paired differences take to be precise.

A study that chooses for itself looks at its half-widths at checkpoints fixed in advance, and stops
at the first where every difference from the baseline is known as precisely as asked, or at its
cap. So the number does not depend on workers, batches or a store. The intervals looked at share
their 5 % of error between the policies (Bonferroni), to hold together.

Stopping where an interval is narrow costs coverage: a point at most on normal draws, up to three on
draws as skewed as the differences of a DSO, for one policy (measured by a test).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from simrecouv.errors import StudyError, nearest
from simrecouv.estimation import familywise
from simrecouv.vocabulary import MEASURE, Label, Lang
from simrecouv.vocabulary.numbers import number, quantity
from simrecouv.vocabulary.typography import NO_BREAK, say

if TYPE_CHECKING:
    from simrecouv.compare.experiment import Experiment

#: Fewest replications before looking: below, a variance is itself too uncertain to stop on.
FEWEST = 20
#: Most replications, unless asked otherwise.
MOST = 400
#: Each checkpoint comes after this many times the replications of the one before: few looks, and
#: a third of the work in excess at most.
GROWTH = 4.0 / 3.0

#: Half-width [unit of the KPI] of the paired differences that a study reaches by default.
TARGETS: Mapping[str, float] = {
    # [days] What a controller tells apart in a DSO that is read to the day.
    "dso_simple": 0.5,
    # [days of sales] The same, of working capital.
    "bfr_days": 0.5,
    # [share] Half a point: rates are read to the point.
    "recovery_rate_90d": 0.005,
}
#: Half-width of the net gain [share of the baseline's sales]: one thousandth, a tenth of the usual
#: cost of a payment term. In euros it follows the size of the company.
NET_GAIN_SHARE = 0.001

REACHED = Label(
    "précision atteinte après {n} réplications ({of}) : {widths}",
    "precision reached after {n} replications ({of}): {widths}",
)
CAPPED = Label(
    "plafond de {n} réplications atteint avant la précision demandée ({of}) : {widths}",
    "cap of {n} replications met before the precision asked for ({of}): {widths}",
)
#: Of what the half-widths are: wider than those of a table, where several have to hold together.
OF_ONE = Label("écarts à la référence", "differences from the baseline")
OF_SEVERAL = Label(
    "écarts à la référence, élargis pour {k} politiques",
    "differences from the baseline, widened for {k} policies",
)
THOUSANDS = Label(f"{{eur}}{NO_BREAK}k€", "€{eur}k")
WIDTH = Label("{kpi} ± {half} (visé ± {target})", "{kpi} ± {half} (aimed at ± {target})")


class Precision(NamedTuple):
    """How precisely a study knows its differences from the baseline, at a checkpoint.

    Attributes
    ----------
    replications
        How many were looked at.
    targets
        Half-width asked for [unit of the KPI], by KPI.
    half_widths
        Widest half-width over the policies, by KPI; infinite where one has no interval.
    policies
        How many differ from the baseline, and share the 5 % of error.
    """

    replications: int
    targets: Mapping[str, float]
    half_widths: Mapping[str, float]
    policies: int = 1

    @property
    def is_reached(self) -> bool:
        """Whether every half-width is within its target."""
        return all(self.half_widths[kpi] <= target for kpi, target in self.targets.items())

    def in_words(self, lang: Lang, *, thousands: bool = False) -> str:
        """Say whether the precision was reached, and each half-width beside its target.

        Parameters
        ----------
        thousands
            Whether euros are counted in thousands, as by the table beside.
        """
        text = REACHED if self.is_reached else CAPPED
        of = say(OF_SEVERAL if self.policies > 1 else OF_ONE, lang, k=self.policies)
        widths = self.widths_in_words(lang, thousands=thousands)
        return say(text, lang, n=self.replications, of=of, widths=widths)

    def widths_in_words(self, lang: Lang, *, thousands: bool = False) -> str:
        """Write each half-width beside its target."""
        return ", ".join(
            say(
                WIDTH,
                lang,
                kpi=MEASURE[kpi].label.in_(lang),
                half=_width(kpi, self.half_widths[kpi], target, lang, thousands=thousands),
                target=_width(kpi, target, target, lang, thousands=thousands),
            )
            for kpi, target in self.targets.items()
        )


def _width(kpi: str, half: float, target: float, lang: Lang, *, thousands: bool) -> str:
    """Write a half-width with one digit more than its target."""
    unit = MEASURE[kpi].unit
    if not math.isfinite(half):
        return "∞"
    scale = 100.0 if unit == "share" else 0.001 if unit == "eur" and thousands else 1.0
    decimals = max(0, 1 - math.floor(math.log10(scale * target)))
    if unit == "eur" and thousands:
        return THOUSANDS.in_(lang).format(eur=number(scale * half, decimals, lang))
    return quantity(half, unit, lang, decimals=decimals, difference=True).removeprefix("+")


def check_targets(asked: Any) -> Mapping[str, float] | None:
    """Refuse targets that make no sense; None asks for the usual ones.

    Raises
    ------
    StudyError
        If a KPI is unknown, or a half-width is not positive.
    """
    if asked is None:
        return None
    if not isinstance(asked, Mapping) or not asked:
        raise StudyError(f"precision = {asked!r}: {{KPI: half-width}} expected")
    for kpi, half in asked.items():
        if kpi not in MEASURE:
            raise StudyError(f"precision: no KPI {kpi!r}, {nearest(str(kpi), MEASURE)}")
        if not _is_positive(half):
            unit = MEASURE[kpi].unit
            raise StudyError(
                f"precision of {kpi} = {half!r}: a positive half-width [{unit}] expected"
            )
    return dict(asked)


def _is_positive(half: Any) -> bool:
    is_number = isinstance(half, int | float) and not isinstance(half, bool)
    return is_number and math.isfinite(half) and half > 0.0


def usual_targets(experiment: Experiment) -> Mapping[str, float]:
    """Return the half-widths to reach by default, the net gain's by the baseline's sales.

    Parameters
    ----------
    experiment
        The first `FEWEST` replications.
    """
    sales = float(experiment.estimates(experiment.baseline, kpis=["sales"]).mean[0])
    return {**TARGETS, "net_gain": NET_GAIN_SHARE * sales}


def checkpoints(most: int) -> Iterator[int]:
    """Return the numbers of replications at which a study looks, the cap last.

    >>> list(checkpoints(100)), list(checkpoints(20))
    ([20, 27, 36, 48, 64, 86, 100], [20])
    """
    n = FEWEST
    while n < most:
        yield n
        n = math.ceil(n * GROWTH)
    yield most


def look(experiment: Experiment, targets: Mapping[str, float]) -> Precision:
    """Measure how precisely a study knows the differences of each policy from the baseline."""
    others = [name for name in experiment.policies if name != experiment.baseline]
    confidence, kpis = familywise(len(others)), list(targets)
    widest = dict.fromkeys(kpis, 0.0)
    for policy in others:
        found = experiment.estimates(policy, experiment.baseline, kpis=kpis, confidence=confidence)
        for kpi, low, high in zip(kpis, found.low, found.high, strict=True):
            half = (float(high) - float(low)) / 2.0
            widest[kpi] = max(widest[kpi], math.inf if math.isnan(half) else half)
    return Precision(experiment.replications, targets, widest, len(others))
