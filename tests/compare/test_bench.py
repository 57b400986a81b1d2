"""A bench answers as a study does, to the last bit, whatever it was asked before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simrecouv.compare import Experiment, compare_policies
from simrecouv.compare import bench as benches
from simrecouv.compare.bench import Bench
from simrecouv.errors import StudyError
from simrecouv.scenario import Scenario, with_overrides

#: Changes of one policy, of an agency, of an assumption, of the days and of the baseline.
CHANGES = (
    "policies.ferme.steps.appel.repeat.every_days=9",
    "policies.ferme.steps.r1.days=2",
    "agencies.standard.commission_rate=0.4",
    "behaviour.contact.email.gain.value=1.1",
    "policies.ferme.terms.pme.net_days=120",
    "policies.douce.steps.r1.days=20",
    "simulation.seed=7",
)


def _same(one: Experiment, other: Experiment) -> None:
    assert (one.policies, one.numbers) == (other.policies, other.numbers)
    for mine, its in zip(one.measured, other.measured, strict=True):
        for left, right in zip(mine, its, strict=True):
            np.testing.assert_array_equal(left, right)


@settings(max_examples=12)
@given(
    asked=st.lists(
        st.tuples(
            st.sets(st.sampled_from(CHANGES), max_size=2), st.sampled_from(([0], [0, 1], [3, 1]))
        ),
        min_size=1,
        max_size=4,
    )
)
def test_it_answers_as_a_study_does(
    tiny: Scenario, asked: list[tuple[set[str], list[int]]]
) -> None:
    bench = Bench()
    for changes, numbers in asked:
        scenario = with_overrides(tiny, sorted(changes))
        found = bench.measure(scenario, ["ferme", "nothing"], numbers)
        study = compare_policies(
            scenario, policies=["ferme", "nothing"], numbers=numbers, replay=False
        )
        assert found is not None
        _same(found, study)


def test_it_simulates_what_changed_and_nothing_else(
    tiny: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulated: list[tuple[str, int]] = []
    drawn: list[int] = []
    real, world = benches._Opened.measured, benches.build_world
    monkeypatch.setattr(
        benches._Opened,
        "measured",
        lambda self, scenario, policy: simulated.append(policy) or real(self, scenario, policy),
    )
    monkeypatch.setattr(
        benches, "build_world", lambda scenario, n: drawn.append(n) or world(scenario, n)
    )
    bench = Bench(workers=1)
    bench.measure(tiny, ["ferme"], [0, 1])
    assert (simulated, drawn) == (["douce", "ferme"] * 2, [0, 1])
    bench.measure(tiny, ["ferme"], [0, 1])
    moved = with_overrides(tiny, ["policies.ferme.steps.appel.repeat.every_days=9"])
    bench.measure(moved, ["ferme"], [0, 1])
    bench.measure(tiny, ["ferme"], [0, 1])
    assert (simulated, drawn) == (["douce", "ferme"] * 2 + ["ferme"] * 2, [0, 1])


def test_told_to_stop_it_keeps_what_it_has(tiny: Scenario) -> None:
    bench, asked = Bench(workers=1), iter([False, True])
    assert bench.measure(tiny, ["ferme"], range(3), stop=lambda: next(asked)) is None
    assert bench.measure(tiny, ["ferme"], [0, 1], stop=lambda: True) is not None
    assert bench.measure(tiny, ["ferme"], [2], stop=lambda: True) is None


def test_little_room_changes_nothing(tiny: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benches, "KEPT_ORDERS", 0)
    monkeypatch.setattr(benches, "KEPT_ROWS", 1)
    bench = Bench()
    for _ in range(2):
        found = bench.measure(tiny, ["ferme"], [0, 1])
        assert found is not None
        _same(found, compare_policies(tiny, policies=["ferme"], replications=2, replay=False))


def test_the_ledgers_are_those_of_the_measures(tiny: Scenario) -> None:
    bench = Bench()
    ledgers = bench.ledgers(tiny, ["douce", "ferme"], 1)
    assert list(ledgers) == ["douce", "ferme"]
    assert (ledgers["douce"].events != ledgers["ferme"].events[: len(ledgers["douce"])]).any()
    before = [ledger.events[ledger.events["tick"] < 0] for ledger in ledgers.values()]
    assert (before[0] == before[1]).all()


def test_a_policy_that_is_not_there_is_named(tiny: Scenario) -> None:
    with pytest.raises(StudyError, match="no policy 'firme'"):
        Bench().measure(tiny, ["firme"], [0])
