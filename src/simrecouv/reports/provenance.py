"""Where a report comes from: what it takes to obtain the same numbers again, and no date."""

from __future__ import annotations

import json
import platform
from importlib import metadata

from simrecouv.compare import Experiment
from simrecouv.compare.replay import replay_in_words
from simrecouv.reports.sections.assumptions import found_assumptions

#: Packages whose versions may change a number or a picture.
PACKAGES = ("numpy", "pandas", "plotly", "simpy")


def versions(engine: str) -> dict[str, str]:
    """Return the versions behind a report, Python's first."""
    import simrecouv

    packages = [*PACKAGES, *(["numba"] if engine == "compiled" else [])]
    return {
        "simrecouv": simrecouv.__version__,
        "Python": platform.python_version(),
        **{name: metadata.version(name) for name in packages},
    }


def provenance_json(experiment: Experiment, template: str) -> str:
    """Write the provenance of a report as one JSON object; same study, same bytes."""
    scenario = experiment.scenario
    content = {
        **experiment.identity,
        **_numbers(experiment),
        "replay": replay_in_words(experiment.engine, experiment.replay, "en"),
        "policies": list(experiment.policies),
        "template": template,
        "versions": versions(experiment.engine),
        "assumptions": {
            path: one.model_dump(mode="json") for path, one in found_assumptions(scenario)
        },
        "provenance": [note.model_dump(mode="json") for note in scenario.provenance],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _numbers(experiment: Experiment) -> dict[str, list[int]]:
    """Name the replications where they are not the first ones."""
    is_first = experiment.numbers == tuple(range(experiment.replications))
    return {} if is_first else {"numbers": list(experiment.numbers)}
