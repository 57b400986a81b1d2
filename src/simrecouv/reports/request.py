"""A report asked for: its parameters checked, its source read, and the study that it opens."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from simrecouv.compare import Experiment
from simrecouv.compare.execute import Progress
from simrecouv.errors import StudyError, written
from simrecouv.reports.front import Front, logo_of
from simrecouv.reports.parameters import (
    check_lang,
    check_options,
    check_parameters,
    check_policies,
    check_text,
)
from simrecouv.reports.sources import check_source
from simrecouv.reports.templates import KEPT, Template, Told, template_of
from simrecouv.scenario import Scenario, load_scenario, to_toml, with_overrides
from simrecouv.vocabulary import Lang

#: Parameters that change the scenario, and where.
OVERRIDES = {"baseline": "simulation.baseline", "seed": "simulation.seed"}
#: Names that a notebook's session holds by itself.
SESSION_NAMES = ("In", "Out")


@dataclass(frozen=True)
class Request:
    """A report asked for, checked; nothing is simulated or written yet.

    Attributes
    ----------
    template
        What the report is.
    source
        The scenario, the baseline and the seed asked for in it; or the path of a ledger.
    lang
        Language of every text.
    front
        Front of the report.
    options
        Parameters of this template alone, as given; what is absent has its default.
    experiment
        A comparison of this scenario made before, told instead of simulating.
    workers, replay, progress
        As in `simrecouv.compare.compare_policies`.
    """

    template: Template
    source: Scenario | Path
    lang: Lang = "fr"
    front: Front = field(default_factory=Front)
    options: Mapping[str, Any] = field(default_factory=dict)
    experiment: Experiment | None = None
    workers: int | None = None
    replay: bool = True
    progress: Progress | None = None

    @property
    def name(self) -> str:
        """Name of what the report is made of."""
        return self.source.name if isinstance(self.source, Scenario) else self.source.stem

    @property
    def identity(self) -> dict[str, Any]:
        """What was asked, as JSON holds it: the same request has the same identity."""
        return {
            "template": self.template.name,
            **_source_identity(self.source),
            "lang": self.lang,
            **vars(self.front),
            "logo": None if self.front.logo is None else sha256(self.front.logo.encode()),
            **{name: _as_json(self.options[name]) for name in sorted(self.options)},
            "replay": self.replay,
        }


def sha256(content: bytes) -> str:
    """Return the fingerprint of a content."""
    return hashlib.sha256(content).hexdigest()


def _source_identity(source: Scenario | Path) -> dict[str, Any]:
    if isinstance(source, Scenario):
        stated = sha256(to_toml(source).encode())  # its name and its notes, beside the fingerprint
        return {"scenario": source.name, "fingerprint": source.fingerprint, "sha256": stated}
    return {"ledger": source.name, "sha256": sha256(source.read_bytes())}


def _as_json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


def request_of(
    source: Scenario | str | Path,
    *,
    template: str = "policy_comparison",
    lang: str = "fr",
    organisation: str | None = None,
    author: str | None = None,
    logo: str | Path | None = None,
    confidentiality: str | None = None,
    experiment: Experiment | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    **options: object,
) -> Request:
    """Check what a report is asked for, before anything is simulated.

    Parameters
    ----------
    source
        A scenario, a name in ``scenarios/`` or a path; for a template of ledgers, a path.
    options
        Parameters of the template; None = its default.

    Raises
    ------
    StudyError, ScenarioError, OSError
        If something asked for makes no sense.

    Examples
    --------
    >>> request_of("pme-b2b", seed=3).source.simulation.seed
    3
    """
    chosen = template_of(template)
    check_options(options, chosen)
    check_source(source, chosen)
    given = {name: value for name, value in options.items() if value is not None}
    check_policies(given.get("policies"))
    found = _scenario(source, given) if chosen.source == "scenario" else _ledger(source)
    if experiment is not None and not isinstance(found, Scenario):
        raise StudyError(f"the template {template!r} tells no experiment")
    if experiment is not None and experiment.scenario != found:
        raise StudyError(f"the experiment given is not one of the scenario {found.name!r}")
    if experiment is not None:
        given |= _of_experiment(experiment)
    front = Front(
        organisation=check_text("organisation", organisation),
        author=check_text("author", author),
        logo=None if logo is None else logo_of(logo),
        confidentiality=check_text("confidentiality", confidentiality),
    )
    return Request(
        chosen, found, check_lang(lang), front, given, experiment, workers, progress=progress
    )


def _of_experiment(experiment: Experiment) -> dict[str, Any]:
    """Return the parameters of a comparison made before."""
    return {
        "policies": list(experiment.policies),
        "replications": list(experiment.numbers),
        "mode": str(experiment.mode),
        "engine": experiment.engine,
    }


def _scenario(source: Scenario | str | Path, given: Mapping[str, Any]) -> Scenario:
    """Load the scenario, with the baseline and the seed asked for: its fingerprint tells."""
    scenario = source if isinstance(source, Scenario) else load_scenario(source)
    changes = [
        f"{path}={json.dumps(given[name])}" for name, path in OVERRIDES.items() if name in given
    ]
    return with_overrides(scenario, changes) if changes else scenario


def _ledger(source: Scenario | str | Path) -> Path:
    assert not isinstance(source, Scenario)
    path = Path(source)
    if not path.is_file():
        raise FileNotFoundError(2, "no such ledger", str(path))
    return path


def open_study(template: str, session: Mapping[str, object]) -> Any:
    """Read the parameters of a template from its session, and simulate or read what they name.

    Parameters
    ----------
    template
        Name of the template.
    session
        ``globals()`` of the notebook, just after the parameters. ``study`` is the path of a study
        kept by `render_report`, to be told as it is.

    Raises
    ------
    StudyError
        If a parameter is unknown or makes no sense.
    """
    chosen = template_of(template)
    given: dict[str, Any] = {
        name: value
        for name, value in session.items()
        if not (name.startswith("_") or name in SESSION_NAMES)
        and not callable(value)
        and not isinstance(value, ModuleType)
    }
    check_parameters(given, chosen.known)
    kept = given.pop(KEPT)
    if kept is not None:
        if not isinstance(kept, str | Path):
            raise StudyError(
                f"{KEPT} = {written(kept)}: the path of a study that was kept expected"
            )
        return pickle.loads(Path(kept).read_bytes())
    return opened(request_of(given.pop(chosen.source), template=template, **given))


def opened(request: Request) -> Told:
    """Return the study of a request."""
    return request.template.open(request)
