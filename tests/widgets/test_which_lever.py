"""Which lever matters: values around the current one, common luck, the most effective first."""

from __future__ import annotations

import numpy as np
import pytest

from simrecouv.compare import Experiment
from simrecouv.compare.bench import Bench
from simrecouv.compare.experiment import KPIS
from simrecouv.engine import is_switch
from simrecouv.figures.lever_effects import effects, no_effect_in_words
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.scenario.base import Text
from simrecouv.widgets.levers.catalogue import levers_of, moved
from simrecouv.widgets.levers.drafts import with_copy
from simrecouv.widgets.levers.lever import Lever
from simrecouv.widgets.lives.which_lever import (
    Response,
    paired,
    response_frame,
    responses_around,
    values_around,
)

NUMBERS = range(2)
LEVERS = ("first_reminder", "discount_rate", "discount_deadline", "commission", "email_gain")


class _Watched(Bench):
    """A bench that remembers what it was asked."""

    asked: list[Scenario]

    def measure(self, scenario: Scenario, *args: object, **named: object) -> Experiment | None:
        self.asked = [*getattr(self, "asked", []), scenario]
        return super().measure(scenario, *args, **named)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def bench() -> _Watched:
    return _Watched(workers=1)


@pytest.fixture(scope="module")
def levers(tiny: Scenario) -> dict[str, Lever]:
    found = levers_of(tiny, "ferme")
    return {name: found[name] for name in LEVERS}


@pytest.fixture(scope="module")
def responses(bench: _Watched, tiny: Scenario, levers: dict[str, Lever]) -> list[Response]:
    return list(responses_around(bench, tiny, "ferme", levers, NUMBERS))


@pytest.mark.parametrize("policy", ["douce", "ferme", "remise", "nothing"])
def test_a_few_values_around_the_current_one(policy: str) -> None:
    for lever in levers_of(load_scenario("pme-b2b"), policy).values():
        values = values_around(lever)
        assert lever.value in values
        places = [lever.options.index(value) for value in values]
        assert places == sorted(set(places))
        assert len(values) <= 5
        assert (len(values) == 1) == (lever.idle is not None or len(lever.options) == 1)


def test_each_lever_answers_and_its_current_value_differs_from_nothing(
    responses: list[Response],
) -> None:
    assert [response.lever.name for response in responses] == list(LEVERS)
    for response in responses:
        now = response.found[response.values.index(response.lever.value)]
        assert not now.mean.any()
        assert not now.n_nonzero.any()


def test_levers_are_ordered_by_effect_assumptions_apart(responses: list[Response]) -> None:
    for kpi in ("net_gain", "dso_simple"):
        frame = response_frame(responses, kpi, "en")
        order = frame.drop_duplicates("lever")
        assert order["is_assumption"].is_monotonic_increasing
        effect = effects(frame, kpi)
        for _, names in order.groupby("is_assumption")["lever"]:
            assert effect[names.tolist()].is_monotonic_decreasing


def test_a_lever_that_refuses_to_move_is_named_with_its_reason(responses: list[Response]) -> None:
    for lang in ("fr", "en"):
        frame = response_frame(responses, "net_gain", lang)
        idle = frame[frame["lever"] == "discount_deadline"].iloc[0]
        assert idle["why"]
        told = no_effect_in_words(frame, "net_gain", lang)
        assert f"{idle['label']} ({idle['why']})" in told


def test_the_worlds_at_hand_are_not_pushed_out(
    bench: _Watched, tiny: Scenario, responses: list[Response]
) -> None:
    assert len(responses) == len(LEVERS)
    assert all(is_switch(tiny, scenario) for scenario in bench.asked)


def test_levers_come_one_by_one_until_told_to_stop(
    tiny: Scenario, levers: dict[str, Lever], bench: _Watched
) -> None:
    is_over = False
    found = responses_around(bench, tiny, "ferme", levers, [5], stop=lambda: is_over)
    assert next(found).lever.name == LEVERS[0]
    is_over = True
    assert list(found) == []


def test_a_difference_between_two_studies_is_that_within_one(
    bench: _Watched, tiny: Scenario
) -> None:
    later = moved(tiny, "ferme", "first_reminder", 20)
    before = bench.measure(tiny, ["ferme"], NUMBERS)
    after = bench.measure(later, ["ferme"], NUMBERS)
    label = Text(fr="essai", en="trial")
    both = with_copy(tiny, later.policies["ferme"], "essai", label)
    study = bench.measure(both, ["ferme", "essai"], NUMBERS)
    assert before is not None
    assert after is not None
    assert study is not None
    found, expected = paired(before, after, "ferme", KPIS), study.estimates("essai", "ferme")
    for mine, its in zip(found[:4], expected[:4], strict=True):
        np.testing.assert_allclose(mine, its)
    assert found.why == expected.why
