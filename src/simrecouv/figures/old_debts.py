"""Recovery by age: the share of what is unpaid at an age that still comes, against surveys."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.theme import PALETTE, check_frame, escaped, styled
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say, sentence

#: Columns of the simulated shares, with the label and the dash of each.
BASES: dict[str, tuple[Label, str]] = {
    "by_number": (words.BY_NUMBER, "solid"),
    "by_amount": (words.BY_AMOUNT, "dash"),
}
PUBLISHED = ("edition", "months_past_due", "share", "is_at_most")
#: Symbols and colours of the editions, which their points need both: many are close.
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "star")
COLOURS = PALETTE[len(BASES) :]


def plot_recovery_by_age(
    simulated: pd.DataFrame, *, published: pd.DataFrame | None = None, lang: Lang = "fr"
) -> go.Figure:
    """Draw the share still collected of what is unpaid, by months past due.

    Parameters
    ----------
    simulated
        Columns months_past_due, by_number, by_amount (`calibration.recovery_by_age`).
    published
        Columns edition, months_past_due, share, is_at_most (`calibration.published_recovery`),
        drawn as points.

    Raises
    ------
    StudyError
        If there is nothing to draw.

    Examples
    --------
    >>> shares = {"months_past_due": [0, 6], "by_number": [0.98, 0.51], "by_amount": [0.98, 0.53]}
    >>> [trace.name for trace in plot_recovery_by_age(pd.DataFrame(shares), lang="en").data]
    ['Simulated, by number of invoices', 'Simulated, by amount incl. VAT']
    """
    check_frame(simulated, ("months_past_due", *BASES))
    figure = go.Figure()
    for (column, (label, dash)), colour in zip(BASES.items(), PALETTE, strict=False):
        figure.add_scatter(
            x=simulated["months_past_due"].to_numpy(),
            y=100.0 * simulated[column].to_numpy(),
            name=sentence(say(label, lang)),
            mode="lines",
            line={"color": colour, "dash": dash, "width": 2.5},
            customdata=[quantity(share, "share", lang, decimals=1) for share in simulated[column]],
            hovertemplate="%{customdata}",
        )
    subtitle = say(words.RECOVERY_SUBTITLE, lang)
    if published is not None:
        _points(figure, published, lang)
        subtitle += f" {say(words.WITH_PUBLISHED, lang)}"
    styled(figure, lang, say(words.RECOVERY_TITLE, lang), subtitle, height=480)
    figure.update_xaxes(title_text=say(words.MONTHS_PAST_DUE, lang), dtick=3)
    return figure.update_yaxes(title_text=say(words.STILL_COLLECTED, lang), range=[0.0, 102.0])


def _points(figure: go.Figure, published: pd.DataFrame, lang: Lang) -> None:
    check_frame(published, PUBLISHED)
    for number, (edition, rows) in enumerate(published.groupby("edition", sort=False)):
        symbol = SYMBOLS[number % len(SYMBOLS)]
        figure.add_scatter(
            x=rows["months_past_due"].to_numpy(),
            y=100.0 * rows["share"].to_numpy(),
            name=escaped(str(edition)),
            mode="markers",
            marker={
                "symbol": [f"{symbol}-open" if most else symbol for most in rows["is_at_most"]],
                "size": 10,
                "color": COLOURS[number % len(COLOURS)],
                "line": {"color": "white", "width": 1},
            },
            customdata=[quantity(share, "share", lang, decimals=1) for share in rows["share"]],
            hovertemplate="%{customdata}",
        )
