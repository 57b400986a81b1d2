"""A verdict says no more than its interval, and agrees with what is shown."""

from __future__ import annotations

import math
from typing import Any

import pytest

from simrecouv.compare import compare_policies
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import MEASURES
from simrecouv.widgets import Verdict, readings_of
from simrecouv.widgets.trial.readings import verdict_of
from simrecouv.widgets.trial.session import Session

NAN = math.nan


def _row(low: float, high: float, direction: str = "lower", n_nonzero: int = 8) -> dict[str, Any]:
    mean = (low + high) / 2.0 if math.isfinite(low) else 1.0
    interval = {"mean": mean, "ci_low": low, "ci_high": high}
    return {**interval, "n_nonzero": n_nonzero, "direction": direction}


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (_row(-3.0, -1.0), Verdict.BETTER),
        (_row(1.0, 3.0), Verdict.WORSE),
        (_row(1.0, 3.0, "higher"), Verdict.BETTER),
        (_row(-3.0, -1.0, "higher"), Verdict.WORSE),
        (_row(1.0, 3.0, "none"), Verdict.CHANGED),
        (_row(-1.0, 3.0), Verdict.TOO_CLOSE),
        (_row(0.0, 3.0), Verdict.TOO_CLOSE),
        (_row(0.0, 0.0, n_nonzero=0), Verdict.NO_EFFECT),
        (_row(NAN, NAN), Verdict.NO_INTERVAL),
        ({**_row(NAN, NAN, n_nonzero=0), "mean": NAN}, Verdict.NO_INTERVAL),
    ],
)
def test_the_interval_and_the_direction_make_the_verdict(
    row: dict[str, Any], verdict: Verdict
) -> None:
    assert verdict_of(row) is verdict


def test_an_end_that_is_shown_as_zero_is_zero() -> None:
    """A reader who sees “−0.3 to 0.0” must not read “better” beside it."""
    assert verdict_of(_row(-0.3, -0.02), decimals=1) is Verdict.TOO_CLOSE
    assert verdict_of(_row(-0.3, -0.06), decimals=1) is Verdict.BETTER


def test_a_policy_that_does_the_same_has_no_effect_on_anything(tiny: Scenario) -> None:
    study = compare_policies(Session(tiny).scenario, policies=["essai"])
    verdicts = {kpi: reading.verdict for kpi, reading in readings_of(study, "essai").items()}
    assert set(verdicts) == {measure.name for measure in MEASURES}
    undefined = {Verdict.NO_EFFECT, Verdict.NO_INTERVAL}
    assert set(verdicts.values()) <= undefined
    assert verdicts["net_gain"] is verdicts["dso_simple"] is Verdict.NO_EFFECT


def test_one_replication_concludes_nothing(tiny: Scenario) -> None:
    study = compare_policies(tiny, policies=["ferme"], replications=1)
    reading = readings_of(study, "ferme")["collection_cost"]
    assert (reading.verdict, reading.interval) == (Verdict.NO_INTERVAL, "")


def test_numbers_follow_the_language(tiny: Scenario) -> None:
    study = compare_policies(tiny, policies=["ferme"])
    french, english = (readings_of(study, "ferme", lang)["bfr_mean"] for lang in ("fr", "en"))
    assert french.level.endswith("\u00a0€")
    assert english.level.startswith("€")
    assert french.verdict is english.verdict
