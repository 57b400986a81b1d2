"""Whatever a file holds, reading it ends in a `ScenarioError` or in a valid scenario."""

from __future__ import annotations

import math
import tempfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simrecouv.errors import ScenarioError
from simrecouv.scenario import (
    Scenario,
    advice_on,
    calendar_in_words,
    conditions_in_words,
    load_scenario,
    resource_folder,
    scenario_from,
    to_tables,
    to_toml,
    with_overrides,
)

BYTES = (resource_folder("scenarios") / "pme-b2b.toml").read_bytes()
TABLES = to_tables(load_scenario("pme-b2b"))

ODD = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-3, 400)
    | st.floats()
    | st.sampled_from([0.0, 1.0, 1e300, -1e-300, math.inf, math.nan, 2**64, 10**400])
    | st.text(max_size=5)
    | st.sampled_from(["email", "due", "previous", "contact", "pme", "douce", "[key]", "a\0b"])
    | st.sampled_from([date(1, 1, 1), date(2030, 2, 28), datetime(2026, 1, 1), time(1, 2)])  # noqa: DTZ001
    | st.lists(st.integers(-3, 400), max_size=3)
    | st.dictionaries(st.sampled_from(["value", "low", "id", "action"]), st.integers(-1, 9))
)


@st.composite
def mutated_text(draw: st.DrawFn) -> bytes:
    """The shipped file with a few bytes cut, doubled or replaced."""
    content = BYTES
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content) - 1))
        length = draw(st.integers(0, 12))
        piece = draw(
            st.binary(max_size=4) | st.sampled_from([b"=", b"[", b"]]", b"-", b"9e999", b'"'])
        )
        content = content[:at] + piece + content[at + length :]
    return content


@st.composite
def mutated_tables(draw: st.DrawFn) -> dict[str, Any]:
    """The tables of the shipped scenario with one to three places changed."""
    tables: Any = TABLES
    for _ in range(draw(st.integers(1, 3))):
        tables = _mutated(tables, draw)
    return tables if isinstance(tables, dict) else {}


def _mutated(node: Any, draw: st.DrawFn) -> Any:
    if isinstance(node, dict) and node and draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(node, key=str)))
        change = draw(st.sampled_from(["enter"] * 6 + ["drop", "rename"]))
        if change == "enter":
            return {**node, key: _mutated(node[key], draw)}
        rest = {k: v for k, v in node.items() if k != key}
        return rest if change == "drop" else {**rest, draw(st.text(max_size=4)): node[key]}
    if isinstance(node, list) and node and draw(st.integers(0, 9)):
        at = draw(st.integers(0, len(node) - 1))
        return [*node[:at], _mutated(node[at], draw), *node[at + 1 :]]
    near = isinstance(node, int | float) and draw(st.booleans())
    return draw(st.sampled_from([0, node // 2, node * 2, node + 1])) if near else draw(ODD)


def _is_usable(scenario: Scenario) -> None:
    """A scenario that passes can be named, worded, checked, written and read again."""
    assert scenario_from(to_tables(scenario)).fingerprint == scenario.fingerprint
    assert to_toml(scenario)
    assert scenario.clock.first_day < 0 < scenario.clock.end_day
    for policy in scenario.policies:
        assert calendar_in_words(scenario, policy, "fr")
        assert conditions_in_words(scenario, policy, "en") is not None
    for one in advice_on(scenario):
        assert one.text.fr
        assert one.text.en


@settings(max_examples=300)
@given(content=mutated_text())
def test_any_text_is_refused_or_read(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzzed.toml"
        path.write_bytes(content)
        try:
            scenario = load_scenario(path)
        except ScenarioError:
            return
    _is_usable(scenario)


@settings(max_examples=300)
@given(tables=mutated_tables())
def test_any_tables_are_refused_or_read(tables: dict[str, Any]) -> None:
    try:
        scenario = scenario_from(tables)
    except ScenarioError:
        return
    _is_usable(scenario)


@settings(max_examples=200)
@given(
    keys=st.lists(
        st.sampled_from([*"abc", "policies", "douce", "steps", "r1", "days", "like", ""])
    ),
    value=st.text(max_size=12) | st.sampled_from(["[" * 3000, "1\n2", "9" * 5000, "2026-13-45"]),
)
def test_any_override_is_refused_or_applied(keys: list[str], value: str) -> None:
    try:
        scenario = with_overrides(load_scenario("pme-b2b"), [f"{'.'.join(keys)}={value}"])
    except ScenarioError:
        return
    _is_usable(scenario)


@pytest.mark.slow
@settings(max_examples=5000)
@given(tables=mutated_tables())
def test_any_tables_at_length(tables: dict[str, Any]) -> None:
    try:
        scenario = scenario_from(tables)
    except ScenarioError:
        return
    _is_usable(scenario)
