"""Four tiles: the answer to the four questions of a controller, each with its doubt.

A net gain is a difference already, so its tile shows that difference alone. The tiles stand in a
place that screen readers watch: each is a group that says its whole sentence.
"""

from __future__ import annotations

from html import escape

import anywidget
import traitlets

from simrecouv.compare import Experiment
from simrecouv.figures.theme import BETTER, WORSE
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.trial.readings import Reading, Verdict, readings_of, verdicts_of
from simrecouv.widgets.trial.words import TILES
from simrecouv.widgets.view import words
from simrecouv.widgets.view.messages import note_in_html, whole_in_html
from simrecouv.widgets.view.page import Look

#: A verdict is written in words; its colour only helps.
COLOURS = {Verdict.BETTER: BETTER, Verdict.WORSE: WORSE}
GREY = "#9e9e9e"

_SCRIPT = """
export default {
  render({ model, el }) {
    el.setAttribute("aria-live", "polite");
    const show = () => { el.innerHTML = model.get("value"); };
    model.on("change:value", show);
    show();
    return () => model.off("change:value", show);
  },
};
"""


class Live(anywidget.AnyWidget):
    """HTML that screen readers tell when it changes; whoever sets it has escaped its texts."""

    _esm = _SCRIPT
    value = traitlets.Unicode().tag(sync=True)


def tiles_in_html(
    experiment: Experiment, policy: str, lang: Lang = "fr", *, reference: str | None = None
) -> str:
    """Write the four tiles of one policy: level, paired difference, interval, verdict.

    Parameters
    ----------
    reference
        The policy that it is compared with; the baseline by default.

    Examples
    --------
    >>> from simrecouv.compare import compare_policies
    >>> from simrecouv.scenario import load_scenario
    >>> study = compare_policies(load_scenario("pme-b2b"), policies=["ferme"], replications=2)
    >>> tiles_in_html(study, "ferme").count('class="simrecouv-tile"')
    4
    """
    readings = readings_of(experiment, policy, lang, reference=reference, kpis=[*TILES])
    tiles = "".join(
        _tile(kpi, reading, experiment.replications, lang) for kpi, reading in readings.items()
    )
    return f'<div class="simrecouv-tiles">{tiles}</div>'


def tiles_of(look: Look) -> str:
    """Write the tiles of what is looked at, or that they are not computed."""
    if look.experiment is None:
        return note_in_html(say(words.NOT_COMPUTED, look.lang))
    return tiles_in_html(look.experiment, look.trial, look.lang, reference=look.reference)


def is_clear(experiment: Experiment, policy: str, reference: str) -> bool:
    """Tell whether no tile is too close to call."""
    return Verdict.TOO_CLOSE not in verdicts_of(experiment, policy, reference).values()


def _tile(kpi: str, reading: Reading, replications: int, lang: Lang) -> str:
    colour = COLOURS.get(reading.verdict, GREY)
    title, verdict = say(TILES[kpi], lang), say(reading.verdict.label, lang)
    big = reading.difference if kpi == "net_gain" else reading.level
    doubt = _doubt(kpi, reading, lang)
    runs = say(words.REPLICATIONS, lang, n=replications)
    sentence = ", ".join([f"{title} {big}", verdict, *doubt, runs])
    lines = "".join(f"<div>{whole_in_html(line)}</div>" for line in [*doubt, runs])
    return (
        f'<div class="simrecouv-tile" data-kpi="{kpi}" role="group" '
        f'aria-label="{escape(sentence)}" style="border-left-color:{colour}">'
        f"<div>{escape(title)}</div>"
        f'<div class="simrecouv-level">{whole_in_html(big)}</div>'
        f'<div class="simrecouv-verdict">{escape(verdict)}</div>'
        f'<div class="simrecouv-doubt">{lines}</div></div>'
    )


def _doubt(kpi: str, reading: Reading, lang: Lang) -> list[str]:
    """Write the difference, where the level is not one already, and its interval."""
    if reading.verdict is Verdict.NO_EFFECT:
        return []
    lines = []
    if kpi != "net_gain":
        lines.append(say(words.DIFFERENCE, lang, difference=reading.difference))
    if reading.interval:
        lines.append(say(words.INTERVAL, lang, interval=reading.interval))
    return lines
