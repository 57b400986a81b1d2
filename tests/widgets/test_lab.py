"""The lab without a browser: levers move the policy, and the policy moves what is shown."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from simrecouv.compare import Bench
from simrecouv.errors import StudyError
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.vocabulary import Lang, Severity
from simrecouv.vocabulary.typography import say
from simrecouv.widgets import PolicyLab
from simrecouv.widgets.trial.remarks import Remark
from simrecouv.widgets.trial.words import TILES
from simrecouv.widgets.view.messages import remarks_in_html
from simrecouv.widgets.view.words import PAGES

ACCENTS = re.compile("[àâçéèêëîïôùûœ]", re.IGNORECASE)


@pytest.fixture(params=get_args(Lang))
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def lab(tiny: Scenario) -> PolicyLab:
    """A lab that adds no replications by itself."""
    return PolicyLab(tiny, replications=2, refined=0)


def _move(lab: PolicyLab, lever: str, value: Any) -> None:
    lab.controls[lever].value = value
    lab.wait()


def _turn(lab: PolicyLab, page: str) -> Any:
    lab.screen.page = page
    lab.wait()
    return lab.screen.pages[page]


def _tile(lab: PolicyLab, kpi: str) -> str:
    tiles = lab.screen.tiles.value.split('class="simrecouv-tile"')[1:]
    found = [tile for tile in tiles if f'data-kpi="{kpi}"' in tile]
    assert len(found) == 1
    return found[0]


def _texts(widget: Any) -> Iterator[str]:
    """Yield everything that a widget and those inside it write."""
    for name in ("value", "description", "tooltip", "placeholder"):
        text = getattr(widget, name, None)
        if isinstance(text, str):
            yield text
    for name in ("figures", "texts", "levers", "groups", "words", "steps"):
        if widget.has_trait(name):
            yield json.dumps(getattr(widget, name), ensure_ascii=False)
    yield from (str(option) for option in getattr(widget, "options", ()))
    for child in getattr(widget, "children", ()):
        yield from _texts(child)


def test_untouched_it_has_no_effect_and_starts_no_thread(tiny: Scenario) -> None:
    lab = PolicyLab(tiny, replications=2)
    for kpi in TILES:
        assert "aucun effet" in _tile(lab, kpi)
    assert not [one for one in threading.enumerate() if one.name == "policy-lab"]


def test_moving_a_lever_changes_the_policy_and_what_is_shown(lab: PolicyLab) -> None:
    before = lab.screen.tiles.value, lab.screen.pages["answer"].view.figures
    _move(lab, "discount_rate", 0.05)
    offer = lab.session.scenario.policies[lab.session.trial].discount
    assert offer is not None
    assert offer.rate == lab.controls["discount_rate"].value == 0.05
    assert lab.screen.tiles.value != before[0]
    assert lab.screen.pages["answer"].view.figures != before[1]
    assert "aucun effet" not in _tile(lab, "net_gain")


def test_what_is_shown_is_the_latest_move(lab: PolicyLab) -> None:
    for rate in (0.01, 0.03, 0.05):
        lab.controls["discount_rate"].value = rate
    lab.wait()
    assert lab.experiment is not None
    assert lab.experiment.scenario == lab.session.scenario


def test_going_back_shows_the_same_again(lab: PolicyLab) -> None:
    before = lab.screen.tiles.value, lab.screen.pages["answer"].view.figures
    for back in ("undo", "reset"):
        _move(lab, "placement_age", 20)
        assert lab.screen.tiles.value != before[0]
        lab.screen.header.buttons[back].click()
        lab.wait()
        assert (lab.screen.tiles.value, lab.screen.pages["answer"].view.figures) == before


def test_a_gesture_on_the_page_moves_the_lever(lab: PolicyLab) -> None:
    """The browser names the place of an option; one that is not there is refused in words."""
    controls = lab.screen.controls
    controls._handle_custom_msg({"move": "discount_rate", "index": 2}, [])
    lab.wait()
    lever = lab.controls["discount_rate"].lever
    assert lever.value == lever.options[2]
    shown = next(one for one in controls.levers if one["name"] == "discount_rate")
    assert shown["index"] == 2
    controls._handle_custom_msg({"move": "discount_rate", "index": 99}, [])
    assert 'role="alert"' in lab.screen.alert.value
    assert lab.controls["discount_rate"].value == lever.value


def test_replications_are_added_until_a_difference_is_clear(tiny: Scenario) -> None:
    lab = PolicyLab(tiny, replications=2, refined=4)
    _move(lab, "discount_rate", 0.05)
    assert lab.experiment is not None
    assert lab.experiment.replications >= 4
    assert str(lab.experiment.replications) in lab.screen.status


def test_the_first_look_is_refined_once_somebody_looks(tiny: Scenario) -> None:
    lab = PolicyLab(tiny, replications=2, refined=4)
    lab.wait()
    assert lab.experiment is not None
    assert lab.experiment.replications == 2
    lab.screen.pages["answer"].view._handle_custom_msg({"shown": True}, [])
    lab.wait()
    assert lab.experiment.replications == 4


def test_stopping_leaves_what_is_there(tiny: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    lab = PolicyLab(tiny, replications=2, refined=4)
    measure, asked = Bench.measure, []

    def measured(bench: Bench, scenario: Any, policies: Any, numbers: Any, **more: Any) -> Any:
        asked.append(len(numbers))
        if len(numbers) == 4:
            lab.stop()
        return measure(bench, scenario, policies, numbers, **more)

    monkeypatch.setattr(Bench, "measure", measured)
    _move(lab, "discount_rate", 0.05)
    assert lab.experiment is not None
    assert (lab.experiment.replications, asked) == (2, [2, 4])
    _move(lab, "discount_rate", 0.04)
    assert asked == [2, 4, 2, 4]


def test_an_error_of_the_thread_is_shown_and_nothing_stale_stays(
    lab: PolicyLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("no such <b>luck</b>")

    with monkeypatch.context() as patch:
        patch.setattr(Bench, "measure", broken)
        _move(lab, "first_reminder", 2)
    alert = lab.screen.alert.value
    assert "ZeroDivisionError: no such &lt;b&gt;luck" in alert
    assert "in broken" in alert
    assert lab.screen.tiles.value == ""
    assert lab.screen.pages["answer"].view.figures == []
    assert "échoué" in lab.screen.status
    _move(lab, "first_reminder", 3)
    assert lab.screen.alert.value == ""
    assert len(lab.screen.pages["answer"].view.figures) == 4


def test_what_the_session_refuses_is_said_and_changes_nothing(lab: PolicyLab) -> None:
    before = lab.session.scenario
    lab.screen.header.path.value = "no/such/file.toml"
    lab.screen.header.buttons["load"].click()
    assert 'role="alert"' in lab.screen.alert.value
    assert lab.session.scenario == before


def test_pinning_makes_the_trial_the_reference(lab: PolicyLab) -> None:
    _move(lab, "discount_rate", 0.05)
    lab.screen.header.name.value = "<i>Escompte"
    lab.screen.header.buttons["pin"].click()
    lab.wait()
    assert "aucun effet" in _tile(lab, "dso_simple")
    compare = _turn(lab, "compare")
    table = next(text for text in _texts(compare.view) if "<table" in text)
    assert table.count("<tr>") == 1 + len(lab.session.shown) == 4
    assert "&lt;i&gt;Escompte" in table
    compare.policy.value = "douce"
    compare.buttons["refer_to"].click()
    lab.wait()
    assert lab.session.reference == "douce"
    assert "aucun effet" not in _tile(lab, "dso_simple")


def test_what_is_saved_is_opened_again(lab: PolicyLab, tmp_path: Path) -> None:
    _move(lab, "discount_rate", 0.05)
    tiles = lab.screen.tiles.value
    lab.screen.header.path.value = str(tmp_path / "mine.toml")
    lab.screen.header.buttons["save"].click()
    assert load_scenario(tmp_path / "mine.toml").policies["essai"].discount is not None
    lab.screen.header.buttons["reset"].click()
    lab.wait()
    lab.screen.header.buttons["load"].click()
    lab.wait()
    assert lab.screen.tiles.value == tiles


def test_the_ladder_is_edited_step_by_step(lab: PolicyLab) -> None:
    ladder = _turn(lab, "ladder")
    first = ladder.rows.steps[0]["id"]
    for message in (
        {"change": first, "key": "days", "value": -9},
        {"add": "contact"},
        {"put": first, "place": 1},
    ):
        ladder.rows._handle_custom_msg(message, [])
        lab.wait()
    assert ladder.rows.steps[1]["id"] == first
    assert ladder.rows.steps[1]["days"] == -9
    assert "J−9" in ladder.calendar.value
    assert ladder.rows.words["colon"] == "\u00a0: "
    steps = len(ladder.rows.steps)
    ladder.rows._handle_custom_msg({"remove": first}, [])
    assert len(ladder.rows.steps) == steps - 1
    ladder.rows._handle_custom_msg({"change": "perte", "key": "days", "value": "soon"}, [])
    assert 'role="alert"' in lab.screen.alert.value


def test_a_life_is_told_under_both_policies(lab: PolicyLab) -> None:
    _move(lab, "discount_rate", 0.05)
    page = _turn(lab, "life_line")
    assert len(page.customer.options) > 1
    (figure,) = page.charts.figures
    assert figure["data"]
    page.customer.value = page.customer.options[1][1]
    assert page.charts.figures != [figure]
    assert any("<table" in text for text in _texts(page.view))


@pytest.mark.slow
def test_levers_are_compared_when_asked(tiny: Scenario) -> None:
    lab = PolicyLab(tiny, replications=2, refined=0)
    page = _turn(lab, "which_lever")
    assert page.responses == []
    page.start.click()
    lab.wait(120)
    compared = [one.lever for one in page.responses]
    assert {lever.name: lever for lever in compared} == dict(lab.session.levers)
    common = [lever.is_common for lever in compared]
    assert common == sorted(common, reverse=True)
    (figure,) = page.charts.figures
    assert figure["data"]
    page.kpi.value = "net_gain"
    assert page.charts.figures != [figure]
    _move(lab, "discount_rate", 0.05)
    assert page.responses == []


def test_every_lever_says_what_it_is(tiny: Scenario, lang: Lang) -> None:
    lab = PolicyLab(tiny, lang, replications=1, refined=0)
    groups = {name for name, _ in lab.screen.controls.groups}
    assert lab.screen.controls.groups[0][0] == "common"
    for shown in lab.screen.controls.levers:
        assert shown["label"]
        assert shown["help"]
        assert shown["source"]
        assert set(shown["groups"]) <= groups
        assert shown["texts"][shown["index"]]


def test_the_language_is_changed_in_place(tiny: Scenario) -> None:
    """What a lab shows after the switch is what it shows when it opens in that language."""
    switched = PolicyLab(tiny, "fr", replications=2, refined=0)
    _move(switched, "discount_rate", 0.05)
    switched.set_lang("en")
    opened = PolicyLab(tiny, "en", replications=2, refined=0)
    _move(opened, "discount_rate", 0.05)
    for page in PAGES:
        for lab in (switched, opened):
            _turn(lab, page)
        assert list(_texts(switched.view)) == list(_texts(opened.view))


def test_the_english_lab_holds_no_french(tiny: Scenario) -> None:
    lab = PolicyLab(tiny, "en", replications=2, refined=0)
    _move(lab, "discount_rate", 0.05)
    for page in PAGES:
        _turn(lab, page)
        texts = [text.replace("Français", "") for text in _texts(lab.view)]
        assert [text for text in texts if ACCENTS.search(text)] == []


def test_each_tile_says_its_whole_sentence(lab: PolicyLab) -> None:
    _move(lab, "discount_rate", 0.05)
    for kpi, title in TILES.items():
        tile = _tile(lab, kpi)
        sentence = re.search('role="group" aria-label="([^"]*)"', tile)
        assert sentence is not None
        assert sentence[1].startswith(say(title, "fr"))
        assert "à 95\u00a0%" in sentence[1]
        assert "2 réplications" in sentence[1].replace("\u00a0", " ")


def test_each_chart_has_a_text(lab: PolicyLab) -> None:
    charts = lab.screen.pages["answer"].view
    assert len(charts.texts) == len(charts.figures) == 4
    assert all("€" in text for text in charts.texts)


def test_what_the_user_named_is_escaped(tiny: Scenario) -> None:
    label = 'policies.douce.label={fr="<script>alert(1)</script>",en="x"}'
    lab = PolicyLab(load_scenario("pme-b2b", [label]), replications=1, refined=0)
    for page in ("answer", "ladder", "compare"):
        _turn(lab, page)
    written = [text for text in _texts(lab.view) if "<div" in text or "<table" in text]
    assert not any("<script" in text for text in written)
    assert any("&lt;script" in text for text in written)


def test_an_unknown_language_is_refused(tiny: Scenario) -> None:
    with pytest.raises(StudyError, match="'de'"):
        PolicyLab(tiny, "de")  # type: ignore[arg-type]


def test_serious_remarks_are_never_folded() -> None:
    notes = [Remark(Severity.NOTE, f"note {k}") for k in range(3)]
    laws = [Remark(Severity.REFUSED, f"law {k}") for k in range(4)]
    for found in ([*laws, *notes], notes, [*laws[:1], *notes]):
        at_once, _, folded = remarks_in_html(found).partition("<details")
        assert "law" not in folded
        assert (at_once + folded).count("<li") == len(found)
    assert "<summary>+3</summary>" in remarks_in_html([*laws, *notes])


def test_each_bar_of_the_bridge_has_its_name(lab: PolicyLab) -> None:
    bridge = lab.screen.pages["answer"].view.figures[3]
    assert bridge["layout"]["yaxis"]["dtick"] == 1


def test_what_is_known_is_not_shown_with_less_again(tiny: Scenario) -> None:
    lab = PolicyLab(tiny, replications=2, refined=4)
    _move(lab, "first_reminder", 3)
    known = lab.experiment
    assert known is not None
    assert known.replications >= 4
    seen: list[str] = []
    lab.screen.tiles.observe(lambda change: seen.append(change["new"]), names="value")
    _turn(lab, "which_lever").compare()
    lab.wait()
    assert not any("2 réplications" in tiles for tiles in seen)


def test_until_an_answer_comes_all_is_of_the_former_question(
    lab: PolicyLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pinned policy that is not simulated yet is on no page, whatever is turned meanwhile."""
    monkeypatch.setattr(lab, "_ask", lambda: None)
    monkeypatch.setattr(type(lab._worker), "is_busy", True)
    before = lab.screen.tiles.value
    lab.screen.header.name.value = "Nouvelle"
    lab.screen.header.buttons["pin"].click()
    for page in PAGES:
        lab.screen.page = page
    lab.screen.page = "answer"
    assert lab.screen.tiles.value == before
    assert "Nouvelle" not in json.dumps(lab.screen.pages["answer"].view.figures)
    lab.set_lang("en")
    assert "Nouvelle" not in lab.screen.remarks.value
