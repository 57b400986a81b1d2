"""Every default of the shipped scenarios has its source, and docs/sources.md states its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from simrecouv.scenario import load_scenario, scenario_names, to_tables

#: Rooms of a scenario that hold assumptions; the portfolio and the policies are an example.
ROOMS = ("creditor", "finance", "behaviour", "agencies", "profiles")


class Default(NamedTuple):
    """A default: its central value, its range, its tag (None where the scenario holds none)."""

    value: float
    low: float
    high: float
    tag: str | None


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "sources.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def stated(page: str) -> dict[str, Default]:
    row = re.compile(
        r"^\| `([\w.\-]+)` \| (\S+) \| (\S*) *\| (\S*) *\| (\S+) \| .+ \|$", re.MULTILINE
    )
    return {
        path: Default(float(value), float(low or value), float(high or value), tag)
        for path, value, low, high, tag in row.findall(page)
    }


def _defaults(node: Any, path: str) -> Iterator[tuple[str, Default]]:
    if isinstance(node, dict) and {"value", "low", "high", "source"} <= node.keys():
        yield path, Default(node["value"], node["low"], node["high"], node["source"])
    elif isinstance(node, dict):
        for key, below in node.items():
            yield from _defaults(below, f"{path}.{key}")
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield path, Default(node, node, node, None)


def _shipped() -> dict[str, Default]:
    tables = to_tables(load_scenario("pme-b2b"))
    return {path: d for room in ROOMS for path, d in _defaults(tables[room], room)}


def test_the_page_states_every_default_and_no_other(stated: dict[str, Default]) -> None:
    assert stated.keys() == _shipped().keys()


@pytest.mark.parametrize("path", sorted(_shipped()))
def test_the_page_states_the_value_and_range(stated: dict[str, Default], path: str) -> None:
    default = _shipped()[path]
    assert stated[path][:3] == default[:3], f"docs/sources.md: {path} is now {default[:3]}"
    assert default.tag in (None, stated[path].tag)


def test_every_tag_is_explained(page: str, stated: dict[str, Default]) -> None:
    explained = set(re.findall(r"^\* \*\*(S:\w+)\*\*", page, re.MULTILINE))
    explained |= {"std", "model", "law", "fit"}
    assert {default.tag for default in stated.values()} <= explained


def test_no_source_is_listed_for_nothing(page: str, root: Path) -> None:
    """A tag that nothing uses is a promise: it goes, or something cites it."""
    listed = set(re.findall(r"^\* \*\*(S:\w+)\*\*", page, re.MULTILINE))
    cited = set(re.findall(r"S:\w+", page.partition("## Sources")[0]))
    assert listed == cited


@pytest.mark.parametrize("name", scenario_names())
def test_every_assumption_of_every_scenario_has_a_known_tag(
    name: str, page: str, root: Path
) -> None:
    text = (root / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")
    for tag in re.findall(r'source = "([^"]+)"', text):
        assert f"**{tag}**" in page or tag in ("std", "model", "law", "fit", "user")


def test_tags_in_the_code_are_explained(page: str, root: Path) -> None:
    for path in (root / "src").rglob("*.py"):
        for tag in re.findall(r"\bS:[A-F]\d+\b", path.read_text(encoding="utf-8")):
            assert f"**{tag}**" in page, f"{path.name}: {tag}"
