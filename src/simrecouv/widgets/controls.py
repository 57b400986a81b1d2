"""The widgets of the panel: sliders with their label, unit and help, buttons, small notes, outputs.

Readouts follow the typography of the language, which browsers would not do by themselves. Outputs
are set as the state of an output widget, not captured from what the kernel displays: capturing
makes clients that run notebooks wait for nothing, now and then, until their time limit.
"""

from __future__ import annotations

import json
import traceback
from html import escape
from typing import Any

import ipywidgets
import plotly.graph_objects as go

from simrecouv.errors import SimrecouvError
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import percent
from simrecouv.vocabulary.typography import say
from simrecouv.widgets import words
from simrecouv.widgets.levers import Lever

#: Colour of secondary text, light or dark theme alike.
FAINT = "var(--jp-ui-font-color2, #616161)"


def slider_of(lever: Lever, lang: Lang) -> Any:
    """Make the slider of a lever: whole days, or rates written as the language does.

    A slider of days takes any value and keeps it within its bounds.

    >>> from simrecouv.scenario import load_scenario
    >>> from simrecouv.widgets.levers import levers_of
    >>> slider = slider_of(levers_of(load_scenario("pme-b2b"))["first_reminder"], "en")
    >>> slider.value = 500
    >>> slider.value
    30
    """
    layout = {"width": "100%"}
    if lever.unit == "days":
        return ipywidgets.IntSlider(
            value=lever.start,
            min=lever.values[0],
            max=lever.values[-1],
            continuous_update=False,
            layout=layout,
        )
    return ipywidgets.SelectionSlider(
        value=lever.start,
        options=[(percent(value, lang), value) for value in lever.values],
        continuous_update=False,
        layout=layout,
    )


def control_of(name: str, slider: Any, lang: Lang) -> Any:
    """Put a label above a slider and its help below."""
    text = words.CONTROLS[name]
    slider.tooltip = say(text.help, lang)
    label = ipywidgets.HTML(f'<div style="line-height:1.3">{escape(say(text.label, lang))}</div>')
    layout = {"width": "272px", "margin": "0 10px 8px 0"}
    return ipywidgets.VBox([label, slider, note(say(text.help, lang))], layout=layout)


def picture_buttons(lang: Lang) -> Any:
    """Make the buttons that choose the figure."""
    return ipywidgets.ToggleButtons(
        options=[(say(label, lang), name) for name, label in words.PICTURES.items()],
        style={"button_width": "auto"},
    )


def reset_button(lang: Lang) -> Any:
    """Make the button that goes back to the baseline."""
    return ipywidgets.Button(
        description=say(words.RESET, lang),
        tooltip=say(words.RESET_HELP, lang),
        layout={"width": "auto"},
    )


def note(text: str) -> Any:
    """Make a small secondary text."""
    return ipywidgets.HTML(note_in_html(text))


def note_in_html(text: str) -> str:
    """Write a small secondary text; what the user typed is escaped."""
    return f'<div style="color:{FAINT};font-size:0.9em;line-height:1.3">{escape(text)}</div>'


def figure_output(figure: go.Figure) -> dict[str, Any]:
    """Make the output of a notebook that shows a figure."""
    shown = {"application/vnd.plotly.v1+json": json.loads(figure.to_json())}
    return {"output_type": "display_data", "data": shown, "metadata": {}}


def error_output(error: Exception) -> dict[str, Any]:
    """Make the output of a notebook that shows an error; bad input needs no traceback.

    >>> error_output(SimrecouvError("no policy 'x'"))["traceback"]
    ["no policy 'x'"]
    """
    is_input = isinstance(error, SimrecouvError)
    lines = [str(error)] if is_input else traceback.format_exception(error)
    return {
        "output_type": "error",
        "ename": type(error).__name__,
        "evalue": str(error),
        "traceback": [line.rstrip("\n") for line in lines],
    }
