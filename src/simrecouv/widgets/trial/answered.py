"""Whether a comparison answers what the session asks now, or a question before it."""

from __future__ import annotations

from simrecouv.compare import Experiment
from simrecouv.scenario import Scenario
from simrecouv.widgets.levers.drafts import content
from simrecouv.widgets.trial.session import Session

#: What says nothing of what is simulated, and what is compared policy by policy.
_APART = frozenset({"name", "provenance", "policies", "agencies"})


def is_answer(experiment: Experiment, session: Session) -> bool:
    """Tell whether an experiment simulated the policies shown as the session states them.

    Examples
    --------
    >>> from simrecouv.compare import compare_policies
    >>> from simrecouv.scenario import load_scenario
    >>> session = Session(load_scenario("pme-b2b", ["segments.pme.customers=20"]))
    >>> study = compare_policies(session.scenario, policies=[*session.shown], replications=2)
    >>> is_answer(study, session)
    True
    >>> session.move("first_reminder", 3)
    >>> is_answer(study, session)
    False
    """
    old, new = experiment.scenario, session.scenario
    names = {*session.shown, new.simulation.baseline}
    if not names <= {*experiment.policies}:
        return False
    if old is new:
        return True
    same = (content(old, name) == content(new, name) for name in names)
    return _same_but_policies(old, new) and all(same)


def _same_but_policies(old: Scenario, new: Scenario) -> bool:
    names = [name for name in type(new).model_fields if name not in _APART]
    pairs = [(getattr(old, name), getattr(new, name)) for name in names]
    return all(one is other or one == other for one, other in pairs)
