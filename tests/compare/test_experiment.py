"""A study: the same bytes wherever it runs, and frames that say what the ledgers say."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simrecouv import kpi
from simrecouv.compare import Experiment, compare_policies
from simrecouv.engine import default_engine, simulate
from simrecouv.errors import EngineError, StudyError
from simrecouv.estimation import RATIO_KPIS
from simrecouv.scenario import Scenario, scenario_from, to_tables
from simrecouv.vocabulary import BRIDGE, DSO_SPLIT, MEASURES, TALLIES, Better, Doubt, Mode
from simrecouv.world import build_world

KPIS = [measure.name for measure in MEASURES]


def _refuse(text: str) -> Any:
    raise AssertionError(f"{text} is not JSON")


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_workers_change_nothing(tiny: Scenario, study: Experiment, workers: int) -> None:
    assert compare_policies(tiny, replications=4, workers=workers).to_json() == study.to_json()


def test_any_executor_will_do(tiny: Scenario, study: Experiment) -> None:
    with ThreadPoolExecutor(2) as executor:
        found = compare_policies(tiny, replications=4, executor=executor)
    assert found.to_json() == study.to_json()


def test_engines_differ_by_their_name_alone(tiny: Scenario) -> None:
    pytest.importorskip("numba")
    simpy, compiled = (
        compare_policies(tiny, replications=2, engine=engine, workers=2).to_json()
        for engine in ("simpy", "compiled")
    )
    assert simpy.replace('"engine": "simpy"', '"engine": "compiled"') == compiled
    assert simpy != compiled


def test_a_replication_does_not_depend_on_how_many(tiny: Scenario, study: Experiment) -> None:
    two = compare_policies(tiny, replications=2, workers=1)
    first = study.scorecard[study.scorecard["replication"] < 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(two.scorecard, first)


def test_frames_say_what_the_ledgers_say(tiny: Scenario, study: Experiment) -> None:
    world = build_world(tiny, 3)
    ledger, base = (simulate(tiny, world, policy) for policy in ("ferme", study.baseline))
    here = "policy == 'ferme' and replication == 3"
    card = study.scorecard.query(here)[KPIS].iloc[0]
    assert card.to_dict() == pytest.approx(kpi.scorecard(ledger, tiny.finance, base), nan_ok=True)
    terms = kpi.bridge(ledger, tiny.finance)
    assert study.bridge.query(here).iloc[0, 2:].to_dict() == {k: v / 100 for k, v in terms.items()}
    split, books = kpi.dso_split(ledger, base, tiny.finance), "kpi == 'dso_book' and " + here
    assert study.dso_split.query(books)[[*split.book]].iloc[0].to_dict() == split.book
    headline = study.dso_split.query("kpi == 'dso_simple' and " + here)
    assert headline[[*split.gross]].iloc[0].to_dict() == split.gross
    curves = kpi.curves(ledger, tiny.finance)
    found = study.curves.query(here)
    for name, values in curves.items():
        assert np.array_equal(found[name], values), name


def test_frames_have_one_row_each(study: Experiment) -> None:
    pairs = len(study.policies) * study.replications
    assert list(study.scorecard.columns) == ["policy", "replication", *KPIS]
    assert list(study.bridge.columns) == ["policy", "replication", *(n for n, _, _ in BRIDGE)]
    assert list(study.curves.columns) == ["policy", "replication", "day", *kpi.CURVES]
    assert len(study.scorecard) == len(study.bridge) == pairs
    assert not study.curves.duplicated(["policy", "replication", "day"]).any()
    assert len(study.curves) == pairs * study.curves["day"].nunique()


def test_terms_of_a_split_sum_to_the_paired_difference(study: Experiment) -> None:
    cards = study.scorecard.set_index(["policy", "replication"])
    for name, split in study.dso_split.groupby("kpi"):
        terms = split.set_index(["policy", "replication"])[[term for term, _ in DSO_SPLIT]]
        apart = cards[name] - cards.loc[study.baseline, name].reindex(cards.index, level=1)
        assert np.allclose(terms.sum(axis=1), apart, rtol=0, atol=1e-9), name
        assert not terms.loc[study.baseline].any(axis=None)
        assert terms.loc["ferme"].any(axis=None)


def test_sums_of_third_parties_are_in_euros_and_counts(tiny: Scenario, study: Experiment) -> None:
    """The policy in force places debts with an agency; `nothing` calls nobody."""
    found = study.third_parties.set_index(["policy", "replication"])
    assert list(found) == [one.name for one in TALLIES]
    assert not found.loc["nothing"].any(axis=None)
    ledger = simulate(tiny, build_world(tiny, 3), study.baseline)
    sums = kpi.third_parties(ledger, tiny.finance)
    assert sums["agency_entrusted"] > 0
    assert found.loc[(study.baseline, 3)].to_dict() == {
        one.name: sums[one.name] / (1 if one.unit == "count" else 100) for one in TALLIES
    }


def test_net_gain_is_the_bridge_against_the_baseline(study: Experiment) -> None:
    signs = pd.Series({name: sign for name, sign, _ in BRIDGE})
    profit = study.bridge[list(signs.index)].mul(signs).sum(axis=1)
    base = np.tile(profit[study.bridge["policy"] == study.baseline], len(study.policies))
    assert np.allclose(profit - base, study.scorecard["net_gain"], rtol=0, atol=0.005)


def test_summary_and_differences_agree_with_the_scorecard(study: Experiment) -> None:
    plain = [name for name in KPIS if name not in RATIO_KPIS]
    means = study.scorecard.groupby("policy", sort=False)[plain].mean()
    summary = study.summary().pivot(index="policy", columns="kpi", values="mean")
    pd.testing.assert_frame_equal(summary.loc[means.index, plain], means, check_names=False)
    always = [name for name in plain if study.scorecard[name].notna().all()]
    differences = study.differences().pivot(index="policy", columns="kpi", values="mean")
    expected = means.drop(study.baseline) - means.loc[study.baseline]
    pd.testing.assert_frame_equal(
        differences.loc[expected.index, always], expected[always], check_names=False, atol=1e-6
    )


def test_small_ratios_are_ratios_of_totals(study: Experiment) -> None:
    """What was placed and recovered is in the sums of third parties too, by another way."""
    sums = study.third_parties.groupby("policy")[["agency_entrusted", "agency_recovered"]].sum()
    found = study.summary().pivot(index="policy", columns="kpi", values="mean")["recovery_placed"]
    expected = sums["agency_recovered"] / sums["agency_entrusted"]
    pd.testing.assert_series_equal(found.sort_index(), expected.sort_index(), check_names=False)
    assert found.isna()["nothing"]
    means = study.scorecard.groupby("policy")["recovery_placed"].mean()
    assert found["externalisation"] != pytest.approx(means["externalisation"])


def test_parts_of_a_ratio_divide_into_it(study: Experiment) -> None:
    parts = np.stack([found.ratio_parts for found in study.measured], axis=1)
    for place, name in enumerate(RATIO_KPIS):
        above, below = parts[:, :, place, 0].ravel(), parts[:, :, place, 1].ravel()
        ratio = np.divide(above, below, out=np.full(above.size, np.nan), where=below > 0)
        assert ratio == pytest.approx(study.scorecard[name].to_numpy(), nan_ok=True), name
        assert (above == np.round(above)).all()


def test_a_figure_without_interval_says_why(study: Experiment) -> None:
    """Four replications: enough for sums over invoices, too few for tails and for ratios."""
    for frame in (study.summary(), study.differences()):
        silent = frame[["ci_low", "ci_high"]].isna().any(axis=1)
        assert (silent == (frame["why"] != "")).all()
        assert set(frame["why"]) <= {"", *Doubt}
        told = frame.set_index(["policy", "kpi"])["why"]
        assert told["ferme", "dso_simple"] == ""
        assert told["ferme", "cash_min"] == Doubt.TOO_FEW
        assert told["nothing", "recovery_placed"] == Doubt.UNDEFINED


def test_the_mode_is_part_of_what_a_study_is(study: Experiment) -> None:
    assert study.mode is Mode.LUCK
    both = dataclasses.replace(study, mode=Mode.LUCK_AND_ASSUMPTIONS)
    assert both.identity == study.identity | {"mode": "luck+assumptions"}
    assert json.loads(both.to_json())["mode"] == "luck+assumptions"
    assert both.mode.label.fr == "hasard et hypothèses"


def test_a_difference_is_the_other_way_round_the_other_way_round(study: Experiment) -> None:
    one, other = study.estimates("ferme", "nothing"), study.estimates("nothing", "ferme")
    assert one.mean == pytest.approx(-other.mean, nan_ok=True)
    assert one.low == pytest.approx(-other.high, nan_ok=True)
    assert (one.n_nonzero == other.n_nonzero).all()


def test_a_policy_switched_to_itself_changes_nothing(tiny: Scenario) -> None:
    tables = to_tables(tiny)
    tables["policies"]["jumelle"] = tables["policies"][tiny.simulation.baseline]
    twin = compare_policies(scenario_from(tables), policies=["jumelle"], replications=2, workers=1)
    differences = twin.differences().dropna(subset=["mean"])
    assert (differences["mean"] == 0.0).all()
    assert (differences["n_nonzero"] == 0).all()
    told = differences["direction"] != Better.NONE
    assert (differences.loc[told, "p_better"] == 0.5).all()
    assert len(differences) > 40


def test_only_what_was_asked_is_reported_with_the_baseline(tiny: Scenario) -> None:
    asked = compare_policies(tiny, policies=["ferme", "ferme"], replications=1, workers=1)
    assert asked.policies == ("douce", "ferme")
    kept = compare_policies(tiny, policies=["ferme", "douce"], replications=1, workers=1)
    assert kept.policies == ("ferme", "douce")
    alone = compare_policies(tiny, policies=["douce"], replications=1, workers=1)
    assert alone.policies == ("douce",)
    assert alone.differences().empty
    assert json.loads(alone.to_json())["differences"] == {}


def test_json_is_the_object_of_the_contract(tiny: Scenario, study: Experiment) -> None:
    told = json.loads(study.to_json(), parse_constant=_refuse)
    assert told["scenario"] == "pme-b2b"
    assert told["fingerprint"] == tiny.fingerprint
    assert (told["seed"], told["replications"], told["mode"]) == (2026, 4, "luck")
    assert (told["engine"], told["baseline"]) == (default_engine(), "douce")
    assert list(told["policies"]) == list(study.policies)
    assert list(told["policies"]["ferme"]) == KPIS
    assert set(told["policies"]["ferme"]["dso_simple"]) == {"mean", "ci_low", "ci_high"}
    assert list(told["differences"]) == [p for p in study.policies if p != "douce"]
    assert set(told["differences"]["ferme"]["dso_simple"]) == {
        "mean", "ci_low", "ci_high", "p_better", "n_nonzero", "direction",
    }  # fmt: skip
    assert told["differences"]["ferme"]["contacts"]["p_better"] is None


def test_one_replication_has_no_interval(tiny: Scenario) -> None:
    told = json.loads(compare_policies(tiny, replications=1).to_json(), parse_constant=_refuse)
    for kpis in [*told["policies"].values(), *told["differences"].values()]:
        assert {(row["ci_low"], row["ci_high"]) for row in kpis.values()} == {(None, None)}


def test_progress_reaches_the_end(tiny: Scenario) -> None:
    told: list[int] = []
    compare_policies(
        tiny,
        policies=["ferme"],
        replications=3,
        workers=2,
        replay=False,
        progress=lambda n, *_: told.append(n),
    )
    assert told == [0, 1, 2, 3]


def test_an_experiment_is_frozen(study: Experiment) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        study.engine = "other"  # type: ignore[misc]


Ask = Callable[[Scenario], Experiment]


@pytest.mark.parametrize(
    ("ask", "error", "told"),
    [
        (lambda s: compare_policies(s, policies=["fermee"]), StudyError, "did you mean 'ferme'"),
        (lambda s: compare_policies(s, policies=[]), StudyError, "at least one name"),
        (lambda s: compare_policies(s, policies="ferme"), StudyError, "a list"),
        (lambda s: compare_policies(s, replications=0), StudyError, "replications = 0"),
        (lambda s: compare_policies(s, replications=1.5), StudyError, "replications = 1.5"),
        (lambda s: compare_policies(s, workers=0), StudyError, "workers = 0"),
        (lambda s: compare_policies(s, engine="simpi"), EngineError, "did you mean 'simpy'"),
    ],
)
def test_bad_questions_are_named(
    tiny: Scenario, ask: Ask, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        ask(tiny)


def test_executor_and_workers_exclude_each_other(tiny: Scenario) -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(StudyError, match="not both"):
        compare_policies(tiny, executor=executor, workers=2)
