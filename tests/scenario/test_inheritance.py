"""Inheritance: `extends` merges tables, `like` merges policies, overrides set one value."""

from __future__ import annotations

from pathlib import Path

import pytest

from simrecouv.errors import ScenarioError
from simrecouv.scenario import load_scenario, with_overrides


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_extends_merges_tables_and_replaces_arrays(tmp_path: Path) -> None:
    child = load_scenario(
        _write(
            tmp_path,
            "child",
            """
            extends = "pme-b2b"
            [behaviour.contact.email]
            cost_eur = 0.5
            [policies.ferme]
            steps = [{ id = "seul", action = "contact", days = 3, channel = "call" }]
            """,
        )
    )
    parent = load_scenario("pme-b2b")
    assert child.name == "child"
    assert child.behaviour.contact["email"].cost_eur == 0.5
    assert child.behaviour.contact["email"].gain == parent.behaviour.contact["email"].gain
    assert [step.id for step in child.policies["ferme"].steps] == ["seul"]
    assert child.policies["douce"] == parent.policies["douce"]


def test_a_mix_replaces_a_mix(tmp_path: Path) -> None:
    text = """
    extends = "pme-b2b"
    [segments.pme]
    profiles = { prompt = 1.0 }
    means = { card = 1.0 }
    amount = { law = "quantiles", values_eur = [100, 200] }
    """
    segment = load_scenario(_write(tmp_path, "child", text)).segments["pme"]
    assert segment.profiles == {"prompt": 1.0}
    assert segment.means == {"card": 1.0}
    assert segment.customers == 360


def test_the_closest_file_is_extended_first_then_the_project(tmp_path: Path) -> None:
    _write(tmp_path, "mine", 'extends = "pme-b2b"\n[simulation]\nseed = 11\n')
    child = _write(tmp_path, "child", 'extends = "mine"\n')
    assert load_scenario(child).simulation.seed == 11
    same_name = _write(tmp_path, "pme-b2b", 'extends = "pme-b2b"\n[simulation]\nseed = 12\n')
    assert load_scenario(same_name).simulation.seed == 12


def test_a_ring_of_extends_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "a", 'extends = "b"\n')
    with pytest.raises(ScenarioError, match="in a ring"):
        load_scenario(_write(tmp_path, "b", 'extends = "a"\n'))


LIKES = """
extends = "base-fr-b2b"
[simulation]
baseline = "a"
[segments.pme]
customers = 10
orders_per_customer_per_year = 12
amount = { median_eur = 100.0, law = "lognormal" }
profiles = { prompt = 1.0 }
[policies.c]
like = "b"
steps = [{ id = "deux", days = 40 }]
[policies.b]
like = "a"
drop_steps = ["un"]
steps = [{ id = "trois", action = "contact", days = 30, channel = "letter" }]
[policies.a]
label = { fr = "A", en = "A" }
discount = { rate = 0.01, within_days = 10 }
steps = [
  { id = "un", action = "contact", days = 10, channel = "email", repeat = { every_days = 7, at_most = 2 } },
  { id = "deux", action = "contact", days = 20, channel = "email", tone = "firm" },
]
"""


def test_like_merges_steps_by_id_whatever_the_order_of_tables(tmp_path: Path) -> None:
    policies = load_scenario(_write(tmp_path, "likes", LIKES)).policies
    assert [(step.id, step.days) for step in policies["a"].steps] == [("un", 10), ("deux", 20)]
    assert [(step.id, step.days) for step in policies["b"].steps] == [("deux", 20), ("trois", 30)]
    assert [(step.id, step.days) for step in policies["c"].steps] == [("deux", 40), ("trois", 30)]
    assert policies["c"].steps[0].tone == "firm"
    assert policies["c"].discount == policies["a"].discount
    assert policies["b"].label is None


def test_like_leaves_the_model_untouched(tmp_path: Path) -> None:
    alone = LIKES.replace("drop_steps", "# drop_steps").replace('["un"]', "")
    with_drop = load_scenario(_write(tmp_path, "with", LIKES)).policies["a"]
    without = load_scenario(_write(tmp_path, "without", alone)).policies["a"]
    assert with_drop == without


@pytest.mark.parametrize(
    ("override", "path"),
    [
        ("policies.ferme.discount.rate=0.02", ("policies", "ferme", "discount", "rate")),
        ("policies.douce.steps.r1.days=9", ("policies", "douce", "steps", "r1", "days")),
        ("simulation.start=2026-07-01", ("simulation", "start")),
        ("segments.pme.terms={ net_days = 60 }", ("segments", "pme", "terms", "net_days")),
    ],
)
def test_an_override_sets_one_value_and_nothing_else(override: str, path: tuple[str, ...]) -> None:
    before = load_scenario("pme-b2b", ["policies.ferme.discount={ rate = 0.01, within_days = 10 }"])
    after = with_overrides(before, [override])
    assert _differences(before.model_dump(by_alias=True), after.model_dump(by_alias=True)) == [path]


def _differences(one: object, other: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(one, tuple) and isinstance(other, tuple) and path[-1:] == ("steps",):
        one = {step["id"]: step for step in one}
        other = {step["id"]: step for step in other}
    if isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys()
        return [p for key in one for p in _differences(one[key], other[key], (*path, key))]
    return [] if one == other else [path]


def test_the_last_override_wins() -> None:
    overrides = ["simulation.seed=1", "simulation.seed=2"]
    assert load_scenario("pme-b2b", overrides).simulation.seed == 2


def test_an_override_may_replace_a_law() -> None:
    law = 'segments.pme.amount={ law = "quantiles", values_eur = [10.0, 20.0] }'
    assert load_scenario("pme-b2b", [law]).segments["pme"].amount.law == "quantiles"


def test_a_bare_number_is_an_assumption_without_a_range() -> None:
    gain = (
        load_scenario("pme-b2b", ["behaviour.contact.email.gain=0.8"])
        .behaviour.contact["email"]
        .gain
    )
    assert (gain.value, gain.low, gain.high, gain.source) == (0.8, 0.8, 0.8, "user")


def test_a_step_stated_twice_in_a_child_is_refused(tmp_path: Path) -> None:
    text = """
    extends = "pme-b2b"
    [policies.twice]
    like = "douce"
    steps = [{ id = "r1", days = 1 }, { id = "r1", days = 20 }]
    """
    with pytest.raises(ScenarioError, match="r1"):
        load_scenario(_write(tmp_path, "child", text))
