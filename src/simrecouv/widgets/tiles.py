"""Four tiles: the answer to the four questions of a controller, each with its doubt.

A net gain is a difference from the baseline already, so its tile shows that difference alone.
"""

from __future__ import annotations

from html import escape

from simrecouv.compare import Experiment
from simrecouv.figures.theme import BETTER, WORSE
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say
from simrecouv.widgets import words
from simrecouv.widgets.controls import FAINT
from simrecouv.widgets.readings import Reading, Verdict, readings_of

#: A verdict is written in words; its colour only helps.
COLOURS = {Verdict.BETTER: BETTER, Verdict.WORSE: WORSE}
GREY = "var(--jp-border-color1, #9e9e9e)"


def tiles_in_html(experiment: Experiment, policy: str, lang: Lang = "fr") -> str:
    """Write the four tiles of one policy: level, paired difference, interval, verdict.

    Examples
    --------
    >>> from simrecouv.compare import compare_policies
    >>> from simrecouv.scenario import load_scenario
    >>> study = compare_policies(load_scenario("pme-b2b"), policies=["ferme"], replications=2)
    >>> tiles_in_html(study, "ferme").count('class="simrecouv-tile"')
    4
    """
    readings = readings_of(experiment, policy, lang)
    tiles = "".join(_tile(kpi, readings[kpi], lang) for kpi in words.TILES)
    return (
        '<div style="display:grid;gap:10px;line-height:1.4;'
        f'grid-template-columns:repeat(auto-fit,minmax(190px,1fr))">{tiles}</div>'
    )


def _tile(kpi: str, reading: Reading, lang: Lang) -> str:
    colour = COLOURS.get(reading.verdict, GREY)
    big = reading.difference if kpi == "net_gain" else reading.level
    doubt = "<br>".join(escape(line) for line in _doubt(kpi, reading, lang))
    return (
        f'<div class="simrecouv-tile" data-kpi="{kpi}" style="padding:8px 12px;'
        f'border:1px solid {GREY};border-left:5px solid {colour};border-radius:4px">'
        f"<div>{escape(say(words.TILES[kpi], lang))}</div>"
        f'<div class="simrecouv-level" style="font-size:1.6em;font-weight:600">{escape(big)}</div>'
        f'<div style="font-weight:600">{escape(say(reading.verdict.label, lang))}</div>'
        f'<div style="color:{FAINT};white-space:nowrap">{doubt}</div></div>'
    )


def _doubt(kpi: str, reading: Reading, lang: Lang) -> list[str]:
    """Write the difference, where the level is not one already, and its interval."""
    if reading.verdict is Verdict.NO_EFFECT:
        return []
    lines = []
    if kpi != "net_gain":
        lines.append(say(words.DIFFERENCE, lang, difference=reading.difference))
    if reading.interval:
        lines += [say(words.INTERVAL, lang), reading.interval]
    return lines
