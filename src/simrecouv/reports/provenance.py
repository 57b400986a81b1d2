"""Where a report comes from: what it takes to obtain the same numbers again, and no date."""

from __future__ import annotations

import json
import platform
from importlib import metadata

from simrecouv.compare import Experiment
from simrecouv.reports.assumptions import found_assumptions

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
        "policies": list(experiment.policies),
        "template": template,
        "versions": versions(experiment.engine),
        "assumptions": {
            path: one.model_dump(mode="json") for path, one in found_assumptions(scenario)
        },
        "provenance": [note.model_dump(mode="json") for note in scenario.provenance],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
