"""The panel without a browser: sliders move the policy, and the policy moves what is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import ipywidgets
import pytest

from simrecouv.errors import StudyError
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say
from simrecouv.widgets import PolicyPanel, panel
from simrecouv.widgets.words import CONTROLS, TILES

PLOTLY = "application/vnd.plotly.v1+json"
ACCENTS = re.compile("[àâçéèêëîïôùûœ]", re.IGNORECASE)


@pytest.fixture(params=get_args(Lang))
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def shown(tiny: Scenario) -> PolicyPanel:
    return PolicyPanel(tiny, replications=2)


def _texts(widget: Any) -> Iterator[str]:
    """Yield everything that a widget and those inside it write."""
    for name in ("value", "description", "tooltip"):
        text = getattr(widget, name, None)
        if isinstance(text, str):
            yield text
    if isinstance(widget, ipywidgets.ToggleButtons | ipywidgets.SelectionSlider):
        yield from (label for label, _ in widget.options)
    for output in getattr(widget, "outputs", ()):
        yield json.dumps(output, ensure_ascii=False)
    for child in getattr(widget, "children", ()):
        yield from _texts(child)


def _tile(shown: PolicyPanel, kpi: str) -> str:
    tiles = shown.tiles.value.split('class="simrecouv-tile"')[1:]
    found = [tile for tile in tiles if f'data-kpi="{kpi}"' in tile]
    assert len(found) == 1
    return found[0]


def test_untouched_it_has_no_effect(shown: PolicyPanel) -> None:
    for kpi in TILES:
        assert "aucun effet" in _tile(shown, kpi)


def test_moving_a_slider_changes_the_policy_and_the_tiles(shown: PolicyPanel) -> None:
    before = shown.tiles.value
    shown.sliders["discount_rate"].value = 0.05
    assert shown.experiment is not None
    offer = shown.experiment.scenario.policies["essai"].discount
    assert offer is not None
    assert offer.rate == 0.05
    assert shown.tiles.value != before
    assert "aucun effet" not in _tile(shown, "net_gain")


def test_going_back_shows_the_same_again(shown: PolicyPanel) -> None:
    before = shown.tiles.value, shown.ladder.value, shown.output.outputs
    shown.sliders["outsourcing_age"].value = 20
    assert shown.tiles.value != before[0]
    shown.reset_button.click()
    assert (shown.tiles.value, shown.ladder.value, shown.output.outputs) == before


def test_going_back_computes_once(shown: PolicyPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.sliders["outsourcing_age"].value = 20
    shown.sliders["first_reminder"].value = 20
    calls: list[Any] = []
    compare = panel.compare_policies

    def counted(*args: Any, **keywords: Any) -> Any:
        calls.append(args)
        return compare(*args, **keywords)

    monkeypatch.setattr(panel, "compare_policies", counted)
    shown.reset()
    assert len(calls) == 1
    shown.sliders["first_reminder"].value = 21
    assert len(calls) == 2


@pytest.mark.parametrize(("asked", "kept"), [(500, 30), (-5, 0)])
def test_a_slider_of_days_keeps_within_its_bounds(
    shown: PolicyPanel, asked: int, kept: int
) -> None:
    shown.sliders["first_reminder"].value = asked
    assert shown.positions["first_reminder"] == kept
    assert shown.experiment is not None
    steps = {step.id: step.days for step in shown.experiment.scenario.policies["essai"].steps}
    assert steps["r1"] == kept


def test_an_error_in_a_callback_is_shown_and_nothing_stale_stays(
    shown: PolicyPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("no such luck")

    with monkeypatch.context() as patch:
        patch.setattr(panel, "compare_policies", broken)
        shown.sliders["first_reminder"].value = 2
    (output,) = shown.output.outputs
    assert (output["output_type"], output["ename"]) == ("error", "ZeroDivisionError")
    assert "no such luck" in output["traceback"][-1]
    assert any("broken" in line for line in output["traceback"])
    assert shown.tiles.value == shown.ladder.value == ""
    assert shown.experiment is None
    assert "échoué" in shown.status.value
    shown.picture.value = "bridge"
    assert shown.output.outputs[0]["ename"] == "StudyError"
    shown.sliders["first_reminder"].value = 3
    assert PLOTLY in shown.output.outputs[0]["data"]


@pytest.mark.parametrize("picture", ["receivables", "bridge", "comparison"])
def test_every_figure_can_be_chosen_without_computing_again(
    shown: PolicyPanel, picture: str
) -> None:
    shown.sliders["discount_rate"].value = 0.05
    study = shown.experiment
    shown.picture.value = picture
    (output,) = shown.output.outputs
    assert output["data"][PLOTLY]["data"]
    assert shown.experiment is study


def test_the_cost_of_a_discount_is_said(shown: PolicyPanel) -> None:
    shown.sliders["discount_rate"].value = 0.03
    assert "par an" in shown.ladder.value
    shown.sliders["discount_rate"].value = 0.0
    assert "par an" not in shown.ladder.value


def test_a_remark_names_its_step(shown: PolicyPanel) -> None:
    """Reminders every three days meet the minimum gap of seven days."""
    shown.sliders["repeat_interval"].value = 3
    assert "<li>r1\u00a0: " in shown.ladder.value


def test_every_control_has_its_label_and_help(tiny: Scenario, lang: Lang) -> None:
    shown = PolicyPanel(tiny, lang, replications=2)
    written = " ".join(_texts(shown.view)).replace("\u00a0", " ")
    for name, slider in shown.sliders.items():
        assert not slider.continuous_update
        for text in CONTROLS[name]:
            expected = say(text, lang).replace("\u00a0", " ").replace("'", "&#x27;")
            assert expected in written


def test_every_lever_that_a_panel_may_show_has_words() -> None:
    shown = PolicyPanel(load_scenario("pme-b2b"), replications=1)
    assert set(shown.sliders) == set(CONTROLS)


@pytest.mark.parametrize("picture", ["receivables", "bridge", "comparison"])
def test_the_english_panel_holds_no_french(tiny: Scenario, picture: str) -> None:
    shown = PolicyPanel(tiny, "en", replications=2)
    shown.sliders["discount_rate"].value = 0.05
    shown.picture.value = picture
    french = [text for text in _texts(shown.view) if ACCENTS.search(text)]
    assert french == []


def test_what_the_user_named_is_escaped(tiny: Scenario) -> None:
    label = 'policies.douce.label={fr="<script>alert(1)</script>",en="x"}'
    shown = PolicyPanel(load_scenario("pme-b2b", [label]), replications=1)
    assert not any("<script" in text for text in _texts(shown.view))
    assert any("&lt;script" in text for text in _texts(shown.view))


def test_an_unknown_language_is_refused(tiny: Scenario) -> None:
    with pytest.raises(StudyError, match="'de'"):
        PolicyPanel(tiny, "de")  # type: ignore[arg-type]
