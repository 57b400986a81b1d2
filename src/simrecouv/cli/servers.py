"""The commands that open a page: JupyterLab on the notebooks, and the policy lab by itself."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from difflib import get_close_matches
from pathlib import Path

import typer

from simrecouv.cli.options import Language, ScenarioName
from simrecouv.errors import MissingExtra, StudyError

#: Other options are those of the server that is started.
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}
#: Options of Voila that no value follows.
FLAGS = ("--classic-tree", "--debug", "--no-browser", "--show-margins", "-y")
#: Scenario of the page, where none is named.
FIRST = "pme-b2b"


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
    scenario: ScenarioName = FIRST,
    lang: Language = "fr",
) -> None:
    """Open the policy lab as a page without code (Voila); other options go to Voila."""
    from simrecouv.scenario import load_scenario, resource_folder

    if not importlib.util.find_spec("voila"):
        raise MissingExtra("the policy lab as a page", "app")
    scenario, passed_on = _parted([scenario, *context.args])
    load_scenario(scenario)  # what is wrong with it is told here, not on the page
    folder = resource_folder("notebooks") / "app"
    known = [str(folder), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    path = Path(scenario)
    _serve(
        "voila",
        str(folder / "lab.ipynb"),
        f"--Voila.config_file_paths={folder}",
        *passed_on,
        JUPYTER_PATH=os.pathsep.join(known),
        SIMRECOUV_APP_SCENARIO=str(path.resolve()) if path.suffix else scenario,
        SIMRECOUV_APP_LANG=lang,
        SIMRECOUV_APP_FOLDER=str(Path.cwd()),  # Voila works in the folder of the page
    )


def _parted(typed: list[str]) -> tuple[str, list[str]]:
    """Part the one scenario from the options of Voila, whose values may follow them.

    Raises
    ------
    StudyError
        If there are several scenarios, or if an option is ours but for a slip.

    Examples
    --------
    >>> _parted(["--port", "8899", "own.toml", "--no-browser"])
    ('own.toml', ['--port', '8899', '--no-browser'])
    """
    scenarios: list[str] = []
    passed_on: list[str] = []
    takes_value = False
    for one in typed:
        is_option = one.startswith("-")
        if is_option:
            _refuse_slip(one)
        (passed_on if is_option or takes_value else scenarios).append(one)
        takes_value = is_option and "=" not in one and one not in FLAGS
    if len(scenarios) > 1:
        raise StudyError(f"{', '.join(scenarios)}: one scenario expected")
    return scenarios[0] if scenarios else FIRST, passed_on


def _refuse_slip(option: str) -> None:
    """Refuse an option that is nearly ours: Voila would take it and say nothing."""
    name = option.partition("=")[0].lstrip("-").lower()
    if get_close_matches(name, ["lang"], cutoff=0.7):
        raise StudyError(f"no option {option!r}, did you mean '--lang'?")


def _serve(module: str, *arguments: str, **variables: str) -> None:
    """Run a server of this Python until it ends, and end as it does."""
    command = [sys.executable, "-m", module, *arguments]
    ended = subprocess.run(command, check=False, env={**os.environ, **variables})
    raise typer.Exit(ended.returncode)
