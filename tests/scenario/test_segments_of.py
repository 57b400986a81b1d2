"""Whom a step concerns: one rule for the calendar, the advice and the engines."""

from __future__ import annotations

from simrecouv.scenario import load_scenario
from simrecouv.scenario.scenario import Scenario

ALL = ("pme", "grands-comptes", "public")


def _concerned(scenario: Scenario, step: str) -> tuple[str, ...]:
    steps = {one.id: one for one in scenario.policies["douce"].steps}
    return scenario.segments_of("douce", steps[step])


def test_public_buyers_are_placed_only_when_named() -> None:
    assert _concerned(load_scenario("pme-b2b"), "cabinet") == ("pme", "grands-comptes")
    named = load_scenario("pme-b2b", ['policies.douce.steps.cabinet.segments=["public", "pme"]'])
    assert _concerned(named, "cabinet") == ("pme", "public")


def test_other_steps_concern_all_or_those_named() -> None:
    assert _concerned(load_scenario("pme-b2b"), "r1") == ALL
    for named in ([], ["public"]):
        scenario = load_scenario("pme-b2b", [f"policies.douce.steps.r1.segments={named}"])
        assert _concerned(scenario, "r1") == tuple(named)


def test_excluded_segments_are_left_alone_by_all_but_write_off() -> None:
    scenario = load_scenario("pme-b2b", ['policies.douce.exclude.segments=["pme"]'])
    assert _concerned(scenario, "r1") == ("grands-comptes", "public")
    assert _concerned(scenario, "cabinet") == ("grands-comptes",)
    assert _concerned(scenario, "perte") == ALL
