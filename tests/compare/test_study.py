"""A study that is interrupted, asked for in part, or refused."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simrecouv.compare import Experiment, compare_policies
from simrecouv.compare.assumptions import drawn
from simrecouv.compare.store import Store
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
        ({"replications": "Auto"}, "replications = 'Auto': .*\"auto\""),
        ({"replications": 2.0}, r"replications = 2\.0: a whole number"),
        ({"replications": True}, "replications = True: a whole number"),
        ({"replications": 1_000_001}, "replications = 1000001: at most 1000000"),
        ({"replications": 10**5000}, "replications = a number of thousands of digits: at most"),
        ({"replications": "auto", "at_most": 1_000_001}, "at_most = 1000001: at most 1000000"),
        ({"replications": np.array([1, 2])}, r"replications = array\(\[1, 2\]\): a whole"),
        ({"numbers": 17}, "numbers = 17: a list of at least one replication"),
        ({"numbers": "17"}, "numbers = '17': a list of at least one replication"),
        ({"numbers": b"17"}, "numbers = b'17': a list of at least one replication"),
        ({"numbers": [[1], [2]]}, r"numbers = \[1\]: a whole number"),
        ({"numbers": np.eye(2)}, "numbers = array"),
        ({"numbers": [2**63]}, "numbers = 9223372036854775808: at most 9223372036854775807"),
        ({"numbers": itertools.count()}, r"numbers = count\(.*\): at most 1000000"),
        ({"policies": 3}, "policies = 3: a list of at least one name"),
        ({"policies": "ferme"}, "policies = 'ferme': a list of at least one name"),
        ({"policies": []}, r"policies = \[\]: a list of at least one name"),
        ({"workers": "2"}, "workers = '2': a whole number"),
        ({"workers": 0}, "workers = 0: a whole number of at least 1"),
        ({"executor": "threads"}, "executor = 'threads': an executor"),
        ({"executor": False}, "executor = False: an executor"),
        ({"executor": ThreadPoolExecutor}, "executor = .*: an executor"),
        ({"progress": 3}, "progress = 3: a function"),
        ({"mode": ["luck"]}, r"no mode \['luck'\]"),
        ({"store": 5}, "store = 5: the path of a file"),
        ({"store": True}, "store = True: the path of a file"),
        ({"store": b"study.db"}, "store = b'study.db': the path of a file"),
        ({"store": "a\0b"}, "store = 'a.*b': the path of a file"),
        ({"store": ""}, "store = '': the path of a file"),
        ({"store": ":memory:"}, "store = ':memory:': the path of a file"),
        ({"store": "nowhere/a.db"}, "store nowhere/a.db: its folder does not exist"),
        ({"store": "x" * 5000}, "store 'x{79}: [^x]+$"),
        ({"precision": {"dso_simple": 10**400}, "replications": "auto"}, "precision of dso_simple"),
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


def test_a_name_is_no_scenario() -> None:
    name: Any = "pme-b2b"
    with pytest.raises(StudyError, match="scenario = 'pme-b2b': a Scenario expected"):
        compare_policies(name)


@pytest.mark.parametrize("engine", [3, ["simpy"], "simpi"])
def test_an_unknown_engine_is_named(tiny: Scenario, engine: Any) -> None:
    with pytest.raises(EngineError, match=r"no engine .*(known|mean)"):
        compare_policies(tiny, engine=engine)


def test_lists_of_any_sort_and_whole_numbers_of_numpy_will_do(
    tiny: Scenario, study: Experiment
) -> None:
    options: list[dict[str, Any]] = [
        {"numbers": np.arange(4), "workers": np.int64(1)},
        {"numbers": (n for n in range(4)), "batch": np.uint8(2)},
        {"replications": np.int32(4), "policies": (name for name in study.policies)},
    ]
    for one in options:
        found = compare_policies(tiny, replay=False, **one)
        assert found.to_json() == study.to_json()
        assert {type(number) for number in found.numbers} == {int}


@pytest.mark.parametrize("half", [np.float32(99.0), np.int64(99), 99])
def test_a_precision_may_be_any_number(tiny: Scenario, half: Any) -> None:
    found = compare_policies(
        tiny, policies=["ferme"], replications="auto", precision={"dso_simple": half}, replay=False
    )
    assert found.precision is not None
    assert found.precision.targets == {"dso_simple": 99.0}
    assert found.replications == 20


def test_an_interruption_while_the_store_opens_carries_nothing(
    tiny: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(store: Store) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "_prepare", interrupt)
    with pytest.raises(StudyInterrupted) as raised:
        compare_policies(tiny, replications=4, store=tmp_path / "study.db")
    assert raised.value.experiment is None
