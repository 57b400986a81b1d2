"""What is said of a trial is true, and stands in the language asked for."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from simrecouv.compare import Experiment, compare_policies
from simrecouv.scenario import Scenario, with_overrides
from simrecouv.vocabulary import Lang, Severity
from simrecouv.widgets.levers.catalogue import RULES
from simrecouv.widgets.levers.ladder import changed
from simrecouv.widgets.trial.remarks import MOST_REPLICATIONS, needed_replications, remarks
from simrecouv.widgets.trial.session import Session
from simrecouv.widgets.trial.words import CAUSES

ACCENTS = re.compile("[àâçéèêëîïôùûœ]", re.IGNORECASE)


@pytest.fixture
def session(tiny: Scenario) -> Session:
    return Session(tiny)


def _study(session: Session, n: int = 2) -> Experiment:
    others = [name for name in session.shown if name != session.scenario.simulation.baseline]
    return compare_policies(session.scenario, policies=others, replications=n, replay=False)


def _said(session: Session, study: Experiment | None = None, lang: Lang = "en") -> str:
    return "\n".join(one.text for one in remarks(session, study, lang))


def test_a_trial_that_does_the_same_is_said_so(session: Session) -> None:
    assert "identical to “gentle”: every difference is zero" in _said(session)
    session.move("commission", 0.3)
    assert "identical" not in _said(session)
    session.pin("copy")
    assert "identical to “copy”" in _said(session)
    session.refer_to("douce")
    assert "identical to “copy”." in _said(session)


def test_twins_are_told_by_what_they_do(session: Session) -> None:
    """Another name of an agency, with the same terms, is no difference."""
    session.move("commission", 0.3)
    session.pin("one")
    session.move("commission", 0.1)
    session.move("commission", 0.3)
    assert "identical to “one”" in _said(session)


def test_the_law_speaks_of_the_trial_alone(session: Session) -> None:
    session.start_from("ferme")
    before = _said(session)
    session.move("late_interest", 0.03)
    assert "under the floor" in _said(session)
    assert "under the floor" not in before
    found = remarks(session, None, "en")
    order = [list(Severity).index(one.severity) for one in found]
    assert order == sorted(order)


def test_what_the_law_says_is_set_as_french_is(session: Session) -> None:
    session.start_from("ferme")
    session.move("late_interest", 0.03)
    said = _said(session, lang="fr")
    assert not re.search(r"'| [:;%€»]", said)


def test_a_remark_on_a_step_names_it(session: Session) -> None:
    """Reminders every three days meet the least gap of seven days."""
    session.move("repeat_interval", 3)
    assert any(line.startswith("r1: ") for line in _said(session).splitlines())


def test_a_lever_that_changes_no_world_is_said_so(session: Session) -> None:
    """Nobody of a tiny portfolio owes a billion."""
    limit = "policies.douce.credit={limit_eur=1e9}"
    session = Session(with_overrides(session.scenario, [limit]))
    session.move("credit_limit", None)
    assert "“Credit limit”: no effect" in _said(session, _study(session))
    session.move("first_reminder", 25)
    assert "no effect" not in _said(session, _study(session))


def test_why_a_lever_does_nothing_is_said_where_it_can_be_told(session: Session) -> None:
    session.edit(_without_large_placements(session))
    session.move("commission", 0.3)
    said = _said(session, _study(session))
    assert "“Agency commission” has no effect: no invoice is placed with the agency" in said


def test_an_overdraft_that_nobody_uses_has_no_price(session: Session) -> None:
    rich = Session(with_overrides(session.scenario, ["finance.opening_cash_eur=1e9"]))
    rich.move("overdraft_rate", 0.1)
    rich.move("first_reminder", 20)
    rich.move("overdraft_rate", 0.05)
    assert "cash is never negative" in _said(rich, _study(rich))


def test_an_interval_too_wide_says_how_many_it_would_take(session: Session) -> None:
    session.move("first_reminder", 9)
    said = _said(session, _study(session, 3))
    assert re.search(r"Interval too wide to conclude with 3 replications; it would take", said)


def test_needed_replications_grow_with_the_square_of_the_width() -> None:
    assert needed_replications(8, 1.0, 2.0) == 32
    assert needed_replications(8, -1.0, 4.0) == 4 * needed_replications(8, 1.0, 2.0) + 2
    assert needed_replications(8, 1.0, 1.0) == 12
    assert needed_replications(8, 0.0, 1.0) > MOST_REPLICATIONS
    assert needed_replications(8, 1e-300, 1.0) > MOST_REPLICATIONS


def test_an_experiment_of_other_policies_says_nothing_of_the_trial(session: Session) -> None:
    study = compare_policies(session.scenario, policies=["ferme"], replications=2, replay=False)
    assert remarks(session, study, "en") == remarks(session, None, "en")


@pytest.mark.parametrize("lang", get_args(Lang))
def test_remarks_are_in_the_language(session: Session, lang: Lang) -> None:
    session.start_from("ferme")
    session.move("late_interest", 0.03)
    session.move("discount_rate", 0.05)
    session.move("first_reminder", 12)
    found = _said(session, _study(session), lang)
    without_ids = found.replace("pénalités", "")
    assert bool(ACCENTS.search(without_ids)) == (lang == "fr")


def test_what_the_user_typed_stands_as_typed(session: Session) -> None:
    """Whoever shows it escapes it: braces and markup are no instruction."""
    session.pin("{0} <b> {x}")
    assert "“{0} <b> {x}”" in _said(session)


def test_causes_are_those_of_levers() -> None:
    assert set(CAUSES) <= {rule.name for rule in RULES}


def _without_large_placements(session: Session) -> Scenario:
    return changed(session.scenario, session.trial, "cabinet", {"min_amount_eur": 1e9})
