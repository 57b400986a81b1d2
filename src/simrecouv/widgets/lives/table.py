"""The lives of an invoice side by side, as a table that a screen reader can follow.

A row for each date, a column for each policy; dates on which policies differ are told apart by a
sign as well as by their ground. Every text is escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from simrecouv.vocabulary.numbers import number
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.lives import words

if TYPE_CHECKING:
    import pandas as pd

    from simrecouv.widgets.lives.lifeline import Life

#: Colour of secondary text, light or dark theme alike.
_FAINT = "var(--jp-ui-font-color2, #616161)"
_CELL = "padding:4px 10px;text-align:left;vertical-align:top;white-space:normal"
_LINE = "border-top:1px solid var(--jp-border-color2, #e0e0e0)"
_DIFFERENT = "border-left:3px solid #0072B2"


def life_table(life: Life) -> str:
    """Write the table of a life: caption, a row for each date, the outcome at the foot."""
    head = _head(life)
    body = "".join(_row(rows, life) for _, rows in life.events.groupby("day", sort=True))
    outcome = "".join(
        f'<td style="{_CELL};{_LINE}">{_lines(life.outcome[name])}</td>' for name in life.labels
    )
    foot = escape(say(words.OUTCOME, life.lang))
    return (
        '<table class="simrecouv-life" style="border-collapse:collapse;line-height:1.35">'
        f"{_caption(life)}<thead>{head}</thead><tbody>{body}</tbody>"
        f'<tfoot><tr><th scope="row" colspan="2" style="{_CELL};{_LINE}">{foot}</th>'
        f"{outcome}</tr></tfoot></table>"
    )


def _caption(life: Life) -> str:
    """Say which invoice it is, and where the policies part."""
    parting = life.parting_day
    if parting is None:
        told = say(words.SAME_LIFE, life.lang)
    else:
        date = life.events.loc[life.events["day"] == parting, "date"].iloc[0]
        told = say(words.PARTING, life.lang, date=date)
    return (
        '<caption style="text-align:left;padding:4px 10px">'
        f"<b>{escape(life.title)}</b><br>"
        f'<span style="color:{_FAINT}">{escape(told)}</span></caption>'
    )


def _head(life: Life) -> str:
    days = words.DAYS_FROM_ORDER if life.from_order else words.DAYS
    titles = [say(words.DATE, life.lang), say(days, life.lang), *life.labels.values()]
    cells = (f'<th scope="col" style="{_CELL}">{escape(title)}</th>' for title in titles)
    return f"<tr>{''.join(cells)}</tr>"


def _row(rows: pd.DataFrame, life: Life) -> str:
    """Write one date: what happens under each policy."""
    texts = {name: rows.loc[rows["policy"] == name, "text"].tolist() for name in life.labels}
    first = next(iter(texts.values()))
    is_apart = any(one != first for one in texts.values())
    style = f"{_CELL};{_LINE}" + (f";{_DIFFERENT}" if is_apart else "")
    days = number(float(rows["days_from_due"].iloc[0]), 0, life.lang, signed=True)
    cells = "".join(f'<td style="{style}">{_lines(told)}</td>' for told in texts.values())
    return (
        f'<tr><th scope="row" style="{_CELL};{_LINE};font-weight:normal;'
        f'white-space:nowrap">'
        f"{escape(str(rows['date'].iloc[0]))}</th>"
        f'<td style="{_CELL};{_LINE};text-align:right">{days}</td>{cells}</tr>'
    )


def _lines(texts: tuple[str, ...] | list[str]) -> str:
    return "<br>".join(escape(text) for text in texts)
