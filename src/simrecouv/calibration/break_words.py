"""The sentence that tells a break, or that there is none."""

from __future__ import annotations

import pandas as pd

from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import number, percent
from simrecouv.vocabulary.typography import say

BREAK = Label(
    "Rupture depuis {since} : la première partie ({fitted}) ne prédit pas la seconde, la part "
    "payée s'écarte de la prévision de {miss} points entre {first} et {last} jours ; recalée sur "
    "ce qui est vu à {first} jours, la prévision en est à {left} points au plus (risque de fausse "
    "alerte : {rate} environ).",
    "Break since {since}: the first part ({fitted}) does not predict the second, the paid share "
    "misses the prediction by {miss} points between {first} and {last} days; re-levelled on what "
    "is seen at {first} days, the prediction is within {left} points (false-alarm risk: about "
    "{rate}).",
)
NO_BREAK_FOUND = Label(
    "Pas de rupture décelée de {start} à {end} : la part payée s'écarte de la prévision de {miss} "
    "points entre {first} et {last} jours, ce que les différences d'un mois à l'autre peuvent "
    "expliquer (risque de fausse alerte : {rate} environ).",
    "No break found from {start} to {end}: the paid share misses the prediction by {miss} points "
    "between {first} and {last} days, which differences from month to month can explain "
    "(false-alarm risk: about {rate}).",
)
SPAN = Label("de {start} à {end}", "{start} to {end}")
RANGE = Label("{low} à {high}", "{low} to {high}")


def sentence_of(
    gaps: pd.DataFrame,
    since: str | None,
    fitted: tuple[str, str],
    watched: tuple[str, str],
    false_alarm: float,
    lang: Lang,
) -> str:
    """Tell a break with its miss, in points; misses are signed: observed − predicted."""
    known = gaps.dropna(subset=["miss"])
    miss = 100.0 * known["miss"]
    left = 100.0 * known["relevelled_miss"].abs().max()
    low, high = (number(one, 1, lang, signed=True) for one in (miss.min(), miss.max()))
    words = {
        "miss": say(RANGE, lang, low=low, high=high),
        "first": int(known["age"].min()),
        "last": int(known["age"].max()),
        "rate": percent(false_alarm, lang),
    }
    if since is None:
        start, end = (month(one, lang) for one in watched)
        return say(NO_BREAK_FOUND, lang, start=start, end=end, **words)
    start, end = (month(one, lang) for one in fitted)
    span = say(SPAN, lang, start=start, end=end)
    shown = number(left, 1, lang)
    return say(BREAK, lang, since=month(since, lang), fitted=span, left=shown, **words)


def month(text: str, lang: Lang) -> str:
    """Write a month as the language does.

    >>> month("2003-08", "fr"), month("2003-08", "en")
    ('08/2003', '2003-08')
    """
    year, number_of_month = text.split("-")
    return f"{number_of_month}/{year}" if lang == "fr" else text
