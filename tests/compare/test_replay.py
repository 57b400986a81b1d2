"""A replay holds the compiled engine against the reference, and shows where they part."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from simrecouv.compare import Experiment, compare_policies
from simrecouv.compare.replay import Replay, picked, replay_in_words, simpy_digest
from simrecouv.compare.store import Store, key_of
from simrecouv.compare.worker import digest_of
from simrecouv.engine import simulate
from simrecouv.errors import EngineError, StudyError
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Kind, Mode
from simrecouv.world import build_world

compiled = pytest.importorskip("simrecouv.engine.compiled")


def test_every_replication_and_policy_may_be_picked_as_often() -> None:
    """600 seeds: each of 3 x 4 pairs about 50 times, five standard deviations (6.8) allowed."""
    pairs = [picked(seed, ["a", "b", "c"], [0, 1, 2, 9]) for seed in range(600)]
    found = {pair: pairs.count(pair) for pair in set(pairs)}
    assert len(found) == 12
    assert max(abs(count - 50) for count in found.values()) < 34
    assert picked(5, ["a", "b"], range(40)) == picked(5, ["a", "b"], range(40))


def test_the_seed_and_the_number_of_replications_decide() -> None:
    by_seed = {picked(seed, ["a"], range(1000)) for seed in range(20)}
    by_count = {picked(5, ["a"], range(count)) for count in range(1000, 1020)}
    assert min(len(by_seed), len(by_count)) > 10


def test_a_study_says_what_it_replayed(tiny: Scenario, study: Experiment) -> None:
    assert study.replay == picked(tiny.simulation.seed, study.policies, study.numbers)
    assert study.replay is not None
    said = replay_in_words(study.engine, study.replay, "fr")
    assert said.startswith(f"réplication {study.replay.replication} de «")
    assert "identique" in said
    assert "replay" not in json.loads(study.to_json())


def test_simpy_needs_no_replay_and_a_study_may_do_without(tiny: Scenario) -> None:
    by_simpy = compare_policies(tiny, policies=["ferme"], replications=1, engine="simpy", workers=1)
    without = compare_policies(tiny, policies=["ferme"], replications=1, replay=False)
    assert by_simpy.replay is without.replay is None
    assert "nothing to replay" in replay_in_words("simpy", None, "en")
    assert "no replication replayed" in replay_in_words("compiled", None, "en")


@pytest.mark.parametrize("mode", list(Mode))
def test_digests_of_both_engines_agree_and_of_two_worlds_differ(tiny: Scenario, mode: Mode) -> None:
    study = compare_policies(tiny, replications=2, mode=mode)
    assert study.replay is not None
    digests = [simpy_digest(tiny, mode, Replay("ferme", number)) for number in (0, 1, 1)]
    assert digests[0] != digests[1] == digests[2]
    if mode is Mode.LUCK:
        ledger = simulate(tiny, build_world(tiny, 0), "ferme", "compiled")
        assert digest_of(ledger) == digests[0]


Spoil = Callable[[Any], Any]


def _later(events: Any) -> Any:
    """Money received one day later than it was."""
    spoilt = events.copy()
    row = np.flatnonzero(events["kind"] == Kind.RECEIVED)[100]
    spoilt["tick"][row] += 8
    return spoilt


def _cents(events: Any) -> Any:
    spoilt = events.copy()
    spoilt["amount_cents"][np.flatnonzero(events["kind"] == Kind.RECEIVED)[100]] += 1
    return spoilt


def _unknown(events: Any) -> Any:
    spoilt = events.copy()
    spoilt["kind"][np.flatnonzero(events["kind"] == Kind.CONTACT)[-1]] = 999
    return spoilt


def _short(events: Any) -> Any:
    return events[:-1]


def _spoilt(monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    """Make the compiled engine wrong in this process; the replay runs in another."""
    run = compiled.run

    def wrong(*args: Any) -> Any:
        follow = run(*args)
        return lambda *given: spoil(follow(*given))

    monkeypatch.setattr(compiled, "run", wrong)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_later, "RECEIVED"),
        (_cents, "RECEIVED"),
        (_unknown, "unknown kind 999"),
        (_short, "no such event"),
    ],
)
def test_a_wrong_kernel_is_caught_with_its_first_wrong_event(
    tiny: Scenario, monkeypatch: pytest.MonkeyPatch, spoil: Spoil, told: str
) -> None:
    _spoilt(monkeypatch, spoil)
    # Only the digest is wrong here, so that KPIs need not make sense of a broken ledger.
    policies = ["ferme"]
    chosen = picked(tiny.simulation.seed, ("douce", "ferme"), range(2))
    with pytest.raises(EngineError) as raised:
        compare_policies(tiny, policies=policies, replications=2, workers=1)
    first, by_compiled, by_simpy = str(raised.value).split("\n")
    assert f"replication {chosen.replication} of {chosen.policy!r}" in first
    assert by_compiled.startswith("  compiled: ")
    assert told in by_compiled
    assert by_simpy.startswith("  simpy: day ")
    assert by_simpy.partition(": ")[2] != by_compiled.partition(": ")[2]


def test_the_first_of_several_wrong_events_is_shown(
    tiny: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = (5_000, 100, 3_000)

    def spoil(events: Any) -> Any:
        spoilt = events.copy()
        for row in wrong:
            spoilt["cost_cents"][row] += 1
        return spoilt

    _spoilt(monkeypatch, spoil)
    with pytest.raises(EngineError, match=f"part at event {min(wrong)};"):
        compare_policies(tiny, policies=["ferme"], replications=2, workers=1)


def test_a_difference_that_does_not_come_back_is_said(
    tiny: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simrecouv.compare import worker

    monkeypatch.setattr(worker, "digest_of", lambda ledger: "wrong")
    with pytest.raises(EngineError, match="the same ones when simulated again"):
        compare_policies(tiny, policies=["ferme"], replications=1, workers=1)


def test_what_is_replayed_is_simulated_even_if_the_store_has_it(
    tiny: Scenario, tmp_path: Any
) -> None:
    store = tmp_path / "study.db"
    first, again = (
        compare_policies(tiny, policies=["ferme"], replications=2, store=store) for _ in range(2)
    )
    assert first.replay == again.replay is not None
    assert first.to_json() == again.to_json()


def test_a_stored_row_that_the_replay_does_not_give_again_is_told(
    tiny: Scenario, tmp_path: Any
) -> None:
    path = tmp_path / "study.db"
    options: dict[str, Any] = {"policies": ["ferme"], "replications": 2, "store": path}
    chosen = compare_policies(tiny, **options).replay
    assert chosen is not None
    key = key_of(tiny, chosen.policy, Mode.LUCK, "compiled")
    with Store(path) as store:
        row = store.read(key, chosen.replication, chosen.replication)[chosen.replication]
        store.write({(key, chosen.replication): row._replace(bridge=row.bridge + 1)})
    with pytest.raises(StudyError, match=r"store .*study.db: .* is not what is simulated now"):
        compare_policies(tiny, **options)


def test_numbers_are_replayed_among_themselves(tiny: Scenario) -> None:
    found = compare_policies(tiny, policies=["ferme"], numbers=[11, 7])
    assert found.replay is not None
    assert found.replay.replication in (7, 11)
    assert all(one < two for one, two in pairwise(found.numbers))
