"""The policy lab as a page of its own: which scenario it opens, in which language, and where.

The command line tells the page by environment variables: a page that is served takes no path from
its visitors.
"""

from __future__ import annotations

import os
from html import escape
from typing import Any

import ipywidgets

from simrecouv.errors import SimrecouvError
from simrecouv.scenario import load_scenario
from simrecouv.vocabulary import Lang
from simrecouv.widgets.view.lab import PolicyLab

#: A name in ``scenarios/`` or a path; the first preset by default.
SCENARIO = "SIMRECOUV_APP_SCENARIO"
#: ``fr`` or ``en``; French by default.
LANG = "SIMRECOUV_APP_LANG"
#: Where the user typed the command: file names typed in the lab are read from there.
FOLDER = "SIMRECOUV_APP_FOLDER"
#: The scenario of a page that names none.
DEFAULT = "pme-b2b"


def open_lab() -> Any:
    """Open the lab on the scenario that the environment names; what is wrong with it is shown."""
    lang: Lang = "en" if os.environ.get(LANG) == "en" else "fr"
    try:
        if folder := os.environ.get(FOLDER):
            os.chdir(folder)  # a page has a kernel of its own, which starts beside the page
        return PolicyLab(load_scenario(os.environ.get(SCENARIO) or DEFAULT), lang=lang).view
    except (SimrecouvError, OSError) as error:
        return ipywidgets.HTML(f'<pre role="alert">{escape(str(error))}</pre>')
