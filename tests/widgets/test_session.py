"""What is tried can be taken back, kept, saved; what the user types is only a text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simrecouv.errors import ScenarioError, StudyError
from simrecouv.scenario import load_scenario, scenario_from, to_tables, to_toml
from simrecouv.vocabulary.typography import visible
from simrecouv.widgets.levers.ladder import removed
from simrecouv.widgets.trial.session import LONGEST_LABEL, MOST_PINS, MOST_STEPS_BACK, Session

PME = load_scenario("pme-b2b")
TEXTS = st.text(max_size=120)


def _seen(session: Session) -> Any:
    return session.scenario, session.trial, session.reference, session.pins, session.origin


@pytest.fixture
def session() -> Session:
    return Session(PME)


# === The trial ===


def test_it_starts_on_the_baseline(session: Session) -> None:
    assert (session.trial, session.reference, session.pins) == ("essai", "douce", ("douce",))
    assert session.shown == ("douce", "essai")
    label = session.scenario.policies["essai"].label
    assert label is not None
    assert (label.fr, label.en) == ("essai", "trial")
    assert session.scenario.policies["essai"].steps == PME.policies["douce"].steps
    assert not session.can_undo


def test_a_trial_takes_a_name_that_is_free() -> None:
    assert Session(Session(PME).scenario).trial == "essai-2"


def test_the_trial_alone_moves(session: Session) -> None:
    session.move("first_reminder", 2)
    session.move("commission", 0.3)
    for name, policy in PME.policies.items():
        assert session.scenario.policies[name] == policy
    assert session.scenario.agencies["standard"] == PME.agencies["standard"]
    assert session.last_moved == "commission"


def test_a_move_to_where_it_is_is_no_gesture(session: Session) -> None:
    session.move("first_reminder", 8)
    session.edit(session.scenario)
    session.refer_to("douce")
    session.show("douce")
    session.start_from("essai")
    session.reset()
    assert not session.can_undo


def test_what_is_refused_is_no_gesture(session: Session) -> None:
    refusals: list[Callable[[], None]] = [
        lambda: session.move("first_reminder", 500),
        lambda: session.move("nothing_of_the_kind", 1),
        lambda: session.move("discount_deadline", 20),
        lambda: session.start_from("duoce"),
        lambda: session.unpin("ferme"),
        lambda: session.unpin("douce"),
        lambda: session.refer_to("ferme"),
        lambda: session.show("fermé"),
    ]
    for refused in refusals:
        with pytest.raises(StudyError):
            refused()
    assert not session.can_undo


def test_what_was_taken_away_comes_back(session: Session) -> None:
    session.start_from("ferme")
    for lever in ("first_reminder", "late_interest", "placement_age", "pre_due_notice"):
        value = session.levers[lever].value
        session.move(lever, None)
        session.move(lever, value)
    trial = session.scenario.policies["essai"]
    assert trial == PME.policies["ferme"].model_copy(update={"label": trial.label})


def test_reset_goes_back_to_the_policy_started_from_and_to_the_assumptions(
    session: Session,
) -> None:
    session.start_from("remise")
    start = session.scenario
    session.move("email_gain", 1.0)
    session.move("overdraft_rate", 0.1)
    session.move("discount_rate", 0.05)
    session.move("pre_due_notice", None)
    session.reset()
    assert session.scenario == start
    session.undo()
    assert session.levers["email_gain"].value == 1.0


def test_an_edit_may_change_the_trial_alone(session: Session) -> None:
    session.edit(removed(session.scenario, "essai", "appel"))
    assert "appel" not in [step.id for step in session.scenario.policies["essai"].steps]
    assert session.last_moved is None
    with pytest.raises(StudyError, match="only the trial may change, 'douce' did"):
        session.edit(removed(session.scenario, "douce", "appel"))
    with pytest.raises(StudyError, match="'essai' is missing"):
        session.edit(PME)


# === The pins ===


def test_a_pinned_trial_stays_as_it_was(session: Session) -> None:
    session.move("commission", 0.3)
    session.move("first_reminder", 2)
    session.pin("Plus tôt")
    kept = session.scenario.policies[session.reference]
    session.move("commission", 0.1)
    session.move("first_reminder", 20)
    session.reset()
    session.start_from(session.reference)
    assert session.scenario.policies[session.reference] == kept
    assert session.levers["commission"].value == 0.3
    session.move("commission", 0.05)
    session.reset()
    assert session.levers["commission"].value == 0.3


def test_at_most_four_are_pinned(session: Session) -> None:
    for k in range(MOST_PINS - 1):
        session.pin(f"n° {k}")
    before = _seen(session)
    with pytest.raises(StudyError, match="4 policies are pinned already"):
        session.pin("one more")
    with pytest.raises(StudyError, match="4 policies are pinned already"):
        session.show("ferme")
    assert _seen(session) == before
    assert len(session.shown) == MOST_PINS + 1


def test_the_reference_is_always_pinned(session: Session) -> None:
    session.show("ferme")
    assert session.reference == "douce"
    session.refer_to("ferme")
    session.unpin("ferme")
    assert (session.reference, session.pins) == ("douce", ("douce",))
    assert "ferme" in session.scenario.policies


@given(st.lists(TEXTS, max_size=3))
@settings(max_examples=30)
def test_any_text_makes_a_name_and_a_label(texts: list[str]) -> None:
    session = Session(PME)
    for text in texts:
        session.pin(text)
    policies = session.scenario.policies
    assert len({*session.shown}) == len(session.shown) == 2 + len(texts)
    labels = [policies[name].label for name in session.pins[1:]]
    shown = [label.fr for label in labels if label is not None]
    assert len({*shown}) == len(texts)
    for label in shown:
        assert label.strip()
        assert visible(label) == label
        assert len(label) <= LONGEST_LABEL + 5
    assert scenario_from(to_tables(session.scenario)) == session.scenario
    to_toml(session.scenario).encode()


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "=CMD()", "../../x", "\u202eabc", "\ud800", "", " \n", "🦊"],
)
def test_a_hostile_name_is_a_text(session: Session, text: str) -> None:
    session.pin(text)
    session.pin(text)
    first, second = session.pins[1:]
    assert first != second
    assert all(c.isalnum() or c in "-_" for c in first)


# === The way back ===

_MOVES = sorted(
    (name, option)
    for name, lever in Session(PME).levers.items()
    for option in {*lever.options[:2], *lever.options[-1:]} - {None}
    if isinstance(option, int | float)
)
GESTURES = st.one_of(
    st.tuples(st.just("move"), st.sampled_from(_MOVES)),
    st.tuples(st.just("away"), st.sampled_from(["placement_age", "pre_due_notice", "hold_age"])),
    st.tuples(st.just("pin"), TEXTS),
    st.tuples(st.sampled_from(["show", "unpin", "refer_to", "start_from"]),
              st.sampled_from([*PME.policies, "essai"])),
    st.tuples(st.just("reset"), st.none()),
)  # fmt: skip


def _do(session: Session, gesture: tuple[str, Any]) -> None:
    name, given_value = gesture
    if name == "move":
        session.move(*given_value)
    elif name == "away":
        session.move(given_value, None)
    elif name == "reset":
        session.reset()
    else:
        getattr(session, name)(given_value)


@given(st.lists(GESTURES, max_size=8))
@settings(max_examples=25)
def test_undoing_all_is_the_start_and_each_gesture_is_one_step(
    gestures: list[tuple[str, Any]],
) -> None:
    session = Session(PME)
    states = [_seen(session)]
    for gesture in gestures:
        with suppress(StudyError):
            _do(session, gesture)
        if _seen(session) != states[-1]:
            states.append(_seen(session))
        assert session.reference in session.pins
        assert len(session.pins) <= MOST_PINS
        assert {*session.shown} <= {*session.scenario.policies}
        for name, policy in PME.policies.items():
            assert session.scenario.policies[name] == policy
    while session.can_undo:
        assert _seen(session) == states.pop()
        session.undo()
    assert [_seen(session)] == states
    session.undo()
    assert [_seen(session)] == states


def test_the_way_back_is_bounded(session: Session) -> None:
    for k in range(MOST_STEPS_BACK + 5):
        session.move("first_reminder", 1 + k % 2)
    steps = 0
    while session.can_undo:
        session.undo()
        steps += 1
    assert steps == MOST_STEPS_BACK


# === Files ===


def test_a_saved_session_opens_as_it_was_left(session: Session, tmp_path: Path) -> None:
    session.show("ferme")
    session.move("commission", 0.3)
    session.pin("Été « 30 % »")
    session.move("repeat_channel", "sms")
    path = session.save(tmp_path / "mine")
    assert path == tmp_path / "mine.toml"
    other = Session(load_scenario("grands-comptes"))
    before = _seen(other)
    other.load(path)
    assert _seen(other)[:4] == _seen(session)[:4]  # what it starts from is what was saved
    assert load_scenario(path) == session.scenario
    other.undo()
    assert _seen(other) == before


def test_it_saves_over_its_own_file_alone(session: Session, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.toml"
    theirs.write_text('extends = "pme-b2b"\n', encoding="utf-8")
    with pytest.raises(StudyError, match="not a file of the lab"):
        session.save(theirs)
    assert theirs.read_text(encoding="utf-8") == 'extends = "pme-b2b"\n'
    path = session.save(tmp_path / "mine.toml")
    session.move("first_reminder", 1)
    assert session.save(path) == path
    assert load_scenario(path) == session.scenario
    assert {one.name for one in tmp_path.iterdir()} == {"theirs.toml", "mine.toml"}


@pytest.mark.parametrize("name", ["x.ipynb", "", "/", "no/such/folder/x", "a\0b.toml", "x" * 300])
def test_a_bad_place_is_one_clear_error(session: Session, tmp_path: Path, name: str) -> None:
    with pytest.raises(StudyError):
        session.save(str(tmp_path / name) if name and name != "/" else name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    ["not toml [", "", 'extends = "pme-b2b"\n[policies.douce]\nfoo = 1\n', "# simrecouv lab: {\n"],
)
def test_a_file_that_cannot_be_read_leaves_everything(
    session: Session, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    session.move("first_reminder", 1)
    before = _seen(session)
    for place in (path, tmp_path / "none.toml", tmp_path):
        with pytest.raises(StudyError if place == tmp_path else ScenarioError):
            session.load(place)
        assert _seen(session) == before
    session.undo()
    assert not session.can_undo


@pytest.mark.parametrize(
    "line",
    [
        "", "# simrecouv lab: nonsense", "# simrecouv lab: [1]", "# simrecouv lab: " + "[" * 9000,
        '# simrecouv lab: {"trial": 1, "pins": "douce", "reference": null}',
        '# simrecouv lab: {"trial": "x", "pins": ["x", 3, null], "reference": "y"}',
        '# simrecouv lab: {"trial": "douce"}',
    ],
)  # fmt: skip
def test_a_first_line_of_nonsense_opens_as_any_scenario(
    session: Session, tmp_path: Path, line: str
) -> None:
    path = tmp_path / "other.toml"
    path.write_text(f'{line}\nextends = "pme-b2b"\n', encoding="utf-8")
    session.load(path)
    assert (session.trial, session.reference, session.pins) == ("essai", "douce", ("douce",))


def test_a_preset_opens_by_its_name(session: Session) -> None:
    session.load("grands-comptes")
    assert session.shown == ("suivi", "essai")
