"""Every default of the shipped scenarios has its source, and docs/sources.md states its value.

A preset's own numbers stand under its name, where they differ from those that all presets share. What
a third party leaves to its model stands once, under the name of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from simrecouv.scenario import load_scenario, scenario_names, to_tables
from simrecouv.scenario.base import Table
from simrecouv.scenario.prevention import Guarantee
from simrecouv.scenario.third_parties import Agency, Court, Factor, Insurer

#: Tables of third parties, and the model whose defaults they may leave alone.
THIRD_PARTIES: dict[str, type[Table]] = {
    "agencies": Agency,
    "courts": Court,
    "factors": Factor,
    "insurers": Insurer,
}
#: Rooms of a scenario that hold assumptions; the portfolio and the policies are an example.
ROOMS = ("creditor", "finance", "behaviour", "profiles", *THIRD_PARTIES)
#: Lists of tables: rates by age or amount. A bound at 0 bounds nothing.
BANDS = ("commission_bands", "provisions", "overdraft")
#: The scenario whose defaults are those of `base-fr-b2b`, which is no portfolio by itself.
SHARED = "pme-b2b"
PRESETS = [name for name in scenario_names() if not name.startswith("base-") and name != SHARED]

#: Late payers by published family or cause [%], and the profiles that stand for each (S:B5).
INTRUM = {
    ("disorganised",): 7,
    ("over_controlled",): 7,
    ("contesting",): 13,
    ("selective",): 25,
    ("dominant",): 10,
    ("strategic", "forced_only"): 27,
    ("strained", "insolvent"): 11,
}
LOWENDAL = {
    ("disorganised", "over_controlled"): 38,
    ("contesting",): 8,
    ("strained", "insolvent"): 10,
    ("strategic", "forced_only", "selective", "dominant"): 44,
}


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
    elif isinstance(node, list) and path.endswith("seasonality"):
        for month, weight in enumerate(node, start=1):
            if weight != 1.0:
                yield f"{path}.{month}", Default(weight, weight, weight, None)
    elif isinstance(node, list) and path.endswith(BANDS):
        for rank, band in enumerate(node, start=1):
            stated = {key: number for key, number in band.items() if number != 0.0}
            yield from _defaults(stated, f"{path}.{rank}")
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield path, Default(node, node, node, None)


def _stated_by(name: str) -> dict[str, Default]:
    tables = to_tables(load_scenario(name))
    for room, model in THIRD_PARTIES.items():
        tables[room] = {name: _own(table, model) for name, table in tables[room].items()}
    return {path: d for room in ROOMS for path, d in _defaults(tables[room], room)}


def _own(table: dict[str, Any], model: type[Table]) -> dict[str, Any]:
    """Return what a third party states other than its model."""
    left = {name: field.default for name, field in model.model_fields.items()}
    return {key: value for key, value in table.items() if value != left[key]}


def _left_to_models() -> dict[str, Default]:
    """Return the defaults of third parties that act: 0 is what a scenario has to ask for."""
    models: list[type[Table]] = [*THIRD_PARTIES.values(), Guarantee]
    return {
        f"{model.__name__}.{name}": default
        for model in models
        for name, field in model.model_fields.items()
        for _, default in _defaults(field.default, name)
        if default.value != 0.0
    }


@cache
def _shipped() -> dict[str, Default]:
    """Return the defaults that presets share, then what each preset states instead."""
    shared = _stated_by(SHARED)
    own = {
        f"{name}.{path}": default
        for name in PRESETS
        for path, default in _stated_by(name).items()
        if shared.get(path) != default
    }
    return _left_to_models() | shared | own


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


@pytest.mark.parametrize("segment", ["pme", "grands-comptes"])
@pytest.mark.parametrize(
    ("name", "published"), [("payeurs-intrum", INTRUM), ("payeurs-lowendal", LOWENDAL)]
)
def test_late_payers_are_split_as_published(
    name: str, published: dict[tuple[str, ...], int], segment: str
) -> None:
    mix = load_scenario(name).segments[segment].profiles
    late = 1.0 - mix["prompt"]
    assert late == pytest.approx(
        1.0 - load_scenario(SHARED).segments[segment].profiles["prompt"], abs=2e-4
    )
    assert {profile for family in published for profile in family} == set(mix) - {"prompt"}
    for family, percent in published.items():
        found = sum(mix[profile] for profile in family) / late
        assert 100.0 * found == pytest.approx(percent, abs=0.05), family
