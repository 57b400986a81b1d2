"""The table of `simrecouv compare`: main KPIs × policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from simrecouv.cli.words import LEGEND, REFERENCE
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import MEASURE, Label, Lang
from simrecouv.vocabulary.numbers import decimals_for, number

if TYPE_CHECKING:
    import pandas as pd

    from simrecouv.compare import Experiment

#: KPIs of the table of `compare`, the first question of a controller first.
SHOWN = (
    "dso_simple",
    "average_days_delinquent",
    "bfr_mean",
    "recovery_rate_90d",
    "bad_debt",
    "discounts",
    "interest_and_fees_received",
    "collection_cost",
    "agency_fees",
    "financing_cost",
    "contacts",
    "net_gain",
)

#: Unit of a KPI → how the table counts it, and its name.
SCALES = {
    "days": (1.0, Label("j", "d")),
    "share": (100.0, Label("%", "%")),
    "eur": (0.001, Label("k€", "€k")),
    "count": (1.0, Label("", "")),
}


def comparison_table(experiment: Experiment, lang: Lang) -> Table:
    """Lay out main KPIs × policies: mean ± half-interval, and the paired difference below."""
    levels, differences = _rows(experiment.summary()), _rows(experiment.differences())
    legend = LEGEND.in_(lang).format(n=experiment.replications, engine=experiment.engine)
    table = Table(caption=legend, caption_justify="left", show_lines=True)
    table.add_column()
    for name in experiment.policies:
        label = shown(experiment.scenario.policies[name].label, name, lang)
        reference = f"\n{REFERENCE.in_(lang)}" if name == experiment.baseline else ""
        table.add_column(escape(label) + reference, justify="right")
    for kpi in SHOWN:
        unit = SCALES[MEASURE[kpi].unit][1].in_(lang)
        label = MEASURE[kpi].label.in_(lang)
        cells = []
        for name in experiment.policies:
            lines = [_plus_minus(levels[name, kpi], kpi, lang, signed=False)]
            if (name, kpi) in differences and kpi != "net_gain":
                lines.append(_plus_minus(differences[name, kpi], kpi, lang, signed=True))
            cells.append("\n".join(lines))
        table.add_row(f"{label} ({unit})" if unit else label, *cells)
    return table


def _rows(frame: pd.DataFrame) -> dict[tuple[str, str], Mapping[Any, Any]]:
    """Address the rows of a frame by (policy, kpi)."""
    return {(row["policy"], row["kpi"]): row for row in frame.to_dict("records")}


def _plus_minus(row: Mapping[Any, Any], kpi: str, lang: Lang, *, signed: bool) -> str:
    unit, half = MEASURE[kpi].unit, (row["ci_high"] - row["ci_low"]) / 2.0
    scale = SCALES[unit][0]
    decimals = decimals_for(unit, half)
    if unit == "eur":
        decimals = min(1, max(0, decimals + 3))
    text = number(row["mean"] * scale, decimals, lang, signed=signed)
    return f"{text} ± {number(half * scale, decimals, lang)}" if half >= 0.0 else text
