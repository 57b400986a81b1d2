"""The sentence that tells how well the past of a ledger predicts its present."""

from __future__ import annotations

from datetime import date

from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import number
from simrecouv.vocabulary.typography import say

TOLD = Label(
    "Calée sur ce que le grand livre montrait la veille du {day}, la simulation encadre le DSO de "
    "{hits} des {months} fins de mois suivantes (bande à 90 %, ± {half} j) ; elle est en moyenne "
    "{bias}.",
    "Fitted on what the ledger showed on the eve of {day}, the simulation holds the DSO of {hits} "
    "of the next {months} month ends within its 90% band (± {half} d); on average it is {bias}.",
)
TOO_HIGH = Label("de {days} j au-dessus du DSO observé", "{days} d above the observed DSO")
TOO_LOW = Label("de {days} j au-dessous du DSO observé", "{days} d below the observed DSO")


def sentence_of(
    cut: date, inside: tuple[int, int], bias_days: float, half_width_days: float, lang: Lang
) -> str:
    """Tell the verdict on the monthly DSO."""
    hits, months = inside
    bias = say(
        TOO_HIGH if bias_days >= 0.0 else TOO_LOW, lang, days=number(abs(bias_days), 1, lang)
    )
    day = f"{cut:%d/%m/%Y}" if lang == "fr" else f"{cut:%Y-%m-%d}"
    half = number(half_width_days, 1, lang)
    return say(TOLD, lang, day=day, hits=hits, months=months, half=half, bias=bias)
