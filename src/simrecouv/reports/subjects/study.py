"""What a report that compares policies speaks of: an experiment, a language, a front."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.compare import (
    Contenders,
    Experiment,
    compare_policies,
    contenders,
    why_in_words,
)
from simrecouv.compare.digits import rough_decimals
from simrecouv.compare.replay import replay_in_words
from simrecouv.estimation import CONFIDENCE, familywise
from simrecouv.reports.assumed import found_assumptions
from simrecouv.reports.front import Front
from simrecouv.reports.parameters import HEADLINE, worlds_of_report
from simrecouv.reports.request import Request
from simrecouv.reports.words import texts
from simrecouv.scenario import Scenario, to_toml
from simrecouv.scenario.words import shown
from simrecouv.units import date_of
from simrecouv.vocabulary import DSO_SPLIT, MEASURE, Label, Lang
from simrecouv.vocabulary.numbers import decimals_for, interval, quantity
from simrecouv.vocabulary.typography import say, typeset, visible


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval; NaN where it has none, and `why`."""

    mean: float
    low: float
    high: float
    n_nonzero: int = 0
    why: str = ""

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2.0

    @property
    def has_interval(self) -> bool:
        """Whether the interval is defined."""
        return self.low <= self.high

    def is_clear(self, kpi: str) -> bool:
        """Whether the interval, rounded as it is shown, excludes zero."""
        unit = MEASURE[kpi].unit
        decimals = self.decimals(kpi) + (2 if unit == "share" else 0)
        return round(self.low, decimals) > 0.0 or round(self.high, decimals) < 0.0

    def decimals(self, kpi: str) -> int:
        """Return the decimals that the interval allows; without one, two digits are left."""
        unit = MEASURE[kpi].unit
        if not self.has_interval:
            return rough_decimals(self.mean, unit)
        return decimals_for(unit, self.half_width)

    def text(self, kpi: str, lang: Lang, *, difference: bool = False) -> str:
        """Write the mean, with the precision that its interval allows."""
        unit, decimals = MEASURE[kpi].unit, self.decimals(kpi)
        return quantity(self.mean, unit, lang, decimals=decimals, difference=difference)

    def at(self, value: float, kpi: str, lang: Lang) -> str:
        """Write a value of a difference, with the precision that the interval allows."""
        unit, decimals = MEASURE[kpi].unit, self.decimals(kpi)
        return quantity(value, unit, lang, decimals=decimals, difference=True)

    def between(self, kpi: str, lang: Lang, *, difference: bool = False) -> str:
        """Write the interval; empty when undefined."""
        unit, decimals = MEASURE[kpi].unit, self.decimals(kpi)
        return interval(self.low, self.high, unit, lang, decimals=decimals, difference=difference)


@dataclass(frozen=True)
class Study:
    """An experiment to be told in one language.

    Attributes
    ----------
    experiment
        What was simulated.
    lang
        Language of every text.
    front
        Front of the report.
    title
        Title of the report.
    """

    experiment: Experiment
    lang: Lang = "fr"
    front: Front = field(default_factory=Front)
    title: Label = texts.TITLE

    @property
    def asked_by(self) -> str:
        """For whom the report is."""
        scenario = self.experiment.scenario
        return self.front.organisation or visible(scenario.creditor.name or scenario.name)

    @property
    def identity(self) -> dict[str, Any]:
        """What it takes to obtain the same numbers again, as JSON holds it."""
        experiment, scenario = self.experiment, self.experiment.scenario
        is_first = experiment.numbers == tuple(range(experiment.replications))
        return {
            **experiment.identity,
            **({} if is_first else {"numbers": list(experiment.numbers)}),
            "replay": replay_in_words(experiment.engine, experiment.replay, "en"),
            "policies": list(experiment.policies),
            "assumptions": {
                path: one.model_dump(mode="json") for path, one in found_assumptions(scenario)
            },
            "provenance": [note.model_dump(mode="json") for note in scenario.provenance],
        }

    @property
    def beside(self) -> dict[str, str]:
        """The scenario, complete, and the scorecard: files that stand beside the report."""
        return {
            "scenario.toml": to_toml(self.experiment.scenario),
            "scorecard.csv": self.experiment.scorecard.to_csv(index=False, lineterminator="\n"),
        }

    @cached_property
    def labels(self) -> dict[str, str]:
        """What a reader sees for each policy."""
        policies = self.experiment.scenario.policies
        return {
            name: typeset(shown(policies[name].label, name, self.lang), self.lang)
            for name in self.experiment.policies
        }

    def heading(self, policy: str) -> str:
        """Return the label of a policy, which says whether it is the one in force."""
        label = self.labels[policy]
        if policy != self.baseline:
            return label
        return f"{label} ({say(texts.BASELINE, self.lang)})"

    @property
    def baseline(self) -> str:
        """Name of the policy in force."""
        return self.experiment.baseline

    @cached_property
    def levels(self) -> dict[tuple[str, str], Estimate]:
        """Level of each (policy, kpi)."""
        return _estimates(self.experiment.summary())

    @cached_property
    def differences(self) -> dict[tuple[str, str], Estimate]:
        """Paired difference of each (policy, kpi) from the baseline, itself left out."""
        return _estimates(self.experiment.differences())

    @cached_property
    def splits(self) -> dict[tuple[str, str], dict[str, float]]:
        """Mean terms [days] of the split of each (policy, DSO), the baseline's zero."""
        columns = [name for name, _ in DSO_SPLIT]
        rows = self.experiment.dso_split.groupby(["policy", "kpi"])[columns].mean().reset_index()
        return {
            (row["policy"], row["kpi"]): {name: row[name] for name in columns}
            for row in rows.to_dict("records")
        }

    @property
    def others(self) -> list[str]:
        """Policies other than the baseline, in order."""
        return [name for name in self.experiment.policies if name != self.baseline]

    @cached_property
    def ranking(self) -> list[str]:
        """Policies other than the baseline, the largest mean net gain first."""
        return sorted(self.others, key=lambda name: -self.levels[name, "net_gain"].mean)

    @property
    def best(self) -> str | None:
        """The best policy other than the baseline; None when there is none."""
        return self.ranking[0] if self.ranking else None

    @cached_property
    def contenders(self) -> Contenders:
        """The policy of the largest mean net gain, and those that cannot be told from the best."""
        return contenders(self.experiment)

    @property
    def lead(self) -> Estimate:
        """Gap in net gain from the baseline to the best of the others.

        Its interval is widened for the choice: that of each of the others holds with it.
        """
        assert self.best is not None
        each = familywise(len(self.others))
        return self.gap(self.best, self.baseline, "net_gain", confidence=each)

    def why(self, policy: str, kpi: str) -> str:
        """Say why a paired difference has no interval; empty where it has one."""
        found = self.differences[policy, kpi]
        n = self.experiment.replications
        return why_in_words(found.why, kpi, self.lang, k=found.n_nonzero, n=n)

    def paired(self, policy: str, kpi: str) -> NDArray[np.float64]:
        """Difference of a policy from the baseline in each world."""
        cards = self.experiment.scorecard.set_index("policy")[kpi]
        own, base = (cards.loc[[name]].to_numpy(float) for name in (policy, self.baseline))
        return np.asarray(own - base)

    def gap(self, policy: str, other: str, kpi: str, *, confidence: float = CONFIDENCE) -> Estimate:
        """Paired difference between two policies, with its interval."""
        found = self.experiment.estimates(policy, other, kpis=[kpi], confidence=confidence)
        mean, low, high, moved, why = found
        return Estimate(float(mean[0]), float(low[0]), float(high[0]), int(moved[0]), why[0] or "")

    def day(self, day: int) -> str:
        """Write the calendar date of a day number."""
        return written_date(date_of(day, self.experiment.scenario.simulation.start), self.lang)


def study_of(request: Request) -> Study:
    """Simulate what a report compares, unless it was, and return its study."""
    scenario, asked = request.source, request.options
    assert isinstance(scenario, Scenario)
    experiment = request.experiment or compare_policies(
        scenario,
        policies=asked.get("policies"),
        replications=worlds_of_report(scenario, asked.get("replications")),
        mode=asked.get("mode", HEADLINE),
        engine=asked.get("engine"),
        workers=request.workers,
        replay=request.replay,
        progress=request.progress,
    )
    return Study(experiment, request.lang, request.front, request.template.title)


def _estimates(frame: pd.DataFrame) -> dict[tuple[str, str], Estimate]:
    return {
        (row["policy"], row["kpi"]): Estimate(
            row["mean"], row["ci_low"], row["ci_high"], int(row["n_nonzero"]), row["why"]
        )
        for row in frame.to_dict("records")
    }


def written_date(day: date, lang: Lang) -> str:
    """Write a date in figures.

    >>> written_date(date(2026, 3, 1), "fr"), written_date(date(2026, 3, 1), "en")
    ('01/03/2026', '2026-03-01')
    """
    return day.strftime("%d/%m/%Y") if lang == "fr" else day.isoformat()
