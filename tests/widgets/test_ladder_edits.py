"""Steps are added, removed, moved and changed; what makes no sense is refused whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simrecouv.errors import ScenarioError, StudyError
from simrecouv.scenario import Scenario, load_scenario, scenario_from, to_tables
from simrecouv.widgets.levers.ladder import added, changed, moved_to, new_steps, removed, steps_of

PME = load_scenario("pme-b2b")
PRESETS = ("pme-b2b", "contentieux-financement", "b2c-abonnement", "grands-comptes")


def _ids(scenario: Scenario, policy: str = "douce") -> list[str]:
    return [step.id for step in scenario.policies[policy].steps]


def _others(scenario: Scenario) -> dict[str, Any]:
    return {name: one for name, one in scenario.policies.items() if name != "douce"}


@pytest.mark.parametrize("preset", PRESETS)
def test_every_new_step_may_be_added_and_taken_away_again(preset: str) -> None:
    scenario = load_scenario(preset)
    for policy in scenario.policies:
        for step in new_steps(scenario, policy).values():
            more = added(scenario, policy, step)
            assert scenario_from(to_tables(more)) == more
            assert removed(more, policy, step["id"]) == scenario


def test_what_a_scenario_lacks_is_not_offered() -> None:
    tables = to_tables(PME)
    for unused in ("agencies", "courts"):
        tables.pop(unused)
    tables["policies"] = {"nothing": tables["policies"]["nothing"]}
    tables["simulation"]["baseline"] = "nothing"
    assert {"placement", "legal"}.isdisjoint(new_steps(scenario_from(tables), "nothing"))


def test_a_new_step_stands_by_its_date() -> None:
    step = new_steps(PME, "douce")["contact"]
    assert _ids(added(PME, "douce", {**step, "days": 20}))[:4] == [
        "rappel",
        "r1",
        "appel",
        "relance",
    ]
    assert _ids(added(PME, "douce", step, place=0))[0] == "relance"


def test_ids_are_made_unique() -> None:
    step = new_steps(PME, "douce")["contact"]
    for typed in ("r1", "", "<b>", "é" * 90):
        more = added(PME, "douce", {**step, "id": typed})
        assert len({*_ids(more)}) == len(_ids(PME)) + 1


def test_another_place_is_the_same_steps() -> None:
    for place in range(len(_ids(PME))):
        new = moved_to(PME, "douce", "lettre", place)
        assert _ids(new).index("lettre") == place
        assert sorted(_ids(new)) == sorted(_ids(PME))
        assert _others(new) == _others(PME)


def test_a_changed_step_changes_alone() -> None:
    new = changed(PME, "douce", "appel", {"days": 15, "min_amount_eur": None, "repeat": None})
    before, after = ({step["id"]: step for step in steps_of(one, "douce")} for one in (PME, new))
    assert after.pop("appel")["days"] == 15
    before.pop("appel")
    assert after == before
    assert _others(new) == _others(PME)


def test_who_makes_a_contact_follows_its_channel() -> None:
    call = changed(PME, "douce", "r1", {"channel": "call"})
    mail = changed(call, "douce", "r1", {"channel": "email"})
    step = next(step for step in call.policies["douce"].steps if step.id == "r1")
    assert step.by == "desk"  # type: ignore[union-attr]
    assert mail == PME


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": "soon"}, "days"),
        ({"days": 10**6}, "days"),
        ({"channel": "pigeon"}, "channel"),
        ({"channel": None}, "channel"),
        ({"repeat": {"every_days": 0, "at_most": 1}}, "every_days"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_nonsense_is_refused_with_its_place(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        changed(PME, "douce", "r1", changes)


def test_what_does_not_exist_is_refused() -> None:
    step = new_steps(PME, "douce")["contact"]
    refusals: list[Callable[[], Scenario]] = [
        lambda: removed(PME, "douce", "r2"),
        lambda: removed(PME, "duoce", "r1"),
        lambda: moved_to(PME, "douce", "r1", 99),
        lambda: added(PME, "douce", step, place=-1),
        lambda: changed(PME, "douce", "r1", {"id": "r9"}),
        lambda: changed(PME, "douce", "r1", {"action": "charge"}),
    ]
    for refused in refusals:
        with pytest.raises(StudyError):
            refused()


@given(
    st.dictionaries(
        st.sampled_from(["id", "action", "from", "days", "channel", "tone", "court", "repeat", "x"]),
        st.one_of(st.none(), st.text(max_size=10), st.integers(-200, 2000), st.sampled_from(
            ["contact", "charge", "legal", "due", "previous", "email", "call", "injonction"]
        )),
    )
)  # fmt: skip
@settings(max_examples=30)
def test_any_form_is_a_valid_scenario_or_one_clear_error(form: dict[str, Any]) -> None:
    try:
        new = added(PME, "douce", form)
    except ScenarioError:
        return
    assert scenario_from(to_tables(new)) == new
