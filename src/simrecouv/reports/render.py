"""One call from a scenario to a report: simulate, execute the template, export, keep provenance."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Sequence
from inspect import signature
from pathlib import Path
from typing import Any, Literal

from simrecouv.compare import Experiment, compare_policies
from simrecouv.compare.execute import Progress
from simrecouv.errors import StudyError, nearest
from simrecouv.reports.outputs.html import to_html
from simrecouv.reports.parameters import HEADLINE, check_lang, check_parameters, worlds_of_report
from simrecouv.reports.provenance import provenance_json
from simrecouv.reports.words import texts
from simrecouv.scenario import Scenario, load_scenario, resource_folder, to_toml
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say


def render_report(
    scenario: Scenario | str | Path,
    *,
    template: str = "policy_comparison",
    lang: Lang = "fr",
    out: str | Path | None = None,
    replications: int | Literal["auto"] | None = None,
    mode: str = HEADLINE,
    policies: Sequence[str] | None = None,
    engine: str | None = None,
    organisation: str | None = None,
    author: str | None = None,
    experiment: Experiment | None = None,
    progress: Progress | None = None,
    **parameters: object,
) -> Path:
    """Write a report that compares policies, in one HTML file that needs no network.

    Beside it stand ``scenario.toml`` (complete), ``scorecard.csv`` (one row per policy and
    replication) and ``provenance.json``. The same study gives the same bytes.

    Parameters
    ----------
    scenario
        A scenario, a name in ``scenarios/``, or a path.
    template
        Name of a notebook in ``reports/templates/``.
    lang
        ``"fr"`` or ``"en"``.
    out
        Folder of the report; ``reports/rendered/<scenario>`` by default.
    replications
        Worlds; by default the scenario's, and 100 at least: rare events need them.
    policies, engine, progress
        As in `simrecouv.compare.compare_policies`.
    mode
        As there; by default the intervals cover luck and assumptions, in one study.
    organisation, author
        Printed under the title.
    experiment
        A comparison of this very scenario, made before, to be told instead of simulating.
    parameters
        No other parameter exists; a misspelt one is named with the nearest known.

    Returns
    -------
    Path
        The HTML file.

    Raises
    ------
    StudyError, ScenarioError, EngineError
        If something asked for makes no sense.
    """
    check_parameters(parameters, [*signature(render_report).parameters][:-1])
    notebook, lang = _template(template), check_lang(lang)
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    if experiment is None:
        experiment = compare_policies(
            loaded,
            policies=policies,
            replications=worlds_of_report(loaded, replications),
            mode=mode,
            engine=engine,
            progress=progress,
        )
    elif experiment.scenario != loaded:
        raise StudyError(f"the experiment given is not one of the scenario {loaded.name!r}")
    executed = _execute(notebook, experiment, lang=lang, organisation=organisation, author=author)
    title = f"{say(texts.TITLE, lang)} – {organisation or loaded.creditor.name or loaded.name}"
    page = to_html(executed, lang=lang, title=title)
    folder = Path(out) if out is not None else Path("reports", "rendered", loaded.name)
    return _write(folder, f"{template}.{lang}.html", page, experiment, template)


def _template(name: str) -> Path:
    folder = resource_folder("reports/templates")
    known = {path.stem: path for path in folder.glob("*.ipynb")}
    if name not in known:
        raise StudyError(f"no template {name!r}, {nearest(name, known)}")
    return known[name]


def _execute(notebook: Path, experiment: Experiment, **parameters: str | None) -> Any:
    """Execute the template on an experiment, in a kernel of its own."""
    import papermill

    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, "experiment.pickle")
        kept.write_bytes(pickle.dumps(experiment))
        return papermill.execute_notebook(
            str(notebook),
            None,
            parameters={**parameters, "experiment": str(kept)},
            kernel_name="python3",
            progress_bar=False,
            shutdown_kernel="immediate",
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )


def _write(folder: Path, name: str, page: str, experiment: Experiment, template: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        name: page,
        "scenario.toml": to_toml(experiment.scenario),
        "scorecard.csv": experiment.scorecard.to_csv(index=False, lineterminator="\n"),
        "provenance.json": provenance_json(experiment, template),
    }
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    return folder / name
