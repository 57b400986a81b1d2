"""The lab as a page: what the command line tells it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simrecouv.scenario import Scenario, load_scenario, to_toml
from simrecouv.widgets.view.app import FOLDER, SCENARIO, open_lab


def _inside(widget: Any) -> list[Any]:
    children = getattr(widget, "children", ())
    return [widget, *(one for child in children for one in _inside(child))]


def test_a_file_name_typed_is_read_where_the_command_was_typed(
    tiny: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, folder = tmp_path / "page", tmp_path / "mine"
    page.mkdir()
    folder.mkdir()
    own = folder / "own.toml"
    own.write_text(to_toml(tiny), encoding="utf-8")
    monkeypatch.chdir(page)
    monkeypatch.setenv(SCENARIO, str(own))
    monkeypatch.setenv(FOLDER, str(folder))
    widgets = _inside(open_lab())
    path = next(one for one in widgets if getattr(one, "placeholder", "") == "fichier .toml")
    save = next(one for one in widgets if getattr(one, "description", "") == "Enregistrer")
    path.value = "kept"
    save.click()
    kept = folder / "kept.toml"
    assert any(str(kept) in str(getattr(one, "value", "")) for one in widgets)
    assert load_scenario(kept).policies.keys() > tiny.policies.keys()
    assert not [*page.iterdir()]


def test_a_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "gone"))
    assert "gone" in open_lab().value
