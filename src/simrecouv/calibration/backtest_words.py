"""The sentence that tells how well the past of a ledger predicts its present."""

from __future__ import annotations

from datetime import date

from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import number
from simrecouv.vocabulary.typography import say

TOLD = Label(
    "Calée sur ce que le grand livre montrait la veille du {day}, la simulation encadre le DSO de "
    "{hits} des {months} fins de mois suivantes (bande à 90 %, ± {half} j), {bias} en moyenne ; "
    "dans leur bande aussi : courbe de règlement {curve}, balance âgée {aged}, encaissements "
    "{cash}.",
    "Fitted on what the ledger showed on the eve of {day}, the simulation holds the DSO of {hits} "
    "of the next {months} month ends within its 90% band (± {half} d), {bias} on average; within "
    "their band as well: payment curve {curve}, ageing {aged}, cash received {cash}.",
)
#: How many of how many.
OF = Label("{hits} sur {count}", "{hits} of {count}")
TOO_HIGH = Label("de {days} j au-dessus du DSO observé", "{days} d above the observed DSO")
TOO_LOW = Label("de {days} j au-dessous du DSO observé", "{days} d below the observed DSO")


def sentence_of(
    cut: date,
    inside: dict[str, tuple[int, int]],
    bias_days: float,
    half_width_days: float,
    lang: Lang,
) -> str:
    """Tell the verdict: values inside their band, by measure, and the bias of the DSO."""
    hits, months = inside["dso_days"]
    curve, aged, cash = (
        say(OF, lang, hits=inside[name][0], count=inside[name][1])
        for name in ("unpaid_share", "ageing_cents", "cash_cents")
    )
    bias = say(
        TOO_HIGH if bias_days >= 0.0 else TOO_LOW, lang, days=number(abs(bias_days), 1, lang)
    )
    day = f"{cut:%d/%m/%Y}" if lang == "fr" else f"{cut:%Y-%m-%d}"
    half = number(half_width_days, 1, lang)
    return say(
        TOLD, lang, day=day, hits=hits, months=months, half=half, bias=bias,
        curve=curve, aged=aged, cash=cash,
    )  # fmt: skip
