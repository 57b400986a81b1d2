"""As many replications as the precision takes: targets hold, stopping is decided beforehand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from simrecouv.compare import Experiment, compare_policies
from simrecouv.compare.intervals import student
from simrecouv.compare.precision import (
    FEWEST,
    GROWTH,
    MOST,
    NET_GAIN_SHARE,
    TARGETS,
    Precision,
    check_targets,
    checkpoints,
    look,
)
from simrecouv.errors import StudyError
from simrecouv.estimation import familywise
from simrecouv.scenario import Scenario
from simrecouv.world.addressing import uniform

#: Reached well before the cap on `tiny`, well after the first look.
WIDE: Mapping[str, float] = {"recovery_rate_90d": 0.01}


@pytest.fixture(scope="module")
def auto(tiny: Scenario) -> Experiment:
    return compare_policies(tiny, replications="auto", precision=WIDE, at_most=80)


def _half(study: Experiment, n: int, confidence: float) -> float:
    """Widest half-width of the first replications, by Student's formula."""
    cards = study.scorecard.pivot(index="replication", columns="policy", values="recovery_rate_90d")
    paired = cards.sub(cards[study.baseline], axis=0).drop(columns=study.baseline).iloc[:n]
    quantile = stats.t.ppf(0.5 + confidence / 2.0, n - 1)
    return float((quantile * paired.std(ddof=1) / math.sqrt(n)).max())


def test_a_target_that_is_reached_holds_at_the_first_checkpoint(auto: Experiment) -> None:
    """Each interval at 1 - 5 % / 4: four policies beside the baseline."""
    assert auto.precision is not None
    assert auto.precision.is_reached
    looks = list(checkpoints(80))
    reached = looks.index(auto.replications)
    assert reached > 0, "the case is to show a study that goes on after its first look"
    assert len(auto.policies) == 5
    widths = [_half(auto, n, 1.0 - 0.05 / 4) for n in looks[: reached + 1]]
    assert all(width > WIDE["recovery_rate_90d"] for width in widths[:-1])
    assert widths[-1] <= WIDE["recovery_rate_90d"]
    assert auto.precision.half_widths["recovery_rate_90d"] == pytest.approx(widths[-1])
    shown = auto.differences().query("kpi == 'recovery_rate_90d'")
    assert ((shown["ci_high"] - shown["ci_low"]) / 2.0 < widths[-1]).all()


def test_stopping_depends_on_neither_workers_nor_batches_nor_a_store(
    tiny: Scenario, auto: Experiment, tmp_path: Path
) -> None:
    store = tmp_path / "study.db"
    compare_policies(tiny, replications=12, store=store, replay=False)
    for options in ({"workers": 1}, {"batch": 7}, {"store": store}):
        again = compare_policies(
            tiny, replications="auto", precision=WIDE, at_most=80, replay=False, **options
        )
        assert again.to_json() == auto.to_json()
        assert again.precision == auto.precision


def test_it_is_the_study_of_that_many_replications(tiny: Scenario, auto: Experiment) -> None:
    fixed = compare_policies(tiny, replications=auto.replications, replay=False)
    assert fixed.to_json() == auto.to_json()
    alone = compare_policies(tiny, policies=["ferme"], numbers=[13], workers=1, replay=False)
    row = auto.scorecard.query("policy == 'ferme' and replication == 13").iloc[:, 2:]
    assert alone.scorecard.query("policy == 'ferme'").iloc[:, 2:].to_numpy() == pytest.approx(
        row.to_numpy(), abs=0.0, rel=0.0, nan_ok=True
    )


def test_the_cap_is_said(tiny: Scenario) -> None:
    found = compare_policies(
        tiny, replications="auto", precision={"dso_simple": 1e-6}, at_most=23, replay=False
    )
    assert found.replications == 23
    assert found.precision is not None
    assert not found.precision.is_reached
    assert "plafond de 23 réplications" in found.precision.in_words("fr")
    assert "cap of 23 replications" in found.precision.in_words("en")


def test_usual_targets_are_four_and_the_net_gain_follows_the_sales(tiny: Scenario) -> None:
    found = compare_policies(tiny, replications="auto", at_most=FEWEST, replay=False)
    assert found.precision is not None
    targets = dict(found.precision.targets)
    sales = found.scorecard.query("policy == @found.baseline")["sales"].mean()
    assert targets.pop("net_gain") == pytest.approx(NET_GAIN_SHARE * sales)
    assert targets == TARGETS
    assert set(TARGETS) == {"dso_simple", "bfr_days", "recovery_rate_90d"}


def test_a_baseline_alone_has_nothing_to_wait_for(tiny: Scenario) -> None:
    found = compare_policies(tiny, policies=["douce"], replications="auto", replay=False)
    assert found.replications == FEWEST


def test_a_figure_without_interval_is_not_precise(tiny: Scenario, study: Experiment) -> None:
    """`bad_debt` needs 100 replications: its interval is not defined before."""
    found = look(study, {"bad_debt": 1e9})
    assert found.half_widths == {"bad_debt": math.inf}
    assert not found.is_reached


@pytest.mark.parametrize("most", [20, 21, 100, MOST])
def test_checkpoints_begin_late_grow_and_end_at_the_cap(most: int) -> None:
    looks = list(checkpoints(most))
    assert looks[0] == FEWEST
    assert looks[-1] == most
    assert looks == sorted(set(looks))
    assert all(b <= math.ceil(a * GROWTH) for a, b in pairwise(looks))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "half-width"),
        (["dso_simple"], "half-width"),
        ({"dso_simpel": 0.5}, "did you mean 'dso_simple'"),
        ({"dso_simple": 0.0}, "dso_simple = 0.0"),
        ({"dso_simple": math.nan}, "dso_simple = nan"),
        ({"dso_simple": "fine"}, "dso_simple = 'fine'"),
        ({"dso_simple": True}, "dso_simple = True"),
    ],
)
def test_targets_that_make_no_sense_are_refused(asked: Any, told: str) -> None:
    with pytest.raises(StudyError, match=told):
        check_targets(asked)


def test_progress_tells_the_half_widths(tiny: Scenario) -> None:
    told: list[tuple[int, int, str]] = []

    def progress(done: int, count: int, text: Any) -> None:
        told.append((done, count, "" if text is None else text.in_("en")))

    compare_policies(
        tiny, replications="auto", precision={"dso_simple": 1e-6}, at_most=27, replay=False,
        progress=progress,
    )  # fmt: skip
    assert told[0] == (0, 20, "")
    assert told[-1][:2] == (27, 27)
    assert "aimed at ± 0.0000010" in told[-1][2]


def test_half_widths_are_written_with_the_digits_of_their_targets() -> None:
    found = Precision(
        40, {"dso_simple": 0.5, "recovery_rate_90d": 0.005, "net_gain": 13_000.0},
        {"dso_simple": 0.4321, "recovery_rate_90d": math.inf, "net_gain": 9_876.5},
    )  # fmt: skip
    said = found.widths_in_words("en").replace("\u00a0", " ")
    assert "± 0.43 d (aimed at ± 0.50 d)" in said
    assert "± ∞ (aimed at ± 0.50 pt)" in said
    assert "± €9,876 (aimed at ± €13,000)" in said


@pytest.mark.slow
@pytest.mark.parametrize(("law", "cost"), [("normal", 0.01), ("skewed", 0.03)])
@pytest.mark.parametrize("policies", [1, 4])
def test_intervals_cover_the_truth_after_stopping(law: str, cost: float, policies: int) -> None:
    """Synthetic differences, stopped as a study is, at targets that stop anywhere up to the cap.

    The intervals looked at hold together 95 % of the time, less the cost of stopping where they
    are narrow, give or take four standard errors of the share over 4,000 studies (0.0138). The
    cost is what `simrecouv.compare.precision` says: a point at most on normal draws; three on
    draws of skewness 1.41, more than that of any difference of DSO in `pme-b2b`, because a sample
    that misses the long tail is both narrow and off.
    """
    studies = 4_000
    index = np.arange(studies * MOST * policies, dtype=np.uint64)
    u = np.asarray(uniform(2026, 3, index)).reshape(studies, MOST, policies)
    skewed = stats.gamma(2.0, loc=-math.sqrt(2.0), scale=math.sqrt(0.5))
    values = (stats.norm if law == "normal" else skewed).ppf(u)
    confidence = familywise(policies)
    for target in (0.15, 0.25, 0.4):
        is_open, covered = np.ones(studies, dtype=bool), np.zeros(studies, dtype=bool)
        for n in checkpoints(MOST):
            flat = np.moveaxis(values[:, :n], 1, 0).reshape(n, studies * policies)
            _, low, high = (end.reshape(studies, policies) for end in student(flat, confidence))
            stops = is_open & (((high - low) / 2.0 <= target).all(axis=1) | (n == MOST))
            covered[stops] = ((low <= 0.0) & (high >= 0.0)).all(axis=1)[stops]
            is_open &= ~stops
        assert not is_open.any()
        assert covered.mean() >= 0.95 - cost - 0.0138, (target, covered.mean())
