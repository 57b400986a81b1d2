"""The fingerprint names what is simulated: any value changes it, names and order do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simrecouv.errors import ScenarioError
from simrecouv.scenario import load_scenario, scenario_from, scenario_names, to_tables, to_toml

SHIPPED = [name for name in scenario_names() if not name.startswith("base-")]


def _shuffled(tables: object, order: st.DataObject) -> object:
    if isinstance(tables, dict):
        keys = order.draw(st.permutations(list(tables)))
        return {key: _shuffled(tables[key], order) for key in keys}
    return tables


@given(order=st.data())
def test_the_order_of_tables_and_keys_does_not_matter(order: st.DataObject) -> None:
    scenario = load_scenario("pme-b2b")
    shuffled = _shuffled(to_tables(scenario), order)
    assert scenario_from(shuffled).fingerprint == scenario.fingerprint


@pytest.mark.parametrize("name", SHIPPED)
def test_toml_round_trip(name: str, tmp_path: Path) -> None:
    scenario = load_scenario(name)
    path = tmp_path / "again.toml"
    path.write_text(to_toml(scenario), encoding="utf-8")
    again = load_scenario(path)
    assert again == scenario
    assert again.fingerprint == scenario.fingerprint


def test_the_name_is_not_part_of_it() -> None:
    renamed = load_scenario("pme-b2b", ["name=other"])
    assert renamed.fingerprint == load_scenario("pme-b2b").fingerprint


def test_every_value_is_part_of_it() -> None:
    raw = to_tables(load_scenario("pme-b2b"))
    seen = {scenario_from(raw).fingerprint}
    for path, value in _numbers(raw):
        changed = _replaced(raw, path, value * 1.001 if isinstance(value, float) else value + 1)
        try:
            fingerprint = scenario_from(changed).fingerprint
        except ScenarioError:
            continue  # a share alone, a central value beyond its range
        assert fingerprint not in seen, path
        seen.add(fingerprint)
    assert len(seen) > 100


def test_a_mix_is_part_of_it() -> None:
    mix = ["segments.public.profiles={ prompt = 0.47, disorganised = 0.43, strategic = 0.10 }"]
    assert load_scenario("pme-b2b", mix).fingerprint != load_scenario("pme-b2b").fingerprint


def _numbers(node: object, path: tuple[object, ...] = ()) -> list[tuple[tuple[object, ...], float]]:
    if isinstance(node, dict):
        return [found for key in node for found in _numbers(node[key], (*path, key))]
    if isinstance(node, list):
        return [found for k, item in enumerate(node) for found in _numbers(item, (*path, k))]
    is_number = isinstance(node, int | float) and not isinstance(node, bool)
    return [(path, node)] if is_number and node else []


def _replaced(node: object, path: tuple[object, ...], value: object) -> object:
    if not path:
        return value
    key, *rest = path
    if isinstance(node, dict):
        return {**node, key: _replaced(node[key], tuple(rest), value)}
    return [_replaced(x, tuple(rest), value) if k == key else x for k, x in enumerate(node)]
