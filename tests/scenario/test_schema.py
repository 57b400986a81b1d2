"""The schema shipped for editors is the one of the models, and accepts the shipped files."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from simrecouv.scenario.schema import editor_schema


def test_the_shipped_schema_is_made_from_the_models(root: Path) -> None:
    shipped = (root / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8")
    assert shipped == editor_schema(), "write editor_schema() to scenarios/scenario.schema.json"


@pytest.mark.parametrize("name", ["base-fr-b2b", "pme-b2b"])
def test_it_accepts_shipped_scenarios_and_refuses_slips(root: Path, name: str) -> None:
    stated = tomllib.loads((root / "scenarios" / f"{name}.toml").read_text(encoding="utf-8"))
    if "simulation" in stated:
        stated["simulation"]["start"] = str(stated["simulation"]["start"])
    check = jsonschema.Draft202012Validator(json.loads(editor_schema()))
    check.validate(stated)
    assert not check.is_valid({**stated, "polices": {}})
