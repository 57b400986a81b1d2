"""What the README shows works as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simrecouv.scenario import advice_on, load_scenario
from simrecouv.vocabulary import Severity


def examples(root: Path) -> list[str]:
    """Scenario files that the README shows, one per language."""
    text = (root / "README.md").read_text(encoding="utf-8")
    return re.findall(r"```toml\n(.*?)```", text, re.DOTALL)


def test_the_readme_shows_the_same_scenario_in_both_languages(root: Path) -> None:
    shown = [re.sub(r"\s*#.*", "", text) for text in examples(root)]
    assert len(shown) == 2
    same = [re.sub(r'name = ".*"|policies\.\w+', "", text) for text in shown]
    assert same[0] == same[1]


@pytest.mark.parametrize("which", [0, 1])
def test_the_scenario_of_the_readme_loads_without_a_warning(
    root: Path, tmp_path: Path, which: int
) -> None:
    path = tmp_path / "shown.toml"
    path.write_text(examples(root)[which], encoding="utf-8")
    scenario = load_scenario(path)
    added = set(scenario.policies) - set(load_scenario("pme-b2b").policies)
    assert len(added) == 1
    mine = [one for one in advice_on(scenario) if added & set(one.place.split("."))]
    assert all(one.severity is Severity.NOTE for one in mine)
