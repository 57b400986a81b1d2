"""The lab while it computes, after Stop and after an error: nothing shown is of another question."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from simrecouv.compare import Bench
from simrecouv.scenario import Scenario
from simrecouv.vocabulary.typography import say
from simrecouv.widgets import PolicyLab
from simrecouv.widgets.view import lab as lab_module
from simrecouv.widgets.view import words
from simrecouv.widgets.view.messages import note_in_html
from simrecouv.widgets.view.worker import Worker
from simrecouv.widgets.view.worlds import FEW


@pytest.fixture
def lab(tiny: Scenario) -> PolicyLab:
    return PolicyLab(tiny, replications=2, refined=0)


@pytest.fixture
def gate(lab: PolicyLab, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Answers of the lab wait until the gate is set."""
    measure, gate = Bench.measure, threading.Event()

    def waiting(*args: Any, **more: Any) -> Any:
        assert gate.wait(30)
        return measure(*args, **more)

    monkeypatch.setattr(Bench, "measure", waiting)
    yield gate
    gate.set()
    lab.wait()


def _alert(lab: PolicyLab) -> str:
    return str(lab.screen.alert.value)


def _page(lab: PolicyLab, name: str) -> Any:
    return lab.screen.pages[name]


def _is_faded(lab: PolicyLab) -> bool:
    return "simrecouv-old" in lab.screen._right._dom_classes


def _pending(lab: PolicyLab) -> str:
    return note_in_html(say(words.NOT_COMPUTED, lab.lang))


def test_after_stop_no_former_answer_stands(lab: PolicyLab, gate: threading.Event) -> None:
    before = lab.screen.tiles.value
    lab.controls["discount_rate"].value = 0.05
    assert _is_faded(lab)
    lab.screen.header.buttons["stop"].click()
    gate.set()
    lab.wait()
    assert lab.screen.tiles.value == _pending(lab)
    assert _page(lab, "answer").view.figures == []
    assert say(words.STOPPED, "fr")[:14] in lab.screen.status
    assert not _is_faded(lab)
    lab.screen.page = "compare"  # any gesture goes on
    lab.wait()
    assert 'data-kpi="net_gain"' in lab.screen.tiles.value
    assert lab.screen.tiles.value != before


def test_a_stop_that_leaves_the_answer_keeps_it(lab: PolicyLab, gate: threading.Event) -> None:
    before = lab.screen.tiles.value
    lab.screen.page = "compare"
    assert not _is_faded(lab)
    lab.stop()
    gate.set()
    lab.wait()
    assert lab.screen.tiles.value == before


def _load_other(lab: PolicyLab, tmp_path: Path) -> None:
    lab.session.save(tmp_path / "other.toml")
    text = (tmp_path / "other.toml").read_text(encoding="utf-8")
    other = tmp_path / "renamed.toml"
    other.write_text(text.replace("douce", "gentille").replace("essai", "test"), encoding="utf-8")
    lab.screen.header.path.value = str(other)
    lab.screen.header.buttons["load"].click()
    assert "gentille" in lab.session.scenario.policies


def _turn(lab: PolicyLab) -> None:
    lab.screen.page = "compare"


def _speak(lab: PolicyLab) -> None:
    lab.screen.header.language.value = "en"


@pytest.mark.parametrize("then", [_turn, _speak])
def test_turning_or_speaking_while_computing_shows_nothing_wrong(
    lab: PolicyLab, gate: threading.Event, tmp_path: Path, then: Callable[[PolicyLab], None]
) -> None:
    _load_other(lab, tmp_path)
    then(lab)
    assert 'role="alert"' not in _alert(lab)
    assert _is_faded(lab) or lab.screen.tiles.value == _pending(lab)
    gate.set()
    lab.wait()
    assert 'data-kpi="net_gain"' in lab.screen.tiles.value
    assert 'role="alert"' not in _alert(lab)


def test_a_policy_not_computed_yet_is_referred_to(lab: PolicyLab, gate: threading.Event) -> None:
    lab.controls["discount_rate"].value = 0.05
    lab.session.show("ferme")
    lab._do("refer_to", "ferme")
    lab.screen.page = "compare"
    assert 'role="alert"' not in _alert(lab)
    assert "ferme" not in _page(lab, "compare")._table.value  # the former question, whole


def test_the_life_of_a_former_trial_goes_away(lab: PolicyLab, gate: threading.Event) -> None:
    gate.set()
    lab.controls["discount_rate"].value = 0.05
    lab.wait()
    lab.screen.page = "life_line"
    lab.wait()
    page = _page(lab, "life_line")
    assert page.charts.figures
    gate.clear()
    lab.controls["discount_rate"].value = 0.03
    lab.stop()
    gate.set()
    lab.wait()
    assert page.charts.figures == page.map.figures == []
    assert page._table.value == ""


def test_an_error_of_a_page_is_shown(lab: PolicyLab, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("no luck")

    for name, act in (("compare", _turn), ("answer", _speak)):
        monkeypatch.setattr(_page(lab, "compare"), "show", broken)
        act(lab)
        assert "ZeroDivisionError: no luck" in _alert(lab), name
        lab.wait()
    monkeypatch.undo()
    life = _page(lab, "life_line")
    lab.screen.page = "life_line"
    lab.controls["discount_rate"].value = 0.05
    lab.wait()
    assert _alert(lab) == ""
    monkeypatch.setattr(life, "_choose", broken)
    life.customer.value = life.customer.options[1][1]
    assert "ZeroDivisionError: no luck" in _alert(lab)
    lab.screen.alert.value = ""
    monkeypatch.setattr(life, "_tell", broken)
    life.invoice.value = life.invoice.options[-1][1]
    assert "ZeroDivisionError: no luck" in _alert(lab) or len(life.invoice.options) == 1


@pytest.mark.parametrize(
    ("of", "message"),
    [
        ("levers", {"move": "no_such_lever", "index": 0}),
        ("levers", {"move": "discount_rate", "index": "many"}),
        ("levers", {"move": "discount_rate"}),
        ("ladder", {"put": "perte", "place": "first"}),
        ("ladder", {"put": "perte", "place": None}),
        ("ladder", {"add": "fireworks"}),
    ],
)
def test_a_bad_message_is_refused_and_the_answer_stays(
    lab: PolicyLab, of: str, message: dict[str, Any]
) -> None:
    lab.screen.page = "ladder"
    lab.wait()
    before = lab.screen.tiles.value
    widget = lab.screen.controls if of == "levers" else _page(lab, "ladder").rows
    widget._handle_custom_msg(message, [])
    assert "Refusé" in _alert(lab)
    assert lab.screen.tiles.value == before
    lab.screen.page = "answer"
    lab.wait()
    assert _alert(lab) == ""
    assert lab.screen.tiles.value == before


def test_what_the_worker_cannot_survive_it_tells(
    lab: PolicyLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leaving(*_: Any, **__: Any) -> None:
        raise SystemExit("gone")

    with monkeypatch.context() as patch:
        patch.setattr(Bench, "measure", leaving)
        lab.controls["discount_rate"].value = 0.05
        lab.wait(20)
    assert "SystemExit: gone" in _alert(lab)
    assert "échoué" in lab.screen.status
    lab.controls["discount_rate"].value = 0.03
    lab.wait(20)
    assert 'data-kpi="net_gain"' in lab.screen.tiles.value


def test_a_worker_survives_its_own_callbacks(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []

    def failed(error: BaseException) -> None:
        told.append(str(error))
        raise ValueError("cannot be told")

    def idle() -> None:
        raise ZeroDivisionError("idle")

    def job(_: Callable[[], bool]) -> Iterator[None]:
        yield
        raise KeyboardInterrupt("job")

    worker = Worker(failed, idle)
    worker.ask(job)
    assert worker.wait(20)
    assert told == ["job", "idle"]
    assert "cannot be told" in capsys.readouterr().err


def test_what_was_saved_is_what_is_opened(
    lab: PolicyLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    header = lab.screen.header
    header.path.value = "pme-b2b"  # also the name of a scenario of the project
    lab.controls["discount_rate"].value = 0.05
    header.buttons["save"].click()
    assert header.path.value == "pme-b2b.toml"
    header.buttons["reset"].click()
    header.buttons["load"].click()
    lab.wait()
    assert lab.controls["discount_rate"].value == 0.05


@pytest.mark.parametrize("button", ["save", "load"])
@pytest.mark.parametrize(("typed", "said"), [("", "a file name expected"), ("kept", "is a folder")])
def test_no_name_and_a_folder_are_called_so(
    lab: PolicyLab,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    button: str,
    typed: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kept").mkdir()
    lab.screen.header.path.value = typed
    lab.screen.header.buttons[button].click()
    assert said in _alert(lab)
    assert [one.name for one in tmp_path.iterdir()] == ["kept"]


def test_the_note_names_the_pin_as_it_is_kept(lab: PolicyLab) -> None:
    for typed in ("x" * 90, "Plus tôt", "Plus tôt"):
        lab.screen.header.name.value = typed
        lab.screen.header.buttons["pin"].click()
        label = lab._look().labels[lab.session.reference]
        assert note_in_html(say(words.PINNED, "fr", name=label)) == _alert(lab)
    assert label == "Plus tôt (2)"
    lab.wait()


def test_the_slow_engine_answers_on_few_worlds(
    tiny: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab_module, "Bench", partial(Bench, engine="simpy"))
    lab = PolicyLab(tiny)
    assert lab.experiment is not None
    assert lab.experiment.replications == FEW[0]
    assert "simrecouv[fast]" in lab.screen.remarks.value
    lab.controls["discount_rate"].value = 0.05
    lab.wait()
    assert lab.experiment.replications == FEW[1]


def test_the_fast_engine_needs_no_advice(lab: PolicyLab) -> None:
    assert "simrecouv[fast]" not in lab.screen.remarks.value


def test_the_page_and_the_kpi_stay_when_the_language_changes(lab: PolicyLab) -> None:
    lab.screen.page = "which_lever"
    page = _page(lab, "which_lever")
    page.kpi.value = "net_gain"
    _speak(lab)
    lab.wait()
    assert (lab.screen.page, page.kpi.value) == ("which_lever", "net_gain")
