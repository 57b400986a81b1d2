"""Parameters of a template: known names only, and the study that they ask for."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from simrecouv.compare import compare_policies
from simrecouv.errors import StudyError, nearest
from simrecouv.estimation import FEWEST_REPLICATIONS
from simrecouv.reports.study import Study
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.vocabulary import Lang, Mode

#: Parameters of the template `policy_comparison`.
PARAMETERS = (
    "scenario",
    "experiment",
    "lang",
    "policies",
    "replications",
    "engine",
    "organisation",
    "author",
)
#: What the intervals of a report cover, unless asked otherwise.
HEADLINE = Mode.LUCK_AND_ASSUMPTIONS
#: Fewest worlds of a report that nobody sized: below, its losses, lowest cash and court costs
#: would have no interval.
FEWEST_WORLDS = FEWEST_REPLICATIONS
#: Names that a notebook's session holds by itself.
SESSION_NAMES = ("In", "Out")


def check_lang(lang: object) -> Lang:
    """Return the language, or refuse it.

    Raises
    ------
    StudyError
        If it is neither ``"fr"`` nor ``"en"``.
    """
    match lang:
        case "fr" | "en":
            return lang
    raise StudyError(f"lang = {lang!r}: {nearest(str(lang), ('fr', 'en'))}")


def check_parameters(names: Iterable[str], known: Sequence[str] = PARAMETERS) -> None:
    """Refuse parameters that the template does not have; papermill would only warn.

    Raises
    ------
    StudyError
        With the nearest known name.
    """
    for name in names:
        if name not in known:
            raise StudyError(f"no parameter {name!r}, {nearest(name, known)}")


def worlds_of_report(
    scenario: Scenario, asked: int | Literal["auto"] | None
) -> int | Literal["auto"]:
    """Return how many worlds a report simulates: as asked, else enough for its rare events.

    >>> worlds_of_report(load_scenario("pme-b2b"), 3)
    3
    """
    return max(scenario.simulation.replications, FEWEST_WORLDS) if asked is None else asked


def open_study(session: Mapping[str, object]) -> Study:
    """Read the parameters of a template from its session, and simulate.

    Parameters
    ----------
    session
        ``globals()`` of the notebook, just after the parameters. ``experiment`` is the path of an
        experiment kept by `render_report`, to be told instead of simulating again.

    Raises
    ------
    StudyError
        If a parameter is unknown or makes no sense.
    """
    given: dict[str, Any] = {
        name: value
        for name, value in session.items()
        if not (name.startswith("_") or name in SESSION_NAMES)
        and not callable(value)
        and not isinstance(value, ModuleType)
    }
    check_parameters(given)
    lang = check_lang(given["lang"])
    if given["experiment"] is None:
        scenario = load_scenario(given["scenario"])
        experiment = compare_policies(
            scenario,
            policies=given["policies"],
            replications=worlds_of_report(scenario, given["replications"]),
            mode=HEADLINE,
            engine=given["engine"],
        )
    else:
        experiment = pickle.loads(Path(given["experiment"]).read_bytes())
    return Study(experiment, lang, given["organisation"], given["author"])
