"""The commands that open a page: JupyterLab on the notebooks, and the policy lab by itself."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import typer

from simrecouv.cli.options import Language, ScenarioName
from simrecouv.errors import MissingExtra

#: Other options are those of the server that is started.
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def lab(context: typer.Context) -> None:
    """Open JupyterLab on the notebooks; other options go to JupyterLab."""
    from simrecouv.scenario import resource_folder

    folder = resource_folder("notebooks")
    quiet = [
        f"--LabApp.app_settings_dir={folder / 'app' / 'settings'}",  # no news, no pop-up
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    first = min(folder.glob("*.ipynb"), default=folder)
    _serve("jupyterlab", str(first), *quiet, *context.args)


def app(
    context: typer.Context,
    scenario: ScenarioName = "pme-b2b",
    lang: Language = "fr",
) -> None:
    """Open the policy lab as a page without code (Voila); other options go to Voila."""
    from simrecouv.scenario import load_scenario, resource_folder

    if not importlib.util.find_spec("voila"):
        raise MissingExtra("the policy lab as a page", "app")
    load_scenario(scenario)  # what is wrong with it is told here, not on the page
    folder = resource_folder("notebooks") / "app"
    known = [str(folder), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    path = Path(scenario)
    _serve(
        "voila",
        str(folder / "lab.ipynb"),
        f"--Voila.config_file_paths={folder}",
        *context.args,
        JUPYTER_PATH=os.pathsep.join(known),
        SIMRECOUV_APP_SCENARIO=str(path.resolve()) if path.suffix else scenario,
        SIMRECOUV_APP_LANG=lang,
    )


def _serve(module: str, *arguments: str, **variables: str) -> None:
    """Run a server of this Python until it ends, and end as it does."""
    command = [sys.executable, "-m", module, *arguments]
    ended = subprocess.run(command, check=False, env={**os.environ, **variables})
    raise typer.Exit(ended.returncode)
