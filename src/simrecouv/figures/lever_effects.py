"""Which levers move a KPI, and how far: what is drawn, on what scale, and what is told in words."""

from __future__ import annotations

import pandas as pd

from simrecouv.errors import StudyError
from simrecouv.figures import lever_words as words
from simrecouv.figures.theme import check_frame
from simrecouv.vocabulary import MEASURE, Lang
from simrecouv.vocabulary.numbers import decimals_for, quantity
from simrecouv.vocabulary.typography import say

COLUMNS = (
    "lever", "label", "unit", "is_choice", "is_assumption", "why", "position", "value",
    "is_current", "kpi", "mean", "ci_low", "ci_high", "n_nonzero",
)  # fmt: skip
#: Decisions drawn at most; the others are told in words.
MOST = 12
#: The scale ends at so many times the upper quartile of the effects: one extreme flattens nobody.
QUARTILES = 3.0
#: A lever whose interval nowhere reaches this share of the scale is told in words.
SMALL = 0.02


def no_effect_in_words(frame: pd.DataFrame, kpi: str, lang: Lang = "fr") -> str:
    """Name the levers that do not move a KPI, why if it is known, and those that hardly do.

    Raises
    ------
    StudyError
        If the frame holds no such KPI.
    """
    rows = rows_of(frame, kpi)
    none: list[str] = []
    smaller: list[str] = []
    hardly: list[str] = []
    drawn, least = drawn_levers(rows), SMALL * scale_of(rows)
    reach = _reach(rows)
    for name, mine in rows.groupby("lever", sort=False):
        label, why = str(mine["label"].iloc[0]), str(mine["why"].iloc[0])
        if _is_without(mine):
            none.append(say(words.WHY, lang, lever=label, why=why) if why else label)
        elif name not in drawn:
            (hardly if reach[name] < least else smaller).append(label)
    parts = [say(words.SMALLER, lang, levers=", ".join(smaller))] if smaller else []
    if hardly:
        unit = MEASURE[kpi].unit
        told = quantity(least, unit, lang, decimals=decimals_for(unit, least), difference=True)
        parts.append(say(words.HARDLY, lang, most=told.lstrip("+"), levers=", ".join(hardly)))
    parts += [say(words.NO_EFFECT, lang, levers=", ".join(none))] if none else []
    if not drawn:
        parts.insert(0, say(words.ALL_IDLE, lang))
    return " ".join(parts)


def effects(frame: pd.DataFrame, kpi: str) -> pd.Series:
    """Return how far each lever moves a KPI [its unit]: its largest mean difference, by lever."""
    return _effects(rows_of(frame, kpi))


def rows_of(frame: pd.DataFrame, kpi: str) -> pd.DataFrame:
    """Return the rows of one KPI, after checking that there is something to draw.

    Raises
    ------
    StudyError
        If the frame lacks a column, or the KPI.
    """
    check_frame(frame, COLUMNS)
    rows = frame[frame["kpi"] == kpi]
    if rows.empty:
        raise StudyError(f"nothing to draw: the frame has no {kpi!r}")
    return rows


def _is_without(rows: pd.DataFrame) -> bool:
    """Whether a lever moves no replication at any value."""
    return not rows["n_nonzero"].to_numpy().any()


def _moving(rows: pd.DataFrame) -> list[str]:
    """Name the levers that have an effect, the one that moves the KPI most first."""
    moving = {name for name, mine in rows.groupby("lever") if not _is_without(mine)}
    ordered = _effects(rows).sort_values(ascending=False, kind="stable").index
    return [str(name) for name in ordered if name in moving]


def _effects(rows: pd.DataFrame) -> pd.Series:
    found: pd.Series = rows["mean"].abs().groupby(rows["lever"], sort=False).max().fillna(0.0)
    return found


def _reach(rows: pd.DataFrame) -> pd.Series:
    """Return how far each lever goes from zero, its intervals included."""
    ends = rows[["mean", "ci_low", "ci_high"]].abs().max(axis=1)
    found: pd.Series = ends.groupby(rows["lever"], sort=False).max().fillna(0.0)
    return found


def scale_of(rows: pd.DataFrame) -> float:
    """Return how far from zero the panels go."""
    moving = _effects(rows)[_moving(rows)]
    if moving.empty:
        return 0.0
    return float(min(moving.max(), QUARTILES * moving.quantile(0.75)))


def drawn_levers(rows: pd.DataFrame) -> list[str]:
    """Name the levers that are drawn: decisions that move the KPI most, then assumptions."""
    reach, least = _reach(rows), SMALL * scale_of(rows)
    moving = [name for name in _moving(rows) if reach[name] >= least]
    decisions = [name for name in moving if not is_assumption(rows, name)]
    return decisions[:MOST] + [name for name in moving if name not in decisions]


def is_assumption(rows: pd.DataFrame, name: str) -> bool:
    """Whether a lever is assumed of others, and not decided."""
    return bool(rows.loc[rows["lever"] == name, "is_assumption"].iloc[0])
