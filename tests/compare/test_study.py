"""A study that is interrupted, asked for in part, or refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simrecouv.compare import Experiment, compare_policies
from simrecouv.compare.assumptions import drawn
from simrecouv.engine import PolicyRule
from simrecouv.engine import simulate as simulate_one
from simrecouv.errors import EngineError, StudyError, StudyInterrupted
from simrecouv.kpi import scorecard
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Label, Mode
from simrecouv.world import build_world


def _interrupt_after(replications: int) -> Any:
    def progress(done: int, count: int, text: Label | None) -> None:
        if done >= replications:
            raise KeyboardInterrupt

    return progress


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interruption_carries_what_is_finished(
    tiny: Scenario, study: Experiment, workers: int
) -> None:
    with pytest.raises(StudyInterrupted) as raised:
        compare_policies(tiny, replications=400, workers=workers, progress=_interrupt_after(3))
    found = raised.value.experiment
    assert (raised.value.asked, found.replay) == (400, None)
    assert 3 <= found.replications < 20
    assert found.numbers == tuple(sorted(found.numbers))
    assert set(found.scorecard["replication"]) == set(found.numbers)
    common = [number for number in found.numbers if number in study.numbers]
    assert len(common) >= 2
    cards = [
        one.scorecard[one.scorecard["replication"].isin(common)].reset_index(drop=True)
        for one in (found, study)
    ]
    assert cards[0].equals(cards[1])
    assert found.differences()["mean"].notna().any()


def test_an_interruption_before_anything_carries_nothing(tiny: Scenario) -> None:
    with pytest.raises(StudyInterrupted) as raised:
        compare_policies(tiny, replications=4, progress=_interrupt_after(0))
    assert raised.value.experiment is None
    assert isinstance(raised.value, KeyboardInterrupt)


def test_an_interrupted_study_is_in_its_store(tiny: Scenario, tmp_path: Path) -> None:
    store = tmp_path / "study.db"
    with pytest.raises(StudyInterrupted) as raised:
        compare_policies(tiny, replications=6, store=store, progress=_interrupt_after(2))
    told: list[int] = []
    resumed = compare_policies(
        tiny, replications=6, store=store, replay=False, progress=lambda n, *_: told.append(n)
    )
    assert told[0] >= raised.value.experiment.replications >= 2
    assert resumed.to_json() == compare_policies(tiny, replications=6, replay=False).to_json()


def test_some_replications_alone_are_the_rows_of_the_study(
    tiny: Scenario, study: Experiment
) -> None:
    alone = compare_policies(tiny, numbers=[3, 1], workers=1, replay=False)
    assert (alone.numbers, alone.replications) == ((1, 3), 2)
    for name in ("scorecard", "bridge", "dso_split", "third_parties", "curves"):
        rows = getattr(study, name).query("replication in (1, 3)").reset_index(drop=True)
        assert getattr(alone, name).equals(rows), name


def test_each_replication_may_draw_its_assumptions(tiny: Scenario) -> None:
    both = compare_policies(tiny, replications=2, mode="luck+assumptions", replay=False)
    assert both.mode is Mode.LUCK_AND_ASSUMPTIONS
    here = drawn(tiny, 1)
    world = build_world(here, 1)
    ledger, base = (simulate_one(here, world, name) for name in ("ferme", both.baseline))
    card = scorecard(ledger, here.finance, base)
    row = both.scorecard.query("policy == 'ferme' and replication == 1").iloc[0]
    assert row[list(card)].to_dict() == pytest.approx(card, nan_ok=True)


class _Mine(PolicyRule):
    base = "douce"

    def next_step(self, invoice: Any) -> str | None:
        return None


def test_a_policy_in_python_is_sent_to_the_other_engine(tiny: Scenario) -> None:
    mine: Any = _Mine()
    with pytest.raises(StudyError, match=r'this is a _Mine; .* on the other engine, "simpy"'):
        compare_policies(tiny, policies=[mine])
    with pytest.raises(EngineError, match=r'_Mine is written in Python.* other engine, "simpy"'):
        simulate_one(tiny, build_world(tiny), mine, "compiled")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"mode": "lucky"}, "did you mean 'luck'"),
        ({"batch": 0}, "batch = 0"),
        ({"replications": "many"}, "replications = 'many'"),
        ({"replications": "auto", "at_most": 19}, "at_most = 19: .* at least 20"),
        ({"precision": {"dso_simple": 0.5}}, "replications='auto' only"),
        ({"numbers": []}, "at least one replication"),
        ({"numbers": [2, 2]}, "each once"),
        ({"numbers": [-1]}, "numbers = -1"),
        ({"numbers": [1], "replications": 2}, "not both"),
        ({"numbers": [1], "precision": {"dso_simple": 0.5}}, "replications='auto' only"),
    ],
)
def test_questions_that_make_no_sense_are_named(
    tiny: Scenario, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(StudyError, match=told):
        compare_policies(tiny, **options)
